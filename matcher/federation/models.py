"""Which account of a provider is which person."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class FederatedAccount(Base):
    """An account of a provider, by the subject it never gives to another; one for a person."""

    __tablename__ = "federated_account"
    __table_args__ = (UniqueConstraint("issuer", "person_id"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[datetime]
