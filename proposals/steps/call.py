"""Step 4: the call that was chosen, and why it suits the need."""

from collections.abc import Mapping
from typing import Any

from proposals.steps.step import Field, Step, Unit, options

COUNTED_IN = options(
    ("caracteres", "Caracteres con espacios"),
    ("caracteres-sin-espacios", "Caracteres sin espacios"),
    ("palabras", "Palabras"),
    ("paginas", "Páginas"),
)
UNITS: Mapping[str, Unit] = {
    "caracteres": "characters",
    "caracteres-sin-espacios": "characters-no-spaces",
    "palabras": "words",
    "paginas": "pages",
}
"""What each of them counts."""

BASES = options(("elegible", "Los costos elegibles"), ("total", "El costo total"))
STEP_NAMES = options(
    ("interes", "1. Interés y responsable"),
    ("aval", "2. Aval institucional"),
    ("necesidad", "3. Necesidad"),
    ("convocatoria", "4. Convocatoria"),
    ("requisitos", "5. Requisitos"),
    ("problema", "6. Problema desde los datos"),
    ("objetivos", "7. Objetivos y metas"),
    ("gobernanza", "8. Gobernanza"),
    ("transparencia", "9. Transparencia y rendición de cuentas"),
    ("aplicar", "10. Aplicar"),
)


def _asked(key: str, label: str, **more: Any) -> Field:
    """What the text of the call asks: read from it, for the work only, never printed."""
    return Field(key=key, label=label, source=f"call.asked.{key}", aside=True, **more)


STEP = Step(
    slug="convocatoria",
    title="Convocatoria",
    intro="La convocatoria elegida y por qué sirve a la necesidad y a las posibilidades.",
    fields=(
        Field(key="convocatoria_titulo", label="Convocatoria", source="call.title"),
        Field(key="donante", label="Quién financia", source="call.funder"),
        Field(
            key="convocatoria_enlace",
            label="Página de la convocatoria",
            source="call.url",
            audience="interno",
        ),
        Field(key="cierre", label="Fecha de cierre", kind="date", source="call.closes_on"),
        Field(
            key="cierre_hora",
            label="Hora y zona de cierre",
            source="call.closing_time",
            help="Como la publica la fuente, por ejemplo: 17:00 hora de Bruselas.",
            audience="interno",
        ),
        _asked("referencia", "Referencia de la convocatoria"),
        _asked("lote", "Lote"),
        Field(
            key="monto_minimo",
            label="Monto mínimo por proyecto",
            kind="money",
            source="call.amount_min",
            aside=True,
        ),
        Field(
            key="monto_maximo",
            label="Monto máximo por proyecto",
            kind="money",
            source="call.amount_max",
            audience="interno",
        ),
        Field(
            key="cofinanciacion_minima",
            label="Contrapartida mínima (%)",
            kind="percent",
            source="call.cofunding",
            audience="interno",
        ),
        _asked(
            "solicitado_maximo",
            "Parte del costo que se financia, como máximo (%)",
            kind="percent",
        ),
        _asked(
            "base_cofinanciacion",
            "Sobre qué costos se calculan esas partes",
            kind="choice",
            options=BASES,
        ),
        _asked("especie_cuenta", "¿El aporte en especie cuenta como contrapartida?", kind="yesno"),
        Field(
            key="nota_monto",
            label="Lo que se pidió en la nota conceptual",
            kind="money",
            aside=True,
            help="Si antes se envió una nota: la propuesta no debería alejarse mucho de esa suma.",
        ),
        Field(
            key="nota_tolerancia",
            label="Cuánto puede cambiar desde la nota (%)",
            kind="percent",
            aside=True,
        ),
        _asked("moneda_exigida", "Moneda en que se pide el presupuesto"),
        _asked("indirectos_maximo", "Costos indirectos, como máximo (%)", kind="percent"),
        _asked("imprevistos_maximo", "Imprevistos, como máximo (%)", kind="percent"),
        _asked("duracion_minima", "Duración mínima (meses)", kind="months"),
        _asked("duracion_maxima", "Duración máxima (meses)", kind="months"),
        _asked("inicio_desde", "El proyecto empieza desde", kind="date"),
        _asked("inicio_hasta", "El proyecto empieza, a más tardar", kind="date"),
        _asked("fin_hasta", "El proyecto termina, a más tardar", kind="date"),
        _asked("idiomas", "Idiomas en que se presenta"),
        _asked("limite_paginas", "Páginas, como máximo", kind="number"),
        _asked("limite_palabras", "Palabras, como máximo", kind="number"),
        _asked("poblacion_minima", "Habitantes que debe tener la ciudad", kind="number"),
        Field(
            key="socio_exigido",
            label="Socio que se exige",
            source="call.partner",
            aside=True,
            help="Con quién y con cuántos hay que presentarse, si la convocatoria lo exige.",
        ),
        Field(
            key="por_que",
            label="Por qué esta convocatoria",
            kind="text",
            required=True,
            help="Cómo sirve a la necesidad del paso 3 y qué posibilidad real hay de ganarla.",
            audience="interno",
        ),
        Field(
            key="criterios",
            label="Criterios de evaluación y cómo se responden",
            row_name="criterio",
            source="call.asked.criterios",
            columns=(
                Field(key="criterio", label="Criterio"),
                Field(key="peso", label="Peso (%)", kind="percent"),
                Field(key="respuesta", label="Cómo lo cumple el proyecto", kind="text"),
            ),
        ),
        Field(
            key="formulario",
            label="Formulario del donante",
            row_name="pregunta",
            source="call.form",
            aside=True,
            audience="donante",
            help="Cada pregunta aparece también en el paso que elija, para responderla allí.",
            columns=(
                Field(key="pregunta", label="Pregunta", kind="text"),
                Field(key="limite", label="Máximo", kind="number"),
                Field(key="unidad", label="Se cuenta en", kind="choice", options=COUNTED_IN),
                Field(key="obligatoria", label="¿Obligatoria?", kind="yesno"),
                Field(key="paso", label="Se responde en", kind="choice", options=STEP_NAMES),
                Field(key="respuesta", label="Respuesta", kind="text"),
            ),
        ),
    ),
)
