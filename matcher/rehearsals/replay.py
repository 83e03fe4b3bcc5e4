"""The year again under one setting: which matches stood in the lists, and what each mail told."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matcher.digests.content import MOST_ITEMS, in_order
from matcher.digests.models import LEAST
from matcher.digests.shared import FittingCall, hears_of, is_theirs
from matcher.ranking.index import MatchIndex
from matcher.rehearsals.lists import Lists
from matcher.rehearsals.past import Past, Told, Turn, day_of, instants
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
    found: dict[tuple[int, int], YearPlace] = {}
    for at in instants(past):
        for project_id in past.projects:
            for place, one in enumerate(lists.at(project_id, at), start=1):
                key = (project_id, one.call_id)
                if key not in found or place < found[key].place:
                    found[key] = YearPlace(place=place, score=one.score)
    return found


def _mails(past: Past, setting: Setting, lists: Lists) -> dict[Told, Mailed]:
    """Each mail that went, filled again, the earlier first: what was told is not told twice."""
    known: dict[int, set[int]] = defaultdict(set)
    for person_id, calls in past.told_before.items():
        known[person_id] |= calls
    tags = {int(call.id): {*call.lines, *map(str, call.ods)} for call in past.call_texts}
    found: dict[Told, Mailed] = {}
    for turn in past.turns:
        told = known[turn.person_id] | turn.others
        chosen = _heard(past, setting, lists, turn, tags, told=known[turn.person_id])
        room = MOST_ITEMS - len(turn.others)
        scores = {one.match_id: one.score for one in chosen}
        for fresh in in_order(chosen, scores, today=day_of(past, turn.at)):
            if fresh.call_id not in turn.others:
                if room <= 0:
                    continue
                room -= 1
            told.add(fresh.call_id)
            found[turn.person_id, fresh.call_id] = Mailed(
                at=turn.at, project_id=fresh.project_ids[0], score=fresh.fit
            )
        known[turn.person_id] = told
    return found


def _heard(
    past: Past,
    setting: Setting,
    lists: Lists,
    turn: Turn,
    tags: Mapping[int, set[str]],
    *,
    told: Collection[int],
) -> list[FittingCall]:
    """The matches of the lists that this person is told of, by what they chose.

    :param told: the calls they know already.
    """
    person, choices = past.people[turn.person_id], past.choices[turn.person_id]
    least = setting.least.get(person.id, LEAST)
    lines, ods = set(choices.lines), set(choices.ods)
    found = []
    for project_id in past.projects:
        standing = lists.at(project_id, turn.at)
        if not standing or not hears_of(person, choices, standing[0]):
            continue
        if setting.others == "none" and not is_theirs(person, standing[0]):
            continue
        found += [
            replace(one, closes=past.calls[one.call_id].closes(turn.at))
            for one in standing
            if one.match_id > 0
            and one.call_id not in told
            and (turn.first or not one.quiet)
            and round(100 * one.score) >= least
            and _is_about(tags[one.call_id], lines, ods)
            and not any(
                said.holds(person.id, turn.at)
                for said in past.refusals.get((one.call_id, project_id), ())
            )
        ]
    return found


def _is_about(given: set[str], lines: set[str], ods: set[str]) -> bool:
    """Whether a call is of the themes a person chose, or of none of their kind."""
    if not lines and not ods:
        return True
    codes = {code for code in given if code.isdecimal()} if ods else set()
    names = {code for code in given if not code.isdecimal()} if lines else set()
    return not (codes | names) or bool(given & (lines | ods))
