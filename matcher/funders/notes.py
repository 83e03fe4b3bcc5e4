"""Write down what the office knows of a funder, correct it, take it away; all is audited."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import Conflict, InvalidInput, NotFound, check_length
from matcher.funders.models import FunderNote, NoteKind
from matcher.people.models import Person
from matcher.words.language import gettext_noop

LONGEST = 2000
"""Characters a contact or a note may have."""
_LATE = gettext_noop("Alguien más la cambió mientras tanto. Mire cómo quedó y guarde de nuevo.")
_LATE_TO_REMOVE = gettext_noop(
    "Alguien más la cambió mientras tanto. Mire cómo quedó antes de quitarla."
)


def write(
    session: Session, funder: str, kind: NoteKind, text: str, *, person: Person, at: datetime
) -> FunderNote:
    """Keep a contact or a note.

    :raises InvalidInput: for one with nothing in it, or one that is too long.
    """
    written = FunderNote(funder=funder, kind=kind, text=_checked(text), person=person, at=at)
    session.add(written)
    session.flush()
    _told(session, written, "added", person=person, at=at, after=written.text)
    return written


def rewrite(
    session: Session, note: FunderNote, text: str, *, seen: int | None, person: Person, at: datetime
) -> None:
    """Put ``text`` in its place.

    :raises Conflict: if somebody else has rewritten it since ``seen``.
    :raises InvalidInput: as :func:`write` does.
    """
    clean = _checked(text)
    if seen is None:
        raise Conflict(_LATE)
    if seen == note.version and clean == note.text:
        return
    advance(session, note, seen=seen, conflict=_LATE)
    _told(session, note, "changed", person=person, at=at, before=note.text, after=clean)
    note.text, note.person, note.at = clean, person, at
    session.flush()


def remove(
    session: Session, note: FunderNote, *, seen: int | None, person: Person, at: datetime
) -> None:
    """Take it away.

    :raises Conflict: if somebody else has rewritten it since ``seen``.
    """
    if seen is None:
        raise Conflict(_LATE_TO_REMOVE)
    advance(session, note, seen=seen, conflict=_LATE_TO_REMOVE)
    _told(session, note, "removed", person=person, at=at, before=note.text)
    session.delete(note)
    session.flush()


def get_note(session: Session, note_id: int) -> FunderNote:
    """The contact or note with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(FunderNote, note_id)
    if found is None:
        raise NotFound("Esa nota ya no está.")
    return found


def _told(
    session: Session, note: FunderNote, what: str, *, person: Person, at: datetime, **words: str
) -> None:
    """Say who did it, with the words of a note; those of a contact must be able to go for good."""
    record(
        session,
        at=at,
        person_id=person.id,
        action=f"funder-{note.kind}.{what}",
        subject_type="funder",
        subject_id=note.funder,
        **(words if note.kind == "note" else {}),
    )


def _checked(text: str) -> str:
    clean = text.strip()
    if not clean:
        raise InvalidInput("Está vacío: escriba algo.", field="text")
    check_length(clean, LONGEST, field="text")
    return clean
