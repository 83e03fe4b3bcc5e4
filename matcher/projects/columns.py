"""The columns of a project table: the headings officers use, and which field each one fills."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from matcher.text import fold

Kind = Literal[
    "text",
    "count",
    "months",
    "money",
    "currency",
    "date",
    "stage",
    "modalities",
    "lines",
    "ods",
    "flag",
    "email",
]
WHAT_TO_FIX = "Qué corregir"
"""The column a file of rejected rows carries; read back, it is left aside."""
_SURE = 88.0
"""Least similarity (0–100) at which a misspelt heading is taken for a known one."""
_MARGIN = 6.0
"""How much better than the next field it must be."""
_CURRENCY = re.compile(r"\b(COP|USD|EUR|BRL|MXN|PEN|CLP|ARS|GBP)\b")
_NOISE = re.compile(r"\([^)]*\)|[^0-9a-zñ ]+")
_UNIT = re.compile(
    r"\ben (?:miles(?: de millones)?|millones|pesos|cop|usd|eur|dolares|euros)\b"
    r"(?: de (?:pesos|dolares|euros))?(?: colombianos)?"
)
_FILLER = re.compile(r"\b(?:del? )?(?:la |el )?(?:proyectos?|iniciativa|inversion|pdd|pdm)\b")
_SCALES = (
    (re.compile(r"\b(?:miles de|mil) millones\b"), 10**9),
    (re.compile(r"\bmillones\b|\bmill\b"), 10**6),
    (re.compile(r"\bmiles\b"), 10**3),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the heading it is exported under, other names it goes by, and how to fill it."""

    field: str
    heading: str
    kind: Kind = "text"
    also: tuple[str, ...] = ()
    help: str
    width: int = 24


