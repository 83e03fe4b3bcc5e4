"""Read a spreadsheet or a CSV file into rows, whoever saved it and however."""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from matcher.errors import UnreadableTable
from matcher.projects.cells import Cell
from matcher.projects.columns import COLUMNS, likeness, match_headings

MAX_ROWS = 20_000
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
_MAX_COLUMNS = 200
_SEARCHED = 20
"""Rows at the top among which the headings are looked for."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_NEUTRALISED = re.compile(r"^'(?='*[=+\-@\t\r])")
_DAMAGED = (
    zipfile.BadZipFile, InvalidFileException, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, OSError, EOFError, RuntimeError, zlib.error, struct.error,
)  # fmt: skip
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

    :raises UnreadableTable: where the file is of another kind, damaged, too large, or has no
        column that could be the project's name: the message lists what was found and expected.
    """
    name = filename or (source.name if isinstance(source, Path) else "tabla")
    content = source.read_bytes() if isinstance(source, Path) else source
    if len(content) > MAX_BYTES:
        raise UnreadableTable(f"«{name}» pesa más de {MAX_BYTES // 1024**2} MB. Divida la tabla.")
    if not content.strip():
        raise UnreadableTable(f"«{name}» está vacío.")
    if content.startswith(b"PK"):
        return _best(_sheets(content, name), name)
    if content.startswith(_OLD_EXCEL):
        raise UnreadableTable(
            f"«{name}» es un archivo de Excel antiguo (.xls) o tiene contraseña. Ábralo, quite la"
            " contraseña si la tiene y guárdelo como «Libro de Excel (.xlsx)»."
        )
    return _best(_csv_readings(content, name), name)


@dataclass(slots=True)
class _Grid:
    sheet: str | None
    rows: list[tuple[Cell, ...]]

    def heading_row(self) -> tuple[int, int]:
        """Index of the row with most known headings, and how many (0 without a name column)."""
        best = (0, 0)
        for index, row in enumerate(self.rows[:_SEARCHED]):
            found = {h.column.field for h in match_headings(_texts(row)) if h.column}
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
    filled = (i for row in grid.rows[top:] for i, cell in enumerate(row) if cell is not None)
    width = max(filled, default=0) + 1
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


def _no_headings(grids: Sequence[_Grid], name: str) -> str:
    """What was expected, what was found, and the nearest of them."""
    rows = [_texts(row) for grid in grids for row in grid.rows[:_SEARCHED]]
    widest = max(rows, key=lambda row: sum(bool(text) for text in row), default=[])
    found = [text for text in widest if text]
    parts = [f"«{name}»: no se encontró la columna «Nombre del proyecto», que es obligatoria."]
    if found:
        parts.append(f"Encabezados encontrados: {', '.join(f'«{text}»' for text in found[:30])}.")
        nearest = max(found, key=lambda text: likeness(text, "name"))
        if likeness(nearest, "name") >= 50:
            parts.append(f"El más parecido es «{nearest}»: si es esa, cámbiele el nombre.")
    parts.append(f"Se esperaban: {', '.join(column.heading for column in COLUMNS)}.")
    return " ".join(parts)


def _sheets(content: bytes, name: str) -> list[_Grid]:
    """Every visible sheet. A formula that was never calculated is marked, not lost.

    :raises UnreadableTable: where the workbook is damaged anywhere, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableTable(f"«{name}» ocupa demasiado al abrirlo. Divida la tabla.")
        grids = list(_visible(content))
    except _DAMAGED as error:
        raise UnreadableTable(
            f"«{name}» no se puede abrir como libro de Excel ({type(error).__name__}). Ábralo en"
            " su programa de hojas de cálculo y guárdelo de nuevo como .xlsx."
        ) from error
    for grid in grids:
        _check_size(grid.rows, name)
    return grids


def _visible(content: bytes) -> Iterator[_Grid]:
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True)
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        pairs = zip(_cells(sheet), _cells(formulas[sheet.title]), strict=True)
        rows = [
            tuple(_value(cell, formula) for cell, formula in zip(row, twins, strict=True))
            for row, twins in pairs
        ]
        while rows and all(cell is None for cell in rows[-1]):
            rows.pop()
        yield _Grid(sheet.title, rows)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    rows = sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=MAX_ROWS + _SEARCHED, values_only=True)
    return iter(rows)


def _value(cell: Any, formula: Any) -> Cell:
    if cell is None and isinstance(formula, str) and formula.startswith("="):
        return FORMULA_WITHOUT_VALUE
    if cell is None or isinstance(cell, str | int | float | bool) or hasattr(cell, "year"):
        return (cell.strip() or None) if isinstance(cell, str) else cell
    return str(cell)


def _check_size(rows: Sequence[object], name: str) -> None:
    if len(rows) > MAX_ROWS:
        raise UnreadableTable(f"«{name}» tiene más de {MAX_ROWS} filas. Divida la tabla.")


def _csv_readings(content: bytes, name: str) -> Iterator[_Grid]:
    """The text read with each usual delimiter."""
    text = _decoded(content, name)
    for delimiter in (";", ",", "\t", "|"):
        try:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        _check_size(records, name)
        yield _Grid(None, [tuple(restore(cell) for cell in record) for record in records])


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
    raise UnreadableTable(f"«{name}» no es un libro de Excel ni un CSV que se pueda leer.")


def neutralise(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula; :func:`restore` undoes it."""
    dangerous = text.lstrip("'")[:1] in ("=", "+", "-", "@", "\t", "\r") and text.lstrip("'") != ""
    return f"'{text}" if dangerous else text


def restore(text: str) -> str | None:
    """The text :func:`neutralise` was given, without loose blanks; ``None`` for an empty one."""
    return _NEUTRALISED.sub("", text, count=1).strip() or None if text else None
