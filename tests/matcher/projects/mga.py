"""A workbook and a report as the national method lays them out, made up.

``python -m tests.matcher.projects.mga`` writes the sample sheets that «Importar» offers.
"""

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document as DocxDocument
from openpyxl import Workbook

import matcher.projects

GOALS = ("Ampliar la planta de tratamiento", "Reponer las redes de conducción")


def mga() -> Workbook:
    """Sheets as the method lays them out: titles across, merged cells, a table of the chain."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Identificación"
    for row in (
        ["Metodología General Ajustada", None, None],
        ["Datos básicos", None, None],
        ["Código BPIN", 2026760010042, None],
        ["Nombre del proyecto:", "Mejoramiento del acueducto veredal del norte", None],
        ["Sector", "4003 - Acceso de la población a los servicios de agua", None],
        ["Programa", "4003 - Agua potable y saneamiento básico", None],
        [],
        ["Problema central", None, None],
        ["Baja cobertura de agua apta para consumo en la zona rural", None, None],
        ["Descripción de la situación existente con respecto al problema", None, None],
        ["Ocho veredas se abastecen de quebradas sin tratamiento.", None, None],
        ["Magnitud actual del problema", "61 % de hogares sin agua apta", None],
        [],
        ["Causas que generan el problema", None, None],
        ["Causas directas", "Causas indirectas", None],
        ["1. Planta de tratamiento insuficiente", "1.1 Equipos con vida útil vencida", None],
        [None, "1.2 Sin mantenimiento preventivo", None],
        ["2. Redes de conducción deterioradas", "2.1 Tubería de asbesto cemento", None],
        [],
        ["Efectos directos", None, None],
        ["1. Aumento de enfermedades diarreicas", None, None],
        ["2. Sobrecostos en los hogares", None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A16:A17")
    goals = book.create_sheet("Objetivos")
    for row in (
        ["Objetivo general", "Aumentar la cobertura de agua apta en la zona rural"],
        ["Objetivos específicos", None],
        ["1. Ampliar la planta de tratamiento", None],
        ["2. Reponer las redes de conducción", None],
        [],
        ["Indicador", "Unidad de medida", "Meta"],
        ["Hogares con agua apta", "Número", 1850],
        [],
        ["Número de personas objetivo", 7400],
    ):
        goals.append(row)
    chain = book.create_sheet("Cadena de valor")
    for row in (
        ["Cadena de valor", None, None, None, None],
        ["Objetivo específico", "Producto", "Actividad", "Costo 2026", "Costo 2027"],
        ["Ampliar la planta de tratamiento", "Planta ampliada", "Diseños", 80_000_000, 0],
        [None, None, "Obra civil", 400_000_000, 650_000_000],
        ["Reponer las redes de conducción", "Redes repuestas", "Suministro", None, 300_000_000],
        ["Total", None, None, 480_000_000, 950_000_000],
        [],
        ["Costo total", 1_430_000_000, None, None, None],
    ):
        chain.append(row)
    chain.merge_cells("A3:A4")
    chain.merge_cells("B3:B4")
    return book


def saved(book: Workbook) -> bytes:
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def mga_pages() -> DocxDocument:
    """The report of the method's own site, page by page: titles, labels over values, tables."""
    page = docx.Document()
    footer = page.sections[0].footer.paragraphs[0]
    footer.text = "Impreso el 12/02/2026 10:20:17 a.m."
    page.sections[0].header.paragraphs[0].text = "Ejemplo: acueducto veredal del norte"

    def said(*lines: str) -> None:
        for line in lines:
            page.add_paragraph(line)

    said(
        *("Datos básicos", "01 - Datos básicos del proyecto", "Nombre"),
        "Ejemplo: mejoramiento del acueducto veredal del norte para los hogares de ocho veredas "
        "que hoy toman el agua de quebradas sin tratar",
    )
    table(page, ["Tipología", "Código BPIN"], ["A - PIIP - Bienes y servicios", "2026760010042"])
    said("Sector", "Vivienda, ciudad y territorio", "Es Proyecto Tipo: No", "Identificador: 415231")
    said("Formulador Ciudadano: Persona de ejemplo", "Contribución a la política pública")
    said("01 - Contribución al Plan Nacional de Desarrollo", "Plan", "Plan nacional de ejemplo")
    said("Programa", "4003 - Acceso a agua potable y saneamiento básico")
    said("03 - Plan de Desarrollo Distrital o Municipal")
    said("Estrategia del Plan de Desarrollo Distrital o Municipal", "Ciudad que cuida el agua")
    page.add_page_break()
    said("Identificación y descripción del problema", "Problema central")
    said("Baja cobertura de agua apta para consumo en la zona rural")
    said("Descripción de la situación existente con respecto al problema")
    said("Ocho veredas se abastecen de quebradas. " * 6)
    said(
        "Magnitud actual del problema – indicadores de referencia", "61 % de hogares sin agua apta"
    )
    said("01 - Causas que generan el problema")
    table(
        page,
        ["Causas directas", "Causas indirectas"],
        ["1. Planta de tratamiento insuficiente", "1.1 Equipos con la vida útil vencida hace años"],
        ["", "1.2 Sin mantenimiento preventivo"],
        [
            "2. Redes de conducción deterioradas en casi todos los tramos que van a las veredas",
            "2.1 Tubería de asbesto cemento",
        ],
    )
    said("02 - Efectos generados por el problema")
    table(
        page,
        ["Efectos directos", "Efectos indirectos"],
        ["1. Aumento de enfermedades diarreicas", "1.1 Ausencias en la escuela"],
        ["2. Sobrecostos en los hogares", ""],
    )
    page.add_page_break()
    said("Identificación y análisis de participantes", "01 - Identificación de los participantes")
    table(
        page,
        ["Participante", "Contribución o Gestión"],
        ["Actor: Municipal\nEntidad: Otra entidad\nPosición: Cooperante", "Aporta el predio"],
        ["Actor: Otro\nEntidad: Junta de ejemplo\nPosición: Beneficiario", "Cuida la bocatoma"],
    )
    said("01 - Población afectada por el problema", "Tipo de población", "Personas")
    said("Número", "9.200", "Fuente de la información", "Censo de ejemplo", "Localización")
    table(
        page,
        ["Ubicación general", "Localización específica"],
        ["Región: Occidente\nDepartamento: Valle\nMunicipio: Otra ciudad", "Zona rural"],
    )
    said("02 - Población objetivo de la intervención", "Tipo de población", "Personas")
    said("Número", "7.400", "Fuente de la información", "Censo de ejemplo")
    said("Objetivos específicos", "01 - Objetivo general e indicadores de seguimiento")
    said("Problema central", "Baja cobertura de agua apta para consumo en la zona rural")
    said("Objetivo general – Propósito", "Aumentar la cobertura de agua apta en la zona rural")
    said("Indicadores para medir el objetivo general")
    table(
        page,
        ["Indicador objetivo", "Descripción", "Fuente de verificación"],
        [
            "Hogares con agua apta para el consumo de sus personas",
            "Medido a través de: Número\nMeta: 1.850,0000\nTipo de fuente: Informe",
            "Informe anual",
        ],
    )
    said("02 - Relaciones entre las causas y objetivos")
    table(
        page,
        ["Causa relacionada", "Objetivos específicos"],
        ["Causa directa 1\nPlanta de tratamiento insuficiente", GOALS[0]],
        ["Causa indirecta 1.1\nEquipos con la vida útil vencida", "Cambiar los equipos vencidos"],
        ["Causa directa 2\nRedes de conducción deterioradas", GOALS[1]],
    )
    said("Alternativas de la solución", "01 - Alternativas de la solución")
    table(
        page,
        ["Nombre de la alternativa", "Se evaluará con esta herramienta", "Estado"],
        ["Ampliar la planta y reponer redes", "Si", "Completo"],
    )
    page.add_page_break()
    said("Análisis técnico de la alternativa", "01 - Análisis técnico de la alternativa")
    said("Análisis técnico de la alternativa", "Se amplía la planta y se cambian seis kilómetros.")
    said("Localización de la alternativa", "01 - Localización de la alternativa")
    table(page, ["Ubicación general", "Ubicación específica"], ["Municipio: Cali", "Ocho veredas"])
    said("Cadena de valor de la alternativa")
    said("Costo total de la alternativa: $ 1.430.000.000,00")
    said("1 - Objetivo específico 1   Costo: $ 1.130.000.000", GOALS[0])
    table(
        page,
        ["Producto", "Actividad y/o Entregable"],
        [
            "1.1 Planta ampliada (Producto principal del proyecto)\nComplemento:\n"
            "Medido a través de: Número de plantas\nCantidad: 1,0000\nCosto: $ 1.130.000.000\n"
            "Etapa: Inversión\nLocalización:\nNúmero de Personas: 7.400\nAcumulativo o no: Si",
            "1.1.1 Diseños\nCosto: $ 80.000.000\nEtapa: Inversión\nRuta crítica: Si\n"
            "1.1.2 Obra civil\nCosto: $ 1.050.000.000\nEtapa: Inversión",
        ],
    )
    said("2 - Objetivo específico 2   Costo: $ 300.000.000", GOALS[1])
    table(
        page,
        ["Producto", "Actividad y/o Entregable"],
        [
            "2.1 Redes repuestas\nMedido a través de: Kilómetros\nCosto: $ 300.000.000",
            "2.1.1 Suministro de tubería y accesorios para los seis kilómetros de red\n"
            "Costo: $ 300.000.000\nEtapa: Inversión",
        ],
    )
    said("Actividad 1.1.1 1.1.1 Diseños")
    table(page, ["Periodo", "Servicios de consultoría"], ["1", "$ 80.000.000"], ["Total", "$ 8"])
    page.add_page_break()
    said("Análisis de riesgos alternativa", "01 - Análisis de riesgo")
    table(
        page,
        ["Tipo de riesgo", "Descripción del riesgo", "Efectos", "Medidas de mitigación"],
        ["Operacionales", "Lluvias", "Atrasos", "Programar en verano"],
    )
    said("Indicadores de producto", "01 - Objetivo 1", f"1. {GOALS[0]}", "Producto")
    said("1.1. Planta ampliada (Producto principal del proyecto)", "Indicador")
    said("1.1.1 Plantas de tratamiento ampliadas", "Medido a través de: Número de plantas")
    said("Meta total: 1,0000", "Fórmula:", "Es acumulativo: Si", "Programación de indicadores")
    table(page, ["Periodo", "Meta por periodo"], ["1", "1,0000"])
    said("Regionalización")
    table(
        page,
        ["Periodo", "Costo Total", "Costo Regionalizado", "Meta Total", "Beneficiarios"],
        ["1", "$ 999.000.000", "$ 0", "1", "3"],
    )
    return page


def table(page: DocxDocument, *rows: list[str]) -> None:
    made = page.add_table(rows=0, cols=len(rows[0]))
    made.style = "Table Grid"
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def main() -> None:
    """Write the sample sheets an officer may try."""
    folder = Path(matcher.projects.__file__).parent / "sample"
    book = mga()
    book["Identificación"]["B4"] = "Ejemplo: mejoramiento del acueducto veredal del norte"
    book.save(folder / "ficha-mga.xlsx")
    with TemporaryDirectory() as made:
        mga_pages().save(f"{made}/ficha-mga.docx")
        command = ["soffice", f"-env:UserInstallation=file://{made}/p", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), f"{made}/ficha-mga.docx"]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
