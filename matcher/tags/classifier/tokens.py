"""Words of a text as the classifier sees them, with their places in the original."""

import re
from typing import Final

from matcher.text import fold

_WORD: Final = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_LETTERS: Final = re.compile(r"[œæß\u0300-\u036f]")
_SPELT: Final = {"œ": "oe", "æ": "ae", "ß": "ss"}


def split(text: str) -> list[str]:
    """Folded words; an apostrophe or hyphen parts two words (``l'eau`` is ``l``, ``eau``).

    Accents written as separate code points (as in many PDF files) do not part a word.
    """
    folded = fold(text)
    if _LETTERS.search(folded):
        return [_plain(word) for word in _WORD.findall(folded)]
    return _WORD.findall(folded)


_LANGUAGES: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "es": "el los las del y que en una para con por se su al lo es mas entre como sus la de",
        "en": "the of and to in for is that with on are by as this be from or which it an at",
        "pt": "o os as e do da dos das em um uma para com nao ao na no nas nos que por sao ou de",
        "fr": "le les des et du une un dans pour par sur aux au est que qui en sont ou la de",
        "ca": "els les i del dels amb per una un la que en es al als o mes de com entre",
    }.items()
}
_FUNCTION: Final = frozenset[str]().union(*_LANGUAGES.values())
_HOME: Final = ("es", "en")


def is_foreign(tokens: list[str]) -> bool:
    """Whether folded words are neither Spanish nor English, by their function words.

    Much cheaper than naming the language; without function words the answer is no.
    """
    known = [token for token in tokens if token in _FUNCTION]
    counts = {
        language: sum(token in words for token in known) for language, words in _LANGUAGES.items()
    }
    best = max(counts, key=lambda language: counts[language])
    return counts[best] > max(counts[home] for home in _HOME)


def places(text: str) -> list[tuple[str, int, int]]:
    """Folded words with the code points where each starts and ends in ``text``."""
    return [(_plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(fold(text))]


def _plain(word: str) -> str:
    return _LETTERS.sub(lambda m: _SPELT.get(m.group(), ""), word)
