"""Files as officers save them: XLSX and CSV, titles above, odd encodings, and no table at all."""

import io
import time
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from matcher.errors import UnreadableTable
from matcher.projects.headings import match_headings
from matcher.projects.national.lines import sheet_lines
from matcher.projects.tables import files as tables
from matcher.projects.tables.files import read_table
from matcher.projects.tables.formulas import neutralise, restore
from matcher.projects.tables.grid import Grid
from matcher.projects.tables.table import FORMULA_WITHOUT_VALUE
from scrapers.confined.process import Limits


def xlsx(*sheets: list[list[object]], hide: tuple[int, ...] = ()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Hoja {number + 1}")
        sheet.sheet_state = "hidden" if number in hide else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_headings_below_a_title_on_the_second_sheet() -> None:
    content = xlsx(
        [["Instrucciones"], ["Llene la otra hoja"]],
        [
            ["ALCALDÍA DE EJEMPLO"],
            [],
            ["BPIN", "Proyecto", "Valor total"],
            ["A1", "Uno", 5],
            [],
            ["A2", "Dos", 7.5],
        ],
    )
    table = read_table(content, "banco.xlsx")
    assert table.sheets == ("Hoja 2",)
    assert table.heading_row == 3
    assert table.headings == ("BPIN", "Proyecto", "Valor total")
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("A1", "Uno", 5)),
        (6, ("A2", "Dos", 7.5)),
    ]


def test_cells_without_heading_and_repeated_headings_are_kept() -> None:
    content = xlsx([["Proyecto", "Nota", "Nota"], ["Uno", "a", "b", "c"]])
    table = read_table(content)
    assert table.headings == ("Proyecto", "Nota", "Nota (2)", "Columna D")
    assert table.rows[0].cells == ("Uno", "a", "b", "c")


def test_hidden_sheets_are_not_read_and_dates_stay_dates() -> None:
    day = datetime(2027, 3, 1)  # noqa: DTZ001 # spreadsheets know no zones
    content = xlsx([["Proyecto"], ["Oculto"]], [["Proyecto", "Inicio"], ["A", day]], hide=(0,))
    assert read_table(content).rows[0].cells == ("A", day)


def test_a_formula_never_calculated_is_marked() -> None:
    content = xlsx([["Proyecto", "Costo total"], ["A", "=1+1"]])
    assert read_table(content).rows[0].cells == ("A", FORMULA_WITHOUT_VALUE)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<f>1+1</f><v>2</v>", 2),
        ("<f>1+1</f>", FORMULA_WITHOUT_VALUE),
        ("<f>1+1</f><v/>", FORMULA_WITHOUT_VALUE),
        ("<f>1+1</f>\n <v></v>", FORMULA_WITHOUT_VALUE),
        ('<f t="shared" ref="B2:B3" si="0">1+1</f><v>2</v>', 2),
    ],
)
def test_a_formula_counts_with_the_value_it_was_saved_with(cell: str, value: object) -> None:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Proyecto</t></is></c></row>'
    row = f'<row r="2"><c r="A2"><v>7</v></c><c r="B2">{cell}</c></row>'
    sheet = f"<worksheet {SPREADSHEET}><sheetData>{head}{row}</sheetData></worksheet>"
    content = part_replaced("xl/worksheets/sheet1.xml", sheet.encode())
    assert read_table(content).rows[0].cells == (7, value)


def test_a_long_sheet_costs_no_more_by_row_than_a_short_one() -> None:
    began = time.process_time()
    lines = list(sheet_lines([Grid("Hoja", [("Proyecto",)] * 20_000)]))
    assert len(lines) == 20_001
    assert time.process_time() - began < 4  # 38 seconds, where each row measures all


