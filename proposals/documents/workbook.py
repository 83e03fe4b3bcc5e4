"""The budget as an Excel file: every total is a formula, equal to the one that Puente computes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from matcher.words.language import Words
from proposals.budget import FOREIGN, KINDS, Budget, BudgetLine, BudgetShare, read_budget
from proposals.docx.audience import for_donor
from proposals.docx.context import Facts, build_context
from proposals.docx.wording import clean, words_of
from proposals.schedule import Schedule, read_schedule
from proposals.steps.plan import HEADINGS
from proposals.steps.step import Option

GREEN, SOFT, LINE = "0D4F4F", "F4F8F8", "DCD7CB"
RULE = Border(bottom=Side("hair", color=LINE))
LONGEST = 32_000
"""Letters that a cell takes."""
MONEY, PLAIN, PART = "#,##0.00", "#,##0.######", "0.0%"
LOCALE = {"es": "[$-240A]", "en": "[$-809]"}
"""How a figure format says whose points and commas it means."""
FIRST = 5
"""The first row of a table, under the title of its sheet."""


_HEADINGS = {option.value for option in HEADINGS}


class Formula(str):
    """What a cell computes; any other text is text, however it begins."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of a sheet: its heading, width in letters, how its figures are written."""

    title: str
    width: int
    form: str = ""


def write_workbook(facts: Facts, language: str, path: str) -> None:
    """Write the workbook of the budget that ``facts`` describe; for the process with limits."""
    build_workbook(facts, words_of(language)).save(path)


