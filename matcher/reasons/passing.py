"""Passing words: what stands in every call and project, and so is no reason for one of them."""

import tomllib
from functools import lru_cache
from pathlib import Path

from matcher.terms import content_words, terms
from matcher.text import LANGUAGES, Language, fold

FILE = Path(__file__).with_name("passing.toml")
ENOUGH = 2
"""Telling words that make a reason; one alone does where it stands in the title of the call."""


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """Language → the stems of its passing words; the phrases that tell something anyway, and those
    that tell nothing."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    phrases, empty = (frozenset(map(fold, read.pop(key))) for key in ("phrases", "empty_phrases"))
    found: dict[str, frozenset[str]] = {
        language: frozenset(terms(content_words(read[language], language), language))
        for language in LANGUAGES
        if language in read
    }
    return found, phrases, empty


def tells(words: str, language: Language, *, name: bool) -> bool:
    """Whether words say what a text is about: a term of several does, unless it stands in any
    call; a ``name`` that was translated does not."""
    if name or fold(words) in _lists()[2]:
        return False
    return " " in words or bool(telling_stems(words, language))


def passing_stems(language: str) -> frozenset[str]:
    """The stems of the passing words of ``language``; none where it has no list."""
    return _lists()[0].get(language, frozenset())


@lru_cache(maxsize=100_000)
def telling_stems(words: str, language: Language) -> frozenset[str]:
    """The stems of ``words`` that tell what a text is about."""
    stems = frozenset(terms(content_words(words, language), language))
    told = stems - passing_stems(language)
    return told or (stems if fold(words) in _lists()[1] else told)
