"""Letters of a text, whoever reads it: folded for comparing, and the language they are in."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, cast

from scrapers.item import Language

LANGUAGES: tuple[Language, ...] = ("es", "en", "pt", "fr", "ca")
_SAMPLE = 6000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
"""One letter in twenty: to look each of the others up as well took ten times as long."""


def fold(text: str) -> str:
    """Lower-case ``text`` without accents; every code point keeps its place (same length)."""
    return (text if text.isascii() else _FOREIGN.sub(_folded, text)).lower()


def _folded(letter: re.Match[str]) -> str:
    return fold_letter(letter[0])


@lru_cache(maxsize=8192)
def fold_letter(letter: str) -> str:
    """One code point in, one out, so that offsets into the original stay true."""
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def detect_language(text: str) -> Language | None:
    """The language of ``text`` among :data:`LANGUAGES`; ``None`` where it has no words.

    py3langid limited to those, its own instance, so that nothing else in the process sees the
    limit.
    """
    sample = text[:_SAMPLE]
    if not any(letter.isalpha() for letter in sample):
        return None
    code, _ = _identifier().classify(sample)
    return cast("Language", code)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The model, loaded once (0.1 s), with numpy behind it: not every command reads a text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


QT_MARK = re.compile(r"\[:([a-z]{2}|)\]|<!--:([a-z]{2}|)-->|\{:([a-z]{2}|)\}")


def pick_language(text: str, language: str) -> str:
    """Of qTranslate's ``[:es]…[:en]…[:]`` the part in ``language``, else the first one.

    What stands outside the marks belongs to every language and stays.
    """
    if not QT_MARK.search(text):
        return text
    pieces: list[tuple[str | None, str]] = []
    current: str | None = None
    at = 0
    for mark in QT_MARK.finditer(text):
        pieces.append((current, text[at : mark.start()]))
        current = next((group for group in mark.groups() if group), None)
        at = mark.end()
    pieces.append((current, text[at:]))
    present = [name for name, words in pieces if name and words.strip()]
    chosen = language if language in present else next(iter(present), language)
    return "".join(words for name, words in pieces if name in (None, chosen))
