"""The words of the interface in the language of the page.

flask-babel says which language that is, once for each request; a page says some two thousand words.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_app_context
from flask_babel import get_locale  # type: ignore[import-untyped] # ships no types
from flask_babel.speaklater import LazyString  # type: ignore[import-untyped] # ships no types

from matcher.errors import ToldError
from matcher.web.frame.services import known
from matcher.words.language import SPANISH, Words, words_in


def _(text: str, **values: Any) -> str:
    """``text`` (Spanish) in the language of the page, with ``%(name)s`` filled in."""
    return (here() if has_app_context() else SPANISH).gettext(text, **values)


def _l(text: str, **values: Any) -> Any:
    """As :func:`_`, looked up when shown: for what stands at module level."""
    return LazyString(_, text, **values)


def here() -> Words:
    """The words of the page's language, with those of the packages downstream."""
    page = known()
    found: Words | None = page.get("words")
    if found is None:
        locale = get_locale()
        folders = current_app.config["BABEL_TRANSLATION_DIRECTORIES"]
        found = page["words"] = _words_of("es" if locale is None else locale.language, folders)
    return found


@lru_cache
def _words_of(language: str, folders: str) -> Words:
    return words_in(language, *map(Path, folders.split(";")))


def said(error: ToldError) -> str:
    """What an error says, in the language of the page."""
    return here().say(error.message)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """``one`` or ``many`` by ``num``, in the language of the page."""
    return (here() if has_app_context() else SPANISH).ngettext(one, many, num, **values)


def install(app: Flask) -> None:
    """Have templates ask here too."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # of its extension
        gettext=_, ngettext=lambda one, many, num: here().either(one, many, num), newstyle=True
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # not by way of an alias
