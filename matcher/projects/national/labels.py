"""What a national sheet calls its parts, and under which heading the bank keeps each."""

import re
from collections.abc import Mapping

from matcher.text import fold

PLACES = "Dónde está en la ficha"
CHAIN, YEARS, INDICATORS = "Cadena de valor", "Costos por año", "Indicadores"
VALUES: Mapping[str, tuple[str, ...]] = {
    "Código": ("codigo bpin", "bpin", "numero bpin", "codigo del proyecto"),
    "Nombre del proyecto": ("nombre del proyecto", "nombre"),
    "Problema": ("problema central",),
    "Situación existente": (
        "descripcion de la situacion existente con respecto al problema",
        "descripcion de la situacion existente",
        "situacion existente",
    ),
    "Magnitud del problema": (
        "magnitud actual del problema e indicadores de referencia",
        "magnitud actual del problema",
        "magnitud del problema",
    ),
    "Objetivo general": ("objetivo general", "objetivo general proposito", "proposito"),
    "Descripción": ("descripcion de la alternativa", "descripcion del proyecto", "alternativa"),
    "Programa del plan de desarrollo": ("programa", "programa presupuestal"),
    "Sector": ("sector",),
    "Entidad": ("entidad", "entidad territorial"),
    "Secretaría": ("secretaria", "dependencia", "entidad responsable"),
    "Comuna o corregimiento": ("localizacion", "comuna", "municipio"),
    "Beneficiarios": ("poblacion objetivo", "beneficiarios", "poblacion beneficiaria"),
    "Número de beneficiarios": (
        "numero de personas objetivo",
        "numero de beneficiarios",
        "cantidad de beneficiarios",
        "personas objetivo",
    ),
    "Costo total": ("costo total", "valor total", "costo total del proyecto", "valor del proyecto"),
    "Fecha de inicio": ("fecha de inicio", "fecha inicio"),
    "Duración (meses)": ("duracion en meses", "duracion meses"),
}
LISTS: Mapping[str, tuple[str, ...]] = {
    "Causas directas": ("causas directas", "causa directa"),
    "Causas indirectas": ("causas indirectas", "causa indirecta"),
    "Efectos directos": ("efectos directos", "efecto directo"),
    "Efectos indirectos": ("efectos indirectos", "efecto indirecto"),
    "Objetivos específicos": ("objetivos especificos", "objetivo especifico"),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "product": ("producto", "productos"),
    "activity": ("actividad", "actividades"),
    "cost": ("costo", "valor", "costo de la actividad", "costo actividad"),
    "indicator": ("indicador", "indicadores", "nombre del indicador", "indicador de producto"),
    "unit": ("unidad de medida", "unidad", "medido a traves de"),
    "target": ("meta", "meta total", "cantidad"),
}
"""Headings of its tables beyond those of :data:`LISTS`."""
SECTIONS = frozenset(
    "cadena de valor|arbol de problemas|identificacion|preparacion|programacion|datos basicos|"
    "participantes|poblacion|objetivos|indicadores|efectos generados por el problema|"
    "causas que generan el problema|costos|alternativas|resumen|riesgos|productos|actividades|"
    "localizacion de la poblacion|fuentes de financiacion|fuente de la informacion|"
    "costos por ano".split("|")
)
"""Titles that end what stands before them and say nothing themselves."""
OF_THE_METHOD = frozenset(name for names in LISTS.values() for name in names) | {
    "cadena de valor",
    "arbol de problemas",
    "problema central",
    "situacion existente",
    "magnitud actual del problema",
}
"""What tells such a sheet from a table or a form of another kind."""
ASKED = (
    *("Código", "Nombre del proyecto", "Problema", "Objetivo general", "Costo total"),
    "Beneficiarios",
    *LISTS,
    *(CHAIN, YEARS, INDICATORS),
)
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*\s*[.)\-–]?\s+)?")
_YEAR = re.compile(r"(?:costo|valor|ano|vigencia|periodo)?\s*(20\d\d)")
NAMED = {
    name: heading for group in (VALUES, LISTS) for heading, names in group.items() for name in names
}


def bare(text: str) -> str:
    """A label without its number, its colon and its brackets, folded."""
    folded = re.sub(r"[()/\-–:.*]+", " ", fold(_NUMBER.sub("", text)))
    return " ".join(folded.split())


def heading_of(text: str) -> str | None:
    """The bank's heading for a label of the sheet."""
    return NAMED.get(bare(text))


def column_of(text: str) -> str | None:
    """What a column of a table holds: a list's heading, a part of the chain, a year."""
    label = bare(text)
    if label in NAMED and NAMED[label] in LISTS:
        return NAMED[label]
    if (year := _YEAR.fullmatch(label)) is not None:
        return year[1]
    return next((name for name, names in COLUMNS.items() if label in names), None)


def is_label(text: str) -> bool:
    """Whether ``text`` is a label or a title of the sheet, and no value."""
    return bare(text) in SECTIONS or heading_of(text) is not None
