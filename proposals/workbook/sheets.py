"""One workbook and how its sheets look: a title, a heading, rows, a total below."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matcher.words.language import Words
from proposals.budget import Budget, BudgetLine
from proposals.docx.wording import clean
from proposals.steps.step import Field
from proposals.workbook.layout import HEAD, SOURCES, Layout
from proposals.workbook.printing import LINE_HEIGHT, set_up_page

GREEN, SOFT, LINE = "0D4F4F", "F4F8F8", "DCD7CB"
RULE = Border(bottom=Side("hair", color=LINE))
LONGEST = 32_000
"""Letters that a cell takes."""
MONEY, PLAIN, PART = "#,##0.00", "#,##0.######", "0.0%"
LOCALE = {"es": "[$-240A]", "en": "[$-809]"}
"""How a figure format says whose points and commas it means."""


class Formula(str):
    """What a cell computes; any other text is text, however it begins."""

    __slots__ = ()


Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of a sheet: its heading, width in letters, how its figures are written."""

    title: str
    width: int
    form: str = ""


def cellable(text: str) -> str:
    """``text`` as a cell of Excel can hold it."""
    return clean(text)[:LONGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Writes the sheets of one workbook. ``room`` is how many empty lines follow the budget."""

    book: Workbook
    said: Words
    budget: Budget
    layout: Layout
    head: tuple[str, ...]
    room: int
    state: str = ""

    @property
    def names(self) -> dict[str, str]:
        """The sheets that others refer to."""
        return {"lines": self.book.worksheets[0].title, "sources": self.said.gettext(SOURCES)}

    @property
    def money(self) -> str:
        """How a sum is written."""
        return LOCALE[self.said.locale] + MONEY

    @property
    def money_or_none(self) -> str:
        """The same, with a dash for nothing."""
        return f'{self.money};-{self.money};"–"'

    @property
    def plain(self) -> str:
        """How any other figure is written."""
        return LOCALE[self.said.locale] + PLAIN

    @property
    def part(self) -> str:
        """How a share is written."""
        return LOCALE[self.said.locale] + PART

    @property
    def last(self) -> int:
        """The row of the last line of the budget."""
        return HEAD + max(len(self.budget.lines), 1) + self.room

    @property
    def unnamed(self) -> str:
        """What stands where nobody says; in a book that comes back, nothing."""
        return "" if self.room else self.said.gettext("Sin indicar")

    def form_of(self, column: Field) -> str:
        """How the figures of a column of the budget are written."""
        if column.key == "valor_unitario":
            return self.money
        return self.plain if column.key == "cantidad" else ""

    def paid_by(self, line: BudgetLine) -> str:
        """Who pays a line, as the sheet of sources calls it."""
        return cellable(self.said.named(self.budget.payer_of(line))).strip() or self.unnamed

    def first(self, title: str) -> Worksheet:
        """The sheet a workbook is born with."""
        sheet = self.book.worksheets[0]
        sheet.title = title
        return sheet

    def another(self, title: str) -> Worksheet:
        """One more sheet."""
        sheet: Worksheet = self.book.create_sheet(title)
        return sheet

    def fill(
        self,
        sheet: Worksheet,
        columns: Sequence[SheetColumn],
        rows: Sequence[Sequence[Cell]],
        total: Sequence[Formula] = (),
    ) -> None:
        """Title, heading, rows and the total below; set up to be printed on whole pages."""
        self._head(sheet)
        for place, column in enumerate(columns, 1):
            cell = put(sheet, HEAD, place, column.title, column)
            cell.font, cell.fill = font(bold=True, color="FFFFFF"), PatternFill("solid", GREEN)
            cell.alignment = Alignment(
                horizontal=cell.alignment.horizontal,
                vertical="top",
                wrap_text=True,
                indent=cell.alignment.indent,
            )
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        titles = [column.title for column in columns]
        sheet.row_dimensions[HEAD].height = LINE_HEIGHT * _lines_of(columns, titles)
        for number, row in enumerate(rows, HEAD + 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
                put(sheet, number, place, value, column).border = RULE
            sheet.row_dimensions[number].height = LINE_HEIGHT * _lines_of(columns, row)
        if total:
            end = HEAD + max(len(rows), 1) + 1
            empty: list[Cell] = [None] * (len(columns) - len(total) - 1)
            told = [self.said.gettext("Total"), *empty, *total]
            for place, (column, value) in enumerate(zip(columns, told, strict=True), 1):
                put(sheet, end, place, value, column).font = font(bold=True)
                sheet.cell(end, place).fill = PatternFill("solid", fgColor=SOFT)
        set_up_page(sheet, columns, rows=len(rows) if total else 0)

    def _head(self, sheet: Worksheet) -> None:
        currency = self.budget.currency or self.said.gettext("moneda sin indicar")
        told = " · ".join(filter(None, (sheet.title, self.state, currency)))
        *above, title = self.head
        lines = (
            *((words, font(color="52606D")) for words in above),
            (title, font(bold=True, size=14, color=GREEN)),
            (told, font(color="52606D")),
        )
        for row, (words, letters) in enumerate(lines, 1):
            cell = put(sheet, row, 1, cellable(words))
            cell.font, cell.alignment = letters, Alignment(wrap_text=False)


def _lines_of(columns: Sequence[SheetColumn], row: Sequence[Cell]) -> int:
    """How many lines of text the tallest cell of a row takes."""
    return max(
        (
            sum(ceil(max(len(part), 1) / (column.width - 2)) for part in value.split("\n"))
            for column, value in zip(columns, row, strict=True)
            if isinstance(value, str) and not isinstance(value, Formula)
        ),
        default=1,
    )


def put(
    sheet: Worksheet, row: int, place: int, value: Cell, column: SheetColumn | None = None
) -> Any:
    """Write one cell. Text is text, also where it begins as a formula does."""
    cell: Any = sheet.cell(row, place, None if value == "" else value)
    cell.font = font()
    if value and isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"
    form = column.form if column else ""
    right = bool(form)
    cell.alignment = Alignment(
        horizontal="right" if right else "left",
        vertical="top",
        wrap_text=not right and place > 1,
        indent=0 if right or place == 1 else 1,
    )
    if form:
        cell.number_format = form
    return cell


def font(*, bold: bool = False, size: int = 11, color: str = "1B2530") -> Font:
    """The letters of the workbook."""
    return Font(name="Calibri", size=size, bold=bold, color=color)
