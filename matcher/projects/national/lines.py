"""A workbook as lines of cells, each of which knows where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from matcher.projects.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: its words, its column (from 0), and where it stands, as one would say it.

    On a page of a PDF the column is where it begins, and ``right`` where it ends.
    """

    text: str
    column: int
    place: str
    right: int | None = None


Line = tuple[SheetCell, ...]


def sheet_lines(grids: Sequence[Grid]) -> Iterator[Line]:
    """The rows of every sheet, a blank one where a sheet ends; merged cells reach down."""
    for grid in grids:
        reach = {
            (row, merge.left): (merge.top, merge.left)
            for merge in grid.merges
            for row in range(merge.top + 1, merge.bottom + 1)
        }
        width = max(map(len, grid.rows), default=0)
        for number in range(1, len(grid.rows) + 1):
            yield tuple(_cells(grid, number, reach, width))
        yield ()


def _cells(
    grid: Grid, number: int, reach: dict[tuple[int, int], tuple[int, int]], width: int
) -> Iterator[SheetCell]:
    for column in range(1, width + 1):
        top, left = reach.get((number, column), (number, column))
        row = grid.rows[top - 1]
        value = row[left - 1] if left <= len(row) else None
        if value is not None:
            # A number without its tail: 12.0 is written 12 by whoever filled the sheet.
            shown = int(value) if isinstance(value, float) and value.is_integer() else value
            place = f"hoja {grid.sheet}, celda {get_column_letter(left)}{top}"
            yield SheetCell(" ".join(str(shown).split()), column - 1, place)
