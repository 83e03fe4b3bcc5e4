"""Searches that people keep."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base

Every = Literal["never", "day", "week", "month"]


class SavedSearch(Base):
    """A search one person keeps: its ``address`` is all there is to it.

    ``every`` is how often its news are to be told, and ``told_at`` until when they have been.
    """

    __tablename__ = "saved_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    address: Mapped[str]
    every: Mapped[Every]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime]
