"""What PostgreSQL does for a page of a list: it reads a page, and not all there is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline, Review
from matcher.calls.queries import CallFilter, find_calls
from matcher.calls.review_queue import ReviewFilter, waiting
from matcher.projects.models import Project
from matcher.projects.queries import ProjectFilter, find_projects
from tests.matcher.calls.test_queries import NOW, TODAY, ZONE

MANY = 6_000
_TOLD: dict[str, Any] = {"precision": "day", "year_assumed": False, "span": {}}
ASKED: dict[str, tuple[str, Callable[[Session], object]]] = {
    "the newest": (
        "call_deadline",
        lambda s: find_calls(
            s, CallFilter(), now=NOW, timezone=ZONE, sort="newest", limit=10, total=MANY
        ),
    ),
    "what waits": ("call", lambda s: waiting(s, ReviewFilter())),
    "the bank": ("project", lambda s: find_projects(s, ProjectFilter(), limit=10)),
}


def filled(session: Session) -> None:
    """Thousands of everything, in a few sources."""
    numbers = range(1, MANY + 1)
    calls = [
        {
            "id": n,
            "title": f"c{n}",
            "text": "x" * 300,
            "url": "https://x.example",
            "round_key": f"c{n}",
            "content_hash": "h",
            "first_seen_at": NOW - timedelta(minutes=n),
            "changed_at": NOW,
        }
        for n in numbers
    ]
    days = [
        {"call_id": n, "position": 0, "on_day": TODAY + timedelta(days=n % 90), **_TOLD}
        for n in numbers
    ]
    rows = [
        {"call_id": n, "since": 0, "version": 1, "source_id": f"s{n % 20:02}", "quiet": n % 2 == 0}
        | {"at": NOW - timedelta(minutes=n)}
        for n in numbers
    ]
    at = {"created_at": NOW, "updated_at": NOW, "confirmed_at": NOW}
    bank = [{"name": f"p{n}", "summary": "x" * 300} | at for n in numbers]
    for model, values in (
        (Call, calls),
        (CallDeadline, days),
        (Review, rows),
        (Project, bank),
    ):
        session.execute(insert(model), values)
    session.execute(text("ANALYZE"))


@pytest.mark.postgres
@pytest.mark.parametrize("what", ASKED)
def test_a_page_reads_no_table_whole(session: Session, what: str) -> None:
    engine = session.get_bind()
    if engine.dialect.name != "postgresql":
        pytest.skip("of PostgreSQL alone")
    filled(session)
    table, ask = ASKED[what]
    asked: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        asked.append((told[2], told[3]))

    event.listen(engine, "before_cursor_execute", note)
    ask(session)
    event.remove(engine, "before_cursor_execute", note)
    plans = [
        "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {said}", given).scalars())
        for said, given in asked
        if f" {table}" in said
    ]
    pages = [plan for plan in plans if not plan.startswith("Aggregate")]  # not what counts them
    assert pages
    assert not [plan for plan in pages if f"Seq Scan on {table}" in plan], pages
