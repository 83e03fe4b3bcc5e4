"""Who set which fact right, and which facts people set right most."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.calls.pins import PINNABLE
from matcher.desk.corrections import CORRECTED
from matcher.text import number_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who set something right, and when."""

    person_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """How often people set one fact right, and in which calls, the latest first."""

    pin: str
    times: int
    calls: dict[int, Signature]


def signatures(session: Session, call: Call) -> dict[str, Signature]:
    """Pin → who fixed it in ``call`` last, or in a call that was joined to it."""
    if not call.pinned:
        return {}
    numbers = [str(call.id), *_joined_to(session, call)]
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.action == CORRECTED,
            AuditEntry.subject_type == "call",
            AuditEntry.subject_id.in_(numbers),
        )
        .order_by(AuditEntry.id)
    )
    signed: dict[str, Signature] = {}
    for entry in entries:
        for pin in _pins(entry):
            # An answer corrected while the whole is fixed is under the name of the whole.
            for name in {pin, pin.partition(".")[0]} & set(call.pinned):
                signed[name] = Signature(person_id=entry.person_id, at=entry.at)
    return signed


def corrected_since(session: Session, since: datetime) -> list[Corrected]:
    """The facts people have set right since then, most often first.

    Each time counts, also where somebody let go of the fact later: the source was doubted.
    """
    entries = session.execute(
        select(AuditEntry.subject_id, AuditEntry.person_id, AuditEntry.at, AuditEntry.detail)
        .where(
            AuditEntry.action == CORRECTED,
            AuditEntry.subject_type == "call",
            AuditEntry.at >= since,
        )
        .order_by(AuditEntry.id.desc())
    )
    times: dict[str, int] = defaultdict(int)
    calls: dict[str, dict[int, Signature]] = defaultdict(dict)
    for entry in entries:
        number = number_of(entry.subject_id)
        for pin in _pins(entry):
            times[pin] += 1
            if number is not None:
                calls[pin].setdefault(number, Signature(person_id=entry.person_id, at=entry.at))
    found = [Corrected(pin=pin, times=times[pin], calls=calls[pin]) for pin in times]
    return sorted(found, key=lambda one: (-one.times, PINNABLE.index(one.pin)))


def _pins(entry: AuditEntry | Row[Any]) -> Iterable[str]:
    """What an entry says was fixed; former releases named one as plain text."""
    named = entry.detail.get("field") or ()
    return [pin for pin in ([named] if isinstance(named, str) else named) if pin in PINNABLE]


def _joined_to(session: Session, call: Call) -> list[str]:
    """The numbers of the calls that people joined to ``call``, and those joined to them."""
    found: list[str] = []
    waiting = [str(call.id)]
    while waiting:
        entries = session.scalars(
            select(AuditEntry).where(
                AuditEntry.subject_type == "call",
                AuditEntry.subject_id.in_(waiting),
                AuditEntry.action == "call.joined",
            )
        )
        others = {str(entry.detail.get("other")) for entry in entries}
        waiting = sorted(others.difference(found))
        found += waiting
    return found
