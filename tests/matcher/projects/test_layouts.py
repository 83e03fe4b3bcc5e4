"""Books as offices keep them: several sheets, parts with titles, merged cells, forms."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matcher.projects.cells import BadCell, as_lines, as_money, as_ods
from matcher.projects.exporting import rejected_xlsx
from matcher.projects.importing import plan_import
from matcher.projects.tables.files import read_book, read_table
from matcher.projects.tables.table import SHARED

LINES = {"verde": "Ciudad verde", "paz": "Paz, seguridad y justicia"}


def book(*sheets: tuple[str, list[list[object]]], edit: Callable[[Workbook], object] = id) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet: Worksheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    edit(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def names(table) -> list[object]:
    place = table.headings.index("Proyecto")
    return [row.cells[place] for row in table.rows]


def test_every_sheet_is_offered_with_its_rows() -> None:
    heads = ["Código", "Proyecto", "Costo total"]
    content = book(
        ("Léeme", [["Cómo usar este libro"], ["Llene las otras hojas"]]),
        ("2025", [heads, ["A1", "Uno", 5]]),
        ("2026", [["Banco 2026"], heads, ["B1", "Dos", 5], ["B2", "Tres", 6]]),
        ("Oculta", [heads, ["C1", "Cuatro", 1]]),
        edit=lambda made: setattr(made["Oculta"], "sheet_state", "hidden"),
    )
    found = read_book(content, "banco.xlsx")
    assert [(table.sheets, len(table.rows)) for table in found.tables] == [
        (("2025",), 1),
        (("2026",), 2),
    ]
    assert found.best == 1
    assert [(one.sheet, one.rows, str(one.why)) for one in found.left] == [
        ("Léeme", 2, "no tiene una columna con el nombre del proyecto"),
        ("Oculta", 0, "está oculta"),
    ]


def parted() -> list[list[object]]:
    return [
        ["BPIN", "Proyecto", "Costo total", "Etapa"],
        ["SECRETARÍA DE AMBIENTE"],
        ["1", "Árboles en la ribera", 100, "idea"],
        ["2", "Aire limpio", 200, "idea"],
        ["Subtotal", None, 300],
        ["SECRETARÍA DE SALUD"],
        ["BPIN", "Proyecto", "Costo total", "Etapa"],
        ["3", "Salud en tu barrio", 50, "perfil"],
        ["TOTAL GENERAL", None, 350],
    ]


def test_titles_of_parts_are_no_projects_and_name_the_department() -> None:
    table = read_table(book(("Banco", parted())))
    assert names(table) == ["Árboles en la ribera", "Aire limpio", "Salud en tu barrio"]
    assert table.headings[-1] == "Secretaría"
    assert [row.cells[-1] for row in table.rows] == [
        "SECRETARÍA DE AMBIENTE",
        "SECRETARÍA DE AMBIENTE",
        "SECRETARÍA DE SALUD",
    ]
    told = " ".join(table.notes)
    assert "«SECRETARÍA DE AMBIENTE», «SECRETARÍA DE SALUD»" in told
    assert "no se importan: 5 («Subtotal»), 9 («TOTAL GENERAL»)" in told
    assert "repiten los encabezados y no se importan: 7" in told


def test_a_title_in_the_column_of_the_name_is_told_from_a_project_with_a_name_only() -> None:
    rows: list[list[object]] = [
        ["Proyecto", "Costo total", "Etapa"],
        ["EJE AMBIENTAL"],
        ["Árboles en la ribera", 100, "idea"],
        ["Aire limpio", 200, "idea"],
        ["Huertas por empezar"],
        ["Ríos vivos", 100, "idea"],
    ]
    table = read_table(book(("Banco", rows)))
    assert names(table) == [
        "Árboles en la ribera",
        "Aire limpio",
        "Huertas por empezar",
        "Ríos vivos",
    ]
    assert table.headings[-1] == "Sección"
    assert table.rows[2].cells[-1] == "EJE AMBIENTAL"


def test_a_heading_the_reading_made_is_not_said_to_be_unknown(session) -> None:
    rows: list[list[object]] = [
        ["Proyecto", "Costo total", "Padrino"],
        ["EJE AMBIENTAL"],
        ["Árboles en la ribera", 100, "Rosa"],
        ["Aire limpio", 200, "Juan"],
        ["Ríos vivos", 100, "Rosa"],
    ]
    said = [
        str(warning) for warning in plan_import(session, read_table(book(("B", rows)))).warnings
    ]
    assert any("quedan en «Sección»" in one for one in said)
    assert [one for one in said if "no se reconoce" in one] == [
        "La columna «Padrino» no se reconoce; se guarda tal como está."
    ]


def test_merged_cells_speak_for_every_row_they_cover() -> None:
    rows: list[list[object]] = [
        ["Secretaría", "Proyecto", "Costo total", "ODS"],
        ["Ambiente", "Uno", 100, "ODS 11: Ciudades y comunidades sostenibles"],
        [None, "Dos", 200, None],
        [None, "Tres", 900, None],
        ["Salud", "Cuatro", None, "3"],
    ]

    def merge(made: Workbook) -> None:
        for cells in ("A2:A4", "D2:D3", "C4:C5"):
            made["Banco"].merge_cells(cells)

    table = read_table(book(("Banco", rows), edit=merge))
    assert [row.cells[0] for row in table.rows] == ["Ambiente"] * 3 + ["Salud"]
    assert [row.cells[3] for row in table.rows][2] is None
    assert table.rows[1].cells[3] == table.rows[0].cells[3]
    assert [row.cells[2] for row in table.rows] == [100, 200, f"900 {SHARED}", f"900 {SHARED}"]


def test_a_sum_shared_by_projects_is_asked_about_and_not_lost(session) -> None:
    rows: list[list[object]] = [["Proyecto", "Costo total"], ["Uno", 900], ["Dos", None]]
    content = book(("Banco", rows), edit=lambda made: made["Banco"].merge_cells("B2:B3"))
    plan = plan_import(session, read_table(content))
    assert plan.counts()["rejected"] == 2
    assert "no dice cuánto es de cada uno" in plan.problems[0].text
    again = read_table(rejected_xlsx(plan))
    assert all("900" in str(row.cells) for row in again.rows)


def test_rows_that_share_a_merged_name_are_one_project() -> None:
    rows: list[list[object]] = [
        ["Proyecto", "Actividades", "Costo total"],
        ["Parque", "Diseño", 500],
        [None, "Obra", None],
        ["Huerta", "Siembra", 20],
    ]

    def merge(made: Workbook) -> None:
        made["Banco"].merge_cells("A2:A3")
        made["Banco"].merge_cells("C2:C3")

    table = read_table(book(("Banco", rows), edit=merge))
    assert [row.cells for row in table.rows] == [
        ("Parque", "Diseño\nObra", 500),
        ("Huerta", "Siembra", 20),
    ]


def form(name: str, cost: object) -> list[list[object]]:
    return [
        ["FICHA DE PROYECTO"],
        ["1. Datos generales"],
        ["Nombre del proyecto:", name],
        ["Secretaría:", "Ambiente"],
        ["Costo total (COP):", cost],
        ["ODS:", "ODS 11: Ciudades y comunidades sostenibles"],
        ["Observaciones", "Tiene lote"],
        [None, "y diseños"],
    ]


def test_forms_with_labels_at_the_left_are_projects(session) -> None:
    content = book(("F1", form("Parque", 500)), ("F2", form("Huerta", "mucho")))
    found = read_book(content)
    assert [table.sheets for table in found.tables] == [("F1", "F2")]
    plan = plan_import(session, found.tables[0])
    assert [row.outcome for row in plan.rows] == ["new", "rejected"]
    read = plan.rows[0].reading
    assert (read.values["name"], read.values["total_cost"]) == ("Parque", 500)
    assert (read.values["total_cost_currency"], read.values["ods"]) == ("COP", ["11"])
    assert read.extra["Observaciones"] == "Tiene lote\ny diseños"
    assert plan.problems[0].text.startswith(
        "Hoja «F2», columna B, columna «Costo total (COP)»"
    ) or ("F2" in plan.problems[0].text)


def test_a_form_that_goes_on_beside_itself_is_one_project() -> None:
    rows: list[list[object]] = [
        ["Nombre del proyecto", "Parque", "Etapa", "idea"],
        ["Secretaría", "Ambiente", "Costo total", 500],
        ["Resumen", "Un parque", "ODS", "11"],
        ["Problema", "Falta sombra", "Duración", "12"],
    ]
    table = read_table(book(("Ficha 1", rows)), "banco.xlsx")
    (row,) = table.rows
    assert dict(zip(table.headings, row.cells, strict=True)) == {
        "Nombre del proyecto": "Parque",
        "Secretaría": "Ambiente",
        "Resumen": "Un parque",
        "Problema": "Falta sombra",
        "Etapa": "idea",
        "Costo total": 500,
        "ODS": "11",
        "Duración": "12",
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ODS 11: Ciudades y comunidades sostenibles", ["11"]),
        (
            "ODS 9: Industria, innovación e infraestructura, ODS 13: Acción por el clima",
            ["9", "13"],
        ),
        ("ODS No. 3", ["3"]),
        ("ODS 6, 7 y 13", ["6", "7", "13"]),
        ("3 Salud; 4 Educación", ["3", "4"]),
    ],
)
def test_ods_as_offices_write_them(text, codes) -> None:
    assert as_ods(text) == codes


def test_a_number_with_the_name_of_another_ods_is_asked_about() -> None:
    with pytest.raises(BadCell, match="nombre de otro"):
        as_ods("11. Vida submarina")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Línea 3. Ciudad verde", ["verde"]),
        ("Línea temática 2: Paz, seguridad y justicia; 1. Ciudad verde", ["verde", "paz"]),
        ("L1 - ciudad verde", ["verde"]),
    ],
)
def test_lines_with_their_number(text, codes) -> None:
    assert as_lines(text, LINES) == codes


def test_the_number_alone_names_no_line() -> None:
    with pytest.raises(BadCell, match="no es una línea"):
        as_lines("Línea 3", LINES)


@pytest.mark.parametrize(
    "text", ["$1.200.000 M/CTE", "1.200.000 m/cte.", "$ 1.200.000 moneda legal"]
)
def test_legal_tender_of_colombia_is_its_peso(text) -> None:
    money = as_money(text)
    assert money is not None
    assert (money.value, money.currency) == (1_200_000, "COP")
