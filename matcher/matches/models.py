"""Matches with their reasons, and what people thought and decided of them."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.calls.models import Call
from matcher.db.base import Base
from matcher.projects.models import Project

Verdict = Literal["interesa", "no-interesa"]
Scope = Literal["me", "team"]
Go = Literal["vamos", "no-vamos"]
REASONS = (
    "no-elegible",
    "ya-lo-vimos",
    "otro-tema",
    "sin-contrapartida",
    "plazo-corto",
    "otra",
)


class Match(Base):
    """One call for one project. ``score`` and ``confidence`` go from 0 to 1.

    ``blockers`` are the conditions that forbid applying, each with the quoted sentence; a match
    with blockers is kept to be explained, and listed last.
    """

    __tablename__ = "match"
    __table_args__ = (
        UniqueConstraint("call_id", "project_id"),
        Index("ix_match_project_score", "project_id", "score"),
        # The best of all projects, and the best of what is new.
        Index("ix_match_best", "blocked", text("score DESC"), "id"),
        Index("ix_match_first_at", "first_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    score: Mapped[float]
    confidence: Mapped[float]
    blocked: Mapped[bool] = mapped_column(default=False)
    signals: Mapped[dict[str, Any]]
    reasons: Mapped[list[dict[str, Any]]]
    blockers: Mapped[list[dict[str, Any]]]
    fingerprint: Mapped[str]
    first_at: Mapped[datetime]
    computed_at: Mapped[datetime]

    call: Mapped[Call] = relationship()
    project: Mapped[Project] = relationship()


class ClosedMatch(Base):
    """The project that a call fitted best when it closed, which left the lists with it.

    Reports tell of the calls that nobody answered.
    """

    __tablename__ = "closed_match"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), unique=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    score: Mapped[float]
    at: Mapped[datetime]


class MatchedState(Base):
    """What was already matched: a call or project whose fingerprint stands here is skipped."""

    __tablename__ = "matched_state"

    subject_type: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    at: Mapped[datetime]


class Feedback(Base):
    """A person's verdict on a match, for themselves or for the team; undone, not deleted.

    ``position`` is the place the match had among those of its project when it was judged (1 is
    the first), so that precision at five can be told later.
    """

    __tablename__ = "match_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[Verdict]
    scope: Mapped[Scope]
    reason: Mapped[str | None]
    position: Mapped[int | None]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Decision(Base):
    """The sheet on which a team decides whether to apply to a call, for a project or for none yet.

    ``answers`` holds, by question, ``answer`` (``si``, ``no`` or ``por-averiguar``) and ``note``.
    ``verdict`` is ``None`` while it is being looked into. ``version`` counts the saves, so that a
    stale one is noticed. It outlives the match: the next round of the call shows it.
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("call_id", "project_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    answers: Mapped[dict[str, Any]]
    missing: Mapped[str]
    verdict: Mapped[Go | None]
    reason: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    call: Mapped[Call] = relationship()
    project: Mapped[Project | None] = relationship()


Index(
    "uq_decision_call_id_without_project",
    Decision.call_id,
    unique=True,
    sqlite_where=Decision.project_id.is_(None),
    postgresql_where=Decision.project_id.is_(None),
)
