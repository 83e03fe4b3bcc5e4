"""What of a page is in the other language: words of the interface, not those of calls and projects.

What stands in the database, or in the catalogue of sources, is somebody's own words and is left
out wherever it is shown.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask import Flask
from sqlalchemy import select

from matcher.db.base import Base
from scrapers import registry
from tests.matcher.web.support import Page

WORDS = {
    "en": re.compile(
        r"\b(?:el|los|las|una|del|que|con|para|por|sus|más|está|este|esta|de|en|y|se|lo|"
        r"convocatorias?|proyectos?|fuentes?|cierre|fecha|sin|días?|falta|paso|responda)\b|[¿¡]",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:the|and|with|your|of|this|that|from|calls?|projects?|sources?|is|are|not|days?|"
        r"closes|step)\b",
        re.IGNORECASE,
    ),
}
"""Words of the other language, by the language of the page."""
SHOWN = ("title", "aria-label", "alt", "placeholder", "data-label")


def own_words(app: Flask) -> list[str]:
    """Every text that is stored, the longest first."""
    settings = app.extensions["puente"].settings
    found: set[str] = {settings.agency_name, settings.agency_city}
    with app.extensions["puente"].sessions() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    found.update(_texts(value))
    for source in registry.sources():
        found.update(_texts(asdict(source.about)))
    return sorted({" ".join(text.split()) for text in found}, key=len, reverse=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) > 3:
        yield value
        yield from re.split(r"[\n.«»]+", value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def foreign(page: Page, language: str, known: list[str]) -> list[str]:
    """Pieces of the page with a word of the other language in them."""
    pieces = dict.fromkeys(_pieces(page.tree, language))
    return [text for text in pieces if _odd(text, language, known)]


def _odd(text: str, language: str, known: list[str]) -> bool:
    if not WORDS[language].search(text):
        return False
    bare = text.strip(" «»“”….")
    if any(bare in stored for stored in known):
        return False
    for stored in known:
        if len(stored) > 3 and stored in text:
            text = text.replace(stored, " ")
    return WORDS[language].search(text) is not None


def _pieces(tree: Any, language: str) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "datalist"):
            continue
        named = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
        if named and named[0] != language:
            continue
        texts = [element.text, *(child.tail for child in element)]
        texts += [element.get(name) for name in SHOWN]
        yield from (" ".join(text.split()) for text in texts if text and text.strip())
