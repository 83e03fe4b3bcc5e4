"""The review of a network is told to who keeps it: once when it comes near, once when it passed.

NOON is Friday 20 November 2026.
"""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.digests.send import free_ledger
from matcher.mail.models import OutgoingMail
from matcher.networks.editing import NetworkSheet, archive_network, save_network
from matcher.networks.models import Network
from matcher.people.models import Person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.digests.test_what_changed import told
from tests.matcher.pursuits.office import add_person


@pytest.fixture
def kept(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A network Ana keeps and one nobody does; Eva approves, Luis has nothing to do with them."""
    with transaction(sessions) as session:
        ana = add_person(session, "Ana Ruiz")
        people = [
            ana,
            add_person(session, "Luis Mora"),
            add_person(session, "Eva Paz", "direccion"),
        ]
        for one in people:
            one.digest = "off"
        for name, keeper in (("Red del agua", ana.id), ("Red sola", None)):
            sheet = NetworkSheet(name=name, review_on=date(2026, 12, 25), keeper_id=keeper)
            save_network(session, None, sheet, person=ana, at=NOON, today=NOON.date())
    return sessions


def told_on(sessions: sessionmaker[Session], settings: Settings, day: float) -> dict[str, str]:
    texts = told(sessions, settings, days=day)
    return {text.split("Hola, ")[1].split()[0]: text for text in texts}


def test_it_is_said_near_and_past_each_once(
    kept: sessionmaker[Session], settings: Settings
) -> None:
    sent = {day: texts for day in range(40) if (texts := told_on(kept, settings, day))}
    assert {day: set(texts) for day, texts in sent.items()} == {
        5: {"Ana", "Eva"},
        36: {"Ana", "Eva"},
    }
    assert "Red del agua" in sent[5]["Ana"]
    assert "Red sola" not in sent[5]["Ana"]
    assert "Hay que revisar esta red el 25 de diciembre de 2026: faltan 30 días." in sent[5]["Ana"]
    assert f"{settings.base_url}/redes/1" in sent[5]["Ana"]
    assert "Red sola" in sent[5]["Eva"]
    assert "Había que revisar esta red el 25 de diciembre" in sent[36]["Ana"]


def test_another_day_is_another_review_and_an_archived_one_is_none(
    kept: sessionmaker[Session], settings: Settings
) -> None:
    assert set(told_on(kept, settings, 6)) == {"Ana", "Eva"}
    with transaction(kept) as session:
        ana = session.scalars(select(Person).where(Person.name == "Ana Ruiz")).one()
        first, second = session.scalars(select(Network).order_by(Network.id))
        sheet = NetworkSheet(name=first.name, review_on=date(2026, 12, 28), keeper_id=ana.id)
        save_network(session, first, sheet, person=ana, at=NOON, today=NOON.date())
        archive_network(session, second, archived=True, person=ana, at=NOON)
    texts = told_on(kept, settings, 8)
    assert set(texts) == {"Ana"}
    assert "28 de diciembre" in texts["Ana"]


def test_what_a_mail_that_failed_told_is_told_anew(
    kept: sessionmaker[Session], settings: Settings
) -> None:
    assert set(told_on(kept, settings, 6)) == {"Ana", "Eva"}
    with transaction(kept) as session:
        mail = session.scalars(
            select(OutgoingMail).where(OutgoingMail.recipient == "ana@ciudad.example")
        ).one()
        free_ledger(session, mail)
        mail.state = "failed"
    assert set(told_on(kept, settings, 7)) == {"Ana"}
