"""The digests and the ledger of what each person has already been told."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import STAYS_BEHIND, Base
from matcher.mail.models import OutgoingMail


class Digest(Base):
    """One email of news to one person; whether it went is the affair of its ``mail``."""

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"), unique=True)
    created_at: Mapped[datetime]

    mail: Mapped[OutgoingMail] = relationship(lazy="joined", innerjoin=True)
    items: Mapped[list["DigestItem"]] = relationship(back_populates="digest")


class DigestItem(Base):
    """One call told to one person for one reason: the database forbids telling it twice.

    ``reason`` is ``match``, ``change:<version>`` or ``closing:<deadline>``. When a digest is given
    up its rows go, so that the next one tells them.
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
