"""A national sheet (MGA, BPIN) as Excel and as PDF: each value with its place, nothing made up."""

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from matcher.errors import UnreadableTable
from matcher.projects.tables.files import read_book
from matcher.projects.tables.table import Table
from tests.matcher.projects.mga import mga, saved


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


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("ficha")
    document = Document()
    for line in PDF_LINES:
        document.add_paragraph(line)
    document.save(str(folder / "ficha.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "ficha.docx")], check=True, capture_output=True)
    return (folder / "ficha.pdf").read_bytes()


def test_a_pdf_of_the_viewer_says_the_same_with_its_page(pdf: bytes) -> None:
    said = values(read_book(pdf, "ficha.pdf").tables[0])
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
