"""Passing a call on: a link for somebody without an account, and their answer in the pursuit."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.queries import get_call
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.desk.models import SharedCall
from matcher.mail.models import OutgoingMail
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.models import PursuitMention, PursuitNote
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


@pytest.fixture
def path(app: Flask) -> str:
    with transaction(app.extensions["puente"].sessions) as session:
        luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
        pursuit = open_pursuit(session, get_call(session, 1), None, person=luz, at=NOW)
        session.flush()
        return f"/seguimiento/{pursuit.id}/pasar"


def passed(officer: Visitor, path: str, **given: Any) -> str:
    """The way of the link that was made."""
    values = {"name": "Secretaría de Movilidad", "days": "15", "email": "", "message": ""} | given
    page = officer.send(path, values)
    (link,) = page.tree.xpath("//input[@id='link']/@value")
    return str(link).removeprefix("http://127.0.0.1:8000")


def test_somebody_without_an_account_answers_and_it_is_a_note(
    app: Flask, officer: Visitor, path: str, session: Session
) -> None:
    link = passed(officer, path, message="Es para ustedes.")
    (row,) = session.scalars(select(SharedCall))
    assert row.secret_hash not in link
    assert 'input id="link"' not in officer.get(path).response.text, "shown once"
    guest = Visitor(app)
    page = guest.get(link)
    assert page.heading == "Agua y saneamiento para ciudades intermedias"
    for told in ("Es para ustedes.", "Luz Prueba", "30 de noviembre de 2026", "Fondo de Prueba"):
        assert told in page.text
    assert "La fuente no lo dice" in page.text
    for _ in range(3):
        guest.client.head(link)
        guest.get(link)
    session.expire_all()
    assert row.answered_at is None, "opening it answers nothing"
    page = guest.send(link, {"answer": "no", "signed": "Rosa", "words": ""}, status=422)
    assert "Diga por qué no" in page.text
    assert page.tree.xpath("//input[@id='signed']/@value") == ["Rosa"], "nothing typed is lost"
    page = guest.send(link, {"answer": "no", "signed": "Rosa", "words": "No hay equipo"})
    assert "Quedó anotado que no les interesa" in page.text
    (note,) = session.scalars(select(PursuitNote))
    assert "Secretaría de Movilidad respondió por su enlace, sin cuenta: no interesa" in note.text
    assert note.text.endswith("No hay equipo")
    assert session.scalars(select(PursuitMention)).one().person.name == "Luz Prueba"
    assert "No hay equipo" in officer.get(path.removesuffix("/pasar")).text
    assert "No interesa" in officer.get(path).text
    token = guest.token("/entrar")
    again = {"answer": "yes", "signed": "x", "csrf_token": token}
    assert guest.client.post(link, data=again).status_code == 409


def test_a_link_ends_when_taken_back_or_by_itself_and_cannot_be_made_up(
    app: Flask, officer: Visitor, path: str, session: Session
) -> None:
    first, second = passed(officer, path), passed(officer, path, days="7")
    guest = Visitor(app)
    assert "incompleto" in guest.get(first[:-2], status=404).text
    newest = session.scalars(select(SharedCall).order_by(SharedCall.id)).first()
    assert newest is not None
    officer.send(f"{path}/{newest.id}/retirar", {}, on=path)
    assert "lo retiró" in guest.get(first, status=404).text
    guest.get(second)
    given = app.extensions["puente"]
    app.extensions["puente"] = replace(given, clock=FixedClock(NOW + timedelta(days=8)))
    assert "venció" in guest.get(second, status=404).text
    app.extensions["puente"] = given


def test_the_mail_holds_the_link_and_goes_by_the_outbox(
    app: Flask, officer: Visitor, path: str, session: Session
) -> None:
    passed(officer, path, email="Movilidad@ciudad.example", message="¿Les sirve?")
    mail = session.scalars(select(OutgoingMail)).one()
    assert (mail.recipient, mail.kind) == ("movilidad@ciudad.example", "shared")
    assert "Luz Prueba le pasa una convocatoria: Agua y saneamiento" in mail.subject
    for body in (mail.text, mail.html):
        (link,) = re.findall(r"http://127\.0\.0\.1:8000(/pasada/[\w.-]+)", body)
        assert "¿Les sirve?" in body
        assert "5 de diciembre de 2026" in body
        Visitor(app).get(link)
    bad = {"name": "", "days": "15", "email": "nada", "message": "Mi mensaje"}
    page = officer.send(path, bad, status=422)
    assert page.tree.xpath("//textarea")[0].text.strip() == "Mi mensaje"


def test_who_only_reads_passes_nothing_on(viewer: Visitor, path: str) -> None:
    viewer.get(path, status=403)
    assert "Pasarla a alguien sin cuenta" not in viewer.get(path.removesuffix("/pasar")).links()
