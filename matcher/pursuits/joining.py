"""Two calls become one: what the office did about both becomes one pursuit, and can be parted.

Here is also how rows follow what they name, a call or a pursuit: the tables are those that name
it by a foreign key, whichever package they are of, so that whoever adds one has it followed too.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Table,
    UniqueConstraint,
    and_,
    exists,
    not_,
    select,
    update,
)
from sqlalchemy.orm import Session

from matcher.db.base import STAYS_BEHIND, Base
from matcher.pursuits.models import Pursuit, PursuitChange
from matcher.pursuits.stages import further

Moved = dict[str, list[int]]
_LEFT, _RAISED = "pursuit.left", "pursuit.raised"
_LENT = {
    "assignee_id": "pursuit.assigned",
    "endorsement_asked_at": "pursuit.asked",
    "department": "pursuit.department",
}
"""What the pursuit that stays takes from the other where it has none."""
_OF_ITSELF = frozenset((Pursuit.__tablename__, PursuitChange.__tablename__))


def join_pursuits(
    session: Session, *, giver: int, taker: int, person_id: int | None, at: datetime
) -> Moved:
    """Where both calls have a pursuit for the same project, let the taker's have what both hold.

    Notes, dates, followers, documents, links, the result go over; the stage that is further along
    stands, and an assignee where there was none. The giver's stays behind, its history with it.

    :returns: what was moved, for :func:`part_pursuits`.
    """
    moved: Moved = {}
    for left, kept in _pairs(session, giver, taker):
        left.joined_into_id = kept.id
        moved.setdefault(_LEFT, []).append(left.id)
        session.flush()
        for table, column in naming(Pursuit.__table__, but=_OF_ITSELF):
            if numbers := go_over(session, table, column, giver=left.id, taker=kept.id):
                moved.setdefault(f"pursuit.{table.name}", []).extend(numbers)
        before = kept.stage
        _raise(kept, left, moved)
        _note(session, kept, left, "joined", before=before, person_id=person_id, at=at)
    session.flush()
    return moved


def part_pursuits(session: Session, moved: Moved, *, person_id: int, at: datetime) -> None:
    """Undo :func:`join_pursuits`: what had gone over goes back, as far as it is still there."""
    for number in moved.get(_LEFT, ()):
        left = session.get(Pursuit, number)
        if left is None or left.joined_into_id is None:
            continue
        kept = session.get_one(Pursuit, left.joined_into_id)
        left.joined_into_id = None
        session.flush()
        for table, column in naming(Pursuit.__table__, but=_OF_ITSELF):
            went = moved.get(f"pursuit.{table.name}", ())
            come_back(session, table, column, went, giver=left.id, taker=kept.id)
        if kept.id in moved.get(_RAISED, ()):
            _lower(session, kept, left)
        for name, noted in _LENT.items():
            if kept.id in moved.get(noted, ()) and getattr(kept, name) == getattr(left, name):
                setattr(kept, name, None)
        _note(session, kept, left, "parted", person_id=person_id, at=at)
    session.flush()


def _note(
    session: Session,
    kept: Pursuit,
    left: Pursuit,
    kind: Literal["joined", "parted"],
    *,
    person_id: int | None,
    at: datetime,
    before: str | None = None,
) -> None:
    """Write into the history of ``kept`` that ``left`` came to it, or went its own way again."""
    kept.version += 1
    kept.touched_at = at
    session.add(
        PursuitChange(
            pursuit=kept,
            at=at,
            person_id=person_id,
            kind=kind,
            before=before,
            after=kept.stage,
            about=str(left.id),
        )
    )


def _raise(kept: Pursuit, left: Pursuit, moved: Moved) -> None:
    """Let ``kept`` stand where ``left`` does if that is further, and have what it has not."""
    before = kept.stage
    kept.stage = further(before, left.stage)
    if kept.stage != before:
        kept.end_reason, kept.moved_at = left.end_reason, left.moved_at
        moved.setdefault(_RAISED, []).append(kept.id)
    for name, noted in _LENT.items():
        if getattr(kept, name) is None and getattr(left, name) is not None:
            setattr(kept, name, getattr(left, name))
            moved.setdefault(noted, []).append(kept.id)


def _lower(session: Session, kept: Pursuit, left: Pursuit) -> None:
    """Let ``kept`` stand where it stood before, with its why and since when; unless it moved on."""
    told = session.scalars(
        select(PursuitChange)
        .where(PursuitChange.pursuit_id == kept.id, PursuitChange.kind.in_(("joined", "stage")))
        .order_by(PursuitChange.id)
    ).all()
    last = next((one for one in reversed(told) if one.about == str(left.id)), None)
    if last is None or last.after != kept.stage:
        return
    kept.stage = last.before  # type: ignore[assignment] # a Stage, as it was written
    came = [one for one in told if one.id < last.id and one.kind == "stage"]
    kept.end_reason = came[-1].end_reason if came else None
    kept.moved_at = came[-1].at if came else kept.opened_at


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


def naming(table: FromClause, *, but: Collection[str]) -> Iterator[tuple[Table, Column[Any]]]:
    """The tables whose rows name one of ``table``, and the column that does."""
    for one in Base.metadata.sorted_tables:
        if one.name not in but:
            for key in one.foreign_keys:
                if key.column.table is table:
                    yield one, key.parent


def go_over(
    session: Session, table: Table, column: Column[Any], *, giver: int, taker: int
) -> list[int]:
    """Point the rows that name ``giver`` at ``taker``, but those that stand there already.

    :returns: the numbers of those that went.
    """
    asked = select(table.c.id).where(column == giver)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            asked = asked.where(not_(_taken(table, column, constraint, taker=taker)))
    if stays := table.info.get(STAYS_BEHIND):
        asked = asked.where(not_(stays(table)))
    numbers = list(session.scalars(asked.order_by(table.c.id)))
    _repoint(session, table, column, numbers, to=taker)
    return numbers


def come_back(
    session: Session,
    table: Table,
    column: Column[Any],
    numbers: Sequence[int],
    *,
    giver: int,
    taker: int,
) -> None:
    """Point those rows that went to ``taker`` and still name it at ``giver`` again."""
    still = select(table.c.id).where(table.c.id.in_(numbers), column == taker)
    _repoint(session, table, column, list(session.scalars(still)), to=giver)


def _taken(
    table: Table, column: Column[Any], constraint: UniqueConstraint, *, taker: int
) -> ColumnElement[bool]:
    """Whether ``taker`` has a row that is the same but for what it names."""
    other, names = table.alias(), [one.name for one in constraint.columns]
    same = [
        other.c[name].is_not_distinct_from(table.c[name]) for name in names if name != column.name
    ]
    return exists().where(and_(other.c[column.name] == taker, *same)).correlate(table)


def _repoint(
    session: Session, table: Table, column: Column[Any], numbers: list[int], *, to: int
) -> None:
    if numbers:
        session.execute(update(table).where(table.c.id.in_(numbers)).values({column.name: to}))
