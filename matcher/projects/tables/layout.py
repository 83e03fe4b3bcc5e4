"""Find the projects of a sheet: rows under headings, or a form with its labels on the left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from matcher.errors import UnreadableTable
from matcher.messages import Message
from matcher.projects.cells import Cell
from matcher.projects.columns import INSTRUCTIONS
from matcher.projects.headings import match_headings
from matcher.projects.tables.grid import MAX_COLUMNS, SEARCHED, Grid, texts
from matcher.projects.tables.merged import Rows, spread
from matcher.projects.tables.sections import heading_for, notes, take_apart
from matcher.projects.tables.table import LeftSheet, Table, TableRow

_FORM_ROWS = 150
"""Rows of the longest form."""
_LABEL_COLUMNS = 3
"""Columns from the left in which the labels of a form may stand."""
_FORM_FIELDS = 4
"""Fewest known labels, the name among them, that make a form of a sheet."""


def known_fields(cells: Sequence[str]) -> int:
    """How many columns these headings name; 0 without the name of the project."""
    found = {h.column.field for h in match_headings(cells) if h.column}
    return len(found) if "name" in found else 0


def read_layout(grid: Grid, name: str) -> Table | LeftSheet:
    """The projects of a sheet, or why it has none.

    :raises UnreadableTable: where the table is too wide.
    """
    top, across = _heading_row(grid)
    label, down = _label_column(grid)
    if down >= _FORM_FIELDS and down > across and not _is_ours(grid):
        return _form(grid, label, name)
    if across and not _is_ours(grid):
        return _rows(grid, top, name)
    why = Message("no tiene una columna con el nombre del proyecto")
    if _is_ours(grid):
        why = Message("son las instrucciones")
    return LeftSheet(sheet=grid.sheet or "", rows=grid.filled(), why=why)


def is_form(table: Table) -> bool:
    """Whether the table was read from forms and not from rows."""
    return table.heading_row == 0


def _is_ours(grid: Grid) -> bool:
    """Whether it is the sheet that explains an exported bank."""
    return any(tuple(texts(row[:2])) == INSTRUCTIONS[:2] for row in grid.rows[:1])


def _heading_row(grid: Grid) -> tuple[int, int]:
    """Index of the row with most known headings, and how many."""
    best = (0, 0)
    for index, row in enumerate(grid.rows[:SEARCHED]):
        known = known_fields(texts(row[:MAX_COLUMNS]))
        if known > best[1]:
            best = (index, known)
    return best


def _label_column(grid: Grid) -> tuple[int, int]:
    """Index of the column with most known labels, and how many."""
    counts = [
        (known_fields(texts(grid.column(index)[:_FORM_ROWS])), -index)
        for index in range(_LABEL_COLUMNS)
    ]
    known, index = max(counts)
    return -index, known


def _rows(grid: Grid, top: int, name: str) -> Table:
    # Rows end with their last filled cell.
    width = max(1, *map(len, grid.rows[top:]))
    if width > MAX_COLUMNS:
        raise UnreadableTable(
            "«%(name)s» tiene más de %(most)s columnas. Deje solo las del proyecto.",
            name=name,
            most=MAX_COLUMNS,
        )
    headings = texts([*grid.rows[top], *[None] * width][:width])
    columns = {h.index: h.column for h in match_headings(headings) if h.column}
    rows: Rows = {
        number: [*row, *[None] * (width - len(row))][:width]
        for number, row in enumerate(grid.rows[top + 1 :], start=top + 2)
        if any(cell is not None for cell in row)
    }
    below = [merge for merge in grid.merges if merge.top > top + 1]
    parts = take_apart(spread(rows, below, columns), headings, columns, below)
    title = heading_for(parts.titles.values(), [column.field for column in columns.values()])
    extra = [title] if parts.titles else []
    return Table(
        filename=name,
        sheets=(grid.sheet,) if grid.sheet is not None else (),
        headings=_named([*headings, *extra]),
        heading_row=top + 1,
        rows=tuple(
            TableRow(
                number=number,
                cells=tuple(cells) + ((parts.titles.get(number),) if extra else ()),
                place=row_place(number),
            )
            for number, cells in parts.rows.items()
        ),
        notes=tuple(notes(parts, title)),
        made=tuple(extra),
    )


def row_place(number: int) -> Message:
    """Where a row stands."""
    return Message("Fila %(row)s", row=number)


def _form(grid: Grid, label: int, name: str) -> Table:
    """A form: labels in one column, and a project in each column beside it."""
    sheet = grid.sheet or name
    labels = _named(texts(grid.column(label)[:_FORM_ROWS]), blank="")
    beside = range(label + 1, min(MAX_COLUMNS, max(map(len, grid.rows))))
    filled = [i for i in beside if any(grid.column(i)[:_FORM_ROWS])]
    further = [index for index in filled if _labels_too(grid.column(index))]
    values = {
        index: _values(labels, grid.column(index)) for index in filled if index not in further
    }
    if further:
        # The form goes on beside itself: every column of labels speaks of the one at its right.
        one: dict[str, Cell] = {}
        for index in (label, *further):
            one |= _values(texts(grid.column(index)[:_FORM_ROWS]), grid.column(index + 1)) | one
        values = {label + 1: one}
    used = list(dict.fromkeys(text for found in values.values() for text in found))
    return Table(
        filename=name,
        sheets=(sheet,),
        headings=tuple(used),
        heading_row=0,
        rows=tuple(
            TableRow(
                number=number,
                cells=tuple(found.get(text) for text in used),
                place=Message(
                    "Hoja «%(sheet)s», columna %(letter)s",
                    sheet=sheet,
                    letter=get_column_letter(index + 1),
                ),
            )
            for number, (index, found) in enumerate(values.items(), start=1)
        ),
        notes=(
            Message("«%(sheet)s» se leyó como ficha, con los rótulos a la izquierda.", sheet=sheet),
        ),
    )


def _labels_too(cells: Sequence[Cell]) -> bool:
    """Whether a column holds labels again: the form goes on beside itself."""
    words = [text for text in texts(cells[:_FORM_ROWS]) if text]
    return len({h.column.field for h in match_headings(words) if h.column and not h.guessed}) > 1


def _values(labels: Sequence[str], cells: Sequence[Cell]) -> dict[str, Cell]:
    """Label → value; a value below without a label goes on with the one above."""
    found: dict[str, Cell] = {}
    last = ""
    for label, cell in zip(labels, cells, strict=False):
        last = label or last
        if cell is not None and last:
            before = found.get(last)
            found[last] = cell if before is None else f"{before}\n{cell}"
    return found


def together(forms: Sequence[Table]) -> Table:
    """Forms of several sheets as one table, for each of them holds a project or two."""
    headings = list(dict.fromkeys(text for form in forms for text in form.headings))
    rows = [(form, row) for form in forms for row in form.rows]
    return replace(
        forms[0],
        sheets=tuple(sheet for form in forms for sheet in form.sheets),
        headings=tuple(headings),
        rows=tuple(
            replace(row, number=number, cells=_under(headings, form, row))
            for number, (form, row) in enumerate(rows, start=1)
        ),
        notes=(
            Message(
                "%(count)s hojas se leyeron como fichas, una por proyecto, con los rótulos a la "
                "izquierda.",
                count=len(forms),
            ),
        ),
    )


def _under(headings: Sequence[str], form: Table, row: TableRow) -> tuple[Cell, ...]:
    cells: Mapping[str, Cell] = dict(zip(form.headings, row.cells, strict=True))
    return tuple(cells.get(text) for text in headings)


def _named(headings: Sequence[str], blank: str = "Columna ") -> tuple[str, ...]:
    """A name for every column, no name twice, so that no cell hides another."""
    names: list[str] = []
    for index, text in enumerate(headings):
        name = text or (f"{blank}{get_column_letter(index + 1)}" if blank else "")
        copies = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({copies + 1})" if name and copies and name in names else name)
    return tuple(names)
