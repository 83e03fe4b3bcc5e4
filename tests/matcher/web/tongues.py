"""What of a page is in the other language, and is not marked as being so.

A page is in one language from top to bottom. What somebody else wrote (a title, a quote, the name
of a project) is in its own and says so with ``lang``; within a sentence it stands in quotation
marks.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from tests.matcher.web.support import Page

ROOT = Path(__file__).parents[3]
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
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")
NAME = re.compile(
    r"https?://\S+|(?<!\w)(?:/[\w.-]+){2,}|[\w.]+@[\w.]+|[\w.-]+\.\w{2,}/\S+|[\w-]+\.(?:docx|xlsx|csv|pdf|toml|env)\b|"
    r"UK Research and Innovation"
)


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Every text of the catalogues with its English."""
    found = set()
    for package in ("matcher", "proposals"):
        path = ROOT / package / "translations/en/LC_MESSAGES/messages.po"
        for message in read_po(path.open("rb"), locale="en"):
            if isinstance(message.id, str) and message.id and isinstance(message.string, str):
                found.add((message.id, message.string))
    return frozenset(found)


@cache
def labels(language: str) -> frozenset[str]:
    """Whole texts of the catalogues that only the other language has."""
    spanish, english = {one for one, _ in pairs()}, {one for _, one in pairs()}
    return frozenset(spanish - english if language == "en" else english - spanish)


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Words of the catalogues that only the other language has."""
    spanish = {word for one, _ in pairs() for word in long_words(one)}
    english = {word for _, one in pairs() for word in long_words(one)}
    return frozenset(spanish - english if language == "en" else english - spanish)


def long_words(text: str) -> list[str]:
    """The words of four letters and more, in small letters."""
    return re.findall(r"[^\W\d_]{4,}", text.lower())


def foreign(page: Page, language: str) -> list[str]:
    """Pieces of the page with a word of the other language in them."""
    return [text for text in dict.fromkeys(_pieces(page.tree, language)) if odd(text, language)]


def odd(text: str, language: str) -> bool:
    """Whether ``text``, apart from what it quotes, is or has words of the other language."""
    own = NAME.sub(" ", QUOTED.sub(" ", text))
    return text in labels(language) or WORDS[language].search(own) is not None


def _pieces(tree: Any, language: str) -> Iterator[str]:
    """Every text and label in the page's language; a title and a label cannot mark a part."""
    marked = {
        " ".join(e.text_content().split())
        for e in tree.iter()
        if _tongue(e) not in (None, language)
    }
    whole = sorted(filter(None, marked), key=len, reverse=True)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "datalist"):
            continue
        if _tongue(element) == language:
            labels = [element.get(name) for name in SHOWN]
            if element.tag == "title":
                labels.append(element.text)
            elif element.text and element.text.strip():
                yield " ".join(element.text.split())
            yield from (_without(text, whole) for text in labels if text and text.strip())
        parent = element.getparent()
        if parent is not None and _tongue(parent) == language and (element.tail or "").strip():
            yield " ".join(element.tail.split())


def _without(text: str, marked: list[str]) -> str:
    text = " ".join(text.split())
    for part in marked:
        text = text.replace(part, " ")
    return text.strip()


def _tongue(element: Any) -> str | None:
    named = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return str(named[0]).partition("-")[0] if named else None
