from datetime import date

import pytest

from matcher.workdays import working_days


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # a weekend between
        (date(2026, 12, 7), date(2026, 12, 9), 1),  # 8 December is a holiday in Colombia
        (date(2026, 12, 31), date(2027, 1, 4), 1),  # New Year, then a weekend
        (date(2026, 11, 20), date(2026, 11, 19), 0),
    ],
)
def test_weekends_and_holidays_do_not_count(start: date, end: date, expected: int) -> None:
    assert working_days(start, end, country="CO") == expected


def test_an_unknown_country_has_no_answer() -> None:
    assert working_days(date(2026, 1, 1), date(2026, 2, 1), country="XX") is None