COLUMNS: tuple[Column, ...] = (
    Column(
        field="code",
        heading="Código",
        width=14,
        also=("Código BPIN", "BPIN", "Código del proyecto", "Código MGA", "ID"),
        help="El código que identifica el proyecto. Con él se reconoce al volver a importar.",
    ),
    Column(
        field="name",
        heading="Nombre del proyecto",
        width=44,
        also=("Proyecto", "Nombre", "Título", "Nombre de la iniciativa", "Título del proyecto"),
        help="Obligatorio. Si no hay código, el nombre y la secretaría identifican el proyecto.",
    ),
    Column(
        field="summary",
        heading="Resumen",
        width=50,
        also=("Resumen ejecutivo", "Síntesis", "Descripción corta"),
        help="Dos o tres frases que entienda quien no conoce el proyecto.",
    ),
    Column(
        field="description",
        heading="Descripción",
        width=60,
        also=("Descripción del proyecto", "Descripción de la alternativa"),
        help="Qué se va a hacer y cómo. De aquí sale buena parte de la búsqueda.",
    ),
    Column(
        field="problem",
        heading="Problema",
        width=44,
        also=("Problema central", "Problemática", "Necesidad", "Planteamiento del problema"),
        help="El problema que se quiere resolver, con cifras si las hay.",
    ),
    Column(
        field="objective",
        heading="Objetivo general",
        width=44,
        also=("Objetivo", "Propósito", "Objetivo del proyecto"),
        help="Un solo objetivo, en una frase.",
    ),
    Column(
        field="department",
        heading="Secretaría",
        width=30,
        also=(
            "Dependencia",
            "Entidad promotora",
            "Secretaría responsable",
            "Secretaría líder",
            "Entidad",
            "Organismo responsable",
            "Entidad responsable",
            "Dependencia responsable",
            "Unidad responsable",
        ),
        help="La secretaría o dependencia que promueve el proyecto.",
    ),
    Column(
        field="contact_name",
        heading="Persona de contacto",
        also=(
            "Contacto",
            "Responsable",
            "Enlace",
            "Formulador",
            "Nombre del contacto",
            "Contacto responsable",
            "Persona responsable",
        ),
        help="Quién responde por el proyecto.",
    ),
    Column(
        field="contact_email",
        heading="Correo de contacto",
        kind="email",
        width=30,
        also=("Correo", "Correo electrónico", "E-mail", "Email"),
        help="El correo institucional de esa persona.",
    ),
    Column(
        field="lines",
        heading="Líneas temáticas",
        kind="lines",
        width=32,
        also=("Línea temática", "Línea", "Línea estratégica", "Líneas"),
        help="Una o varias, separadas por punto y coma.",
    ),
    Column(
        field="ods",
        heading="ODS",
        kind="ods",
        width=12,
        also=(
            "Objetivos de Desarrollo Sostenible",
            "Objetivo de Desarrollo Sostenible",
            "ODS asociados",
            "ODS relacionados",
            "ODS asociado",
        ),
        help="Los números, separados por punto y coma: 4; 11.",
    ),
    Column(
        field="programme",
        heading="Programa del plan de desarrollo",
        width=34,
        also=("Programa", "Programa PDM", "Programa presupuestal", "Programa del PDD"),
        help="El programa del plan de desarrollo al que pertenece.",
    ),
    Column(
        field="place",
        heading="Comuna o corregimiento",
        width=28,
        also=("Comuna", "Corregimiento", "Lugar", "Localización", "Territorio", "Ubicación"),
        help="Dónde se hace.",
    ),
    Column(
        field="beneficiaries",
        heading="Beneficiarios",
        width=34,
        also=(
            "Población beneficiaria",
            "Población objetivo",
            "Población objetivo de la intervención",
        ),
        help="Quiénes se benefician.",
    ),
    Column(
        field="beneficiary_count",
        heading="Número de beneficiarios",
        kind="count",
        width=16,
        also=(
            "Cantidad de beneficiarios",
            "N.º de beneficiarios",
            "Personas beneficiadas",
            "Número de personas",
            "Cantidad de personas",
        ),
        help="Cuántas personas: solo la cifra.",
    ),
    Column(
        field="stage",
        heading="Etapa",
        kind="stage",
        width=18,
        also=("Fase", "Madurez", "Nivel de maduración", "Etapa del proyecto"),
        help="Idea, Perfil, Prefactibilidad, Factibilidad, Listo o En ejecución.",
    ),
    Column(
        field="total_cost",
        heading="Costo total",
        kind="money",
        width=20,
        also=(
            "Valor total",
            "Presupuesto total",
            "Valor",
            "Costo",
            "Presupuesto",
            "Costo total del proyecto",
        ),
        help="Solo la cifra, sin «millones»: 1000000000.",
    ),
    Column(
        field="amount_sought",
        heading="Monto solicitado",
        kind="money",
        width=20,
        also=(
            "Monto buscado",
            "Recursos solicitados",
            "Valor a gestionar",
            "Aporte solicitado",
            "Monto requerido",
        ),
        help="Lo que se pide a la cooperación.",
    ),
    Column(
        field="counterpart",
        heading="Contrapartida",
        kind="money",
        width=20,
        also=("Recursos propios", "Aporte municipal", "Fondos de contrapartida", "Cofinanciación"),
        help="Lo que pone la ciudad.",
    ),
    Column(
        field="currency",
        heading="Moneda",
        kind="currency",
        width=10,
        also=("Divisa",),
        help="COP, USD o EUR: la de los valores de esta fila. Si van en monedas distintas, déjela"
        " vacía y escriba la moneda junto a cada cifra: USD 250.000. Lo que no la diga queda con"
        " la moneda sin indicar, y se avisa.",
    ),
    Column(
        field="starts_on",
        heading="Fecha de inicio",
        kind="date",
        width=16,
        also=("Inicio", "Inicio previsto", "Fecha inicio", "Fecha prevista de inicio"),
        help="Día, mes y año: 15/02/2027.",
    ),
    Column(
        field="duration_months",
        heading="Duración (meses)",
        kind="months",
        width=12,
        also=("Duración", "Plazo", "Plazo (meses)", "Horizonte", "Duración en meses"),
        help="Número de meses.",
    ),
    Column(
        field="partners",
        heading="Aliados",
        width=34,
        also=("Socios", "Entidades aliadas", "Actores aliados"),
        help="Quiénes acompañan el proyecto.",
    ),
    Column(
        field="documents",
        heading="Documentos",
        width=34,
        also=("Enlaces", "Anexos", "Soportes"),
        help="Dónde están los estudios y soportes.",
    ),
    Column(
        field="modalities",
        heading="Tipo de cooperación",
        kind="modalities",
        width=30,
        also=("Modalidad", "Modalidad de cooperación", "Clase de cooperación"),
        help="Técnica; Financiera no reembolsable; Financiera reembolsable. Una o varias.",
    ),
    Column(
        field="public",
        heading="Se puede mostrar en público",
        kind="flag",
        width=14,
        also=("Público", "Publicable", "Visible al público"),
        help="Sí o No.",
    ),
)
BY_FIELD = {column.field: column for column in COLUMNS}


