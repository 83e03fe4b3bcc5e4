"""The board of pursuits: its columns, the first of each, and one column read to its end by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.calls.models import Call
from matcher.calls.state_sql import state_sql
from matcher.gate.passing import rules
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit, PursuitDate, Stage
from matcher.pursuits.queries import STUCK_DAYS, is_of, stands_still
from matcher.pursuits.stages import ENDED, OPEN, STAGES
from matcher.tags.queries import tagged_with
from matcher.text import instant, key_after, start_after

SHOWN = 8
"""Cards of one column of the board: the first screen; the rest is a click away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PursuitFilter:
    """What somebody asked of the board; an empty field asks for nothing.

    ``mine`` are the pursuits of one person: theirs, and those they follow. ``team`` is a
    secretaría.
    """

    mine: int | None = None
    person: int | None = None
    department: str = ""
    line: str = ""
    closes_within: int | None = None
    stuck: bool = False
    stages: tuple[Stage, ...] = ()


class PursuitRow(NamedTuple):
    """What is read of a pursuit to find its place on the board."""

    id: int
    call_id: int
    stage: Stage
    touched_at: datetime
    key: date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageColumn:
    """One stage of the board: the first of its pursuits, and how many there are.

    ``after`` is the key from which the column goes on, ``None`` at its end.
    """

    stage: Stage
    rows: Sequence[PursuitRow]
    total: int
    after: str | None = None


def board(
    session: Session,
    wanted: PursuitFilter,
    *,
    now: datetime,
    timezone: str,
    shown: int = SHOWN,
    after: str | None = None,
) -> list[StageColumn]:
    """The stages with what is in them: what closes first on top, what ended last on top.

    :param after: the ``after`` of the page before, where one stage is asked for; one that cannot
        be read is the beginning.
    """
    stages = wanted.stages or STAGES
    conditions = conditions_of(session, wanted, now=now, timezone=timezone)
    counted = dict(
        session.execute(
            select(Pursuit.stage, func.count())
            .where(Pursuit.joined_into_id.is_(None), *conditions)
            .group_by(Pursuit.stage)
        ).all()
    )
    rows: dict[Stage, list[PursuitRow]] = {stage: [] for stage in stages}
    for ended in (False, True):  # each kind has its own order
        asked = [
            _first_of(stage, conditions, shown + 1, after)
            for stage in stages
            if counted.get(stage) and (stage in ENDED) is ended
        ]
        if asked:
            for row in session.execute(union_all(*(select(one.subquery()) for one in asked))):
                rows[row.stage].append(PursuitRow(*row))
    return [
        StageColumn(
            stage=stage,
            rows=found[:shown],
            total=counted.get(stage, 0),
            after=key_after(found[shown - 1].key.isoformat(), found[shown - 1].id)
            if len(found) > shown
            else None,
        )
        for stage, found in rows.items()
    ]


def _first_of(
    stage: Stage, conditions: Sequence[ColumnElement[bool]], most: int, after: str | None
) -> Select[Any]:
    """The first pursuits of a stage in the order of its column, from ``after`` on."""
    ended = stage in ENDED
    key: ColumnElement[Any] = Pursuit.moved_at.expression if ended else _CLOSING
    read = (Pursuit.id, Pursuit.call_id, Pursuit.stage, Pursuit.touched_at)
    columns = (*read, key.label("key"))
    query = select(*columns).where(
        Pursuit.stage == stage, Pursuit.joined_into_id.is_(None), *conditions
    )
    if not ended:
        query = query.join(Call, Call.id == Pursuit.call_id)
    if (start := start_after(instant if ended else date.fromisoformat, after)) is not None:
        at, last = start
        further = key < at if ended else key > at
        query = query.where(or_(further, and_(key == at, Pursuit.id > last)))
    return query.order_by(key.desc() if ended else key, Pursuit.id).limit(most)


def on_board(session: Session, rows: Sequence[PursuitRow]) -> list[Pursuit]:
    """The pursuits themselves, in this order, with all that a card shows."""
    call = joinedload(Pursuit.call, innerjoin=True)
    query: Select[Any] = (
        select(Pursuit)
        .where(Pursuit.id.in_([row.id for row in rows]))
        .options(call, joinedload(Pursuit.project).load_only(Project.name))
        .options(joinedload(Pursuit.assignee), selectinload(Pursuit.dates))
    )
    if not rules(session):  # only the gate reads what is in a call
        query = query.options(call.defer(Call.text), call.defer(Call.facts))
    found = {one.id: one for one in session.scalars(query)}
    return [found[row.id] for row in rows]


def departments(session: Session) -> list[str]:
    """The secretarías that have pursuits."""
    found = session.scalars(
        select(Pursuit.department)
        .where(Pursuit.department.is_not(None), Pursuit.joined_into_id.is_(None))
        .distinct()
        .order_by(Pursuit.department)
    )
    return [name for name in found if name]


def conditions_of(
    session: Session, wanted: PursuitFilter, *, now: datetime, timezone: str
) -> list[ColumnElement[bool]]:
    """What a pursuit must meet to be asked for by ``wanted``, its stage aside."""
    parts: list[ColumnElement[bool]] = []
    if wanted.mine is not None:
        parts.append(is_of(wanted.mine))
    if wanted.person is not None:
        parts.append(Pursuit.assignee_id == wanted.person)
    if wanted.department:
        parts.append(Pursuit.department == wanted.department)
    if wanted.line:
        lines = [wanted.line]
        parts.append(
            or_(
                tagged_with("call", Pursuit.call_id, "line", lines),
                tagged_with("project", Pursuit.project_id, "line", lines),
            )
        )
    if wanted.closes_within is not None:
        states = state_sql(session, now=now, timezone=timezone)
        last = states.today + timedelta(days=wanted.closes_within)
        soon = select(Call.id).where(states.next_day() <= last)
        own = exists().where(  # what is overdue waits still; of what ended nothing does
            PursuitDate.pursuit_id == Pursuit.id,
            PursuitDate.done_at.is_(None),
            PursuitDate.day <= last,
            Pursuit.stage.in_(OPEN),
        )
        parts.append(or_(Pursuit.call_id.in_(soon), own))
    if wanted.stuck:
        parts.append(stands_still(now, STUCK_DAYS))
    return parts


_CLOSING = func.coalesce(Call.closes_on, date.max)
