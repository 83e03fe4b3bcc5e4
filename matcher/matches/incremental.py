"""What a run of the matcher keeps for the next one, and how little the next one has to do.

The long-lived process of the jobs holds one :class:`Keeper` (in its ``Pipe``): one index, that of
the last whole run, whose fingerprints tell which calls and projects stand in it. A new call is
read and measured with that index and enters the lists it belongs to; a changed project is ranked
over all calls; where a call closed or changed, the projects that listed it are ranked again. After
a restart, with another method, or once a third of the calls or projects are not in the index
as they are now, everything is read again.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest

import numpy as np
from msgspec.structs import replace

from matcher.matches.fingerprints import fingerprint_of
from matcher.ranking.index import MatchIndex, Pair
from matcher.ranking.inputs import RankedPair
from matcher.ranking.team_feedback import Learned, Lesson
from matcher.ranking.topk import Floats
from matcher.reasons.judge import SPARE, Judge

Fingerprints = Mapping[int, str]
Lists = Iterator[tuple[int, list[RankedPair]]]
_ROUNDED = 0.0001
"""A stored score is rounded to so much: a call that may be as good as the last of a list is in."""
_MOST_CHANGED = 3
"""One in so many may differ from what stands in the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to match: fingerprints of now, and what was remembered of the last run."""

    calls: Fingerprints
    projects: Fingerprints
    known_calls: Fingerprints
    known_projects: Fingerprints
    method: str

    def due(self) -> dict[int, str]:
        """Projects to be matched → what to remember once they are.

        Those that changed; all of them where a call is new, changed or gone, for it may enter or
        leave any list.
        """
        bank = self.bank(self.calls)
        wanted = {i: fingerprint_of(fingerprint, bank) for i, fingerprint in self.projects.items()}
        return {
            i: fingerprint
            for i, fingerprint in wanted.items()
            if self.known_projects.get(i) != fingerprint
        }

    def bank(self, calls: Fingerprints) -> str:
        """The fingerprint of a whole bank of calls, matched by this method."""
        return fingerprint_of(self.method, *(f"{i}:{calls[i]}" for i in sorted(calls)))

    def changed_calls(self) -> list[int]:
        """Calls that are new or changed since the last whole run."""
        return [
            i for i, fingerprint in self.calls.items() if self.known_calls.get(i) != fingerprint
        ]

    def pair_fingerprint(self, call_id: int, project_id: int) -> str:
        """What a match of these two was computed from."""
        return fingerprint_of(self.method, self.calls[call_id], self.projects[project_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an incremental run has to do, by ids.

    ``fresh`` calls are offered to the projects of ``insert``, whose other matches stay as they
    are; those of ``again`` are ranked over all calls. ``late`` calls are not in the index as
    they are now, ``outdated`` ones stand in it as they no longer are, or are gone.
    """

    fresh: frozenset[int]
    late: frozenset[int]
    outdated: frozenset[int]
    insert: frozenset[int]
    again: frozenset[int]


@dataclass(slots=True)
class Keeper:
    """The index of the last whole run; ``seen`` are the calls of the last run that ended."""

    index: MatchIndex | None = None
    method: str = ""
    calls: Fingerprints = field(default_factory=dict)
    projects: Fingerprints = field(default_factory=dict)
    seen: Fingerprints = field(default_factory=dict)

    def keep(self, index: MatchIndex, plan: Plan) -> None:
        """Remember a new index; nothing has been matched with it yet."""
        self.index, self.method = index, plan.method
        self.calls, self.projects, self.seen = dict(plan.calls), dict(plan.projects), {}
        set_aside()

    def work(
        self,
        plan: Plan,
        due: Collection[int],
        *,
        listing: Callable[[Collection[int]], Collection[int]],
    ) -> Work | None:
        """How to do what is due with the index there is; ``None`` where all is to be read.

        :param listing: ids of calls → ids of the projects that list one of them.
        """
        late = frozenset(_changed(plan.calls, self.calls))
        moved = _changed(plan.projects, self.projects)
        few_calls = _MOST_CHANGED * len(late) <= len(self.calls)
        few_projects = _MOST_CHANGED * len(moved) <= len(self.projects)
        if self.index is None or self.method != plan.method or not (few_calls and few_projects):
            return None
        before = plan.bank(self.seen)
        listed = listing(_changed(self.seen, plan.calls))
        insert = {
            i for i in due if plan.known_projects.get(i) == fingerprint_of(plan.projects[i], before)
        }.difference(listed)
        return Work(
            fresh=frozenset(_changed(plan.calls, self.seen)),
            late=late,
            outdated=frozenset(_changed(self.calls, plan.calls)),
            insert=frozenset(insert),
            again=frozenset(due) - insert,
        )


