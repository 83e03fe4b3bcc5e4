"""One row of a table as the fields of a project, or as what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from matcher.messages import Message
from matcher.projects import cells
from matcher.projects.cells import BadCell, Cell
from matcher.projects.columns import BY_FIELD
from matcher.projects.headings import ColumnHeading
from matcher.projects.models import MONEY, currency_of
from matcher.projects.numbers import Money, NotANumber, read_currency
from matcher.projects.tables.table import FORMULA_WITHOUT_VALUE, SHARED, TableRow

_TOO_LARGE = Decimal(10**13)
"""No city's project costs as much (10¹³), in pesos either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row is refused: ``text`` names row, column and value, and says what to do."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as read. ``values`` has only the fields whose cell is filled; lines and ODS among
    them, as lists of codes. ``extra`` holds the cells of columns nobody knows."""

    number: int
    place: Message
    values: Mapping[str, Any]
    extra: Mapping[str, str]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def read_row(
    row: TableRow, headings: Sequence[ColumnHeading], *, lines: Mapping[str, str]
) -> ReadRow:
    """``row`` read under ``headings``; ``lines`` are the agency's lines, code to name."""
    values: dict[str, Any] = {}
    extra: dict[str, str] = {}
    problems: list[Problem] = []
    for heading in headings:
        cell = row.cells[heading.index]
        try:
            if cell == FORMULA_WITHOUT_VALUE:
                raise BadCell(
                    "es una fórmula que nunca se calculó. Abra el archivo, guárdelo y vuelva a"
                    " importarlo, o escriba el valor."
                )
            if isinstance(cell, str) and cell.endswith(SHARED):
                raise BadCell(
                    "es una celda combinada de varios proyectos y no dice cuánto es de cada uno."
                    " Sepárela y escriba el valor de cada proyecto."
                )
            if heading.column is None:
                if (text := cells.as_text(cell)) is not None:
                    extra[heading.text] = text
            elif (value := _read(heading, cell, lines)) is not None:
                if heading.scale > 1:
                    value = _scaled(value, heading.scale, cell)
                values[heading.column.field] = value
        except BadCell as error:
            problems.append(_problem(row, heading.text, cell, error.message))
    if "name" not in values and not any(p.column == _heading(headings, "name") for p in problems):
        problems.append(_missing_name(row, headings))
    problems += _settle_money(values, headings, row)
    return ReadRow(
        number=row.number,
        place=row.place,
        values=values,
        extra=extra,
        problems=tuple(problems),
        warnings=_warnings(values, headings, row.place),
    )


def _read(heading: ColumnHeading, cell: Cell, lines: Mapping[str, str]) -> Any:
    """The value of a known column's cell, ``None`` for an empty one."""
    assert heading.column is not None
    kind = heading.column.kind
    if kind == "lines":
        return cells.as_lines(cell, lines)
    if kind == "currency":
        return _currency(cell)
    readers = {
        "text": cells.as_text,
        "count": cells.as_count,
        "months": cells.as_months,
        "money": cells.as_money,
        "date": cells.as_date,
        "stage": cells.as_stage,
        "modalities": cells.as_modalities,
        "ods": cells.as_ods,
        "flag": cells.as_flag,
        "email": cells.as_email,
    }
    return readers[kind](cell)


def _scaled(value: Money | int, scale: int, cell: Cell) -> Money | int:
    """A value of a column "en millones" or "en años" in single units or months.

    :raises BadCell: where an amount is so large that it is in single units already.
    """
    if isinstance(value, int):
        return value if re.search(r"[a-zñ]", str(cell).lower()) else value * scale
    money = value
    if money.scaled or money.value == 0:
        return money
    if money.value >= _TOO_LARGE / scale:
        raise BadCell(
            "está en una columna de millones (o miles) y parece escrito en pesos. Quite la palabra"
            " del encabezado o escriba el valor en esa unidad."
        )
    return replace(money, value=money.value * scale)


