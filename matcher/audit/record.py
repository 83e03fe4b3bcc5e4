"""Write to the audit trail, and read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit.chain import chunks  # what is recorded is sealed by it
from matcher.audit.models import AuditEntry

_AT_ONCE = 5_000
"""Numbers in one question; well below what a database takes."""


def record(
    session: Session,
    *,
    at: datetime,
    person_id: int | None,
    action: str,
    subject_type: str,
    subject_id: object,
    **detail: Any,
) -> AuditEntry:
    """Add one entry in the caller's transaction: it stands or falls with the change itself.

    :param action: a verb in the past, for instance ``tag.corrected``.
    :param detail: plain JSON values; for a change ``before`` and ``after``.
    """
    entry = AuditEntry(
        at=at,
        person_id=person_id,
        action=action,
        subject_type=subject_type,
        subject_id=str(subject_id),
        detail=detail,
    )
    session.add(entry)
    return entry


def history(session: Session, *, subject_type: str, subject_id: object) -> list[AuditEntry]:
    """What happened to one thing, oldest first."""
    return list(
        session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_type == subject_type)
            .where(AuditEntry.subject_id == str(subject_id))
            .order_by(AuditEntry.id)
        )
    )


def acts_on(
    session: Session, subject_type: str, subject_ids: Sequence[int]
) -> dict[int, tuple[int, datetime]]:
    """Thing → how often somebody did something to it, and when last; nothing for the others."""
    found: dict[int, tuple[int, datetime]] = {}
    for few in chunks(subject_ids, _AT_ONCE):
        asked = [str(one) for one in few]
        rows = session.execute(
            select(AuditEntry.subject_id, func.count(), func.max(AuditEntry.at))
            .where(AuditEntry.subject_type == subject_type, AuditEntry.subject_id.in_(asked))
            .group_by(AuditEntry.subject_id)
        )
        found |= {int(number): (count, last) for number, count, last in rows}
    return found
