"""What people say of doubtful calls: each is a signed act, and by it the word is taken back."""

from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.models import Call, CallVerdict
from matcher.calls.review_queue import MOST, close
from matcher.calls.state_sql import doubtful
from matcher.errors import Conflict, NotFound
from matcher.intake.judging import note_verdict
from matcher.text import instant, key_after, start_after

PAGE = 20
_UNDECIDED = (doubtful(), Call.withdrawn_at.is_(None), Call.discarded_at.is_(None))


def doubtful_calls(
    session: Session, *, after: str | None = None, limit: int = PAGE
) -> tuple[list[Call], str | None]:
    """One page of the calls that wait for a word, the latest first, and where the next begins."""
    at = Call.first_seen_at
    query = select(Call).where(*_UNDECIDED).options(selectinload(Call.sightings))
    if (start := start_after(instant, after)) is not None:
        query = query.where(or_(at < start[0], and_(at == start[0], Call.id < start[1])))
    found = list(session.scalars(query.order_by(at.desc(), Call.id.desc()).limit(limit + 1)))
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], key_after(last.first_seen_at.isoformat(), last.id) if last else None


def count_doubtful(session: Session) -> int:
    """How many calls wait for a word, counted up to :data:`MOST` and one."""
    rows = select(Call.id).where(*_UNDECIDED).limit(MOST + 1)
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def confirm(session: Session, call: Call, *, person_id: int, at: datetime) -> AuditEntry:
    """Say that a doubtful ``call`` is one: it joins the others, and no later reading doubts it.

    :raises Conflict: if somebody has said so already, or that it is none.
    """
    if call.discarded_at is not None:
        raise Conflict("Otra persona ya la había descartado.")
    if not call.doubtful:
        raise Conflict("Esta convocatoria ya no es dudosa.")
    call.confirmed_at = at
    entry = signed_verdict(
        session, call, action="call.confirmed", is_call=True, person_id=person_id, at=at
    )
    close(session, call, "confirmed", person_id=person_id, at=at, entry_id=entry.id)
    return entry


def signed_verdict(
    session: Session, call: Call, *, action: str, is_call: bool, person_id: int, at: datetime
) -> AuditEntry:
    """Sign that a person says that ``call`` is one, or none, and keep it as a lesson."""
    entry = record(
        session,
        at=at,
        person_id=person_id,
        action=action,
        subject_type="call",
        subject_id=call.id,
        title=call.title,
    )
    session.flush()
    note_verdict(session, call, is_call=is_call, entry_id=entry.id, at=at)
    return entry


def take_back(session: Session, call: Call, entry: AuditEntry) -> None:
    """Let ``call`` be what it was before ``entry`` said that it is one, or none.

    :raises NotFound: if it has been taken back, or a later word stands.
    """
    said = session.scalar(
        select(CallVerdict)
        .where(CallVerdict.call_id == call.id)
        .order_by(CallVerdict.id.desc())
        .limit(1)
    )
    stands = call.confirmed_at if entry.action == "call.confirmed" else call.discarded_at
    over = (stands is None) != (entry.action == "call.restored")
    if over or (said is not None and said.entry_id != entry.id):
        raise NotFound("No hay qué deshacer: ya se deshizo, o alguien cambió algo después.")
    match entry.action:
        case "call.discarded":
            call.discarded_at = None
        case "call.restored":
            call.discarded_at = entry.at
            call.confirmed_at = None if call.confirmed_at == entry.at else call.confirmed_at
        case _:
            call.confirmed_at = None
    session.execute(delete(CallVerdict).where(CallVerdict.entry_id == entry.id))
