"""The digests, the ledger of what each person was told, and what each chose to be told."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import STAYS_BEHIND, Base
from matcher.mail.models import OutgoingMail
from matcher.people.models import Frequency

Kind = Literal["news", "changes", "closings"]
"""What may be told: calls that fit, changes in what one follows, and what of it closes soon."""
DESK = "desk:"
"""What begins a reason that is of a pursuit: it says nothing of whether the call was told."""
LEAST = 25
"""A fit below this (of 100) is not mailed; it stands in the web, last in its list."""


class Digest(Base):
    """One email to one person; whether it went is the affair of its ``mail``.

    ``news`` says that it was the turn of news, whether there were any or not; ``changes`` and
    ``closings`` that it told some.
    """

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    news: Mapped[bool] = mapped_column(default=True, server_default=true())
    changes: Mapped[bool] = mapped_column(default=True, server_default=true())
    closings: Mapped[bool] = mapped_column(default=True, server_default=true())

    mail: Mapped[OutgoingMail] = relationship(lazy="joined", innerjoin=True)
    items: Mapped[list["DigestItem"]] = relationship(back_populates="digest")


class DigestItem(Base):
    """One call told to one person for one reason: the database forbids telling it twice.

    ``reason`` is ``match``, ``change:<version>``, ``closing:<deadline>:<working days>``,
    ``search:<saved search>:<told until>`` or ``desk:<what>:<which>``. When a digest is given up its
    rows go, so that the next one tells them.
    """

    __tablename__ = "digest_item"
    __table_args__ = (
        UniqueConstraint("person_id", "call_id", "reason"),
        # What was told of a call, to anybody, without passing over the years.
        Index("ix_digest_item_call_id", "call_id", "person_id", "reason"),
        # A letter about one call's third version says nothing of another's third.
        {"info": {STAYS_BEHIND: lambda table: table.c.reason.like("change:%")}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digest.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    reason: Mapped[str]

    digest: Mapped[Digest] = relationship(back_populates="items")


class MailChoices(Base):
    """What a person decided about their mail, besides how often news come (``Person.digest``).

    ``weekdays`` (0 is Monday) count where a rhythm is ``days``; ``hour`` is the first of the day at
    which one wants mail. An empty filter lets everything through; ``least`` is the lowest fit of
    100. ``left_for`` is why they left by the link of a mail, if they said so.
    """

    __tablename__ = "mail_choices"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    changes: Mapped[Frequency] = mapped_column(default="daily")
    closings: Mapped[Frequency] = mapped_column(default="daily")
    weekdays: Mapped[list[int]] = mapped_column(default=lambda: [0])
    hour: Mapped[int | None]
    lines: Mapped[list[str]] = mapped_column(default=list)
    ods: Mapped[list[str]] = mapped_column(default=list)
    departments: Mapped[list[str]] = mapped_column(default=list)
    projects: Mapped[list[int]] = mapped_column(default=list)
    least: Mapped[int] = mapped_column(default=LEAST)
    left_at: Mapped[datetime | None]
    left_for: Mapped[str | None]
