"""The columns of a project table: the headings officers use, and which field each one fills."""

from dataclasses import dataclass
from typing import Literal

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
INSTRUCTIONS = ("Columna", "Cómo se llena", "También se reconoce")
"""The headings of the sheet that explains an exported bank."""
WHAT_TO_FIX = "Qué corregir"
"""The column a file of rejected rows carries; read back, it is left aside."""


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
