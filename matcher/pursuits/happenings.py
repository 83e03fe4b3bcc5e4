"""What happened to the pursuits that concern somebody since they last heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from matcher.people.models import Person
from matcher.pursuits.models import ChangeKind, Pursuit, PursuitChange, PursuitMention, PursuitNote
from matcher.pursuits.queries import Concern, heard_of, how_concerned, pursuits_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One change or note on a pursuit; ``how`` says why it concerns who is told.

    ``for_you`` is a note that names them, or a pursuit that was given to them.
    """

    pursuit: Pursuit
    how: frozenset[Concern]
    at: datetime
    person_id: int | None
    kind: ChangeKind | Literal["note"]
    change: PursuitChange | None = None
    note: PursuitNote | None = None
    for_you: bool = False


def changes_since(
    session: Session,
    person: Person,
    since: datetime,
    *,
    waiting: bool = True,
    last: int | None = None,
) -> list[Happening]:
    """What others did after ``since`` to what concerns ``person``, in order.

    To somebody who neither has nor follows a pursuit, only the notes that name them are told.

    :param waiting: whether notes that name them are told too: those wait for an answer elsewhere.
    :param last: how many of the latest are told, if not all: by name, with no more of the calls.
    """
    told: list[PursuitChange | PursuitNote] = [
        *_changes(session, person, since, last),
        *_notes(session, person, since, last, waiting=waiting),
    ]
    told.sort(key=lambda one: (one.at, one.pursuit_id))
    told = told[-last:] if last else told
    ids = {one.pursuit_id for one in told}
    if not ids:
        return []
    how = how_concerned(session, person, ids)
    rows = pursuits_by_id(session, ids, by_name=last is not None)
    pursuits = {one.id: one for one in rows}
    return [_told(one, pursuits[one.pursuit_id], how[one.pursuit_id], person) for one in told]


def _changes(
    session: Session, person: Person, since: datetime, last: int | None
) -> Iterable[PursuitChange]:
    return session.scalars(
        select(PursuitChange)
        .where(PursuitChange.pursuit_id.in_(heard_of(person.id)), PursuitChange.at > since)
        .where(PursuitChange.person_id.is_distinct_from(person.id))
        .order_by(PursuitChange.at.desc(), PursuitChange.pursuit_id.desc())
        .limit(last)
    )


def _notes(
    session: Session, person: Person, since: datetime, last: int | None, *, waiting: bool
) -> Iterable[PursuitNote]:
    named = PursuitNote.mentions.any(PursuitMention.person_id == person.id)
    heard = PursuitNote.pursuit_id.in_(heard_of(person.id))
    standing = PursuitNote.pursuit.has(Pursuit.joined_into_id.is_(None))
    return session.scalars(
        select(PursuitNote)
        .where(PursuitNote.at > since, PursuitNote.person_id != person.id, standing)
        .where(or_(heard, named) if waiting else and_(heard, ~named))
        .order_by(PursuitNote.at.desc(), PursuitNote.pursuit_id.desc())
        .options(selectinload(PursuitNote.mentions))
        .limit(last)
    )


def _told(
    row: PursuitChange | PursuitNote,
    pursuit: Pursuit,
    how: frozenset[Concern],
    person: Person,
) -> Happening:
    told: dict[str, Any] = {
        "pursuit": pursuit,
        "how": how,
        "at": row.at,
        "person_id": row.person_id,
    }
    if isinstance(row, PursuitNote):
        named = any(mention.person_id == person.id for mention in row.mentions)
        return Happening(**told, kind="note", note=row, for_you=named)
    given = row.kind == "assignee" and row.after == str(person.id)
    return Happening(**told, kind=row.kind, change=row, for_you=given)
