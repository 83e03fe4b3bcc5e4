"""Mail that leaves or should leave, the addresses that take none, and what people forward to us."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base
from matcher.db.types import JsonOrNull
from matcher.errors import MailTrouble

MailState = Literal["waiting", "sending", "unknown", "sent", "failed", "replaced"]
"""``waiting`` for its next try; ``sending``: a process has it until ``next_try_at``; ``unknown``:
handed over and not answered, so that it goes once more under its id; ``sent``: the server took it;
``failed``: tried no more; ``replaced``: failed, and what it said goes in a new one."""


class OutgoingMail(Base):
    """One mail to one address, whatever it is about: written once, kept as sent.

    It is written in the transaction that made it necessary and sent by nobody but
    :mod:`matcher.mail.delivery`. ``message_id`` is the same at every try, so that a reader who gets
    two sees one. ``expires_at`` is when it is no longer worth sending.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("ix_outgoing_mail_due", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    recipient: Mapped[str] = mapped_column(index=True)
    recipient_name: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[MailState] = mapped_column(default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    """Tries of which nobody knows how they ended."""
    trouble: Mapped[MailTrouble | None]
    error: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    """What the last try ended with, as a code with the server's own words."""
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class PausedAddress(Base):
    """An address the server says nobody reads: nothing is sent there until a person says so.

    ``told_at`` is when those who administer were written to of it.
    """

    __tablename__ = "paused_address"

    address: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[dict[str, Any]]
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id", ondelete="CASCADE"))
    told_at: Mapped[datetime | None]


class MailboxMark(Base):
    """How far a folder of the mailbox was read: what has a larger UID is new.

    Flags would not do, for a person may open the folder too. Where the server numbers anew
    (``uid_validity``), the mark says nothing any more.
    """

    __tablename__ = "mailbox_mark"

    place: Mapped[str] = mapped_column(primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)


LetterState = Literal["doubtful", "waiting", "read", "left"]
"""``doubtful``: nobody vouches for the sender, a person decides; ``waiting``: its links are to be
followed; ``read``: they were; ``left``: a person said that it is nothing."""


class ForwardedLetter(Base):
    """A letter somebody of the team forwarded to the mailbox, split into its links.

    The letter itself stays in the mailbox. ``leads`` are what it leads to, each with its title and
    its words and, once read, with ``outcome`` (``call``, ``none``, ``unread``) and the ``key`` of
    the sighting it became; one without an address is a file only Outlook opens. ``message_key`` is
    its Message-ID, so that it is taken once.
    """

    __tablename__ = "forwarded_letter"
    __table_args__ = (Index("ix_forwarded_letter_at", "state", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[LetterState]
    tries: Mapped[int] = mapped_column(default=0)
    leads: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    read_at: Mapped[datetime | None]
