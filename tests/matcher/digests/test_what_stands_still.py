"""A mail with nothing to tell says why: projects that stopped, sources nobody read."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.jobs.job import Context
from matcher.jobs.models import JobRun
from matcher.jobs.stages import Pipe, notify
from matcher.mail.senders import FolderSender
from matcher.people.models import Person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.digests.test_digests import bank, messages, read, run

__all__ = ["bank"]
pytestmark = pytest.mark.usefixtures("bank")


def told(folder: Path) -> list[tuple[str, str]]:
    """Subject and text of every mail, the oldest first."""
    found = sorted(messages(folder), key=lambda m: m["Date"].datetime)
    return [(m["Subject"], m.get_body(("plain",)).get_content()) for m in found]  # type: ignore[union-attr]


def test_a_project_nobody_owns_is_asked_about_and_its_stop_is_never_a_quiet_week(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    asked, stopped = NOON + timedelta(days=80), NOON + timedelta(days=95)
    for at in (asked, stopped):
        read(sessions, "fondo", "red", at=at)
        assert run(sessions, settings, sender, now=at) == (1, 1, 0)
    _first, (question, words), (subject, text) = told(settings.outbox)
    assert question == "¿Sigue vigente un proyecto?"
    assert "¿Siguen vigentes estos proyectos?" in words
    assert "- Quebradas limpias & vivas: http://127.0.0.1:8000/proyectos/" in words
    assert subject == "1 proyecto dejó de buscar convocatorias"
    assert "1 PROYECTO DEJÓ DE BUSCAR CONVOCATORIAS" in text
    assert "http://127.0.0.1:8000/proyectos/por-confirmar" in text
    assert "- Quebradas limpias & vivas: http://127.0.0.1:8000/proyectos/" in text
    assert not [mail for mail in (question, words, subject, text) if "Sin novedades" in mail]
    assert "no hay convocatorias nuevas para sus proyectos" not in text


@pytest.mark.parametrize("rhythm", ["daily", "immediate"])
def test_a_stopped_project_is_a_reason_to_write_once_a_week(
    sessions: sessionmaker[Session], settings: Settings, rhythm: str
) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    with transaction(sessions) as session:
        session.scalars(select(Person)).one().digest = rhythm  # type: ignore[assignment]
    days = [
        day
        for day in range(93, 108)
        if run(sessions, settings, sender, now=NOON + timedelta(days=day))[0]
    ]
    assert days == [93, 100, 107]


def test_a_week_in_which_nothing_was_read_is_not_a_quiet_one(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    sender = FolderSender(settings.outbox)
    run(sessions, settings, sender)
    run(sessions, settings, sender, now=NOON + timedelta(days=8))
    subject, text = told(settings.outbox)[-1]
    assert subject == "Puente está parado: puede haber convocatorias que no conoce"
    assert "Ninguna fuente se ha leído en los últimos siete días." in text
    assert "Todas respondieron bien" not in text
    assert "Sin novedades" not in text


def test_the_mail_says_what_of_the_timetable_stands_still(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        session.add(JobRun(name="match", started_at=NOON, finished_at=NOON, status="ok", counts={}))
        for name in ("collect", "tag", "notify"):
            later = NOON + timedelta(days=8)
            session.add(JobRun(name=name, started_at=later, finished_at=later, status="ok"))
    run(sessions, settings, FolderSender(settings.outbox))
    read(sessions, "fondo", "red", at=later)
    pipe = Pipe(sessions=sessions, settings=replace(settings, source_bases={"x": "http://x"}))
    context = Context(run_id=0, clock=FixedClock(later), progress=lambda *_: None)
    assert notify(pipe, context)["sent"] == 1
    subject, text = told(settings.outbox)[-1]
    assert subject == "Puente está parado: puede haber convocatorias que no conoce"
    assert "se compararon por última vez el 20 de noviembre de 2026 a las 12:00." in text
