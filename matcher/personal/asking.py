"""Ask for a correction of what is held of oneself, and answer it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher.audit.record import record
from matcher.errors import InvalidInput, NotFound, check_length
from matcher.people.models import Person
from matcher.personal.models import DataRequest

LONGEST = 2_000


def ask_correction(session: Session, who: Person, text: str, *, at: datetime) -> DataRequest:
    """Put before who administers what ``who`` wants put right; asked twice it is one.

    :raises InvalidInput: for a text that is empty or too long.
    """
    clean = _checked(text, "text")
    waiting = select(DataRequest).where(
        DataRequest.person_id == who.id,
        DataRequest.text == clean,
        DataRequest.answered_at.is_(None),
    )
    if same := session.scalars(waiting).first():
        return same
    request = DataRequest(person=who, text=clean, asked_at=at)
    session.add(request)
    session.flush()
    _note(session, request, "data.asked", by=who, at=at)
    return request


def answer_correction(
    session: Session, request_id: int, text: str, *, by: Person, at: datetime
) -> DataRequest:
    """Say what was done about it.

    :raises InvalidInput: for an answer that is empty or too long.
    :raises NotFound: for one that was answered before.
    """
    clean = _checked(text, "answer")
    request = session.get(DataRequest, request_id, with_for_update=True)
    if request is None or request.answered_at is not None:
        raise NotFound("Esa solicitud ya se respondió.")
    request.answer, request.answered_at, request.answered_by = clean, at, by.id
    session.flush()
    _note(session, request, "data.answered", by=by, at=at)
    return request


def waiting_corrections(session: Session) -> list[DataRequest]:
    """What waits for an answer, the oldest first."""
    waiting = select(DataRequest).where(DataRequest.answered_at.is_(None))
    return list(
        session.scalars(waiting.options(joinedload(DataRequest.person)).order_by(DataRequest.id))
    )


def corrections_of(session: Session, who: Person) -> list[DataRequest]:
    """What ``who`` asked for, the newest first."""
    own = select(DataRequest).where(DataRequest.person_id == who.id)
    return list(session.scalars(own.order_by(DataRequest.id.desc())))


def _checked(text: str, field: str) -> str:
    clean = text.strip()
    if not clean:
        raise InvalidInput("Escriba este dato.", field=field)
    check_length(clean, LONGEST, field=field)
    return clean


def _note(session: Session, request: DataRequest, action: str, *, by: Person, at: datetime) -> None:
    record(
        session,
        at=at,
        person_id=by.id,
        action=action,
        subject_type="person",
        subject_id=request.person_id,
    )
