"""Words of a text: folding, tokens, stems, language. Shared by tags, matches and search."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import local
from typing import Any

import nh3
import Stemmer

from scrapers.confined.process import ConfinedError, Limits, run
from scrapers.item import Language
from scrapers.letters import LANGUAGES, detect_language, fold

__all__ = [
    "LANGUAGES",
    "Chain",
    "Language",
    "detect_language",
    "fold",
    "in_turn",
    "outward",
    "stem",
    "stems",
    "words",
]
Behind = tuple[re.Pattern[str], re.Pattern[str]]
"""What may lie between, all of it, and what comes behind."""
Chain = tuple[re.Pattern[str], *tuple[Behind, ...]]
"""What :func:`in_turn` looks for: the first pattern, and each that comes behind it."""
_SNOWBALL = {
    "es": "spanish",
    "en": "english",
    "pt": "portuguese",
    "fr": "french",
    "ca": "catalan",
}
MOST_DIGITS = 10
"""Numbers of ours are shorter; a database takes no longer ones."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_OUTWARD = re.compile(r"https?://|/(?![/\\])", re.IGNORECASE)
_LONGEST_LINK = 400
"""Letters no single place of a chain is longer than; set by hand."""
_stemmers = local()
_SHORT = 32_000
_LIMITS = Limits(cpu_seconds=8, seconds=30.0)


def words(text: str) -> list[str]:
    """Folded words of ``text``, in order; a letter and its accent may come as two code points."""
    return _WORD.findall(fold(unicodedata.normalize("NFC", text)))


def stem(word: str, language: Language) -> str:
    """Snowball stem of one folded word."""
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language])
    return str(stemmers[language].stemWord(word))


def stems(text: str, language: Language) -> list[str]:
    """Folded, stemmed words of ``text``."""
    return [stem(word, language) for word in words(text)]


def in_turn(
    text: str, first: re.Pattern[str], *behind: Behind
) -> Iterator[tuple[re.Match[str], ...]]:
    """Where patterns match one behind another: what one too long to be checked would find.

    :return: the matches of each place in order; a gap that may be so long may also be shorter.
    """
    for match in first.finditer(text):
        for rest in _behind(text, match.end(), behind):
            yield (match, *rest)


def _behind(
    text: str, start: int, behind: tuple[Behind, ...]
) -> Iterator[tuple[re.Match[str], ...]]:
    if not behind:
        yield ()
        return
    (gap, pattern), *others = behind
    widest = gap.match(text, start)
    end = widest.end() + _LONGEST_LINK if widest else start
    for match in pattern.finditer(text, start, end):  # further on nothing can be near enough
        if not gap.fullmatch(text, start, match.start()):
            return
        for rest in _behind(text, match.end(), tuple(others)):
            yield (match, *rest)


def number_of(text: str | None) -> int | None:
    """A number of ours (an id, a version) as an address or a form has it; ``None`` for no such."""
    return int(text) if text and text.isdecimal() and len(text) < MOST_DIGITS else None


def key_after(told: object, number: int) -> str:
    """The key of the last row of a page, from which :func:`start_after` goes on."""
    return f"{told}~{number}"


def start_after(read: Callable[[str], Any], after: str | None) -> tuple[Any, int] | None:
    """Key and id of the last row of the page before; ``None`` for what cannot be read.

    :param read: makes the key of its text, or raises ``ValueError`` or ``ArithmeticError``.
    """
    text, _, told = (after or "").rpartition("~")
    number = number_of(told)
    if number is None:
        return None
    try:
        return read(text), number
    except (ValueError, ArithmeticError):
        return None


def instant(text: str) -> datetime:
    """The moment of a key.

    :raises ValueError: for one without its zone, which could not be compared.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def without_markup(html: str) -> str:
    """The words of a page, entities as they are; a long one is read where that can be ended."""
    if len(html) <= _SHORT:
        return strip_markup(html)
    try:
        return str(run(strip_markup, html, limits=_LIMITS))
    except ConfinedError:  # made to be read forever: its tags go the plain way
        return re.sub(r"<[^<>]*>", " ", html)


def strip_markup(html: str) -> str:
    """The words of a page; for the process with limits where it is long."""
    return nh3.clean(html, tags=set(), clean_content_tags={"script", "style", "head", "nav"})


def outward(address: str | None) -> str:
    """An address a page or a mail may lead to: of the web, or of this site; "" for any other.

    Addresses are looked at when they come in; this is for one that came in another way.
    """
    return address if address and _OUTWARD.match(address) else ""
