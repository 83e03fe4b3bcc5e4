"""Tables to take away: XLSX and CSV with Spanish headings, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from flask import Response, send_file
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from matcher.projects.tables.formulas import neutralise
from matcher.web.frame.services import today
from matcher.web.values.filters import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, kind: str
) -> Response:
    """A download ``<name>-<today>.<kind>``; ``kind`` is ``xlsx`` or ``csv``."""
    body = _xlsx(name, headings, rows) if kind == "xlsx" else _csv(headings, rows)
    return send_file(
        BytesIO(body),
        mimetype=XLSX if kind == "xlsx" else "text/csv",
        as_attachment=True,
        download_name=f"{name}-{today().isoformat()}.{kind}",
    )


@dataclass(frozen=True, slots=True)
class SheetTold:
    """One sheet of a book: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


def send_book(name: str, sheets: Sequence[SheetTold]) -> Response:
    """A download ``<name>.xlsx`` of several sheets."""
    book = Workbook()
    assert book.active is not None  # a new workbook has one sheet
    book.remove(book.active)
    for one in sheets:
        _fill(book.create_sheet(), one.name, one.headings, one.rows)
    file = BytesIO()
    book.save(file)
    return send_file(
        BytesIO(file.getvalue()),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"{name}.xlsx",
    )


def _xlsx(name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    assert book.active is not None  # a new workbook has one sheet
    _fill(book.active, name, headings, rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    title = re.sub(r"[\\/*?:\[\]]", " ", name)[:31]
    sheet.title = title[:1].upper() + title[1:]
    sheet.append([_cell(heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(row=1, column=column)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0D4F4F")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        widest = max((len(str(row[column - 1] or "")) for row in rows[:200]), default=0)
        # Beside its words a heading has the button of the filter.
        width = max(len(heading) + 4, widest + 2)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, width)
    for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
        for cell, value in zip(cells, row, strict=False):
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00" if value % 1 else "#,##0"
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with «=» stays text
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    _for_paper(sheet)


def _for_paper(sheet: Any) -> None:
    """Print all columns on one page's width, with the headings on each: 12 columns took 4 pages."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_LETTER
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
    if isinstance(value, datetime):  # a spreadsheet knows no time zones
        return local(value).replace(tzinfo=None)
    return float(value) if isinstance(value, Decimal) else value


def _csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark: what a spreadsheet in Spanish opens without asking."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(heading) for heading in headings])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return neutralise(str(value))
