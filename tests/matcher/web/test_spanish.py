"""Foreign calls in Spanish, from the job to the list, the page, the mail and the one-pager."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.cli.pipe import tell_stage
from matcher.db.session import transaction
from matcher.desk.sharing import ShareWith, send_shared, share
from matcher.digests.preview import preview_for
from matcher.glossary.own_entries import save_entry
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.notes import note
from matcher.translation.faces import Translated, translate_calls
from matcher.translation.models import SpanishText
from matcher.words.language import words_in
from tests.matcher.web.seed import NOW, fact, span
from tests.matcher.web.support import Visitor
from tests.translator import translator

TITLE = "Clean urban mobility: grants for cities"
SPANISH = "Limpia movilidad urbana: subvenciones para ciudades"
QUOTE = "Open to the municipalities and cities"


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Path]:
    with translator(tmp_path / "bin") as runs:
        yield runs


def translated(app: Flask) -> Translated:
    given = app.extensions["puente"]
    return translate_calls(
        given.sessions, given.settings, now=NOW, progress=lambda _done, _total: None
    )


def english(session: Session) -> Call:
    return session.scalars(select(Call).where(Call.title == TITLE)).one()


def test_the_job_makes_each_text_once_and_again_only_when_something_changed(
    app: Flask, session: Session, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = translated(app)
    tell_stage("translate", asdict(first))
    assert "textos en español" in capsys.readouterr().out
    assert first.calls >= 1
    assert first.texts >= 2
    ran = runs.read_text().count("x")
    assert translated(app) == Translated()
    assert runs.read_text().count("x") == ran, "nothing new, nothing run"
    with transaction(app.extensions["puente"].sessions) as writing:
        writing.execute(update(Call).where(Call.title == TITLE).values(content_hash="another"))
    assert translated(app) == Translated(calls=1), "the texts are the same: none is made again"
    with transaction(app.extensions["puente"].sessions) as writing:
        save_entry(
            writing, None, names={"es": "apoyo municipal", "en": "grant"}, person_id=1, at=NOW
        )
    assert translated(app).texts == first.texts, "with the agency's word everything is made again"
    session.expire_all()
    assert any("apoyo" in (t or "") for t in session.scalars(select(SpanishText.text)))


@pytest.mark.usefixtures("runs")
def test_hoy_and_the_match_say_it_as_the_board_does(
    app: Flask, session: Session, officer: Visitor
) -> None:
    translated(app)
    with transaction(app.extensions["puente"].sessions) as writing:
        luz, chief = (
            writing.scalars(select(Person).where(Person.email == f"{who}@ciudad.example")).one()
            for who in ("luz", "dir")
        )
        pursuit = open_pursuit(writing, english(writing), None, person=luz, at=NOW)
        note(writing, pursuit, "¿Cómo va?", person=chief, at=NOW)
        note(writing, pursuit, f"¿Y esto, @{luz.name}?", person=chief, at=NOW)
    page = officer.get("/")
    for section in ("told", "waits"):
        (link,) = page.tree.xpath(
            f"//section[@aria-labelledby='{section}']//a[@href='/seguimiento/{pursuit.id}']"
        )
        assert link.text_content() == SPANISH
        assert "(traducción automática)" in link.getparent().text_content()
    match = session.scalars(select(Match).join(Call).where(Call.title == TITLE)).first()
    assert match is not None
    page = officer.get(f"/coincidencias/{match.call_id}/{match.project_id}")
    assert page.tree.xpath("//h2[@id='call']")[0].text_content() == SPANISH
    assert page.tree.xpath(f"//details[contains(., '{TITLE}')]")


def test_without_a_translator_nothing_is_made_nor_claimed(
    app: Flask, session: Session, officer: Visitor
) -> None:
    given = app.extensions["puente"]
    off = replace(given.settings, apertium=False)
    assert (
        translate_calls(given.sessions, off, now=NOW, progress=lambda _done, _total: None)
        == Translated()
    )
    assert session.scalar(select(func.count()).select_from(SpanishText)) == 0
    for path in ("/convocatorias", f"/convocatorias/{english(session).id}"):
        page = officer.get(path)
        assert TITLE in page.text
        assert "raducción automática" not in page.text


@pytest.mark.usefixtures("runs")
def test_lists_and_the_page_show_it_marked_with_the_original_beside(
    app: Flask, session: Session, officer: Visitor
) -> None:
    with transaction(app.extensions["puente"].sessions) as writing:
        call = english(writing)
        composed = dict(call.facts["composed"])
        composed["eligibility"] = {
            **composed["eligibility"],
            "local_government": fact(True, QUOTE),
            "countries_span": span("x"),
        }
        call.facts, call.content_hash = {"composed": composed}, "changed"
    translated(app)
    number = english(session).id
    page = officer.get("/convocatorias")
    (link,) = page.tree.xpath(f"//a[@href='/convocatorias/{number}']")
    assert link.text_content() == SPANISH
    (original,) = page.tree.xpath(f"//details[contains(., '{TITLE}')]")
    assert "Traducción automática · ver el original" in original.text_content()
    assert original.xpath(".//span[@lang='en']")[0].text_content() == TITLE
    page = officer.get(f"/convocatorias/{number}")
    assert page.heading == SPANISH
    quotes = [" ".join(q.text_content().split()) for q in page.tree.xpath("//p[@class='quote']")]
    said = f"«{QUOTE}» Traducción automática: «"
    assert any(q.startswith(said) and "municipios" in q for q in quotes), quotes
    assert page.tree.xpath(f"//p[@class='quote']/span[@lang='en' and .='{QUOTE}']")
    assert "Subvenciones para municipios que prueban" in page.text
    assert "lo que vale es el original" in page.text
    officer.send("/perfil", {"name": "Luz", "language": "es"})
    assert officer.get(f"/convocatorias/{number}").heading == TITLE, "switched off by the person"
    officer.send("/perfil", {"name": "Luz", "language": "es", "in_spanish": "y"})
    assert officer.get(f"/convocatorias/{number}").heading == SPANISH
    officer.send("/perfil", {"name": "Luz", "language": "en", "in_spanish": "y"})
    page = officer.get(f"/convocatorias/{number}")
    assert page.heading == TITLE
    assert SPANISH not in page.text


@pytest.mark.usefixtures("runs")
def test_the_mail_and_the_one_pager_say_it_too(app: Flask, session: Session) -> None:
    translated(app)
    given = app.extensions["puente"]
    luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    pursuit = open_pursuit(session, english(session), None, person=luz, at=NOW)
    session.flush()
    made, link = share(
        session,
        pursuit,
        ShareWith(name="Movilidad", days=7, email="a@b.example"),
        settings=given.settings,
        person=luz,
        at=NOW,
    )
    send_shared(session, made, link, settings=given.settings, words=words_in("es"), at=NOW)
    session.commit()
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "shared")).one()
    assert TITLE in mail.subject, "a subject has no room to say what it is"
    assert f"{SPANISH}\nTraducción automática. Original: {TITLE}" in mail.text
    assert f'Original: <span lang="en">{TITLE}</span>' in (mail.html or "")
    page = Visitor(app).get(link.removeprefix("http://127.0.0.1:8000"))
    assert page.heading == SPANISH
    assert "Subvenciones para municipios que prueban" in page.text
    assert page.tree.xpath("//details[contains(., 'Grants for municipalities')]//p[@lang='en']")


@pytest.mark.usefixtures("runs")
def test_the_digest_tells_it_marked_unless_its_reader_reads_english(
    app: Flask, session: Session
) -> None:
    translated(app)
    settings = app.extensions["puente"].settings
    person = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    mail = preview_for(session, settings, person, now=NOW, source_titles={}).mail
    if TITLE not in mail.text:
        pytest.fail("the seed tells this person of the English call")
    assert re.search(rf"\d\. {SPANISH}\n\s+Traducción automática\. Original: {TITLE}", mail.text)
    assert 'Original: <span lang="en"' in (mail.html or "")
    person.in_spanish = False
    assert (
        SPANISH not in preview_for(session, settings, person, now=NOW, source_titles={}).mail.text
    )
    person.in_spanish, person.language = True, "en"
    assert (
        SPANISH not in preview_for(session, settings, person, now=NOW, source_titles={}).mail.text
    )


def _report(officer: Visitor) -> tuple[str, str, str]:
    """What was obtained, as the page, the book and the Word document name it."""
    page = officer.get("/resultados?year=2026").tree.xpath("//section[@aria-labelledby='won']")
    book = load_workbook(BytesIO(officer.client.get("/resultados/informe.xlsx?year=2026").data))
    word = Document(BytesIO(officer.client.get("/resultados/informe.docx?year=2026").data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    named = next(text for text in cells if TITLE in text)
    return page[0].text_content(), str(book["Informe"]["B2"].value), named


@pytest.mark.usefixtures("runs")
def test_the_report_names_a_foreign_title_in_spanish_or_says_its_language(
    app: Flask, session: Session, officer: Visitor
) -> None:
    luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    pursuit = open_pursuit(session, english(session), None, person=luz, at=NOW)
    pursuit.stage = "won"
    session.commit()
    page, book, word = _report(officer)
    assert f"{TITLE} (en inglés)" in page
    assert book == f"{TITLE} (en inglés)"
    assert word.startswith(f"{TITLE} (en inglés) (")
    shown = officer.get("/resultados?year=2026").tree.xpath("//th[@scope='row']//span[@lang]")
    assert [(one.get("lang"), one.text) for one in shown] == [("en", TITLE)]
    translated(app)
    page, book, word = _report(officer)
    assert f"{SPANISH} (traducción automática)" in page
    assert book == f"{SPANISH} (traducción automática de «{TITLE}»)"
    assert word.startswith(book)
