"""What waits for a person, the own dates of their pursuits, and the news of their searches.

NOON is Friday 20 November 2026.
"""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.calls.queries import refresh_index
from matcher.db.session import transaction
from matcher.desk.sharing import ShareWith, answer, share
from matcher.digests.mine.searched import MOST_CALLS
from matcher.digests.models import DigestItem
from matcher.digests.preview import preview_for
from matcher.digests.send import free_ledger, queue_digests
from matcher.mail.models import OutgoingMail
from matcher.people.models import Person, Role
from matcher.pursuits.dates import meet_date, set_date
from matcher.pursuits.following import assign, follow, open_pursuit
from matcher.pursuits.models import DateKind, Pursuit
from matcher.pursuits.moving import ask_endorsement, move
from matcher.pursuits.notes import mark_seen, note
from matcher.searches.models import Every, SavedSearch
from matcher.searches.saving import forget_search, restore_search, save_search
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.digests.test_once import watching
from tests.matcher.digests.test_what_changed import DAY, told
from tests.matcher.pursuits.office import add_call, add_person, add_project


class Office:
    """Ana and Luis go after a call that fits nobody's project by itself; Eva approves."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self.sessions, self.settings = sessions, settings
        with transaction(sessions) as session:
            for name in ("Ana Ruiz", "Luis Mora", "Eva Paz"):
                role: Role = "direccion" if name == "Eva Paz" else "profesional"
                add_person(session, name, role).digest = "off"
            call = add_call(session, closes=date(2027, 6, 1))
            ana = self.person(session, "Ana")
            pursuit = open_pursuit(session, call, add_project(session), person=ana, at=NOON)
            assign(session, pursuit, to=ana, person=ana, at=NOON)

    def person(self, session: Session, name: str) -> Person:
        return session.scalars(select(Person).where(Person.name.startswith(name))).one()

    def pursuit(self, session: Session) -> Pursuit:
        return session.scalars(select(Pursuit)).one()

    def date(self, by: str, kind: DateKind, day: date | None, *, at: float = 0) -> None:
        with transaction(self.sessions) as session:
            who = self.person(session, by)
            set_date(session, self.pursuit(session), kind, day, person=who, at=NOON + at * DAY)

    def search(self, by: str, every: Every, words: str = "agua") -> None:
        with transaction(self.sessions) as session:
            save_search(
                session,
                None,
                name=f"Todo sobre {words}",
                address=f"q={words}",
                every=every,
                person_id=self.person(session, by).id,
                at=NOON,
            )

    def comes(self, *titles: str, at: float) -> None:
        with transaction(self.sessions) as session:
            for title in titles:
                call = add_call(session, title, closes=date(2027, 6, 1))
                call.first_seen_at = call.changed_at = NOON + at * DAY
                call.quiet = False
            refresh_index(session)

    def told(self, *, days: float) -> dict[str, str]:
        """Who is told what, so many days from NOON."""
        texts = told(self.sessions, self.settings, days=days)
        return {text.split("Hola, ")[1].split()[0]: text for text in texts}


@pytest.fixture
def office(sessions: sessionmaker[Session], settings: Settings) -> Office:
    return Office(sessions, settings)


def test_an_own_date_is_said_at_each_step_and_when_it_passed_undone(office: Office) -> None:
    office.date("Ana", "draft", date(2026, 12, 21))
    sent = {day: texts["Ana"] for day in range(40) if (texts := office.told(days=day))}
    assert [
        line.strip() for text in sent.values() for line in text.splitlines() if "«B" in line
    ] == [
        "«Borrador» vence el 21 de diciembre de 2026: faltan 31 días, 20 hábiles.",
        "«Borrador» vence el 21 de diciembre de 2026: faltan 17 días, 10 hábiles.",
        "«Borrador» vence el 21 de diciembre de 2026: faltan 7 días, 5 hábiles.",
        "«Borrador» vence el 21 de diciembre de 2026: faltan 4 días, 2 hábiles.",
        "«Borrador» era para el 21 de diciembre de 2026 y sigue pendiente.",
    ]
    assert list(sent)[-1] == 32
    assert all(f"{office.settings.base_url}/seguimiento/1" in text for text in sent.values())


def test_what_is_done_or_taken_away_is_not_said(office: Office) -> None:
    office.date("Ana", "draft", date(2026, 11, 23))
    office.date("Ana", "legal", date(2026, 11, 23))
    office.date("Ana", "legal", None)
    with transaction(office.sessions) as session:
        ana, own = office.person(session, "Ana"), office.pursuit(session).dates[0]
        meet_date(session, own, done=True, person=ana, at=NOON)
    assert office.told(days=0) == {}


def test_a_date_another_moved_is_told_once_to_who_has_or_follows(office: Office) -> None:
    with transaction(office.sessions) as session:
        luis = office.person(session, "Luis")
        follow(session, office.pursuit(session), person=luis, at=NOON)
    office.date("Ana", "sending", date(2027, 4, 1))
    office.date("Ana", "sending", date(2027, 4, 8), at=0.1)
    texts = office.told(days=0.2)
    assert set(texts) == {"Luis"}  # Ana moved it herself
    assert (
        "Ana Ruiz cambió la fecha de «Envío»: del 1 de abril de 2027 al 8 de abril"
        in (texts["Luis"])
    )
    assert office.told(days=2) == {}


def test_what_waits_for_a_person_is_told_once_with_its_link(office: Office) -> None:
    with transaction(office.sessions) as session:
        ana, luis = office.person(session, "Ana"), office.person(session, "Luis")
        pursuit = office.pursuit(session)
        note(session, pursuit, "@Luis ¿nos firma el socio?", person=ana, at=NOON)
        for stage in ("analysis", "drafting"):
            move(session, pursuit, to=stage, person=ana, at=NOON)
        ask_endorsement(session, pursuit, person=ana, at=NOON)
        assign(session, pursuit, to=luis, person=ana, at=NOON)
    texts = office.told(days=0.1)
    assert set(texts) == {"Luis", "Eva"}
    assert "Espera su aval desde el 20 de noviembre de 2026." in texts["Eva"]
    assert "Ana Ruiz escribió una nota para usted el 20 de noviembre" in texts["Luis"]
    assert "«@Luis ¿nos firma el socio?»" in texts["Luis"]
    assert "/seguimiento/1#notas" in texts["Luis"]
    assert "Ana Ruiz le asignó este seguimiento el 20 de noviembre de 2026." in texts["Luis"]
    assert office.told(days=3) == {}


def test_a_mention_that_was_seen_waits_no_more(office: Office) -> None:
    with transaction(office.sessions) as session:
        ana, luis = office.person(session, "Ana"), office.person(session, "Luis")
        note(session, office.pursuit(session), "@Luis mire", person=ana, at=NOON)
        mark_seen(session, office.pursuit(session), person=luis, at=NOON)
    assert office.told(days=0.1) == {}


def test_an_answer_by_a_link_is_no_note_of_who_passed_the_call_on(office: Office) -> None:
    with transaction(office.sessions) as session:
        ana, pursuit = office.person(session, "Ana"), office.pursuit(session)
        to = ShareWith(name="Secretaría de Salud", days=15)
        made, _link = share(session, pursuit, to, settings=office.settings, person=ana, at=NOON)
        answer(session, made, wants=True, signed="Rosa", words="", at=NOON)
    text = office.told(days=0.1)["Ana"]
    assert "escribió una nota" not in text
    assert "Llegó una respuesta el 20 de noviembre de 2026: «Secretaría de Salud" in text


def test_a_search_tells_its_news_in_its_rhythm_and_each_call_once(office: Office) -> None:
    office.search("Ana", "week")
    office.search("Luis", "never")
    office.comes("Agua limpia", at=1)
    assert office.told(days=2) == {}
    office.comes(*(f"Agua y ciudad {n}" for n in range(7)), "Bosques", at=3)
    texts = office.told(days=7)
    assert set(texts) == {"Ana"}
    assert "Todo sobre agua: " in texts["Ana"]
    assert f"{office.settings.base_url}/convocatorias?q=agua" in texts["Ana"]
    assert texts["Ana"].count("- Agua") == MOST_CALLS
    assert "- y 3 más" in texts["Ana"]
    assert "Bosques" not in texts["Ana"]
    assert office.told(days=8) == {}
    office.comes("Agua de lluvia", at=9)
    texts = office.told(days=14)
    assert [line for line in texts["Ana"].splitlines() if line.startswith("- ")] == [
        "- Agua de lluvia · faltan 179 días"
    ]


def test_a_search_that_is_off_or_gone_is_not_told_and_undone_tells_what_it_missed(
    office: Office,
) -> None:
    def change(every: Every, *, at: float) -> None:
        with transaction(office.sessions) as session:
            saved = session.scalars(select(SavedSearch)).one()
            told = {"name": saved.name, "address": saved.address, "person_id": saved.person_id}
            save_search(session, saved, every=every, at=NOON + at * DAY, **told)

    office.search("Ana", "day")
    with transaction(office.sessions) as session:
        saved = session.scalars(select(SavedSearch)).one()
        kept = {n: getattr(saved, n) for n in "name address every told_at person_id".split()}
        forget_search(session, saved, at=NOON)
    office.comes("Agua de lluvia", at=0.1)
    assert office.told(days=1) == {}
    with transaction(office.sessions) as session:
        restore_search(session, **kept, at=NOON + 2 * DAY)
    assert office.told(days=2)["Ana"].count("- Agua de lluvia") == 1
    change("never", at=3)
    office.comes("Agua limpia", at=3.1)
    assert office.told(days=4) == {}
    change("day", at=4.5)  # what came while nobody asked to be told is no news
    assert office.told(days=5) == {}


def test_two_searches_name_a_call_once(office: Office) -> None:
    office.search("Ana", "day")
    office.search("Ana", "day", "lluvia")
    office.comes("Agua de lluvia", at=0.1)
    assert office.told(days=1)["Ana"].count("- Agua de lluvia") == 1
    assert office.told(days=2) == {}


def test_who_takes_no_mail_is_told_of_no_search(office: Office) -> None:
    office.search("Ana", "day")
    office.comes("Agua limpia", at=0.1)
    with transaction(office.sessions) as session:
        office.person(session, "Ana").paused_until = date(2026, 11, 25)
    assert office.told(days=1) == {}
    assert set(office.told(days=5)) == {"Ana"}


def test_what_a_mail_that_failed_told_is_told_anew(office: Office) -> None:
    office.search("Ana", "day")
    office.comes("Agua limpia", at=0.1)
    office.date("Ana", "draft", date(2026, 11, 25))
    with transaction(office.sessions) as session:
        queue_digests(session, office.settings, now=NOON + DAY, source_titles={})
        assert session.scalars(select(SavedSearch.told_at)).one() == NOON + DAY
        mail = session.scalars(select(OutgoingMail)).one()
        assert mail.subject == "1 aviso de fechas · 1 nueva en sus búsquedas"
    with transaction(office.sessions) as session:
        mail = session.scalars(select(OutgoingMail)).one()
        free_ledger(session, mail)
        mail.state = "failed"
        assert session.scalars(select(SavedSearch.told_at)).one() == NOON
    text = office.told(days=1.5)["Ana"]
    assert "Agua limpia" in text
    assert "«Borrador» vence el 25 de noviembre" in text


def test_a_call_told_about_a_pursuit_still_counts_as_untold(office: Office) -> None:
    office.date("Ana", "draft", date(2026, 11, 23))
    assert set(office.told(days=0)) == {"Ana"}
    with office.sessions() as session:
        assert session.scalars(select(DigestItem.reason)).one().startswith("desk:date:")
    office.search("Ana", "day")
    with transaction(office.sessions) as session:
        call = session.scalars(select(Call)).one()
        call.first_seen_at, call.quiet = NOON + DAY, False
        refresh_index(session)
    assert "- Agua para ciudades" in office.told(days=2)["Ana"]


def test_the_preview_shows_it_and_writes_nothing(office: Office) -> None:
    office.search("Ana", "month")
    office.comes("Agua limpia", at=0.1)
    office.date("Ana", "draft", date(2026, 11, 25))
    with office.sessions() as session:
        ana = office.person(session, "Ana")
        made = preview_for(session, office.settings, ana, now=NOON + DAY, source_titles={})
        assert "Agua limpia" in made.mail.text
        assert "«Borrador» vence el 25" in made.mail.html
        assert not session.new
        assert not session.dirty


def test_who_has_none_of_it_costs_no_question(office: Office, engine: Engine) -> None:
    office.date("Ana", "draft", date(2026, 11, 25))

    def asked(days: float) -> int:
        with watching(engine) as watched, transaction(office.sessions) as session:
            queue_digests(session, office.settings, now=NOON + days * DAY, source_titles={})
            session.rollback()
        return sum(one.startswith("SELECT") for one in watched.statements)

    before = asked(0)
    with transaction(office.sessions) as session:
        for number in range(10):
            add_person(session, f"Persona{number} Sola").digest = "off"
    # Two each: the ledger of calls, and what concerns them.
    assert asked(0) - before <= 2 * 10
