"""Files as they are kept, and the documents of projects and pursuits."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.people.models import Person


class StoredFile(Base):
    """A file kept once, by the SHA-256 of its content; it lies in ``documents/files``."""

    __tablename__ = "stored_file"

    fingerprint: Mapped[str] = mapped_column("digest", primary_key=True)
    size: Mapped[int]
    kind: Mapped[str]


class FiledDocument(Base):
    """A file put with a project or with a pursuit, one of the two; what it is, if somebody said.

    Taken off, it stays where it was, so that it can be put back.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    pursuit_id: Mapped[int | None] = mapped_column(
        ForeignKey("pursuit.id", ondelete="CASCADE"), index=True
    )
    filename: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column("digest", ForeignKey("stored_file.digest"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile] = relationship()
