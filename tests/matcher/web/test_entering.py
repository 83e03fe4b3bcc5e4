"""Accounts that are asked for and granted, and passwords that nobody else ever knows."""

import re
import statistics
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.clock import FixedClock
from matcher.mail.models import OutgoingMail
from matcher.people import granting
from matcher.people.links import password_link
from matcher.people.models import AccessRequest, FailedAttempt, Person
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import PASSWORD, Page, Visitor

NEW = {"name": "Nora Prueba", "email": "Nora@ciudad.example", "role": "profesional"}
PHRASE = "cuatro gatos leen despacio"


def with_mail(app: Flask) -> None:
    given = app.extensions["puente"]
    settings = replace(given.settings, smtp_host="127.0.0.1", mail_from="puente@ciudad.example")
    app.extensions["puente"] = replace(given, settings=settings)


def person(session: Session, email: str) -> Person:
    return session.scalars(select(Person).where(Person.email == email)).one()


def shown_link(page: Page) -> str:
    return str(page.tree.xpath("//input[@id='link']/@value")[0]).removeprefix(
        "http://127.0.0.1:8000"
    )


def choose(visitor: Visitor, link: str, password: str = PHRASE, *, status: int = 200) -> Page:
    return visitor.send(link, {"password": password, "again": password}, status=status)


def test_administration_proposes_and_direccion_grants(app: Flask, session: Session) -> None:
    admin, director = (Visitor(app).sign_in(f"{n}@ciudad.example") for n in ("admin", "dir"))
    page = admin.send("/personas/nueva", NEW)
    assert "Propuesto. Lo decide la dirección." in page.text
    assert "Conceder" not in page.text
    assert session.scalars(select(Person).where(Person.email == "nora@ciudad.example")).all() == []
    admin.send("/personas/solicitudes/1/conceder", {}, on="/personas", status=403)
    assert "Nora Prueba" in director.get("/personas").text
    link = shown_link(director.send("/personas/solicitudes/1/conceder", {}, on="/personas"))
    assert link not in director.get("/personas").text
    visitor = Visitor(app)
    choose(visitor, link)
    Visitor(app).sign_in("nora@ciudad.example", PHRASE)
    visitor.get(link, status=404)
    director.send("/personas/solicitudes/1/conceder", {}, on="/personas", status=404)
    done = [e.action for e in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    told = ["access.asked", "access.granted", "person.link-given", "person.password-set"]
    assert done[-4:] == told
    assert "concedió el acceso" in admin.get("/auditoria").text


def test_another_role_waits_and_closing_does_not(app: Flask, session: Session) -> None:
    admin, director = (Visitor(app).sign_in(f"{n}@ciudad.example") for n in ("admin", "dir"))
    luz = person(session, "luz@ciudad.example")
    wider = {"role": "direccion", "department": "", "active": "y"}
    admin.send(f"/personas/{luz.id}", wider)
    session.expire_all()
    assert luz.role == "profesional"
    director.send("/personas/solicitudes/1/negar", {}, on="/personas")
    session.expire_all()
    assert luz.role == "profesional"
    admin.send(f"/personas/{luz.id}", {"role": "profesional", "department": ""})
    session.expire_all()
    assert not luz.active
    admin.send(f"/personas/{luz.id}", {"role": "profesional", "department": "", "active": "y"})
    session.expire_all()
    assert not luz.active, "opening again is giving access"
    director.send(f"/personas/{luz.id}", {"role": "consulta", "department": "", "active": "y"})
    session.expire_all()
    assert (luz.active, luz.role) == (True, "consulta")


def test_a_person_asks_and_cannot_grant_it_to_themselves(app: Flask, session: Session) -> None:
    luz, director = (Visitor(app).sign_in(f"{n}@ciudad.example") for n in ("luz", "dir"))
    asked = {"role": "direccion", "department": "", "why": "Reemplazo a Dina"}
    assert "Lo decide la dirección" in luz.send("/perfil/acceso", asked).text
    luz.client.get("/personas", follow_redirects=True)
    luz.send("/personas/solicitudes/1/conceder", {}, on="/perfil", status=403)
    assert "Reemplazo a Dina" in director.get("/personas").text
    director.send("/perfil/acceso", asked | {"role": "administracion"})
    page = director.send("/personas/solicitudes/2/conceder", {}, on="/personas", status=403)
    assert "Otra persona debe conceder" in page.text


def test_a_stranger_asks_and_learns_nothing(app: Flask, session: Session) -> None:
    visitor = Visitor(app)
    asked = {"name": "Nora", "department": "", "why": "Trabajo en Salud"}
    answers = {
        visitor.send("/pedir-acceso", asked | {"email": email}).text
        for email in ("nora@ciudad.example", "luz@ciudad.example")
    }
    assert len(answers) == 1
    (waiting,) = session.scalars(select(AccessRequest))
    assert (waiting.email, waiting.role, waiting.asked_by) == (
        "nora@ciudad.example",
        "consulta",
        None,
    )
    for _ in range(2):
        visitor.send("/pedir-acceso", asked | {"email": "nora@ciudad.example"})
    visitor.send("/pedir-acceso", asked | {"email": "nora@ciudad.example"}, status=429)
    assert len(session.scalars(select(AccessRequest)).all()) == 1


def test_asking_does_as_much_and_says_as_much_for_who_has_an_account(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"name": "Nora", "department": "", "why": ""}
    done: list[str] = []
    engine = app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *given: done.append(given[2]))
    answers, written = set(), []
    for most in (200, 0):  # and where too many wait already
        monkeypatch.setattr(granting, "MOST_WAITING", most)
        for email in ("luz@ciudad.example", f"nadie{most}@ciudad.example"):
            done.clear()
            status = 200 if most else 422
            page = Visitor(app).send("/pedir-acceso", asked | {"email": email}, status=status)
            answers.add((most, re.sub(rf'(nonce|value)="[^"]+"|{email}', "", page.text)))
            written.append(sum("INSERT INTO access_request" in one for one in done))
    assert len(answers) == 2
    assert written == [1, 1, 0, 0]
    assert [one.email for one in session.scalars(select(AccessRequest))] == [
        "nadie200@ciudad.example"
    ]


