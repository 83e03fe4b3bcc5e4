import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.coded import to_stored
from matcher.db.session import transaction
from matcher.errors import JobRunning
from matcher.jobs.job import Context, run_job
from matcher.jobs.lock import LOCK_FOR, hold
from matcher.jobs.models import JobLock, JobRun
from matcher.jobs.schedule import TIMETABLE, Planned, is_owed
from matcher.jobs.scheduler import build_scheduler, catch_up
from matcher.jobs.stages import Pipe
from matcher.settings import Settings
from tests.conftest import NOON


def test_a_run_keeps_its_counts_and_its_progress(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    seen: list[tuple[int, int | None]] = []

    def work(context: Context) -> dict[str, Any]:
        context.progress(1, 2, "uno")
        return {"done": 2}

    run = run_job(
        sessions,
        "x",
        work,
        clock=clock,
        progress=lambda done, total, _="": seen.append((done, total)),
    )
    assert (run.status, run.counts, run.done, run.total) == ("ok", {"done": 2}, 1, 2)
    assert seen == [(1, 2)]


def test_a_failure_is_written_down_and_the_lock_let_go(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    def broken(_: Context) -> dict[str, Any]:
        raise ValueError("se rompió")

    assert run_job(sessions, "x", broken, clock=clock).error == to_stored("ValueError: se rompió")
    assert run_job(sessions, "x", lambda _: {}, clock=clock).status == "ok"


def test_two_of_the_same_never_run_at_once(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    def inside(_: Context) -> dict[str, Any]:
        with pytest.raises(JobRunning):
            run_job(sessions, "x", lambda _: {}, clock=clock)
        return {}

    assert run_job(sessions, "x", inside, clock=clock).status == "ok"


def test_the_lock_of_a_killed_run_expires(sessions: sessionmaker[Session]) -> None:
    with transaction(sessions) as session:
        session.add(JobLock(name="x", holder="dead", expires_at=NOON + LOCK_FOR))
    with pytest.raises(JobRunning):
        run_job(sessions, "x", lambda _: {}, clock=FixedClock(NOON))
    later = FixedClock(NOON + LOCK_FOR + timedelta(seconds=1))
    assert run_job(sessions, "x", lambda _: {}, clock=later).status == "ok"


def test_a_job_whose_process_was_killed_is_taken_over_at_once(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        with transaction(sessions) as session, hold(sessions, "y", clock=clock):
            mine = session.scalars(select(JobLock.holder)).one()
            theirs = mine.replace(f":{os.getpid()}:", f":{other.pid}:")
            session.add(JobRun(name="x", started_at=NOON, status="running"))
        with transaction(sessions) as session:
            session.add(JobLock(name="x", holder=theirs, expires_at=NOON + LOCK_FOR))
        with pytest.raises(JobRunning):
            run_job(sessions, "x", lambda _: {}, clock=clock)
        other.kill()
        other.wait()
        assert run_job(sessions, "x", lambda _: {}, clock=clock).status == "ok"
    with sessions() as session:
        runs = session.scalars(select(JobRun).order_by(JobRun.id)).all()
        assert [(r.status, r.error) for r in runs] == [
            ("failed", {"code": "job-interrupted", "params": {}}),
            ("ok", None),
        ]


def test_the_record_of_a_run_is_kept_for_three_months(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with transaction(sessions) as session:
        for name, days in (("x", 91), ("x", 89), ("y", 91)):
            began = NOON - timedelta(days=days)
            session.add(JobRun(name=name, started_at=began, finished_at=began, status="ok"))
    run_job(sessions, "x", lambda _: {}, clock=clock)
    with sessions() as session:
        runs = session.scalars(select(JobRun).order_by(JobRun.started_at)).all()
        assert [(r.name, (NOON - r.started_at).days) for r in runs] == [
            ("y", 91),
            ("x", 89),
            ("x", 0),
        ]


def test_an_earlier_process_of_the_same_number_is_dead(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with hold(sessions, "y", clock=clock), sessions() as session:
        mine = session.scalars(select(JobLock.holder)).one()
    machine, number, _, _ = mine.split(":")
    with transaction(sessions) as session:
        session.add(
            JobLock(name="x", holder=f"{machine}:{number}:otro:1", expires_at=NOON + LOCK_FOR)
        )
    assert run_job(sessions, "x", lambda _: {}, clock=clock).status == "ok"


def test_what_was_missed_is_run_once_at_the_start(
    sessions: sessionmaker[Session], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def planned(name: str) -> Planned:
        def work(_pipe: Pipe, _context: Context) -> dict[str, Any]:
            ran.append(name)
            return {}

        return Planned(
            name=name,
            title=name,
            work=work,
            trigger=TIMETABLE[0].trigger,
            every=timedelta(hours=24),
        )

    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", (planned("a"), planned("b")))
    pipe = Pipe(sessions=sessions, settings=settings)
    three_days_off = FixedClock(NOON)
    assert catch_up(pipe, clock=three_days_off) == ["a", "b"]
    assert catch_up(pipe, clock=three_days_off) == []
    assert catch_up(pipe, clock=FixedClock(NOON + timedelta(days=3))) == ["a", "b"]
    assert ran == ["a", "b", "a", "b"]
    with sessions() as session:
        assert {r.status for r in session.scalars(select(JobRun))} == {"ok"}


def test_the_scheduler_never_drops_or_doubles_a_run(
    sessions: sessionmaker[Session], settings: Settings, clock: FixedClock
) -> None:
    scheduler = build_scheduler(Pipe(sessions=sessions, settings=settings), clock=clock)
    scheduler.start(paused=True)
    try:
        jobs = scheduler.get_jobs()
        assert [job.id for job in jobs if job.max_instances != 1 or not job.coalesce] == []
        assert [job.id for job in jobs if job.misfire_grace_time is not None] == []
        assert {job.id for job in jobs} == {planned.name for planned in TIMETABLE}
    finally:
        scheduler.shutdown()


def next_time(trigger: BaseTrigger, after: datetime) -> datetime:
    found = trigger.get_next_fire_time(None, after)
    assert isinstance(found, datetime)
    return found


@time_machine.travel(NOON, tick=False)
def test_the_timetable_collects_before_the_office_opens() -> None:
    collect = next(p for p in TIMETABLE if p.name == "collect")
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    assert next_time(collect.trigger, midnight) == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_what_is_owed() -> None:
    planned = TIMETABLE[0]
    assert is_owed(planned, last_good=None, now=NOON)
    assert not is_owed(planned, last_good=NOON - planned.every, now=NOON)
    assert is_owed(planned, last_good=NOON - planned.every - timedelta(seconds=1), now=NOON)