def set_aside() -> None:
    """Leave what stands now, an index for days, out of looking for garbage until asked again.

    Each time a quarter more had come to stay, Python went through all of it: of a day's matching
    that was a quarter of the time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _changed(now: Fingerprints, before: Fingerprints) -> list[int]:
    """What stands in ``now`` otherwise than in ``before``, or only there."""
    return [i for i, fingerprint in now.items() if before.get(i) != fingerprint]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContext:
    """What a list is made with: its length, the day, names of lines, verdicts by project."""

    top: int
    today: date
    line_names: Mapping[str, str]
    lessons: Mapping[str, tuple[Lesson, ...]]


class Part:
    """The calls of one index for its projects, moved by the verdicts, and explained.

    :param without: ids of calls that are left out.
    """

    def __init__(
        self, index: MatchIndex, telling: ListContext, *, without: Collection[str] = ()
    ) -> None:
        here = {project.id for project in index.projects.items}
        lessons = {i: found for i, found in telling.lessons.items() if i in here}
        self.index = index
        self._learned = Learned(index, lessons)
        self._judge = Judge(
            index, today=telling.today, line_names=telling.line_names, learned=self._learned
        )
        self._without = without

    def best(self, *, top: int, least: Mapping[int, float] | None = None) -> list[list[Pair]]:
        """The best calls of each project, the verdicts counted in.

        :param least: the score a call must reach, by id of project; of others all are given.
        """
        wanted = self._standings(least) if least is not None else None
        found = self.index.calls_for_projects(top=top + len(self._without), least=wanted)
        if self._without:
            found = [
                [pair for pair in pairs if self._id(pair) not in self._without] for pairs in found
            ]
        return [self._learned.applied(pairs[:top]) for pairs in found]

    def lists(self, found: Iterable[list[Pair]], *, top: int) -> Iterator[list[RankedPair]]:
        """The pairs of each project judged and explained; what the verdicts did is told too."""
        return self._judge.lists(found, top=top)

    def _standings(self, least: Mapping[int, float]) -> Floats:
        """What a call must stand out at least; less where a verdict may yet raise it."""
        standing, raised = self.index.tools.ranker.standing, self._learned.most
        wanted = [
            standing(least.get(int(project.id), 0.0) - _ROUNDED) - raised(project.id)
            for project in self.index.projects.items
        ]
        return np.asarray(wanted, dtype=np.float32)

    def _id(self, pair: Pair) -> str:
        return self.index.calls.items[pair.call].id


def whole_lists(parts: list[Part], *, top: int) -> Lists:
    """Id of each project → its best ``top`` over all parts, which have the same projects."""
    found = [part.best(top=top * SPARE) for part in parts]
    projects = parts[0].index.projects.items
    kept: list[list[list[Pair]]] = [[] for _ in parts]
    for at in range(len(projects)):
        best = nlargest(
            top * SPARE,
            ((number, pair) for number, best in enumerate(found) for pair in best[at]),
            key=lambda one: one[1].standing,
        )
        for number, pairs in enumerate(kept):
            pairs.append([pair for n, pair in best if n == number])
    told = [part.lists(pairs, top=top) for part, pairs in zip(parts, kept, strict=True)]
    for project, *lists in zip(projects, *told, strict=True):
        yield int(project.id), lists[0] if len(lists) == 1 else _as_one(lists, top=top)


def _as_one(lists: Sequence[list[RankedPair]], *, top: int) -> list[RankedPair]:
    """The best ``top`` of several lists, each at its new place."""
    matches = sorted((match for some in lists for match in some), key=place)
    return [replace(match, rank=rank) for rank, match in enumerate(matches[:top], start=1)]


def new_in_lists(part: Part, *, top: int, least: Mapping[int, float]) -> Lists:
    """Id of each project → calls of ``part`` with more than the ``least`` score of its list.

    Of projects that are not in ``least`` the best ``top`` are given; those without any are left
    out.
    """
    score = part.index.tools.ranker.score
    best = part.best(top=top * SPARE, least=least)
    wanted: dict[int, list[Pair]] = {}
    for project, pairs in zip(part.index.projects.items, best, strict=True):
        floor = least.get(int(project.id), 0.0) - _ROUNDED
        some = [pair for pair in pairs if score(pair.standing) >= floor]
        if some:
            wanted[int(project.id)] = some
    yield from zip(wanted, part.lists(wanted.values(), top=top), strict=True)


def place(match: RankedPair) -> tuple[bool, float, int]:
    """The order of a list: what nothing forbids first, then by score."""
    return bool(match.blockers), -match.score, int(match.call_id)
