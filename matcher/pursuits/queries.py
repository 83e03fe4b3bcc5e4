"""Read pursuits: one, a person's own, the board's, those that stand still, what falls due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, Protocol

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.calls.models import Call
from matcher.errors import NotFound
from matcher.gate.passing import require_pass
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import (
    Pursuit,
    PursuitChange,
    PursuitDate,
    PursuitFollower,
    PursuitMention,
    PursuitNote,
    Stage,
)
from matcher.pursuits.stages import AT_THE_FUNDER, ENDED, OPEN, STAGES

Concern = Literal["assigned", "follows", "mentioned"]
STUCK_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A pursuit that concerns a person, and how."""

    pursuit: Pursuit
    how: frozenset[Concern] = field(default_factory=frozenset)


@lru_cache
def standing_pursuits() -> Select[Pursuit]:
    """Those that are shown: not the ones another took the place of."""
    return (
        select(Pursuit)
        .where(Pursuit.joined_into_id.is_(None))
        .options(joinedload(Pursuit.call, innerjoin=True), joinedload(Pursuit.project))
        .options(joinedload(Pursuit.assignee), selectinload(Pursuit.dates))
    )


@lru_cache(maxsize=256)
def taken_up_by(person_id: int) -> ColumnElement[bool]:
    """Whether this person has or follows the pursuit of a match's call for its project."""
    follows = exists().where(
        PursuitFollower.pursuit_id == Pursuit.id, PursuitFollower.person_id == person_id
    )
    return exists().where(
        Pursuit.call_id == Match.call_id,
        Pursuit.project_id == Match.project_id,
        Pursuit.joined_into_id.is_(None),
        or_(Pursuit.assignee_id == person_id, follows),
    )


@lru_cache
def named_pursuits() -> Select[Pursuit]:
    """The same where only titles and names are shown: of the call no more is read."""
    call = joinedload(Pursuit.call, innerjoin=True)
    return (
        select(Pursuit)
        .where(Pursuit.joined_into_id.is_(None))
        .options(call.load_only(Call.title, Call.language), call.lazyload(Call.deadlines))
        .options(joinedload(Pursuit.project).load_only(Project.name))
        .options(joinedload(Pursuit.assignee))
    )


@lru_cache
def _on_calls() -> Select[Pursuit]:
    asked = Pursuit.call_id.in_(bindparam("calls", expanding=True))
    return standing_pursuits().where(asked)


def get_pursuit(session: Session, pursuit_id: int) -> Pursuit:
    """The pursuit with this id, or the one that took its place.

    :raises NotFound: if there is none.
    """
    found = session.get(Pursuit, pursuit_id)
    while found is not None and found.joined_into_id is not None:
        found = session.get(Pursuit, found.joined_into_id)
    if found is None:
        raise NotFound("Este seguimiento no existe.")
    return found


def history_of(session: Session, pursuit: Pursuit) -> list[PursuitChange]:
    """What was done about it and about those that were joined to it and still are."""
    told = list(pursuit.changes)
    joined = [int(one.about) for one in told if one.kind == "joined" and one.about]
    if joined:
        for left in session.scalars(select(Pursuit).where(Pursuit.id.in_(joined))):
            if left.joined_into_id == pursuit.id:
                told += history_of(session, left)
    return sorted(told, key=lambda one: one.id)


def pursuits_of(session: Session, person: Person, *, ended: bool = False) -> list[Pursuit]:
    """What ``person`` has or follows and still goes on, what they have first; or what ended."""
    query = standing_pursuits().where(
        is_of(person.id), Pursuit.stage.in_(ENDED) if ended else Pursuit.stage.in_(OPEN)
    )
    theirs = Pursuit.assignee_id.is_not_distinct_from(person.id)  # never unknown: sorted alike
    order = (theirs.desc(), Pursuit.moved_at.desc(), Pursuit.id)
    return list(session.scalars(query.order_by(*order)))


def pursuits_after(
    session: Session,
    after: int,
    *,
    stages: Sequence[Stage] = (),
    call_id: int | None = None,
    project_id: int | None = None,
    conditions: Sequence[ColumnElement[bool]] = (),
    limit: int,
) -> list[Pursuit]:
    """The next pursuits by id after ``after`` that meet ``conditions``."""
    query = standing_pursuits().where(Pursuit.id > after, *conditions)
    if stages:
        query = query.where(Pursuit.stage.in_(stages))
    if call_id is not None:
        query = query.where(Pursuit.call_id == call_id)
    if project_id is not None:
        query = query.where(Pursuit.project_id == project_id)
    return list(session.scalars(query.order_by(Pursuit.id).limit(limit)))


def pursuits_on(session: Session, call_ids: Sequence[int]) -> dict[int, list[Pursuit]]:
    """Call → the pursuits of it, the furthest along first."""
    found: dict[int, list[Pursuit]] = {}
    if call_ids:
        for one in session.scalars(_on_calls(), {"calls": call_ids}):
            found.setdefault(one.call_id, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (STAGES.index(one.stage), -one.id), reverse=True)
    return found


class _Standing(Protocol):
    """A pursuit, or what was read of one."""

    @property
    def stage(self) -> Stage: ...
    @property
    def touched_at(self) -> datetime: ...


