"""How a sheet comes out on paper: as wide as the page, and no total alone on one."""

from collections.abc import Sequence
from typing import Protocol

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from proposals.workbook.layout import HEAD

LINE_HEIGHT = 15.0
"""Points of a line of text, and of a row that holds one."""
_WIDE, _HIGH = 792.0, 612.0
"""A letter sheet on its side, in points."""
_MARGIN, _BELOW = 36.0, 54.0
_LETTER, _EDGES = 5.25, 3.75
"""Points of a letter's width in a column, and of the column's edges."""
_SPARE = 0.97
WIDTH, ROOM = (_WIDE - 2 * _MARGIN) * _SPARE, _HIGH - _MARGIN - _BELOW
"""Points that a table may be wide, and that the rows of a page may be tall."""
COMPANY = 3
"""Rows that go over to the last page with a total that would stand there alone."""


class _Wide(Protocol):
    @property
    def width(self) -> int: ...


def set_up_page(sheet: Worksheet, columns: Sequence[_Wide], *, rows: int) -> None:
    """Set up ``sheet``; ``rows`` are those above its total, none where it has no total."""
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    table = sum(column.width * _LETTER + _EDGES for column in columns)
    scale = min(1.0, WIDTH / table)
    on_its_side(sheet, columns=len(columns), scale=scale)
    if rows > COMPANY and (place := _alone(sheet, rows, scale=scale)):
        sheet.row_breaks.append(Break(id=place))


def on_its_side(sheet: Worksheet, *, columns: int, scale: float) -> None:
    """A letter sheet on its side, its number below."""
    # A title longer than the table would make everything smaller.
    sheet.print_area = f"A1:{get_column_letter(columns)}{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 1
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.75, header=0.3)
    # Not "fit to width": Excel would pass over the page break.
    sheet.page_setup.scale = int(scale * 100)
    sheet.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr] # a sheet always has one


def _alone(sheet: Worksheet, rows: int, *, scale: float) -> int | None:
    """The row to break after, where the total would have less than two rows with it."""
    room = ROOM / scale
    total = HEAD + rows + 1
    used, first = 0.0, HEAD + 1
    for number in range(1, total + 1):
        height = sheet.row_dimensions[number].height or LINE_HEIGHT
        # A line more or less on a page, as programs differ in what they leave.
        if used + height > room - LINE_HEIGHT:
            used, first = sheet.row_dimensions[HEAD].height or LINE_HEIGHT, number
        used += height
    pages = first > HEAD + 1
    return total - COMPANY - 1 if pages and total - first < COMPANY else None
