"""What hangs on a call and follows it where two are joined: verdicts, drafts, letters, tags.

The tables are those that name a call by a foreign key, whichever package they are of: whoever
adds one has it followed too. What was moved is noted by its numbers, so that it can be given back.
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

from matcher.calls.models import Call
from matcher.db.base import Base

Moved = dict[str, list[int]]
_OF_THE_CALL_ITSELF = frozenset({"call_deadline", "call_version", "review", "sighting"})
_UNDONE, _TAGGED = "undone", "tagged"


def hand_over(session: Session, *, giver: int, taker: int, at: datetime) -> Moved:
    """Let what people said and wrote of the call ``giver`` belong to ``taker``.

    Where both have the same thing (a match with one project, a letter for one reason), the
    taker's stays. Where one person judged both for one project, the later word stands.

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
    return moved


def give_back(session: Session, moved: Moved, *, giver: int, taker: int) -> None:
    """Undo :func:`hand_over` as far as what moved is still at ``taker``."""
    session.flush()
    for table, column in _following():
        still = select(table.c.id).where(table.c.id.in_(moved.get(table.name, ())), column == taker)
        _repoint(session, table, column, list(session.scalars(still)), to=giver)
    if undone := moved.get(_UNDONE):
        verdicts = Base.metadata.tables["match_feedback"]
        session.execute(update(verdicts).where(verdicts.c.id.in_(undone)).values(undone_at=None))
    if tagged := moved.get(_TAGGED):
        tags = Base.metadata.tables["tag"]
        session.execute(delete(tags).where(tags.c.id.in_(tagged), tags.c.subject_id == taker))
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
    if "reason" in table.columns and "digest_id" in table.columns:
        # A letter about the giver's third version says nothing of the taker's third.
        asked = asked.where(table.c.reason.not_like("change:%"))
    return list(session.scalars(asked.order_by(table.c.id)))


def _taken(
    table: Table, column: Column[Any], constraint: UniqueConstraint, *, taker: int
) -> ColumnElement[bool]:
    """Whether ``taker`` has a row that is the same but for the call."""
    other, names = table.alias(), [one.name for one in constraint.columns]
    same = [other.c[name] == table.c[name] for name in names if name != column.name]
    return exists().where(and_(other.c[column.name] == taker, *same)).correlate(table)


def _repoint(
    session: Session, table: Table, column: Column[Any], numbers: list[int], *, to: int
) -> None:
    if numbers:
        session.execute(update(table).where(table.c.id.in_(numbers)).values({column.name: to}))


def _settle_verdicts(session: Session, taker: int, *, at: datetime) -> Moved:
    """Of one person's verdicts for one project only the latest stands."""
    table = Base.metadata.tables.get("match_feedback")
    if table is None:
        return {}
    standing = session.execute(
        select(table.c.id, table.c.person_id, table.c.project_id)
        .where(table.c.call_id == taker, table.c.undone_at.is_(None))
        .order_by(table.c.at, table.c.id)
    ).all()
    latest = {(person, project): number for number, person, project in standing}
    over = [number for number, person, project in standing if latest[person, project] != number]
    if not over:
        return {}
    session.execute(update(table).where(table.c.id.in_(over)).values(undone_at=at))
    return {_UNDONE: over}


def _copy_tags(session: Session, giver: int, taker: int) -> Moved:
    """What people said of the giver's tags holds for the taker, unless they said otherwise there.

    A copy, for the words that the giver's own rows point at stand in the giver's text.
    """
    table = Base.metadata.tables.get("tag")
    if table is None:
        return {}
    of_call, by_person = table.c.subject_type == "call", table.c.origin == "person"
    said = session.execute(
        select(table).where(of_call, by_person, table.c.subject_id == giver)
    ).mappings()
    held = {
        (row.scheme, row.code): row
        for row in session.execute(select(table).where(of_call, table.c.subject_id == taker))
    }
    copied: list[int] = []
    for row in said:
        there = held.get((row["scheme"], row["code"]))
        if there is not None and there.origin == "person":
            continue
        if there is not None:
            session.execute(delete(table).where(table.c.id == there.id))
        own = {name: row[name] for name in row if name != "id"}
        own |= {"subject_id": taker, "score": 0.0, "evidence": [], "model_version": None}
        copied += session.scalars(insert(table).values(own).returning(table.c.id))
    _tag_anew(session, taker)
    return {_TAGGED: copied} if copied else {}


def _tag_anew(session: Session, call_id: int) -> None:
    """Let the next run of the tagger look at the call again."""
    table = Base.metadata.tables["tagged"]
    session.execute(
        delete(table).where(table.c.subject_type == "call", table.c.subject_id == call_id)
    )
