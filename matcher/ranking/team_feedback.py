"""What a team's verdicts teach: calls like those it wanted rise, like those it refused fall.

For each project and candidate only two verdicts speak: the most alike call that was wanted and
the most alike that was not. Each moves the candidate by :data:`MOST` deviations at most (half the
way from a score of 0.5 to one of 0.75), so that people shift the order and never overturn it. The
verdict that speaks is told as a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import scipy.sparse as sp
from msgspec.structs import replace
from numpy.typing import NDArray

from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.inputs import CallText, Finding, Reason
from matcher.ranking.language_index import worth_of_words

MOST = 1.0
"""The most one verdict moves a candidate, in deviations (the unit of ``Pair.standing``)."""
THEME: Mapping[str | None, float] = {"otro-tema": 1.0, "otra": 0.5, None: 0.5}
"""How much each reason for «no interesa» says of the theme; the others say nothing of it."""
CONDITIONS = ("no-elegible", "sin-contrapartida")
"""Reasons that are likely to hold for the same kind of call of the same funder."""
_CONDITION = 0.25
"""Of :data:`MOST`: a condition of one call is a hint for the next, not a word on its theme."""
_UNLIKE, _ALIKE = 0.15, 0.5
"""Cosines of words up to which two calls are strangers, from which they are alike. By hand."""
_ACROSS = 0.5
"""Tags alone say half of what words do: five lines and 17 ODS leave many calls the same."""
_KEPT = 8192
"""Pairs of calls whose likeness is remembered: a bound on memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One verdict for the team that stands: the call and what was said of it."""

    call: CallText
    wanted: bool
    reason: str | None = None

    @property
    def theme(self) -> float:
        """What it says of the theme, from -1 (not this) to 1 (this)."""
        return theme(wanted=self.wanted, reason=self.reason)

    @property
    def condition(self) -> bool:
        """Whether it says something of the conditions."""
        return not self.wanted and self.reason in CONDITIONS


def theme(*, wanted: bool, reason: str | None) -> float:
    """What a verdict says of the theme, from -1 (not this) to 1 (this)."""
    return 1.0 if wanted else -THEME.get(reason, 0.0)


def teaches(*, wanted: bool, reason: str | None) -> bool:
    """Whether a verdict says anything of other calls; «ya lo vimos» and «plazo corto» do not."""
    return wanted or reason in THEME or reason in CONDITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """By how many deviations a verdict moves a candidate, and which verdict."""

    by: float
    lesson: Lesson

    @property
    def finding(self) -> Finding:
        """The points it adds, and the verdict as a reason."""
        return self.by, _told(self)


class Learned:
    """The verdicts of the projects of an index, seen with its vectors.

    :param lessons: by id of project; projects without any may be left out.
    """

    def __init__(self, index: MatchIndex, lessons: Mapping[str, Sequence[Lesson]]) -> None:
        self._index, self._lessons = index, lessons
        calls = {one.call.id: one.call for found in lessons.values() for one in found}
        self._at = {call_id: at for at, call_id in enumerate(calls)}
        self._judged = index.with_calls(list(calls.values())) if calls else index
        self._alike = lru_cache(_KEPT)(self._measure)
        self._words_of = lru_cache(_KEPT)(partial(_words, index))
        self._words_judged = lru_cache(_KEPT)(partial(_words, self._judged))

    def applied(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs of one query moved by what was said of similar calls, best first."""
        if not self._lessons:
            return list(pairs)
        moved = [
            replace(pair, standing=pair.standing + sum(one.by for one in found))
            if (found := self.nudges(pair))
            else pair
            for pair in pairs
        ]
        return sorted(moved, key=lambda pair: -pair.standing)

    def most(self, project: str) -> float:
        """By how many deviations a verdict may raise a candidate of this project."""
        return MOST if any(one.wanted for one in self._lessons.get(project, ())) else 0.0

    def nudges(self, pair: Pair) -> list[Nudge]:
        """What moves the pair: at most one verdict upwards, then one downwards."""
        candidate = self._index.calls.items[pair.call]
        project = self._index.projects.items[pair.project].id
        found = [
            Nudge(by=by, lesson=lesson)
            for lesson in self._lessons.get(project, ())
            if lesson.call.id != candidate.id and (by := MOST * self._worth(lesson, pair.call))
        ]
        up = max((one for one in found if one.by > 0), key=lambda one: one.by, default=None)
        down = min((one for one in found if one.by < 0), key=lambda one: one.by, default=None)
        return [one for one in (up, down) if one is not None]

    def _worth(self, lesson: Lesson, call: int) -> float:
        """From -1 to 1: what ``lesson`` says of the call at this position."""
        if lesson.condition:
            same = _same_door(lesson.call, self._index.calls.items[call])
            return -_CONDITION if same else 0.0
        return lesson.theme * self._alike(lesson.call.id, call) if lesson.theme else 0.0

    def _measure(self, judged_id: str, call: int) -> float:
        """How alike two calls are, 0 to 1: by their words, across languages by their tags."""
        at = self._at[judged_id]
        language = self._index.calls.languages[call]
        if language != self._judged.calls.languages[at]:
            one, other = self._judged.calls.items[at], self._index.calls.items[call]
            return by_tags(_tags(one), _tags(other))
        return by_words(_cosine(self._words_judged(at), self._words_of(call)))


