"""The agency's profile, people, texts and files, and how they get into a proposal."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.mail.models import OutgoingMail
from proposals.models import Answer, DraftComment
from tests.matcher.web.support import Visitor

PDF = b"%PDF-1.7\n%%EOF\n"
ENTITY = {
    "name": "Alcaldía de prueba",
    "nit": "890.900.000-1",
    "representative": "Rita Prueba",
    "experiencia-0-proyecto": "Parques del río",
    "experiencia-0-monto": "120.000",
    "version": "0",
}


def stored(session: Session, field: str) -> list[Any]:
    session.expire_all()
    found = session.scalars(select(Answer).where(Answer.field == field).order_by(Answer.id))
    return [answer.value for answer in found]


def zipped(*names: str, **files: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_the_profile_fills_new_proposals_and_is_offered_to_those_begun(
    officer: Visitor, draft: int, session: Session
) -> None:
    officer.send("/propuestas/entidad", ENTITY)
    page = officer.get("/propuestas/1/aval")
    assert "La ficha de la entidad dice: «890.900.000-1»" in page.text
    form = page.form("/propuestas/1/aval")
    form["usar"] = "entidad_nit"
    officer.send("/propuestas/1/aval", form)
    assert stored(session, "entidad_nit") == ["890.900.000-1"]
    officer.send("/propuestas/nueva", {"project": "2", "call": "1"})
    assert officer.get("/propuestas/2/aval").form("/propuestas/2/aval")["campo-entidad_nit"] == (
        "890.900.000-1"
    )
    assert stored(session, "experiencia") == [{"proyecto": "Parques del río", "monto": "120.000"}]
    assert stored(session, "representante_nombre") == ["Rita Prueba"]


def test_two_people_on_the_profile(officer: Visitor, session: Session) -> None:
    officer.send("/propuestas/entidad", ENTITY)
    other = ENTITY | {"nit": "otro", "version": "0"}
    page = officer.send("/propuestas/entidad", other, status=409)
    assert page.form("/propuestas/entidad")["nit"] == "otro"
    page = officer.send("/propuestas/entidad", page.form("/propuestas/entidad"))
    assert page.form("/propuestas/entidad")["nit"] == "otro"


def test_somebody_of_the_team_comes_with_profile_and_cv(
    officer: Visitor, draft: int, session: Session
) -> None:
    told = {"name": "Ana Ejemplo", "position": "Ingeniera", "profile": "Diez años en agua"}
    told_cv: dict[str, Any] = {**told, "cv": [(BytesIO(PDF), "C:\\docs\\Ana <cv>.PDF")]}
    officer.send("/propuestas/entidad/personas/nueva", told_cv)
    cv = officer.client.get("/propuestas/entidad/personas/1/hoja-de-vida")
    assert cv.data == PDF
    form = officer.get("/propuestas/1/interes").form("/propuestas/1/interes")
    form["traer"] = "equipo"
    officer.send("/propuestas/1/interes", form)
    assert stored(session, "equipo") == [
        {"nombre": "Ana Ejemplo", "cargo": "Ingeniera", "perfil": "Diez años en agua"}
    ]
    assert "Ana -cv-.pdf" in officer.get("/propuestas/1/anexos").text
    officer.send("/propuestas/entidad/personas/1/retirar", {}, on="/propuestas/entidad")
    assert "Ana Ejemplo" not in officer.get("/propuestas/entidad").text


def test_an_approved_text_goes_into_a_field_after_what_is_there(
    officer: Visitor, draft: int, session: Session
) -> None:
    given = {"title": "Género", "es": "Con enfoque de género.", "en": "Gender-sensitive."}
    officer.send("/propuestas/biblioteca/nuevo", given)
    path = "/propuestas/1/gobernanza"
    form = officer.get(path).form(path)
    form["campo-genero"] = "Lo nuestro."
    form["insertar"], form["bloque"], form["insertar_en"] = "1", "1", "genero"
    officer.send(path, form)
    assert stored(session, "genero") == ["Lo nuestro.\n\nCon enfoque de género."]
    answer = officer.client.get("/propuestas/biblioteca/1/texto?idioma=en")
    assert answer.json == {"text": "Gender-sensitive.", "language": "en"}
    answer = officer.client.get("/propuestas/biblioteca/1/texto?idioma=fr")
    assert answer.json["language"] == "es"


def test_a_text_past_its_day_is_offered_no_more(officer: Visitor, draft: int) -> None:
    given = {"title": "Viejo", "es": "Ya no.", "expires_on": "2026-11-19"}
    officer.send("/propuestas/biblioteca/nuevo", given)
    assert "venció el 19 de noviembre de 2026" in officer.get("/propuestas/biblioteca").text
    assert "Insertar un texto de la biblioteca" not in officer.get("/propuestas/1/gobernanza").text
    bare = {"title": "", "es": "Texto que no se pierde"}
    page = officer.send("/propuestas/biblioteca/nuevo", bare, status=422)
    assert page.form("")["es"].strip() == "Texto que no se pierde"
    officer.send("/propuestas/biblioteca/1/retirar", {}, on="/propuestas/biblioteca")
    assert "1 texto retirado" in officer.get("/propuestas/biblioteca").text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("carta.pdf", b"", "Escoja un archivo|está vacío"),
        ("carta.pdf", b"<script>alert(1)</script>", "no es un PDF"),
        ("carta.pdf", b"MZ\x90\x00", "no es un PDF"),
        ("carta.docx", zipped("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("carta.docx", zipped("cualquiera.txt"), "dañado"),
        ("carta.docx", b"PK\x03\x04 roto", "dañado"),
        ("grande.pdf", PDF + b"0" * (15 * 1024 * 1024), "pasa de 15 MB"),
    ],
)
def test_a_file_is_judged_by_what_is_in_it(
    officer: Visitor, draft: int, name: str, content: bytes, told: str
) -> None:
    given = {"kind": "carta", "file": [(BytesIO(content), name)]}
    page = officer.send("/propuestas/1/anexos", given, status=422)
    assert any(part in page.text for part in told.split("|"))
    assert "Todavía no hay archivos" in page.text


def test_a_file_has_kind_and_expiry_and_its_true_ending(officer: Visitor, draft: int) -> None:
    content = zipped("word/document.xml")
    file = [(BytesIO(content), "../../carta.exe")]
    given = {"kind": "carta", "expires_on": "2026-11-01", "file": file}
    page = officer.send("/propuestas/1/anexos", given)
    assert "carta.docx" in page.text
    assert "venció el 1 de noviembre de 2026" in page.text
    given_back = officer.client.get("/propuestas/1/anexos/1").headers["Content-Disposition"]
    assert given_back == "attachment; filename=carta.docx"
    officer.send("/propuestas/1/anexos/1/quitar", {}, on="/propuestas/1/anexos")
    assert "Todavía no hay archivos" in officer.get("/propuestas/1/anexos").text


def test_kept_files_go_into_the_backup(app: Flask, officer: Visitor, draft: int) -> None:
    file = [(BytesIO(PDF), "carta.pdf")]
    officer.send("/propuestas/1/anexos", {"kind": "carta", "file": file})
    (kept,) = (Path(app.extensions["puente"].settings.documents) / "files").iterdir()
    assert kept.read_bytes() == PDF
    assert kept.stat().st_mode & 0o077 == 0


def test_a_comment_calls_by_name_by_mail_and_is_settled(
    officer: Visitor, draft: int, session: Session
) -> None:
    where = "/propuestas/1/comentarios"
    given = {"field": "resumen", "text": "@dina prueba ¿sube el monto?\n@Nadie"}
    page = officer.send(where, given)
    assert "para Dina Prueba" in page.text
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "proposal")).one()
    assert mail.recipient == "dir@ciudad.example"
    assert "¿sube el monto?" in mail.text
    assert "/propuestas/1/comentarios#comentario-1" in mail.text
    assert "1 comentario sin resolver" in officer.get("/propuestas/1/interes").text
    director = Visitor(officer.app).sign_in("dir@ciudad.example")
    director.send(where, {"parent": "1", "text": "Sí, a 80.000 EUR"})
    heard = session.scalars(select(OutgoingMail.recipient).order_by(OutgoingMail.id)).all()
    assert heard[-1] == "luz@ciudad.example"  # who wrote first hears of the answer
    officer.send(f"{where}/1", {"settled": "1"}, on=where)
    assert session.scalars(select(DraftComment.resolved_by_id)).first() == 1
    assert "comentario sin resolver" not in officer.get("/propuestas/1/interes").text
    page = officer.send(where, {"field": "resumen", "text": "  "}, status=422)
    assert "Escriba el comentario" in page.text


def test_presence_says_who_else_has_it_open_once_however_many_tabs(
    officer: Visitor, draft: int
) -> None:
    def ping(who: Visitor, **given: object) -> Any:
        answer = who.client.put("/propuestas/1/presencia", json=given)
        assert answer.status_code == 200
        return answer.json

    director = Visitor(officer.app).sign_in("dir@ciudad.example")
    assert ping(officer, step="interes") == {"others": "", "closed": None}
    for _tab in range(2):
        ping(director, step="aval")
    assert ping(officer, step="interes")["others"] == "También la tienen abierta: Dina Prueba"
    page = "/propuestas/1/proceso"
    officer.send(f"{page}/ask", {}, on=page)
    director.send(f"{page}/grant", {"reason": "Sí"}, on=page)
    assert "Dina Prueba" in ping(officer, step="interes")["closed"]
    visitor = Visitor(officer.app)
    assert visitor.client.put("/propuestas/1/presencia", json={}).status_code == 401
