"""Texts of calls in Spanish, made once and kept by what they say."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matcher.db.base import Base


class SpanishText(Base):
    """A foreign text in Spanish; ``text`` is empty where the machine made no sense of it.

    ``key`` is a hash of the original and its language, ``unknown`` the share of words the machine
    did not know, ``edition`` a hash of the terms it was made with.
    """

    __tablename__ = "spanish_text"

    key: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    unknown: Mapped[float]
    edition: Mapped[str]
    at: Mapped[datetime]


class SpanishCall(Base):
    """Up to which content and with which terms the texts of a call were put into Spanish."""

    __tablename__ = "spanish_call"

    call_id: Mapped[int] = mapped_column(
        ForeignKey("call.id", ondelete="CASCADE"), primary_key=True
    )
    content_hash: Mapped[str]
    edition: Mapped[str]