def build_workbook(facts: Facts, said: Words) -> Workbook:
    """Sheets: the budget, a sheet for each year, justification, sources, rates, summary."""
    given = for_donor(facts.answers)
    document = build_context(facts, said)["documento"]
    budget, schedule = read_budget(given), read_schedule(given)
    book = Workbook()
    book.properties.title, book.properties.creator = document["titulo"], document["entidad"]
    first = book.active
    assert isinstance(first, Worksheet)
    sheets = _Sheets(book=book, said=said, budget=budget, document=document)
    sheets.lines(first)
    for year, shares in _years(budget, schedule).items():
        sheets.year(year, shares)
    sheets.justification(schedule)
    payers = said.gettext("Quién lo paga")
    sheets.shares(said.gettext("Fuentes"), payers, budget.by_payer, "G")
    sheets.rates()
    sheets.shares(said.gettext("Resumen"), said.gettext("Rubro"), budget.by_heading, "B")
    return book


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheets:
    """Writes the sheets of one workbook."""

    book: Workbook
    said: Words
    budget: Budget
    document: dict[str, Any]

    @property
    def name(self) -> str:
        """The sheet that the others refer to."""
        return self.said.gettext("Presupuesto")

    @property
    def money(self) -> str:
        """How a sum is written."""
        return LOCALE[self.said.locale] + MONEY

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
        return FIRST + max(len(self.budget.lines), 1)

    def lines(self, sheet: Worksheet) -> None:
        """All the lines, each total quantity × price."""
        said = self.said
        sheet.title = self.name
        columns = (
            SheetColumn(title=said.gettext("N.º"), width=6),
            SheetColumn(title=said.gettext("Rubro"), width=20),
            SheetColumn(title=said.gettext("Concepto"), width=34),
            SheetColumn(title=said.gettext("Actividad"), width=11),
            SheetColumn(title=said.gettext("Unidad"), width=14),
            SheetColumn(title=said.gettext("Cantidad"), width=12, form=self.plain),
            SheetColumn(title=said.gettext("Quién lo paga"), width=26),
            SheetColumn(title=said.gettext("Valor unitario"), width=20, form=self.money),
            SheetColumn(title=said.gettext("Total"), width=22, form=self.money),
        )
        rows = [self._line(line, FIRST + 1 + place) for place, line in enumerate(self.budget.lines)]
        self._fill(sheet, columns, rows, total=[Formula(f"=SUM(I{FIRST + 1}:I{self.last})")])

    def _line(self, line: BudgetLine, row: int) -> list[Any]:
        return [
            line.number,
            self._named(HEADINGS, line.heading),
            _text(line.concept),
            line.activity,
            _text(line.unit),
            line.quantity,
            self._paid_by(line),
            line.price,
            None if line.total is None else Formula(f"=ROUND(F{row}*H{row},2)"),
        ]

    def _paid_by(self, line: BudgetLine) -> str:
        told = _text(self.said.named(self.budget.payer_of(line))).strip()
        return told or self.said.gettext("Sin indicar")

    def _called(self, part: BudgetShare) -> str:
        """A part as its lines call it; what is no option keeps the word that was typed."""
        known = part.code in KINDS or part.code in _HEADINGS or part.code.isdecimal()
        return _text(self.said.named(part.label if known or not part.code else part.code)).strip()

    def _named(self, options: Sequence[Option], code: str) -> str:
        labels = {option.value: option.label for option in options}
        told = self.said.named(labels[code]) if code in labels else _text(code).strip()
        return told or self.said.gettext("Sin indicar")

    def year(self, year: int, shares: dict[int, Decimal]) -> None:
        """What of each line falls in a year, by the months of its activity."""
        said = self.said
        sheet = self.book.create_sheet(str(year))
        columns = (
            SheetColumn(title=said.gettext("N.º"), width=6),
            SheetColumn(title=said.gettext("Concepto"), width=50),
            SheetColumn(title=said.gettext("Parte del año"), width=16, form=self.part),
            SheetColumn(title=said.gettext("Total"), width=22, form=self.money),
        )
        rows = []
        for place, line in enumerate(self.budget.lines):
            row = FIRST + 1 + place
            there = f"{quote_sheetname(self.name)}!I{row}"
            rows.append(
                [
                    line.number,
                    _text(line.concept),
                    shares.get(line.number, Decimal()),
                    None if line.total is None else Formula(f"={there}*C{row}"),
                ]
            )
        self._fill(sheet, columns, rows, total=[Formula(f"=SUM(D{FIRST + 1}:D{self.last})")])

    def justification(self, schedule: Schedule) -> None:
        """Why each line is there: the activity it pays for, and what comes of it."""
        said = self.said
        tasks = {task.number: task for task in schedule.tasks}
        columns = (
            SheetColumn(title=said.gettext("N.º"), width=6),
            SheetColumn(title=said.gettext("Concepto"), width=40),
            SheetColumn(title=said.gettext("Actividad"), width=50),
            SheetColumn(title=said.gettext("Entregable"), width=40),
        )
        rows = []
        for line in self.budget.lines:
            task = tasks.get(line.activity or 0)
            told = [_text(task.text), _text(task.product)] if task else ["–", "–"]
            rows.append([line.number, _text(line.concept), *told])
        self._fill(self.book.create_sheet(said.gettext("Justificación")), columns, rows)

    def shares(self, title: str, what: str, parts: Sequence[BudgetShare], letter: str) -> None:
        """Sums by who pays or by heading, out of the lines, with their part of the whole."""
        said, sheet = self.said, self.book.create_sheet(title)
        columns = (
            SheetColumn(title=what, width=34),
            SheetColumn(title=said.gettext("Monto"), width=22, form=self.money),
            SheetColumn(title=said.gettext("Parte del total"), width=18, form=self.part),
        )
        here = quote_sheetname(self.name)
        end = FIRST + max(len(parts), 1)
        rows = []
        for row, part in enumerate(parts, FIRST + 1):
            names = f"{here}!{letter}{FIRST + 1}:{letter}{self.last}"
            sums = f"{here}!I{FIRST + 1}:I{self.last}"
            rows.append(
                [
                    self._called(part),
                    Formula(f"=SUMPRODUCT(({names}=A{row})*{sums})"),
                    Formula(f"=IF($B${end + 1}=0,0,B{row}/$B${end + 1})"),
                ]
            )
        below = max(end, FIRST + 1)
        total = [Formula(f"=SUM({one}{FIRST + 1}:{one}{below})") for one in "BC"]
        self._fill(sheet, columns, rows, total=total)
        if parts is self.budget.by_payer:
            asked = self.budget.of_source(FOREIGN)
            told = said.gettext("Monto solicitado")
            _put(sheet, end + 3, 1, told, columns[0]).font = _font(bold=True)
            _put(sheet, end + 3, 2, asked, columns[1]).font = _font(bold=True)

    def rates(self) -> None:
        """The currency of the budget; a rate stands here where somebody gave one."""
        said = self.said
        columns = (
            SheetColumn(title=said.gettext("Moneda"), width=14),
            SheetColumn(title=said.gettext("Valor"), width=18, form=self.plain),
            SheetColumn(title=said.gettext("Fecha"), width=16),
            SheetColumn(title=said.gettext("Fuente"), width=44),
        )
        note = said.gettext("Moneda del presupuesto: no hay conversión.")
        currency = self.budget.currency or said.gettext("moneda sin indicar")
        rows = [[currency, 1, "–", note]]
        self._fill(self.book.create_sheet(said.gettext("Tasas")), columns, rows)

    def _fill(
        self,
        sheet: Worksheet,
        columns: Sequence[SheetColumn],
        rows: Sequence[Sequence[Any]],
        total: Sequence[Formula] = (),
    ) -> None:
        """Title, heading, rows and the total below; set up to be printed on whole pages."""
        self._head(sheet)
        for place, column in enumerate(columns, 1):
            _put(sheet, FIRST, place, column.title, column).font = _font(bold=True, color="FFFFFF")
            sheet.cell(FIRST, place).fill = PatternFill("solid", fgColor=GREEN)
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        for number, row in enumerate(rows, FIRST + 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
                _put(sheet, number, place, value, column).border = RULE
        if total:
            end = FIRST + max(len(rows), 1) + 1
            empty = [None] * (len(columns) - len(total) - 1)
            told = [self.said.gettext("Total"), *empty, *total]
            for place, (column, value) in enumerate(zip(columns, told, strict=True), 1):
                _put(sheet, end, place, value, column).font = _font(bold=True)
                sheet.cell(end, place).fill = PatternFill("solid", fgColor=SOFT)
        _set_up_page(sheet, last=get_column_letter(len(columns)))

    def _head(self, sheet: Worksheet) -> None:
        currency = self.budget.currency or self.said.gettext("moneda sin indicar")
        state = f"{self.document['estado']} · {self.document['fecha']} · {currency}"
        lines = (
            (self.document["entidad"], _font(color="52606D")),
            (self.document["titulo"], _font(bold=True, size=14, color=GREEN)),
            (f"{sheet.title} · {state}", _font(color="52606D")),
        )
        for row, (words, font) in enumerate(lines, 1):
            cell = _put(sheet, row, 1, _text(words))
            cell.font, cell.alignment = font, Alignment(wrap_text=False)


def _put(
    sheet: Worksheet, row: int, place: int, value: Any, column: SheetColumn | None = None
) -> Any:
    """Write one cell. Text is text, also where it begins as a formula does."""
    cell: Any = sheet.cell(row, place, value)
    cell.font = _font()
    if isinstance(value, str) and not isinstance(value, Formula):
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


def _font(*, bold: bool = False, size: int = 11, color: str = "1B2530") -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color)


