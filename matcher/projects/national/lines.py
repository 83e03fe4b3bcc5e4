"""A workbook or a PDF as lines of cells, each of which knows where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from openpyxl.utils.cell import get_column_letter

from matcher.errors import UnreadableTable
from matcher.projects.tables.grid import Grid

MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: its words, its column (from 0), and where it stands, as one would say it."""

    text: str
    column: int
    place: str


Line = tuple[SheetCell, ...]


def sheet_lines(grids: Sequence[Grid]) -> Iterator[Line]:
    """The rows of every sheet, a blank one where a sheet ends; merged cells reach down."""
    for grid in grids:
        reach = {
            (row, merge.left): (merge.top, merge.left)
            for merge in grid.merges
            for row in range(merge.top + 1, merge.bottom + 1)
        }
        for number in range(1, len(grid.rows) + 1):
            yield tuple(_cells(grid, number, reach))
        yield ()


def _cells(
    grid: Grid, number: int, reach: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[SheetCell]:
    width = max(map(len, grid.rows), default=0)
    for column in range(1, width + 1):
        top, left = reach.get((number, column), (number, column))
        row = grid.rows[top - 1]
        value = row[left - 1] if left <= len(row) else None
        if value is not None:
            # A number without its tail: 12.0 is written 12 by whoever filled the sheet.
            shown = int(value) if isinstance(value, float) and value.is_integer() else value
            place = f"hoja {grid.sheet}, celda {get_column_letter(left)}{top}"
            yield SheetCell(" ".join(str(shown).split()), column - 1, place)


def pdf_lines(content: bytes, name: str) -> list[Line]:
    """The lines of a PDF, one cell each.

    :raises UnreadableTable: where it cannot be opened, or has no text.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = [
                document[number].get_textpage().get_text_range()
                for number in range(min(len(document), MOST_PAGES))
            ]
    except pypdfium2.PdfiumError as error:
        raise UnreadableTable(
            "«%(name)s» no se puede abrir como PDF: está dañado o tiene contraseña. Descárguelo "
            "otra vez del visor público.",
            name=name,
        ) from error
    lines: list[Line] = []
    for number, text in enumerate(pages, start=1):
        lines += [
            (SheetCell(" ".join(line.split()), 0, f"página {number}"),)
            for line in text.splitlines()
            if line.strip()
        ]
    if not lines:
        raise UnreadableTable(
            "«%(name)s» no tiene texto: parece escaneado. Exporte la ficha desde la MGA o el "
            "visor público, en PDF o Excel.",
            name=name,
        )
    return lines
