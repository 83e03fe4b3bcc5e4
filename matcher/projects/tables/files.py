"""Read a spreadsheet or a CSV file into tables, whoever saved it and however.

A small file can unpack to a book that takes minutes and gigabytes. So files are read in a process
with limits, and cells are counted as they come, not after.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from matcher.errors import UnreadableTable
from matcher.messages import Message, joined
from matcher.projects.cells import Cell
from matcher.projects.columns import COLUMNS
from matcher.projects.headings import likeness
from matcher.projects.national.book import national_book, not_national
from matcher.projects.national.lines import sheet_lines
from matcher.projects.national.pages import pdf_lines
from matcher.projects.tables.books import damaged, read_sheets
from matcher.projects.tables.csvs import read_csv
from matcher.projects.tables.grid import MAX_COLUMNS, SEARCHED, Grid, texts
from matcher.projects.tables.layout import is_form, known_fields, read_layout, row_place, together
from matcher.projects.tables.table import Book, LeftSheet, Table, TableRow
from matcher.projects.tables.telling import Telling
from scrapers.confined.process import Broke, Limits, TookTooLong, TookTooMuch, run

MAX_BYTES = 20 * 1024 * 1024
LIMITS = Limits(cpu_seconds=9, seconds=45.0)
"""Somebody waits for the page: what takes longer is told with what to do instead. A bank of 10,000
projects takes six seconds of the processor, which were 17 on the clock of a busy machine."""
_NATIONAL_ROWS = 3_000
"""Rows of the longest sheet of one project: those we know have some hundreds."""
_PDF = b"%PDF"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_table(source: Path | bytes, filename: str | None = None) -> Table:
    """The table of a file that looks most like a bank of projects; see :func:`read_book`."""
    book = read_book(source, filename)
    return book.tables[book.best]


def read_book(source: Path | bytes, filename: str | None = None) -> Book:
    """Every table of projects in an XLSX or CSV file, or the one of a national sheet.

    The kind is told from the content; ``filename`` is for messages. The headings may stand below
    some rows of title, or at the left of a form; a book may have several such sheets.

    :raises UnreadableTable: where the file is of another kind, damaged, too large or too slow, or
        has no column that could be the project's name: the message lists what was found and
        expected.
    """
    name = filename or (source.name if isinstance(source, Path) else "tabla")
    content = source.read_bytes() if isinstance(source, Path) else source
    return book_from(confined(read_plain, content, name), name)


def read_grids(content: bytes, name: str) -> list[Grid]:
    """Every visible sheet of a file as it stands, for tables of other things than projects.

    :raises UnreadableTable: as :func:`read_book`, whatever the headings.
    """
    found = confined(plain_grids, content, name)
    return [
        Grid(sheet, [tuple(_from_plain(cell) for cell in row) for row in rows])
        for sheet, rows in found["sheets"]
    ]


def plain_grids(content: bytes, name: str) -> dict[str, Any]:
    """The sheets as JSON keeps them, or the ``problem``; for the process with limits."""
    try:
        grids = (
            read_sheets(content, name)[0]
            if content.startswith(b"PK")
            else [read_csv(content, name, known=_cells)]
        )
    except UnreadableTable as problem:
        return {"problem": problem.message.to_plain()}
    return {
        "sheets": [(g.sheet, [[_to_plain(cell) for cell in row] for row in g.rows]) for g in grids]
    }


def _cells(row: Sequence[str]) -> int:
    """How many cells of a row have anything: the delimiter that parts most is the file's own."""
    return sum(bool(text) for text in row)


def confined(
    read: Callable[..., dict[str, Any]], content: bytes, name: str, *more: str
) -> dict[str, Any]:
    """What ``read`` tells of a file, in the process with limits.

    :raises UnreadableTable: for what cannot be read, or took too much.
    """
    _check_kind(content, name)
    try:
        found: dict[str, Any] = run(read, content, name, *more, limits=LIMITS)
    except (TookTooLong, TookTooMuch) as error:
        raise UnreadableTable(
            "«%(name)s» tarda demasiado en leerse o necesita demasiada memoria. Copie solo la "
            "tabla en un libro nuevo, como valores, o guárdela como CSV, y vuelva a subirla.",
            name=name,
        ) from error
    except Broke as error:
        raise UnreadableTable(damaged(name, "daño interno")) from error
    if "problem" in found:
        raise UnreadableTable(Message.from_plain(found["problem"]))
    return found


