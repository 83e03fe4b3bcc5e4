"""Step 10: check, make the document, submit, keep the receipt."""

from proposals.steps.step import Field, Step

STEP = Step(
    slug="aplicar",
    title="Aplicar",
    intro="Revise el conjunto, genere el documento, envíelo y guarde la constancia.",
    fields=(
        Field(key="envio_canal", label="Por dónde se envió", sealed=True, audience="interno"),
        Field(
            key="envio_fecha", label="Fecha de envío", kind="date", sealed=True, audience="interno"
        ),
        Field(
            key="envio_radicado",
            label="Número de radicado o constancia",
            sealed=True,
            audience="interno",
        ),
        Field(key="envio_notas", label="Notas del envío", kind="text", audience="interno"),
    ),
)
