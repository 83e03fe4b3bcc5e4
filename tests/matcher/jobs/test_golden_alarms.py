"""What those who administer are written, compared with how it was last looked at."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.coded import to_stored
from matcher.db.session import transaction
from matcher.jobs.alarm import watch
from matcher.jobs.models import JobRun
from matcher.jobs.pulse import STAGES
from matcher.mail.models import OutgoingMail
from matcher.mail.templates import Rendered
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.digests.test_golden import compare

FOLDER = Path(__file__).parent / "golden"
HOUR = timedelta(hours=1)


def happen(session: Session, cause: str) -> None:
    """A job that fails again and again, or a timetable that stopped."""
    for name in (*STAGES, "send"):
        session.add(JobRun(name=name, started_at=NOON, finished_at=NOON, status="ok"))
    if cause == "trouble":
        why = to_stored("El modelo de etiquetas no se puede leer.")
        for hours in (1, 2.5):
            at = NOON + hours * HOUR
            run = JobRun(name="notify", started_at=at, finished_at=at, status="failed", error=why)
            session.add(run)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("cause", ["timetable", "trouble"])
def test_it_reads_as_it_was_last_looked_at(
    sessions: sessionmaker[Session], settings: Settings, cause: str, language: str
) -> None:
    given = replace(settings, agency_name="Agencia de muestra", base_url="https://puente.example")
    with transaction(sessions) as session:
        person = add_person(
            session,
            email="administracion@ciudad.example",
            name="Oficial de muestra",
            password="una clave larga",
            role="administracion",
            at=NOON - 100 * HOUR,
        )
        person.language = language
        happen(session, cause)
    hours = 2.6 if cause == "trouble" else 7.5
    assert watch(sessions, given, clock=FixedClock(NOON + hours * HOUR)) == 1
    with sessions() as session:
        mail = session.scalars(select(OutgoingMail)).one()
    compare(
        FOLDER,
        f"{cause}-{language}",
        Rendered(subject=mail.subject, text=mail.text, html=mail.html),
    )
