"""What an officer may rely on in the mail, a check by name; each comes from a failure elsewhere."""

from datetime import date, timedelta
from threading import Thread

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call, SourceRun
from matcher.calls.queries import get_call
from matcher.clock import local_day
from matcher.db.session import open_engine, session_factory, transaction
from matcher.digests.calendar import closing_event
from matcher.digests.models import DigestItem
from matcher.digests.preview import preview_for
from matcher.digests.send import deliver, queue_digests
from matcher.intake.store import Counts, Store
from matcher.mail.models import OutgoingMail
from matcher.mail.senders import SmtpSender
from matcher.matches.feedback import give_feedback
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.words.calls import call_state
from matcher.words.language import words_in
from tests.conftest import NOON
from tests.matcher.digests.test_digests import SOURCES, TITLES, bank, collect, pair
from tests.matcher.digests.test_given_up import desk, notify, states, told
from tests.matcher.intake.records import closing, record
from tests.matcher.mail.moody import Desk
from tests.matcher.web.test_from_mail import mail, settings
from tests.matcher.web.test_from_mail import (
    test_looking_at_every_link_of_a_mail_changes_nothing as _looking,
)

__all__ = ["bank", "desk", "mail", "settings"]
DAY = timedelta(days=1)


def texts(desk: Desk) -> list[str]:
    with desk.sessions() as session:
        return list(session.scalars(select(OutgoingMail.text).order_by(OutgoingMail.id)))


def like(session: Session, call_id: int) -> None:
    who, project = session.scalars(select(Person)).one(), session.scalars(select(Project.id)).one()
    ids = {"call_id": call_id, "project_id": project}
    give_feedback(session, **ids, person=who, verdict="interesa", at=NOON)


@pytest.mark.usefixtures("bank")
def test_a_closing_without_an_hour_shows_its_own_day_in_mail_and_calendar(desk: Desk) -> None:
    with desk.server.listening():
        notify(desk)
    (text,) = texts(desk)
    assert "Cierre: 5 de marzo de 2027 (sin hora publicada)" in text
    with desk.sessions() as session:
        call = get_call(session, 1)
        event = closing_event(session, call, desk.settings, words_in("es"), now=NOON)
    assert event is not None
    (entry,) = Calendar.from_ical(event).walk("VEVENT")
    assert entry["DTSTART"].dt == date(2027, 3, 5)


@pytest.mark.usefixtures("bank")
def test_the_mail_server_is_down_for_one_run_and_the_next_sends_those_calls_once(
    desk: Desk,
) -> None:
    notify(desk)
    assert (states(desk), desk.server.taken) == (["waiting"], [])
    desk.clock.move(hours=1)
    with desk.server.listening():
        notify(desk)
        desk.clock.move(hours=1)
        notify(desk)
    assert (states(desk), len(desk.server.taken), told(desk)) == (["sent"], 1, 2)


@pytest.mark.usefixtures("bank")
def test_the_timetable_is_off_for_three_days_and_nothing_is_lost_or_told_twice(desk: Desk) -> None:
    with desk.server.listening():
        notify(desk)
        with transaction(desk.sessions) as session:
            collect(session, "2027-03-12", days=1)
        desk.clock.move(days=3)
        notify(desk)
        desk.clock.move(hours=1)
        notify(desk)
    first, then = texts(desk)
    assert "antes 5 de marzo de 2027 → ahora 12 de marzo de 2027" in then
    assert ("Premio de paz" in first, "Premio de paz" in then) == (True, False)
    assert len(desk.server.taken) == len(set(desk.server.taken)) == 2


