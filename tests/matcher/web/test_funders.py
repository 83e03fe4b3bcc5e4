"""Financiadores through the pages: found, linked, told, written about by those who may."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.funders.models import FunderNote
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit
from matcher.web.funders import pages
from tests.matcher.web.seed import NOW, add_call
from tests.matcher.web.support import Visitor
from tests.matcher.web.test_query_bounds import counted

PATH = "/financiadores/fondo-prueba"


def only(session: Session) -> FunderNote:
    session.expire_all()
    return session.scalars(select(FunderNote)).one()


def test_call_card_and_search_box_lead_to_the_funder(officer: Visitor) -> None:
    assert officer.get("/convocatorias/1").links()["Fondo de Prueba"] == PATH
    found = officer.get("/convocatorias?q=prueba")
    assert found.links()["Fondo de Prueba"] == PATH
    assert officer.get("/financiadores?q=FONDO").links()["Fondo de Prueba"] == PATH
    assert "Ningún financiador con esas palabras" in officer.get("/financiadores?q=zzz").text
    assert officer.get(PATH).heading == "Fondo de Prueba"
    officer.get("/financiadores/nadie", status=404)


def test_one_funder_of_two_names_is_one_row_and_one_page(officer: Visitor, app: Flask) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        add_call(session, title="Una más", text="Agua.", funder="FONDO DE PRUEBA")
    assert "FONDO DE PRUEBA" not in officer.get("/financiadores").links()
    page = officer.get(PATH)
    assert "Cómo la nombran las fuentes (2 maneras)" in page.text
    assert "Una más" in page.links()


def test_what_was_sent_won_and_lost_is_told(officer: Visitor, app: Flask) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        luz = session.scalars(select(Person)).first()
        calls = session.scalars(select(Call).where(Call.funder == "Fondo de Prueba")).all()
        assert luz is not None
        for call, stage in zip(calls, ("won", "lost", "drafting"), strict=False):
            session.add(
                Pursuit(
                    call=call,
                    stage=stage,
                    opened_at=NOW,
                    opened_by=luz.id,
                    moved_at=NOW,
                    touched_at=NOW,
                )
            )
    row = " ".join(
        officer.get("/financiadores").tree.xpath("string(//tbody/tr[th='Fondo de Prueba'])").split()
    )
    assert row.endswith(" 211")
    ours = officer.get(PATH).tree.xpath("//section[@aria-labelledby='ours']//dd/text()")
    assert ours == ["2", "1", "1", "0", "1"]


def listed(officer: Visitor, address: str) -> list[str]:
    page = officer.get(address)
    return [str(name) for name in page.tree.xpath("//tbody/tr/th//text()[normalize-space()]")]


def test_those_we_have_to_do_with_come_first_unless_another_order_is_asked_for(
    officer: Visitor, app: Flask
) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        for i in range(3):
            add_call(session, title=f"Abierta {i}", text="Agua.", funder="Zeta con muchas")
        add_call(session, title="Una", text="Agua.", funder="Alfa con una")
        add_call(session, title="Otra", text="Agua.", funder="Gamma sin nada")
    first = listed(officer, "/financiadores")
    assert first.index("Zeta con muchas") < first.index("Alfa con una")
    path = "/financiadores/alfa-con-una"
    officer.send(f"{path}/nota", {"kind": "contact", "text": "Rosa"}, on=path)
    assert listed(officer, "/financiadores")[0] == "Alfa con una"
    opened = listed(officer, "/financiadores?sort=open")
    assert opened.index("Zeta con muchas") < opened.index("Alfa con una")
    named = listed(officer, "/financiadores?sort=name")
    assert named == sorted(named, key=str.casefold)
    assert named[0] == "Alfa con una"
    assert listed(officer, "/financiadores?sort=anything") == listed(officer, "/financiadores")


@pytest.mark.parametrize("sort", ["ours", "open", "name"])
def test_every_order_is_paged_without_losing_or_telling_one_twice(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch, app: Flask, sort: str
) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    with transaction(app.extensions["puente"].sessions) as session:
        for i in range(5):
            add_call(session, title=f"Una {i}", text="Agua.", funder=f"Casa {i}")
    found, address = list[str](), f"/financiadores?sort={sort}"
    while address:
        found += listed(officer, address)
        address = officer.get(address).links().get("Siguientes", "")
        assert not address or sort == "ours" or f"sort={sort}" in address
    assert len(found) == len(set(found)) >= 6
    monkeypatch.setattr(pages, "PAGE", 50)
    assert found == listed(officer, f"/financiadores?sort={sort}")


def test_contacts_and_notes_are_written_corrected_and_taken_away(
    officer: Visitor, session: Session
) -> None:
    page = officer.send(f"{PATH}/nota", {"kind": "contact", "text": "Rosa, 555 0101"}, on=PATH)
    assert "Rosa, 555 0101" in page.text
    assert "Luz Prueba" in page.text
    note = only(session)
    change = f"{PATH}/nota/{note.id}"
    officer.send(change, {"text": "Rosa, 555 0102", "version": "1"}, on=PATH)
    assert (only(session).text, only(session).version) == ("Rosa, 555 0102", 2)
    page = officer.send(change, {"text": "Lo mío", "version": "1"}, on=PATH, status=409)
    assert "Alguien más la cambió" in page.text
    assert "Lo mío" in page.text
    assert "Rosa, 555 0102" in page.text
    page = officer.send(f"{PATH}/nota", {"kind": "note", "text": " "}, on=PATH, status=422)
    assert page.links()["Está vacío: escriba algo."] == "#note-text"  # told on top, not only below
    officer.send(f"/financiadores/otro/nota/{note.id}/quitar", {}, on=PATH, status=404)
    page = officer.send(f"{change}/quitar", {"version": "1"}, on=PATH, status=409)
    assert "Mire cómo quedó antes de quitarla." in page.text
    assert only(session).text == "Rosa, 555 0102"  # what the other has just put in is not lost
    page = officer.send(f"{change}/quitar", {"version": "2"}, on=PATH)
    session.expire_all()
    assert session.scalars(select(FunderNote)).all() == []
    back = page.tree.xpath("//form[button='Deshacer']")[0]
    officer.send(back.get("action"), dict(back.form_values()), on=PATH)
    assert (only(session).text, only(session).kind) == ("Rosa, 555 0102", "contact")


def test_memory_outlives_the_calls(officer: Visitor, app: Flask) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        person = session.scalars(select(Person).order_by(Person.id)).first()
        assert person is not None
        session.add(
            FunderNote(
                funder="Fondo que ya no está",
                kind="note",
                text="Volverá en 2028.",
                person=person,
                at=NOW - timedelta(days=300),
            )
        )
    assert "Volverá en 2028." in officer.get("/financiadores/fondo-que-ya-no-esta").text


def test_who_only_reads_writes_nothing(viewer: Visitor) -> None:
    page = viewer.get(PATH)
    assert "Agregar" not in page.text
    token = viewer.token("/perfil")
    for path in (f"{PATH}/nota", f"{PATH}/nota/1", f"{PATH}/nota/1/quitar"):
        assert viewer.client.post(path, data={"csrf_token": token}).status_code == 403


@pytest.mark.parametrize(("path", "most"), [("/financiadores", 14), (PATH, 40)])
def test_more_calls_ask_no_more_queries(officer: Visitor, app: Flask, path: str, most: int) -> None:
    asked = []
    for round_ in range(2):
        with transaction(app.extensions["puente"].sessions) as session:
            for number in range(4):
                title = f"Ayuda {'abcdefgh'[round_ * 4 + number] * 5} de agua"
                add_call(session, title=title, text=title)
        with counted(app) as seen:
            officer.get(path)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= most
