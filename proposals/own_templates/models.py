"""The versions of the agency's own templates, and which of them is in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.db.types import Json
from matcher.files.models import StoredFile
from matcher.people.models import Person


class OwnTemplate(Base):
    """One version of the agency's template in the place of a shipped one, ``programme``.

    Until it is looked over ``checked_at`` is empty. ``problems`` are what is wrong with it, as
    they are stored; ``marked`` is the copy with comments, ``preview`` the PDF of an example.
    """

    __tablename__ = "own_template"
    __table_args__ = (
        UniqueConstraint("programme", "version"),
        Index(
            "ix_own_template_in_force",
            "programme",
            unique=True,
            sqlite_where=text("in_force"),
            postgresql_where=text("in_force"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    version: Mapped[int]
    filename: Mapped[str]
    fingerprint: Mapped[str] = mapped_column("digest", ForeignKey("stored_file.digest"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    problems: Mapped[list[Any]] = mapped_column(Json, default=list, server_default="[]")
    marked: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    preview: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    pages: Mapped[int | None]
    in_force: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    removed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile] = relationship(foreign_keys=[fingerprint])

    @property
    def ready(self) -> bool:
        """Whether it was looked over and nothing is wrong with it."""
        return self.checked_at is not None and not self.problems
