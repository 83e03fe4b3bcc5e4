"""The workbook on paper: its tables below each other on one sheet, as many to a page as fit.

A sheet of its own for each is right in Excel; printed, it left seven pages of eight nearly empty
and the lines of the budget in tiny letters.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from matcher.words.language import Words
from proposals.workbook.layout import HEAD
from proposals.workbook.printing import COMPANY, LINE_HEIGHT, ROOM, WIDTH, on_its_side
from proposals.workbook.sheets import GREEN, font

UNIT = 2
"""Letters of a column of the common sheet: each column of a table spans some of them."""
_UNIT_WIDTH = 11.25
_FIGURES = 17
"""Letters that the largest sum takes."""
_TITLE, _GAP = 24.0, 12.0
_WIDER = 1.3
"""A table so many times as wide as the budget keeps a sheet of its own."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet as a table: how many units each column spans, and the rows below its heading."""

    sheet: Worksheet
    spans: tuple[int, ...]
    rows: range

    @property
    def units(self) -> int:
        return sum(self.spans)

    def height(self, row: int) -> float:
        return self.sheet.row_dimensions[row].height or LINE_HEIGHT

    @property
    def heights(self) -> list[float]:
        return [self.height(row) for row in self.rows]


def pack(book: Workbook, said: Words) -> None:
    """Put what is to be printed on one sheet before the others, and hide those it stands for."""
    tables = [table for sheet in book.worksheets if (table := _read(sheet)).rows]
    if not tables:
        return
    kept = [one for one in tables if one.units <= tables[0].units * _WIDER]
    first = tables[0].sheet
    paper = book.create_sheet(f"{first.title} (PDF)"[:31], 0)
    units = max(one.units for one in kept)
    scale = min(1.0, WIDTH / (units * _UNIT_WIDTH))
    for place in range(1, units + 1):
        paper.column_dimensions[get_column_letter(place)].width = UNIT
    _Paper(paper, first, said, room=ROOM / scale - LINE_HEIGHT).write(kept)
    on_its_side(paper, columns=units, scale=scale)
    shown = {one.sheet.title for one in tables} - {one.sheet.title for one in kept}
    for sheet in book.worksheets[1:]:
        if sheet.title not in shown:
            sheet.sheet_state = "hidden"
            sheet.print_area = None  # LibreOffice prints hidden sheets that have one
    book.active = 0


def _read(sheet: Worksheet) -> _Table:
    columns = range(1, sum(cell.value is not None for cell in sheet[HEAD]) + 1)
    told = [row for row in range(HEAD + 1, sheet.max_row + 1) if _says(sheet, row)]
    lines = [HEAD, *told]
    spans = (-(-_width(sheet, place, lines) // UNIT) for place in columns)
    return _Table(sheet, tuple(spans), range(told[0], told[-1] + 1) if told else range(0))


def _says(sheet: Worksheet, row: int) -> bool:
    return any(cell.value is not None for cell in sheet[row])


def _width(sheet: Worksheet, place: int, rows: Sequence[int]) -> int:
    """As wide as what stands in a column, and no wider than it was meant to be."""
    meant = int(sheet.column_dimensions[get_column_letter(place)].width)
    cells = [sheet.cell(row, place) for row in rows]
    sums = any(cell.data_type == "f" or cell.number_format != "General" for cell in cells[1:])
    longest = max(len(str(cell.value or "")) for cell in cells if cell.data_type != "f")
    return min(meant, max(longest + 3, _FIGURES if sums else 0))


class _Paper:
    """Writes tables below each other, and goes to the next page where one does not fit."""

    def __init__(self, sheet: Worksheet, first: Worksheet, said: Words, *, room: float) -> None:
        self._sheet, self._said, self._room = sheet, said, room
        self._row, self._used = 0, 0.0
        for number in range(1, HEAD):
            cell = first.cell(number, 1)
            if cell.value is not None:
                words = str(cell.value).removeprefix(f"{first.title} · ")
                letters = font(bold=cell.font.b, size=int(cell.font.sz), color=cell.font.color.rgb)
                self._text(words, letters, first.row_dimensions[number].height or LINE_HEIGHT)

    def write(self, tables: Sequence[_Table]) -> None:
        """All of them, in their order."""
        for table in tables:
            self._begin(table)
            for number, row in enumerate(table.rows):
                left = table.heights[number:]
                # The last rows and the total stay together.
                block = sum(left) if len(left) == COMPANY else left[0]
                if self._used + block > self._room:
                    self._next_page()
                    title = table.sheet.title
                    self._head(table, self._said.gettext("%(title)s (continúa)", title=title))
                self._copy(table, row)

    def _begin(self, table: _Table) -> None:
        """The title and the heading of a table, on a page with room for it or for much of it."""
        head = _GAP + _TITLE + table.height(HEAD)
        whole = head + sum(table.heights)
        least = head + sum(table.heights[: COMPANY + 1])
        if self._used + (whole if whole <= self._room else least) > self._room:
            self._next_page()
        else:
            self._text("", Font(), _GAP)
        self._head(table, table.sheet.title)

    def _head(self, table: _Table, title: str) -> None:
        self._text(title, font(bold=True, size=12, color=GREEN), _TITLE)
        self._copy(table, HEAD)

    def _next_page(self) -> None:
        self._sheet.row_breaks.append(Break(id=self._row))
        self._used = 0.0

    def _add(self, height: float) -> int:
        self._row, self._used = self._row + 1, self._used + height
        self._sheet.row_dimensions[self._row].height = height
        return self._row

    def _text(self, words: str, letters: Font, height: float) -> None:
        cell = self._sheet.cell(self._add(height), 1, words or None)
        cell.font = letters
        if words:
            cell.data_type = "s"

    def _copy(self, table: _Table, row: int) -> None:
        """A row as it stands on its sheet; what is computed there is looked up there."""
        here = self._add(table.height(row))
        for cell, span, start in _places(table, row):
            for place in range(start, start + span):
                beside: Any = self._sheet.cell(here, place)
                beside._style = copy(cell._style)  # openpyxl has no other way
            target = self._sheet.cell(here, start)
            if cell.data_type == "f":
                target.value = f"={quote_sheetname(table.sheet.title)}!{cell.coordinate}"
            elif cell.value is not None:
                target.value = cell.value
                target.data_type = cell.data_type
            if span > 1:
                self._sheet.merge_cells(
                    start_row=here, end_row=here, start_column=start, end_column=start + span - 1
                )


def _places(table: _Table, row: int) -> Iterator[tuple[Any, int, int]]:
    """Each cell of a row, how many units it spans, and the first of them."""
    starts = accumulate(table.spans, initial=1)
    for place, (span, start) in enumerate(zip(table.spans, starts, strict=False), 1):
        yield table.sheet.cell(row, place), span, start
