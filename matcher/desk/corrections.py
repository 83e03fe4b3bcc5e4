"""What a person sets right in a call: it is pinned, and no later reading overwrites it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.compose import differences
from matcher.calls.facts import BY_HAND, CallFacts, Deadline
from matcher.calls.fields import write_facts
from matcher.calls.models import Call, CallVersion
from matcher.db.versions import advance
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Store
from matcher.words.language import gettext_noop

PINNABLE = (
    "title",
    "deadlines",
    "rolling",
    "amounts",
    "cofunding",
    "eligibility",
    "status",
    "opens_on",
    "funder",
    "kind",
    "documents",
)
_LATE = gettext_noop("Esta convocatoria cambió mientras usted la corregía.")


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
    after = replace(call.composed, title=clean)
    _pin(session, call, after, names=("title",), person_id=person_id, at=at)


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
    deadline = Deadline(
        on=on,
        at=at_time,
        timezone=timezone if at_time else None,
        precision="minute" if at_time else "day",
        span=BY_HAND,
    )
    after = replace(call.composed, deadlines=(deadline,), rolling=False)
    _pin(session, call, after, names=("deadlines",), person_id=person_id, at=at)


def keep_former(
    session: Session, call: Call, former: Mapping[str, Any], *, person_id: int, at: datetime
) -> AuditEntry:
    """Let values that a reading has changed stand as they were, fixed against the next one.

    :param former: field → its value before the change, as a version notes it.
    :raises InvalidInput: if nothing of it can be fixed.
    """
    names = [name for name in PINNABLE if name in former]
    if not names:
        raise InvalidInput("Este cambio no tiene un valor anterior que se pueda dejar.")
    after = CallFacts.from_payload(call.composed.to_payload() | {n: former[n] for n in names})
    return _pin(session, call, after, names=names, person_id=person_id, at=at)


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
        session,
        at=at,
        person_id=person_id,
        action="call.released",
        subject_type="call",
        subject_id=call.id,
        field=field,
    )


def stated_by_sources(call: Call, field: str) -> Any:
    """What the first source that states ``field`` says, beside what a person set, as JSON."""
    return next((s.payload[field] for s in call.sightings if s.payload.get(field)), None)


def _pin(
    session: Session,
    call: Call,
    after: CallFacts,
    *,
    names: Sequence[str],
    person_id: int,
    at: datetime,
) -> AuditEntry:
    """Write ``after`` and fix the fields called ``names``."""
    changes = differences(call.composed, after)
    if changes:
        advance(session, call, seen=call.version, conflict=_LATE)
    write_facts(call, after)
    call.pinned = [*call.pinned, *(name for name in names if name not in call.pinned)]
    if changes:
        call.changed_at = at
        session.add(
            CallVersion(call=call, number=call.version, at=at, person_id=person_id, changes=changes)
        )
    return record(
        session,
        at=at,
        person_id=person_id,
        action="call.corrected",
        subject_type="call",
        subject_id=call.id,
        field=list(names),
    )
