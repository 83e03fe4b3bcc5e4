"""Working days of a country, or of a region of it: neither weekends nor public holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_LONGEST = 400
"""Days ahead that are counted; half as many working days are the longest term believed. Set by
hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are free: ISO 3166-1 alpha-2 of the country, and the code of its region."""

    country: str
    region: str | None = None

    @property
    def name(self) -> str:
        """The calendar in a method's name: ``ES``, ``ES-AN``."""
        return f"{self.country}-{self.region}" if self.region else self.country

    def after(self, day: date, number: int) -> date | None:
        """The ``number``-th working day after ``day``; ``None`` where the calendar is unknown."""
        free = _free(self.country, self.region, day.year)
        if free is None or not 0 < number <= _LONGEST // 2:
            return None
        left = number
        for ahead in range(1, _LONGEST):
            one = day + timedelta(days=ahead)
            left -= one.weekday() < 5 and one not in free
            if left == 0:
                return one
        return None


@lru_cache(maxsize=64)
def _free(country: str, region: str | None, year: int) -> frozenset[date] | None:
    """The public holidays of a year and the next; ``None`` where nobody lists them."""
    try:
        known = holidays.country_holidays(country, subdiv=region, years=(year, year + 1))
    except NotImplementedError:
        return None
    return frozenset(known) or None