def _check_kind(content: bytes, name: str) -> None:
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


def read_plain(content: bytes, name: str, told: str | None = None) -> dict[str, Any]:
    """The book as JSON keeps it, or the ``problem``; for the process with limits.

    :param told: the file that says meanwhile how many rows were read.
    """
    try:
        book = _read(content, name, Telling(told))
    except UnreadableTable as problem:
        return {"problem": problem.message.to_plain()}
    return {
        "best": book.best,
        "tables": [_table_to_plain(table) for table in book.tables],
        "left": [(one.sheet, one.rows, one.why.to_plain()) for one in book.left],
    }


def _read(content: bytes, name: str, telling: Telling) -> Book:
    """The book of a file, whichever of the kinds it is.

    :raises UnreadableTable: where it is none of them.
    """
    if content.startswith(_PDF):
        found = national_book(pdf_lines(content, name), name, sheets=())
        if found is None:
            raise not_national(name)
        return found
    if not content.startswith(b"PK"):
        return _book([read_csv(content, name)], [], name)
    grids, left = read_sheets(content, name, telling)
    if sum(len(grid.rows) for grid in grids) <= _NATIONAL_ROWS:
        names = [grid.sheet or "" for grid in grids]
        if national := national_book(list(sheet_lines(grids)), name, sheets=names):
            return national
    return _book(grids, left, name)


def _book(grids: Sequence[Grid], hidden: Sequence[LeftSheet], name: str) -> Book:
    """What the sheets hold; forms of several sheets are one table.

    :raises UnreadableTable: where none of them holds a project.
    """
    read = [read_layout(grid, name) for grid in grids]
    tables = [one for one in read if isinstance(one, Table)]
    forms = [table for table in tables if is_form(table)]
    if len(forms) > 1:
        tables = [*(table for table in tables if not is_form(table)), together(forms)]
    if not tables:
        raise UnreadableTable(_no_headings(grids, name))
    left = [one for one in read if isinstance(one, LeftSheet) and one.rows]
    best = max(
        tables,
        key=lambda table: (not is_form(table), known_fields(table.headings), len(table.rows)),
    )
    return Book(tables=tuple(tables), best=tables.index(best), left=(*left, *hidden))


def _table_to_plain(table: Table) -> dict[str, Any]:
    form = is_form(table)
    return {
        "sheets": table.sheets,
        "headings": table.headings,
        "heading_row": table.heading_row,
        "notes": [note.to_plain() for note in table.notes],
        "made": list(table.made),
        "rows": [
            (
                row.number,
                [_to_plain(cell) for cell in row.cells],
                row.place.to_plain() if form else None,
            )
            for row in table.rows
        ],
    }


def book_from(found: dict[str, Any], name: str) -> Book:
    """The book that :func:`read_plain` told."""
    return Book(
        best=found["best"],
        tables=tuple(_table_from(table, name) for table in found["tables"]),
        left=tuple(
            LeftSheet(sheet=sheet, rows=rows, why=Message.from_plain(why))
            for sheet, rows, why in found["left"]
        ),
    )


def _table_from(found: dict[str, Any], name: str) -> Table:
    return Table(
        filename=name,
        sheets=tuple(found["sheets"]),
        headings=tuple(found["headings"]),
        heading_row=found["heading_row"],
        notes=tuple(Message.from_plain(note) for note in found["notes"]),
        made=tuple(found["made"]),
        rows=tuple(
            TableRow(
                number=number,
                cells=tuple(_from_plain(cell) for cell in cells),
                place=Message.from_plain(place) if place else row_place(number),
            )
            for number, cells, place in found["rows"]
        ),
    )


def _to_plain(cell: Cell) -> Any:
    """A cell as JSON keeps it: a day is a list of its text, for no other cell is a list."""
    return [cell.isoformat()] if isinstance(cell, date) else cell


def _from_plain(value: Any) -> Cell:
    if not isinstance(value, list):
        cell: Cell = value
        return cell
    text: str = value[0]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _no_headings(grids: Sequence[Grid], name: str) -> Message:
    """What was expected, what was found, and the nearest of them."""
    rows = [texts(row[:MAX_COLUMNS]) for grid in grids for row in grid.rows[:SEARCHED]]
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
