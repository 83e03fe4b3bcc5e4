"""Drafts, their answers with every version, their way to the funder, and their documents."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.calls.models import Call
from matcher.db.base import FOLLOWS, Base
from matcher.db.types import Json
from matcher.people.models import Person
from matcher.projects.models import Project

Origin = Literal["typed", "project", "call", "agency", "computed"]
DraftState = Literal["writing", "review", "asked", "approved", "sent", "won", "lost", "withdrawn"]
WHOLE: Mapping[str, str] = {"es": "completa-es", "en": "completa-en"}
"""The kind of the document of a whole proposal, by its language."""


class Draft(Base):
    """One application being written: for a project of the bank, to a call."""

    __tablename__ = "draft"
    # Who writes an application hears of every change in its call.
    __table_args__ = (
        {
            "info": {
                FOLLOWS: lambda table, person_id: (
                    table.c.call_id,
                    table.c.created_at,
                    (table.c.owner_id == person_id) & table.c.archived_at.is_(None),
                )
            }
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="es")
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    archived_at: Mapped[datetime | None]
    state: Mapped[DraftState] = mapped_column(default="writing", server_default="writing")

    project: Mapped[Project | None] = relationship()
    call: Mapped[Call | None] = relationship()
    owner: Mapped[Person] = relationship()
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="draft", order_by="Answer.position, Answer.id"
    )


class Answer(Base):
    """One unit that is saved: a field, or one row of a table (``row`` is then its id).

    ``version`` grows with each save and guards against overwriting. ``origin`` says where a value
    came from and ``source_version`` which version of that source, so that a later change of the
    source can be offered. A deleted row stays, to be undone.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("draft_id", "field", "row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    field: Mapped[str]
    row: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[Origin] = mapped_column(default="typed")
    source_version: Mapped[int | None]
    deleted: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    draft: Mapped[Draft] = relationship(back_populates="answers")
    versions: Mapped[list["AnswerVersion"]] = relationship(
        back_populates="answer", order_by="AnswerVersion.version"
    )


class AnswerVersion(Base):
    """One saved state of an answer; ``operation`` is the client's id of the save, if it gave one.

    A save whose answer was lost on the way is sent again with the same operation: it is found
    here and not applied twice.
    """

    __tablename__ = "answer_version"
    __table_args__ = (
        UniqueConstraint("answer_id", "version"),
        UniqueConstraint("answer_id", "operation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    version: Mapped[int]
    value: Mapped[Any] = mapped_column(Json)
    deleted: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[Origin]
    operation: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    answer: Mapped[Answer] = relationship(back_populates="versions")


class Export(Base):
    """One document of a draft: its kind and template, where the file is, its SHA-256.

    ``own_template_id`` is the agency's own template it was made with, in place of the shipped one.
    Until it is made the fingerprint is empty; how far it is stands in the record of its job.
    ``pages`` is how many it has, where that could be found out.
    """

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(default="completa-es", server_default="completa-es")
    template: Mapped[str]
    template_version: Mapped[str]
    own_template_id: Mapped[int | None] = mapped_column(ForeignKey("own_template.id"))
    filename: Mapped[str]
    fingerprint: Mapped[str] = mapped_column("digest")
    pages: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class DraftPassage(Base):
    """One deed on a draft's way: review, endorsement, lock, sending, outcome. Never changed.

    ``deed`` is a key of ``proposals.process.deeds.DEEDS``; ``snapshot`` holds every answer as it
    stood where the deed locks the draft.
    """

    __tablename__ = "draft_passage"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    deed: Mapped[str]
    before: Mapped[DraftState]
    after: Mapped[DraftState]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    snapshot: Mapped[list[dict[str, Any]] | None]
    asked: Mapped[list[int]] = mapped_column(default=list, server_default="[]")
    """Who was asked to review it."""

    person: Mapped[Person] = relationship()


class Submission(Base):
    """What was sent to the funder and when, and what came of it: one for each draft.

    ``timezone`` is the clock ``sent_at`` was told on; ``content`` names each file that was sent
    with its SHA-256. The outcome is empty until the funder answers.
    """

    __tablename__ = "submission"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
    )
    sent_at: Mapped[datetime]
    timezone: Mapped[str]
    channel: Mapped[str]
    number: Mapped[str | None]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    content: Mapped[list[dict[str, Any]]]
    requested: Mapped[Decimal | None]
    requested_currency: Mapped[str | None]
    outcome: Mapped[Literal["won", "lost", "withdrawn"] | None]
    outcome_on: Mapped[date | None]
    granted: Mapped[Decimal | None]
    granted_currency: Mapped[str | None]
    reason: Mapped[str | None]

    draft: Mapped[Draft] = relationship()


class DraftComment(Base):
    """A remark on a field (or a row) of a draft, or an answer to one (``parent_id``)."""

    __tablename__ = "draft_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    field: Mapped[str]
    row: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("draft_comment.id"))
    text: Mapped[str]
    mentions: Mapped[list[int]]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Presence(Base):
    """Who has a draft open, in which step; one line a person, however many tabs.

    ``at`` is when a page of theirs last said so, ``active_at`` when they last did something there.
    """

    __tablename__ = "presence"

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    step: Mapped[str]
    since: Mapped[datetime]
    at: Mapped[datetime]
    active_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
