"""How a page is worded: its words and pieces of words, weighed on labelled pages.

A linear model over the title and the first letters of the text, fitted by
``tests/benchmarks/fit_notices.py``; the card beside it tells on what. It speaks beside the
signals and never alone. A piece weighs more the fewer pages have it, so that what is rare and
telling is not drowned by articles; pieces are hashed, so that no table of words is needed.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from scrapers.extract.text.passage import Passage
from scrapers.item import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("phrasing.npz")
WIDTH = 1 << 16
"""Places a piece may fall into, for each way of looking."""
LOOKS: Final[Mapping[str, float]] = {"words": 1.0, "pieces": 1.0, "titled": 0.7}
"""The ways of looking at a page, each of that length: words and pairs of them; pieces of words,
which stand for the word in any number, tense or sister language; the same of the title alone."""
_HEAD = 1500
"""Letters of the text that are looked at: a page says at its top what it is."""
_FEW, _ENOUGH = 15, 30
"""Up to so many words a page has no wording of its own, from so many on it counts in full."""
_MOST = 3.0
"""What the words of a page say at the most: less than a page that asks in so many words for
applications, and nothing else, has on its side."""
_SHORTEST, _LONGEST = 3, 6
"""Letters of a piece, the edges of a word among them. Set by hand."""
_WORD = re.compile(r"[a-z]+|0+|[:?%€$]")
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """``odds`` above nought speak for a notice; ``span`` is the sentence of the weightiest word."""

    odds: float
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """For each way of looking what a place weighs, and how rare it is; what every page has."""

    table: "Mapping[str, NDArray[np.float32]]"
    rarity: "Mapping[str, NDArray[np.float32]]"
    bias: float


def unpacked(kept: "Mapping[str, NDArray[Any]]") -> Model:
    """The model of arrays as they are kept: weights as bytes, each with its scale."""
    import numpy as np  # noqa: PLC0415 # not every command reads a page

    return Model(
        table={k: kept[f"{k}.table"].astype(np.float32) * kept[f"{k}.scale"] for k in LOOKS},
        rarity={k: kept[f"{k}.rarity"].astype(np.float32) / np.float32(RARITY) for k in LOOKS},
        bias=float(kept["bias"]),
    )


RARITY = 25.0
"""Steps of a unit of rarity in the bytes that are kept."""


@cache
def model() -> Model:
    """The model that ships."""
    import numpy as np  # noqa: PLC0415

    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return unpacked(kept)


def looks(title: Passage, text: Passage) -> dict[str, dict[int, float]]:
    """Each way of looking: place → how often its pieces stand there, in logarithms."""
    head = _DIGIT.sub("0", title.folded)
    whole = f"{head}\n{_DIGIT.sub('0', text.folded[:_HEAD])}"
    found = {"words": _words(whole), "pieces": _pieces(whole), "titled": _pieces(head)}
    return {look: _counted(places) for look, places in found.items()}


def _counted(places: Iterable[int]) -> dict[int, float]:
    return {place: 1.0 + math.log(count) for place, count in Counter(places).items()}


def _place(name: str) -> int:
    return crc32(name.encode()) % WIDTH


def _words(text: str) -> Iterator[int]:
    words = _WORD.findall(text)
    yield from map(_place, words)
    yield from (_place(" ".join(pair)) for pair in pairwise(words))


def _pieces(text: str) -> Iterator[int]:
    for run in _RUN.findall(text):
        yield from _pieces_of(run)


@lru_cache(maxsize=1 << 15)
def _pieces_of(run: str) -> tuple[int, ...]:
    """The places of the pieces of a run of letters: most come again, on this page or the next."""
    edged = f" {run} "
    return tuple(
        _place(edged[at : at + size])
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(edged) - size + 1))
    )


def phrasing(title: Passage, text: Passage) -> Phrasing:
    """What the words of a page say of it."""
    fitted = model()
    many = sum(len(_WORD.findall(passage.folded[:_HEAD])) for passage in (title, text))
    if many <= _FEW:
        return Phrasing(odds=0.0, span=None)
    odds = fitted.bias + sum(
        _weighed(places, fitted.table[look], fitted.rarity[look], LOOKS[look])
        for look, places in looks(title, text).items()
    )
    odds *= min(1.0, (many - _FEW) / (_ENOUGH - _FEW))
    bounded = math.copysign(min(abs(odds), _MOST), odds)
    return Phrasing(odds=bounded, span=_loudest(fitted, title, text) if odds > 0 else None)


def _weighed(
    places: Mapping[int, float],
    table: "NDArray[np.float32]",
    rarity: "NDArray[np.float32]",
    length: float,
) -> float:
    """What the pieces weigh, brought to the length of their way of looking."""
    import numpy as np  # noqa: PLC0415

    at = np.fromiter(places, dtype=np.int64, count=len(places))
    rare = np.fromiter(places.values(), dtype=np.float64, count=len(places)) * rarity[at]
    total = math.sqrt(float(rare @ rare))
    return length * float(rare @ table[at]) / total if total else 0.0


def _loudest(fitted: Model, title: Passage, text: Passage) -> Span | None:
    """The sentence of the run of letters that speaks most for a notice."""
    table, rarity = fitted.table["pieces"], fitted.rarity["pieces"]
    best: tuple[float, Passage, int] | None = None
    for passage in (title, text):
        for run in _RUN.finditer(passage.folded, 0, min(len(passage.folded), _HEAD)):
            places = set(_pieces_of(_DIGIT.sub("0", run.group())))
            says = sum(float(table[p] * rarity[p]) for p in places)
            if best is None or says > best[0]:
                best = says, passage, run.start()
    return best and best[1].sentence_span(best[2], method="phrasing")
