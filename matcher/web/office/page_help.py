"""What the «?» of each page says: one file of short texts, in both languages."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, request

from matcher.places import templates_of
from matcher.web.frame.language import language
from matcher.web.frame.services import person_or_none

HELP = templates_of("web") / "help.toml"


@lru_cache(maxsize=1)
def texts() -> Mapping[str, Mapping[str, str]]:
    """Page or section → language → text."""
    return tomllib.loads(HELP.read_text(encoding="utf-8"))


def text_of(endpoint: str) -> Mapping[str, str] | None:
    """The texts of a page, else those of its section."""
    return texts().get(endpoint) or texts().get(endpoint.partition(".")[0])


def page_help() -> str:
    """What this page says of itself to who is signed in; empty where it says nothing."""
    found = text_of(request.endpoint or "") if person_or_none() else None
    return found[language()] if found else ""


def install(app: Flask) -> None:
    """Let the frame of every page ask."""
    app.add_template_global(page_help)
