from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.calls.state import (
    CallDates,
    closing_instant,
    days_left,
    local_closing_day,
    next_deadline,
    state_of,
)

BOGOTA = "America/Bogota"
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Closing:
    on_day: date | None
    at_time: time | None = None
    timezone: str | None = None
    label: str | None = None


def state(*closings: Closing, now: datetime = NOON, **dates: object) -> str:
    return state_of(CallDates(deadlines=closings, **dates), now=now, timezone=BOGOTA)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("closings", "dates", "expected"),
    [
        ([], {}, "sin-fecha"),
        ([], {"rolling": True}, "permanente"),
        ([], {"withdrawn": True}, "retirada"),
        ([], {"published_status": "cancelled"}, "retirada"),
        ([date(2027, 3, 1)], {"doubtful": True}, "dudosa"),
        ([], {"doubtful": True, "withdrawn": True}, "retirada"),
        ([], {"published_status": "closed"}, "cerrada"),
        ([], {"published_status": "forthcoming"}, "proxima"),
        ([date(2027, 3, 1)], {}, "abierta"),
        ([date(2026, 12, 5)], {}, "cierra-pronto"),
        ([date(2026, 11, 20)], {}, "cierra-pronto"),
        ([date(2026, 11, 19)], {}, "cerrada"),
        ([date(2026, 11, 19), date(2027, 3, 1)], {}, "abierta"),
        ([date(2027, 3, 1)], {"opens_on": date(2027, 1, 1)}, "proxima"),
        # A source whose status went stale never reopens a call that has closed.
        ([date(2026, 11, 19)], {"published_status": "open"}, "cerrada"),
        ([date(2026, 11, 19)], {"rolling": True}, "cerrada"),
    ],
)
def test_state_follows_the_dates(
    closings: list[date], dates: dict[str, object], expected: str
) -> None:
    assert state(*map(Closing, closings), **dates) == expected


def test_a_date_without_time_closes_at_the_end_of_that_day_in_the_agencys_calendar() -> None:
    today = Closing(date(2026, 11, 20))
    last_minute = datetime(2026, 11, 21, 4, 59, tzinfo=UTC)  # 23:59 of the 20th in Bogotá
    assert state(today, now=last_minute) == "cierra-pronto"
    assert state(today, now=last_minute + timedelta(minutes=1)) == "cerrada"


def test_a_time_in_brussels_closes_at_that_instant() -> None:
    closing = Closing(date(2026, 11, 20), time(17, 0), "Europe/Brussels")  # 11:00 in Bogotá
    assert state(closing, now=datetime(2026, 11, 20, 15, 59, tzinfo=UTC)) == "cierra-pronto"
    assert state(closing, now=datetime(2026, 11, 20, 16, 1, tzinfo=UTC)) == "cerrada"


@pytest.mark.parametrize(
    ("zone", "here"),
    [
        ("UTC+00:00", 12),
        ("UTC-05:00", 17),
        ("UTC+01:00", 11),
        ("UTC-12:00", 24),
        ("UTC+05:30", 6.5),
    ],
)
def test_a_zone_told_by_its_distance_from_utc_closes_at_that_instant(
    zone: str, here: float
) -> None:
    """«17:00 GMT», «EST», «CET», «AoE»: what the extractor writes for them."""
    closing = Closing(date(2026, 11, 20), time(17, 0), zone)
    closes = datetime(2026, 11, 20, 5, tzinfo=UTC) + timedelta(hours=here)
    assert closing_instant(closing) == closes
    assert state(closing, now=closes - timedelta(minutes=1)) == "cierra-pronto"
    assert state(closing, now=closes + timedelta(minutes=1)) == "cerrada"


def test_a_zone_nobody_knows_leaves_the_day_as_it_is() -> None:
    assert closing_instant(Closing(date(2026, 11, 20), time(17, 0), "Marte/Base")) is None


def test_midnight_in_brussels_is_the_evening_before_here() -> None:
    closing = Closing(date(2026, 12, 1), time(0, 0), "Europe/Brussels")
    assert local_closing_day(closing, timezone=BOGOTA) == date(2026, 11, 30)


@given(
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    zone=st.sampled_from([None, "UTC", "Asia/Tokyo"]),
)
@settings(max_examples=60, deadline=None)
def test_a_date_without_a_time_never_moves(day: date, zone: str | None) -> None:
    closing = Closing(day, None, zone)
    assert local_closing_day(closing, timezone=BOGOTA) == day
    assert local_closing_day(closing, timezone="Pacific/Auckland") == day


def test_a_second_stage_lets_nobody_in() -> None:
    first = Closing(date(2026, 11, 1), label="etapa 1")
    second = Closing(date(2027, 3, 1), label="etapa 2")
    assert state(first, second) == "cerrada"
    assert state(second) == "cerrada"
    assert state(Closing(date(2027, 1, 1), label="etapa 1"), second) == "abierta"
    cut_off = Closing(date(2027, 3, 1), label="corte 2")
    assert state(Closing(date(2026, 11, 1), label="corte 1"), cut_off) == "abierta"


def test_the_next_deadline_is_the_first_ahead() -> None:
    closings = [Closing(date(2027, 6, 1)), Closing(date(2026, 1, 1)), Closing(date(2027, 1, 1))]
    found = next_deadline(closings, now=NOON, timezone=BOGOTA)
    assert found is closings[2]
    assert days_left(found, now=NOON, timezone=BOGOTA) == 42


def test_of_two_on_one_day_the_next_is_the_first_on_the_agencys_clock() -> None:
    day = date(2026, 12, 5)
    honolulu = Closing(day, time(23, 59), "Pacific/Honolulu")  # the 6th in Bogotá
    closings = [honolulu, Closing(day)]
    assert next_deadline(closings, now=NOON, timezone=BOGOTA) is closings[1]
    assert state(*closings) == "cierra-pronto"