@dataclass(frozen=True, slots=True)
class _Words:
    """The weighted terms, title and phrases of one call, and how long that vector is."""

    columns: NDArray[np.int32]
    values: NDArray[np.float64]
    length: float


def _words(index: MatchIndex, call: int) -> _Words:
    lane, row, ranker = index.lane_of(call), index.row_of(call), index.tools.ranker
    columns, values = _row(lane.calls.fast.terms, row)
    titled, own = np.zeros_like(values), _row(lane.calls.rows.title, row)
    titled[columns.searchsorted(own[0])] = ranker.weights.title * own[1]
    # Two short calls are as alike as their words say, however little those count for projects.
    words = columns < lane.spaces.terms.size
    worth = worth_of_words([index.calls.items[call]], ranker)[0]
    values[words] = (values - titled)[words] / worth + titled[words]
    length = float(np.sqrt(np.square(values).sum()))
    return _Words(columns=columns, values=values, length=length)


def _row(matrix: sp.csr_matrix, row: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Columns and values of one row, in the order of the columns."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    order = np.argsort(matrix.indices[part])
    return matrix.indices[part][order], matrix.data[part][order].astype(np.float64)


def _cosine(one: _Words, other: _Words) -> float:
    """0 where either has no words."""
    lengths = one.length * other.length
    if not lengths:
        return 0.0
    at = one.columns.searchsorted(other.columns).clip(max=len(one.columns) - 1)
    both = one.columns[at] == other.columns
    return float(one.values[at[both]] @ other.values[both]) / lengths


def _tags(call: CallText) -> frozenset[str]:
    return frozenset((*map(str, call.ods), *call.lines))


def by_words(cosine: float) -> float:
    """How alike two calls are, 0 to 1, from the cosine of their words."""
    return min(max((cosine - _UNLIKE) / (_ALIKE - _UNLIKE), 0.0), 1.0)


def by_tags(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two calls of different languages are: what both have of what either has, halved."""
    return _ACROSS * len(one & other) / len(one | other) if one & other else 0.0


def _same_door(one: CallText, other: CallText) -> bool:
    """The same kind of call of the same funder; what is not known is not the same."""
    if not (one.funder and one.kind and other.funder):
        return False
    return (one.funder.casefold(), one.kind) == (other.funder.casefold(), other.kind)


def _told(nudge: Nudge) -> Reason:
    """The verdict as a reason."""
    call = nudge.lesson.call
    if nudge.by > 0:
        return Reason(kind="feedback", code="team-liked", params={"title": call.title})
    code = _LACKS.get(nudge.lesson.reason, "team-disliked")
    return Reason(kind="against", code=code, params={"title": call.title, "funder": call.funder})


_LACKS: Mapping[str | None, str] = {
    "no-elegible": "team-not-eligible",
    "sin-contrapartida": "team-lacked-counterpart",
}
