"""Runs of jobs and the lock that keeps two of the same from running at once."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base
from matcher.db.types import JsonOrNull

JobStatus = Literal["running", "ok", "failed"]


class JobRun(Base):
    """One run of one job: when, what it counted, how it ended."""

    __tablename__ = "job_run"
    # The last good run of a job, which every page asks for.
    __table_args__ = (Index("ix_job_run_good", "name", "status", "finished_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    status: Mapped[JobStatus]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who asked for it in a page; ``None`` for the timetable and the terminal."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    """What it ended with, as a code with its values."""


class JobRequest(Base):
    """A job somebody asked for, until a run of it begins."""

    __tablename__ = "job_request"

    name: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class JobLock(Base):
    """Who holds a job, until when: a lock that expires, so that a killed run blocks nobody."""

    __tablename__ = "job_lock"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[datetime]
