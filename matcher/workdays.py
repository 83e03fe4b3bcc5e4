"""Working days: neither weekends nor the holidays of the agency's country."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


def working_days(start: date, end: date, *, country: str) -> int | None:
    """Working days after ``start`` up to and with ``end``; ``None`` for an unknown country.

    :param country: ISO 3166-1 alpha-2; holidays come from the ``holidays`` library.
    """
    if end <= start:
        return 0
    free = _holidays(country, start.year, end.year)
    if free is None:
        return None
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in free for day in days)


@lru_cache(maxsize=32)
def _holidays(country: str, first: int, last: int) -> frozenset[date] | None:
    try:
        return frozenset(holidays.country_holidays(country, years=range(first, last + 1)))
    except NotImplementedError:
        return None
