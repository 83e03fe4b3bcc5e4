"""The secretarías and dependencias of the city, by name."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class Department(Base):
    """One name. With ``known_as_id`` it is a former name of another, by which that is still found.

    What names a department holds its present name. One with ``retired_at`` is offered no more.
    """

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    known_as_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    retired_at: Mapped[datetime | None]
