"""How many calls there are of each state, value and source: what stands beside the filters."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.calls.state_sql import joined, set_apart, state_sql, unlisted


def state_counts(session: Session, *, now: datetime, timezone: str) -> dict[str, int]:
    """How many calls are in each state."""
    state = state_sql(session, now=now, timezone=timezone).state().label("state")
    rows = session.execute(select(state, func.count()).where(~joined()).group_by(state))
    return {name: count for name, count in rows}


def value_counts(session: Session, column: Any) -> list[tuple[str, int]]:
    """The values of a column that occur in calls taken for such, most frequent first."""
    rows = session.execute(
        select(column, func.count())
        .where(column.is_not(None), Call.id.not_in(unlisted()))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [(value, count) for value, count in rows]


def source_counts(session: Session) -> list[tuple[str, int]]:
    """Source id and how many calls it tells of, most first."""
    count = func.count(Sighting.call_id.distinct())
    rows = session.execute(
        select(Sighting.source_id, count)
        .where(Sighting.call_id.not_in(set_apart()))
        .group_by(Sighting.source_id)
        .order_by(count.desc())
    )
    return [(value, number) for value, number in rows]
