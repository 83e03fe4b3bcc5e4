"""The year again under one setting: which matches stood in the lists, and what each mail told."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from matcher.digests.content import MOST_ITEMS, in_order
from matcher.digests.models import LEAST
from matcher.digests.shared import FittingCall, hears_of, is_theirs
from matcher.ranking.index import MatchIndex
from matcher.rehearsals.lists import Lists
from matcher.rehearsals.past import Past, PastProject, Told, Turn, day_of
from matcher.rehearsals.settings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlace:
    """A call in the list of a project: its best place of the year, and how well it fits."""

    place: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """A call told to somebody because it fits: when, how well, and the project it fits best."""

    at: datetime
    project_id: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What happened, or would have: matches by project and call, mails by person and call."""

    matches: Mapping[tuple[int, int], YearPlace]
    mails: Mapping[Told, Mailed]


def lists_of(past: Past, setting: Setting, index: MatchIndex) -> Lists:
    """The lists of the twelve months under ``setting``."""
    return Lists(past, setting, index, shown=frozenset(call for _, call in past.ledger))


def replay(past: Past, setting: Setting, lists: Lists) -> Year:
    """The twelve months under ``setting``."""
    return Year(matches=_matches(past, lists), mails=_mails(past, setting, lists))


def _matches(past: Past, lists: Lists) -> dict[tuple[int, int], YearPlace]:
    return {
        (project_id, one.call_id): YearPlace(place=place, score=one.score)
        for project_id in past.projects
        for one, place in lists.best_places(project_id)
    }


def _mails(past: Past, setting: Setting, lists: Lists) -> dict[Told, Mailed]:
    """Each mail that went, filled again, the earlier first: what was told is not told twice."""
    known: dict[int, set[int]] = defaultdict(set)
    for person_id, calls in past.told_before.items():
        known[person_id] |= calls
    tags = {int(call.id): {*call.lines, *map(str, call.ods)} for call in past.call_texts}
    found: dict[Told, Mailed] = {}
    hearing = _Hearing(past, setting, lists, tags)
    for turn in past.turns:
        told, waiting = known[turn.person_id] | turn.others, set(turn.others)
        chosen = hearing.heard(turn, told=known[turn.person_id])
        room = MOST_ITEMS - len(turn.others)
        scores = {one.match_id: one.score for one in chosen}
        for fresh in in_order(chosen, scores, today=day_of(past, turn.at)):
            if room <= 0 and not waiting:
                break
            if fresh.call_id in turn.others:
                waiting.discard(fresh.call_id)
            elif room <= 0:
                continue
            else:
                room -= 1
            told.add(fresh.call_id)
            found[turn.person_id, fresh.call_id] = Mailed(
                at=turn.at, project_id=fresh.project_ids[0], score=fresh.fit
            )
        known[turn.person_id] = told
    return found


class _Hearing:
    """Who is told of what, by what they chose. What does not change from mail to mail is kept."""

    def __init__(
        self, past: Past, setting: Setting, lists: Lists, tags: Mapping[int, set[str]]
    ) -> None:
        self._past, self._setting, self._lists, self._tags = past, setting, lists, tags
        self._at: datetime | None = None
        self._days: dict[int, date | None] = {}
        self._standing: dict[int, list[FittingCall]] = {}
        self._dated: dict[tuple[int, date | None], FittingCall] = {}
        self._wanted = cache(self._wanted_by)
        self._projects = cache(self._projects_of)

    def heard(self, turn: Turn, *, told: Collection[int]) -> list[FittingCall]:
        """The matches of the lists that the person of ``turn`` is told of.

        :param told: the calls they know already.
        """
        wanted = self._wanted(turn.person_id)
        least = self._setting.least.get(turn.person_id, LEAST)
        return [
            one
            for project_id in self._projects(turn.person_id)
            for one in self._shown(project_id, turn.at)
            if one.call_id not in told
            and one.call_id in wanted
            and (turn.first or not one.quiet)
            and round(100 * one.score) >= least
            and not self._is_refused(one, turn)
        ]

    def _is_refused(self, one: FittingCall, turn: Turn) -> bool:
        said = self._past.refusals.get((one.call_id, one.project_id))
        return said is not None and any(no.holds(turn.person_id, turn.at) for no in said)

    def _shown(self, project_id: int, at: datetime) -> Sequence[FittingCall]:
        """What may be mailed of the list of a project at ``at``, each with the day it closes.

        Mails of one instant follow each other, so only those of the last one are kept.
        """
        if at != self._at:
            self._at, self._days, self._standing = at, {}, {}
        if project_id not in self._standing:
            standing = (one for one in self._lists.at(project_id, at) if one.match_id > 0)
            self._standing[project_id] = [self._with_day(one, at) for one in standing]
        return self._standing[project_id]

    def _with_day(self, one: FittingCall, at: datetime) -> FittingCall:
        if one.call_id not in self._days:
            self._days[one.call_id] = self._past.calls[one.call_id].closes(at)
        key = one.match_id, self._days[one.call_id]
        if key not in self._dated:
            self._dated[key] = replace(one, closes=key[1])
        return self._dated[key]

    def _wanted_by(self, person_id: int) -> frozenset[int]:
        """The calls that are of the themes a person chose."""
        choices = self._past.choices[person_id]
        lines, ods = set(choices.lines), set(choices.ods)
        return frozenset(call for call, of in self._tags.items() if _is_about(of, lines, ods))

    def _projects_of(self, person_id: int) -> Sequence[int]:
        """The projects a person is told of."""
        person, choices = self._past.people[person_id], self._past.choices[person_id]
        own = self._setting.others == "none"
        return [
            project_id
            for project_id, whose in self._past.projects.items()
            if hears_of(person, choices, (one := _any_call(project_id, whose)))
            and (not own or is_theirs(person, one))
        ]


def _any_call(project_id: int, whose: PastProject) -> FittingCall:
    """A call for a project, of which only the project counts."""
    return FittingCall(
        match_id=0,
        call_id=0,
        project_id=project_id,
        score=0.0,
        department=whose.department,
        owner_id=whose.owner_id,
        quiet=False,
        closes=None,
    )


def _is_about(given: set[str], lines: set[str], ods: set[str]) -> bool:
    """Whether a call is of the themes a person chose, or of none of their kind."""
    if not lines and not ods:
        return True
    codes = {code for code in given if code.isdecimal()} if ods else set()
    names = {code for code in given if not code.isdecimal()} if lines else set()
    return not (codes | names) or bool(given & (lines | ods))
