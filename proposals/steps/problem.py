"""Step 6: the problem, explained with data and sources."""

from proposals.steps.step import Field, Step, options

PARTED = options(("sexo", "Sexo"), ("edad", "Edad"), ("etnia", "Grupo étnico"))
DEGREE = options(("directo", "Directo"), ("indirecto", "Indirecto"))
CAUSE = (
    Field(key="texto", label="Cuál", kind="text"),
    Field(key="grado", label="Tipo", kind="choice", options=DEGREE),
)

STEP = Step(
    slug="problema",
    title="Problema desde los datos",
    intro="El problema con cifras y fuentes: a cuántas personas afecta y desde cuándo.",
    fields=(
        Field(
            key="problema_central",
            label="Problema central",
            kind="text",
            required=True,
            source="project.problem",
        ),
        Field(
            key="causas",
            label="Causas",
            row_name="causa",
            columns=CAUSE,
            source="project.national.causes",
        ),
        Field(
            key="efectos",
            label="Efectos",
            row_name="efecto",
            columns=CAUSE,
            source="project.national.effects",
        ),
        Field(
            key="magnitud",
            label="Qué tan grande es",
            kind="text",
            source="project.national.magnitude",
        ),
        Field(
            key="datos",
            label="Datos que lo muestran",
            row_name="dato",
            columns=(
                Field(key="indicador", label="Indicador"),
                Field(key="valor", label="Valor", kind="number"),
                Field(key="unidad", label="Unidad"),
                Field(key="ano", label="Año", kind="number"),
                Field(key="fuente", label="Fuente"),
            ),
        ),
        Field(key="poblacion_lugar", label="Habitantes del lugar", kind="number"),
        Field(key="poblacion_afectada", label="Personas afectadas", kind="number"),
        Field(key="poblacion_afectada_fuente", label="Fuente de esa cifra"),
        Field(key="poblacion_objetivo", label="Personas que atenderá el proyecto", kind="number"),
        Field(
            key="beneficiarios",
            label="Quiénes se benefician",
            kind="text",
            source="project.beneficiaries",
        ),
        Field(
            key="beneficiarios_directos",
            label="Beneficiarios directos",
            kind="number",
            source="project.beneficiary_count",
        ),
        Field(key="beneficiarios_indirectos", label="Beneficiarios indirectos", kind="number"),
        Field(
            key="beneficiarios_detalle",
            label="Beneficiarios directos por sexo y por edad",
            row_name="grupo",
            columns=(
                Field(key="clase", label="Se reparten por", kind="choice", options=PARTED),
                Field(key="grupo", label="Grupo"),
                Field(key="numero", label="Personas", kind="number"),
            ),
        ),
    ),
)
