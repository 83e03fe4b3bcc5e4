"""A clock that was an hour or a year off, and was put right: nothing doubled, nothing stuck."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.cli.pipe import _keep_time
from matcher.cli.service import Service
from matcher.clock import ClockWatch, FixedClock
from matcher.db.session import transaction
from matcher.digests.choices import last_turns
from matcher.digests.models import Digest
from matcher.digests.send import deliver
from matcher.errors import JobRunning
from matcher.jobs.job import Context
from matcher.jobs.leader import LEASE, lead
from matcher.jobs.models import JobLock, JobRun
from matcher.jobs.schedule import TIMETABLE, Planned
from matcher.jobs.scheduler import catch_up
from matcher.jobs.stages import Pipe, prune
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import queue_mail
from matcher.mail.senders import FolderSender
from matcher.mail.templates import Rendered
from matcher.people.attempts import count_try, is_over, sign_in_limits
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON

OFF = (timedelta(hours=1), timedelta(days=365))
pytestmark = pytest.mark.parametrize("off", OFF, ids=["an-hour", "a-year"])


def test_a_lease_of_a_clock_that_was_ahead_stops_nobody(
    sessions: sessionmaker[Session], off: timedelta
) -> None:
    until = NOON + off + LEASE
    with transaction(sessions) as session:
        session.add(JobLock(name="scheduler", holder="another/1:7:x:y", expires_at=until))
    with lead(sessions, clock=FixedClock(NOON)):
        with pytest.raises(JobRunning), lead(sessions, clock=FixedClock(NOON)):
            pass
        with sessions() as session:
            assert session.scalars(select(JobLock.expires_at)).one() == NOON + LEASE


def test_who_holds_a_lease_here_keeps_it_while_the_clock_goes_back(
    sessions: sessionmaker[Session], off: timedelta
) -> None:
    with (
        lead(sessions, clock=FixedClock(NOON + off)),
        pytest.raises(JobRunning),
        lead(sessions, clock=FixedClock(NOON)),
    ):
        pass


def test_the_timetable_runs_what_is_owed_once(
    sessions: sessionmaker[Session],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    off: timedelta,
) -> None:
    ran = []

    def work(_pipe: Pipe, context: Context) -> dict[str, Any]:
        ran.append(context.clock.now())
        return {}

    one = Planned(
        name="a", title="a", work=work, trigger=TIMETABLE[0].trigger, every=timedelta(minutes=30)
    )
    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", (one,))
    pipe = Pipe(sessions=sessions, settings=settings)
    for now in (NOON, NOON + off, NOON + off, NOON + timedelta(minutes=40)):
        catch_up(pipe, clock=FixedClock(now))
    assert ran == [NOON, NOON + off, NOON + timedelta(minutes=40)]
    catch_up(pipe, clock=FixedClock(NOON + timedelta(minutes=45)))
    assert len(ran) == 3


@dataclass
class Set:
    """The machine's clock, as somebody set it."""

    by: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@pytest.mark.parametrize("way", [1, -1])
def test_a_running_timetable_counts_again_from_now(
    engine: Engine,
    sessions: sessionmaker[Session],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    off: timedelta,
    way: int,
) -> None:
    monkeypatch.setattr("matcher.jobs.scheduler.TIMETABLE", ())
    monkeypatch.setattr("matcher.cli.pipe.TIMETABLE", ())
    clock = Set()
    watch = ClockWatch(clock)
    assert not watch()
    service = Service(settings=settings, engine=engine, sessions=sessions, clock=clock)
    over, lost = threading.Event(), threading.Event()
    keeping = threading.Thread(
        target=_keep_time, args=[service], kwargs={"over": over, "lost": lost}
    )
    keeping.start()
    time.sleep(1.5)
    assert keeping.is_alive()
    clock.by = way * off
    assert watch()
    assert not watch()  # told once
    keeping.join(timeout=30)
    over.set()
    assert not keeping.is_alive()
    assert "El reloj del servidor cambió" in capsys.readouterr().out


@contextmanager
def person(sessions: sessionmaker[Session]) -> Iterator[tuple[Session, int]]:
    with transaction(sessions) as session:
        ana = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana Prueba",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        session.flush()
        yield session, ana.id


def mail(session: Session, at: datetime) -> OutgoingMail:
    words = Rendered(subject="Novedades", text="Hola.", html="<p>Hola.</p>")
    to = {"recipient": "ana@ciudad.example", "recipient_name": "Ana"}
    made = queue_mail(session, Settings(), words, kind="digest", at=at, **to)
    session.flush()
    return made


def test_a_digest_of_a_clock_that_was_ahead_keeps_nobody_waiting(
    sessions: sessionmaker[Session], off: timedelta
) -> None:
    with person(sessions) as (session, ana):
        for at in (NOON - timedelta(days=2), NOON + off):
            sent = mail(session, at)
            session.add(Digest(person_id=ana, mail_id=sent.id, created_at=at, news=True))
            session.flush()
        assert last_turns(session, now=NOON)[ana]["news"] == NOON - timedelta(days=2)


def test_a_mail_put_off_by_a_clock_that_was_ahead_goes(
    sessions: sessionmaker[Session], settings: Settings, off: timedelta
) -> None:
    with transaction(sessions) as session:
        mail(session, NOON).next_try_at = NOON + off
    sender = FolderSender(settings.outbox)
    sent = [
        deliver(sessions, settings, sender, clock=FixedClock(now)).sent
        for now in (NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1))
    ]
    assert sum(sent) == 1
    assert len(list(settings.outbox.iterdir())) == 1


def test_failures_of_a_clock_that_was_ahead_lock_nobody_out(
    sessions: sessionmaker[Session], off: timedelta
) -> None:
    limits = sign_in_limits(email="ana@ciudad.example", address="10.0.0.1")
    with transaction(sessions) as session:
        for _ in range(8):
            count_try(session, limits, at=NOON + off)
        assert is_over(session, limits, at=NOON + off)
        assert not is_over(session, limits, at=NOON)
        for _ in range(8):
            count_try(session, limits, at=NOON)
        assert is_over(session, limits, at=NOON)


def test_what_a_clock_that_jumped_ahead_makes_old_is_not_pruned(
    sessions: sessionmaker[Session], settings: Settings, off: timedelta
) -> None:
    with transaction(sessions) as session:
        session.add_all(
            JobRun(name="send", started_at=at, finished_at=at, status="ok")
            for at in (NOON - timedelta(days=day) for day in range(30))
        )
        kept = mail(session, NOON - timedelta(days=40))
        kept.kind, kept.state, kept.next_try_at = "alarm", "sent", None
    pipe = Pipe(sessions=sessions, settings=settings)

    def pruned(now: datetime) -> int:
        prune(pipe, Context(run_id=1, clock=FixedClock(now), progress=lambda *_: None))
        with sessions() as session:
            return session.scalar(select(func.count()).select_from(OutgoingMail)) or 0

    assert pruned(NOON + off) == 1
    late = NOON + timedelta(days=400)
    with transaction(sessions) as session:  # the time did pass, and the timetable went on
        at = late - timedelta(days=7)
        session.add(JobRun(name="send", started_at=at, finished_at=at, status="ok"))
    assert pruned(late) == 0
