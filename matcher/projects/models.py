"""The project bank: what the city wants financed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base

STAGES = (
    "idea",
    "perfil",
    "prefactibilidad",
    "factibilidad",
    "listo",
    "en-ejecucion",
)
MONEY = ("total_cost", "amount_sought", "counterpart")
MODALITIES = ("tecnica", "financiera-no-reembolsable", "financiera-reembolsable")


def currency_of(amount: str) -> str:
    """The column that holds the currency of one of :data:`MONEY`."""
    return f"{amount}_currency"


_IN_USE: dict[str, Any] = {
    "sqlite_where": text("archived_at IS NULL"),
    "postgresql_where": text("archived_at IS NULL"),
}


class Project(Base):
    """One project; an empty field is one nobody has told yet.

    Each amount of :data:`MONEY` has a currency of its own, empty where nobody told it: what is
    said of one amount is never lent to another.

    ``extra`` keeps columns of an imported table that have no field here, so that exporting
    gives them back. ``version`` grows with each change and guards against overwriting.
    """

    __tablename__ = "project"
    __table_args__ = (
        # What the bank counts and asks about, without its texts.
        Index("ix_project_bank", "archived_at", "confirmed_at", "department", "stage", "owner_id"),
        # PostgreSQL refuses a very long name in an index.
        Index("ix_project_name", text("lower(substr(name, 1, 200))"), "id", **_IN_USE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    summary: Mapped[str | None]
    description: Mapped[str | None]
    problem: Mapped[str | None]
    objective: Mapped[str | None]
    department: Mapped[str | None] = mapped_column(index=True)
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    programme: Mapped[str | None]
    place: Mapped[str | None]
    beneficiaries: Mapped[str | None]
    beneficiary_count: Mapped[int | None]
    stage: Mapped[str | None]
    total_cost: Mapped[Decimal | None]
    total_cost_currency: Mapped[str | None]
    amount_sought: Mapped[Decimal | None]
    amount_sought_currency: Mapped[str | None]
    counterpart: Mapped[Decimal | None]
    counterpart_currency: Mapped[str | None]
    starts_on: Mapped[date | None]
    duration_months: Mapped[int | None]
    partners: Mapped[str | None]
    documents: Mapped[str | None]
    modalities: Mapped[list[str]] = mapped_column(default=list)
    public: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    @property
    def currency(self) -> str | None:
        """The one currency of all its amounts (of none, if it has none yet); else ``None``."""
        known = [name for name in MONEY if getattr(self, name) is not None] or MONEY
        found = {getattr(self, currency_of(name)) for name in known}
        return found.pop() if len(found) == 1 else None

    @currency.setter
    def currency(self, code: str | None) -> None:
        """Say that every amount is in this currency."""
        for name in MONEY:
            setattr(self, currency_of(name), code)
