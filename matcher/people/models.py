"""The officers: one table."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base

Role = Literal["consulta", "profesional", "direccion", "administracion"]
Frequency = Literal["immediate", "daily", "weekly", "off"]


class Person(Base):
    """Somebody who signs in. ``email`` is stored in lower case.

    ``department`` (secretaría) narrows what a person is mailed about, if set.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    department: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="es")
    active: Mapped[bool] = mapped_column(default=True)
    digest: Mapped[Frequency] = mapped_column(default="weekly")
    paused_until: Mapped[date | None]
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=0)