@pytest.mark.usefixtures("bank")
def test_two_workers_send_one_mail(desk: Desk, engine: Engine) -> None:
    with transaction(desk.sessions) as session:
        queue_digests(session, desk.settings, now=desk.clock.now(), source_titles=TITLES)
    url = engine.url.render_as_string(hide_password=False)

    def worker() -> None:
        own = open_engine(url)
        sender = SmtpSender(desk.settings)
        deliver(session_factory(own), desk.settings, sender, clock=desk.clock)
        own.dispose()

    with desk.server.listening():
        workers = [Thread(target=worker) for _ in range(2)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert (len(desk.server.taken), states(desk)) == (1, ["sent"])


@pytest.mark.usefixtures("bank")
def test_a_match_ranked_twenty_sixth_is_reached_from_the_mail(
    sessions: sessionmaker[Session], desk: Desk
) -> None:
    with transaction(sessions) as session:
        store = Store(session, sources=SOURCES, at=NOON)
        found = [
            record("fondo", f"n{n}", title=f"Número {n}", deadlines=closing("2027-03-05"))
            for n in range(30)
        ]
        store.add(found, Counts(), quiet=False)
        session.flush()
        for call in session.scalars(select(Call).where(Call.title.like("Número %"))).all():
            pair(session, call, score=0.59 - call.id / 1000)
    with desk.server.listening():
        notify(desk)
    (text,) = texts(desk)
    assert "Número 29" not in text
    assert "/correos/hoy" in text
    with sessions() as session:
        who = session.scalars(select(Person)).one()
        seen = preview_for(session, desk.settings, who, now=NOON, source_titles={})
        assert "Número 29" in [one.call.title for one in (*seen.content.items, *seen.waiting)] or (
            "Número 29" in seen.mail.text
        )


@pytest.mark.usefixtures("bank")
def test_a_source_that_failed_is_named_and_its_week_is_no_quiet_one(desk: Desk) -> None:
    """What a source sent in vain closes nothing, and nobody says that there is nothing new."""
    with desk.server.listening():
        notify(desk)
        desk.clock.move(days=10)
        with transaction(desk.sessions) as session:
            at = desk.clock.now()
            session.add(SourceRun(source_id="fondo", started_at=at, status="failed"))
        notify(desk)
    with desk.sessions() as session:
        subject = session.scalars(select(OutgoingMail.subject).order_by(OutgoingMail.id)).all()[-1]
        call = get_call(session, 1)
        assert call_state(call, now=desk.clock.now(), timezone="America/Bogota") == "abierta"
    assert subject == "Nada nuevo en lo que se pudo leer: falló 1 fuente"
    assert "No se pudieron leer bien: El Fondo." in texts(desk)[-1]
    assert "Sin novedades" not in subject + texts(desk)[-1]


@pytest.mark.usefixtures("bank")
def test_a_call_its_source_withdrew_is_told_as_such_and_is_no_second_record(desk: Desk) -> None:
    with desk.server.listening():
        notify(desk)
        with transaction(desk.sessions) as session:
            before = session.scalar(select(func.count()).select_from(Call))
            like(session, 1)
            Store(session, sources=SOURCES, at=NOON + DAY).mark_missing("fondo", Counts())
        desk.clock.move(days=1)
        notify(desk)
    assert "La fuente la retiró" in texts(desk)[-1]
    with desk.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Call)) == before
        call = get_call(session, 1)
        assert call_state(call, now=desk.clock.now(), timezone="America/Bogota") == "retirada"


@pytest.mark.usefixtures("bank")
def test_followed_three_days_before_it_closes_the_reminder_says_three_days(desk: Desk) -> None:
    day = local_day(NOON, "America/Bogota") + 3 * DAY
    with transaction(desk.sessions) as session:
        collect(session, day.isoformat())
        like(session, 1)
    with desk.server.listening():
        notify(desk)
    assert "CIERRA PRONTO: faltan 3 días" in texts(desk)[0]


@pytest.mark.usefixtures("bank")
def test_the_same_thing_is_in_no_two_mails(desk: Desk) -> None:
    with desk.server.listening():
        for _ in range(3):
            notify(desk)
            desk.clock.move(days=7)
            with transaction(desk.sessions) as session:
                session.add(SourceRun(source_id="fondo", started_at=desk.clock.now(), status="ok"))
    with desk.sessions() as session:
        rows = session.execute(select(DigestItem.call_id, DigestItem.reason)).all()
    assert len(rows) == len(set(rows)) == 2
    assert sum("Premio de paz" in text for text in texts(desk)) == 1


test_a_scanner_that_follows_every_link_of_a_mail_changes_nothing = _looking