def heading_of(field: str) -> str:
    """The heading of a field; of an amount's currency, both words: «Costo total: moneda»."""
    amount = field.removesuffix("_currency")
    if amount == field:
        return BY_FIELD[field].heading
    return f"{BY_FIELD[amount].heading}: {BY_FIELD['currency'].heading.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHeading:
    """A heading as found: its place (from 0), the column it means, and how sure that is.

    ``column`` is ``None`` for one nobody knows: its cells are kept as they are. ``currency`` is
    the one the heading states, as in "Costo total (COP)", and ``scale`` what its amounts are to
    be multiplied by, as in "Costo total (millones)".
    """

    index: int
    text: str
    column: Column | None
    guessed: bool = False
    currency: str | None = None
    scale: int = 1


def plain(heading: str) -> str:
    """A heading without accents, case, punctuation, units and what stands in brackets."""
    return " ".join(_UNIT.sub(" ", _NOISE.sub(" ", fold(heading))).split())


def _known(heading: str) -> Column | None:
    """The column a heading names exactly, with or without "del proyecto" and the like."""
    if len(heading) > LONGEST:
        return None
    name = plain(heading)
    return _NAMES.get(name) or _NAMES.get(" ".join(_FILLER.sub(" ", name).split()))


def _scale(heading: str, column: Column) -> int:
    """What the values below are to be multiplied by: thousands, millions, years in months."""
    folded = fold(heading)
    if column.kind == "months":
        return 12 if re.search(r"\banos?\b", folded) else 1
    if column.kind != "money":
        return 1
    return next((scale for pattern, scale in _SCALES if pattern.search(folded)), 1)


LONGEST = 200
"""Letters of a heading; a longer text is compared with no name."""

_NAMES: dict[str, Column] = {
    plain(name): column for column in COLUMNS for name in (column.heading, *column.also)
}


def likeness(heading: str, field: str) -> float:
    """How much (0–100) a heading looks like one of the names of a column."""
    if len(heading) > LONGEST:
        return 0.0
    names = [name for name, column in _NAMES.items() if column.field == field]
    return max(fuzz.token_sort_ratio(plain(heading), name) for name in names)


def closest(heading: str) -> tuple[Column, float, float]:
    """The column whose names look most like ``heading``, how much (0–100), and the runner-up."""
    scores: dict[str, float] = {}
    for name, column in _NAMES.items():
        score = fuzz.token_sort_ratio(plain(heading), name)
        scores[column.field] = max(score, scores.get(column.field, 0.0))
    (first, best), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return BY_FIELD[first], best, second


def match_headings(texts: Sequence[str]) -> tuple[ColumnHeading, ...]:
    """What each heading means; no column is given twice, and an exact name wins over a guess."""
    exact = {i: column for i, text in enumerate(texts) if (column := _known(text))}
    taken: dict[str, int] = {}
    for index, named in exact.items():
        taken.setdefault(named.field, index)
    found: list[ColumnHeading] = []
    for index, text in enumerate(texts):
        known = index in exact or len(text) > LONGEST or not plain(text)
        guess = None if known else _guess(text)
        column = exact.get(index, guess)
        if column is not None and taken.setdefault(column.field, index) != index:
            column = None
        currency = _CURRENCY.search(text.upper())
        found.append(
            ColumnHeading(
                index=index,
                text=text,
                column=column,
                guessed=column is not None and column is guess,
                currency=currency[1] if currency else None,
                scale=_scale(text, column) if column else 1,
            )
        )
    return tuple(found)


def _guess(text: str) -> Column | None:
    column, best, second = closest(text)
    return column if best >= _SURE and best - second >= _MARGIN else None