def test_without_direccion_administration_grants(app: Flask, session: Session) -> None:
    person(session, "dir@ciudad.example").active = False
    session.commit()
    admin = Visitor(app).sign_in("admin@ciudad.example")
    assert shown_link(admin.send("/personas/nueva", NEW)).startswith("/contrasena/")
    assert person(session, "nora@ciudad.example").role == "profesional"


def test_a_link_comes_by_mail_and_serves_once(app: Flask, session: Session) -> None:
    with_mail(app)
    here = Visitor(app).sign_in("luz@ciudad.example")
    page = Visitor(app).send("/contrasena/olvidada", {"email": " LUZ@ciudad.example"})
    assert "Si hay una cuenta con ese correo" in page.text
    (mail,) = session.scalars(select(OutgoingMail))
    assert (mail.kind, mail.recipient) == ("password", "luz@ciudad.example")
    assert mail.expires_at == NOW + timedelta(hours=2)
    link = str(re.findall(r"http://127\.0\.0\.1:8000(/contrasena/\S+)", mail.text)[0])
    visitor = Visitor(app)
    assert "se adivina" in choose(visitor, link, "medellin2026", status=422).text
    choose(visitor, link)
    visitor.get(link, status=404)
    assert here.client.get("/perfil").status_code == 302, "sessions of before end"
    Visitor(app).sign_in("luz@ciudad.example", PHRASE)


@pytest.mark.parametrize("later", [timedelta(hours=2, seconds=1), timedelta(days=300)])
def test_a_link_runs_out(app: Flask, session: Session, later: timedelta) -> None:
    given = app.extensions["puente"]
    luz = person(session, "luz@ciudad.example")
    link = password_link(given.settings, luz, "reset", now=NOW)
    path = link.removeprefix(given.settings.base_url)
    app.extensions["puente"] = replace(given, clock=FixedClock(NOW + later))
    assert "venció" in Visitor(app).get(path, status=404).text
    app.extensions["puente"] = given
    Visitor(app).get(f"{path[:-2]}xx", status=404)
    Visitor(app).get(path)


def test_who_has_an_account_cannot_be_found_out(app: Flask, session: Session) -> None:
    with_mail(app)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()

    def asked(email: str) -> tuple[str, float]:
        started = time.process_time()
        page = client.post("/contrasena/olvidada", data={"email": email})
        spent = time.process_time() - started
        with app.extensions["puente"].sessions.begin() as aside:
            aside.query(FailedAttempt).delete()
        return re.sub(r'(nonce|value)="[^"]+"', "", page.text), spent

    asked("luz@ciudad.example")
    known, unknown = (
        [asked(email) for _ in range(7)] for email in ("luz@ciudad.example", "no@ciudad.example")
    )
    assert {page for page, _ in known} == {page for page, _ in unknown}
    ratio = statistics.median(t for _, t in unknown) / statistics.median(t for _, t in known)
    assert 0.5 < ratio < 2
    assert {m.recipient for m in session.scalars(select(OutgoingMail))} == {"luz@ciudad.example"}


def test_an_account_without_a_password_opens_to_nobody(app: Flask, session: Session) -> None:
    director = Visitor(app).sign_in("dir@ciudad.example")
    director.send("/personas/nueva", NEW)
    sent = {"email": "nora@ciudad.example", "password": PASSWORD}
    assert "no coinciden" in Visitor(app).send("/entrar", sent, status=401).text
