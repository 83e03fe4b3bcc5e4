"""A workbook as the national method lays it out, made up."""

from io import BytesIO

from openpyxl import Workbook


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
