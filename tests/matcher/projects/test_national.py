"""A national sheet (MGA, BPIN) as Excel and as PDF: each value with its place, nothing made up."""

from pathlib import Path

import pytest
from openpyxl import Workbook

import matcher.projects
from matcher.errors import UnreadableTable
from matcher.projects.national.book import national_book
from matcher.projects.national.lines import Line, SheetCell
from matcher.projects.tables.files import read_book
from matcher.projects.tables.table import Table
from tests.matcher.projects.mga import GOALS, mga, saved


def values(table: Table) -> dict[str, str]:
    (row,) = table.rows
    return {h: str(c) for h, c in zip(table.headings, row.cells, strict=True)}


def test_a_workbook_of_the_method_is_one_project_with_everything_it_says() -> None:
    book = read_book(saved(mga()), "mga.xlsx")
    said = values(book.tables[0])
    assert said["Código"] == "2026760010042"
    assert said["Nombre del proyecto"] == "Mejoramiento del acueducto veredal del norte"
    assert said["Problema"] == "Baja cobertura de agua apta para consumo en la zona rural"
    assert said["Situación existente"].startswith("Ocho veredas")
    assert said["Magnitud del problema"] == "61 % de hogares sin agua apta"
    assert said["Causas directas"].splitlines() == [
        "Planta de tratamiento insuficiente",
        "Redes de conducción deterioradas",
    ]
    assert len(said["Causas indirectas"].splitlines()) == 3
    assert said["Efectos directos"].splitlines()[1] == "Sobrecostos en los hogares"
    assert said["Objetivo general"].startswith("Aumentar la cobertura")
    assert said["Objetivos específicos"].splitlines() == [
        "Ampliar la planta de tratamiento",
        "Reponer las redes de conducción",
    ]
    assert said["Cadena de valor"].splitlines()[1] == (
        "Objetivo: Ampliar la planta de tratamiento · Producto: Planta ampliada · "
        "Actividad: Obra civil · 2026: 400000000 · 2027: 650000000"
    )
    assert said["Costos por año"].splitlines() == [
        "2026: 480000000 (suma de las actividades)",
        "2027: 950000000 (suma de las actividades)",
    ]
    assert said["Indicadores"] == "Hogares con agua apta · Número · 1850"
    assert said["Número de beneficiarios"] == "7400"
    assert (said["Costo total"], said["Moneda"]) == ("1430000000", "COP")


def test_every_value_says_its_cell_and_what_is_missing_is_asked() -> None:
    table = read_book(saved(mga()), "mga.xlsx").tables[0]
    said = values(table)
    places = dict(line.split(": ", 1) for line in said["Dónde está en la ficha"].splitlines())
    assert places["Código"] == "hoja Identificación, celda B3"
    assert places["Problema"] == "hoja Identificación, celda A9"
    assert places["Costo total"] == "hoja Cadena de valor, celda B8"
    assert set(said) - {"Moneda", "Dónde está en la ficha"} == set(places)
    asked = " ".join(str(note) for note in table.notes)
    assert "La ficha no trae: Beneficiarios, Efectos indirectos." in asked
    assert "Secretaría" not in said, "what is not there is not made up"


PDF_LINES = (
    "Ficha de proyecto de inversión pública",
    "Código BPIN: 2026760010042",
    "Nombre del proyecto: Mejoramiento del acueducto veredal del norte",
    "Problema central",
    "Baja cobertura de agua apta para consumo",
    "Causas directas",
    "1. Planta de tratamiento insuficiente",
    "2. Redes de conducción deterioradas",
    "Objetivo general",
    "Aumentar la cobertura de agua apta",
    "Objetivos específicos",
    "1. Ampliar la planta de tratamiento",
    "2. Reponer las redes de conducción",
    "Cadena de valor",
    "Producto 1.1: Planta ampliada",
    "Actividad 1.1.1: Obra civil  $ 1.050.000.000",
    "Costo total: $ 1.430.000.000",
)


def as_lines(*texts: str) -> list[Line]:
    return [(SheetCell(text, 57, "página 1", 400),) for text in texts]


def test_lines_that_say_step_and_sum_say_the_same_with_their_page() -> None:
    book = national_book(as_lines(*PDF_LINES), "ficha.pdf", sheets=())
    assert book is not None
    said = values(book.tables[0])
    assert said["Código"] == "2026760010042"
    assert said["Problema"] == "Baja cobertura de agua apta para consumo"
    assert len(said["Causas directas"].splitlines()) == 2
    assert said["Objetivos específicos"].splitlines()[0] == "Ampliar la planta de tratamiento"
    assert said["Cadena de valor"].splitlines() == [
        "Producto: Planta ampliada",
        "Actividad: Obra civil · Costo: $ 1.050.000.000",
    ]
    assert said["Costo total"] == "$ 1.430.000.000"
    assert "Problema: página 1" in said["Dónde está en la ficha"]


@pytest.fixture(scope="module")
def report() -> Table:
    """The sample report, as the method's own site prints one."""
    body = (Path(matcher.projects.__file__).parent / "sample" / "ficha-mga.pdf").read_bytes()
    return read_book(body, "ficha.pdf").tables[0]


