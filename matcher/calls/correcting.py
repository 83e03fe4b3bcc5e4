"""What a person sets right in a call: it is pinned, and no later reading overwrites it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.compose import differences
from matcher.calls.models import Call, CallVersion
from matcher.calls.store import Store, write_fields
from matcher.errors import InvalidInput, NotFound

PINNABLE = ("title", "deadlines")


def correct_title(
    session: Session, call: Call, title: str, *, person_id: int, at: datetime
) -> None:
    """Give ``call`` another title.

    :raises InvalidInput: for an empty one.
    """
    clean = " ".join(title.split())
    if not clean:
        raise InvalidInput("Escriba el título.", field="title")
    _pin(session, call, "title", clean, person_id=person_id, at=at)


def correct_deadline(
    session: Session,
    call: Call,
    *,
    on: date,
    at_time: time | None,
    timezone: str | None,
    person_id: int,
    at: datetime,
) -> None:
    """Say when ``call`` closes: one deadline, in place of what the sources say."""
    span = {
        "quote": "", "field": "person", "method": "person", "start": None, "end": None,
    }  # fmt: skip
    deadline = {
        "on": on.isoformat(), "at": at_time.isoformat() if at_time else None,
        "timezone": timezone if at_time else None, "precision": "minute" if at_time else "day",
        "partial": None, "text": None, "label": None, "year_assumed": False, "span": span,
    }  # fmt: skip
    _pin(session, call, "deadlines", [deadline], person_id=person_id, at=at)


def release(
    session: Session, call: Call, field: str, *, person_id: int, at: datetime, store: Store
) -> None:
    """Undo a correction: what the sources say now stands again.

    :raises NotFound: if no person has set ``field``.
    """
    if field not in call.pinned:
        raise NotFound("Nadie ha corregido este dato.")
    call.pinned = [name for name in call.pinned if name != field]
    store.recompose(call)
    record(
        session, at=at, person_id=person_id, action="call.released", subject_type="call",
        subject_id=call.id, field=field,
    )  # fmt: skip


def told_by_sources(call: Call, field: str) -> Any:
    """What the first source that tells of ``field`` says, beside what a person set."""
    return next((s.payload[field] for s in call.sightings if s.payload.get(field)), None)


def _pin(
    session: Session, call: Call, field: str, value: Any, *, person_id: int, at: datetime
) -> None:
    before = call.facts["composed"]
    fields = before | {field: value}
    if field == "deadlines":
        fields["rolling"] = False
    changes = differences(before, fields)
    write_fields(call, fields)
    if field not in call.pinned:
        call.pinned = [*call.pinned, field]
    if not changes:
        return
    call.version += 1
    call.changed_at = at
    session.add(
        CallVersion(call=call, number=call.version, at=at, person_id=person_id, changes=changes)
    )
    record(
        session, at=at, person_id=person_id, action="call.corrected", subject_type="call",
        subject_id=call.id, field=field,
    )  # fmt: skip
