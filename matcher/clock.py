"""Time, asked for in one place so that tests can set it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


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
