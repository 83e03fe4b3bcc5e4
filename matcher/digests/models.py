"""The digests and the ledger of what each person has already been told."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import STAYS_BEHIND, Base

DigestStatus = Literal["queued", "sending", "sent", "failed"]


class Digest(Base):
    """One email to one person: composed once, kept as sent."""

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    status: Mapped[DigestStatus]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    items: Mapped[list["DigestItem"]] = relationship(back_populates="digest")


class DigestItem(Base):
    """One call told to one person for one reason: the database forbids telling it twice.

    ``reason`` is ``match``, ``change:<version>`` or ``closing:<deadline>``.
    """

    __tablename__ = "digest_item"
    __table_args__ = (
        UniqueConstraint("person_id", "call_id", "reason"),
        # A letter about one call's third version says nothing of another's third.
        {"info": {STAYS_BEHIND: lambda table: table.c.reason.like("change:%")}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digest.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    reason: Mapped[str]

    digest: Mapped[Digest] = relationship(back_populates="items")
