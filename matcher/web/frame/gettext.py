"""The words of the interface in the language of the page: flask-babel, with types."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import flask_babel  # type: ignore[import-untyped] # ships no types
from flask import current_app

from matcher.errors import ToldError
from matcher.words.language import Words, words_in


def _(text: str, **values: Any) -> str:
    """``text`` (Spanish) in the language of the page, with ``%(name)s`` filled in."""
    return str(flask_babel.gettext(text, **values))


def _l(text: str, **values: Any) -> Any:
    """As :func:`_`, looked up when shown: for what stands at module level."""
    return flask_babel.lazy_gettext(text, **values)


def here() -> Words:
    """The words of the page's language, with those of the packages downstream."""
    locale = flask_babel.get_locale()
    folders = current_app.config["BABEL_TRANSLATION_DIRECTORIES"]
    return _words_of("es" if locale is None else locale.language, folders)


@lru_cache
def _words_of(language: str, folders: str) -> Words:
    """A page asks hundreds of times."""
    return words_in(language, *map(Path, folders.split(";")))


def said(error: ToldError) -> str:
    """What an error says, in the language of the page."""
    return here().say(error.message)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """``one`` or ``many`` by ``num``, in the language of the page."""
    return str(flask_babel.ngettext(one, many, num, **values))