def test_a_report_of_the_method_keeps_apart_what_stands_side_by_side(report: Table) -> None:
    said = values(report)
    assert said["Código"] == "2026760010042"
    assert said["Nombre del proyecto"].endswith("hoy toman el agua de quebradas sin tratar")
    assert said["Sector"] == "Vivienda, ciudad y territorio"
    assert said["Causas directas"].splitlines() == [
        "Planta de tratamiento insuficiente",
        "Redes de conducción deterioradas en casi todos los tramos que van a las veredas",
    ]
    assert said["Causas indirectas"].splitlines() == [
        "Equipos con la vida útil vencida hace años",
        "Sin mantenimiento preventivo",
        "Tubería de asbesto cemento",
    ]
    assert said["Efectos directos"].splitlines() == [
        "Aumento de enfermedades diarreicas",
        "Sobrecostos en los hogares",
    ]
    assert said["Efectos indirectos"] == "Ausencias en la escuela"
    assert said["Objetivo general"] == "Aumentar la cobertura de agua apta en la zona rural"
    assert said["Objetivos específicos"].splitlines() == list(GOALS)
    assert said["Objetivos de las causas indirectas"] == "Cambiar los equipos vencidos"
    assert said["Indicadores"].splitlines() == [
        "Hogares con agua apta para el consumo de sus personas · Número · 1.850",
        "Plantas de tratamiento ampliadas · Número de plantas · 1",
    ]
    assert said["Cadena de valor"].splitlines() == [
        f"Objetivo: {GOALS[0]} · Producto: Planta ampliada · Actividad: Diseños · "
        "Costo: $ 80.000.000",
        f"Objetivo: {GOALS[0]} · Producto: Planta ampliada · Actividad: Obra civil · "
        "Costo: $ 1.050.000.000",
        f"Objetivo: {GOALS[1]} · Producto: Redes repuestas · Actividad: Suministro de tubería y "
        "accesorios para los seis kilómetros de red · Costo: $ 300.000.000",
    ]
    assert said["Costo total"] == "$ 1.430.000.000,00"
    assert said["Descripción"] == "Se amplía la planta y se cambian seis kilómetros."


def test_what_a_report_says_of_others_is_not_said_of_the_project(report: Table) -> None:
    """Who takes part, whom the problem strikes, what a table of places repeats."""
    said = values(report)
    assert said["Número de beneficiarios"] == "7.400"
    assert said["Municipio"] == "Cali"
    assert not {"Entidad", "Secretaría", "Comuna o corregimiento", "Beneficiarios"} & set(said)
    assert "999" not in str(said)
    assert "Impreso" not in str(said)
    asked = " ".join(str(note) for note in report.notes)
    assert "La ficha no trae: Beneficiarios, Costos por año." in asked
    known = set(said) - {"Moneda", "Dónde está en la ficha"}
    assert {line.partition(":")[0] for line in said["Dónde está en la ficha"].splitlines()} == known


def test_the_sheet_of_the_viewer_is_known_by_its_title_and_its_millions_are_left() -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ["FICHA DE ESTADÍSTICAS BÁSICAS DE INVERSIÓN (EBI)", None],
        ["Cifras en millones de pesos", None],
        ["Código BPIN", 2026760010042],
        ["Nombre", "Acueducto veredal del norte"],
        ["Problema", "Baja cobertura de agua apta"],
        ["Objetivo", "Aumentar la cobertura"],
        ["Valor total", 1430],
        [],
        ["Producto", "Actividad", "Costo 2026"],
        ["Planta", "Obra civil", 80],
    ):
        book.active.append(row)
    table = read_book(saved(book), "ebi.xlsx").tables[0]
    said = values(table)
    assert (said["Código"], said["Problema"]) == ("2026760010042", "Baja cobertura de agua apta")
    assert said["Objetivo general"] == "Aumentar la cobertura"
    assert not {"Costo total", "Moneda", "Costos por año"} & set(said)
    assert said["Cadena de valor"] == "Producto: Planta · Actividad: Obra civil"
    asked = " ".join(str(note) for note in table.notes)
    assert "sus costos no se tomaron" in asked
    assert "Costo total" in asked.partition("La ficha no trae:")[2]


def test_two_codes_of_one_sheet_are_told() -> None:
    book = mga()
    book["Objetivos"].append(["Código BPIN", 2026760010099])
    table = read_book(saved(book), "mga.xlsx").tables[0]
    assert values(table)["Código"] == "2026760010042"
    assert "dice dos cosas distintas de: Código" in " ".join(str(note) for note in table.notes)


def test_what_is_no_such_sheet_is_told_so_in_spanish(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="dañado o tiene contraseña"):
        read_book(b"%PDF-1.7 nothing of it", "roto.pdf")
    bank = Workbook()
    assert bank.active is not None
    bank.active.append(
        ["Código BPIN", "Nombre del proyecto", "Problema central", "Causas directas"]
    )
    bank.active.append(["1", "Huertas", "Falta comida", "Sequía"])
    table = read_book(saved(bank), "banco.xlsx").tables[0]
    assert "Dónde está en la ficha" not in table.headings, "a bank is read as a bank"
