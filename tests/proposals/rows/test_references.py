"""Rows that refer to rows keep what they mean, however the rows move."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, object_session

from matcher.clock import FixedClock
from matcher.people.models import Person
from matcher.settings import Settings
from proposals.answers import answers
from proposals.budget import read_budget
from proposals.checks.rules import check
from proposals.docx.context import Facts, build_context
from proposals.drafts import begin
from proposals.errors import DraftLocked, EditConflict
from proposals.models import Answer, Draft
from proposals.process.moving import Wish, take
from proposals.saving import Save, find_answer, get_answer, move, save
from proposals.schedule import read_schedule
from proposals.steps.values import AstrayRow
from proposals.wizard import Unit, view_step
from tests.proposals.test_saving import draft, owner

__all__ = ["draft", "owner"]
Put = Callable[..., Answer | None]


@pytest.fixture
def put(session: Session, draft: Draft, owner: Person, clock: FixedClock) -> Put:
    """Save a row on what stands there."""

    def put(field: str, row: str, *, deleted: bool = False, **cells: str) -> Answer | None:
        held = find_answer(session, draft, field=field, row=row)
        wanted = Save(
            field=field,
            row=row,
            value=cells,
            base=held.version if held else 0,
            deleted=deleted,
        )
        return save(session, draft, wanted, person=owner, at=clock.now())

    return put


@pytest.fixture
def planned(draft: Draft, put: Put) -> Draft:
    """Two objectives, two activities, one line, each typed by number as in a spreadsheet."""
    put("objetivos", "o1", texto="Agua")
    put("objetivos", "o2", texto="Aire")
    put("actividades", "a1", objetivo="1", texto="Filtros")
    put("actividades", "a2", objetivo="2", texto="Árboles")
    put("presupuesto", "p1", actividad="2", cantidad="3", valor_unitario="10", concepto="Semillas")
    return draft


def activities(draft: Draft) -> tuple[Unit, ...]:
    questions = view_step(draft, "objetivos").questions
    return next(one.rows for one in questions if one.field.key == "actividades")


def test_a_typed_number_is_kept_as_the_row_it_meant(session: Session, planned: Draft) -> None:
    stored = find_answer(session, planned, field="actividades", row="a2")
    assert stored is not None
    assert stored.value["objetivo"] == "o2"


def test_moving_a_row_rewires_nothing(session: Session, planned: Draft) -> None:
    move(session, planned, field="objetivos", row="o2", by=-1)
    move(session, planned, field="actividades", row="a1", by=1)
    given = answers(planned)
    assert [(row["texto"], row["objetivo"]) for row in given["actividades"]] == [
        ("Árboles", "1"),
        ("Filtros", "2"),
    ]
    assert read_budget(given).of_activity(1) == 30
    table = build_context(
        Facts(title="", version=1, on=date(2027, 1, 1), agency="", city="", answers=given, lines={})
    )["tabla"]["actividades"]["filas"]
    assert [(row["objetivo"], row["objetivo_texto"]) for row in table] == [
        ("1", "1. Aire"),
        ("2", "2. Agua"),
    ]


def test_what_refers_to_a_removed_row_is_told_and_comes_back(planned: Draft, put: Put) -> None:
    put("objetivos", "o2", deleted=True, texto="Aire")
    unit = activities(planned)[1]
    assert str(unit.problems["objetivo"]) == (
        "Se refería a una fila que se quitó: «Aire». Elija otra, o recupérela."
    )
    told = [
        str(one.text)
        for one in check(object_session(planned), planned, on=date(2027, 1, 1))
        if one.code == "unreadable"
    ]
    assert told == [
        "En actividad 2, Objetivo: Se refería a una fila que se quitó: «Aire». Elija otra, o "
        "recupérela."
    ]
    put("objetivos", "o2", texto="Aire")
    assert answers(planned)["actividades"][1]["objetivo"] == "2"


def test_a_number_no_row_has_stays_as_typed_and_is_told(planned: Draft, put: Put) -> None:
    put("actividades", "a3", objetivo="7", texto="Otra")
    put("objetivos", "o3", texto="Tercero")
    unit = activities(planned)[2]
    assert unit.value["objetivo"] == "7"
    assert str(unit.problems["objetivo"]).startswith("«7» no corresponde a ninguna fila")


def test_a_line_names_its_source_wherever_that_moves(
    session: Session, planned: Draft, put: Put
) -> None:
    put("fuentes", "f1", nombre="Cooperante", tipo="solicitado")
    put("fuentes", "f2", nombre="Alcaldía", tipo="contrapartida")
    put("presupuesto", "p2", fuente="2", cantidad="2", valor_unitario="10", ano="2028")
    put("presupuesto", "p3", fuente="especie", cantidad="1", valor_unitario="5")
    move(session, planned, field="fuentes", row="f2", by=-1)
    budget = read_budget(answers(planned))
    assert [(one.payer, one.source) for one in budget.lines] == [
        (None, ""),
        (1, "contrapartida"),
        (None, "especie"),
    ]
    assert [(part.label, part.amount) for part in budget.by_payer] == [
        ("1. Alcaldía", 20),
        ("Contrapartida en especie", 5),
        ("Sin indicar", 30),
    ]
    assert budget.of_source("contrapartida") == 20
    assert [(row.year, row.amounts[0]) for row in budget.crossed() if row.amounts[0]] == [
        (None, 20),
        (2028, 20),
    ]
    put("fuentes", "f2", deleted=True, nombre="Alcaldía", tipo="contrapartida")
    (told,) = [
        one for one in check(session, planned, on=date(2027, 1, 1)) if one.code == "unreadable"
    ]
    assert "se quitó: «Alcaldía»" in str(told.text)
    put("fuentes", "f2", nombre="Alcaldía", tipo="contrapartida")
    assert read_budget(answers(planned)).lines[1].source == "contrapartida"


def test_a_budget_of_before_there_were_sources_says_what_it_said(
    session: Session, planned: Draft, put: Put
) -> None:
    for number, kind in enumerate(("solicitado", "contrapartida", "otro"), 2):
        put("presupuesto", f"p{number}", fuente=kind, cantidad="1", valor_unitario="7")
    budget = read_budget(answers(planned))
    assert [one.source for one in budget.lines] == ["", "solicitado", "contrapartida", "otro"]
    assert [part.code for part in budget.by_payer] == [part.code for part in budget.by_source]
    assert not [
        one for one in check(session, planned, on=date(2027, 1, 1)) if one.code == "unreadable"
    ]


def test_an_activity_names_its_indicator_wherever_that_moves(
    session: Session, planned: Draft, put: Put
) -> None:
    put("indicadores", "i1", objetivo="1", texto="Litros")
    put("indicadores", "i2", objetivo="2", texto="Árboles vivos")
    put("actividades", "a2", objetivo="2", texto="Árboles", indicador="2")
    move(session, planned, field="indicadores", row="i2", by=-1)
    assert answers(planned)["actividades"][1]["indicador"] == "1"


def test_a_new_row_goes_below_the_one_it_repeats(
    session: Session, planned: Draft, owner: Person, clock: FixedClock
) -> None:
    twin = Save(field="objetivos", row="o9", value={"texto": "Agua"}, base=0, after="o1")
    save(session, planned, twin, person=owner, at=clock.now())
    assert [row["texto"] for row in answers(planned)["objetivos"]] == ["Agua", "Agua", "Aire"]
    assert answers(planned)["actividades"][1]["objetivo"] == "3"


TABLES: dict[str, dict[str, str]] = {
    "objetivos": {},
    "indicadores": {"objetivo": "objetivos"},
    "actividades": {"objetivo": "objetivos", "indicador": "indicadores"},
    "fuentes": {},
    "presupuesto": {"actividad": "actividades", "fuente": "fuentes"},
}
"""Each table with its columns that refer to rows, and of which table."""
TELLING = {"fuentes": "nombre", "presupuesto": "concepto"}
"""The column a row is known by, where it is not its text."""
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "move", "remove", "restore", "stale", "lock"]),
        st.sampled_from(sorted(TABLES)),
        st.integers(0, 5),
        st.integers(-2, 3),
    ),
    max_size=25,
)


@dataclass
class Model:
    """What a draft should hold: rows in order, what each refers to, which were removed."""

    rows: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in TABLES})
    gone: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in TABLES})
    cells: dict[str, dict[str, str]] = field(default_factory=dict)

    def told(self, table: str) -> list[dict[str, object]]:
        return [self._told(table, self.cells[row]) for row in self.rows[table]]

    def _told(self, table: str, cells: dict[str, str]) -> dict[str, object]:
        told: dict[str, object] = dict(cells)
        for column, target in TABLES[table].items():
            there, meant = self.rows[target], cells.get(column)
            if meant in there:
                told[column] = str(there.index(meant) + 1)
            elif meant and meant != "especie":
                text = self.cells[meant].get(TELLING.get(target, "texto"), "")
                told[column] = AstrayRow(text=text, gone=True)
        return told


class Play:
    """The same acts on a draft and on its model."""

    def __init__(self, session: Session, draft: Draft, owner: Person, at: datetime) -> None:
        self.session, self.draft, self.owner, self.at = session, draft, owner, at
        self.model, self.made = Model(), 0
        self.put("inicio", "", "2027-01-10")
        self.put("duracion", "", "6")

    def put(self, key: str, row: str, value: Any, *, deleted: bool = False, back: int = 0) -> None:
        held = find_answer(self.session, self.draft, field=key, row=row)
        base = max(held.version - back, 0) if held else 0
        wanted = Save(field=key, row=row, value=value, base=base, deleted=deleted)
        save(self.session, self.draft, wanted, person=self.owner, at=self.at)

    def act(self, name: str, table: str, place: int, by: int) -> None:
        there = self.model.rows[table]
        if name == "add":
            self.made += 1
            there.append(f"r{self.made}")
            self.write(table, there[-1], by)
        elif name == "restore" and self.model.gone[table]:
            row = self.model.gone[table].pop()
            self.put(table, row, self.model.cells[row])
            shown = [a.row for a in self.draft.answers if a.field == table and not a.deleted]
            there[:] = shown  # where it comes back to is the draft's to say
        elif name == "lock":
            self.lock()
        elif there:
            self.act_on(name, table, there[place % len(there)], by)

    def act_on(self, name: str, table: str, row: str, by: int) -> None:
        there = self.model.rows[table]
        place = there.index(row)
        if name == "edit":
            self.write(table, row, by)
        elif name == "remove":
            self.put(table, row, self.model.cells[row], deleted=True)
            self.model.gone[table].append(there.pop(place))
        elif name == "move" and move(self.session, self.draft, field=table, row=row, by=by):
            there.insert(place + by, there.pop(place))
        elif name == "stale":
            held = get_answer(self.session, self.draft, field=table, row=row)
            with suppress(EditConflict):  # or both are joined, in different cells
                self.put(
                    table, row, held.value | {TELLING.get(table, "texto"): f"viejo {by}"}, back=1
                )
                held = get_answer(self.session, self.draft, field=table, row=row)
                self.model.cells[row] = dict(held.value)

    def write(self, table: str, row: str, by: int) -> None:
        cells = {TELLING.get(table, "texto"): f"{row}·{by}"}
        if table == "presupuesto":
            cells |= {"cantidad": "3", "valor_unitario": str(abs(by)), "fuente": "especie"}
        typed = dict(cells)
        for column, target in TABLES[table].items():
            targets = self.model.rows[target]
            if targets and (by or column != "fuente"):
                cells[column] = targets[by % len(targets)]
                # an odd one is typed by its number, as in a spreadsheet
                typed[column] = str(by % len(targets) + 1) if by % 2 else cells[column]
        self.model.cells[row] = cells
        self.put(table, row, typed)

    def lock(self) -> None:
        take(self.session, self.draft, Wish(deed="archive"), person=self.owner, at=self.at)
        with pytest.raises(DraftLocked):
            self.put("objetivos", "late", {"texto": "tarde"})
        take(self.session, self.draft, Wish(deed="restore"), person=self.owner, at=self.at)

    def compare(self) -> None:
        self.session.flush()
        self.session.expire(self.draft, ["answers"])
        given = answers(self.draft)
        for table in TABLES:
            assert given.get(table, []) == self.model.told(table)
        budget = read_budget(given)
        prices = (self.model.cells[row] for row in self.model.rows["presupuesto"])
        assert budget.total == sum(3 * int(cells["valor_unitario"]) for cells in prices)
        for parts in (budget.by_source, budget.by_payer, budget.by_heading):
            assert budget.total == sum(part.amount for part in parts)
        assert budget.total == sum(row.total for row in budget.crossed() if row.whole)
        assert read_schedule(given).end == date(2027, 7, 9)
        for answer in self.draft.answers:
            kept = [one.version for one in answer.versions]
            assert kept == list(range(1, answer.version + 1))
            last = answer.versions[-1]
            assert (last.value, last.deleted) == (answer.value, answer.deleted)


@pytest.mark.parametrize("examples", [12, pytest.param(400, marks=pytest.mark.slow)])
def test_any_sequence_of_acts_keeps_what_rows_mean(
    session: Session, owner: Person, settings: Settings, clock: FixedClock, examples: int
) -> None:
    phases = [Phase.generate] if examples < 100 else list(Phase)

    @hypothesis_settings(max_examples=examples, deadline=None, derandomize=True, phases=phases)
    @given(acts=ACTS)
    def play(acts: list[tuple[str, str, int, int]]) -> None:
        at = clock.now()
        one = Play(
            session,
            begin(session, owner=owner, project=None, call=None, settings=settings, at=at),
            owner,
            at,
        )
        for act in acts:
            one.act(*act)
        one.compare()

    play()
