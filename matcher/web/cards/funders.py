"""Funders on cards and pages: the address of each, and its name in its own language."""

from functools import lru_cache

from flask import Flask, url_for
from markupsafe import Markup

from matcher.funders.names import funder_key
from matcher.text import Language, detect_language
from matcher.web.frame.gettext import here
from matcher.web.values.filters import in_tongue
from matcher.words.calm import calm_name


@lru_cache(maxsize=4_096)
def _tongue(name: str) -> Language | None:
    """Its language, guessed once: a list shows the same names again and again."""
    return detect_language(name)


def funder_url(name: str) -> str:
    """The page of the funder of this name; empty where the name has no words."""
    key = funder_key(name)
    return url_for("funders.page", key=key) if key else ""


def funder_name(name: str) -> Markup:
    """A name of a funder, marked with the language it seems to be in."""
    return in_tongue(calm_name(name), _tongue(name))


def month_name(number: int) -> str:
    """«marzo» of 3."""
    return here().month_of_year(number)


def install(app: Flask) -> None:
    """Let templates link to funders."""
    app.add_template_global(funder_url)
    app.add_template_filter(funder_name)
    app.add_template_filter(month_name)
    app.add_template_filter(calm_name)