def _set_up_page(sheet: Worksheet, *, last: str) -> None:
    # A title longer than the table would make everything smaller.
    sheet.print_area = f"A1:{last}{sheet.max_row}"
    sheet.freeze_panes = f"A{FIRST + 1}"
    sheet.print_title_rows = f"{FIRST}:{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 1
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr] # a sheet always has one


def _text(words: str) -> str:
    return clean(words)[:LONGEST]


def _years(budget: Budget, schedule: Schedule) -> dict[int, dict[int, Decimal]]:
    """Year → line → the part of it that falls in that year: its own, or by its activity's days.

    Without dates, or in one year alone, there is nothing to divide.
    """
    tasks = {task.number: task for task in schedule.drawn}
    whole = (schedule.start, schedule.end) if schedule.start and schedule.end else None
    found: dict[int, dict[int, Decimal]] = {}
    for line in budget.lines:
        if line.year is not None:
            found.setdefault(line.year, {})[line.number] = Decimal(1)
            continue
        task = tasks.get(line.activity or 0)
        span = (task.start, task.end) if task else whole
        if span is None or span[0] is None or span[1] is None:
            return {}
        for year, part in _parts(span[0], span[1]):
            found.setdefault(year, {})[line.number] = part
    return dict(sorted(found.items())) if len(found) > 1 else {}


def _parts(first: Any, last: Any) -> Iterator[tuple[int, Decimal]]:
    days = (last - first).days + 1
    for year in range(first.year, last.year + 1):
        begins = max(first, first.replace(year=year, month=1, day=1))
        ends = min(last, last.replace(year=year, month=12, day=31))
        yield year, Decimal((ends - begins).days + 1) / days
