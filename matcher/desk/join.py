"""A person's word that two calls are one, or that one is two. It sticks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.compose import SightedFacts, compose
from matcher.calls.fields import write_facts
from matcher.calls.models import Call, CallVersion, IdentityRule, Sighting
from matcher.calls.pins import fixed_also, fixed_values, free_among, put
from matcher.calls.twins import JOINED, joined_into, joinings, settle_twins
from matcher.desk.hand_over import give_back, hand_over
from matcher.errors import InvalidInput
from matcher.intake.store import Store


def join(
    session: Session, keep: Call, other: Call, *, person_id: int, at: datetime, store: Store
) -> AuditEntry:
    """Let ``keep`` have every record of ``other``, which stays behind as withdrawn, empty.

    Verdicts, drafts, the ledger of letters and corrected tags move with the records; what a
    person fixed in ``other`` holds where nobody fixed it in ``keep``.

    :raises InvalidInput: if both are the same call, or ``other`` has nothing to give.
    """
    if keep is other or not other.sightings:
        raise InvalidInput(
            "Escoja otra convocatoria, que tenga al menos una fuente.", field="other"
        )
    came = list(other.sightings)
    for sighting in came:
        for known in keep.sightings:
            tell(session, known, sighting, same=True, person_id=person_id, at=at)
    asked = settle_twins(session, keep, other, person_id=person_id, at=at)
    for sighting in came:
        sighting.call = keep
    fixed = free_among(keep.pinned, other.pinned)
    session.flush()
    _fix(keep, fixed, other)
    store.recompose(keep)
    other.withdrawn_at = at
    moved = hand_over(session, giver=other.id, taker=keep.id, person_id=person_id, at=at)
    change = {
        "field": JOINED,
        "before": None,
        "after": keep.id,
        "moved": moved,
        "fixed": fixed,
        "sightings": [sighting.id for sighting in came],
    }
    _note(session, other, change, person_id=person_id, at=at)
    entry = record(
        session,
        at=at,
        person_id=person_id,
        action="call.joined",
        subject_type="call",
        subject_id=keep.id,
        other=other.id,
        title=other.title,
    )
    session.flush()
    for row in asked:
        row.entry_id = entry.id
    return entry


def unjoin(session: Session, emptied: Call, *, person_id: int, at: datetime, store: Store) -> None:
    """Undo :func:`join`: every record goes back to the call it came from.

    :raises InvalidInput: if ``emptied`` is not joined to another call any more.
    """
    kept_id = joined_into(emptied)
    if kept_id is None or emptied.sightings:
        raise InvalidInput("Estas convocatorias ya no están unidas.")
    old = session.get_one(Call, kept_id)
    came = set(joinings(emptied)[-1].get("sightings", ()))
    going = [s for s in old.sightings if s.id in came]
    staying = [s for s in old.sightings if s.id not in came]
    if not staying or not going:
        raise InvalidInput("Estas convocatorias ya no se pueden separar así.")
    for sighting in going:
        for other in staying:
            tell(session, other, sighting, same=False, person_id=person_id, at=at)
        sighting.call = emptied
    session.flush()
    emptied.withdrawn_at = None
    _revive(session, emptied, old, person_id=person_id, at=at, store=store)
    store.recompose(old)
    record(
        session,
        at=at,
        person_id=person_id,
        action="call.split",
        subject_type="call",
        subject_id=old.id,
        new=emptied.id,
    )


def _fix(call: Call, names: Sequence[str], giver: Call) -> None:
    """Let ``call`` have what a person fixed in ``giver``."""
    if names:
        write_facts(call, put(call.composed, fixed_values(giver.composed, names)))
        call.pinned = fixed_also(call.pinned, names)


def split(
    session: Session, sighting: Sighting, *, person_id: int, at: datetime, store: Store
) -> Call:
    """Make a call of its own out of one record; later readings keep them apart.

    A record that a person had joined goes back to the call it came from, with what had moved.

    :raises InvalidInput: if it is the only record of its call.
    """
    old = sighting.call
    others = [s for s in old.sightings if s is not sighting]
    if not others:
        raise InvalidInput("Esta convocatoria tiene una sola fuente: no hay qué separar.")
    for other in others:
        tell(session, other, sighting, same=False, person_id=person_id, at=at)
    emptied = _emptied(session, old, sighting)
    new = _begun(session, sighting, at=at) if emptied is None else emptied
    sighting.call = new
    session.flush()
    if emptied is not None:
        _revive(session, emptied, old, person_id=person_id, at=at, store=store)
    store.recompose(old)
    record(
        session,
        at=at,
        person_id=person_id,
        action="call.split",
        subject_type="call",
        subject_id=old.id,
        new=new.id,
        source=sighting.source_id,
    )
    return new


def _begun(session: Session, sighting: Sighting, *, at: datetime) -> Call:
    """A call of its own for one record."""
    new = Call(
        first_seen_at=sighting.first_seen_at,
        changed_at=at,
        quiet=True,
        version=1,
        facts={},
        pinned=[],
    )
    write_facts(new, compose([SightedFacts(order=(0, 0), source_title="", facts=sighting.stated)]))
    session.add(new)
    return new


def _emptied(session: Session, old: Call, sighting: Sighting) -> Call | None:
    """The call that ``sighting`` came from when it was joined to ``old``, if it is still empty."""
    noted = session.scalars(
        select(CallVersion).join(Call).where(~Call.sightings.any(), CallVersion.call_id != old.id)
    )
    for version in noted:
        for change in version.changes:
            if (
                change["field"] == JOINED
                and change["after"] == old.id
                and sighting.id in change.get("sightings", ())
            ):
                return version.call
    return None


def _revive(
    session: Session, call: Call, old: Call, *, person_id: int, at: datetime, store: Store
) -> None:
    """Give ``call`` back what it had when it was joined to ``old``."""
    (change,) = (c for c in joinings(call)[-1:])
    moved = change.get("moved", {})
    give_back(session, moved, giver=call.id, taker=old.id, person_id=person_id, at=at)
    old.pinned = [name for name in old.pinned if name not in change.get("fixed", ())]
    session.refresh(call)
    store.recompose(call)
    back = {"field": JOINED, "before": old.id, "after": None}
    _note(session, call, back, person_id=person_id, at=at)


def tell(
    session: Session, a: Sighting, b: Sighting, *, same: bool, person_id: int, at: datetime
) -> IdentityRule:
    """Note that two records are, or are not, one call; later readings keep to it."""
    first, second = sorted((a.id, b.id))
    rule = session.scalar(
        select(IdentityRule).where(IdentityRule.first_id == first, IdentityRule.second_id == second)
    )
    if rule is None:
        rule = IdentityRule(first_id=first, second_id=second)
        session.add(rule)
    rule.same, rule.person_id, rule.at = same, person_id, at
    return rule


def _note(
    session: Session, call: Call, change: dict[str, Any], *, person_id: int, at: datetime
) -> None:
    call.version += 1
    call.changed_at = at
    version = CallVersion(number=call.version, at=at, person_id=person_id, changes=[change])
    call.versions.append(version)
    session.flush()
