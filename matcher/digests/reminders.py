"""Before what one follows closes: at 20, 10, 5 and 2 working days of the agency's country."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.calls.models import Call
from matcher.calls.state import local_closing_day, next_deadline
from matcher.clock import local_day
from matcher.workdays import working_days

STEPS = (2, 5, 10, 20)
NEAR = timedelta(days=40)
"""Twenty working days are never more, whatever the holidays."""
_WEEK, _WORKED = 7, 5
PREFIX = "closing:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A closing that is near: the days really left, today not counted.

    ``working`` is ``None`` where nobody knows the holidays of the country.
    """

    days: int
    working: int | None
    key: str
    """Its name in the ledger."""


def find_reminder(
    call: Call, told: Collection[str], *, now: datetime, timezone: str, country: str
) -> Reminder | None:
    """The reminder that is due for ``call``; ``None`` where a nearer one was sent, or it is far.

    A call taken up three days before it closes gets the one of five, and says three.
    """
    ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
    day = local_closing_day(ahead, timezone=timezone) if ahead else None
    if ahead is None or day is None:
        return None
    today = local_day(now, timezone)
    days = (day - today).days
    working = working_days(today, day, country=country)
    step = step_of(days, working)
    keys = {near: f"{PREFIX}{ahead.on_day}:{near}" for near in STEPS}
    if step is None or any(keys[near] in told for near in STEPS if near <= step):
        return None
    return Reminder(days=days, working=working, key=keys[step])


def step_of(days: int, working: int | None) -> int | None:
    """The step that so many days left have come to; ``None`` where it is far."""
    left = days * _WORKED // _WEEK if working is None else working
    return next((step for step in STEPS if left <= step), None)
