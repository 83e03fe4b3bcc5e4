"""The officers, the sessions they ended, and attempts to get in that failed."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base

Role = Literal["consulta", "profesional", "direccion", "administracion"]
Frequency = Literal["immediate", "daily", "days", "weekly", "off"]
"""``days``: on the weekdays the person chose."""


class Person(Base):
    """Somebody who signs in. ``email`` is stored in lower case.

    ``department`` (secretaría) narrows what a person is mailed about, if set. ``session_epoch``
    grows when all sessions end; ``version`` when those who administer change the account.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    department: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="es")
    active: Mapped[bool] = mapped_column(default=True)
    digest: Mapped[Frequency] = mapped_column(default="weekly")
    paused_until: Mapped[date | None]
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class EndedSession(Base):
    """A session somebody ended before its time, by the hash of its token."""

    __tablename__ = "ended_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class FailedAttempt(Base):
    """One failure that is counted: ``key`` is a hash of what, ``at`` when."""

    __tablename__ = "failed_attempt"
    __table_args__ = (Index("ix_failed_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime]
