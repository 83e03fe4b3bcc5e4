"""What hangs on a call and follows it where two are joined: verdicts, drafts, letters, tags.

The tables are those that name a call by a foreign key, whichever package they are of: whoever
adds one has it followed too. A table whose rows may mean something else at another call says in
its ``info`` which of them stay behind. What was moved is noted by its numbers, so that it can be
given back.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline, CallVersion, PossibleTwin, Review, Sighting
from matcher.matches.models import Feedback
from matcher.pursuits.joining import (
    Moved,
    come_back,
    go_over,
    join_pursuits,
    naming,
    part_pursuits,
)
from matcher.tags.models import Tag, Tagged
from matcher.translation.models import SpanishCall

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
        if numbers := go_over(session, table, column, giver=giver, taker=taker):
            moved[table.name] = numbers
    moved |= _settle_verdicts(session, taker, at=at) | _copy_tags(session, giver, taker)
    session.expire_all()
    moved |= join_pursuits(session, giver=giver, taker=taker, person_id=person_id, at=at)
    session.expire_all()
    return moved


def give_back(
    session: Session, moved: Moved, *, giver: int, taker: int, person_id: int, at: datetime
) -> None:
    """Undo :func:`hand_over` as far as what moved is still at ``taker``."""
    session.flush()
    part_pursuits(session, moved, person_id=person_id, at=at)
    for table, column in _following():
        come_back(session, table, column, moved.get(table.name, ()), giver=giver, taker=taker)
    if undone := moved.get(_UNDONE):
        session.execute(update(Feedback).where(Feedback.id.in_(undone)).values(undone_at=None))
    if tagged := moved.get(_TAGGED):
        session.execute(delete(Tag).where(Tag.id.in_(tagged), Tag.subject_id == taker))
        _tag_anew(session, taker)
    session.expire_all()


def _following() -> Iterator[tuple[Table, Column[Any]]]:
    return naming(Call.__table__, but=_OF_THE_CALL_ITSELF)


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
