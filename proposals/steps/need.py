"""Step 3: the need, self-assessed. It comes first and the call serves it, never the reverse."""

from proposals.steps.step import YES_PARTLY_NO, Field, Step, options

PRINCIPLES = (
    ("alineacion", "Alineación con las agendas local, nacional y global"),
    ("utilidad", "Utilidad"),
    ("recursos", "Gobernabilidad de los recursos"),
    ("transversalidad", "Transversalidad"),
    ("gobernanza", "Gobernanza"),
    ("oportunidad", "Oportunidad en el tiempo"),
)

STEP = Step(
    slug="necesidad",
    title="Necesidad",
    intro="Qué necesita la ciudad, con qué cuenta y qué aprendió. La convocatoria viene después.",
    fields=(
        Field(
            key="antecedentes",
            label="Antecedentes",
            kind="text",
            required=True,
            source="project.description",
        ),
        Field(
            key="capacidades",
            label="Capacidades con las que ya se cuenta",
            kind="text",
            source="agency.capacities",
        ),
        Field(key="necesidades", label="Qué hace falta", kind="text", required=True),
        Field(key="oportunidades", label="Oportunidades", kind="text"),
        Field(key="lecciones", label="Lecciones de proyectos anteriores", kind="text"),
        Field(
            key="dofa",
            label="Fortalezas, debilidades, oportunidades y amenazas",
            row_name="punto",
            audience="interno",
            columns=(
                Field(
                    key="tipo",
                    label="Tipo",
                    kind="choice",
                    options=options(
                        ("fortaleza", "Fortaleza"),
                        ("debilidad", "Debilidad"),
                        ("oportunidad", "Oportunidad"),
                        ("amenaza", "Amenaza"),
                    ),
                ),
                Field(key="texto", label="Qué es", kind="text"),
                Field(key="evidencia", label="Cómo se sabe"),
            ),
        ),
        Field(
            key="experiencia",
            label="Experiencia de la entidad",
            row_name="proyecto",
            source="agency.experience",
            columns=(
                Field(key="proyecto", label="Proyecto"),
                Field(key="donante", label="Quién lo financió"),
                Field(key="monto", label="Monto", kind="money"),
                Field(key="anos", label="Años"),
                Field(key="resultado", label="Resultado"),
            ),
        ),
        *(
            Field(
                key=f"principio_{key}",
                label=f"Principio: {label}",
                kind="choice",
                options=YES_PARTLY_NO,
                audience="interno",
            )
            for key, label in PRINCIPLES
        ),
    ),
)
