"""What hangs on a call and follows it where two are joined: verdicts, drafts, letters, tags.

The tables are those that name a call by a foreign key, whichever package they are of: whoever
adds one has it followed too. A table whose rows may mean something else at another call says in
its ``info`` which of them stay behind. What was moved is noted by its numbers, so that it can be
given back.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    insert,
    not_,
    select,
    update,
)
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline, CallVersion, PossibleTwin, Review, Sighting
from matcher.db.base import STAYS_BEHIND, Base
from matcher.matches.models import Feedback
from matcher.pursuits.joining import join_pursuits, part_pursuits
from matcher.tags.models import Tag, Tagged
from matcher.translation.models import SpanishCall

Moved = dict[str, list[int]]
_OF_THE_CALL_ITSELF = frozenset(
    model.__tablename__
    for model in (CallDeadline, CallVersion, PossibleTwin, Review, Sighting, SpanishCall)
)
_UNDONE, _TAGGED = "undone", "tagged"


def hand_over(
    session: Session, *, giver: int, taker: int, person_id: int | None, at: datetime
) -> Moved:
    """Let what people said and wrote of the call ``giver`` belong to ``taker``.

    Where both have the same thing (a match with one project, a letter for one reason), the
    taker's stays; of two pursuits for one project it has what both held. Where one person judged
    both for one project, the later word stands.

    :returns: table → numbers of its rows that moved, for :func:`give_back`.
    """
    session.flush()
    moved: Moved = {}
    for table, column in _following():
        numbers = _free(session, table, column, giver=giver, taker=taker)
        if numbers:
            moved[table.name] = numbers
            _repoint(session, table, column, numbers, to=taker)
    moved |= _settle_verdicts(session, taker, at=at) | _copy_tags(session, giver, taker)
    session.expire_all()
    moved |= join_pursuits(session, giver=giver, taker=taker, person_id=person_id, at=at)
    session.expire_all()
    return moved


def give_back(session: Session, moved: Moved, *, giver: int, taker: int, at: datetime) -> None:
    """Undo :func:`hand_over` as far as what moved is still at ``taker``."""
    session.flush()
    part_pursuits(session, moved, at=at)
    for table, column in _following():
        still = select(table.c.id).where(table.c.id.in_(moved.get(table.name, ())), column == taker)
        _repoint(session, table, column, list(session.scalars(still)), to=giver)
    if undone := moved.get(_UNDONE):
        session.execute(update(Feedback).where(Feedback.id.in_(undone)).values(undone_at=None))
    if tagged := moved.get(_TAGGED):
        session.execute(delete(Tag).where(Tag.id.in_(tagged), Tag.subject_id == taker))
        _tag_anew(session, taker)
    session.expire_all()


def _following() -> Iterator[tuple[Table, Column[Any]]]:
    """The tables that name a call, and the column that does."""
    for table in Base.metadata.sorted_tables:
        if table.name in _OF_THE_CALL_ITSELF:
            continue
        for key in table.foreign_keys:
            if key.column.table.name == Call.__tablename__:
                yield table, key.parent


def _free(
    session: Session, table: Table, column: Column[Any], *, giver: int, taker: int
) -> list[int]:
    """The rows of ``giver`` that may be the taker's without standing there twice."""
    asked = select(table.c.id).where(column == giver)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            asked = asked.where(not_(_taken(table, column, constraint, taker=taker)))
    if stays := table.info.get(STAYS_BEHIND):
        asked = asked.where(not_(stays(table)))
    return list(session.scalars(asked.order_by(table.c.id)))


def _taken(
    table: Table, column: Column[Any], constraint: UniqueConstraint, *, taker: int
) -> ColumnElement[bool]:
    """Whether ``taker`` has a row that is the same but for the call."""
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


def _settle_verdicts(session: Session, taker: int, *, at: datetime) -> Moved:
    """Of one person's verdicts for one project only the latest stands."""
    standing = session.execute(
        select(Feedback.id, Feedback.person_id, Feedback.project_id)
        .where(Feedback.call_id == taker, Feedback.undone_at.is_(None))
        .order_by(Feedback.at, Feedback.id)
    ).all()
    latest = {(person, project): number for number, person, project in standing}
    over = [number for number, person, project in standing if latest[person, project] != number]
    if not over:
        return {}
    session.execute(update(Feedback).where(Feedback.id.in_(over)).values(undone_at=at))
    return {_UNDONE: over}


def _copy_tags(session: Session, giver: int, taker: int) -> Moved:
    """What people said of the giver's tags holds for the taker, unless they said otherwise there.

    A copy, for the words that the giver's own rows point at stand in the giver's text.
    """
    table = Tag.__table__
    of_call = Tag.subject_type == "call"
    said = session.execute(
        select(table).where(of_call, Tag.origin == "person", Tag.subject_id == giver)
    ).mappings()
    held = {
        (row.scheme, row.code): row
        for row in session.execute(select(table).where(of_call, Tag.subject_id == taker))
    }
    copied: list[int] = []
    for row in said:
        there = held.get((row["scheme"], row["code"]))
        if there is not None and there.origin == "person":
            continue
        if there is not None:
            session.execute(delete(Tag).where(Tag.id == there.id))
        own = {name: row[name] for name in row if name != "id"}
        own |= {"subject_id": taker, "score": 0.0, "evidence": [], "model_version": None}
        copied += session.scalars(insert(Tag).values(own).returning(Tag.id))
    _tag_anew(session, taker)
    return {_TAGGED: copied} if copied else {}


def _tag_anew(session: Session, call_id: int) -> None:
    """Let the next run of the tagger look at the call again."""
    session.execute(
        delete(Tagged).where(Tagged.subject_type == "call", Tagged.subject_id == call_id)
    )
