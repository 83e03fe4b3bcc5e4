"""A workbook of the budget that comes back: each change lands in its row, by the row's id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.messages import Message
from matcher.people.models import Person
from matcher.projects.cells import Cell
from matcher.projects.tables.books import read_sheets
from matcher.projects.tables.grid import Grid
from matcher.projects.tables.table import FORMULA_WITHOUT_VALUE
from matcher.words.language import Words
from proposals.docx.wording import words_of
from proposals.drafts import new_row
from proposals.errors import EditConflict
from proposals.models import Answer, Draft
from proposals.rows.pasting import chosen, plain
from proposals.rows.references import known_rows, numbered
from proposals.saving import Save, find_answer, normal, save
from proposals.steps import get_field
from proposals.steps.step import Field
from proposals.steps.values import is_blank, number_in
from proposals.wizard import problems_of
from proposals.workbook.layout import (
    ACTIVITIES,
    HEAD,
    ID_HEADING,
    RETURNING,
    SHEET,
    SOURCE_ID,
    SOURCES,
    TABLE,
    names_of,
)
from proposals.workbook.sheets import cellable

Cells = Mapping[str, Any]
_ENGLISH = words_of("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """Column → how a row reads → its id, when the workbook was made; and the ids of gone rows."""

    rows: Mapping[str, Mapping[str, str]]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an upload did: rows changed and added, and what each cell to look at says."""

    changed: int
    added: int
    told: tuple[Message, ...]


def bring_workbook(
    session: Session,
    draft: Draft,
    content: bytes,
    *,
    name: str,
    said: Words,
    person: Person,
    at: datetime,
) -> Brought:
    """Save what the workbook says differently; rows it does not have stay as they are.

    :raises InvalidInput: where it is not a workbook of the budget.
    """
    lines, meant = _opened(draft, content, name, said)
    changed = added = 0
    told: list[Message] = []
    seen = {""}
    for number, cells in _lines(lines):
        row = _text(cells, RETURNING.id).strip()
        # A row copied in Excel carries the id of the first one: it is a row of its own.
        held = None if row in seen else find_answer(session, draft, field=TABLE, row=row)
        seen.add(row)
        was, version = _then(held, _text(cells, RETURNING.version))
        value, doubts = _value(cells, number, was, meant)
        told += doubts
        if value == was:
            continue
        wanted = _save(held, value, version)
        try:
            answer = save(session, draft, wanted, person=person, at=at)
        except EditConflict as clash:
            told.append(_clash(number, clash, value))
            continue
        added += held is None
        changed += held is not None
        told += _problems(draft, answer, number)
    return Brought(changed=changed, added=added, told=tuple(told))


def _opened(draft: Draft, content: bytes, name: str, said: Words) -> tuple[Grid, _Meant]:
    sheets = read_sheets(content, name)[0]
    lines = _sheet(sheets, SHEET)
    if lines is None or _heading(lines) != ID_HEADING:
        raise InvalidInput(
            "«%(name)s» no es el libro del presupuesto que se descarga de esta página. Descárguelo "
            "otra vez, escriba en la hoja «%(sheet)s» y súbalo.",
            name=name,
            sheet=said.gettext(SHEET),
        )
    meant = _Meant(
        rows={
            "actividad": _behind(_sheet(sheets, ACTIVITIES), 3),
            "fuente": _behind(_sheet(sheets, SOURCES), SOURCE_ID),
        },
        gone=_gone(draft),
    )
    return lines, meant


def _sheet(sheets: Sequence[Grid], name: str) -> Grid | None:
    """The sheet of this name, whatever the language the workbook was made in."""
    return next((one for one in sheets if one.sheet in names_of(name) and one.rows), None)


def _heading(grid: Grid) -> str:
    return _text(grid.rows[HEAD - 1], RETURNING.id) if len(grid.rows) >= HEAD else ""


def _gone(draft: Draft) -> frozenset[str]:
    """Rows that were removed: a cell that means one is empty in the workbook."""
    known = known_rows(draft)
    return frozenset(
        row for table in known.values() for row, one in table.items() if one.number is None
    )


def _clash(number: int, clash: EditConflict, value: Cells) -> Message:
    return Message(
        "Fila %(row)s: %(by)s la cambió en la página después de descargar el libro. Quedó lo de "
        "la página; en el libro dice: «%(mine)s».",
        row=number,
        by=clash.by,
        mine=" · ".join(str(cell) for cell in value.values()),
    )


