"""The two sentences of different languages in which the same things are said."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from typing import Protocol

from matcher.reasons.passages import QuotableSentence, lightened

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


def meeting(
    call: Sequence[QuotableSentence], project: Sequence[QuotableSentence], ways: Sequence[Way]
) -> Places | None:
    """The passages of both sides that say most of the same, long ones a little less.

    The best of each side by itself may speak of two things; ``None`` where no two meet.

    :param ways: the weightiest first; of several with the same stems the first counts.
    """
    met: dict[Places, float] = defaultdict(float)
    told = set[tuple[str, ...]]()
    for way in ways:
        if way.stems in told:
            continue
        told.add(way.stems)
        for pair in product(_with(call, way.stems), _with(project, way.own)):
            met[pair] += way.worth
    if not met:
        return None
    return max(
        met,
        key=lambda pair: (
            lightened(lightened(met[pair], call[pair[0]]), project[pair[1]]),
            -pair[0],
            -pair[1],
        ),
    )


def _with(passages: Sequence[QuotableSentence], stems: Sequence[str]) -> list[int]:
    return [at for at, passage in enumerate(passages) if passage.terms.issuperset(stems)]
