"""The agency's own profile, its people, its approved texts, and the files of proposals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.files.models import StoredFile
from matcher.people.models import Person


class EntityProfile(Base):
    """Who applies: one row. ``facts`` holds a text for each of ``entity.FACTS`` that is known."""

    __tablename__ = "entity_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[dict[str, Any]]
    experience: Mapped[list[dict[str, Any]]]
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class TeamMember(Base):
    """Somebody who works in projects: what a proposal says of them, and their CV as a file."""

    __tablename__ = "team_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[str | None]
    profile: Mapped[str | None]
    filename: Mapped[str | None]
    fingerprint: Mapped[str | None] = mapped_column("digest", ForeignKey("stored_file.digest"))
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class TextBlock(Base):
    """An approved text, in one or more languages: whose it is, since when, until when it holds."""

    __tablename__ = "text_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    texts: Mapped[dict[str, Any]]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    owner: Mapped[Person] = relationship()


class Attachment(Base):
    """A file that goes with a proposal: a letter, a certificate, a CV, the receipt of sending."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    filename: Mapped[str]
    fingerprint: Mapped[str] = mapped_column("digest", ForeignKey("stored_file.digest"))
    expires_on: Mapped[date | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile] = relationship()
