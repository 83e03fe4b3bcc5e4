"""The audit trail: who changed what, when. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from matcher.db.base import Base


class AuditEntry(Base):
    """One change by one person (``person_id`` empty: the service itself).

    ``place`` and ``seal`` are its link of the chain, given when its transaction commits.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_type", "subject_id", "action"),
        Index("ix_audit_entry_action", "action", "at"),
        Index("ix_audit_entry_place", "place", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    detail: Mapped[dict[str, Any]]
    place: Mapped[int | None]
    seal: Mapped[str | None]


class AuditChain(Base):
    """Where the chain of the trail ends: one row."""

    __tablename__ = "audit_chain"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    seal: Mapped[str]


def _refuse(_mapper: Mapper[AuditEntry], _connection: Connection, target: AuditEntry) -> None:
    raise PermissionError(f"The audit trail is append-only: entry {target.id}")


event.listen(AuditEntry, "before_update", _refuse)
event.listen(AuditEntry, "before_delete", _refuse)
