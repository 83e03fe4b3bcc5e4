"""Read a spreadsheet or a CSV file into rows, whoever saved it and however.

A small file can unpack to a book that takes minutes and gigabytes. So files are read in a process
with limits, and cells are counted as they come, not after.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from matcher.errors import UnreadableTable
from matcher.messages import Message, joined
from matcher.projects.cells import Cell
from matcher.projects.columns import COLUMNS
from matcher.projects.headings import likeness, match_headings
from matcher.projects.table_limits import (
    MAX_CELL,
    MAX_ROWS,
    MAX_SHEETS,
    CellCount,
    check_parts,
    check_size,
)
from scrapers.confined.process import Broke, Limits, TookTooLong, TookTooMuch, run

MAX_BYTES = 20 * 1024 * 1024
LIMITS = Limits(cpu_seconds=40, seconds=180.0)
_MAX_COLUMNS = 200
_SEARCHED = 20
"""Rows at the top among which the headings are looked for."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_STARTS = r"=+\-@＝＋－＠"
_BEGINS = rf"(?=[ \"']*[{_STARTS}])"
_RISKY = re.compile(rf"^(?='*[\t\r])|(?:^|(?<=[,;|\t\r\n])){_BEGINS}")
"""Where a spreadsheet may find a formula begin: also behind what it takes for the end of a cell,
for it splits a file at commas where we wrote semicolons, and asks nobody."""
_NEUTRALISED = re.compile(rf"^'(?='*[\t\r])|(?:^|(?<=[,;|\t\r\n]))'{_BEGINS}")
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
FORMULA_WITHOUT_VALUE = "#¡fórmula sin resultado!"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its number as the spreadsheet shows it, and a cell per heading."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table of a file: where its headings are, and the rows below that are not empty."""

    filename: str
    sheet: str | None
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[TableRow, ...]


def read_table(source: Path | bytes, filename: str | None = None) -> Table:
    """The project table of an XLSX or CSV file.

    The kind is told from the content; ``filename`` is for messages. The headings may stand below
    some rows of title, on any sheet.

    :raises UnreadableTable: where the file is of another kind, damaged, too large or too slow, or
        has no column that could be the project's name: the message lists what was found and
        expected.
    """
    name = filename or (source.name if isinstance(source, Path) else "tabla")
    content = source.read_bytes() if isinstance(source, Path) else source
    if len(content) > MAX_BYTES:
        raise UnreadableTable(
            "«%(name)s» pesa más de %(most)s MB. Divida la tabla.",
            name=name,
            most=MAX_BYTES // 1024**2,
        )
    if not content.strip():
        raise UnreadableTable("«%(name)s» está vacío.", name=name)
    if content.startswith(_OLD_EXCEL):
        raise UnreadableTable(
            "«%(name)s» es un archivo de Excel antiguo (.xls) o tiene contraseña. Ábralo, "
            "quite la contraseña si la tiene y guárdelo como «Libro de Excel (.xlsx)».",
            name=name,
        )
    try:
        found = run(read_plain, content, name, limits=LIMITS)
    except (TookTooLong, TookTooMuch) as error:
        raise UnreadableTable(
            "«%(name)s» tarda demasiado en leerse o necesita demasiada memoria. Copie solo la "
            "tabla de proyectos en un libro nuevo, como valores, o guárdela como CSV, y vuelva "
            "a subirla.",
            name=name,
        ) from error
    except Broke as error:
        raise UnreadableTable(_damaged(name, "daño interno")) from error
    if "problem" in found:
        raise UnreadableTable(Message.from_plain(found["problem"]))
    rows = tuple(
        TableRow(number=number, cells=tuple(_from_plain(cell) for cell in cells))
        for number, cells in found["rows"]
    )
    return Table(
        filename=name,
        sheet=found["sheet"],
        headings=tuple(found["headings"]),
        heading_row=found["heading_row"],
        rows=rows,
    )