def _currency(cell: Cell) -> str | None:
    text = cells.as_text(cell)
    if text is None:
        return None
    try:
        return read_currency(text)
    except NotANumber as error:
        raise BadCell(error.message) from None


def _settle_money(
    values: dict[str, Any], headings: Sequence[ColumnHeading], row: TableRow
) -> list[Problem]:
    """Make plain numbers of the amounts, and give each its own currency or none.

    It is the one its cell names, else its heading ("Costo total (COP)"), else the currency
    column, which speaks of the amounts of its row. A cell that contradicts that column is asked
    about.
    """
    stated = {h.column.field: h.currency for h in headings if h.column and h.currency}
    common = values.pop("currency", None)
    filled = [field for field in MONEY if isinstance(values.get(field), Money)]
    if not filled and common is not None:
        values |= {currency_of(field): common for field in MONEY}
    problems = []
    for field in filled:
        money: Money = values[field]
        values[field] = money.value
        own = money.currency or stated.get(field) or common
        if common not in (None, own):
            problems.append(_two_currencies(headings, field, str(own), common, row))
        elif own:
            values[currency_of(field)] = own
    return problems


def _two_currencies(
    headings: Sequence[ColumnHeading], field: str, own: str, common: str, row: TableRow
) -> Problem:
    column, currency = _heading(headings, field), _heading(headings, "currency")
    text = Message(
        "%(place)s: hay dos monedas para «%(column)s»: su celda o encabezado dice %(own)s y la "
        "columna «%(currency)s», %(common)s. Si los valores van en monedas distintas, deje vacía "
        "«%(currency)s» y escriba la moneda junto a cada cifra, como «%(own)s 250.000».",
        place=row.place,
        column=column,
        own=own,
        currency=currency,
        common=common,
    )
    return Problem(row=row.number, column=column, text=text)


def _warnings(
    values: Mapping[str, Any], headings: Sequence[ColumnHeading], place: Message
) -> tuple[str, ...]:
    found: list[str] = []
    if mute := [f for f in MONEY if f in values and currency_of(f) not in values]:
        found.append(_mute([f"«{_heading(headings, field)}»" for field in mute], place))
    total, sought = values.get("total_cost"), values.get("amount_sought")
    same = values.get("total_cost_currency") == values.get("amount_sought_currency")
    if total is not None and sought is not None and same and sought > total:
        found.append(
            Message("%(place)s: el monto solicitado es mayor que el costo total.", place=place)
        )
    return tuple(found)


def _mute(names: Sequence[str], place: Message) -> Message:
    """That nothing says in which currency these amounts are."""
    if len(names) == 1:
        told = Message("%(name)s no dice en qué moneda está", name=names[0])
    else:
        first = ", ".join(names[:-1])
        told = Message(
            "%(first)s y %(last)s no dicen en qué moneda están", first=first, last=names[-1]
        )
    return Message(
        "%(place)s: %(told)s. Escríbala junto a la cifra, como «COP 1.000.000», o en la columna "
        "«Moneda»; si el banco tampoco la sabe, queda como moneda sin indicar.",
        place=place,
        told=told,
    )


def _heading(headings: Sequence[ColumnHeading], field: str) -> str:
    for heading in headings:
        if heading.column and heading.column.field == field:
            return heading.text
    return BY_FIELD[field].heading


def _problem(row: TableRow, column: str, cell: Cell, reason: str) -> Problem:
    value = "" if cell is None else " ".join(str(cell).split())
    shown = value if len(value) <= 60 else f"{value[:57]}…"
    return Problem(
        row=row.number,
        column=column,
        text=Message(
            "%(place)s, columna «%(column)s»: «%(value)s» %(reason)s",
            place=row.place,
            column=column,
            value=shown,
            reason=reason,
        ),
    )


def _missing_name(row: TableRow, headings: Sequence[ColumnHeading]) -> Problem:
    column = _heading(headings, "name")
    text = Message(
        "%(place)s, columna «%(column)s»: está vacía. Escriba el nombre del proyecto.",
        place=row.place,
        column=column,
    )
    return Problem(row=row.number, column=column, text=text)
