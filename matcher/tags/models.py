"""Tags of calls and projects, the lines of the agency, and the models that made them."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base

Scheme = Literal["ods", "line"]
Origin = Literal["model", "person"]
Subject = Literal["call", "project"]


DOUBT = "abs(score - 0.5)"
"""How near a tag is to one half, as SQL: the nearer, the more it is worth a person's look."""
DOUBTFUL = "origin = 'model' AND score >= 0.2 AND score <= 0.8"
"""What makes a tag worth asking about, as SQL."""


class Tag(Base):
    """One ODS or line of one call or project.

    ``assigned`` says whether it counts. A row with origin ``person`` is that person's yes or
    no and no model touches it. ``evidence`` lists the words and their offsets in the text.
    """

    __tablename__ = "tag"
    __table_args__ = (
        UniqueConstraint("subject_type", "subject_id", "scheme", "code"),
        Index("ix_tag_given", "subject_type", "scheme", "code", "assigned", "subject_id"),
        Index(
            "ix_tag_doubt",
            "subject_type",
            text(DOUBT),
            "subject_id",
            sqlite_where=text(DOUBTFUL),
            postgresql_where=text(DOUBTFUL),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_type: Mapped[Subject]
    subject_id: Mapped[int]
    scheme: Mapped[Scheme]
    code: Mapped[str]
    score: Mapped[float]
    assigned: Mapped[bool]
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    origin: Mapped[Origin]
    model_version: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Tagged(Base):
    """With which model, taxonomy and text a subject was last tagged; the same is skipped."""

    __tablename__ = "tagged"

    subject_type: Mapped[Subject] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    at: Mapped[datetime]


class ThematicLine(Base):
    """A thematic line as this agency edits it; retired ones stay for the history."""

    __tablename__ = "thematic_line"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    description: Mapped[str]
    words: Mapped[list[str]]
    ods: Mapped[dict[str, Any]]
    retired_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("thematic_line.code"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class ModelVersion(Base):
    """A classifier that has been in service: version, data hash, scores, when."""

    __tablename__ = "model_version"

    version: Mapped[str] = mapped_column(primary_key=True)
    data_hash: Mapped[str]
    scores: Mapped[dict[str, Any]]
    directory: Mapped[str | None]
    active_from: Mapped[datetime]
    active_until: Mapped[datetime | None]