def read_plain(content: bytes, name: str) -> dict[str, Any]:
    """The table as JSON keeps it, or the ``problem``; for the process with limits."""
    try:
        read = _sheets if content.startswith(b"PK") else _csv_readings
        table = _best(read(content, name), name)
    except UnreadableTable as problem:
        return {"problem": problem.message.to_plain()}
    return {
        "sheet": table.sheet,
        "headings": table.headings,
        "heading_row": table.heading_row,
        "rows": [(row.number, [_to_plain(cell) for cell in row.cells]) for row in table.rows],
    }


def _to_plain(cell: Cell) -> Any:
    """A cell as JSON keeps it: a day is a list of its text, for no other cell is a list."""
    return [cell.isoformat()] if isinstance(cell, date) else cell


def _from_plain(value: Any) -> Cell:
    if not isinstance(value, list):
        cell: Cell = value
        return cell
    text: str = value[0]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@dataclass(slots=True)
class _Grid:
    sheet: str | None
    rows: list[tuple[Cell, ...]]

    def heading_row(self) -> tuple[int, int]:
        """Index of the row with most known headings, and how many (0 without a name column)."""
        best = (0, 0)
        for index, row in enumerate(self.rows[:_SEARCHED]):
            found = {h.column.field for h in match_headings(_texts(row[:_MAX_COLUMNS])) if h.column}
            if "name" in found and len(found) > best[1]:
                best = (index, len(found))
        return best


def _best(grids: Iterable[_Grid], name: str) -> Table:
    """The grid whose headings are known best, as a table."""
    seen = list(grids)
    ranked = [(grid, *grid.heading_row()) for grid in seen]
    grid, top, known = max(ranked, key=lambda item: item[2], default=(_Grid(None, []), 0, 0))
    if not known:
        raise UnreadableTable(_no_headings(seen, name))
    headings = _texts(grid.rows[top])
    # Rows end with their last filled cell.
    width = max(1, *map(len, grid.rows[top:]))
    if width > _MAX_COLUMNS:
        raise UnreadableTable(
            "«%(name)s» tiene más de %(most)s columnas. Deje solo las del proyecto.",
            name=name,
            most=_MAX_COLUMNS,
        )
    headings = [*headings, *[""] * (width - len(headings))][:width]
    named = _named(headings)
    return Table(
        filename=name,
        sheet=grid.sheet,
        headings=named,
        heading_row=top + 1,
        rows=tuple(
            TableRow(number=number, cells=tuple([*row, *[None] * (width - len(row))][:width]))
            for number, row in enumerate(grid.rows[top + 1 :], start=top + 2)
            if any(cell is not None for cell in row)
        ),
    )


def _named(headings: Sequence[str]) -> tuple[str, ...]:
    """A name for every column, no name twice, so that no cell hides another."""
    names: list[str] = []
    for index, text in enumerate(headings):
        name = text or f"Columna {get_column_letter(index + 1)}"
        copies = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({copies + 1})" if copies and name in names else name)
    return tuple(names)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [" ".join(str(cell).split()) if cell is not None else "" for cell in row]


def _no_headings(grids: Sequence[_Grid], name: str) -> Message:
    """What was expected, what was found, and the nearest of them."""
    rows = [_texts(row[:_MAX_COLUMNS]) for grid in grids for row in grid.rows[:_SEARCHED]]
    widest = max(rows, key=lambda row: sum(bool(text) for text in row), default=[])
    found = [text for text in widest if text]
    parts = [
        Message(
            "«%(name)s»: no se encontró la columna «Nombre del proyecto», que es obligatoria.",
            name=name,
        )
    ]
    if found:
        seen = ", ".join(f"«{text}»" for text in found[:30])
        parts.append(Message("Encabezados encontrados: %(seen)s.", seen=seen))
        nearest = max(found, key=lambda text: likeness(text, "name"))
        if likeness(nearest, "name") >= 50:
            parts.append(
                Message(
                    "El más parecido es «%(nearest)s»: si es esa, cámbiele el nombre.",
                    nearest=nearest,
                )
            )
    expected = ", ".join(column.heading for column in COLUMNS)
    parts.append(Message("Se esperaban: %(expected)s.", expected=expected))
    return joined(parts)


