"""An empty installation leads by the hand: the first account by a link, then what is missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from matcher.agency.models import Agency
from matcher.clock import FixedClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine
from matcher.people import passwords
from matcher.people.first import LASTS, first_link
from matcher.settings import Settings
from tests.matcher.mail.moody import Moody, free_port
from tests.matcher.web.conftest import CHEAP
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import PASSWORD, Visitor
from wsgi import create_app


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    given = Settings(data_dir=tmp_path, secret_key="for tests", agency_name="Agencia")
    engine = open_engine(given.database)
    upgrade(engine)
    engine.dispose()
    app = create_app(given, clock=FixedClock(NOW))
    app.testing = True
    yield app
    app.extensions["puente"].sessions.kw["bind"].dispose()


def link(app: Flask, **ago: float) -> str:
    settings = app.extensions["puente"].settings
    return urlsplit(first_link(settings, now=NOW - timedelta(**ago))).path


def told(email: str = "ana@ciudad.example", **more: str) -> dict[str, str]:
    given = {"name": "Ana Prueba", "password": PASSWORD, "again": PASSWORD, "email": email}
    return given | more


def test_the_link_makes_the_first_account_once(empty: Flask) -> None:
    ana, path = Visitor(empty), link(empty)
    form = ana.get(path).form("")
    page = ana.send(path, {**form, **told(password="corta", again="corta")}, status=422)
    assert "10" in page.text
    page = ana.send(path, {**page.form(""), **told()})
    assert page.heading == "Primeros pasos"
    assert "Faltan 7 pasos" in page.text or "Faltan 6 pasos" in page.text
    ana.get(path, status=404)
    other = Visitor(empty)
    assert "ya se usó o venció" in other.get(path, status=404).text


@pytest.mark.parametrize("broken", ["x", "late"])
def test_no_other_link_opens_it(empty: Flask, broken: str) -> None:
    late = link(empty, seconds=LASTS.total_seconds() + 1)
    Visitor(empty).get(late if broken == "late" else link(empty) + broken, status=404)


def test_there_is_no_first_account_where_there_are_people(app: Flask, visitor: Visitor) -> None:
    visitor.get(link(app), status=404)


def test_facts_decide_what_is_done(admin: Visitor, app: Flask) -> None:
    def done() -> set[str]:
        page = admin.get("/primeros-pasos")
        return set(page.tree.xpath("//li[.//span[text()='Hecho']]/@id"))

    before = done()
    assert {"bank", "people", "lines"} <= before
    assert "Seguir con los primeros pasos" in admin.get("/").links()
    with app.extensions["puente"].sessions() as session:
        session.add(Agency(id=1, name="Agencia", signature="", footer=""))
        session.commit()
    assert done() - before == {"identity"}
    with app.extensions["puente"].sessions() as session:
        session.delete(session.get(Agency, 1))
        session.commit()
    assert done() == before


def test_others_have_no_first_steps(officer: Visitor) -> None:
    officer.get("/primeros-pasos", status=403)
    assert "Seguir con los primeros pasos" not in officer.get("/").links()


def test_the_test_message_says_what_the_server_said(admin: Visitor, app: Flask) -> None:
    assert "PUENTE_SMTP_HOST" in admin.get("/primeros-pasos").text
    server, services = Moody(port=free_port()), app.extensions["puente"]
    given = replace(
        services.settings,
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        mail_from="Puente <avisos@ciudad.example>",
    )
    app.extensions["puente"] = replace(services, settings=given)
    path, on = "/primeros-pasos/correo", "/primeros-pasos"
    page = admin.send(path, {}, on=on, status=502)
    assert "El mensaje de prueba no salió." in page.text
    assert "apagado" in page.text
    with server.listening():
        server.rcpt = "550 5.1.1 No such user"
        assert "5.1.1 No such user" in admin.send(path, {}, on=on, status=502).text
        assert server.taken == []
        server.rcpt = "250 OK"
        assert "El servidor recibió el mensaje" in admin.send(path, {}, on=on).text
    assert len(server.taken) == 1
    assert admin.get(on).tree.xpath("//li[@id='mail']//span[text()='Hecho']")
