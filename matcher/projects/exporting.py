"""Write the bank as XLSX or CSV, so that importing it again changes nothing."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from matcher.projects.columns import COLUMNS, INSTRUCTIONS, WHAT_TO_FIX, Column
from matcher.projects.importing import ImportPlan, line_names
from matcher.projects.models import Project, currency_of
from matcher.projects.tables.formulas import neutralise
from matcher.projects.vocabulary import MODALITY_NAMES, ODS_NAMES, STAGE_NAMES
from matcher.tags.models import Tag
from matcher.tags.queries import assigned_tags
from matcher.tags.queries import lines as lines_of

Value = str | int | Decimal | date | None
_HEAD = PatternFill("solid", fgColor="1F4E5F")
_BAND = PatternFill("solid", fgColor="F3F7F8")
_FIX = PatternFill("solid", fgColor="FFF3CD")
_LINE = Border(bottom=Side(style="thin", color="D5DEE1"))
_ROOM = 500
"""Empty rows below the table that also offer the drop-down lists."""


def export_xlsx(session: Session, projects: Sequence[Project]) -> bytes:
    """``projects`` as a styled workbook with lists to choose from and a sheet of instructions."""
    headings, rows = _table(session, projects)
    return workbook(headings, rows, lines=line_names(session))


def export_csv(session: Session, projects: Sequence[Project]) -> bytes:
    """``projects`` as UTF-8 CSV with semicolons, as a Spanish Excel opens it.

    Cells that a spreadsheet would run as a formula carry an apostrophe; the importer takes it off.
    """
    headings, rows = _table(session, projects)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_text(heading) for heading in headings])
    writer.writerows([_csv_text(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def rejected_xlsx(plan: ImportPlan) -> bytes:
    """The rows an import left out, as they were, with what to correct in a first column.

    The corrected file can be imported as it is.
    """
    book = Workbook()
    sheet = _first_sheet(book, "Filas por corregir")
    kept = plan.headings
    texts = [WHAT_TO_FIX, *(heading.text for heading in kept)]
    _write_headings(sheet, texts, [60, *[24] * len(kept)])
    for number, row in enumerate(plan.of("rejected"), start=2):
        told = "\n".join(problem.text for problem in row.problems)
        _write(sheet.cell(number, 1), told).fill = _FIX
        sheet.row_dimensions[number].height = _height([told], [60])
        for column, heading in enumerate(kept, start=2):
            _write(sheet.cell(number, column), row.row.cells[heading.index])
    return _saved(book)


def workbook(
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    lines: Mapping[str, str],
) -> bytes:
    """A styled project table: frozen headings, filter, drop-down lists, and «Cómo llenar»."""
    book = Workbook()
    sheet = _first_sheet(book, "Banco de proyectos")
    widths = [column.width for column in COLUMNS] + [24] * (len(headings) - len(COLUMNS))
    _write_headings(sheet, headings, widths)
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            cell = _write(sheet.cell(number, index), value)
            if number % 2:
                cell.fill = _BAND
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    _offer_lists(book, sheet, rows=len(rows) + _ROOM, lines=lines)
    _instructions(book)
    return _saved(book)


def _table(session: Session, projects: Sequence[Project]) -> tuple[list[str], list[list[Value]]]:
    tags = assigned_tags(session, "project", [project.id for project in projects])
    retired = {line.code: line.name for line in lines_of(session, retired=True)}
    names = retired | line_names(session)
    extra = list(dict.fromkeys(name for project in projects for name in project.extra))
    headings = [column.heading for column in COLUMNS] + extra
    rows = [
        [_cell(column, project, tags.get(project.id, []), names) for column in COLUMNS]
        + [project.extra.get(name) for name in extra]
        for project in projects
    ]
    return headings, rows


def _cell(column: Column, project: Project, tags: Iterable[Tag], lines: Mapping[str, str]) -> Value:
    """What a project has in a column, in the words the importer reads."""
    if column.kind == "lines":
        found = [lines.get(tag.code, tag.code) for tag in tags if tag.scheme == "line"]
        return "; ".join(found) or None
    if column.kind == "ods":
        codes = sorted(int(tag.code) for tag in tags if tag.scheme == "ods")
        return "; ".join(map(str, codes)) or None
    if column.kind == "money":
        return _money(project, column.field)
    return _field(column, getattr(project, column.field))


def _money(project: Project, field: str) -> Value:
    """An amount; with its currency where the currency column cannot tell it."""
    value: Decimal | None = getattr(project, field)
    own: str | None = getattr(project, currency_of(field))
    return value if value is None or own == project.currency else f"{own} {value:f}"


def _field(column: Column, value: Any) -> Value:
    if column.kind == "stage":
        return STAGE_NAMES.get(value) if value else None
    if column.kind == "modalities":
        return "; ".join(MODALITY_NAMES.get(code, code) for code in value) or None
    if column.kind == "flag":
        return "Sí" if value else "No"
    found: Value = value
    return found


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return neutralise(str(value))


def _first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return sheet


def _write_headings(sheet: Worksheet, headings: Sequence[str], widths: Sequence[int]) -> None:
    for index, (text, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = _write(sheet.cell(1, index), text)
        cell.font, cell.fill = Font(name="Calibri", bold=True, color="FFFFFF"), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[1].height = 34
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = "C2"


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Points a row needs so that its longest wrapped text shows; long ones are cut at ten lines."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        lines = sum(len(line) // width + 1 for line in str(value or "").split("\n"))
        most = max(most, lines)
    return min(most, 10) * 15.0


def _write(cell: Any, value: Any) -> Cell:
    """Set a value that stays data: text that begins like a formula is stored as text."""
    assert isinstance(cell, Cell)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _LINE
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t")
        return cell
    cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _offer_lists(book: Workbook, sheet: Worksheet, *, rows: int, lines: Mapping[str, str]) -> None:
    """Drop-down lists from a hidden sheet; other text stays allowed, for several at once."""
    choices = {
        "stage": list(STAGE_NAMES.values()),
        "lines": list(lines.values()),
        "ods": list(ODS_NAMES),
        "modalities": list(MODALITY_NAMES.values()),
        "currency": ["COP", "USD", "EUR"],
        "flag": ["Sí", "No"],
    }
    hidden = book.create_sheet("Listas")
    hidden.sheet_state = "hidden"
    for index, column in enumerate(COLUMNS, start=1):
        values = choices.get(column.kind, [])
        if not values:
            continue
        for number, value in enumerate(values, start=1):
            _write(hidden.cell(number, index), value)
        letter = get_column_letter(index)
        rule = DataValidation(
            type="list",
            formula1=f"Listas!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
            showErrorMessage=column.kind in ("stage", "currency", "flag"),
            errorTitle="Valor no válido",
            error=column.help,
            showInputMessage=True,
            promptTitle=column.heading,
            prompt=column.help,
        )
        rule.add(f"{letter}2:{letter}{rows + 1}")
        sheet.add_data_validation(rule)


def _instructions(book: Workbook) -> None:
    sheet = book.create_sheet("Cómo llenar")
    _write_headings(sheet, INSTRUCTIONS, [34, 76, 60])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=2):
        told = [column.heading, column.help, ", ".join(column.also)]
        for index, text in enumerate(told, start=1):
            _write(sheet.cell(number, index), text)
        sheet.row_dimensions[number].height = _height(told, [34, 76, 60])
        sheet.cell(number, 1).font = Font(name="Calibri", bold=True)
    notes = (
        "Una celda vacía no borra lo que el banco ya sabe: para borrar un dato use la ficha.",
        "Puede añadir columnas propias: se guardan y vuelven al exportar.",
        "Una fila con un error no se importa y se devuelve con la explicación; las demás sí.",
    )
    for number, text in enumerate(notes, start=len(COLUMNS) + 3):
        _write(sheet.cell(number, 1), text).alignment = Alignment(wrap_text=False)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
