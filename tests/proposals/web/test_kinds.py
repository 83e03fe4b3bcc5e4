"""Every kind of document from its page: asked for, watched, fetched."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agency.models import Agency
from matcher.clock import FixedClock
from matcher.files.keeping import Upload, keep_file
from proposals.documents import making
from proposals.documents.watching import LONGEST, documents_of
from proposals.docx import office
from proposals.errors import DocumentError
from proposals.models import Draft, Export
from proposals.web import documents
from tests.conftest import NOON
from tests.matcher.web.support import Visitor

PDF = b"%PDF-1.4 letter"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)


def fetched(officer: Visitor, draft: int, document: str) -> bytes:
    path = f"/propuestas/{draft}/documentos"
    page = officer.send(path, {"document": document})
    assert "Documento listo" in page.text
    link = next(h for h in page.links().values() if h and "/documentos/" in h)
    return bytes(officer.client.get(link).data)


def test_each_kind_is_made_and_the_bundle_has_the_annexes(officer: Visitor, draft: int) -> None:
    book = load_workbook(BytesIO(fetched(officer, draft, "presupuesto.xlsx")))
    assert "Resumen" in book.sheetnames
    letter = Document(BytesIO(fetched(officer, draft, "aval.docx")))
    assert any("aval institucional" in p.text for p in letter.paragraphs)
    file = {"kind": "carta", "file": [(BytesIO(PDF), "carta.pdf")]}
    officer.send(f"/propuestas/{draft}/anexos", file)
    receipt = {"kind": "constancia", "file": [(BytesIO(PDF + b"2"), "constancia.pdf")]}
    officer.send(f"/propuestas/{draft}/anexos", receipt)
    with zipfile.ZipFile(BytesIO(fetched(officer, draft, "paquete.zip"))) as bundle:
        names = bundle.namelist()
    assert "anexos/01-carta.pdf" in names
    assert not any("constancia" in name for name in names)
    assert [name.rpartition(".")[2] for name in names[:2]] == ["docx", "xlsx"]
    page = officer.send(f"/propuestas/{draft}/documentos", {"document": "ficha.xlsx"})
    assert "no sale como «.xlsx»" in page.text


def test_a_document_can_be_left_and_come_back_to(
    officer: Visitor, draft: int, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "PATIENCE", 0)
    started: list[tuple[Any, Any]] = []

    def leave(*arguments: Any, **named: Any) -> Any:
        started.append((arguments, named))
        return SimpleNamespace(status="running")

    monkeypatch.setattr(documents, "run_document", leave)
    page = officer.send(f"/propuestas/{draft}/documentos", {"document": "ficha.docx"})
    assert "Se está haciendo" in page.text
    path = f"/propuestas/{draft}/documentos"
    assert "http-equiv" in officer.client.get(path).text
    export = session.scalars(select(Export)).one()
    officer.get(f"/propuestas/{draft}/documentos/{export.id}", status=404)
    assert "ficha" not in officer.get(f"/propuestas/{draft}/proceso").text
    (arguments, named) = started[0]
    run = making.run_document(*arguments, **named)
    assert (run.status, run.done, run.total) == ("ok", 2, 2)
    page = officer.get(path)
    assert "El más reciente" in page.text
    assert "http-equiv" not in officer.client.get(path).text


def test_what_goes_wrong_is_told_and_leaves_no_file(
    officer: Visitor, draft: int, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise DocumentError("LibreOffice no pudo hacer el PDF. Inténtelo otra vez.")

    monkeypatch.setattr(making, "build", refuse)
    page = officer.send(f"/propuestas/{draft}/documentos", {"document": "ficha.docx"})
    assert "LibreOffice no pudo hacer el PDF" in page.text
    export = session.scalars(select(Export)).one()
    assert export.fingerprint == ""
    monkeypatch.undo()
    export.at = NOON - LONGEST - timedelta(minutes=1)
    one = Draft(id=draft)
    (told,) = documents_of(session, one, now=FixedClock(NOON).now())
    assert told.state == "failed"


def test_the_logo_stands_in_the_documents(officer: Visitor, draft: int, session: Session) -> None:
    settings = officer.app.extensions["puente"].settings
    _name, logo = keep_file(session, settings, Upload(filename="logo.png", content=PNG))
    session.add(
        Agency(id=1, name="Secretaría de Paz", signature="", footer="", logo=logo.fingerprint)
    )
    session.commit()
    document = Document(BytesIO(fetched(officer, draft, "aval.docx")))
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == "Secretaría de Paz"


def test_more_pages_than_the_call_allows_are_told_with_the_documents_and_at_the_end(
    officer: Visitor, draft: int, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = making.build
    monkeypatch.setattr(making, "build", lambda *a, **k: replace(made(*a, **k), pages=17))
    officer.client.put(
        f"/propuestas/{draft}/respuestas/limite_paginas",
        json={"value": "15"},
        headers={"If-Match": '"0"'},
    )
    path = f"/propuestas/{draft}/documentos"
    assert "Más largo" not in officer.get(path).text
    officer.send(path, {"document": "completa-es.docx"})
    export = session.scalars(select(Export)).one()
    assert export.pages == 17
    told = f"«{export.filename}» tiene 17 páginas, con portada y contenido, y la convocatoria"
    page = officer.get(path)
    assert "Debería ocupar 15 páginas y ocupa 17" in page.text
    assert told in page.text
    assert told in officer.get(f"/propuestas/{draft}/aplicar").text
    monkeypatch.setattr(making, "build", lambda *a, **k: replace(made(*a, **k), pages=14))
    officer.send(path, {"document": "completa-es.docx"})
    assert told not in officer.get(f"/propuestas/{draft}/aplicar").text
