"""Step 4: the call that was chosen, and why it suits the need."""

from proposals.steps.step import Field, Step

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
            columns=(
                Field(key="criterio", label="Criterio"),
                Field(key="peso", label="Peso (%)", kind="percent"),
                Field(key="respuesta", label="Cómo lo cumple el proyecto", kind="text"),
            ),
        ),
    ),
)
