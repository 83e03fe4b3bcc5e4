"""The agency's identity, where somebody wrote it down."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class Agency(Base):
    """One row at most. What is empty is as the settings and the shipped look say.

    ``logo`` is the SHA-256 of a kept file, ``brand`` and ``link`` are colours as ``#rrggbb``.
    """

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    brand: Mapped[str | None]
    link: Mapped[str | None]
    signature: Mapped[str] = mapped_column(default="")
    footer: Mapped[str] = mapped_column(default="")
    logo: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime | None]
