"""Which words of a text earned a tag: exact spans, strongest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.tags.classifier.tokens import places

MOST: Final = 5
"""Words or phrases shown for a tag: for reading, not tuned."""
LOOKED_AT: Final = 40
"""The heaviest spans among which those are found; saves ordering all of a long text."""
SHORTEST_WORD: Final = 3
"""Letters from which a word tells something by itself. Set by hand."""
_BREAKS: Final = frozenset(".;:!?()[]\n•|")
FUNCTION_WORDS: Final = frozenset(
    """
    a al algo ante aquel aquella asi aun aunque cada como con contra cual cuales cuando de del desde
    donde dos el ella ellas ellos en entre era eran es esa esas ese eso esos esta estan estar estas
    este esto estos fue fueron ha han hasta hay la las le les lo los mas mediante mientras mismo muy
    ni no nos o otra otras otro otros para pero por porque que quien se sea ser si sido sin sobre
    son su sus tambien tan tanto tiene tienen toda todas todo todos tras tres un una unas uno unos y
    ya the of and in to for with on by at from as is are was were be been being this that these
    those it its an or not which their they have has had will can may also such than then there
    more most other into between through during within about over under who whom whose what when
    where how all any each both few our your we you he she his her them us do does did would could
    should e os da do das dos na no nas nos ao aos pela pelo pelas pelos um uma uns umas com em para
    por que se sua seu suas seus mais mas como foi ser sao tem ou quando muito ja nao isso esse essa
    le la les du des un une et en au aux dans pour par sur avec sans ce cet cette ces qui que dont
    est sont ete etre a ont ou plus leur leurs son sa ses il elle ils elles nous vous se ne pas
    d l s c j m n t qu els les uns unes amb per dels als pel pels i o que es son aixo seva seu
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEvidence:
    """Words that earned a tag: ``quote`` is ``field``'s ``[start:end]`` in code points."""

    quote: str
    field: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Some words of a text and what they add to one tag; ``place`` counts words."""

    place: int
    length: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Words and phrases of one text and what each adds to each tag (spans × tags)."""

    places: NDArray[np.int64]
    lengths: NDArray[np.int64]
    weights: NDArray[np.float32]


def telling(word: str) -> bool:
    """Whether a folded word says anything on its own."""
    return len(word) >= SHORTEST_WORD and word not in FUNCTION_WORDS and not word.isdecimal()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWords:
    """The folded words of a text, where each stands, and after which a sentence or field ends."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: frozenset[int]


def read_words(text: str) -> EvidenceWords:
    """The words of ``text``."""
    found = places(text)
    breaks = frozenset(
        place
        for place, (left, right) in enumerate(pairwise(found))
        if not _BREAKS.isdisjoint(text[left[2] : right[1]])
    )
    return EvidenceWords(
        words=tuple(word for word, _, _ in found),
        starts=tuple(start for _, start, _ in found),
        ends=tuple(end for _, _, end in found),
        breaks=breaks,
    )


def strongest(spans: Spans, tag: int, words: EvidenceWords, *, most: int = MOST) -> list[Candidate]:
    """The heaviest spans that add to ``tag`` (its column), do not overlap and repeat no words.

    Function words are left out unless nothing else speaks for the tag.
    """
    weights = spans.weights[:, tag]
    best = _heaviest(weights)
    order = best[weights[best] > 0].tolist()
    clear = (i for i in order if _is_clear(spans, i, words))
    chosen = _apart(spans, clear, words.words, weights=weights, most=most)
    return chosen or _apart(spans, iter(order[:1]), words.words, weights=weights, most=1)


def _heaviest(weights: NDArray[np.float32]) -> NDArray[np.int64]:
    """The rows of the heaviest weights, heaviest first, the first in the text among equals."""
    if len(weights) > LOOKED_AT:
        near = np.sort(np.argpartition(-weights, LOOKED_AT)[:LOOKED_AT])
    else:
        near = np.arange(len(weights))
    return near[np.argsort(-weights[near], kind="stable")]


def _is_clear(spans: Spans, row: int, words: EvidenceWords) -> bool:
    """Whether a span begins and ends with a telling word and stays within a sentence."""
    first = int(spans.places[row])
    last = first + int(spans.lengths[row]) - 1
    whole = words.breaks.isdisjoint(range(first, last))
    return whole and telling(words.words[first]) and telling(words.words[last])


def _apart(
    spans: Spans,
    order: Iterator[int],
    words: Sequence[str],
    *,
    weights: NDArray[np.float32],
    most: int,
) -> list[Candidate]:
    chosen: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    taken: set[int] = set()
    for row in order:
        place, length = int(spans.places[row]), int(spans.lengths[row])
        quoted = tuple(words[place : place + length])
        span = range(place, place + length)
        if quoted in seen or not taken.isdisjoint(span):
            continue
        chosen.append(Candidate(place=place, length=length, weight=float(weights[row])))
        seen.add(quoted)
        taken.update(span)
        if len(chosen) == most:
            break
    return chosen
