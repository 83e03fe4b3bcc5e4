"""A passage as numbers: its words, beginnings of words, neighbours and near neighbours, hashed.

Beginnings stand for the word in whatever number, gender or tense it comes («beneficiari-»), and
for its cousin in the next language; near neighbours («podra … municip») jump over what stands
between. The hashing trick (Weinberger et al., 2009) needs no table of words beside the weights.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

WIDTH = 1 << 16
"""Places a feature may fall into. Twice as many changed no figure."""
_PIECE = re.compile(r"[a-z]+|\d+|[:;()/]")
_SHORT, _LONG = 5, 7
"""Letters of the beginnings of words. Set by hand."""


def features(folded: str) -> dict[int, float]:
    """Place → weight of a folded passage, of length one; empty where it has no words."""
    counts: Counter[int] = Counter()
    for name in _named(folded):
        counts[crc32(name.encode()) % WIDTH] += 1
    heavy = {place: 1.0 + log(count) for place, count in counts.items()}
    length = sqrt(sum(one * one for one in heavy.values()))
    return {place: one / length for place, one in heavy.items()}


def _named(folded: str) -> Iterator[str]:
    words = ["0" if piece.isdigit() else piece for piece in _PIECE.findall(folded)]
    begun = [f"^{word[:_SHORT]}" if len(word) > _SHORT else word for word in words]
    yield from words
    yield from (" ".join(some) for some in pairwise(words))
    yield from (" ".join(some) for some in zip(words, words[1:], words[2:], strict=False))
    for word in words:
        if len(word) >= _SHORT:
            yield f"^{word[:_SHORT]}"
        if len(word) > _LONG:
            yield f"^{word[:_LONG]}"
    for far in (1, 2, 3):
        yield from (f"{a}{'~' * far}{b}" for a, b in zip(begun, begun[far:], strict=False))