def _sheets(content: bytes, name: str) -> list[_Grid]:
    """Every visible sheet. A formula that was never calculated is marked, not lost.

    :raises UnreadableTable: where the workbook is damaged anywhere, or too large.
    """
    try:
        return list(_visible(content, name, formulas=check_parts(content, name)))
    except _DAMAGED as error:
        raise UnreadableTable(_damaged(name, type(error).__name__)) from error


def _damaged(name: str, kind: str) -> Message:
    return Message(
        "«%(name)s» no se puede abrir como libro de Excel (%(kind)s). Ábralo en su programa de "
        "hojas de cálculo y guárdelo de nuevo como .xlsx.",
        name=name,
        kind=kind,
    )


def _visible(content: bytes, name: str, *, formulas: bool) -> Iterator[_Grid]:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    twins = load_workbook(io.BytesIO(content), read_only=True) if formulas else None
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if len(shown) > MAX_SHEETS:
        raise UnreadableTable(
            "«%(name)s» tiene más de %(most)s hojas. Deje solo la tabla.",
            name=name,
            most=MAX_SHEETS,
        )
    count = CellCount(name)
    for sheet in shown:
        pairs: Iterable[tuple[Any, Any]] = ((row, row) for row in _cells(sheet))
        if twins is not None:
            pairs = zip(_cells(sheet), _cells(twins[sheet.title]), strict=True)
        rows: list[tuple[Cell, ...]] = []
        for row, twin in pairs:
            count.add(len(row))
            rows.append(_trimmed([_value(*pair) for pair in zip(row, twin, strict=True)]))
        while rows and not rows[-1]:
            rows.pop()
        check_size(rows, name)
        yield _Grid(sheet.title, rows)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, each as wide as its last cell."""
    # What the book claims of its size may be anything, and each row would be filled up to it.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_row=MAX_ROWS + _SEARCHED, values_only=True))


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """``cells`` up to the last filled one.

    :raises UnreadableTable: where one of them is a book of its own.
    """
    while cells and cells[-1] is None:
        cells.pop()
    for cell in cells:
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            raise UnreadableTable(
                "Una celda tiene más de %(most)s letras y empieza por «%(begins)s». Resuma ese "
                "texto.",
                most=Decimal(MAX_CELL),
                begins=cell[:60],
            )
    return tuple(cells)


def _value(cell: Any, formula: Any) -> Cell:
    if cell is None and isinstance(formula, str) and formula.startswith("="):
        return FORMULA_WITHOUT_VALUE
    if cell is None or isinstance(cell, str | int | float | bool | date):
        return (cell.strip() or None) if isinstance(cell, str) else cell
    return str(cell)


def _csv_readings(content: bytes, name: str) -> Iterator[_Grid]:
    """The text read with each usual delimiter."""
    text = _decoded(content, name)
    for delimiter in (";", ",", "\t", "|"):
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        count, rows = CellCount(name), []
        try:
            for record in records:
                count.add(len(record))
                rows.append(_trimmed([restore(cell) for cell in record]))
                check_size(rows, name)
        except csv.Error:
            continue
        yield _Grid(None, rows)


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableTable(
        "«%(name)s» no es un libro de Excel ni un CSV que se pueda leer.", name=name
    )


def neutralise(text: str) -> str:
    """``text`` so that no spreadsheet takes any of it for a formula, whatever it splits cells at.

    :func:`restore` undoes it.
    """
    return _RISKY.sub("'", text)


def restore(text: str) -> str | None:
    """The text :func:`neutralise` was given, without loose blanks; ``None`` for an empty one."""
    return _NEUTRALISED.sub("", text).strip() or None if text else None
