"""What is the same for everybody is read once per run, however many people and years."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, SourceRun
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.digests.mine.known import known_of
from matcher.digests.shared import latest_runs
from matcher.gate.models import GateRule
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.jobs.job import run_job
from matcher.jobs.stages import Pipe, notify
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

SOURCES = {"fondo": SourceFacts(title="El Fondo", aggregator=False)}


class Watched:
    """The statements a database was sent, and how many rows of runs were made into objects."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.runs = 0

    def asked(self, words: str) -> int:
        """How many statements have these words."""
        return sum(words in " ".join(one.split()) for one in self.statements)


@contextmanager
def watching(engine: Engine) -> Iterator[Watched]:
    watched = Watched()

    def sent(_1: Any, _2: Any, statement: str, *_rest: Any) -> None:
        watched.statements.append(statement)

    def loaded(*_: Any) -> None:
        watched.runs += 1

    event.listen(engine, "before_cursor_execute", sent)
    event.listen(SourceRun, "load", loaded)
    yield watched
    event.remove(engine, "before_cursor_execute", sent)
    event.remove(SourceRun, "load", loaded)


def history(sessions: sessionmaker[Session], *, days: int, sources: int = 20) -> None:
    """Each source read once a day; the last time it failed where its number is odd."""
    with transaction(sessions) as session:
        rows = [
            {
                "source_id": f"fuente-{number:02}",
                "started_at": NOON - timedelta(days=days - day),
                "status": "failed" if number % 2 and day == days - 1 else "ok",
            }
            for day in range(days)
            for number in range(sources)
        ]
        session.execute(insert(SourceRun), rows)


def people(sessions: sessionmaker[Session], *, first: int, count: int) -> None:
    with transaction(sessions) as session:
        for number in range(first, first + count):
            add_person(
                session,
                email=f"p{number}@ciudad.example",
                name=f"Persona {number}",
                password="una clave larga",
                role="profesional",
                at=NOON,
            )


@pytest.fixture
def bank(sessions: sessionmaker[Session]) -> None:
    """Six calls that fit one project, three of which came in the year before too."""
    with transaction(sessions) as session:
        project = Project(
            name="Quebradas limpias",
            modalities=[],
            extra={},
            created_at=NOON,
            updated_at=NOON,
            confirmed_at=NOON,
        )
        session.add(project)
        earlier = [
            record("fondo", f"a{n}", title=f"Premio {w} 2025", deadlines=closing("2025-12-01"))
            for n, w in enumerate(("Agua", "Paz", "Campo"))
        ]
        now = [
            record("fondo", f"b{n}", title=f"Premio {w} 2026", deadlines=closing("2026-12-20"))
            for n, w in enumerate(("Agua", "Paz", "Campo", "Mar", "Aire", "Sol"))
        ]
        Store(session, sources=SOURCES, at=NOON).add([*earlier, *now], Counts(), quiet=False)
        session.flush()
        for call in session.scalars(select(Call).where(Call.title.like("%2026"))):
            session.add(
                Match(
                    call_id=call.id,
                    project_id=project.id,
                    score=0.8,
                    confidence=0.8,
                    signals={},
                    reasons=[],
                    blockers=[],
                    fingerprint="x",
                    first_at=NOON,
                    computed_at=NOON,
                )
            )


def notified(
    sessions: sessionmaker[Session], settings: Settings, engine: Engine
) -> tuple[Watched, dict[str, int]]:
    """One run of the job, and what it asked of the database."""
    replayed = replace(settings, source_bases={"fondo": "http://127.0.0.1:9"})
    pipe = Pipe(sessions=sessions, settings=replayed)
    with watching(engine) as watched:
        run = run_job(sessions, "notify", lambda c: notify(pipe, c), clock=FixedClock(NOON))
    assert run.status == "ok", run.error
    return watched, dict(run.counts)


def test_the_last_run_of_each_source_is_found(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert latest_runs(session) == []
    history(sessions, days=3)
    with sessions() as session:
        runs = latest_runs(session)
        assert [run.source_id for run in runs] == [f"fuente-{n:02}" for n in range(20)]
        assert {run.started_at for run in runs} == {NOON - timedelta(days=1)}
        assert [run.status for run in runs] == ["ok", "failed"] * 10


@pytest.mark.usefixtures("bank")
def test_two_years_of_runs_are_read_once_for_all_people(
    sessions: sessionmaker[Session], settings: Settings, engine: Engine
) -> None:
    history(sessions, days=730)
    people(sessions, first=0, count=5)
    watched, counts = notified(sessions, settings, engine)
    assert counts == {"queued": 5, "sent": 5, "waiting": 0, "unknown": 0, "failed": 0}
    assert watched.runs == 20
    assert watched.asked("source_run") == 1
    with sessions() as session:
        assert all(
            "siete días: 20. No se pudieron leer bien: fuente-01," in text
            for text in session.scalars(select(OutgoingMail.text))
        )


def test_years_of_runs_cost_no_more_work_than_a_month(
    sessions: sessionmaker[Session], engine: Engine
) -> None:
    """Counted in steps of SQLite's machine; PostgreSQL chooses its own way."""
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite counts its steps")

    def steps() -> int:
        with sessions() as session:
            counted = [0]

            def step() -> int:
                counted[0] += 1
                return 0

            raw: Any = session.connection().connection.driver_connection
            raw.set_progress_handler(step, 10)
            latest_runs(session)
            raw.set_progress_handler(None, 0)
            return counted[0]

    history(sessions, days=30)
    month = steps()
    history(sessions, days=700)
    assert steps() <= 1.1 * month


@pytest.mark.usefixtures("bank")
def test_people_are_looked_up_together_and_calls_are_read_for_all(
    sessions: sessionmaker[Session], settings: Settings, engine: Engine
) -> None:
    history(sessions, days=2)
    with transaction(sessions) as session:
        session.add(GateRule(kind="one-application", params={}, at=NOON))
    people(sessions, first=0, count=1)
    notified(sessions, settings, engine)
    people(sessions, first=1, count=1)
    with_one, _ = notified(sessions, settings, engine)
    people(sessions, first=2, count=10)
    with_ten, counts = notified(sessions, settings, engine)
    assert counts["queued"] == 10
    for shared in (
        "digest_item.call_id, digest_item.reason FROM digest_item",
        "AS why",
        "AS closes",
        "WHERE call.round_key",
        "WHERE decision.call_id IN",
        "FROM call_deadline",
        "FROM gate_rule",
        "GROUP BY pursuit.call_id",
    ):
        assert with_ten.asked(shared) == with_one.asked(shared) > 0, shared


@pytest.mark.usefixtures("bank")
def test_what_was_told_of_calls_that_are_over_is_not_read_again(
    sessions: sessionmaker[Session], settings: Settings, engine: Engine
) -> None:
    """Years of mail tell of calls that closed: the ledger keeps them, and nobody looks."""
    people(sessions, first=0, count=1)
    notified(sessions, settings, engine)
    with sessions() as session:
        session.execute(update(Call).values(changed_at=NOON - timedelta(days=100)))
        person = session.scalars(select(Person)).one()
        for days, left in ((0, 6), (31, 6), (33, 0)):  # they close on the thirtieth day
            now = NOON + timedelta(days=days)
            told = known_of(session, [person], now=now)[person.id].told
            assert len([call for call, reasons in told.items() if reasons]) == left, days
