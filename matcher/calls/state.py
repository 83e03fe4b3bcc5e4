"""The state of a call: computed from its dates when read, never stored.

A date without a time never moves a day: it closes at the end of that day as the agency's
calendar shows it. A date with a time and a zone closes at that instant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from datetime import timezone as fixed_zone
from functools import lru_cache
from typing import Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from matcher.clock import local_day

State = Literal[
    "proxima",
    "abierta",
    "cierra-pronto",
    "cerrada",
    "permanente",
    "retirada",
    "sin-fecha",
    "descartada",
    "dudosa",
]
SOON_DAYS = 15
LATER_STAGES = tuple(f"etapa {number}" for number in range(2, 6))
"""Labels of deadlines that are only for those who passed an earlier stage."""

_OFFSET = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>[0-5]\d)")


class DatedDeadline(Protocol):
    """What is asked of a deadline here: a row of ``call_deadline`` or an equal."""

    on_day: date | None
    at_time: time | None
    timezone: str | None
    label: str | None


Dated = TypeVar("Dated", bound=DatedDeadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDates:
    """The dates of a call that decide its state."""

    deadlines: Sequence[DatedDeadline]
    opens_on: date | None = None
    rolling: bool = False
    withdrawn: bool = False
    discarded: bool = False
    doubtful: bool = False
    published_status: str = "unknown"


def closing_instant(deadline: DatedDeadline) -> datetime | None:
    """The instant ``deadline`` closes, if the source gives date, time and a known zone."""
    if deadline.on_day is None or deadline.at_time is None or deadline.timezone is None:
        return None
    zone = zone_of(deadline.timezone)
    return None if zone is None else datetime.combine(deadline.on_day, deadline.at_time, zone)


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo | None:
    """The zone a source names: by its place, or by its distance from UTC («GMT», «EST», «CET»)."""
    if offset := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return fixed_zone(-ahead if offset["sign"] == "-" else ahead)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def local_closing_day(deadline: DatedDeadline, *, timezone: str) -> date | None:
    """The day to show in the agency's calendar.

    A deadline given with time and zone may fall on another day here than there; one without a
    time is the same day everywhere.
    """
    instant = closing_instant(deadline)
    return local_day(instant, timezone) if instant else deadline.on_day


def is_past(deadline: DatedDeadline, *, now: datetime, timezone: str) -> bool | None:
    """Whether ``deadline`` has passed at ``now``; ``None`` for one without a full date."""
    instant = closing_instant(deadline)
    if instant is not None:
        return instant < now
    if deadline.on_day is None:
        return None
    return deadline.on_day < local_day(now, timezone)


def next_deadline(deadlines: Sequence[Dated], *, now: datetime, timezone: str) -> Dated | None:
    """The deadline still ahead that comes first on the agency's clock, or ``None``.

    Only of those by which one can still enter, see :func:`entries`.
    """
    ahead = [d for d in entries(deadlines) if is_past(d, now=now, timezone=timezone) is False]
    return min(ahead, key=lambda d: _local_order(d, timezone=timezone), default=None)


def entries(deadlines: Sequence[Dated]) -> list[Dated]:
    """The deadlines by which one can enter: a second stage is for those who passed the first."""
    return [d for d in deadlines if d.label not in LATER_STAGES]


def _local_order(deadline: DatedDeadline, *, timezone: str) -> tuple[date, time]:
    """When ``deadline`` comes, here: a day without a time lasts to its end."""
    instant = closing_instant(deadline)
    if instant is not None:
        here = instant.astimezone(ZoneInfo(timezone))
        return here.date(), here.time()
    return deadline.on_day or date.max, deadline.at_time or time.max


def days_left(deadline: DatedDeadline, *, now: datetime, timezone: str) -> int | None:
    """Calendar days from today to the closing day, here; 0 is today."""
    day = local_closing_day(deadline, timezone=timezone)
    return None if day is None else (day - local_day(now, timezone)).days


def state_of(dates: CallDates, *, now: datetime, timezone: str) -> State:
    """The state of a call at ``now`` (UTC) in the agency's ``timezone``."""
    if dates.discarded:
        return "descartada"
    if dates.withdrawn or dates.published_status == "cancelled":
        return "retirada"
    if dates.doubtful:
        return "dudosa"
    today = local_day(now, timezone)
    ahead = next_deadline(dates.deadlines, now=now, timezone=timezone)
    dated = any(d.on_day for d in dates.deadlines)  # a second stage alone: nobody enters any more
    if dated and ahead is None:
        return "cerrada"
    if dates.opens_on is not None and dates.opens_on > today:
        return "proxima"
    if ahead is not None:
        left = days_left(ahead, now=now, timezone=timezone)
        return "cierra-pronto" if left is not None and left <= SOON_DAYS else "abierta"
    if dates.rolling:
        return "permanente"
    return {"closed": "cerrada", "forthcoming": "proxima"}.get(  # type: ignore[return-value] # both are States
        dates.published_status, "sin-fecha"
    )
