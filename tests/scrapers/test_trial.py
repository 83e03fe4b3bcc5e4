"""What ``try`` says of a call's state."""

from dataclasses import replace
from datetime import date

import pytest

from scrapers.item import Deadline, PublishedStatus, ScrapedCall, Span
from scrapers.trial import normalised, status_of

TODAY = date(2026, 11, 20)
CALL = ScrapedCall(source_id="x", source_key="1", url="https://x.org", title="T", text="T")


def deadline(day: date) -> Deadline:
    return Deadline(on=day, precision="day", span=Span(quote="x", field="text", method="m"))


@pytest.mark.parametrize(
    ("published", "days", "opens", "expected"),
    [
        ("open", [date(2026, 11, 19)], None, "closed"),
        ("open", [date(2026, 11, 19), date(2026, 11, 20)], None, "open"),
        ("unknown", [date(2026, 12, 1)], date(2026, 11, 25), "forthcoming"),
        ("unknown", [], None, "unknown"),
        ("closed", [], None, "closed"),
        ("cancelled", [date(2026, 12, 1)], None, "cancelled"),
    ],
)
def test_dates_win_over_a_stale_word(
    published: PublishedStatus, days: list[date], opens: date | None, expected: str
) -> None:
    call = replace(
        CALL, status=published, opens_on=opens, deadlines=tuple(deadline(day) for day in days)
    )
    assert status_of(call, today=TODAY) == expected


def test_what_never_closes_is_open() -> None:
    assert status_of(replace(CALL, rolling=True), today=TODAY) == "open"


@pytest.mark.parametrize("base", ["127.0.0.1:80/x/", "http://127.0.0.1:80/x"])
def test_a_base_may_lack_its_scheme(base: str) -> None:
    assert normalised(base) == "http://127.0.0.1:80/x"
