"""The dated table of rates."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class Rate(Base):
    """What one unit of ``currency`` was worth in ``base`` on a day, and who published it.

    None is shipped: a person types or imports each, and signs it.
    """

    __tablename__ = "rate"
    __table_args__ = (UniqueConstraint("currency", "base", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    currency: Mapped[str]
    base: Mapped[str]
    day: Mapped[date]
    value: Mapped[Decimal] = mapped_column(Numeric(24, 10))
    source: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
