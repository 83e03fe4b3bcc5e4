"""What a national sheet calls its parts, and under which heading the bank keeps each."""

import re
from collections.abc import Mapping

from matcher.text import fold

PLACES = "Dónde está en la ficha"
CHAIN, YEARS, INDICATORS = "Cadena de valor", "Costos por año", "Indicadores"
VALUES: Mapping[str, tuple[str, ...]] = {
    "Código": (
        "codigo bpin",
        "bpin",
        "numero bpin",
        "codigo bpin del proyecto",
        "codigo del proyecto",
    ),
    "Nombre del proyecto": ("nombre del proyecto", "nombre"),
    "Problema": ("problema central", "problema", "identificacion del problema o necesidad"),
    "Situación existente": (
        "descripcion de la situacion existente con respecto al problema",
        "descripcion de la situacion existente",
        "situacion existente",
    ),
    "Magnitud del problema": (
        "magnitud actual del problema e indicadores de referencia",
        "magnitud actual del problema indicadores de referencia",
        "magnitud actual del problema",
        "magnitud del problema",
    ),
    "Objetivo general": ("objetivo general", "objetivo general proposito", "proposito", "objetivo"),
    "Descripción": (
        "descripcion de la alternativa",
        "descripcion del proyecto",
        "analisis tecnico de la alternativa",
        "alternativa",
    ),
    "Programa del plan de desarrollo": (
        "programa",
        "programa presupuestal",
        "programa del plan de desarrollo distrital o municipal",
        "programa del plan desarrollo distrital o municipal",
    ),
    "Sector": ("sector",),
    "Entidad": ("entidad", "entidad territorial"),
    "Secretaría": ("secretaria", "dependencia", "entidad responsable"),
    "Comuna o corregimiento": ("localizacion", "comuna"),
    "Municipio": ("municipio",),
    "Beneficiarios": ("poblacion objetivo", "beneficiarios", "poblacion beneficiaria"),
    "Número de beneficiarios": (
        "numero de personas objetivo",
        "numero de beneficiarios",
        "cantidad de beneficiarios",
        "personas objetivo",
    ),
    "Costo total": (
        "costo total",
        "valor total",
        "costo total del proyecto",
        "costo total de la alternativa",
        "valor total del proyecto",
        "valor del proyecto",
    ),
    "Fecha de inicio": ("fecha de inicio", "fecha inicio"),
    "Duración (meses)": ("duracion en meses", "duracion meses"),
}
LISTS: Mapping[str, tuple[str, ...]] = {
    "Causas directas": ("causas directas", "causa directa"),
    "Causas indirectas": ("causas indirectas", "causa indirecta"),
    "Efectos directos": ("efectos directos", "efecto directo"),
    "Efectos indirectos": ("efectos indirectos", "efecto indirecto"),
    "Objetivos específicos": (
        "objetivos especificos",
        "objetivo especifico",
        "objetivo s especifico s",
    ),
}
MEANS = "Objetivos de las causas indirectas"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "product": ("producto", "productos"),
    "activity": ("actividad", "actividades", "actividad y o entregable"),
    "cause": ("causa relacionada",),
    "checked": ("fuente de verificacion",),
    "cost": ("costo", "valor", "costo de la actividad", "costo actividad"),
    "indicator": (
        "indicador",
        "indicadores",
        "nombre del indicador",
        "indicador de producto",
        "indicador objetivo",
    ),
    "unit": ("unidad de medida", "unidad", "medido a traves de"),
    "target": ("meta", "meta total", "cantidad"),
}
"""Headings of its tables beyond those of :data:`LISTS`."""
SILENT = frozenset(
    "participantes|identificacion y analisis de participantes|identificacion de los participantes|"
    "analisis de los participantes|poblacion afectada|poblacion afectada por el problema|"
    "instrumentos de planeacion de grupos etnicos|estudio de necesidades|bien o servicio|"
    "factores analizados|riesgos|analisis de riesgos|analisis de riesgos alternativa|"
    "analisis de riesgo|ingresos y beneficios|ingresos y beneficios alternativa|creditos|"
    "depreciacion|flujo|flujo economico|indicadores y decision|evaluacion economica|"
    "costo por capacidad|decision|alcance|regionalizacion|focalizacion|"
    "alternativas de la solucion".split("|")
)
"""Parts of a sheet that speak of others than the project: of who takes part, of whom the problem
strikes, of what a place has. Their labels («Entidad», «Número», «Costo total») are not its own."""
TARGET = "poblacion objetivo de la intervencion"
SECTIONS = SILENT | frozenset(
    "cadena de valor|cadena de valor de la alternativa|arbol de problemas|identificacion|"
    "preparacion|programacion|datos basicos|datos basicos del proyecto|poblacion|objetivos|"
    "indicadores|efectos generados por el problema|causas que generan el problema|costos|"
    "alternativas|resumen|productos|actividades|localizacion de la poblacion|problematica|"
    "localizacion de la alternativa|ubicacion general|ubicacion especifica|"
    "fuentes de financiacion|fuente de la informacion|costos por ano|tipologia|"
    "es proyecto tipo|fecha creacion|identificador|formulador ciudadano|formulador oficial|"
    "contribucion a la politica publica|contribucion al plan nacional de desarrollo|plan|"
    "plan de desarrollo departamental o sectorial|plan de desarrollo distrital o municipal|"
    "estrategia del plan de desarrollo departamental o sectorial|"
    "programa del plan de desarrollo departamental o sectorial|"
    "programa del plan desarrollo departamental o sectorial|"
    "estrategia del plan de desarrollo distrital o municipal|tipo de poblacion|numero|"
    "identificacion y descripcion del problema|caracteristicas demograficas de la poblacion|"
    "caracteristicas demograficas de la poblacion objetivo|"
    "objetivo general e indicadores de seguimiento|indicadores para medir el objetivo general|"
    "relaciones entre las causas y objetivos|evaluaciones a realizar|indicadores de producto|"
    "programacion de indicadores|esquema financiero|clasificacion presupuestal|"
    f"resumen del proyecto|subprograma presupuestal|estado|vigencia|{TARGET}".split("|")
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
EBI = (
    "ficha de estadisticas basicas de inversion",
    "estadisticas basicas de inversion",
    "ficha ebi",
)
"""How the sheet of the public viewer calls itself."""
_SHARED = frozenset(
    "nombre|entidad|entidad territorial|entidad responsable|secretaria|dependencia|localizacion|"
    "comuna|municipio|programa|sector|costo total|valor total|alternativa|beneficiarios|"
    "proposito|objetivo|problema|identificacion|preparacion|programacion|evaluacion|poblacion|"
    "objetivos|numero|fuente de la informacion|tipo de poblacion|ubicacion general|"
    "ubicacion especifica|estado|plan|vigencia|problematica|costos|alternativas".split("|")
)
"""Labels that parts which are none of the project's have too: they do not end one."""
ONCE = ("Código", "Nombre del proyecto", "Costo total", "Número de beneficiarios")
"""What a project has one of: where a sheet says two, the first stands and it is told."""
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


def ends_silence(text: str) -> bool:
    """Whether ``text`` is a label that only the project itself has."""
    label = bare(text)
    return label not in _SHARED | SILENT and (label in SECTIONS or label in NAMED)


def is_label(text: str) -> bool:
    """Whether ``text`` is a label or a title of the sheet, and no value."""
    return bare(text) in SECTIONS or heading_of(text) is not None
