"""Results that came without a call, out of a spreadsheet: each row read whole, or named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput, UnreadableTable
from matcher.messages import Message
from matcher.people.models import Person
from matcher.projects.cells import (
    BadCell,
    Cell,
    as_count,
    as_date,
    as_lines,
    as_money,
    as_ods,
    as_text,
)
from matcher.projects.headings import plain
from matcher.projects.importing import line_names
from matcher.projects.models import Project
from matcher.projects.numbers import NotANumber, read_currency
from matcher.projects.tables.files import read_grids
from matcher.projects.tables.grid import SEARCHED, Grid, texts
from matcher.results.countries import find_country
from matcher.results.models import OWN_CURRENCY, SUMS, Result, own_currency
from matcher.results.recording import NAMES, check, save_result
from matcher.text import fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    **{field: (name,) for field, name in NAMES.items()},
    "title": (NAMES["title"], "Resultado", "Logro"),
    "day": (NAMES["day"], "Fecha"),
    "line": (NAMES["line"], "Línea"),
    "department": (NAMES["department"], "Dependencia"),
    "funder": (NAMES["funder"], "Financiador", "Donante"),
    "country": (NAMES["country"], "País"),
    "project_id": (NAMES["project_id"], "Código del proyecto"),
    "people": (NAMES["people"], "Personas"),
}
RELATIONS = {
    "norte-sur": "Norte-Sur",
    "sur-sur": "Sur-Sur",
    "triangular": "Triangular",
    "col-col": "Col-Col",
}
EXAMPLE = "Ejemplo: borre esta fila."
"""How the row of the example begins: left in by mistake, it is no result of anybody's."""
_CURRENCIES = frozenset(("currency", *map(own_currency, OWN_CURRENCY)))
_ALIKE = 90.0
"""Least similarity (rapidfuzz, 0–100) at which a misspelt heading is taken for a known one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """What a file holds: rows that can be kept, what is wrong with others, what was not read."""

    rows: Sequence[Mapping[str, Any]]
    problems: Sequence[Message]
    notes: Sequence[Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many rows are new, and how many were there already."""

    new: int
    known: int


def read_results(session: Session, content: bytes, name: str, *, today: date) -> ResultTable:
    """Every row of the first sheet with the headings; a row with anything wrong is named.

    :raises UnreadableTable: where there is no such sheet.
    """
    grids = read_grids(content, name)
    for grid in grids:
        for place, row in enumerate(grid.rows[:SEARCHED]):
            found = _columns(texts(row))
            if {"title", "day"} <= set(found.values()):
                reader = _ResultReader(session, found, texts(row), today=today)
                return reader.read(grid.rows[place + 1 :], place + 2, _left(grids, grid))
    raise UnreadableTable(
        "«%(name)s»: no se encontraron las columnas «Hecho concreto» y «Día». Descargue el archivo "
        "de ejemplo y copie en él sus filas.",
        name=name,
    )


