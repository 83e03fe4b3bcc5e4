"""The agency's identity, where somebody wrote it down."""

from datetime import datetime

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class Agency(Base):
    """One row at most. What is empty is as the settings and the shipped look say.

    ``logo`` is the SHA-256 of a kept file, ``brand`` and ``link`` are colours as ``#rrggbb``.
    ``govco`` shows the bar and the foot of the national portal; ``transparency`` and
    ``data_policy`` are addresses of pages of the agency.
    """

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    brand: Mapped[str | None]
    link: Mapped[str | None]
    signature: Mapped[str] = mapped_column(default="")
    footer: Mapped[str] = mapped_column(default="")
    logo: Mapped[str | None]
    govco: Mapped[bool] = mapped_column(default=False, server_default=false())
    address: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")
    judicial_email: Mapped[str] = mapped_column(default="", server_default="")
    hours: Mapped[str] = mapped_column(default="", server_default="")
    transparency: Mapped[str] = mapped_column(default="", server_default="")
    data_policy: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime | None]
