"""Time, asked for in one place so that tests can set it."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

JUMP = 60.0
"""Seconds by which a clock is set, and not only corrected."""


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: for tests and for replaying a day."""

    instant: datetime

    def now(self) -> datetime:
        """Always :attr:`instant`."""
        return self.instant.astimezone(UTC)


def local_day(instant: datetime, timezone: str) -> date:
    """The calendar day of ``instant`` in ``timezone`` (an IANA name)."""
    return instant.astimezone(ZoneInfo(timezone)).date()


class ClockWatch:
    """Tells, asked again and again, whether somebody set the clock meanwhile.

    What has to wait for an instant far ahead would wait a year if the clock was a year ahead.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._was = self._difference()

    def __call__(self) -> bool:
        """Whether it was set by more than a minute since the last time this was asked."""
        before, self._was = self._was, self._difference()
        return abs(self._was - before) > JUMP

    def _difference(self) -> float:
        """Seconds between the time of day and the time that only goes on.

        Of the two that only go on, the one that also counts while a machine sleeps.
        """
        going = time.clock_gettime(time.CLOCK_BOOTTIME)
        return self._clock.now().timestamp() - going
