"""Step 9: reports, communication, evaluation, what remains afterwards."""

from proposals.steps.step import Field, Step, options

STEP = Step(
    slug="transparencia",
    title="Transparencia y rendición de cuentas",
    intro="Cómo se informará, se evaluará y se sostendrá lo logrado.",
    fields=(
        Field(
            key="informes",
            label="Informes",
            row_name="informe",
            columns=(
                Field(
                    key="tipo",
                    label="Tipo",
                    kind="choice",
                    options=options(
                        ("avance", "De avance"), ("final", "Final"), ("financiero", "Financiero")
                    ),
                ),
                Field(key="fecha", label="Fecha", kind="date"),
                Field(key="destinatario", label="Para quién"),
            ),
        ),
        Field(
            key="evaluaciones",
            label="Evaluaciones",
            row_name="evaluación",
            columns=(
                Field(
                    key="momento",
                    label="Momento",
                    kind="choice",
                    options=options(
                        ("antes", "Antes"), ("durante", "Durante"), ("despues", "Después")
                    ),
                ),
                Field(key="mes", label="Mes del proyecto", kind="number"),
                Field(key="quien", label="Quién la hace"),
            ),
        ),
        Field(
            key="comunicacion",
            label="Plan de comunicación",
            row_name="acción",
            columns=(
                Field(key="publico", label="Público"),
                Field(key="mensaje", label="Mensaje", kind="text"),
                Field(key="canal", label="Canal"),
                Field(key="momento", label="Cuándo"),
            ),
        ),
        Field(key="visibilidad", label="Visibilidad del cooperante", kind="text"),
        Field(
            key="sostenibilidad", label="Cómo se sostendrá lo logrado", kind="text", required=True
        ),
        Field(
            key="autoevaluacion",
            label="Autoevaluación (48 preguntas)",
            kind="choices",
            aside=True,
        ),
        Field(key="replicabilidad", label="Cómo podría repetirse en otro lugar", kind="text"),
    ),
)
