"""How a page is worded: words weighed by how often labelled calls and other notices use them.

A linear model over the first words of a page, whose table a person can read and
``tests/benchmarks/fit_notices.py`` writes anew. It speaks beside the signals and never alone.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise
from pathlib import Path

from scrapers.extract.text.passage import Passage
from scrapers.item import Span

_WORD = re.compile(r"[a-z0-9·]+")
_DIGITS = re.compile(r"\d+")
_STEM = 6
"""Letters that are kept of a word: its ending says who and when, and not what."""
_TITLE, _TEXT = 25, 120
"""Words that are looked at: a page says at its top what it is."""
_FEW, _ENOUGH = 15, 30
"""Up to so many words a page has no wording of its own, from so many on it counts in full."""
_MOST = 3.0
"""What the words of a page say at the most, however many there are."""
BIAS = "(bias)"
"""The row of the table that every page has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """``odds`` above nought speak for a notice; ``span`` is the sentence of the weightiest word."""

    odds: float
    span: Span | None


@cache
def weights() -> dict[str, float]:
    """Feature → its weight."""
    rows = Path(__file__).with_name("word_weights.tsv").read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, _, weight in (row.partition("\t") for row in rows)}


def features(title: Passage, text: Passage) -> dict[str, tuple[Passage, int]]:
    """The features of a page, each with where it stands first.

    A word and a pair of words by where they stand (``T`` title, ``X`` text), a word by itself.
    """
    found: dict[str, tuple[Passage, int]] = {}
    for place, passage, most in (("T", title, _TITLE), ("X", text, _TEXT)):
        words = list(islice(_words(passage), most))
        for word, at in words:
            found.setdefault(f"{place}{word}", (passage, at))
            found.setdefault(f"W{word}", (passage, at))
        for (first, at), (second, _) in pairwise(words):
            found.setdefault(f"{place}{first} {second}", (passage, at))
    return found


def _words(passage: Passage) -> Iterator[tuple[str, int]]:
    for match in _WORD.finditer(passage.folded):
        yield _DIGITS.sub("0", match.group())[:_STEM], match.start()


def phrasing(title: Passage, text: Passage) -> Phrasing:
    """What the words of a page say of it."""
    table, found = weights(), features(title, text)
    odds = table[BIAS] + sum(table.get(word, 0.0) for word in found)
    loudest = max(found, key=lambda word: table.get(word, 0.0), default=None)
    if loudest is None:
        return Phrasing(odds=0.0, span=None)
    passage, at = found[loudest]
    many = sum(1 for _ in chain(_words(title), _words(text)))
    odds *= min(1.0, max(0, many - _FEW) / (_ENOUGH - _FEW))
    bounded = math.copysign(min(abs(odds), _MOST), odds)
    return Phrasing(odds=bounded, span=passage.sentence_span(at, method="phrasing"))
