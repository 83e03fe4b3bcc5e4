"""What happened to the pursuits that concern somebody since they last heard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.people.models import Person
from matcher.pursuits.models import ChangeKind, Pursuit, PursuitChange, PursuitNote
from matcher.pursuits.queries import Concern, concerns


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


def changes_since(session: Session, person: Person, since: datetime) -> list[Happening]:
    """What others did after ``since`` to what concerns ``person``, in order.

    To somebody who neither has nor follows a pursuit, only the notes that name them are told.
    """
    concerned = {one.pursuit.id: one for one in concerns(session, person)}
    heard = [i for i, one in concerned.items() if one.how & {"assigned", "follows"}]
    told = [
        Happening(
            pursuit=concerned[row.pursuit_id].pursuit,
            how=concerned[row.pursuit_id].how,
            at=row.at,
            person_id=row.person_id,
            kind=row.kind,
            change=row,
            for_you=row.kind == "assignee" and row.after == str(person.id),
        )
        for row in session.scalars(
            select(PursuitChange)
            .where(PursuitChange.pursuit_id.in_(heard), PursuitChange.at > since)
            .where(PursuitChange.person_id.is_distinct_from(person.id))
        )
    ]
    notes = session.scalars(
        select(PursuitNote)
        .where(PursuitNote.pursuit_id.in_(concerned), PursuitNote.at > since)
        .where(PursuitNote.person_id != person.id)
    )
    for note in notes:
        named = any(mention.person_id == person.id for mention in note.mentions)
        if named or note.pursuit_id in heard:
            one = concerned[note.pursuit_id]
            told.append(
                Happening(
                    pursuit=one.pursuit,
                    how=one.how,
                    at=note.at,
                    person_id=note.person_id,
                    kind="note",
                    note=note,
                    for_you=named,
                )
            )
    return sorted(told, key=lambda one: (one.at, one.pursuit.id))
