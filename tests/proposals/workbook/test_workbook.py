"""The budget goes to Excel and comes back: by the id of each row, and nothing is lost."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.words.language import SPANISH
from proposals.answers import answers
from proposals.budget import read_budget
from proposals.docx.wording import words_of
from proposals.models import Draft
from proposals.saving import find_answer, move
from proposals.workbook.reading import Brought, bring_workbook
from proposals.workbook.writing import budget_workbook
from tests.proposals.rows.test_references import Put, planned, put
from tests.proposals.test_saving import draft, owner

__all__ = ["draft", "owner", "planned", "put"]


def brought(
    session: Session, draft: Draft, person: Person, clock: FixedClock, act: Callable[[Any], None]
) -> Brought:
    book = load_workbook(io.BytesIO(budget_workbook(draft, SPANISH)))
    act(book["Presupuesto"])
    return _bring(session, draft, person, clock, book)


def _bring(
    session: Session, draft: Draft, person: Person, clock: FixedClock, book: Workbook
) -> Brought:
    out = io.BytesIO()
    book.save(out)
    return bring_workbook(
        session,
        draft,
        out.getvalue(),
        name="presupuesto.xlsx",
        said=SPANISH,
        person=person,
        at=clock.now(),
    )


def test_a_book_nobody_touched_changes_nothing(
    session: Session, planned: Draft, owner: Person, clock: FixedClock
) -> None:
    before = answers(planned)
    done = brought(session, planned, owner, clock, lambda _sheet: None)
    assert (done.changed, done.added, done.told) == (0, 0, ())
    assert answers(planned) == before


def test_changes_land_in_their_rows_wherever_these_are_now(
    session: Session, planned: Draft, put: Put, owner: Person, clock: FixedClock
) -> None:
    put("presupuesto", "p2", concepto="=1+1 & «Poda»", cantidad="1.250,5", actividad="1")
    book = load_workbook(io.BytesIO(budget_workbook(planned, SPANISH)))
    sheet = book["Presupuesto"]
    assert [sheet.cell(7, place).value for place in (3, 4, 6)] == ["=1+1 & «Poda»", 1, 1250.5]
    assert str(sheet.cell(7, 11).value).startswith("=IF(")
    move(session, planned, field="presupuesto", row="p2", by=-1)
    move(session, planned, field="actividades", row="a2", by=-1)
    sheet.cell(7, 7).value = 1.125
    sheet.cell(7, 4).value = 2
    sheet.cell(6, 6).value = "1,125"
    sheet.cell(8, 3).value = "Agregado"
    sheet.cell(8, 8).value = "contrapartida en dinero"
    done = _bring(session, planned, owner, clock, book)
    assert (done.changed, done.added) == (2, 1)
    assert [str(one)[:33] for one in done.told] == ["Celda F6: «1,125» puede leerse de"]
    changed = find_answer(session, planned, field="presupuesto", row="p2")
    assert changed is not None
    assert changed.value["cantidad"] == "1.250,5"
    assert changed.value["actividad"] == "a2"  # number 2 of the book, now the first
    lines = {line.concept: line for line in read_budget(answers(planned)).lines}
    assert lines["=1+1 & «Poda»"].price == Decimal("1.125")
    assert lines["Agregado"].source == "contrapartida"


def test_the_named_sources_go_along_and_come_back(
    session: Session, planned: Draft, put: Put, owner: Person, clock: FixedClock
) -> None:
    put("fuentes", "f1", nombre="Cooperante", tipo="solicitado")
    put("fuentes", "f2", nombre="Alcaldía, sede", tipo="contrapartida")
    put("presupuesto", "p2", fuente="2", cantidad="1", valor_unitario="4")
    before = answers(planned)
    book = load_workbook(io.BytesIO(budget_workbook(planned, SPANISH)))
    sheet = book["Presupuesto"]
    assert sheet.cell(7, 8).value == "2. Alcaldía, sede"
    assert _bring(session, planned, owner, clock, book).changed == 0
    assert answers(planned) == before
    move(session, planned, field="fuentes", row="f2", by=-1)
    sheet.cell(6, 8).value = "1. Cooperante"
    sheet.cell(7, 8).value = "Contrapartida en especie"
    assert _bring(session, planned, owner, clock, book).changed == 2
    lines = read_budget(answers(planned)).lines
    assert [(one.payer, one.source) for one in lines] == [(2, "solicitado"), (None, "especie")]


def test_who_changed_the_page_meanwhile_loses_nothing(
    session: Session, planned: Draft, put: Put, owner: Person, clock: FixedClock
) -> None:
    book = load_workbook(io.BytesIO(budget_workbook(planned, SPANISH)))
    put("presupuesto", "p1", concepto="Otra cosa", cantidad="3", valor_unitario="10")
    book["Presupuesto"].cell(6, 3).value = "Del libro"
    done = _bring(session, planned, owner, clock, book)
    assert "en el libro dice: «Del libro" in str(done.told[0])
    assert answers(planned)["presupuesto"][0]["concepto"] == "Otra cosa"


def test_a_row_that_is_gone_and_a_book_in_english_change_nothing(
    session: Session, planned: Draft, put: Put, owner: Person, clock: FixedClock
) -> None:
    put("presupuesto", "p2", concepto="Poda", rubro="viajes", actividad="1", elegible="no")
    put("actividades", "a1", deleted=True)
    before = answers(planned)
    for said in (SPANISH, words_of("en")):
        book = load_workbook(io.BytesIO(budget_workbook(planned, said)))
        assert book.worksheets[0].cell(7, 4).value is None
        done = _bring(session, planned, owner, clock, book)
        assert (done.changed, done.added, done.told) == (0, 0, ())
    assert answers(planned) == before


def test_a_book_of_another_layout_is_refused_whole(
    session: Session, planned: Draft, owner: Person, clock: FixedClock
) -> None:
    book = Workbook()
    book.worksheets[0].title = "Presupuesto"
    book.worksheets[0].append(["Rubro", "Concepto"])
    with pytest.raises(InvalidInput, match="no es el libro del presupuesto"):
        _bring(session, planned, owner, clock, book)
