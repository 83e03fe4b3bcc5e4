"""The kind of machine a browser says it runs on: enough for its owner to know it again."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(said: str) -> str:
    """«Firefox · Windows»; empty for what nobody knows. Names are names, in every language."""
    found = [
        next((name for mark, name in known if mark in said), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, found))
