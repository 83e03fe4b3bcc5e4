"""What the office knows of a funder that no call tells: whom to speak to, and notes."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matcher.db.base import Base
from matcher.people.models import Person

NoteKind = Literal["contact", "note"]


class FunderNote(Base):
    """A contact at a funder, or a note about it; ``person`` wrote it last, ``at`` that moment.

    ``funder`` is a name of the funder as it stands in calls: which names are one funder is worked
    out when it is read, so that a note follows its funder when more names become known.
    ``version`` counts the changes, so that a stale one is noticed.
    """

    __tablename__ = "funder_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    funder: Mapped[str] = mapped_column(index=True)
    kind: Mapped[NoteKind]
    text: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
