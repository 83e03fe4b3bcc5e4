"""Step 5: each requirement of the call, and whether it can be met."""

from proposals.steps.step import Field, Step, options

MET = options(("si", "Sí"), ("no", "No"), ("por-confirmar", "Por confirmar"))

STEP = Step(
    slug="requisitos",
    title="Requisitos",
    intro="Uno por uno: si se cumple, con qué evidencia y quién lo resuelve.",
    fields=(
        Field(
            key="requisitos",
            label="Requisitos de la convocatoria",
            row_name="requisito",
            source="call.requirements",
            columns=(
                Field(key="texto", label="Requisito", kind="text"),
                Field(
                    key="cumple",
                    label="¿Se cumple?",
                    kind="choice",
                    options=MET,
                    audience="interno",
                ),
                Field(key="evidencia", label="Con qué evidencia"),
                Field(key="responsable", label="Quién lo resuelve", audience="interno"),
                Field(key="vence", label="Para cuándo", kind="date", audience="interno"),
            ),
        ),
        Field(
            key="anexos",
            label="Documentos anexos",
            row_name="anexo",
            source="call.documents",
            columns=(
                Field(key="nombre", label="Documento"),
                Field(key="obligatorio", label="¿Obligatorio?", kind="yesno", audience="interno"),
                Field(key="titular", label="Quién lo entrega", audience="interno"),
                Field(key="vigencia", label="Vigente hasta", kind="date"),
                Field(key="archivo", label="Dónde está el archivo"),
            ),
        ),
        Field(
            key="no_financiables",
            label="Gastos que no se financian",
            row_name="gasto",
            source="call.asked.no_financiables",
            aside=True,
            columns=(Field(key="texto", label="Gasto"),),
        ),
    ),
)
