"""A person's word on two calls that may be one: they are, or they are not. Both can be undone."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.models import IdentityRule, PossibleTwin
from matcher.desk.join import join, tell
from matcher.errors import Conflict, NotFound
from matcher.intake.store import Store


def get_twin(session: Session, twin_id: int) -> PossibleTwin:
    """The pair with this number, while it waits.

    :raises NotFound: if there is none.
    :raises Conflict: if somebody has said already.
    """
    row = session.get(PossibleTwin, twin_id)
    if row is None:
        raise NotFound("Ese posible duplicado ya no existe.")
    if row.looked_at is not None or not (row.first.sightings and row.second.sightings):
        raise Conflict("Otra persona ya dijo si estas dos convocatorias son la misma.")
    return row


def are_one(
    session: Session, row: PossibleTwin, *, person_id: int, at: datetime, store: Store
) -> AuditEntry:
    """Join the two; the one known for longer stays, for letters and drafts point at it."""
    return join(session, row.first, row.second, person_id=person_id, at=at, store=store)


def are_two(session: Session, row: PossibleTwin, *, person_id: int, at: datetime) -> AuditEntry:
    """Let the two stay two: no later reading makes them one, or asks again."""
    rules = [
        tell(session, mine, theirs, same=False, person_id=person_id, at=at)
        for mine in row.first.sightings
        for theirs in row.second.sightings
    ]
    session.flush()
    entry = record(
        session,
        at=at,
        person_id=person_id,
        action="call.told-apart",
        subject_type="call",
        subject_id=row.first_id,
        other=row.second_id,
        rules=[rule.id for rule in rules],
    )
    session.flush()
    row.looked_at, row.person_id, row.same, row.entry_id = at, person_id, False, entry.id
    return entry


def ask_again(session: Session, entry: AuditEntry) -> int:
    """Undo what ``entry`` said of pairs, and let them wait again; how many."""
    rows = session.scalars(select(PossibleTwin).where(PossibleTwin.entry_id == entry.id)).all()
    if rules := entry.detail.get("rules"):
        session.execute(delete(IdentityRule).where(IdentityRule.id.in_(rules)))
    for row in rows:
        row.looked_at, row.person_id, row.same, row.entry_id = None, None, None, None
    return len(rows)
