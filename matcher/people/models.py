"""The officers, their keys, the sessions they ended, and attempts to get in that failed."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, true
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base
from matcher.db.types import Json

Role = Literal["consulta", "profesional", "direccion", "administracion"]
Frequency = Literal["immediate", "daily", "days", "weekly", "off"]
"""``days``: on the weekdays the person chose."""
Door = Literal["calendar", "feed", "api"]


class Person(Base):
    """Somebody who signs in. ``email`` is stored in lower case.

    ``department`` (secretaría) narrows what a person is mailed about, if set. ``session_epoch``
    grows when all sessions end; ``version`` when the account or its profile changes.
    ``in_spanish`` is whether foreign calls are shown to them in Spanish, where that is to be had.
    Since ``retired_at`` nobody can tell whose it was.
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
    in_spanish: Mapped[bool] = mapped_column(default=True, server_default=true())
    retired_at: Mapped[datetime | None]


class AccessRequest(Base):
    """An account, or another role for one, that somebody asked for.

    ``person_id`` is whose account would change, empty for a new one; ``asked_by`` is empty where a
    stranger asked for themselves. It waits until somebody decides.
    """

    __tablename__ = "access_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[Role]
    department: Mapped[str | None]
    why: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decision: Mapped[Literal["granted", "refused"] | None] = mapped_column(index=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class EndedSession(Base):
    """A session somebody ended before its time, by the hash of its token."""

    __tablename__ = "ended_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class OpenSession(Base):
    """A session as its own person sees it: since when, on what kind of machine.

    It is for showing alone: the signed cookie says what a session is. ``epoch`` is the person's at
    the time it began.
    """

    __tablename__ = "open_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    epoch: Mapped[int]
    device: Mapped[str]
    begun_at: Mapped[datetime]
    until: Mapped[datetime]


class SecondStep(Base):
    """The key in a person's telephone; it counts from ``confirmed_at`` on.

    ``last_step`` is the half minute of the last code that was taken: none serves twice.
    """

    __tablename__ = "second_step"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int]


class RecoveryCode(Base):
    """What lets somebody in, once, who has no telephone at hand."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class FailedAttempt(Base):
    """One failure that is counted: ``key`` is a hash of what, ``at`` when."""

    __tablename__ = "failed_attempt"
    __table_args__ = (Index("ix_failed_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime]


class AccessKey(Base):
    """What lets a program in as one person, at one door, without signing in.

    Only a hash of the secret is kept. ``asked`` is what it opens: the filters of a list as they
    stand in an address, ``mine`` or ``team``; ``scopes`` what a program may do with it.
    """

    __tablename__ = "access_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    door: Mapped[Door]
    name: Mapped[str]
    asked: Mapped[str] = mapped_column(default="")
    scopes: Mapped[list[str]] = mapped_column(Json, default=list)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
