"""The pages of the list, read by indexes, against the calls one by one: same calls, same order."""

import random
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from matcher.calls import queries
from matcher.calls.models import Call
from matcher.calls.queries import ENDED, STATES, CallFilter, Sort, find_calls
from matcher.calls.state import State, entries, is_past
from matcher.words.calls import call_state
from tests.matcher.calls.test_queries import NOW, TODAY, ZONE, add

FAR = date(9999, 12, 31)
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    *({"states": (state,)} for state in STATES),
    {"states": STATES},
    {"states": ("abierta", "permanente")},
    {"states": ("proxima", "dudosa", "cerrada")},
    {"states": ENDED},
    {"kinds": ("premio",)},
    {"languages": ("en",), "states": STATES},
    {"local_government": True},
    {"country": True, "kinds": ("premio",)},
    {"closes_to": TODAY + timedelta(days=9)},
    {"closes_from": TODAY + timedelta(days=3), "states": STATES},
    {"amount_min": Decimal(4), "unknown_amount": True},
)
SORTS: tuple[Sort, ...] = ("deadline", "newest", "amount")


def made(session: Session, count: int = 70) -> list[Call]:
    """Calls of every state, with deadlines that hours, zones and stages move."""
    rng = random.Random(5)
    for number in range(count):
        deadlines = [_deadline(rng) for _ in range(rng.choice((0, 0, 1, 1, 1, 2, 3)))]
        add(
            session,
            title=f"c{number:02}",
            deadlines=deadlines,
            closes_on=max((day for day, *_rest in deadlines if day), default=None),
            opens_on=rng.choice((None, None, None, TODAY + timedelta(days=rng.randrange(-2, 4)))),
            rolling=rng.random() < 0.2,
            published_status=rng.choice(("open", "unknown", "closed", "forthcoming", "cancelled")),
            withdrawn_at=NOW if rng.random() < 0.1 else None,
            discarded_at=NOW if rng.random() < 0.1 else None,
            doubt="report" if rng.random() < 0.15 else None,
            confirmed_at=NOW if rng.random() < 0.3 else None,
            kind=rng.choice(("premio", "beca", None)),
            language=rng.choice(("es", "en", None)),
            amount_max=rng.choice((None, Decimal(rng.randrange(9)))),
            first_seen_at=NOW - timedelta(hours=rng.randrange(9)),
            eligibility={
                name: {"answer": rng.choice((None, True, False))}
                for name in ("local_government", "agency_country")
            },
        )
    return list(session.scalars(select(Call).order_by(Call.id)))


def _deadline(rng: random.Random) -> tuple[Any, ...]:
    day = rng.choice((None, FAR, *(TODAY + timedelta(days=rng.randrange(-4, 22)),) * 8))
    zone = rng.choice((None, "Asia/Tokyo", "Pacific/Honolulu", "Europe/Brussels"))
    return day, rng.choice((None, time(0, 0), time(23, 59))), zone, rng.choice((None, "etapa 2"))


def next_day(call: Call) -> date:
    ahead = [
        d.on_day
        for d in entries(call.deadlines)
        if d.on_day and is_past(d, now=NOW, timezone=ZONE) is False
    ]
    return min(ahead, default=FAR)


def wanted(call: Call, asked: CallFilter) -> bool:
    """Whether the filters keep a call, each asked in the plainest way."""
    told = call.facts["composed"]["eligibility"]
    ahead = [
        d.on_day
        for d in entries(call.deadlines)
        if d.on_day and is_past(d, now=NOW, timezone=ZONE) is False
    ]
    window = (asked.closes_from or TODAY, asked.closes_to or FAR)
    return (
        call_state(call, now=NOW, timezone=ZONE) in asked.states
        and (not asked.kinds or call.kind in asked.kinds)
        and (not asked.languages or call.language in asked.languages)
        and not (asked.local_government and told["local_government"]["answer"] is False)
        and not (asked.country and told["agency_country"]["answer"] is False)
        and (asked.amount_min is None or call.amount_max is None or call.amount_max >= 4)
        and (
            asked.closes_from is asked.closes_to is None
            or any(window[0] <= day <= window[1] for day in ahead)
        )
    )


def place(call: Call, sort: Sort, states: tuple[State, ...]) -> Any:
    if sort == "newest":
        return (-call.first_seen_at.timestamp(), call.id)
    if sort == "amount":
        return (-(call.amount_max if call.amount_max is not None else -1), call.id)
    if set(states) <= set(ENDED):
        return (-(call.closes_on or date.min).toordinal(), call.id)
    return (next_day(call), call.id)


@pytest.mark.parametrize("few", [0, 2_000], ids=["by the index", "put in order"])
def test_pages_hold_the_same_calls_in_the_same_order(
    session: Session, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    calls = made(session)
    for given in FILTERS:
        asked = CallFilter(**given)
        for sort in SORTS if given in FILTERS[:3] else SORTS[:1]:
            plain = sorted(
                (c for c in calls if wanted(c, asked)), key=lambda c: place(c, sort, asked.states)
            )
            seen: list[str] = []
            after: str | None = None
            while True:
                page = find_calls(
                    session, asked, now=NOW, timezone=ZONE, sort=sort, after=after, limit=13
                )
                assert page.total == len(plain), (given, sort)
                seen += [call.title for call in page.calls]
                after = page.after
                if after is None:
                    break
            assert seen == [call.title for call in plain], (given, sort)


def test_counting_stops_and_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED", 10)
    made(session)
    page = find_calls(session, CallFilter(states=STATES), now=NOW, timezone=ZONE)
    assert page.total == 11
    known = find_calls(session, CallFilter(), now=NOW, timezone=ZONE, counted={"abierta": 4})
    assert known.total == 4


def test_the_list_is_read_by_its_indexes(engine: Engine, session: Session) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite tells its plan in words that stay the same")
    made(session, 5)
    asked: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    for sort in ("deadline", "newest"):
        queries.closing_next(session, CallFilter(), now=NOW, timezone=ZONE, limit=5)
        find_calls(session, CallFilter(), now=NOW, timezone=ZONE, sort=sort, counted={})
    plans = [
        str(row[3])
        for statement, values in asked
        if statement.startswith("SELECT")
        for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    assert any("ix_call_deadline_day" in told for told in plans)
    assert any("ix_call_newest" in told for told in plans)
    assert not [told for told in plans if told.startswith("SCAN call ") and "INDEX" not in told]
