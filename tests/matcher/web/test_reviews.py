"""Novedades: what an officer sees of what the machines wrote, and every click with its way back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call, Review
from matcher.intake.store import Counts, Record, Store
from tests.matcher.web.seed import NOW, add_call, amount, deadline, fact, span
from tests.matcher.web.support import Page, Visitor

WATER = "Agua y saneamiento para ciudades intermedias"


def titles(page: Page) -> list[str]:
    return [" ".join(h.text_content().split()) for h in page.tree.xpath("//article/h2")]


def entry_of(session: Session, title: str) -> Review:
    session.expire_all()
    waits = select(Review).join(Call).where(Call.title == title, Review.looked_at.is_(None))
    return session.scalars(waits).one()


def read_again(session: Session, call_id: int, **changes: Any) -> None:
    """The source of a call is read once more, an hour ago, and tells something else."""
    sighting = session.get_one(Call, call_id).sightings[0]
    store = Store(session, sources={}, at=NOW - timedelta(hours=1))
    payload = sighting.payload | changes
    record = Record(source_id="bdns", source_key=payload["source_key"], payload=payload)
    store.add([record], Counts(), quiet=False)
    session.commit()


def click(
    visitor: Visitor, session: Session, title: str, said: str, *, status: int = 200, **more: str
) -> Page:
    row = entry_of(session, title)
    values = {"do": said, "version": str(row.version), "next": "/novedades"} | more
    return visitor.send(f"/novedades/{row.id}", values, on="/novedades", status=status)


def undo(visitor: Visitor, page: Page) -> Page:
    return visitor.send("/novedades/deshacer", page.form("/novedades/deshacer"), on="/novedades")


def test_the_queue_shows_what_is_needed_to_judge(officer: Visitor) -> None:
    page = officer.get("/novedades")
    assert "6 por mirar" in page.text
    (card,) = (a for a in page.tree.xpath("//article") if WATER in a.text_content())
    told = " ".join(card.text_content().split())
    for expected in (
        "30 de noviembre de 2026, 17:00 (hora de Bruselas)",
        "hasta 250.000 EUR",
        "«30 de noviembre de 2026 a las 17:00 (hora de Bruselas)»",
        "Temas en duda",
        "«Podrán presentarse entidades públicas territoriales»",
        "Salud y bienestar",
    ):
        assert expected in told.replace("\xa0", " ")
    assert "La página dice 15 de enero y el PDF dice 20 de enero." in page.text


def test_the_board_and_the_menu_lead_there(officer: Visitor) -> None:
    page = officer.get("/")
    assert page.links()["Novedades"] == "/novedades"
    assert page.tree.xpath("//section[@aria-labelledby='news']//*[@class='stat']/text()") == ["6"]


def test_right_is_one_click_and_one_click_takes_it_back(officer: Visitor, session: Session) -> None:
    page = click(officer, session, WATER, "ok")
    assert "Mirada: está bien." in page.text
    assert WATER not in titles(page)
    page = undo(officer, page)
    assert "Deshecho." in page.text
    assert WATER in titles(page)
    actions = [e.action for e in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert actions == ["review.accepted", "review.undone"]
    assert {e.person_id for e in session.scalars(select(AuditEntry))} == {1}


def test_a_whole_page_is_right_at_once(officer: Visitor) -> None:
    page = officer.get("/novedades")
    page = officer.send("/novedades/bien", page.form("/novedades/bien"), on="/novedades")
    assert "6 convocatorias miradas." in page.text
    assert "Todo está mirado" in page.text
    assert "El equipo ya miró todo" in officer.get("/").text
    officer.get("/novedades")
    page = officer.send("/novedades/bien", {"seen": "1:1"}, on="/perfil")
    assert "Otra persona ya las había mirado." in page.text


def test_a_change_stands_before_and_now_what_matters_first(
    officer: Visitor, session: Session
) -> None:
    click(officer, session, WATER, "ok")
    eligibility = session.get_one(Call, 1).facts["composed"]["eligibility"]
    read_again(
        session,
        1,
        title=WATER + " 2026",
        text="Con otras palabras.",
        deadlines=[deadline(date(2026, 12, 15), span=span("hasta el 15 de diciembre"))],
        amounts=[amount("max", "EUR", maximum="90000")],
        eligibility=eligibility | {"local_government": fact(False, "Solo universidades")},
    )
    page = officer.get("/novedades?kind=cambios")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th|td")]
        for row in page.tree.xpath("//table[contains(@class,'versus')]/tbody/tr")
    ]
    assert [[cell.replace("\xa0", " ") for cell in row] for row in rows] == [
        [
            "Cierre",
            "30 de noviembre de 2026, 17:00",
            "15 de diciembre de 2026«hasta el 15 de diciembre»",
        ],
        ["Montos", "hasta 250.000 EUR", "hasta 90.000 EUR«el monto»"],
        ["¿Puede aplicar una entidad territorial?", "Sí", "No"],
        ["Título", WATER, WATER + " 2026"],
    ]
    assert "También cambió la redacción de la página." in page.text


def test_the_former_value_stays_and_can_be_let_go_again(officer: Visitor, session: Session) -> None:
    click(officer, session, WATER, "ok")
    read_again(session, 1, deadlines=[deadline(date(2025, 11, 30))])
    assert WATER not in officer.get("/convocatorias").links()
    page = click(officer, session, WATER, "former")
    assert "Queda el valor anterior" in page.text
    read_again(session, 1, deadlines=[deadline(date(2025, 11, 29))])
    call = officer.get("/convocatorias/1")
    assert "30 de noviembre de 2026, 17:00 (hora de Bruselas)" in call.text
    assert "«Cierre» lo fijó Luz Prueba el 20 de noviembre de 2026" in call.text
    page = undo(officer, page)
    assert WATER in titles(page)
    session.expire_all()
    assert session.get_one(Call, 1).closes_on == date(2025, 11, 29)


def test_what_is_no_call_leaves_every_list_and_comes_back(
    officer: Visitor, session: Session
) -> None:
    page = click(officer, session, WATER, "discard")
    assert "Descartada" in page.text
    for path in (
        "/convocatorias",
        "/convocatorias?q=saneamiento",
        "/",
        "/coincidencias",
        "/coincidencias/proyecto/1",
    ):
        assert WATER not in officer.get(path).text, path
    assert WATER not in officer.client.get("/convocatorias/tabla.csv").text
    assert titles(officer.get("/convocatorias?state=descartada")) == [WATER]
    read_again(session, 1, deadlines=[deadline(date(2026, 12, 1))])
    assert WATER not in titles(officer.get("/novedades"))
    gone = officer.get("/novedades?kind=descartadas")
    assert titles(gone) == [WATER]
    assert "La descartó Luz Prueba el 20 de noviembre de 2026" in gone.text
    assert "Luz Prueba la descartó" in officer.get("/convocatorias/1").text
    page = officer.send("/novedades/devolver/1", {"next": "/convocatorias"}, on="/convocatorias/1")
    assert WATER in titles(page)
    page = undo(officer, page)
    assert titles(officer.get("/novedades?kind=descartadas")) == [WATER]


def test_the_same_call_is_joined_from_the_queue(officer: Visitor, session: Session) -> None:
    add_call(
        session,
        title="Ciudades intermedias: agua potable y saneamiento",
        text="Texto.",
        source="eu-funding",
        url="https://other.example/agua",
    )
    session.commit()
    new = entry_of(session, "Ciudades intermedias: agua potable y saneamiento")
    page = officer.get(f"/convocatorias/{new.call_id}/corregir?next=/novedades")
    assert WATER in page.links()
    form = page.form(f"/convocatorias/{new.call_id}/unir")
    page = officer.send(f"/convocatorias/{new.call_id}/unir", form, on="/perfil")
    assert page.heading == "Novedades"
    assert "Unidas" in page.text
    assert len(session.get_one(Call, 1).sightings) == 2
    page = undo(officer, page)
    assert "Ciudades intermedias: agua potable y saneamiento" in titles(page)


def test_a_saved_correction_counts_as_looked_at(officer: Visitor, session: Session) -> None:
    form = officer.get("/convocatorias/1/corregir").form("")
    page = officer.send("/convocatorias/1/corregir", form)
    assert "No cambió nada" in page.text
    assert WATER in titles(officer.get("/novedades"))
    form["title"] = "Agua y saneamiento para ciudades"
    officer.send("/convocatorias/1/corregir", form)
    assert not {WATER, form["title"]} & set(titles(officer.get("/novedades")))


def test_two_people_at_once_are_told(officer: Visitor, session: Session) -> None:
    row = entry_of(session, WATER)
    click(officer, session, WATER, "ok")
    values = {"do": "discard", "version": "1", "next": "/novedades"}
    page = officer.send(f"/novedades/{row.id}", values, on="/perfil")
    assert "Otra persona ya miró esta novedad." in page.text
    assert session.get_one(Call, 1).discarded_at is None


def test_a_first_load_is_a_line_with_two_ways(officer: Visitor, session: Session) -> None:
    store = Store(session, sources={}, at=NOW)
    base = session.get_one(Call, 1).sightings[0].payload
    words = ("puertos", "museos", "abejas")
    store.add(
        [
            Record(
                source_id="eu-funding",
                source_key=word,
                payload=base
                | {
                    "source_id": "eu-funding",
                    "source_key": word,
                    "title": f"Fondo de {word}",
                    "url": f"https://eu.example/{word}",
                    "amounts": [],
                    "deadlines": [],
                    "text": f"Sobre {word}.",
                },
            )
            for word in words
        ],
        Counts(),
        quiet=True,
    )
    session.commit()
    page = officer.get("/novedades")
    assert "6 por mirar" in page.text
    assert ": 3 convocatorias" in page.text
    one_by_one = officer.get("/novedades?source=eu-funding&first=1")
    assert len(titles(one_by_one)) == 3
    form = page.form("/novedades/primera-lectura")
    (button,) = page.tree.xpath("//form//li//button[@name='source']")
    form["source"] = button.get("value")
    page = officer.send("/novedades/primera-lectura", form, on="/novedades")
    assert "3 convocatorias miradas." in page.text
    assert ": 3 convocatorias" not in page.text
    assert ": 3 convocatorias" in undo(officer, page).text


def test_filters_live_in_the_address(officer: Visitor) -> None:
    assert titles(officer.get("/novedades?source=eu-funding")) == [
        "Clean urban mobility: grants for cities"
    ]
    assert titles(officer.get("/novedades?kind=con-advertencia")) == [
        "Becas para jóvenes <investigadores>"
    ]
    assert "Nada por mirar con esos filtros" in officer.get("/novedades?kind=cambios").text
    assert len(titles(officer.get("/novedades?kind=nada&after=nada&source="))) == 6


def test_a_viewer_reads_the_queue_and_decides_nothing(viewer: Visitor) -> None:
    page = viewer.get("/novedades")
    assert len(titles(page)) == 6
    assert "Su perfil permite mirar esta lista" in page.text
    assert not page.tree.xpath("//main//form[@method='post']")
    token = viewer.token("/perfil")
    for path in ("1", "bien", "primera-lectura", "deshacer", "devolver/1"):
        response = viewer.client.post(f"/novedades/{path}", data={"csrf_token": token})
        assert response.status_code == 403, path


@pytest.mark.parametrize("entry", ["", "999", "x"])
def test_nothing_to_undo_is_said(officer: Visitor, entry: str) -> None:
    officer.send("/novedades/deshacer", {"entry": entry}, on="/novedades", status=404)


def test_an_unknown_answer_changes_nothing(officer: Visitor, session: Session) -> None:
    click(officer, session, WATER, "quizá", status=422)
    assert WATER in titles(officer.get("/novedades"))
