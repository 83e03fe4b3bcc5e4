"""The budget as a workbook an officer works in: totals are formulas, choices are lists."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matcher.words.language import Words
from proposals.answers import live
from proposals.models import Answer, Draft
from proposals.rows.references import Known, known_rows
from proposals.steps.plan import HEADINGS
from proposals.steps.step import Field
from proposals.steps.values import is_blank, number_in
from proposals.workbook.layout import (
    ACTIVITIES,
    HEAD,
    ID,
    ID_HEADING,
    ROOM,
    SHEET,
    SOURCES,
    SUMS,
    TABLE,
    TOTAL,
    TOTAL_HEADING,
    WAS,
    columns,
    payers,
    place_of,
)

_HEAD = PatternFill("solid", fgColor="1F4E5F")
_WIDTHS = {"rubro": 22, "concepto": 38, "actividad": 11, "fuente": 26}
_FIGURES = "#,##0.##"


def budget_workbook(draft: Draft, said: Words) -> bytes:
    """The lines of ``draft`` with formulas for their totals, and their sums by item and payer."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    known = known_rows(draft)
    lines = [one for one in live(draft) if one.field == TABLE and not is_blank(one.value)]
    _headings(sheet, said)
    for number, answer in enumerate(lines, HEAD + 1):
        _line(sheet, number, answer, known, said)
    last = HEAD + len(lines) + ROOM
    for number in range(HEAD + 1, last + 1):
        _formula(sheet, number)
    paying = payers(known, said)
    _lists(sheet, last, paying, said)
    _activities(book, known, said)
    _sources(book, paying, said)
    _sums(book, last, list(paying.values()), said)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _headings(sheet: Worksheet, said: Words) -> None:
    texts = [said.named(column.label) for _number, column in columns()]
    for number, text in enumerate([*texts, said.gettext(TOTAL_HEADING), ID_HEADING, "v"], 1):
        cell = _put(sheet, HEAD, number, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
    for number, column in columns():
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column.key, 14)
    sheet.column_dimensions[get_column_letter(TOTAL)].width = 18
    for number in (ID, WAS):
        sheet.column_dimensions[get_column_letter(number)].hidden = True
    sheet.freeze_panes = "A2"


def _line(sheet: Worksheet, number: int, answer: Answer, known: Known, said: Words) -> None:
    for place, column in columns():
        _put(sheet, number, place, _shown(column, answer.value.get(column.key), known, said))
        if column.kind == "number" and column.key != "ano":
            sheet.cell(number, place).number_format = _FIGURES
    _put(sheet, number, ID, answer.row)
    _put(sheet, number, WAS, answer.version)


def _shown(column: Field, stored: object, known: Known, said: Words) -> str | Decimal | int:
    """A cell as a person reads it; a figure as a figure, and what is none exactly as typed."""
    text = str(stored or "")
    if column.options and column.target:
        return payers(known, said).get(text, text)
    if column.kind == "ref":
        row = known[column.target].get(text)
        return row.number or "" if row else text
    if column.kind == "choice":
        labels = {option.value: said.named(option.label) for option in column.options}
        return labels.get(text, text)
    if column.kind == "number" and (value := number_in(column, text)) is not None:
        return value
    return text


def _put(sheet: Worksheet, row: int, column: int, value: str | Decimal | int) -> Cell:
    """One cell; a text is never taken for a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    return cell


def _formula(sheet: Worksheet, number: int) -> None:
    amount, price = (
        f"{get_column_letter(place_of(key))}{number}" for key in ("cantidad", "valor_unitario")
    )
    cell = sheet.cell(number, TOTAL)
    cell.value = f'=IF(AND(ISNUMBER({amount}),ISNUMBER({price})),ROUND({amount}*{price},2),"")'
    cell.number_format = _FIGURES


def _lists(sheet: Worksheet, last: int, paying: Mapping[str, str], said: Words) -> None:
    headings = ",".join(said.named(option.label) for option in HEADINGS)
    sources = f"{SOURCES}!$A${HEAD + 1}:$A${HEAD + len(paying)}"
    for key, names in (("rubro", f'"{headings}"'), ("fuente", sources)):
        choice = DataValidation(type="list", formula1=names, allow_blank=True)
        letter = get_column_letter(place_of(key))
        choice.add(f"{letter}{HEAD + 1}:{letter}{last}")
        sheet.add_data_validation(choice)


def _activities(book: Workbook, known: Known, said: Words) -> None:
    """The numbers that the column of activities is about, with the id behind each."""
    sheet = book.create_sheet(ACTIVITIES)
    for number, text in enumerate((said.gettext("Número"), said.named("Actividad"), ID_HEADING), 1):
        _put(sheet, HEAD, number, text).font = Font(bold=True)
    for row, one in known["actividades"].items():
        if one.number is not None:
            _put(sheet, HEAD + one.number, 1, one.number)
            _put(sheet, HEAD + one.number, 2, one.text)
            _put(sheet, HEAD + one.number, 3, row)
    sheet.column_dimensions["B"].width = 60
    sheet.column_dimensions["C"].hidden = True


def _sources(book: Workbook, paying: Mapping[str, str], said: Words) -> None:
    """Who may pay a line, as its list reads, with what stands behind each."""
    sheet = book.create_sheet(SOURCES)
    _row_of(sheet, HEAD, [said.named("Quién lo paga"), ID_HEADING])
    for number, (stored, text) in enumerate(paying.items(), HEAD + 1):
        _put(sheet, number, 1, text)
        _put(sheet, number, 2, stored)
    sheet.column_dimensions["A"].width = 60
    sheet.column_dimensions["B"].hidden = True


def _sums(book: Workbook, last: int, paying: Sequence[str], said: Words) -> None:
    """Heading × payer, as formulas on the lines."""
    sheet = book.create_sheet(SUMS)
    _row_of(sheet, HEAD, [said.named("Rubro"), *paying, said.gettext(TOTAL_HEADING)])
    for number, option in enumerate(HEADINGS, HEAD + 1):
        _put(sheet, number, 1, said.named(option.label))
        for place in range(2, len(paying) + 2):
            mine = f"$A{number}", f"{get_column_letter(place)}${HEAD}"
            sheet.cell(number, place).value = _sum_of(mine, last)
        _total(sheet, number, len(paying) + 2)
    foot = HEAD + len(HEADINGS) + 1
    _put(sheet, foot, 1, said.gettext(TOTAL_HEADING)).font = Font(bold=True)
    for place in range(2, len(paying) + 3):
        letter = get_column_letter(place)
        sheet.cell(foot, place).value = f"=SUM({letter}{HEAD + 1}:{letter}{foot - 1})"
    for place in range(1, len(paying) + 3):
        sheet.column_dimensions[get_column_letter(place)].width = 26
    for row in sheet.iter_rows(min_row=HEAD + 1, min_col=2):
        for cell in row:
            cell.number_format = _FIGURES


def _row_of(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts, 1):
        _put(sheet, number, place, text).font = Font(bold=True)


def _total(sheet: Worksheet, number: int, place: int) -> None:
    sheet.cell(number, place).value = f"=SUM(B{number}:{get_column_letter(place - 1)}{number})"


def _sum_of(mine: tuple[str, str], last: int) -> str:
    def column(place: int) -> str:
        letter = get_column_letter(place)
        return f"{SHEET}!${letter}${HEAD + 1}:${letter}${last}"

    heading, payer = mine
    return (
        f"=SUMIFS({column(TOTAL)},{column(place_of('rubro'))},{heading},"
        f"{column(place_of('fuente'))},{payer})"
    )
