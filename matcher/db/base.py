"""The declarative base: names of constraints, and which Python type is which column."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Date, MetaData, Numeric, Text, Time
from sqlalchemy.orm import DeclarativeBase

from matcher.db.types import Json, UTCDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
STAYS_BEHIND = "stays_behind"
"""In a table's ``info``: which rows stay where two calls are joined, a condition on the table."""
FOLLOWS = "follows"
"""In a table's ``info``: whose a row makes a call. Given the table and the id of a person, it names
the columns of the call and of the instant since when, and the condition under which it holds."""

AWAITS = "awaits"
"""In a table's ``info``: what of its rows waits for somebody. Given a session, it gives
``matcher.digests.mine.awaited.Awaited``."""
BEGUN = "begun"
"""In a table's ``info``: which pairs something was begun for. Given a session and the ids of calls,
it gives ``matcher.matches.decisions.Begun`` by call and project."""


class Base(DeclarativeBase):
    """Root of every table. Constraint names are fixed so that migrations can drop them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: UTCDateTime(),
        date: Date(),
        time: Time(),
        Decimal: Numeric(20, 2),
        dict[str, Any]: Json,
        list[str]: Json,
        list[int]: Json,
        list[dict[str, Any]]: Json,
    }
