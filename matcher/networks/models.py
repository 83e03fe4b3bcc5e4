"""A network of cities as the office judges it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.people.models import Person

Decision = Literal["study", "joined", "declined", "leave"]


class Network(Base):
    """One sheet: the six questions, cost and benefit, the decision and when to look again.

    An answer nobody has is empty, and so is a cost nobody knows: ``cost`` is what it asks a year,
    in ``currency``. ``decided_by`` is a name and no account: a mayor or a council decides.
    ``keeper`` hears of it when ``review_on`` comes near. ``version`` counts the changes.
    """

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    mission: Mapped[str] = mapped_column(default="")
    serves: Mapped[str] = mapped_column(default="")
    better: Mapped[str] = mapped_column(default="")
    members: Mapped[str] = mapped_column(default="")
    obliges: Mapped[str] = mapped_column(default="")
    affords: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal | None]
    currency: Mapped[str | None]
    benefit: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision] = mapped_column(default="study")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    keeper: Mapped[Person | None] = relationship(foreign_keys=[keeper_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class NetworkTold(Base):
    """That a person was written of a review: the database forbids writing it twice.

    ``step`` says whether the day was near or past. When the mail is given up its rows go.
    """

    __tablename__ = "network_told"
    __table_args__ = (UniqueConstraint("person_id", "network_id", "day", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mail.id"), index=True)
    day: Mapped[date]
    step: Mapped[str]
