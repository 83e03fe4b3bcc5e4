"""The sheets of an XLSX workbook."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from matcher.errors import UnreadableTable
from matcher.messages import Message
from matcher.projects.cells import Cell
from matcher.projects.tables.grid import SEARCHED, Grid, find_merges
from matcher.projects.tables.limits import (
    MAX_ROWS,
    MAX_SHEETS,
    CellCount,
    cells_and_rows,
    check_parts,
    check_size,
    trimmed,
)
from matcher.projects.tables.table import FORMULA_WITHOUT_VALUE, LeftSheet
from matcher.projects.tables.telling import Telling

_MOST_READ = MAX_ROWS + SEARCHED

_DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
    zlib.error,
    struct.error,
)
"""What openpyxl, its XML readers (``SyntaxError``) and zip raise over a damaged workbook."""


def read_sheets(
    content: bytes, name: str, telling: Telling | None = None
) -> tuple[list[Grid], list[LeftSheet]]:
    """Every visible sheet, and the hidden ones by name.

    A formula that was never calculated is marked, not lost.

    :raises UnreadableTable: where the workbook is damaged anywhere, or too large.
    """
    try:
        hidden: list[LeftSheet] = []
        formulas = check_parts(content, name)
        grids = list(
            _visible(content, name, hidden, formulas=formulas, telling=telling or Telling())
        )
    except _DAMAGED as error:
        raise UnreadableTable(damaged(name, type(error).__name__)) from error
    return grids, hidden


def damaged(name: str, kind: str) -> Message:
    """That a workbook cannot be opened, and what to do."""
    return Message(
        "«%(name)s» no se puede abrir como libro de Excel (%(kind)s). Ábralo en su programa de "
        "hojas de cálculo y guárdelo de nuevo como .xlsx.",
        name=name,
        kind=kind,
    )


def _visible(
    content: bytes, name: str, hidden: list[LeftSheet], *, formulas: bool, telling: Telling
) -> Iterator[Grid]:
    values: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    twins = load_workbook(io.BytesIO(content), read_only=True) if formulas else None
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    hidden += [
        LeftSheet(sheet=sheet.title, rows=0, why=Message("está oculta"))
        for sheet in values.worksheets
        if sheet.sheet_state != "visible"
    ]
    if len(shown) > MAX_SHEETS:
        raise UnreadableTable(
            "«%(name)s» tiene más de %(most)s hojas. Deje solo la tabla.",
            name=name,
            most=MAX_SHEETS,
        )
    count = CellCount(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        soon, expected = CellCount(name), 0
        for sheet in shown:
            with archive.open(sheet._worksheet_path) as part:
                cells, rows_there = cells_and_rows(part)
                soon.add(cells)
                expected += min(rows_there, _MOST_READ)
        telling.expect(expected)
        for sheet in shown:
            twin = twins[sheet.title] if twins is not None else None
            rows = _rows(sheet, twin, count, telling)
            check_size(rows, name)
            # A sheet read row by row does not tell its merged cells; its part of the book does.
            with archive.open(sheet._worksheet_path) as part:
                yield Grid(sheet.title, rows, find_merges(part))


def _rows(sheet: Any, twin: Any, count: CellCount, telling: Telling) -> list[tuple[Cell, ...]]:
    pairs: Iterable[tuple[Any, Any]] = ((row, row) for row in _cells(sheet))
    if twin is not None:
        pairs = zip(_cells(sheet), _cells(twin), strict=True)
    rows: list[tuple[Cell, ...]] = []
    for row, formula in pairs:
        count.add(len(row))
        telling.row()
        rows.append(trimmed([_value(*pair) for pair in zip(row, formula, strict=True)]))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, each as wide as its last cell."""
    # What the book claims of its size may be anything, and each row would be filled up to it.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_row=_MOST_READ, values_only=True))


def _value(cell: Any, formula: Any) -> Cell:
    if cell is None and isinstance(formula, str) and formula.startswith("="):
        return FORMULA_WITHOUT_VALUE
    if cell is None or isinstance(cell, str | int | float | bool | date):
        return (cell.strip() or None) if isinstance(cell, str) else cell
    return str(cell)
