"""The agency's own templates in the web: tried, shown, switched on, taken back, and used."""

import shutil
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from proposals.docx import office
from proposals.docx.validate import example_context, look_over
from proposals.docx.wording import words_of
from proposals.models import Export
from proposals.own_templates.names import _ELSEWHERE, ABOUT, template_names
from proposals.own_templates.starter import starter_template
from tests.matcher.web.support import Visitor

PLACE = "/propuestas/plantillas/carta-de-aval"
VERSION = "/propuestas/plantillas/version/1"


def template(*lines: str) -> BytesIO:
    document: Any = Document()
    for line in lines:
        document.add_paragraph(line)
    content = BytesIO()
    document.save(content)
    content.seek(0)
    return content


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)


@pytest.fixture
def clerk(app: Flask) -> Visitor:
    """An officer beside the administrator."""
    return Visitor(app).sign_in("luz@ciudad.example")


def upload(admin: Visitor, content: BytesIO, *, status: int = 200) -> Any:
    return admin.send(PLACE, {"template": [(content, "Nuestra carta.docx")]}, status=status)


def letter(clerk: Visitor) -> list[str]:
    """The paragraphs of a letter of endorsement made now."""
    page = clerk.send("/propuestas/1/documentos", {"document": "aval.docx"})
    link = next(h for h in page.links().values() if h and "/documentos/" in h)
    return [p.text for p in Document(BytesIO(clerk.client.get(link).data)).paragraphs]


@pytest.mark.usefixtures("without_office")
def test_an_own_template_is_used_once_it_is_put_in_force(
    admin: Visitor, clerk: Visitor, session: Session
) -> None:
    clerk.send("/propuestas/nueva", {"project": "1", "call": "1"})
    page = upload(admin, template("NUESTRA CARTA {{ documento.version }}"))
    assert "Está bien" in page.text
    assert not any("NUESTRA CARTA" in text for text in letter(clerk))
    assert "En uso" in admin.send(f"{VERSION}/usar", {}, on=VERSION).text
    assert "La nuestra, versión 1" in admin.get("/propuestas/plantillas").text
    assert letter(clerk)[0] == "NUESTRA CARTA 2"
    assert "Plantilla propia, versión 1" in clerk.get("/propuestas/1/documentos").text
    page = admin.send(f"{PLACE}/de-puente", {}, on=PLACE)
    assert "La de Puente" in admin.get("/propuestas/plantillas").text
    assert not any("NUESTRA CARTA" in text for text in letter(clerk))
    admin.send(f"{VERSION}/quitar", {}, on=VERSION)
    assert "Versión 1" in admin.get(PLACE).text  # a document was made with it
    exports = session.scalars(select(Export).order_by(Export.id)).all()
    assert [one.own_template_id for one in exports] == [None, 1, None]
    deeds = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    told = [deed for deed in deeds if deed.startswith("template.")]
    assert told == ["template.uploaded", "template.in-force", "template.shipped-again"]


@pytest.mark.usefixtures("without_office")
def test_a_bad_template_comes_back_marked_and_is_not_used(admin: Visitor) -> None:
    page = upload(admin, template("{{ documento.titulo }}", "{{ campo.metodologa.texto }}"))
    assert "1 cosa por corregir" in page.text
    assert "¿Quiso decir «campo.metodologia.texto»?" in page.text
    marked: Any = Document(BytesIO(admin.client.get(f"{VERSION}/marcada.docx").data))
    (comment,) = marked.comments
    assert "campo.metodologia.texto" in comment.text
    admin.client.post(f"{VERSION}/usar")
    assert "En uso" not in admin.get(PLACE).text
    assert "Versión 1" not in admin.send(f"{VERSION}/quitar", {}, on=PLACE).text


@pytest.mark.usefixtures("without_office")
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("carta.pdf", b"%PDF-1.4 carta", "guárdela como «Documento de Word (.docx)»"),
        ("carta.docx", b"", "Escoja otro"),
        ("carta.docx", b"no es nada", "Guárdelo en uno de esos formatos"),
    ],
)
def test_what_is_no_template_is_refused_in_words(
    admin: Visitor, name: str, content: bytes, told: str
) -> None:
    page = admin.send(PLACE, {"template": [(BytesIO(content), name)]}, status=422)
    assert told in page.text


@pytest.mark.usefixtures("without_office")
def test_the_same_file_twice_is_told_and_a_newer_version_can_be_left_for_an_older(
    admin: Visitor,
) -> None:
    first = template("PRIMERA {{ documento.titulo }}").getvalue()
    upload(admin, BytesIO(first))
    assert "es la versión 1" in upload(admin, BytesIO(first), status=422).text
    upload(admin, template("SEGUNDA {{ documento.titulo }}"))
    second = VERSION.replace("/1", "/2")
    admin.send(f"{second}/usar", {}, on=second)
    page = admin.send(f"{VERSION}/usar", {}, on=PLACE)
    assert page.text.count("En uso") >= 1
    assert "Está en uso" not in page.text
    assert "La nuestra, versión 1" in admin.get("/propuestas/plantillas").text


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_the_starter_passes_and_is_shown_page_by_page(admin: Visitor) -> None:
    content = admin.client.get("/propuestas/plantillas/de-partida-es.docx").data
    page = upload(admin, BytesIO(content))
    assert "Así queda, con un ejemplo" in page.text
    assert admin.client.get(f"{VERSION}/muestra.pdf").data.startswith(b"%PDF-")
    picture = admin.client.get(f"{VERSION}/pagina-1.png")
    assert picture.data.startswith(b"\x89PNG")
    assert admin.client.get(f"{VERSION}/pagina-99.png").status_code == 404


def test_the_starter_is_whole_in_both_languages(tmp_path: Any) -> None:
    for language in ("es", "en"):
        path = tmp_path / f"{language}.docx"
        path.write_bytes(starter_template(words_of(language)))
        assert look_over(str(path)) == []


def test_every_name_of_the_context_is_told_of() -> None:
    context = example_context()
    rooms = set(context) - _ELSEWHERE
    assert {name.partition(".")[0] for name in ABOUT} == rooms
    for room in rooms:
        if isinstance(context[room], dict):
            told = {n.partition(".")[2] for n in ABOUT if n.startswith(f"{room}.")}
            assert told == set(context[room]), room


def test_names_are_looked_for_in_words_and_say_who_reads_them(admin: Visitor) -> None:
    page = admin.get("/propuestas/plantillas/campos?q=metodologia")
    assert "{{ campo.metodologia.texto }}" in page.text
    assert "{{ documento.titulo }}" not in page.text
    internal = [one for one in template_names(words_of("es")) if one.audience == "interno"]
    assert "{{ campo.aval_razon.texto }}" in {one.write for one in internal}
    assert "Ningún dato se llama así" in admin.get("/propuestas/plantillas/campos?q=zzz").text


def test_only_who_administers_may(officer: Visitor) -> None:
    officer.get("/propuestas/plantillas", status=403)
    assert "Plantillas de Word" not in officer.get("/propuestas").text
