"""A person's word that two calls are one, or that one is two. It sticks."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.compose import Told, compose
from matcher.calls.models import Call, CallVersion, IdentityRule, Sighting
from matcher.calls.store import Store, write_fields
from matcher.errors import InvalidInput


def join(
    session: Session, keep: Call, other: Call, *, person_id: int, at: datetime, store: Store
) -> None:
    """Let ``keep`` have every record of ``other``, which stays behind as withdrawn, empty.

    :raises InvalidInput: if both are the same call, or ``other`` has nothing to give.
    """
    if keep is other or not other.sightings:
        raise InvalidInput(
            "Escoja otra convocatoria, que tenga al menos una fuente.", field="other"
        )
    for sighting in list(other.sightings):
        for known in keep.sightings:
            _rule(session, known, sighting, same=True, person_id=person_id, at=at)
    for sighting in list(other.sightings):
        sighting.call = keep
    session.flush()
    store.recompose(keep)
    other.withdrawn_at = at
    _note(session, other, "joined", keep.id, person_id=person_id, at=at)
    record(
        session, at=at, person_id=person_id, action="call.joined", subject_type="call",
        subject_id=keep.id, other=other.id, title=other.title,
    )  # fmt: skip


def split(
    session: Session, sighting: Sighting, *, person_id: int, at: datetime, store: Store
) -> Call:
    """Make a call of its own out of one record; later readings keep them apart.

    :raises InvalidInput: if it is the only record of its call.
    """
    old = sighting.call
    others = [s for s in old.sightings if s is not sighting]
    if not others:
        raise InvalidInput("Esta convocatoria tiene una sola fuente: no hay qué separar.")
    for other in others:
        _rule(session, other, sighting, same=False, person_id=person_id, at=at)
    new = Call(
        first_seen_at=sighting.first_seen_at, changed_at=at, quiet=True, version=1, facts={},
        pinned=[],
    )  # fmt: skip
    write_fields(new, compose([Told(order=(0, 0), source_title="", payload=sighting.payload)]))
    session.add(new)
    sighting.call = new
    session.flush()
    store.recompose(old)
    record(
        session, at=at, person_id=person_id, action="call.split", subject_type="call",
        subject_id=old.id, new=new.id, source=sighting.source_id,
    )  # fmt: skip
    return new


def joined_into(call: Call) -> int | None:
    """The id of the call this one was joined to, or ``None``."""
    for version in reversed(call.versions):
        for change in version.changes:
            if change["field"] == "joined":
                return int(change["after"])
    return None


def _rule(
    session: Session, a: Sighting, b: Sighting, *, same: bool, person_id: int, at: datetime
) -> None:
    first, second = sorted((a.id, b.id))
    rule = session.scalar(
        select(IdentityRule).where(IdentityRule.first_id == first, IdentityRule.second_id == second)
    )
    if rule is None:
        rule = IdentityRule(first_id=first, second_id=second)
        session.add(rule)
    rule.same, rule.person_id, rule.at = same, person_id, at


def _note(
    session: Session, call: Call, field: str, value: int, *, person_id: int, at: datetime
) -> None:
    call.version += 1
    call.changed_at = at
    change = {"field": field, "before": None, "after": value}
    session.add(
        CallVersion(call=call, number=call.version, at=at, person_id=person_id, changes=[change])
    )
