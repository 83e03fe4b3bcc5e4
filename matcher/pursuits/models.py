"""Pursuits [seguimientos]: a call the office goes after, with a project or before one is chosen."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from matcher.calls.models import Call
from matcher.db.base import Base
from matcher.people.models import Person
from matcher.projects.models import Project

Stage = Literal[
    "detected",
    "assigned",
    "analysis",
    "drafting",
    "endorsed",
    "submitted",
    "second_stage",
    "won",
    "lost",
    "discarded",
]
ChangeKind = Literal[
    "opened", "stage", "assignee", "project", "date", "endorsement", "joined", "parted"
]
DateKind = Literal["draft", "legal", "signature", "sending", "other"]
Ending = Literal["lost", "discarded"]


class Pursuit(Base):
    """One call gone after, for one project or for none yet.

    ``end_reason`` is the code of an :class:`EndReason` where it ended without success.
    ``endorsement_asked_at`` is set while an endorsement waits for the dirección. ``moved_at`` is
    when it came to its ``stage``, ``touched_at`` when anybody last did anything about it.
    ``joined_into_id`` names the pursuit that took its place where two calls were joined: it is
    then shown nowhere. ``version`` counts the changes, so that a stale one is noticed.
    """

    __tablename__ = "pursuit"
    __table_args__ = (
        UniqueConstraint("call_id", "project_id"),
        # The columns of the board are counted by it, and what ended last is found.
        Index("ix_pursuit_board", "stage", "joined_into_id", "moved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int | None] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    stage: Mapped[Stage] = mapped_column(default="detected")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    department: Mapped[str | None] = mapped_column(index=True)
    end_reason: Mapped[str | None] = mapped_column(ForeignKey("end_reason.code"))
    endorsement_asked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("pursuit.id"))

    call: Mapped[Call] = relationship()
    project: Mapped[Project | None] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys=assignee_id)
    changes: Mapped[list["PursuitChange"]] = relationship(
        back_populates="pursuit", order_by="PursuitChange.id"
    )
    notes: Mapped[list["PursuitNote"]] = relationship(
        back_populates="pursuit", order_by="PursuitNote.id"
    )
    dates: Mapped[list["PursuitDate"]] = relationship(
        back_populates="pursuit", order_by="PursuitDate.day, PursuitDate.id"
    )
    followers: Mapped[list["PursuitFollower"]] = relationship(
        back_populates="pursuit", order_by="PursuitFollower.id"
    )


Index(
    "uq_pursuit_call_id_without_project",
    Pursuit.call_id,
    unique=True,
    sqlite_where=Pursuit.project_id.is_(None),
    postgresql_where=Pursuit.project_id.is_(None),
)


class PursuitChange(Base):
    """Who changed what, from what to what, and why. Rows are only ever added.

    ``about`` says which date a change of kind ``date`` is of. ``before`` and ``after`` are a
    stage, an ISO day, the id of a person or project, or a name, as ``kind`` has it.
    """

    __tablename__ = "pursuit_change"
    __table_args__ = (Index("ix_pursuit_change_at_pursuit_id", "at", "pursuit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int] = mapped_column(
        ForeignKey("pursuit.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ChangeKind]
    about: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]
    end_reason: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")

    pursuit: Mapped[Pursuit] = relationship(back_populates="changes")


class PursuitFollower(Base):
    """Somebody who wants to hear of a pursuit."""

    __tablename__ = "pursuit_follower"
    __table_args__ = (UniqueConstraint("pursuit_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int] = mapped_column(ForeignKey("pursuit.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]

    pursuit: Mapped[Pursuit] = relationship(back_populates="followers")
    person: Mapped[Person] = relationship()


class PursuitNote(Base):
    """What somebody wrote about a pursuit. It is not rewritten: a later note corrects it."""

    __tablename__ = "pursuit_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int] = mapped_column(
        ForeignKey("pursuit.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str]

    pursuit: Mapped[Pursuit] = relationship(back_populates="notes")
    person: Mapped[Person] = relationship()
    mentions: Mapped[list["PursuitMention"]] = relationship(back_populates="note")


class PursuitMention(Base):
    """Somebody named in a note; it waits for them until they answer or say that they saw it."""

    __tablename__ = "pursuit_mention"
    __table_args__ = (
        UniqueConstraint("note_id", "person_id"),
        Index("ix_pursuit_mention_person_id_seen_at", "person_id", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("pursuit_note.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime | None]

    note: Mapped[PursuitNote] = relationship(back_populates="mentions")
    person: Mapped[Person] = relationship()


class PursuitDate(Base):
    """A day of the office's own, beside the funder's; ``label`` names one of kind ``other``."""

    __tablename__ = "pursuit_date"
    __table_args__ = (UniqueConstraint("pursuit_id", "kind", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int] = mapped_column(ForeignKey("pursuit.id", ondelete="CASCADE"))
    kind: Mapped[DateKind]
    label: Mapped[str] = mapped_column(default="")
    day: Mapped[date] = mapped_column(index=True)
    done_at: Mapped[datetime | None]

    pursuit: Mapped[Pursuit] = relationship(back_populates="dates")


class EndReason(Base):
    """Why a pursuit ends without success: a list the agency edits; a retired one is kept."""

    __tablename__ = "end_reason"

    code: Mapped[str] = mapped_column(primary_key=True)
    ending: Mapped[Ending]
    name: Mapped[str]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]


def _refuse(_mapper: Mapper[Any], _connection: Connection, target: PursuitChange) -> None:
    raise PermissionError(f"What was done about a pursuit is only added to: change {target.id}")


event.listen(PursuitChange, "before_update", _refuse)
event.listen(PursuitChange, "before_delete", _refuse)
