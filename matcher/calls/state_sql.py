"""The state of calls as the database computes it: the same answer as :mod:`matcher.calls.state`.

Only deadlines within a day of a boundary can be moved by their hour and zone. Those few are
judged in Python; all others by their day, so that 100,000 calls need no row to be loaded.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.calls.state import LATER_STAGES, SOON_DAYS, days_left, is_past
from matcher.clock import local_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSql:
    """Expressions over ``Call`` that hold at one instant."""

    today: date
    ahead: ColumnElement[bool]
    """Of a ``CallDeadline``: not yet past."""
    soon: ColumnElement[bool]
    """Of a ``CallDeadline``: closes within :data:`SOON_DAYS` days."""

    def next_day(self) -> ScalarSelect[date | None]:
        """The first closing day still ahead of a call."""
        return (
            select(func.min(CallDeadline.on_day))
            .where(CallDeadline.call_id == Call.id, self.ahead)
            .correlate(Call)
            .scalar_subquery()
        )

    def state(self) -> ColumnElement[str]:
        """The state of a call, as in :func:`matcher.calls.state.state_of`."""
        of_call = CallDeadline.call_id == Call.id
        dated = exists().where(of_call, CallDeadline.on_day.is_not(None)).correlate(Call)
        ahead = exists().where(of_call, self.ahead).correlate(Call)
        soon = exists().where(of_call, self.ahead, self.soon).correlate(Call)
        return case(
            (Call.discarded_at.is_not(None), "descartada"),
            (
                or_(Call.withdrawn_at.is_not(None), Call.published_status == "cancelled"),
                "retirada",
            ),
            (doubtful(), "dudosa"),
            (and_(dated, ~ahead), "cerrada"),
            (Call.opens_on > self.today, "proxima"),
            (soon, "cierra-pronto"),
            (ahead, "abierta"),
            (Call.rolling.is_(True), "permanente"),
            (Call.published_status == "closed", "cerrada"),
            (Call.published_status == "forthcoming", "proxima"),
            else_="sin-fecha",
        )


def doubtful() -> ColumnElement[bool]:
    """Calls that seem to be none, and of which no person has said that they are."""
    return and_(Call.doubt.is_not(None), Call.confirmed_at.is_(None))


def genuine() -> ColumnElement[bool]:
    """Calls that are taken for such: nobody discarded them, and nothing is doubtful."""
    return and_(Call.discarded_at.is_(None), ~doubtful())


def standing() -> ColumnElement[bool]:
    """Calls taken for such that their sources have not withdrawn."""
    return and_(Call.withdrawn_at.is_(None), genuine())


def state_sql(session: Session, *, now: datetime, timezone: str) -> StateSql:
    """The expressions that hold at ``now`` (UTC) in the agency's ``timezone``."""
    today = local_day(now, timezone)
    limit = today + timedelta(days=SOON_DAYS)
    near = session.scalars(
        select(CallDeadline).where(
            or_(
                CallDeadline.on_day.between(today - _DAY, today + _DAY),
                CallDeadline.on_day.between(limit - _DAY, limit + _DAY),
            ),
            CallDeadline.at_time.is_not(None),
            CallDeadline.timezone.is_not(None),
        )
    ).all()
    past = [d.id for d in near if is_past(d, now=now, timezone=timezone)]
    alive = [d.id for d in near if is_past(d, now=now, timezone=timezone) is False]
    left = {d.id: days_left(d, now=now, timezone=timezone) for d in near}
    early = [i for i, days in left.items() if days is not None and days <= SOON_DAYS]
    late = [i for i, days in left.items() if days is not None and days > SOON_DAYS]
    ahead = and_(
        or_(CallDeadline.on_day >= today, CallDeadline.id.in_(alive)),
        CallDeadline.id.not_in(past),
        func.coalesce(CallDeadline.label, "").not_in(LATER_STAGES),
    )
    soon = and_(
        or_(CallDeadline.on_day <= limit, CallDeadline.id.in_(early)),
        CallDeadline.id.not_in(late),
    )
    return StateSql(today=today, ahead=ahead, soon=soon)
