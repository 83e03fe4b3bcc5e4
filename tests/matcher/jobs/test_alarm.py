"""The web notices a timetable that stands still, and tells those who administer: once."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.cli.watching import post_worker_init, start
from matcher.clock import FixedClock
from matcher.coded import to_stored
from matcher.db.session import transaction
from matcher.jobs.alarm import KIND, watch
from matcher.jobs.models import JobRun
from matcher.jobs.pulse import STAGES
from matcher.mail.models import OutgoingMail
from matcher.people.models import Role
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON

HOUR = timedelta(hours=1)
ROLES: tuple[Role, ...] = ("administracion", "profesional")


@pytest.fixture
def office(sessions: sessionmaker[Session]) -> None:
    """One who administers, one who does not, and a timetable that ran until noon."""
    with transaction(sessions) as session:
        for role in ROLES:
            add_person(
                session,
                email=f"{role}@ciudad.example",
                name=role.title(),
                password="una clave larga",
                role=role,
                at=NOON - 100 * HOUR,
            )
        for name in (*STAGES, "send"):
            session.add(JobRun(name=name, started_at=NOON, finished_at=NOON, status="ok"))


def mails(sessions: sessionmaker[Session]) -> list[OutgoingMail]:
    with sessions() as session:
        return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


@pytest.mark.usefixtures("office")
def test_a_silent_timetable_is_told_within_hours_and_once(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    assert watch(sessions, settings, clock=FixedClock(NOON + 5 * HOUR)) == 0
    assert watch(sessions, settings, clock=FixedClock(NOON + 7 * HOUR)) == 1
    for hours in (7.25, 24, 30):
        assert watch(sessions, settings, clock=FixedClock(NOON + hours * HOUR)) == 0
    (told,) = mails(sessions)
    assert (told.recipient, told.kind, told.state) == (
        "administracion@ciudad.example",
        KIND,
        "sent",
    )
    assert told.subject == "El horario de Puente está parado"
    assert "no da señales desde el 20 de noviembre de 2026 a las 12:00" in told.text
    assert len(list(settings.outbox.glob("*.eml"))) == 1
    with transaction(sessions) as session:  # it went on, and stopped again
        session.add(JobRun(name="send", started_at=NOON + 31 * HOUR, status="ok"))
    assert watch(sessions, settings, clock=FixedClock(NOON + 32 * HOUR)) == 0
    assert watch(sessions, settings, clock=FixedClock(NOON + 40 * HOUR)) == 1


@pytest.mark.usefixtures("office")
def test_a_timetable_that_is_back_is_not_told_to_stand_still_by_what_it_missed(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    def beat(hours: float) -> None:
        at = NOON + hours * HOUR
        with transaction(sessions) as session:
            session.add(JobRun(name="send", started_at=at, finished_at=at, status="ok"))

    beat(3)
    assert watch(sessions, settings, clock=FixedClock(NOON + 10 * HOUR)) == 1
    for hours in range(41, 65):  # started again: reading the sources takes its time
        beat(hours)
        assert watch(sessions, settings, clock=FixedClock(NOON + (hours + 0.1) * HOUR)) == 0
    beat(65)
    at = FixedClock(NOON + 65.1 * HOUR)
    assert watch(sessions, settings, clock=at) == 1, "a day later it should have"
    assert "La última lectura completa de las fuentes terminó" in mails(sessions)[-1].text


@pytest.mark.usefixtures("office")
def test_a_job_that_keeps_failing_is_told_once_and_with_its_error(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    def fail(hours: float) -> None:
        at, why = NOON + hours * HOUR, to_stored("No hay red.")
        with transaction(sessions) as session:
            run = JobRun(name="collect", started_at=at, finished_at=at, status="failed", error=why)
            session.add(run)
            session.add(JobRun(name="send", started_at=at, finished_at=at, status="ok"))

    fail(1)
    assert watch(sessions, settings, clock=FixedClock(NOON + 1.5 * HOUR)) == 0
    fail(2)
    assert watch(sessions, settings, clock=FixedClock(NOON + 2.5 * HOUR)) == 1
    for hours in (3, 20, 40):
        fail(hours)
        at = FixedClock(NOON + (hours + 0.1) * HOUR)
        watch(sessions, settings, clock=at)
    told = [mail for mail in mails(sessions) if mail.subject == "Puente necesita a alguien"]
    (one,) = told
    assert "«Leer las fuentes» falla desde el 20 de noviembre de 2026 a las 13:00" in one.text
    assert "No hay red." in one.text


@pytest.mark.usefixtures("office")
def test_a_run_without_end_and_a_full_disk_are_told_once_each(
    sessions: sessionmaker[Session], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.jobs.causes.LITTLE_ROOM", 10**18)
    settings.data_dir.mkdir(parents=True)
    with transaction(sessions) as session:
        session.add(JobRun(name="match", started_at=NOON - 3 * HOUR, status="running"))
    for _ in range(2):
        watch(sessions, settings, clock=FixedClock(NOON))
    told = sorted(mail.text for mail in mails(sessions))
    assert len(told) == 2
    assert "solo quedan" in told[0] + told[1]
    assert "lleva más de 3 horas sin terminar" in told[0] + told[1]


@pytest.mark.usefixtures("office")
def test_the_process_of_the_web_watches_by_itself(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    clock = FixedClock(NOON + 7 * HOUR)
    services = SimpleNamespace(sessions=sessions, settings=settings, clock=clock)
    over = start(services, every=0.02)
    until = time.monotonic() + 20
    while not any(mail.state == "sent" for mail in mails(sessions)) and time.monotonic() < until:
        time.sleep(0.05)
    over.set()
    assert [mail.state for mail in mails(sessions)] == ["sent"]
    app = SimpleNamespace(extensions={"puente": services})
    post_worker_init(SimpleNamespace(app=SimpleNamespace(callable=app)))