def test_of_a_table_only_its_own_delimiter_is_read_whole() -> None:
    """Read with another, a row is one cell, and may be longer than a cell may be."""
    text = f"Proyecto;Resumen;Problema\nUno;{'a' * 60_000};{'b' * 60_000}\n"
    assert len(read_table(text.encode()).rows[0].cells[2]) == 60_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_encoding_and_delimiter(encoding, delimiter) -> None:
    rows = [["Código", "Nombre del proyecto", "Secretaría"], ["1", "Educación «así»", "Niñez"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(text.encode(encoding), "banco.csv")
    assert table.headings == tuple(rows[0])
    assert table.rows[0].cells == tuple(rows[1])


SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def far_cells() -> bytes:
    """Each row has one cell, far to the right: a small file of millions of empty cells."""
    cells = "".join(f'<row r="{i}"><c r="GR{i}"><v>1</v></c></row>' for i in range(1, 20_001))
    sheet = f"<worksheet {SPREADSHEET}><sheetData>{cells}</sheetData></worksheet>"
    return part_replaced("xl/worksheets/sheet1.xml", sheet.encode())


def many_cells() -> bytes:
    """A few kilobytes of full rows: each cell takes as long as one that says something."""
    head = '<c t="inlineStr"><is><t>Proyecto</t></is></c>'
    row = f"<row>{'<c><v>1</v></c>' * 32}</row>"
    sheet = f"<worksheet {SPREADSHEET}><sheetData><row>{head}</row>{row * 19_000}</sheetData>"
    return part_replaced("xl/worksheets/sheet1.xml", f"{sheet}</worksheet>".encode())


def far_sheets() -> bytes:
    """Fourteen kilobytes: each of many sheets has a cell at the end of the world."""
    book = Workbook()
    for _ in range(20):
        book.create_sheet().cell(20_010, 200).value = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def many_sheets() -> bytes:
    return xlsx(*[[["Proyecto"], ["A"]] for _ in range(60)])


def many_strings() -> bytes:
    """A hundred kilobytes that hold millions of texts nobody uses."""
    strings = f"<sst {SPREADSHEET}>{'<si><t>a</t></si>' * 4_000_000}</sst>"
    whole = zipfile.ZipFile(io.BytesIO(xlsx([["Proyecto"], ["A"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in whole.namelist():
            text = whole.read(part).decode()
            named = (
                '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
            )
            archive.writestr(part, text.replace("</Types>", named))
        archive.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (far_cells, "600.000 celdas"),
        (many_cells, "600.000 celdas"),
        (far_sheets, "celdas|filas"),
        (many_sheets, "más de 50 hojas"),
        (many_strings, "ocupa demasiado"),
        (lambda: b"Proyecto\n" + b"x," * 450_000, "más de 200 columnas"),
        (lambda: b"x," * 2_500_000, "600.000 celdas"),
        (lambda: b"Proyecto\n" + b"x" * 120_000, "más de 100.000 letras"),
        (lambda: b'Proyecto\n"' + b"x\n" * 2_000_000, "letras|filas|Nombre del proyecto"),
        (lambda: b"Proyecto\n" + b"x\n" * 30_000, "más de 20000 filas"),
    ],
)
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_soon(content, word) -> None:
    made = content()
    began = time.monotonic()
    with pytest.raises(UnreadableTable, match=word):
        read_table(made, "banco")
    assert time.monotonic() - began < 10


def test_a_book_that_takes_too_long_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = xlsx([["Proyecto", "Resumen"], *[[f"P{i}", "x" * 50] for i in range(15_000)]])
    monkeypatch.setattr(tables, "LIMITS", Limits(cpu_seconds=1, seconds=0.2))
    with pytest.raises(UnreadableTable, match=r"tarda demasiado.*guárdela como CSV"):
        read_table(slow, "banco.xlsx")


def test_a_heading_as_long_as_a_book_is_soon_compared_with_none() -> None:
    began = time.monotonic()
    assert len(match_headings(["a b " * 20_000] * 200)) == 200
    assert time.monotonic() - began < 10


def test_wrong_headings_say_what_was_found_expected_and_closest() -> None:
    content = xlsx([["Nomre proyct", "Plata", "Fecha"], ["A", 1, 2]])
    with pytest.raises(UnreadableTable) as caught:
        read_table(content, "mi-banco.xlsx")
    text = str(caught.value)
    assert "mi-banco.xlsx" in text
    assert "«Plata»" in text
    assert "El más parecido es «Nomre proyct»" in text
    assert "Nombre del proyecto, Resumen" in text


def broken_zip() -> bytes:
    whole = xlsx([["Proyecto"], ["A"]])
    return whole[: len(whole) // 2]


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vacío"),
        (b"  \n ", "vacío"),
        (b"\xd0\xcf\x11\xe0old", "xls"),
        (broken_zip(), "guárdelo de nuevo"),
        (other_zip(), "guárdelo de nuevo"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no es un libro"),
        (b"hola", "Nombre del proyecto"),
        (b"x" * (20 * 1024 * 1024 + 1), "Divida"),
    ],
    ids=["empty", "blank", "xls", "cut", "ods", "png", "text", "large"],
)
def test_files_that_are_no_table_say_what_to_do(content, word) -> None:
    with pytest.raises(UnreadableTable, match=word):
        read_table(content, "archivo")


def part_replaced(name: str, content: bytes) -> bytes:
    whole = zipfile.ZipFile(io.BytesIO(xlsx([["Proyecto"], ["A"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in whole.namelist():
            archive.writestr(part, content if part == name else whole.read(part))
    return out.getvalue()


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("content", [b"", b"hola <", b"<a/>"])
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part, content) -> None:
    try:
        table = read_table(part_replaced(part, content), "banco.xlsx")
    except UnreadableTable as error:
        told = str(error)
    else:
        told = table.headings[0]
    assert told == "Proyecto" or told.startswith("«banco.xlsx»")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=30))
def test_no_damage_escapes_as_another_error(changes) -> None:
    content = bytearray(xlsx([["Proyecto"], ["A"]]))
    for place, value in changes:
        content[place % len(content)] = value
    try:
        read_table(bytes(content), "banco.xlsx")
    except UnreadableTable as error:
        assert str(error).startswith("«banco.xlsx»")  # noqa: PT017 # either outcome is right


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nombre del proyecto", "name"),
        ("PROYECTO", "name"),
        ("Costo total (COP)", "total_cost"),
        ("Costo total ($)", "total_cost"),
        ("Nombre del proyeto", "name"),
        ("Código BPIN", "code"),
        ("Secretaria responsable", "department"),
        ("Población objetivo de la intervención", "beneficiaries"),
        ("Problema central", "problem"),
        ("Linea estratégica", "lines"),
        ("Nombre del Proyecto de Inversión", "name"),
        ("Valor Total del Proyecto ($)", "total_cost"),
        ("Dependencia Responsable", "department"),
        ("Objetivo de Desarrollo Sostenible (ODS)", "ods"),
        ("Línea estratégica PDD", "lines"),
        ("Horizonte (años)", "duration_months"),
        ("Código del municipio", None),
        ("Estado", None),
        ("Sector", None),
        ("Fuente SGP", None),
        ("Interventoría", None),
        ("", None),
    ],
)
def test_headings_are_known_by_many_names(text, field) -> None:
    (heading,) = match_headings([text])
    assert (heading.column.field if heading.column else None) == field


def test_an_exact_heading_wins_and_no_field_is_filled_twice() -> None:
    found = match_headings(["Nombre del proyeto", "Nombre del proyecto", "Proyecto"])
    assert [heading.column is not None for heading in found] == [False, True, False]


def test_the_currency_of_a_heading_is_kept() -> None:
    (heading,) = match_headings(["Costo total (COP)"])
    assert heading.currency == "COP"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("='+-@ab\t1 ,;|\n\"＝"), max_size=12))
def test_neutralised_text_is_no_formula_and_comes_back(text) -> None:
    """Read with whatever a spreadsheet takes for the end of a cell, no cell is a formula."""
    safe = neutralise(text)
    for delimiter in ",;|\t\n":
        for cell in safe.split(delimiter):
            assert cell.lstrip(' "')[:1] not in set("=+-@＝＋－＠")
    assert safe[:1] not in {"=", "+", "-", "@", "＝", "\t", "\r"}
    assert (restore(safe) or "") == text.strip()


def test_a_comma_file_with_formulas_is_read_as_text_and_leaves_as_text() -> None:
    content = b'Proyecto,Resumen\r\n=1+1,"a, =2+5"\r\n\'=ya,-3\r\n'
    rows = read_table(content, "banco.csv").rows
    assert [row.cells for row in rows] == [("=1+1", "a, =2+5"), ("=ya", "-3")]
    assert neutralise("=1+1") == "'=1+1"
    assert neutralise("a, =2+5") == "a,' =2+5"
    assert neutralise("a;=2+5") == "a;'=2+5"
    assert neutralise("Medellín - Colombia, 5 % = meta") == "Medellín - Colombia, 5 % = meta"
