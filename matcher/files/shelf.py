"""Put a document with a project or a pursuit, take it off, put it back; all is audited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher.audit.record import record
from matcher.errors import InvalidInput, NotFound, check_length
from matcher.files.models import FiledDocument, StoredFile
from matcher.people.models import Person

Owner = Literal["project", "pursuit"]
LONGEST = 200
"""Characters of what a document is said to be."""


def file_document(
    session: Session,
    owner: Owner,
    owner_id: int,
    named: tuple[str, StoredFile],
    *,
    about: str,
    person: Person,
    at: datetime,
) -> FiledDocument:
    """Put a kept file there.

    :raises InvalidInput: where it is there already, or what it is said to be is too long.
    """
    filename, stored = named
    check_length(about.strip(), LONGEST, field="about")
    there = [one for one in documents_of(session, owner, owner_id) if one.file is stored]
    if there:
        raise InvalidInput(
            "Ese archivo ya está aquí, como «%(name)s».", name=there[0].filename, field="file"
        )
    added = FiledDocument(
        project_id=owner_id if owner == "project" else None,
        pursuit_id=owner_id if owner == "pursuit" else None,
        filename=filename,
        about=about.strip(),
        file=stored,
        person=person,
        at=at,
    )
    session.add(added)
    session.flush()
    _tell(session, added, "added", person=person, at=at)
    return added


def take_off(session: Session, document: FiledDocument, *, person: Person, at: datetime) -> None:
    """Take it off; it can be put back."""
    if document.removed_at is None:
        document.removed_at = at
        _tell(session, document, "removed", person=person, at=at)


def put_back(session: Session, document: FiledDocument, *, person: Person, at: datetime) -> None:
    """Put back what was taken off."""
    if document.removed_at is not None:
        document.removed_at = None
        _tell(session, document, "restored", person=person, at=at)


def documents_of(
    session: Session, owner: Owner, owner_id: int, *, removed: bool = False
) -> Sequence[FiledDocument]:
    """The documents there, the first one put first; or those that were taken off."""
    column = FiledDocument.project_id if owner == "project" else FiledDocument.pursuit_id
    away = FiledDocument.removed_at
    return session.scalars(
        select(FiledDocument)
        .where(column == owner_id, away.is_not(None) if removed else away.is_(None))
        .options(joinedload(FiledDocument.file), joinedload(FiledDocument.person))
        .order_by(FiledDocument.id)
    ).all()


def get_document(session: Session, document_id: int) -> FiledDocument:
    """The document with this id, also one that was taken off.

    :raises NotFound: if there is none.
    """
    found = session.get(FiledDocument, document_id)
    if found is None:
        raise NotFound("Este archivo no existe.")
    return found


def owner_of(document: FiledDocument) -> tuple[Owner, int]:
    """What it was put with."""
    if document.project_id is not None:
        return "project", document.project_id
    assert document.pursuit_id is not None
    return "pursuit", document.pursuit_id


def _tell(
    session: Session, document: FiledDocument, what: str, *, person: Person, at: datetime
) -> None:
    owner, owner_id = owner_of(document)
    record(
        session,
        at=at,
        person_id=person.id,
        action=f"document.{what}",
        subject_type=owner,
        subject_id=owner_id,
        file=document.filename,
    )
