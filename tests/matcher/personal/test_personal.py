"""What is held of somebody, and letting go of their name, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

import wsgi
from matcher.audit.chain import check_chain
from matcher.errors import InvalidInput
from matcher.mail.models import OutgoingMail
from matcher.people.granting import ask_access
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.personal.asking import ask_correction
from matcher.personal.held import counts_of, held_of
from matcher.personal.retiring import retire_person

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def somebody(session: Session, name: str) -> Person:
    address = f"{name.split()[0].lower()}@ciudad.example"
    return add_person(session, email=address, name=name, role="administracion", at=AT)


def test_name_and_address_go_and_the_chain_stays(session: Session) -> None:
    wsgi.register_models()
    ada, luz = somebody(session, "Ada Prueba"), somebody(session, "Luz Prueba")
    ask_access(session, email=luz.email, name=luz.name, role="consulta", why="Soy Luz", at=AT)
    ask_correction(session, luz, "Soy Luz Prueba", at=AT)
    mail = OutgoingMail(
        kind="digest",
        recipient=luz.email,
        recipient_name=luz.name,
        message_id="<1@ciudad.example>",
        subject="Para Luz Prueba",
        text="Hola, Luz",
        html="<p>Hola",
        state="waiting",
        created_at=AT,
    )
    session.add(mail)
    session.commit()
    told = {"access_request": 1, "data_request": 1, "outgoing_mail": 1, "person": 1}
    counts = counts_of(session, luz)
    assert counts == told | {"audit_entry": 1}
    assert {name: len(rows) for name, rows in held_of(session, luz).items()} == counts
    with pytest.raises(InvalidInput, match="abierta"):
        retire_person(session, luz, typed="Luz Prueba", by=ada, at=AT)
    luz.active = False
    retire_person(session, luz, typed="Luz Prueba", by=ada, at=AT)
    session.commit()
    assert (luz.name, luz.retired_at) == (f"Persona retirada {luz.id}", AT)
    session.expire_all()
    held = held_of(session, luz)
    held.pop("audit_entry")
    assert "Luz" not in str(held)
    assert (mail.state, mail.text, mail.html) == ("failed", "", "")
    assert check_chain(session).is_whole
