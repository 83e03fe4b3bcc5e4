"""Calls that are passed on to somebody without an account."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit


class SharedCall(Base):
    """A call of a pursuit, passed on to an office or partner by a link of its own.

    ``name`` is whom it is for; ``email`` is empty where the link was only copied. The link holds a
    secret of which this keeps the hash. It opens nothing after ``until``, or once it is revoked.
    ``wants`` is their answer, ``answered_by`` who signed it.
    """

    __tablename__ = "shared_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    pursuit_id: Mapped[int] = mapped_column(
        ForeignKey("pursuit.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    email: Mapped[str | None]
    message: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    until: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    wants: Mapped[bool | None]
    answered_by: Mapped[str | None]

    pursuit: Mapped[Pursuit] = relationship()
    person: Mapped[Person] = relationship()
