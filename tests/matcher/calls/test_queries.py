"""The database and Python agree on the state of a call; filters, order and pages of the list."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.counts import (
    state_counts,
)
from matcher.calls.models import Call, CallDeadline, Sighting
from matcher.calls.queries import (
    LIVE,
    STATES,
    CallFilter,
    find_calls,
)
from matcher.calls.state import State
from matcher.calls.state_sql import state_sql
from matcher.words.calls import call_state

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ZONE = "America/Bogota"
SPAN = {"quote": "", "field": "text", "method": "test"}


def add(session: Session, **given: Any) -> Call:
    deadlines = given.pop("deadlines", [])
    facts = {"composed": {"eligibility": given.pop("eligibility", {})}}
    values: dict[str, Any] = {
        "title": "x",
        "text": "",
        "url": "https://a.example",
        "round_key": "x",
        "language": None,
        "content_hash": "x",
        "first_seen_at": NOW,
        "changed_at": NOW,
        "facts": facts,
        "kind": None,
        "funder": None,
        "published_on": None,
        "opens_on": None,
        "closes_on": None,
        "amount_max": None,
        "amount_total": None,
        "currency": None,
        "withdrawn_at": None,
    }
    call = Call(**values | given)
    call.deadlines = [
        CallDeadline(
            position=i,
            on_day=on,
            at_time=at,
            timezone=zone,
            label=label[0] if label else None,
            precision="day",
            span=SPAN,
            partial=None,
            words=None,
        )
        for i, (on, at, zone, *label) in enumerate(deadlines)
    ]
    if call.withdrawn_at is not None:  # by its source, whose record stays
        call.sightings = [record_of(call)]
    session.add(call)
    session.flush()
    return call


def record_of(call: Call) -> Sighting:
    """The record of a source that tells of ``call``."""
    return Sighting(
        source_id="fondo",
        source_key=str(uuid4()),
        url=call.url,
        canonical_url=call.url,
        title=call.title,
        content_hash="x",
        traits={},
        payload={},
        first_seen_at=NOW,
        last_seen_at=NOW,
    )


days = st.integers(-3, 20).map(lambda n: TODAY + timedelta(days=n))
zones = st.sampled_from([None, "Asia/Tokyo", "Pacific/Honolulu", "Europe/Brussels", "Nowhere/X"])
times = st.one_of(st.none(), st.sampled_from([time(0, 0), time(12, 0), time(23, 59)]))
labels = st.sampled_from([None, "etapa 1", "etapa 2", "corte 2"])
deadline = st.tuples(st.one_of(st.none(), days), times, zones, labels)


@given(
    given=st.fixed_dictionaries(
        {
            "deadlines": st.lists(deadline, max_size=3),
            "opens_on": st.one_of(st.none(), days),
            "rolling": st.booleans(),
            "published_status": st.sampled_from(
                ["unknown", "open", "closed", "forthcoming", "cancelled"]
            ),
            "withdrawn_at": st.one_of(st.none(), st.just(NOW)),
        }
    ),
    wanted=st.frozensets(st.sampled_from(STATES), min_size=1),
)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sql_and_python_agree_on_the_state(
    session: Session, given: dict[str, Any], wanted: frozenset[State]
) -> None:
    call = add(session, **given)
    session.refresh(call)
    states = state_sql(session, now=NOW, timezone=ZONE)
    asked = select(
        states.state(),
        states.within(wanted, ahead=None),
        states.has_ahead(),
        states.within(wanted, ahead=True),
        states.within(wanted, ahead=False),
    )
    stored, within, ahead, *known = session.execute(asked.where(Call.id == call.id)).one()
    assert stored == call_state(call, now=NOW, timezone=ZONE)
    assert within == (stored in wanted)
    assert known[not ahead] == within


def test_whether_a_call_is_live_is_told_from_two_looks_at_its_days(session: Session) -> None:
    live = state_sql(session, now=NOW, timezone=ZONE).within(LIVE, ahead=None)
    assert str(live).count("FROM call_deadline") == 2


def find(session: Session, **asked: Any) -> list[str]:
    page = find_calls(session, CallFilter(**asked), now=NOW, timezone=ZONE)
    return [c.title for c in page.calls]


@pytest.fixture
def bank(session: Session) -> Session:
    add(
        session,
        title="later",
        deadlines=[(date(2027, 3, 1), None, None)],
        kind="premio",
        amount_max=Decimal(500),
        currency="EUR",
        language="en",
        funder="Fondo Ñandú",
    )
    add(
        session,
        title="sooner",
        deadlines=[(date(2026, 12, 1), None, None)],
        amount_total=Decimal(9000),
        currency="COP",
        eligibility={"local_government": {"answer": False}},
    )
    add(session, title="rolling", rolling=True, eligibility={"local_government": {"answer": True}})
    add(
        session,
        title="closed",
        deadlines=[(date(2026, 11, 1), None, None)],
        closes_on=date(2026, 11, 1),
    )
    add(session, title="gone", withdrawn_at=NOW)
    return session


def test_open_ones_come_by_closing_day_and_undated_last(bank: Session) -> None:
    assert find(bank) == ["sooner", "later", "rolling"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"states": ("cerrada",)}, ["closed"]),
        ({"states": STATES}, ["sooner", "later", "rolling", "closed", "gone"]),
        ({"kinds": ("premio",)}, ["later"]),
        ({"languages": ("en",)}, ["later"]),
        ({"funder": "fondo"}, ["later"]),
        ({"funder": "100%"}, []),
        ({"local_government": True}, ["later", "rolling"]),
        ({"amount_min": Decimal(400)}, ["sooner", "later"]),
        ({"amount_min": Decimal(400), "currency": "EUR"}, ["later"]),
        ({"amount_min": Decimal(400), "unknown_amount": True}, ["sooner", "later", "rolling"]),
        ({"closes_to": date(2026, 12, 31)}, ["sooner"]),
        ({"closes_from": date(2027, 1, 1)}, ["later"]),
        ({"words": "nothing indexed"}, []),
    ],
)
def test_filters(bank: Session, asked: dict[str, Any], expected: list[str]) -> None:
    assert find(bank, **asked) == expected


def test_what_has_no_amount_is_counted_when_an_amount_is_asked(bank: Session) -> None:
    page = find_calls(bank, CallFilter(amount_min=Decimal(400)), now=NOW, timezone=ZONE)
    assert (page.total, page.without_amount) == (2, 1)


@pytest.mark.parametrize("sort", ["deadline", "newest", "amount"])
def test_pages_join_without_gap_or_repetition(session: Session, sort: Any) -> None:
    for n in range(23):
        add(
            session,
            title=f"c{n:02}",
            deadlines=[(TODAY + timedelta(days=20 + n % 3), None, None)],
            first_seen_at=NOW - timedelta(hours=n % 4),
            amount_max=Decimal(n % 5) or None,
        )
    seen: list[str] = []
    after = None
    while True:
        page = find_calls(
            session, CallFilter(), now=NOW, timezone=ZONE, sort=sort, after=after, limit=5
        )
        assert page.total == 23
        seen += [c.title for c in page.calls]
        after = page.after
        if after is None:
            break
    whole = find_calls(session, CallFilter(), now=NOW, timezone=ZONE, sort=sort, limit=100)
    assert seen == [c.title for c in whole.calls]
    assert len(set(seen)) == 23


@pytest.mark.parametrize("cursor", ["", "x", "~", "2026-01-01~x", "~5", "9999"])
def test_a_broken_cursor_starts_anew(bank: Session, cursor: str) -> None:
    page = find_calls(bank, CallFilter(), now=NOW, timezone=ZONE, after=cursor)
    assert [c.title for c in page.calls] == ["sooner", "later", "rolling"]


def test_states_are_counted(bank: Session) -> None:
    assert state_counts(bank, now=NOW, timezone=ZONE) == {
        "cierra-pronto": 1,
        "abierta": 1,
        "permanente": 1,
        "cerrada": 1,
        "retirada": 1,
    }
