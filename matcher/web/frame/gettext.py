"""The words of the interface in the language of the page: flask-babel, with types."""

from typing import Any

import flask_babel  # type: ignore[import-untyped] # ships no types


def _(text: str, **values: Any) -> str:
    """``text`` (Spanish) in the language of the page, with ``%(name)s`` filled in."""
    return str(flask_babel.gettext(text, **values))


def _l(text: str, **values: Any) -> Any:
    """As :func:`_`, looked up when shown: for what stands at module level."""
    return flask_babel.lazy_gettext(text, **values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """``one`` or ``many`` by ``num``, in the language of the page."""
    return str(flask_babel.ngettext(one, many, num, **values))
