"""Results of cooperation, and the goals they are held against."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit

Relation = Literal["norte-sur", "sur-sur", "triangular", "col-col"]
Measure = Literal["money", "projects", "south-south", "sent", "won", "people"]
SUMS = ("requested", "granted", "disbursed", "technical")
OWN_CURRENCY = ("requested", "disbursed")
"""Sums that may be in a currency of their own: nothing is added to them."""
REPORTED_IN = "USD"
"""The currency the agency answers in; every figure in it states its rate and day."""


class Result(Base):
    """What became of a pursuit, or came without a call; an empty field is one nobody told.

    Whether a pursuit was won is its stage, never a word here; a result without a pursuit was
    obtained. ``granted`` and ``technical``, which are added up, are in ``currency``; so are the
    other two, unless their own says another. ``day`` is when it was decided or signed, by whose
    rate ``granted`` and ``technical`` are told in another currency; ``disbursed`` goes by its own
    day. ``version`` counts the changes, so that a stale one is noticed.
    """

    __tablename__ = "result"

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int | None] = mapped_column(
        ForeignKey("pursuit.id", ondelete="SET NULL"), unique=True
    )
    project_id: Mapped[int | None] = mapped_column(
        ForeignKey("project.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    line: Mapped[str | None]
    ods: Mapped[list[str]] = mapped_column(default=list)
    department: Mapped[str | None]
    funder: Mapped[str | None]
    country: Mapped[str | None]
    relation: Mapped[Relation | None]
    currency: Mapped[str | None]
    requested: Mapped[Decimal | None]
    requested_currency: Mapped[str | None]
    granted: Mapped[Decimal | None]
    disbursed: Mapped[Decimal | None]
    disbursed_currency: Mapped[str | None]
    disbursed_on: Mapped[date | None]
    technical: Mapped[Decimal | None]
    people: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    pursuit: Mapped[Pursuit | None] = relationship()
    project: Mapped[Project | None] = relationship()

    def currency_of(self, name: str) -> str | None:
        """The currency one of :data:`SUMS` is in."""
        own: str | None = getattr(self, own_currency(name), None)
        return own or self.currency


def own_currency(name: str) -> str:
    """The field that says the currency of one of :data:`OWN_CURRENCY`."""
    return f"{name}_currency"


class Goal(Base):
    """How much of something from one year to another, both included, and who set it so."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("measure", "first_year", "last_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[Measure]
    first_year: Mapped[int]
    last_year: Mapped[int]
    target: Mapped[Decimal]
    source: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