def _then(held: Answer | None, version: str) -> tuple[dict[str, str], int]:
    """What the row said when the workbook was made, with the version it was."""
    if held is None:
        return {}, 0
    for one in held.versions:
        if str(one.version) == version:
            return dict(one.value), one.version
    return dict(held.value), held.version


def _save(held: Answer | None, value: dict[str, str], version: int) -> Save:
    """A row emptied in the workbook is one removed; it can be brought back with its words."""
    if held is None:
        return Save(field=TABLE, row=new_row(), value=value, base=0)
    if is_blank(value):
        return Save(field=TABLE, row=held.row, value=held.value, base=version, deleted=True)
    return Save(field=TABLE, row=held.row, value=value, base=version)


def _lines(grid: Grid) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of the sheet below its headings, with their number in it."""
    for number, cells in enumerate(grid.rows, 1):
        if number > HEAD and any(cell is not None for cell in cells):
            yield number, cells


def _behind(grid: Grid | None, place: int) -> dict[str, str]:
    """How a row reads → its id, as they stood when the workbook was made, whatever moved since."""
    rows = grid.rows[HEAD:] if grid else []
    return {_text(row, 1): _text(row, place) for row in rows if _text(row, place)}


def _text(cells: tuple[Cell, ...], place: int) -> str:
    """A cell as text: a figure as an officer types it."""
    cell = cells[place - 1] if len(cells) >= place else None
    if cell is None or cell == FORMULA_WITHOUT_VALUE:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float | Decimal):
        exact = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        return f"{exact.normalize():f}"
    return cell.isoformat()[:10] if hasattr(cell, "isoformat") else str(cell)


def _value(
    cells: tuple[Cell, ...],
    number: int,
    was: Cells,
    meant: "_Meant",
) -> tuple[dict[str, str], list[Message]]:
    """The row as it is stored; what the officer did not touch stays letter by letter."""
    value: dict[str, str] = {}
    doubts: list[Message] = []
    for place, column in RETURNING.places():
        cell = cells[place - 1] if place <= len(cells) else None
        told = _text(cells, place)
        told = meant.rows.get(column.key, {}).get(told) or _stored(column, told, cell)
        stored = str(was.get(column.key) or "")
        if cell == FORMULA_WITHOUT_VALUE:
            told = str(was.get(column.key) or "")
            doubts.append(
                Message(
                    "Celda %(cell)s: la fórmula no tiene resultado guardado. Ábralo en Excel, "
                    "guárdelo y súbalo otra vez; quedó lo que había.",
                    cell=f"{get_column_letter(place)}{number}",
                )
            )
        value[column.key] = stored if _same(column, stored, told, meant.gone) else told
    return normal(get_field(TABLE), value, row="x"), doubts


_YES_OR_NO = {"si": "si", "yes": "si", "no": "no"}


def _stored(column: Field, text: str, cell: Cell) -> str:
    if column.options:
        english = {plain(_ENGLISH.named(one.label)): one.value for one in column.options}
        return english.get(plain(text), chosen(column, text))
    if column.kind == "yesno":
        return _YES_OR_NO.get(plain(text), text)
    if column.kind == "number" and isinstance(cell, int | float) and not isinstance(cell, bool):
        return _typed(text)
    return text


def _typed(text: str) -> str:
    """A figure of the sheet as it is typed here, so that no one can read it in two ways."""
    whole, point, part = text.partition(".")
    return f"{whole},{part}{'0' if len(part) == 3 else ''}" if point else whole


def _same(column: Field, stored: str, told: str, gone: frozenset[str]) -> bool:
    if not told and column.target and stored in gone:
        return True  # the workbook shows nothing for a row that was removed
    if column.kind == "number" and stored and told:
        before = number_in(column, stored)
        return stored == told or (before is not None and before == number_in(column, told))
    return told in (stored, cellable(stored))


def _problems(draft: Draft, answer: Answer | None, number: int) -> Iterator[Message]:
    """What cannot be read in a row that was saved all the same, cell by cell."""
    if answer is None or answer.deleted:
        return
    field = get_field(TABLE)
    problems = problems_of(field, numbered(field, answer.value, known_rows(draft)))
    for place, column in RETURNING.places():
        if column.key in problems:
            cell = f"{get_column_letter(place)}{number}"
            yield Message("Celda %(cell)s: %(what)s", cell=cell, what=problems[column.key])
