"""The budget as an Excel file: every total is a formula, equal to the one that Puente computes.

One book, for two readers: whoever finances gets it with its years, reasons and rates; an officer
gets it with lists, room for more lines and hidden keys, to bring it back.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matcher.words.language import Words
from proposals.answers import Answers, answers, live, rows
from proposals.budget import BudgetLine, read_budget
from proposals.docx.audience import for_donor
from proposals.docx.context import Facts, build_context
from proposals.docx.wording import words_of
from proposals.models import Draft
from proposals.schedule import read_schedule
from proposals.steps.plan import HEADINGS
from proposals.steps.step import Field
from proposals.steps.values import AstrayRow, number_in
from proposals.workbook.layout import (
    ACTIVITIES,
    HEAD,
    ID_HEADING,
    RETURNING,
    ROOM,
    SHEET,
    TABLE,
    Layout,
    for_reading,
    payers,
)
from proposals.workbook.packing import pack
from proposals.workbook.sheets import Cell, Formula, SheetColumn, Sheets, cellable
from proposals.workbook.sums import (
    add_justification,
    add_rates,
    add_sources,
    add_summary,
    add_years,
)

WIDTHS = {"rubro": 24, "concepto": 38, "actividad": 11, "unidad": 14, "fuente": 34}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a workbook that comes back carries: id and version of each line, ids of other rows."""

    lines: tuple[tuple[str, int], ...]
    sources: Mapping[int, str]
    activities: Mapping[int, str]


def write_workbook(facts: Facts, language: str, path: str) -> None:
    """Write the workbook of the budget that ``facts`` describe; for the process with limits."""
    build_workbook(facts, words_of(language)).save(path)


def write_for_paper(facts: Facts, language: str, path: str) -> None:
    """The same, to be printed: its tables below each other."""
    said = words_of(language)
    book = build_workbook(facts, said)
    pack(book, said)
    book.save(path)


def build_workbook(facts: Facts, said: Words) -> Workbook:
    """For whoever finances: the budget, each year, justification, sources, rates, summary."""
    given = for_donor(facts.answers)
    document = build_context(facts, said)["documento"]
    budget, schedule = read_budget(given), read_schedule(given)
    book = Workbook()
    book.properties.title, book.properties.creator = document["titulo"], document["entidad"]
    sheets = Sheets(
        book=book,
        said=said,
        budget=budget,
        layout=for_reading(budget),
        head=(document["entidad"], document["titulo"]),
        state=f"{document['estado']} · {document['fecha']}",
        room=0,
    )
    _lines(sheets, given)
    add_years(sheets, schedule)
    add_justification(sheets, schedule)
    add_sources(sheets)
    add_rates(sheets)
    add_summary(sheets)
    return book


def budget_workbook(draft: Draft, said: Words) -> bytes:
    """For an officer: the lines of ``draft``, and their sums by item and payer, to be brought
    back."""
    given = answers(draft)
    budget = read_budget(given)
    held = [one for one in live(draft) if any(str(v).strip() for v in _cells(one.value))]
    kept = Kept(
        lines=tuple((one.row, one.version) for one in held if one.field == TABLE),
        sources=dict(enumerate((one.row for one in held if one.field == "fuentes"), 1)),
        activities=dict(enumerate((one.row for one in held if one.field == "actividades"), 1)),
    )
    book = Workbook()
    sheets = Sheets(
        book=book, said=said, budget=budget, layout=RETURNING, head=(draft.title,), room=ROOM
    )
    first = _lines(sheets, given, kept)
    paying = payers(budget, kept.sources)
    _activities(sheets, given, kept)
    ids = {said.named(label): code for code, label in paying.items()}
    add_sources(sheets, ids=ids)
    add_summary(sheets, paying=list(ids))
    _lists(sheets, first, len(paying))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else []


