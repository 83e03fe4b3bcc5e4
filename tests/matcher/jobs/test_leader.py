"""One timetable leads, whoever else is there; what is caught up is what was run."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock, SystemClock
from matcher.db.session import transaction
from matcher.errors import JobRunning
from matcher.jobs import leader
from matcher.jobs.job import Context, run_job
from matcher.jobs.leader import LEASE, RETRY_SECONDS, lead
from matcher.jobs.models import JobLock, JobRun
from matcher.jobs.pulse import long_runs
from matcher.jobs.schedule import TIMETABLE, Planned, in_office_hours
from matcher.jobs.scheduler import catch_up
from matcher.jobs.stages import Pipe
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.cli.running import PUENTE, environment


def test_a_second_one_does_not_lead_until_the_first_is_over(
    sessions: sessionmaker[Session],
) -> None:
    clock = SystemClock()
    with lead(sessions, clock=clock), pytest.raises(JobRunning), lead(sessions, clock=clock):
        pass
    with lead(sessions, clock=clock) as lost:
        assert not lost.is_set()


def test_a_lease_nobody_renews_is_taken_over_within_a_minute(
    sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with transaction(sessions) as session:
        session.add(JobLock(name="scheduler", holder="another/1:7:x:y", expires_at=NOON + LEASE))
    with pytest.raises(JobRunning), lead(sessions, clock=clock):
        pass
    late = LEASE + timedelta(seconds=RETRY_SECONDS)
    assert late < timedelta(minutes=1)
    with lead(sessions, clock=FixedClock(NOON + late)):
        pass


def test_who_lost_the_lease_is_told(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leader, "RENEW_SECONDS", 0.1)
    with lead(sessions, clock=SystemClock()) as lost:
        assert not lost.wait(0.5)
        with transaction(sessions) as session:  # this machine slept, and another took over
            session.execute(delete(JobLock))
        assert lost.wait(5)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def test_of_two_schedulers_one_waits_and_takes_over(
    tmp_path: Path, started: list["subprocess.Popen[str]"]
) -> None:
    def start() -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [str(PUENTE), "scheduler"],
            env=environment(tmp_path, PUENTE_SOURCES="ninguna"),
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    def says(process: "subprocess.Popen[str]") -> str:
        assert process.stdout is not None
        return process.stdout.readline()

    first = start()
    assert "en marcha" in says(first)
    second = start()
    assert "Otro horario está en marcha" in says(second)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    killed_at = time.monotonic()
    assert "El horario está en marcha" in says(second)
    assert time.monotonic() - killed_at < 60


def planned(name: str, ran: list[str], *, fails: bool = False, office: bool = False) -> Planned:
    def work(pipe: Pipe, context: Context) -> dict[str, object]:
        ran.append(name)
        if fails:
            raise ValueError("se rompió")
        return {}

    trigger = TIMETABLE[0].trigger
    return Planned(
        name=name,
        title=name,
        work=work,
        trigger=trigger,
        every=timedelta(hours=1),
        office_hours=office,
    )


def test_only_what_was_run_and_ended_well_is_said_to_be_caught_up(
    sessions: sessionmaker[Session],
    settings: Settings,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    table = (planned("a", ran), planned("b", ran, fails=True), planned("c", ran))
    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", table)
    pipe = Pipe(sessions=sessions, settings=settings)
    with transaction(sessions) as session:  # another machine is at it
        session.add(
            JobLock(name="c", holder="another/1:7:x:y", expires_at=NOON + timedelta(minutes=5))
        )
    assert catch_up(pipe, clock=clock) == ["a"]
    assert ran == ["a", "b"]


BOGOTA = {"timezone": "America/Bogota", "country": "CO"}


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), True),  # Friday at noon
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), False),  # Friday, three in the morning
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), False),  # Sunday
        (datetime(2026, 11, 16, 17, 0, tzinfo=UTC), False),  # a holiday, on a Monday
        (datetime(2026, 11, 21, 1, 0, tzinfo=UTC), False),  # Friday, eight in the evening
    ],
)
def test_office_hours(moment: datetime, open_: bool) -> None:
    assert in_office_hours(moment, **BOGOTA) == open_


def test_mail_is_caught_up_in_office_hours_only(
    sessions: sessionmaker[Session], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    table = (planned("read", ran), planned("mail", ran, office=True))
    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", table)
    pipe = Pipe(sessions=sessions, settings=settings)
    sunday = FixedClock(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    assert catch_up(pipe, clock=sunday) == ["read"]
    monday = FixedClock(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    assert catch_up(pipe, clock=monday) == ["read", "mail"]
    assert next(p for p in TIMETABLE if p.name == "notify").office_hours


def test_a_run_of_hours_raises_the_alarm(
    sessions: sessionmaker[Session], caplog: pytest.LogCaptureFixture
) -> None:
    class Passing:
        at = NOON

        def now(self) -> datetime:
            return self.at

    clock = Passing()

    def work(context: Context) -> dict[str, object]:
        for _ in range(10):
            clock.at += timedelta(minutes=30)
            context.progress(1, 9)
        with sessions() as session:
            assert [run.name for run in long_runs(session, now=clock.at)] == ["x"]
        return {}

    run_job(sessions, "x", work, clock=clock)
    told = [record for record in caplog.records if record.message == "job runs long"]
    assert len(told) == 3  # at three hours, at four, at five
    with sessions() as session:
        assert long_runs(session, now=clock.at) == []
        assert session.query(JobRun).count() == 1
