"""Vectors of texts, by what was encoded and by which model."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class TextVector(Base):
    """One text. ``key`` is the hash of the model's name and the text; 512 whole numbers a row.

    ``made_at`` and ``model`` are unknown of those made before they were kept.
    """

    __tablename__ = "text_vector"

    key: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes]
    made_at: Mapped[datetime | None]
    model: Mapped[str | None]
