"""A job somebody asks for runs once, and says who asked."""

from datetime import timedelta
from typing import Any

import pytest
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.errors import NotFound
from matcher.jobs.asking import ask_job, asked_jobs
from matcher.jobs.job import run_job
from matcher.jobs.lock import hold
from matcher.jobs.models import JobRun
from matcher.jobs.schedule import TIMETABLE, Planned
from matcher.jobs.scheduler import run_asked
from matcher.jobs.stages import Pipe
from matcher.jobs.told import TITLES, WHEN, told_counts
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON

CLOCK = FixedClock(NOON)


@pytest.fixture
def asker(sessions: sessionmaker[Session]) -> int:
    with transaction(sessions) as session:
        return add_person(
            session,
            email="admin@ciudad.example",
            name="Ana",
            password="tres loros comen arroz",
            role="administracion",
            at=NOON,
        ).id


def ask(sessions: sessionmaker[Session], name: str, who: int) -> bool:
    from matcher.people.models import Person

    with transaction(sessions) as session:
        return ask_job(session, name, by=session.get_one(Person, who), at=NOON)


def planned(name: str, ran: list[str]) -> Planned:
    def work(_pipe: Pipe, _context: Any) -> dict[str, Any]:
        ran.append(name)
        return {}

    every = timedelta(days=1)
    return Planned(name=name, title=name, work=work, trigger=DateTrigger(), every=every)


def test_what_is_asked_runs_once_in_the_order_of_the_work(
    sessions: sessionmaker[Session],
    settings: Settings,
    asker: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    jobs = tuple(planned(name, ran) for name in ("collect", "tag", "match"))
    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", jobs)
    pipe = Pipe(sessions=sessions, settings=settings)
    assert [ask(sessions, name, asker) for name in ("match", "collect", "match")] == [
        True,
        True,
        False,
    ]
    with hold(sessions, "collect", clock=CLOCK):  # it is at it at this moment
        assert run_asked(pipe, clock=CLOCK) == ["match"]
    assert run_asked(pipe, clock=CLOCK) == ["collect"]
    assert run_asked(pipe, clock=CLOCK) == []
    assert ran == ["match", "collect"]
    with sessions() as session:
        assert asked_jobs(session) == []
        assert set(session.scalars(select(JobRun.asked_by))) == {asker}


def test_a_run_that_begins_anyhow_serves_what_was_asked(
    sessions: sessionmaker[Session], asker: int
) -> None:
    ask(sessions, "tag", asker)
    assert run_job(sessions, "tag", lambda _: {}, clock=CLOCK).asked_by == asker
    assert run_job(sessions, "tag", lambda _: {}, clock=CLOCK).asked_by is None


def test_nobody_asks_for_what_is_no_job(sessions: sessionmaker[Session], asker: int) -> None:
    with pytest.raises(NotFound):
        ask(sessions, "rm", asker)


def test_every_job_has_its_words() -> None:
    assert [one.name for one in TIMETABLE] == list(TITLES) == list(WHEN)
    read = {
        "a": {"status": "ok", "new": 2, "changed": 0, "withdrawn": 1},
        "b": {"status": "failed", "new": 0, "changed": 0, "withdrawn": 0},
    }
    assert told_counts("collect", read) == [
        ("fuentes leídas bien", 1),
        ("fuentes que fallaron", 1),
        ("convocatorias nuevas", 2),
        ("convocatorias retiradas", 1),
    ]
    assert told_counts("match", {"calls": 0, "new": 3}) == [("coincidencias nuevas", 3)]
