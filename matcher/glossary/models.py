"""The agency's own entries."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class OwnEntry(Base):
    """An entry of this agency's glossary; before those that are shipped, which it may replace.

    Each language holds its alternatives separated by ``|``, the usual one first, as in the
    shipped files; empty where none is given. ``at`` and ``person_id`` tell the last change.
    """

    __tablename__ = "glossary_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    es: Mapped[str]
    en: Mapped[str]
    pt: Mapped[str]
    fr: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
