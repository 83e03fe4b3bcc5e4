"""List pages and what becomes of them: noticing that a page is suddenly the home page."""

from urllib.parse import urlsplit

from scrapers.errors import LayoutChanged
from scrapers.fetch import Response
from scrapers.page import absolute, parse

HEAD = 200_000
# Parts of an address that still mean the root of a site.
ROOTS = frozenset({"es", "en", "pt", "fr", "ca", "index.html", "index.php", "inicio", "home"})


def refuse_home(asked: str, response: Response) -> None:
    """Notice that a page became the home page, as sites do with what they took down.

    :raises LayoutChanged: where a deeper address was asked and the site's root answered.
    """
    if _depth(asked) > 0 and _depth(response.url) == 0:
        raise LayoutChanged(f"{asked}: el sitio lleva ahora a su página de inicio.")
    if _depth(asked) == 0:
        return
    canonical = parse(response.text()[:HEAD], url=response.url).first("link[rel='canonical']")
    if canonical is None:
        return
    target = absolute(canonical.element.attributes.get("href"), response.url)
    if target and _depth(target) == 0 and urlsplit(target).hostname == urlsplit(asked).hostname:
        raise LayoutChanged(f"{asked}: la página dice ser la página de inicio del sitio.")


def _depth(url: str) -> int:
    """How many parts lie below the root, the language's own folder and "index" not counted."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step and step.lower() not in ROOTS]
    return len(steps) + bool(parts.query)
