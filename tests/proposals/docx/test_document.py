"""The Word document: what was typed is what is read, nothing more, nothing less."""

import shutil
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from proposals.documents.making import make_document
from proposals.docx import office
from proposals.docx.catalogue import find_template
from proposals.docx.context import PICTURE, Facts, build_context
from proposals.docx.document import word_file
from proposals.docx.example import example_facts
from proposals.docx.render import render
from proposals.docx.wording import clean, paragraphs
from proposals.drafts import begin
from proposals.models import Draft
from proposals.saving import Save, save

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
HARD = "R&D «comillas» <b>no es etiqueta</b> {{ 7 * 7 }} {% raw %} 'simple' \"doble\""
THREE = "Uno & dos.\n\nTres <cuatro>.\nCinco «seis»."


def facts(**answers: Any) -> Facts:
    return replace(example_facts(filled=False), answers=answers)


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that has no LibreOffice."""
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)


def made(given: Facts, tmp_path: Path) -> Any:
    return Document(BytesIO(word_file(given, cache=tmp_path).content))


def texts(document: Any) -> list[str]:
    """The paragraphs of the body, those in content controls too, which python-docx passes over."""
    found = document.element.body.xpath("w:p | w:sdt/w:sdtContent/w:p")
    return [Paragraph(one, document).text for one in found]


def table(document: Any, title: str) -> list[list[str]]:
    for one in document.tables:
        caption = one._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")) == title:
            return [[cell.text for cell in row.cells] for row in one.rows]
    raise AssertionError(f"no table «{title}»")


@pytest.mark.usefixtures("without_office")
def test_hard_characters_arrive_as_typed(tmp_path: Path) -> None:
    given = facts(titulo="Agua & vida <2027>", motivacion=HARD, problema_central=THREE)
    document = made(given, tmp_path)
    found = texts(document)
    assert HARD in found
    assert [line for line in paragraphs(THREE) if line in found] == [
        "Uno & dos.",
        "Tres <cuatro>.",
        "Cinco «seis».",
    ]
    assert "Agua & vida <2027>" in found
    assert document.core_properties.title == "Agua & vida <2027>"


@pytest.mark.usefixtures("without_office")
def test_what_word_cannot_hold_is_dropped_and_the_rest_stays(tmp_path: Path) -> None:
    odd = "antes\x07\x0c\x00\x1b después \ud800 fin" + PICTURE.format("cronograma")
    document = made(facts(motivacion=odd), tmp_path)
    assert "antes después \ufffd fincronograma" in texts(document)


@pytest.mark.usefixtures("without_office")
def test_a_table_of_twelve_rows_has_twelve_and_a_header_that_repeats(tmp_path: Path) -> None:
    rows = [{"texto": f"Causa {n} & más", "grado": "directo"} for n in range(1, 13)]
    document = made(facts(causas=rows), tmp_path)
    found = table(document, "Causas")
    assert [row[0] for row in found[1:]] == [row["texto"] for row in rows]
    assert {row[1] for row in found[1:]} == {"Directo"}
    for one in document.tables:
        first = one.rows[0]._tr.trPr
        if one._tbl.tblPr.find(qn("w:tblStyle")).get(qn("w:val")) == "TablaPuente":
            assert first.find(qn("w:tblHeader")) is not None


@pytest.mark.usefixtures("without_office")
def test_an_empty_optional_field_leaves_no_heading_and_a_required_one_says_so(
    tmp_path: Path,
) -> None:
    document = made(facts(), tmp_path)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert "Lecciones de proyectos anteriores" not in headings
    assert "Problema central" in headings
    empty = [p.text for p in document.paragraphs if p.style.name == "Campo vacío"]
    assert any("el cronograma se dibuja aquí" in text for text in empty)
    assert len([h for h in headings if h]) >= 10


@pytest.mark.usefixtures("without_office")
def test_the_budget_adds_up_in_three_tables(tmp_path: Path) -> None:
    lines = [
        {
            "rubro": "viajes",
            "concepto": "Tiquetes",
            "cantidad": "3",
            "valor_unitario": "1.234,50",
            "fuente": "solicitado",
        },
        {
            "rubro": "equipos",
            "concepto": "Sensor",
            "cantidad": "2",
            "valor_unitario": "500",
            "fuente": "especie",
        },
        {"rubro": "obras", "concepto": "Sin valor", "cantidad": "2", "fuente": "solicitado"},
    ]
    document = made(facts(moneda="EUR", presupuesto=lines), tmp_path)
    assert table(document, "Presupuesto por renglón")[-1][-1] == "4.703,50"
    for title in ("Presupuesto por rubro", "Presupuesto por fuente"):
        assert table(document, title)[-1][1:] == ["4.703,50", "100,0\u00a0%"]
    assert any("renglones 3" in text for text in texts(document))
    assert any("Presupuesto por rubro, en EUR" in text for text in texts(document))


@pytest.mark.usefixtures("without_office")
def test_the_timetable_is_a_table_and_a_picture_with_words(tmp_path: Path) -> None:
    tasks = [
        {"texto": "Diseñar", "inicio": "2027-01-10", "fin": "2027-02-20"},
        {"texto": "Hacer", "inicio": "2027-02-01", "fin": "2027-04-30"},
        {"texto": "Sin fecha"},
    ]
    given = facts(inicio="2027-01-10", duracion="4", actividades=tasks)
    document = made(given, tmp_path)
    rows = table(document, "Cronograma")
    assert rows[1][1:] == ["1", "2", "3", "4"]  # its own months, from the 10th to the 9th
    assert [[bool(mark) for mark in row[1:]] for row in rows[2:]] == [
        [True, True, False, False],
        [True, True, True, True],
    ]
    (shape,) = document.inline_shapes
    words = shape._inline.docPr.get("descr")
    assert words.startswith("2 actividades entre 10 ene 2027 y 30 abr 2027")
    assert any("actividades 3" in text for text in texts(document))


@pytest.mark.usefixtures("without_office")
def test_styles_language_and_footer_are_as_promised(tmp_path: Path) -> None:
    content = word_file(example_facts(), cache=tmp_path).content
    document = Document(BytesIO(content))
    assert document.core_properties.language == "es-CO"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        settings = etree.fromstring(archive.read("word/settings.xml"))
        footers = [archive.read(n).decode() for n in archive.namelist() if "footer" in n]
    languages = styles.xpath("//*[local-name()='docDefaults']//*[local-name()='lang']")
    assert languages[0].get(qn("w:val")) == "es-CO"
    assert settings.find(qn("w:themeFontLang")).get(qn("w:val")) == "es-CO"
    assert any("NUMPAGES" in footer and "Borrador, versión 1" in footer for footer in footers)
    orientations = [section.page_width > section.page_height for section in document.sections]
    assert orientations == [False, True, False, True, False]
    levels = [
        int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    direct = [
        run
        for p in document.paragraphs
        for run in p.runs
        if run.bold is not None or run.font.size is not None or run.font.name is not None
    ]
    assert direct == []
    blank = [
        p for p in document.paragraphs if not p.text.strip() and not p._p.xpath(".//w:drawing")
    ]
    assert blank == []


@pytest.mark.usefixtures("without_office")
def test_without_libreoffice_the_contents_have_entries_and_no_numbers(tmp_path: Path) -> None:
    document = made(example_facts(), tmp_path)
    entries = [p for p in document.paragraphs if p.style.name.startswith("toc")]
    assert "1\tEntidad y equipo" in [p.text for p in entries]
    codes = [c.text for p in entries for c in p._p.iter(qn("w:instrText"))]
    assert any("TOC" in code and "\\n" in code for code in codes)
    assert not any("PAGEREF" in code for code in codes)
    bookmarks = {b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))}
    links = {h.get(qn("w:anchor")) for p in entries for h in p._p.iter(qn("w:hyperlink"))}
    assert links <= bookmarks


@pytest.mark.usefixtures("without_office")
def test_the_same_answers_give_the_same_pictures(tmp_path: Path) -> None:
    first, second = (word_file(example_facts(), cache=tmp_path).content for _ in range(2))
    with zipfile.ZipFile(BytesIO(first)) as one, zipfile.ZipFile(BytesIO(second)) as other:
        names = [name for name in one.namelist() if name.endswith(".png")]
        assert len(names) == 2
        assert [one.read(name) for name in names] == [other.read(name) for name in names]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_it_and_gives_the_page_numbers(tmp_path: Path) -> None:
    content = word_file(example_facts(), cache=tmp_path / "cache").content
    document = Document(BytesIO(content))
    entries = [p.text for p in document.paragraphs if p.style.name.startswith("toc")]
    numbers = [int(text.rsplit("\t", 1)[1]) for text in entries]
    assert numbers == sorted(numbers)
    assert numbers[0] >= 3
    path = tmp_path / "document.docx"
    path.write_bytes(content)
    profile = (tmp_path / "cache" / "libreoffice").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        timeout=120,
        capture_output=True,
    )
    assert (tmp_path / "document.pdf").stat().st_size > 10_000


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=200))
def test_any_text_at_all_is_found_again_in_the_document(text: str) -> None:
    context = build_context(facts(motivacion=text, lecciones=text))
    rendered = Document(BytesIO(render(find_template().path, context)))
    found = [p.text for p in rendered.paragraphs]
    for line in paragraphs(text):
        assert line.replace("\t", "\t") in found


@pytest.mark.usefixtures("without_office")
def test_a_draft_becomes_a_file_with_its_record(
    session: Session, settings: Settings, tmp_path: Path
) -> None:
    owner = add_person(
        session,
        email="ana@ciudad.example",
        name="Ana Prueba",
        password="una frase larga",
        role="profesional",
        at=AT,
    )
    project = Project(
        name="Agua & vida",
        created_at=AT,
        updated_at=AT,
        confirmed_at=AT,
        modalities=[],
        starts_on=date(2027, 1, 1),
        duration_months=6,
    )
    session.add(project)
    session.flush()
    draft = begin(session, owner=owner, project=project, call=None, settings=settings, at=AT)
    wanted = Save(field="motivacion", value=THREE, base=0)
    save(session, draft, wanted, person=owner, at=AT)
    first = make_document(session, draft, settings=settings, person=owner, at=AT)
    second = make_document(session, draft, settings=settings, person=owner, at=AT)
    assert first.filename == f"agua-vida-{draft.id}-v1.docx"
    assert second.filename.endswith("-v2.docx")
    found = texts(Document(str(settings.documents / second.filename)))
    assert "Uno & dos." in found
    assert sorted(p.name for p in settings.documents.iterdir()) == [
        first.filename,
        second.filename,
    ]


@pytest.mark.usefixtures("without_office")
def test_documents_made_at_once_each_have_their_own_file(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    """Also with a title that no file system takes as a name."""
    with transaction(sessions) as session:
        owner = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana Prueba",
            password="una frase larga",
            role="profesional",
            at=AT,
        )
        draft = begin(session, owner=owner, project=None, call=None, settings=settings, at=AT)
        draft.title = "agua" * 1250
        number, who = draft.id, owner.id
    together = threading.Barrier(3)

    def make() -> tuple[str, str]:
        with transaction(sessions) as session:
            draft, person = session.get_one(Draft, number), session.get_one(Person, who)
            together.wait(timeout=30)
            made = make_document(session, draft, settings=settings, person=person, at=AT)
            return made.filename, made.fingerprint

    with ThreadPoolExecutor(3) as pool:
        made = [one.result() for one in [pool.submit(make) for _ in range(3)]]
    assert len({name for name, _digest in made}) == 3
    for name, digest in made:
        assert sha256((settings.documents / name).read_bytes()).hexdigest() == digest


def test_cleaning_keeps_every_ordinary_character() -> None:
    text = "ÁÉÍÓÚ ñ ¿? ¡! «» “” – — · € 5\u202f000 20\u00a0% 🌳\n\tsangría"
    assert clean(text) == text
