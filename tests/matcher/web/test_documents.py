"""Documents of projects and pursuits: judged by content, downloaded whole, taken off and back."""

from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.files import keeping
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.following import open_pursuit
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Page, Visitor

PDF = b"%PDF-1.7\nlo que dice\n%%EOF\n"
OF_PROJECT = "/documentos/proyecto/1"


def add(
    visitor: Visitor,
    content: bytes,
    name: str = "Estudio de suelos.exe",
    *,
    path: str = OF_PROJECT,
    about: str = "Estudio",
    status: int = 200,
) -> Page:
    given = MultiDict([("file", (BytesIO(content), name)), ("about", about)])
    return visitor.send(path, given, status=status)


def test_a_document_is_kept_named_for_what_it_is_and_comes_only_as_a_download(
    officer: Visitor, session: Session
) -> None:
    page = add(officer, PDF)
    assert page.links()["Estudio de suelos.pdf"] == "/documentos/1"
    shown = officer.get("/proyectos/1")
    assert shown.links()["Estudio de suelos.pdf"] == "/documentos/1"
    answer = officer.client.get("/documentos/1")
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    noted = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first()
    assert noted == "export.filed"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_without_room_on_the_disk_the_page_says_so(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "written_whole", lambda _: nullcontext(Path("/dev/full")))
        page = add(officer, PDF, status=503)
    assert page.heading == "No queda espacio en el disco del servidor"
    assert "Estudio de suelos.pdf" in add(officer, PDF).links()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ\x90\x00", "no es un PDF, una imagen"),
        (b"<html><script>alert(1)</script>", "no es un PDF, una imagen"),
        (b"", "está vacío"),
        (b"PK\x03\x04broken", "está dañado"),
    ],
)
def test_what_is_in_it_decides_and_what_was_typed_is_given_back(
    officer: Visitor, content: bytes, told: str
) -> None:
    page = add(officer, content, "informe.pdf", about="El informe", status=422)
    assert told in page.text
    assert page.form("")["about"] == "El informe"
    assert "Nadie ha adjuntado nada." in officer.get("/proyectos/1").text


def test_too_large_too_often_and_none_at_all(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Escoja un archivo." in officer.send(OF_PROJECT, {"about": ""}, status=422).text
    add(officer, PDF)
    assert "ya está aquí, como «Estudio de suelos.pdf»" in add(officer, PDF, status=422).text
    monkeypatch.setattr(keeping, "MOST_BYTES", 10)
    assert "pasa de" in add(officer, PDF + b"x", status=422).text


def test_taken_off_and_put_back_with_who_did_it(officer: Visitor, app: Flask) -> None:
    add(officer, PDF)
    page = officer.send("/documentos/1/quitar", {}, on=OF_PROJECT)
    assert "1 quitado" in page.text
    assert "Nadie ha adjuntado nada." in officer.get("/proyectos/1").text
    page = officer.send("/documentos/1/quitar", {"back": "yes"}, on=OF_PROJECT)
    assert "1 quitado" not in page.text
    with transaction(app.extensions["puente"].sessions) as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_type == "project"))
        assert [(one.action, one.detail["file"]) for one in entries] == [
            (f"document.{what}", "Estudio de suelos.pdf")
            for what in ("added", "removed", "restored")
        ]


def test_of_a_pursuit_and_only_by_who_may(officer: Visitor, app: Flask) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        luz = session.scalars(select(Person).order_by(Person.id)).first()
        call = session.get(Call, 1)
        assert luz is not None
        assert call is not None
        open_pursuit(session, call, session.get(Project, 1), person=luz, at=NOW)
    add(officer, PDF, path="/documentos/seguimiento/1")
    assert "Estudio de suelos.pdf" in officer.get("/seguimiento/1").links()
    viewer = Visitor(app).sign_in("ver@ciudad.example")
    assert viewer.client.get("/documentos/1").data == PDF
    assert "Agregar un documento" not in viewer.get("/documentos/seguimiento/1").text
    viewer.send("/documentos/1/quitar", {}, on="/perfil", status=403)
    viewer.send(OF_PROJECT, {}, on="/perfil", status=403)
    officer.get("/documentos/proyecto/999", status=404)
    officer.get("/documentos/99", status=404)
