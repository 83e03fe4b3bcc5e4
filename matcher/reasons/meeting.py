"""The two sentences of different languages in which the same things are said."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import product
from typing import Protocol

from matcher.reasons.passages import Passages, lightened

_TITLE = 1.25
_FEW = 3
"""What a title counts more, and content words from which a sentence counts in full. By hand."""
Places = tuple[int, int]


class Way(Protocol):
    """How words of a project are said in the call: the ``stems`` there, its ``own`` here."""

    @property
    def stems(self) -> tuple[str, ...]:
        """Of the call."""

    @property
    def own(self) -> tuple[str, ...]:
        """Of the project."""

    @property
    def worth(self) -> float:
        """What they add to the score."""


def meeting(call: Passages, project: Passages, ways: Sequence[Way]) -> Places | None:
    """The passages of both sides that say most of the same, long ones a little less.

    The best of each side by itself may speak of two things; ``None`` where no two meet. A term of
    several words counts as often.

    :param ways: the weightiest first; of several with the same stems the first counts.
    """
    met: dict[Places, float] = defaultdict(float)
    told = set[tuple[str, ...]]()
    for way in ways:
        if way.stems in told:
            continue
        told.add(way.stems)
        for pair in product(call.with_term(way.stems), project.with_term(way.own)):
            met[pair] += way.worth * len(way.own)
    if not met:
        return None
    return max(
        met,
        key=lambda pair: (
            met[pair] * _weight(call, pair[0]) * _weight(project, pair[1]),
            -pair[0],
            -pair[1],
        ),
    )


def _weight(passages: Passages, at: int) -> float:
    """A title says what all is about; a few words alone (a label, a line of a plan) say little."""
    worth = lightened(1.0 if at else _TITLE, passages[at])
    return worth * min(1.0, passages[at].count / _FEW)


def stands_in(passages: Passages, stems: tuple[str, ...]) -> bool:
    """Whether a term stands in any of these."""
    return bool(passages.with_term(stems))


def returns(passages: Passages, stems: tuple[str, ...], any_of: Collection[str] = ()) -> bool:
    """Whether words, or ``any_of`` them, stand in the title or in several sentences."""
    found = {*passages.with_term(stems), *passages.having_any(any_of)}
    return 0 in found or len(found) > 1
