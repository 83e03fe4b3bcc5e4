"""A rehearsal: what somebody is about to save, and what it would have done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base
from matcher.db.types import Json, JsonOrNull


class Rehearsal(Base):
    """``deed`` and ``proposal`` say what is to be saved; ``form`` is the form, field by field, and
    ``path`` where it is sent, so that it can be saved as it was filled in; ``back`` is the page one
    came from, where the form is not a page of its own. ``about`` names what would be saved.

    ``found`` is the difference, once it is known; ``error`` why there is none.
    """

    __tablename__ = "rehearsal"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    deed: Mapped[str]
    proposal: Mapped[dict[str, Any]]
    form: Mapped[list[Any]] = mapped_column(Json)
    path: Mapped[str]
    back: Mapped[str | None]
    about: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime] = mapped_column(index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    error: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
