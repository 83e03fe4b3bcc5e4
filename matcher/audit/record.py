"""Write to the audit trail, and read it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import matcher.audit.chain  # noqa: F401 # what is recorded is sealed by it
from matcher.audit.models import AuditEntry


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
