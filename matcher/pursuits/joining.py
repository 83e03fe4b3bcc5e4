"""Two calls become one: what the office did about both becomes one pursuit, and can be parted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from matcher.files.models import FiledDocument
from matcher.pursuits.models import (
    Pursuit,
    PursuitChange,
    PursuitDate,
    PursuitFollower,
    PursuitNote,
)
from matcher.pursuits.stages import further

Moved = dict[str, list[int]]
_LEFT = "pursuit.left"
_RAISED = "pursuit.raised"
_OWN = {
    PursuitNote.__tablename__: (),
    PursuitDate.__tablename__: ("kind", "label"),
    PursuitFollower.__tablename__: ("person_id",),
    FiledDocument.__tablename__: (),
}
"""Table → what may stand there only once in a pursuit."""


def join_pursuits(
    session: Session, *, giver: int, taker: int, person_id: int | None, at: datetime
) -> Moved:
    """Where both calls have a pursuit for the same project, let the taker's have what both hold.

    Notes, dates and followers go over; the stage that is further along stands, and an assignee
    where there was none. The giver's stays behind, shown nowhere, its history with it.

    :returns: what was moved, for :func:`part_pursuits`.
    """
    moved: Moved = {}
    for left, kept in _pairs(session, giver, taker):
        left.joined_into_id = kept.id
        moved.setdefault(_LEFT, []).append(left.id)
        session.flush()
        for name, once in _OWN.items():
            numbers = _move(session, name, once, left.id, kept.id)
            if numbers:
                moved.setdefault(f"pursuit.{name}", []).extend(numbers)
        before = kept.stage
        kept.stage = further(before, left.stage)
        if kept.stage != before:
            kept.end_reason, kept.moved_at = left.end_reason, left.moved_at
            moved.setdefault(_RAISED, []).append(kept.id)
        kept.assignee_id = kept.assignee_id or left.assignee_id
        kept.version += 1
        kept.touched_at = at
        session.add(
            PursuitChange(
                pursuit=kept,
                at=at,
                person_id=person_id,
                kind="joined",
                before=before,
                after=kept.stage,
                about=str(left.id),
            )
        )
    session.flush()
    return moved


def part_pursuits(session: Session, moved: Moved, *, at: datetime) -> None:
    """Undo :func:`join_pursuits`: what had gone over goes back, as far as it is still there."""
    for number in moved.get(_LEFT, ()):
        left = session.get(Pursuit, number)
        if left is None or left.joined_into_id is None:
            continue
        kept = session.get_one(Pursuit, left.joined_into_id)
        left.joined_into_id = None
        session.flush()
        for name in _OWN:
            table = _table(name)
            went = moved.get(f"pursuit.{name}", ())
            session.execute(
                update(table)
                .where(table.c.id.in_(went), table.c.pursuit_id == kept.id)
                .values(pursuit_id=left.id)
            )
        joined = session.scalar(
            select(PursuitChange)
            .where(PursuitChange.pursuit_id == kept.id, PursuitChange.kind == "joined")
            .order_by(PursuitChange.id.desc())
            .limit(1)
        )
        if joined and kept.id in moved.get(_RAISED, ()) and joined.after == kept.stage:
            kept.stage = joined.before  # type: ignore[assignment] # a Stage, as it was written
            kept.end_reason = None
        kept.touched_at = at
        kept.version += 1
    session.flush()


def _pairs(session: Session, giver: int, taker: int) -> list[tuple[Pursuit, Pursuit]]:
    of_taker = {
        one.project_id: one
        for one in session.scalars(
            select(Pursuit).where(Pursuit.call_id == taker, Pursuit.joined_into_id.is_(None))
        )
    }
    left = session.scalars(
        select(Pursuit).where(Pursuit.call_id == giver, Pursuit.joined_into_id.is_(None))
    )
    return [(one, of_taker[one.project_id]) for one in left if one.project_id in of_taker]


def _table(name: str) -> Table:
    return Pursuit.metadata.tables[name]


def _move(session: Session, name: str, once: tuple[str, ...], left: int, kept: int) -> list[int]:
    """Point the rows of ``left`` at ``kept``, but those that stand there already."""
    table: Any = _table(name)
    taken = {
        tuple(row[column] for column in once)
        for row in session.execute(select(table).where(table.c.pursuit_id == kept)).mappings()
    }
    rows = session.execute(select(table).where(table.c.pursuit_id == left)).mappings()
    numbers = [
        row["id"] for row in rows if not once or tuple(row[column] for column in once) not in taken
    ]
    if numbers:
        session.execute(update(table).where(table.c.id.in_(numbers)).values(pursuit_id=kept))
    return numbers
