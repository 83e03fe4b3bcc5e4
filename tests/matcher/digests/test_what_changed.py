"""What changed in what a person follows is told to them, mailed before or not, and once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.facts import Deadline, by_hand
from matcher.calls.models import Call, CallVersion
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.desk.corrections import correct
from matcher.desk.fixed import fixed_words
from matcher.digests.concerns import concerns
from matcher.digests.models import Digest, DigestItem
from matcher.digests.send import deliver, queue_digests
from matcher.intake.store import Counts, Store
from matcher.mail.senders import FolderSender
from matcher.matches.decisions import Sheet, decide
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.words.language import SPANISH
from proposals.models import Draft
from tests.conftest import NOON
from tests.matcher.digests.test_digests import SOURCES, TITLES, messages, pair
from tests.matcher.intake.records import closing, record

DAY = timedelta(days=1)
TITLE = "Fondo que se mueve"


def told(sessions: sessionmaker[Session], settings: Settings, *, days: float) -> list[str]:
    """One round so many days from NOON; the texts of the new mails."""
    before = {m["Message-ID"] for m in messages(settings.outbox)}
    now = NOON + days * DAY
    with transaction(sessions) as session:
        queue_digests(session, settings, now=now, source_titles=TITLES)
    deliver(sessions, settings, FolderSender(settings.outbox), clock=FixedClock(now))
    return [
        m.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        for m in messages(settings.outbox)
        if m["Message-ID"] not in before
    ]


def collect(session: Session, *, days: float, closes: str = "2027-03-05", **facts: object) -> None:
    Store(session, sources=SOURCES, at=NOON + days * DAY).add(
        [record("fondo", "1", title=TITLE, deadlines=closing(closes), **facts)],
        Counts(),
        quiet=False,
    )


@pytest.fixture
def office(sessions: sessionmaker[Session]) -> None:
    """An officer who leads no project and was told of nothing; a call that fits one, but badly."""
    with transaction(sessions) as session:
        ana = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        ana.digest = "off"
        session.add(
            Project(
                name="Quebradas limpias",
                modalities=[],
                extra={},
                created_at=NOON,
                updated_at=NOON,
                confirmed_at=NOON,
            )
        )
        collect(session, days=0)
        session.flush()
        pair(session, session.scalars(select(Call)).one(), score=0.6)


def _ids(session: Session) -> dict[str, int]:
    return {
        "call_id": session.scalars(select(Call.id)).one(),
        "project_id": session.scalars(select(Project.id)).one(),
    }


def _likes(session: Session, ana: Person) -> None:
    give_feedback(session, **_ids(session), person=ana, verdict="interesa", at=NOON)


def _decides(session: Session, ana: Person) -> None:
    decide(session, **_ids(session), sheet=Sheet(verdict="vamos"), person=ana, at=NOON)


def _writes(session: Session, ana: Person) -> None:
    draft = Draft(title="Propuesta", owner_id=ana.id, created_at=NOON, updated_at=NOON)
    draft.call_id = _ids(session)["call_id"]
    session.add(draft)


def _leads(session: Session, ana: Person) -> None:
    session.scalars(select(Project)).one().owner_id = ana.id


WAYS = {"liked": _likes, "sheet": _decides, "draft": _writes, "project": _leads}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("why", list(WAYS))
def test_a_change_is_told_whether_or_not_the_call_was_ever_mailed(
    sessions: sessionmaker[Session], settings: Settings, why: str
) -> None:
    way: Callable[[Session, Person], None] = WAYS[why]
    with transaction(sessions) as session:
        ana = session.scalars(select(Person)).one()
        way(session, ana)
        session.flush()
        assert [one.why for one in concerns(session, ana)[_ids(session)["call_id"]]] == [why]
        collect(session, days=1, closes="2027-02-01")
    (text,) = told(sessions, settings, days=1)
    assert "Cierre: antes 5 de marzo de 2027 → ahora 1 de febrero de 2027" in text
    assert told(sessions, settings, days=2) == []


@pytest.mark.usefixtures("office")
def test_what_is_nobody_s_is_told_to_nobody(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        collect(session, days=1, closes="2027-02-01")
    assert told(sessions, settings, days=1) == []


@pytest.mark.usefixtures("office")
def test_two_moves_between_two_mails_are_told_as_one(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        _likes(session, session.scalars(select(Person)).one())
        collect(session, days=0.1, closes="2027-02-01")
        collect(session, days=0.2, closes="2027-02-15")
    (text,) = told(sessions, settings, days=1)
    assert "Cierre: antes 5 de marzo de 2027 → ahora 15 de febrero de 2027" in text
    assert "1 de febrero" not in text
    with transaction(sessions) as session:
        keys = session.scalars(select(DigestItem.reason)).all()
        numbers = session.scalars(select(CallVersion.number)).all()
        assert sorted(keys) == sorted(f"change:{number}" for number in numbers)
        assert session.scalars(select(Digest.news)).all() == [False]


@pytest.mark.usefixtures("office")
def test_what_came_back_to_where_it_was_is_no_change(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        _likes(session, session.scalars(select(Person)).one())
        collect(session, days=0.1, closes="2027-02-01")
        collect(session, days=0.2)
    assert told(sessions, settings, days=1) == []


@pytest.mark.usefixtures("office")
def test_a_withdrawn_call_is_told_though_its_match_is_gone_from_every_list(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        _leads(session, session.scalars(select(Person)).one())
        Store(session, sources=SOURCES, at=NOON + DAY).mark_missing("fondo", Counts())
        assert session.scalars(select(Match)).one()
    (text,) = told(sessions, settings, days=1)
    assert "La fuente la retiró" in text
    assert "faltan" not in text
    assert "lleva" in text


@pytest.mark.usefixtures("office")
def test_the_rhythm_of_changes_is_one_s_own(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    """Daily unless chosen otherwise: at most one such mail a day, and none of matches with it."""
    with transaction(sessions) as session:
        ana = session.scalars(select(Person)).one()
        _likes(session, ana)
        collect(session, days=1, closes="2027-02-01")
    assert len(told(sessions, settings, days=1)) == 1
    with transaction(sessions) as session:
        collect(session, days=1.05, closes="2027-02-05")
    assert told(sessions, settings, days=1.1) == []
    assert len(told(sessions, settings, days=2)) == 1


@pytest.mark.usefixtures("office")
def test_what_a_person_fixed_is_told_beside_what_the_source_says(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        _likes(session, session.scalars(select(Person)).one())
        beto = add_person(
            session,
            email="beto@ciudad.example",
            name="Beto",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        beto.active = False
        call = session.scalars(select(Call)).one()
        fixed = Deadline(on=date(2027, 2, 26), precision="day", span=by_hand())
        facts = {"deadlines": (fixed,), "eligibility.local_government": False}
        correct(session, call, facts, person_id=beto.id, at=NOON + DAY)
    (text,) = told(sessions, settings, days=2)
    assert "Cierre: antes 5 de marzo de 2027 → ahora 26 de febrero de 2027" in text
    assert "«Cierre» lo fijó una persona del equipo; la fuente dice: 5 de marzo de 2027." in text
    assert (
        "«¿Puede aplicar una entidad territorial?» lo fijó una persona del equipo; "
        "la fuente no lo dice." in text
    )
    with transaction(sessions) as session:
        collect(session, days=3, closes="2027-02-26")  # the source has come to say the same
    with transaction(sessions) as session:
        assert "«Cierre»" not in " ".join(fixed_words(SPANISH, session.scalars(select(Call)).one()))
