"""What composing mail costs: 1,000 people, 100,000 calls, 10,000 matches, and two years of it.

    python tests/benchmarks/bench_digests.py [--people 1000] [--calls 100000] [--matches 10000]

First mails, the hour after (nothing new), and a hundred changes; in a young installation and in one
of two years, whose ledger, digests and readings are full. The named alternative reads what is the
same for everybody anew for each person, as a function that knows one person only has to.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

import wsgi
from matcher.calls.models import Call, CallDeadline, CallVersion, SourceRun
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.digests.content import Content, content_for
from matcher.digests.models import Digest, DigestItem
from matcher.digests.send import due_digests
from matcher.digests.shared import Shared
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.settings import Settings

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEKS = 104
TOLD_A_WEEK = 5
PROJECTS, DEPARTMENTS, SOURCES = 500, 40, 20
OPEN = 5
"""One call of so many is open."""
ALONE = 20
"""People the alternative is tried with; its time for all is their mean."""


@dataclass(slots=True)
class Cost:
    """What one round took, in seconds of processor."""

    seconds: float
    queries: int
    mails: int


def closing_day(number: int) -> date | None:
    """One in five closes within ninety days, the others closed within two years; some never said.

    A tenth of these has no day: its source said it is over, and nothing else.
    """
    if number % OPEN == 0:
        return (NOW + (number % 90 + 1) * DAY).date()
    return None if number % 10 == 1 else (NOW - (number % 700 + 1) * DAY).date()


def fill(session: Session, people: int, calls: int, matches: int) -> None:
    """The agency: calls of which a fifth are open, projects of departments, people of each."""
    dice = random.Random(7)  # the same made-up data every time
    blank = {"text": "Texto. " * 200, "url": "https://a.example", "facts": {}, "warnings": []}
    rows: Iterable[dict[str, Any]] = (
        {
            **blank,
            "id": n,
            "title": f"Convocatoria {n}",
            "round_key": str(n),
            "content_hash": str(n),
            "closes_on": closing_day(n),
            "published_status": "open" if n % OPEN == 0 else "closed",
            "first_seen_at": NOW - 100 * DAY,
            "changed_at": NOW - 100 * DAY,
        }
        for n in range(1, calls + 1)
    )
    rows = list(rows)
    session.execute(insert(Call), rows)
    session.execute(
        insert(CallDeadline),
        [
            {"call_id": r["id"], "position": 0, "on_day": r["closes_on"], "precision": "day"}
            | {"span": {}}
            for r in rows
            if r["closes_on"]
        ],
    )
    names = [f"Secretaría {n}" for n in range(DEPARTMENTS)]
    dates = {"created_at": NOW, "updated_at": NOW, "confirmed_at": NOW}
    session.execute(
        insert(Project),
        [
            {"id": n, "name": f"Proyecto {n}", "department": names[n % DEPARTMENTS], **dates}
            for n in range(1, PROJECTS + 1)
        ],
    )
    session.execute(
        insert(Person),
        [
            {
                "id": n,
                "email": f"p{n}@ciudad.example",
                "name": f"Persona {n}",
                "password_hash": "x",
                "role": "profesional",
                "department": None if n % 10 == 0 else names[n % DEPARTMENTS],
                "created_at": NOW,
            }
            for n in range(1, people + 1)
        ],
    )
    pairs = {
        (OPEN * dice.randint(1, calls // OPEN), dice.randint(1, PROJECTS))
        for _ in range(matches * 2)
    }
    session.execute(
        insert(Match),
        [
            {
                "call_id": call,
                "project_id": project,
                "score": dice.random(),
                "confidence": 0.5,
                "signals": {},
                "reasons": [],
                "blockers": [],
                "fingerprint": "x",
                "first_at": NOW,
                "computed_at": NOW,
            }
            for call, project in sorted(pairs)[: matches * 2]
        ][:matches],
    )
    session.execute(
        insert(Feedback),
        [
            {
                "call_id": OPEN * dice.randint(1, calls // OPEN),
                "project_id": 1,
                "person_id": n,
                "verdict": "interesa",
                "scope": "me",
                "at": NOW - 9 * DAY,
            }
            for n in range(1, people + 1)
        ],
    )


def age(session: Session, people: int, calls: int) -> None:
    """Two years of weekly mails to everybody, and of daily readings."""
    closed = [n for n in range(1, calls + 1) if n % OPEN]
    for week in range(WEEKS):
        at = NOW - (7 * (WEEKS - week) + 1) * DAY
        first = week * people
        numbers = range(first + 1, first + people + 1)
        session.execute(
            insert(OutgoingMail),
            [
                {"id": n, "kind": "digest", "recipient": "x", "recipient_name": "x"}
                | {"message_id": f"<{n}>", "subject": "x", "text": "x", "html": "x"}
                | {"state": "sent", "created_at": at}
                for n in numbers
            ],
        )
        session.execute(
            insert(Digest),
            [{"id": n, "person_id": n - first, "mail_id": n, "created_at": at} for n in numbers],
        )
        session.execute(
            insert(DigestItem),
            [
                {
                    "digest_id": n,
                    "person_id": n - first,
                    "call_id": closed[(week * TOLD_A_WEEK + place) % len(closed)],
                    "reason": "match",
                }
                for n in numbers
                for place in range(TOLD_A_WEEK)
            ],
        )
    session.execute(
        insert(SourceRun),
        [
            {"source_id": f"f{source}", "started_at": NOW - day * DAY, "status": "ok"}
            for day in range(7 * WEEKS, 0, -1)
            for source in range(SOURCES)
        ],
    )


def change(session: Session) -> None:
    """A hundred calls that people follow change."""
    liked = list(session.scalars(select(Feedback.call_id).distinct().limit(100)))
    session.execute(
        insert(CallVersion),
        [
            {"call_id": call_id, "number": 2, "at": NOW}
            | {"changes": [{"field": "status", "before": "open", "after": "closed"}]}
            for call_id in liked
        ],
    )


def composed(engine: Engine, settings: Settings) -> tuple[Cost, list[Content]]:
    """One round of what is due, as the timetable composes it."""
    asked = [0]

    def count(*_: object) -> None:
        asked[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    with session_factory(engine)() as session:
        begun = time.process_time()
        made = list(due_digests(session, settings, now=NOW))
        seconds = time.process_time() - begun
    event.remove(engine, "before_cursor_execute", count)
    return Cost(seconds=seconds, queries=asked[0], mails=len(made)), made


def tell(session: Session, made: list[Content]) -> None:
    """Write the ledger of what was composed, as sending does."""
    for number, content in enumerate(made):
        mail = OutgoingMail(
            kind="digest",
            recipient=content.person.email,
            recipient_name="x",
            message_id=f"<new-{number}>",
            subject="x",
            text="x",
            html="x",
            state="sent",
            created_at=NOW,
        )
        items = [
            DigestItem(person_id=content.person.id, call_id=item.call.id, reason=key)
            for item in content.items
            for key in item.keys
        ]
        digest = Digest(person_id=content.person.id, mail=mail, created_at=NOW, items=items)
        digest.changes = digest.closings = False
        session.add(digest)


def alone(engine: Engine, people: int) -> float:
    """Seconds for everybody, with everything read anew for each."""
    with session_factory(engine)() as session:
        begun = time.process_time()
        for number in range(1, ALONE + 1):
            person = session.get_one(Person, number)
            shared = Shared(session, now=NOW, timezone="America/Bogota", country="CO")
            content_for(session, person, shared=shared, first=True)
            session.expire_all()
        return (time.process_time() - begun) / ALONE * people


def tried(people: int, calls: int, matches: int, *, old: bool) -> None:
    """One installation, three rounds."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        upgrade(engine)
        settings = Settings(data_dir=Path(folder))
        sessions = session_factory(engine)
        with sessions.begin() as session:
            fill(session, people, calls, matches)
            if old:
                age(session, people, calls)
        label = "two years old" if old else "new"
        first, made = composed(engine, settings)
        show(label, "first mails", first, people)
        if not old:
            other = alone(engine, people)
            print(f"{'':<14} {'alternative':<14} {other:>8.1f} s  {other / first.seconds:>7.1f} ×")
        with sessions.begin() as session:
            tell(session, made)
        show(label, "nothing new", composed(engine, settings)[0], people)
        with sessions.begin() as session:
            change(session)
        show(label, "100 changes", composed(engine, settings)[0], people)
        engine.dispose()


def show(label: str, what: str, cost: Cost, people: int) -> None:
    """A row of the table."""
    print(
        f"{label:<14} {what:<14} {cost.seconds:>8.1f} s  {cost.queries:>6} queries "
        f"({cost.queries / people:.1f} a person)  {cost.mails} mails",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--matches", type=int, default=10_000)
    chosen = parser.parse_args()
    wsgi.register_models()
    for old in (False, True):
        tried(chosen.people, chosen.calls, chosen.matches, old=old)


if __name__ == "__main__":
    main()
