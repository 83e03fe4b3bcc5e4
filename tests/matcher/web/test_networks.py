"""Redes de ciudades through the pages: the sheet, its decision, its review, who may write."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from matcher.audit.models import AuditEntry
from matcher.db.session import transaction
from matcher.networks.models import Network
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

NEW = "/redes/nueva"


def sheet(officer: Visitor, path: str = NEW, **typed: str) -> dict[str, str]:
    values = dict(officer.get(path).form(""))
    return values | typed


def test_a_sheet_is_written_with_only_its_name_and_says_what_is_not_known(
    officer: Visitor,
) -> None:
    assert "Todavía no hay redes" in officer.get("/redes").text
    page = officer.send(NEW, sheet(officer, name="Red del agua"))
    assert page.heading == "Red del agua"
    assert "Sin responder: ¿Cuál es su misión y su objetivo?" in page.text
    assert "no se sabe" in page.text
    listed = officer.get("/redes").text
    assert "6 preguntas sin responder" in listed
    assert "En estudio" in listed


def test_the_decision_with_its_cost_and_what_was_left_unasked(officer: Visitor) -> None:
    officer.send(NEW, sheet(officer, name="Red del agua"))
    page = officer.send(
        "/redes/1/editar",
        sheet(
            officer,
            "/redes/1/editar",
            mission="Cuidar el agua.",
            cost="USD 3.000",
            decision="joined",
            decided_by="El Concejo",
            decided_on="2026-01-15",
            review_on="2026-12-01",
        ),
    )
    assert "Se decidió con 5 preguntas sin responder." in page.text
    assert "Somos miembros" in page.text
    assert "3.000 USD" in page.text
    assert "El Concejo" in page.text
    assert "Está cerca" in page.text
    assert "Hay que revisar esta red el 1 de diciembre de 2026" in officer.get("/").text


def test_a_sheet_that_contradicts_itself_is_given_back_whole(officer: Visitor) -> None:
    for typed, told in (
        ({"name": " "}, "Escriba este dato."),
        ({"url": "red.example"}, "con https://"),
        ({"decided_by": "El Concejo"}, "Dice que está en estudio"),
        ({"cost": "3.000"}, "Escriba el costo con su moneda."),
        ({"decision": "joined", "decided_on": "2030-01-01"}, "un día que no ha llegado"),
        (
            {"decision": "joined", "decided_on": "2026-05-01", "review_on": "2026-04-01"},
            "La revisión va después",
        ),
    ):
        given = sheet(officer, name="Red", mission="No se pierde.") | typed
        page = officer.send(NEW, given, status=422)
        assert told in page.text, typed
        assert "No se pierde." in page.text


def test_two_at_one_sheet_lose_nothing(officer: Visitor, app: Flask) -> None:
    officer.send(NEW, sheet(officer, name="Red"))
    mine = sheet(officer, "/redes/1/editar", mission="Lo mío.")
    officer.send("/redes/1/editar", sheet(officer, "/redes/1/editar", mission="Lo de otra."))
    page = officer.send("/redes/1/editar", mine, status=409)
    assert "Lo de otra." in page.text
    assert "Lo mío." in page.text
    page = officer.send("/redes/1/editar", dict(page.form("")))
    assert "Lo mío." in page.text
    with transaction(app.extensions["puente"].sessions) as session:
        told = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert told is not None
        assert told.action == "network.changed"
        assert told.detail == {
            "before": {"mission": "Lo de otra."},
            "after": {"mission": "Lo mío."},
        }


def test_put_away_and_taken_out_again(officer: Visitor, app: Flask) -> None:
    officer.send(NEW, sheet(officer, name="Red"))
    page = officer.send("/redes/1/archivar", {"archived": "yes"}, on="/redes/1")
    assert "Archivada el" in page.text
    assert "1 archivada" in officer.get("/redes").text
    with transaction(app.extensions["puente"].sessions) as session:
        session.scalars(select(Network)).one().review_on = NOW.date() - timedelta(days=1)
    assert "Red por revisar" not in officer.get("/").text
    officer.send("/redes/1/archivar", {"archived": "no"}, on="/redes/1")
    assert "y sigue pendiente" in officer.get("/").text


def test_who_only_reads_writes_nothing(viewer: Visitor) -> None:
    viewer.get("/redes")
    viewer.get(NEW, status=403)
    viewer.get("/redes/99", status=404)