def _columns(headings: Sequence[str]) -> dict[int, str]:
    """Place → field, of the headings that are known."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        told = plain(heading)
        for field, names in HEADINGS.items():
            near = max(fuzz.ratio(told, plain(name)) for name in names) if told else 0
            if near >= _ALIKE and field not in found.values():
                found[place] = field
                break
    return found


def _left(grids: Iterable[Grid], read: Grid) -> list[Message]:
    return [
        Message("La hoja «%(sheet)s» no se leyó.", sheet=one.sheet)
        for one in grids
        if one is not read and one.filled()
    ]


class _ResultReader:
    """Reads rows by the columns of one sheet."""

    def __init__(
        self, session: Session, columns: Mapping[int, str], headings: Sequence[str], *, today: date
    ) -> None:
        self._columns, self._headings, self._today = columns, headings, today
        self._lines = line_names(session)
        self._projects: dict[str, int] = {}
        for project_id, code, name in session.execute(
            select(Project.id, Project.code, Project.name).order_by(Project.id.desc())
        ):
            self._projects[fold(name)] = project_id
            if code:
                self._projects[fold(code)] = project_id

    def read(self, rows: Sequence[Sequence[Cell]], first: int, notes: list[Message]) -> ResultTable:
        """All of them; ``first`` is the number of the first row in its sheet."""
        notes += [
            Message("La columna «%(heading)s» no se reconoce y no se guardó.", heading=heading)
            for place, heading in enumerate(self._headings)
            if heading and place not in self._columns
        ]
        kept: list[Mapping[str, Any]] = []
        problems: list[Message] = []
        for number, row in enumerate(rows, start=first):
            if all(cell is None for cell in row):
                continue
            values, wrong = self._row(number, row)
            if str(values.get("title") or "").startswith(EXAMPLE):
                notes.append(
                    Message("La fila %(number)s es la del ejemplo: no se guardó.", number=number)
                )
                continue
            problems += wrong
            if not wrong:
                kept.append(values)
        return ResultTable(rows=kept, problems=problems, notes=notes)

    def _row(self, number: int, row: Sequence[Cell]) -> tuple[dict[str, Any], list[Message]]:
        values: dict[str, Any] = {}
        wrong: list[Message] = []
        for place, field in self._columns.items():
            cell = row[place] if place < len(row) else None
            try:
                values |= self._value(field, cell, values)
            except BadCell as problem:
                wrong.append(
                    Message(
                        "Fila %(number)s, «%(heading)s»: «%(value)s» %(problem)s",
                        number=number,
                        heading=self._headings[place],
                        value=str(cell)[:60],
                        problem=problem.message,
                    )
                )
        if not wrong:
            try:
                check({**dict.fromkeys(("title", "day")), **values}, today=self._today)
            except InvalidInput as problem:
                told = Message(
                    "Fila %(number)s: %(problem)s", number=number, problem=problem.message
                )
                wrong.append(told)
        return values, wrong

    def _value(self, field: str, cell: Cell, before: Mapping[str, Any]) -> dict[str, Any]:
        if field in SUMS:
            return _money(field, cell, before)
        if field in ("day", "disbursed_on", "ends_on"):
            return {field: as_date(cell)}
        if field == "ods":
            return {field: as_ods(cell) or []}
        if field == "people":
            return {field: as_count(cell)}
        text = as_text(cell)
        if text is None:
            return {field: None} if field != "project_id" and field not in _CURRENCIES else {}
        return self._worded(field, " ".join(text.split()), before)

    def _worded(self, field: str, text: str, before: Mapping[str, Any]) -> dict[str, Any]:
        if field == "line":
            return {field: next(iter(as_lines(text, self._lines) or ()), None)}
        if field == "project_id":
            if (known := self._projects.get(fold(text))) is None:
                raise BadCell("no está en el banco. Escriba el código o el nombre de un proyecto.")
            return {"project_id": known}
        if field == "country":
            if (code := find_country(text)) is None:
                raise BadCell("no es un país conocido. Escriba su nombre, por ejemplo España.")
            return {field: code}
        if field == "relation":
            return {field: _relation(text)}
        if field in _CURRENCIES:
            return _one_currency(field, _currency(text), before)
        return {field: text}


def _relation(text: str) -> str:
    wanted = "".join(letter for letter in fold(text) if letter.isalpha())
    for code, name in RELATIONS.items():
        if wanted in (code.replace("-", ""), fold(name).replace("-", "")):
            return code
    raise BadCell(
        "no es una relación conocida. Elija entre: %(hint)s.", hint="; ".join(RELATIONS.values())
    )


def _currency(text: str) -> str:
    try:
        return read_currency(text)
    except NotANumber as problem:
        raise BadCell(problem.message) from None


def _money(field: str, cell: Cell, before: Mapping[str, Any]) -> dict[str, Any]:
    money = as_money(cell)
    if money is None:
        return {field: None}
    whose = own_currency(field) if field in OWN_CURRENCY else "currency"
    told = _one_currency(whose, money.currency, before) if money.currency else {}
    return {field: money.value, **told}


def _one_currency(field: str, code: str, before: Mapping[str, Any]) -> dict[str, Any]:
    known = before.get(field)
    if known and known != code:
        raise BadCell("está en otra moneda que el resto de la fila. Use una fila por moneda.")
    return {field: code}


def import_results(
    session: Session,
    rows: Iterable[Mapping[str, Any]],
    *,
    person: Person,
    at: datetime,
    today: date,
) -> Imported:
    """Keep the rows that are not there yet; the same file twice adds nothing."""
    known = {
        _identity(title, day, funder)
        for title, day, funder in session.execute(select(Result.title, Result.day, Result.funder))
    }
    new = there = 0
    for values in rows:
        identity = _identity(values["title"], values["day"], values.get("funder"))
        if identity in known:
            there += 1
            continue
        known.add(identity)
        save_result(session, None, values, person=person, at=at, today=today)
        new += 1
    return Imported(new=new, known=there)


def _identity(title: str, day: date, funder: str | None) -> tuple[str, date, str]:
    return fold(" ".join(title.split())), day, fold(funder or "")