def is_stuck(pursuit: Pursuit | _Standing, *, now: datetime, days: int = STUCK_DAYS) -> bool:
    """The same of one pursuit."""
    waits = pursuit.stage in OPEN and pursuit.stage not in AT_THE_FUNDER
    return waits and pursuit.touched_at < now - timedelta(days=days)


def due(
    session: Session, *, until: date, person: Person | None = None
) -> list[tuple[Pursuit, PursuitDate]]:
    """The office's own days up to ``until`` that nobody has called done, the first first."""
    query = (
        named_pursuits()
        .join(PursuitDate, PursuitDate.pursuit_id == Pursuit.id)
        .add_columns(PursuitDate)
        .where(Pursuit.stage.in_(OPEN))
        .where(PursuitDate.done_at.is_(None), PursuitDate.day <= until)
    )
    if person is not None:
        query = query.where(is_of(person.id))
    rows = session.execute(query.order_by(PursuitDate.day, PursuitDate.id))
    return [(pursuit, day) for pursuit, day in rows]


def endorsements_waiting(session: Session) -> list[Pursuit]:
    """Where an aval was asked for, the longest ago first."""
    query = named_pursuits().where(Pursuit.endorsement_asked_at.is_not(None))
    return list(session.scalars(query.order_by(Pursuit.endorsement_asked_at, Pursuit.id)))


def concerns(session: Session, person: Person) -> list[Concerned]:
    """Every pursuit ``person`` has, follows or is named in, and how; whether or not it is over."""
    how = how_concerned(session, person)
    return [Concerned(pursuit=one, how=how[one.id]) for one in pursuits_by_id(session, how)]


def how_concerned(
    session: Session, person: Person, ids: Collection[int] | None = None
) -> dict[int, frozenset[Concern]]:
    """The same by the ids of the pursuits, none of which is loaded; of ``ids`` alone if given."""
    named, assigned = names_in_a_note(person.id), Pursuit.assignee_id == person.id
    follows = _followed_by(person.id)
    query = (
        select(Pursuit.id, func.coalesce(assigned, False), follows, named)
        .where(Pursuit.joined_into_id.is_(None), or_(assigned, follows, named))
        .order_by(Pursuit.id)
    )
    rows = session.execute(query if ids is None else query.where(Pursuit.id.in_(ids)))
    return {number: _how(*told) for number, *told in rows}


def names_in_a_note(person_id: int) -> ColumnElement[bool]:
    """Of a ``Pursuit``: that a note on it names somebody."""
    return exists().where(
        PursuitNote.pursuit_id == Pursuit.id,
        PursuitMention.note_id == PursuitNote.id,
        PursuitMention.person_id == person_id,
    )


def heard_of(person_id: int) -> Select[int]:
    """The ids of what somebody has or follows, whether or not it is over."""
    return select(Pursuit.id).where(Pursuit.joined_into_id.is_(None), is_of(person_id))


def pursuits_by_id(
    session: Session, ids: Collection[int], *, by_name: bool = False
) -> list[Pursuit]:
    """The pursuits with these ids, in their order.

    :param by_name: whether only titles and names are shown of them.
    """
    query = named_pursuits() if by_name else standing_pursuits()
    return list(session.scalars(query.where(Pursuit.id.in_(ids)).order_by(Pursuit.id)))


def _how(assigned: bool, follows: bool, mentioned: bool) -> frozenset[Concern]:
    told: Mapping[Concern, bool] = {
        "assigned": assigned,
        "follows": follows,
        "mentioned": mentioned,
    }
    return frozenset(name for name, so in told.items() if so)


def stands_still(now: datetime, days: int) -> ColumnElement[bool]:
    """Of a ``Pursuit``: :func:`is_stuck`, for the database."""
    waiting = [stage for stage in OPEN if stage not in AT_THE_FUNDER]
    return and_(Pursuit.stage.in_(waiting), Pursuit.touched_at < now - timedelta(days=days))


def is_of(person_id: int) -> ColumnElement[bool]:
    """Of a ``Pursuit``: that somebody has or follows it."""
    return or_(Pursuit.assignee_id == person_id, _followed_by(person_id))


def _followed_by(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        PursuitFollower.pursuit_id == Pursuit.id, PursuitFollower.person_id == person_id
    )


APPLYING: tuple[Stage, ...] = ("drafting", "endorsed", "submitted", "second_stage", "won")
"""Stages in which the office has a proposal of its own for the call."""


def require_gate(session: Session, call: Call, *, project_id: int | None, at: datetime) -> None:
    """Stop here where a rule of the agency stops ``call`` and nobody let it through.

    :raises InvalidInput: saying which rule and why.
    """
    applied = Pursuit.call_id == call.id, Pursuit.stage.in_(APPLYING)
    others = session.scalar(
        select(func.count())
        .select_from(Pursuit)
        .where(*applied, Pursuit.joined_into_id.is_(None))
        .where(Pursuit.project_id.is_distinct_from(project_id))
    )
    # A day more or less on the clock of another zone tells no month from the next.
    require_pass(session, call, today=at.date(), others=others or 0)


def applications(session: Session) -> Mapping[int, int]:
    """Call → how many proposals of the office are under way for it, of those that have any."""
    rows = session.execute(
        select(Pursuit.call_id, func.count())
        .where(Pursuit.stage.in_(APPLYING), Pursuit.joined_into_id.is_(None))
        .group_by(Pursuit.call_id)
    )
    return {call_id: count for call_id, count in rows}
