"""The document is whole in the language chosen for it; what a person wrote stays as written."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.demo.answers import typed_answers
from proposals.docx import office
from proposals.drafts import new_row
from proposals.models import Answer, Draft, Export
from proposals.saving import Save, save
from proposals.steps import FIELDS
from tests.conftest import NOON
from tests.matcher.web.support import Visitor
from tests.matcher.web.tongues import long_words, odd, vocabulary

ENGLISH_CALL = 2


@pytest.fixture
def number(officer: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    """A proposal to a call in English, with the answers of the demo in it."""
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    officer.send("/propuestas/nueva", {"project": "1", "call": str(ENGLISH_CALL)})
    draft = session.scalars(select(Draft)).one()
    for key, value in typed_answers(date(2027, 6, 30), currency="USD"):
        held = [a.version for a in draft.answers if a.field == key]
        table = FIELDS[key].is_table
        base = 0 if table else next(iter(held), 0)
        given = Save(field=key, row=new_row() if table else "", value=value, base=base)
        save(session, draft, given, person=draft.owner, at=NOON)
    bought = {
        "rubro": "equipos",
        "concepto": "Sensores",
        "cantidad": "1",
        "valor_unitario": "1.250.000,50",
        "fuente": "solicitado",
    }
    save(
        session,
        draft,
        Save(field="presupuesto", row=new_row(), value=bought, base=0),
        person=draft.owner,
        at=NOON,
    )
    session.commit()
    return draft.id


def made(officer: Visitor, session: Session, number: int, language: str | None) -> bytes:
    path = f"/propuestas/{number}/documentos"
    form = officer.get(path).form("")
    if language:
        form["document_language"] = language
    officer.send(path, form)
    export = session.scalars(select(Export).order_by(Export.id.desc())).first()
    assert export is not None
    return bytes(officer.client.get(f"{path}/{export.id}").data)


def said(content: bytes) -> Iterator[str]:
    """All there is to read in a document: text, headers, titles of tables, what pictures show."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"word/(?:document|header\d*|footer\d*)\.xml", name):
                continue
            tree = etree.fromstring(archive.read(name))
            for paragraph in tree.iter(qn("w:p")):
                yield "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
            for element in tree.iter():
                if element.tag == qn("w:tblCaption"):
                    yield str(element.get(qn("w:val")))
                yield from (element.get(key) for key in ("descr", "string") if element.get(key))


def written(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from written(part)
    elif isinstance(value, str) and len(value) > 3:
        yield from value.splitlines()


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_document_speaks_one_language(
    officer: Visitor, session: Session, number: int, language: str
) -> None:
    content = made(officer, session, number, language)
    session.expire_all()
    typed = {line for a in session.scalars(select(Answer)) for line in written(a.value)}
    typed |= {"Agencia de prueba", "Gobernanza y construcción de paz"}
    found = []
    for text in said(content):
        left = text
        for own in sorted(typed, key=len, reverse=True):
            left = left.replace(own, " ")
        foreign = vocabulary(language) & {*long_words(left)}
        if foreign or odd(left.strip(), language):
            found.append((text, foreign))
    assert found == []
    styles = {style.name for style in Document(BytesIO(content)).styles}
    assert ("Campo vacío" in styles) is (language == "es")
    assert Document(BytesIO(content)).core_properties.language[:2] == language


def test_days_and_sums_are_those_of_the_language(
    officer: Visitor, session: Session, number: int
) -> None:
    spanish = "\n".join(said(made(officer, session, number, "es")))
    english = "\n".join(said(made(officer, session, number, "en")))
    assert "30\u00a0June 2027" in english
    assert "USD\u00a01,323,300.50" in english
    assert "1,250,000.50" in english
    assert "100.0%" in english
    assert "30\u00a0de junio de 2027" in spanish
    assert "1.323.300,50\u00a0USD" in spanish
    assert "100,0\u00a0%" in spanish


def test_the_language_is_that_of_an_english_call_and_a_choice_is_kept(
    officer: Visitor, session: Session, number: int
) -> None:
    english = "\n".join(said(made(officer, session, number, None)))
    assert "Contents" in english
    assert "Ejemplo. Se empieza con un diagnóstico participativo" in english
    assert "Contenido" in "\n".join(said(made(officer, session, number, "es")))
    assert "Contenido" in "\n".join(said(made(officer, session, number, None)))
    officer.send("/propuestas/nueva", {"project": "1", "call": "1"})
    assert session.get_one(Draft, number + 1).language == "es"


def test_what_puente_filled_in_follows_the_language_and_what_a_person_wrote_does_not(
    officer: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    officer.send("/propuestas/nueva", {"project": "1", "call": "1"})
    draft = session.scalars(select(Draft)).one()

    def texts(field: str) -> list[Any]:
        session.expire_all()
        return [a.value for a in draft.answers if a.field == field and not a.deleted]

    first, *others = [a for a in draft.answers if a.field == "requisitos"]
    kept = {**first.value, "texto": "Lo escribimos nosotras", "cumple": "si"}
    touched = Save(field="requisitos", row=first.row, value=kept, base=first.version)
    save(session, draft, touched, person=draft.owner, at=NOON)
    half = {**others[0].value, "cumple": "si"}
    given = Save(field="requisitos", row=others[0].row, value=half, base=others[0].version)
    save(session, draft, given, person=draft.owner, at=NOON)
    session.commit()
    before = [row["texto"] for row in texts("requisitos")]
    assert texts("cierre_hora") == ["17:00 hora de Bruselas"]
    made(officer, session, draft.id, "en")
    assert texts("cierre_hora") == ["17:00 Brussels time"]
    rows = texts("requisitos")
    assert rows[0] == kept
    assert "can take part" in rows[1]["texto"]
    assert rows[1]["cumple"] == "si"
    made(officer, session, draft.id, "es")
    assert [row["texto"] for row in texts("requisitos")] == before
    officer.send(f"/propuestas/{draft.id}/documentos", {"document_language": "fr"}, status=422)