def _lines(sheets: Sheets, given: Answers, kept: Kept | None = None) -> Worksheet:
    """All the lines, each total quantity × price."""
    said, layout = sheets.said, sheets.layout
    columns = [SheetColumn(title=said.gettext("N.º"), width=6)]
    for _place, column in layout.places():
        form = sheets.form_of(column)
        width = WIDTHS.get(column.key, 20 if form == sheets.money else 12)
        columns.append(SheetColumn(title=said.named(column.label), width=width, form=form))
    columns.append(SheetColumn(title=said.gettext("Total"), width=22, form=sheets.money))
    told = rows(given, TABLE)
    lines = [
        _line(sheets, line, row, number)
        for number, (line, row) in enumerate(zip(sheets.budget.lines, told, strict=True), HEAD + 1)
    ]
    empty: list[Cell] = [None] * (len(layout.columns) + 1)
    lines += [[*empty, _total(layout, HEAD + 1 + len(lines) + n)] for n in range(sheets.room)]
    here = sheets.first(said.gettext(SHEET))
    letter = get_column_letter(layout.total)
    sums = Formula(f"=SUM({letter}{HEAD + 1}:{letter}{sheets.last})")
    # Where lines may be added, a total below them would be in the way: it stands in the summary.
    sheets.fill(here, columns, lines, total=() if kept else (sums,))
    if kept:
        _keep(here, layout, kept.lines)
    return here


def _line(sheets: Sheets, line: BudgetLine, row: Mapping[str, object], number: int) -> list[Cell]:
    shown = [_shown(sheets, column, row.get(column.key), line) for column in sheets.layout.columns]
    return [line.number, *shown, _total(sheets.layout, number)]


def _total(layout: Layout, number: int) -> Formula:
    amount, price = (f"{layout.letter(key)}{number}" for key in ("cantidad", "valor_unitario"))
    return Formula(f'=IF(AND(ISNUMBER({amount}),ISNUMBER({price})),ROUND({amount}*{price},2),"")')


def _shown(sheets: Sheets, column: Field, stored: object, line: BudgetLine) -> Cell:
    """A cell as a person reads it; a figure as a figure, and what is none exactly as typed."""
    if column.key == "fuente":
        return sheets.paid_by(line)
    if isinstance(stored, AstrayRow):
        return "" if stored.gone else cellable(stored.text)
    text = cellable(str(stored or ""))
    labels = {option.value: option.label for option in column.options}
    if text in labels:
        return sheets.said.named(labels[text])
    if column.kind == "yesno":
        words = {"si": sheets.said.gettext("Sí"), "no": sheets.said.gettext("No")}
        return words.get(text, text)
    if column.kind in ("number", "ref"):
        value = number_in(column, text)
        return text if value is None else int(value) if value == int(value) else value
    if column.key == "rubro" and not text.strip():
        return sheets.unnamed
    return text


def _keep(sheet: Worksheet, layout: Layout, lines: Sequence[tuple[str, int]]) -> None:
    """Write the id and the version of each row, out of sight."""
    for number, (row, version) in enumerate(lines, HEAD + 1):
        sheet.cell(number, layout.id, row)
        sheet.cell(number, layout.version, version)
    for place, title in ((layout.id, ID_HEADING), (layout.version, "v")):
        sheet.cell(HEAD, place, title)
        sheet.column_dimensions[get_column_letter(place)].hidden = True


def _activities(sheets: Sheets, given: Answers, kept: Kept) -> None:
    """The numbers that the column of activities is about, with the id behind each."""
    said = sheets.said
    columns = (
        SheetColumn(title=said.gettext("Número"), width=10),
        SheetColumn(title=said.named("Actividad"), width=60),
        SheetColumn(title=ID_HEADING, width=10),
    )
    told: list[list[Cell]] = [
        [number, cellable(str(row.get("texto") or "")), kept.activities.get(number)]
        for number, row in enumerate(rows(given, "actividades"), 1)
    ]
    sheet = sheets.another(said.gettext(ACTIVITIES))
    sheets.fill(sheet, columns, told)
    sheet.column_dimensions["C"].hidden = True


def _lists(sheets: Sheets, sheet: Worksheet, paying: int) -> None:
    """What may be chosen in a cell: items, payers, yes or no."""
    said = sheets.said
    headings = ",".join(said.named(option.label) for option in HEADINGS)
    here = quote_sheetname(sheets.names["sources"])
    sources = f"{here}!$A${HEAD + 1}:$A${HEAD + paying}"
    either = f'"{said.gettext("Sí")},{said.gettext("No")}"'
    for key, names in (("rubro", f'"{headings}"'), ("fuente", sources), ("elegible", either)):
        choice = DataValidation(type="list", formula1=names, allow_blank=True)
        letter = sheets.layout.letter(key)
        choice.add(f"{letter}{HEAD + 1}:{letter}{sheets.last}")
        sheet.add_data_validation(choice)
