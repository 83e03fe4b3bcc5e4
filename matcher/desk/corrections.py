"""What a person sets right in a call: it is pinned, and no later reading overwrites it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.compose import differences
from matcher.calls.fields import write_fields
from matcher.calls.models import Call, CallVersion
from matcher.db.versions import advance
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Store

PINNABLE = (
    "title", "deadlines", "rolling", "amounts", "cofunding", "eligibility", "status", "opens_on",
    "funder", "kind", "documents",
)  # fmt: skip
_LATE = "Esta convocatoria cambió mientras usted la corregía."
_SPAN = {"quote": "", "field": "person", "method": "person", "start": None, "end": None}


def check_version(call: Call, seen: int | None) -> None:
    """
    :raises Conflict: if ``call`` is no longer the one that was on the screen.
    """
    if seen is not None and call.version != seen:
        raise Conflict(_LATE)


def correct_title(
    session: Session, call: Call, title: str, *, person_id: int, at: datetime
) -> None:
    """Give ``call`` another title.

    :raises InvalidInput: for an empty one.
    """
    clean = " ".join(title.split())
    if not clean:
        raise InvalidInput("Escriba el título.", field="title")
    _pin(session, call, {"title": clean}, person_id=person_id, at=at)


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
    deadline = {
        "on": on.isoformat(), "at": at_time.isoformat() if at_time else None,
        "timezone": timezone if at_time else None, "precision": "minute" if at_time else "day",
        "partial": None, "text": None, "label": None, "year_assumed": False, "span": _SPAN,
    }  # fmt: skip
    fields = {"deadlines": [deadline], "rolling": False}
    _pin(session, call, fields, pinned=("deadlines",), person_id=person_id, at=at)


def keep_former(
    session: Session, call: Call, former: Mapping[str, Any], *, person_id: int, at: datetime
) -> AuditEntry:
    """Let values that a reading has changed stand as they were, fixed against the next one.

    :param former: field → its value before the change, as a version notes it.
    :raises InvalidInput: if nothing of it can be fixed.
    """
    fields = {name: _whole(name, former[name]) for name in PINNABLE if name in former}
    if not fields:
        raise InvalidInput("Este cambio no tiene un valor anterior que se pueda dejar.")
    return _pin(session, call, fields, person_id=person_id, at=at)


def _whole(name: str, value: Any) -> Any:
    """A value as a version notes it, in the shape of a composed field."""
    if name == "deadlines":
        return [{"precision": "day"} | item | {"span": _SPAN} for item in value or ()]
    if name == "amounts":
        return [item | {"span": _SPAN} for item in value or ()]
    if name == "documents":
        return list(value or ())
    return {"rolling": bool(value), "status": value or "unknown"}.get(name, value)


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
    session: Session,
    call: Call,
    fields: Mapping[str, Any],
    *,
    pinned: Sequence[str] = (),
    person_id: int,
    at: datetime,
) -> AuditEntry:
    """Write ``fields`` and fix them; only those named ``pinned``, if any are."""
    names = list(pinned or fields)
    before = call.facts["composed"]
    after = before | dict(fields)
    changes = differences(before, after)
    if changes:
        advance(session, call, seen=call.version, conflict=_LATE)
    write_fields(call, after)
    call.pinned = [*call.pinned, *(name for name in names if name not in call.pinned)]
    if changes:
        call.changed_at = at
        session.add(
            CallVersion(call=call, number=call.version, at=at, person_id=person_id, changes=changes)
        )
    return record(
        session, at=at, person_id=person_id, action="call.corrected", subject_type="call",
        subject_id=call.id, field=names,
    )  # fmt: skip
