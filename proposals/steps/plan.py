"""Step 7: objectives, indicators, activities and budget."""

from proposals.steps.step import Field, Step, options

HEADINGS = options(
    ("recursos-humanos", "Recursos humanos"),
    ("viajes", "Viajes"),
    ("equipos", "Equipos y suministros"),
    ("oficina", "Oficina local"),
    ("servicios", "Otros servicios"),
    ("obras", "Obras"),
    ("otros", "Otros"),
    ("indirectos", "Costos indirectos"),
    ("imprevistos", "Imprevistos"),
)
FUNDING = options(
    ("solicitado", "Solicitado al donante"),
    ("contrapartida", "Contrapartida en dinero"),
    ("especie", "Contrapartida en especie"),
    ("otro", "Otro financiador"),
)
DIRECTIONS = options(("sube", "Sube"), ("baja", "Disminuye"), ("mantiene", "Se mantiene"))
CHAIN = options(
    ("general", "El objetivo general"),
    ("objetivos", "Los objetivos específicos"),
    ("resultados", "Los resultados"),
)

STEP = Step(
    slug="objetivos",
    title="Objetivos y metas",
    intro="Qué se logrará, cómo se medirá, qué se hará, cuándo y con cuánto.",
    fields=(
        Field(
            key="objetivo_general",
            label="Objetivo general",
            kind="text",
            required=True,
            source="project.objective",
        ),
        Field(
            key="objetivos",
            label="Objetivos específicos",
            row_name="objetivo",
            grid=True,
            source="project.national.goals",
            columns=(
                Field(key="texto", label="Objetivo", kind="text"),
                Field(key="resultado", label="Resultado esperado", kind="text"),
                Field(key="causa", label="Causa que ataca", kind="ref", target="causas"),
            ),
        ),
        Field(
            key="indicadores",
            label="Indicadores y metas",
            row_name="indicador",
            grid=True,
            source="project.national.indicators",
            columns=(
                Field(key="objetivo", label="Objetivo", kind="ref", target="objetivos"),
                Field(key="texto", label="Indicador"),
                Field(key="unidad", label="Unidad"),
                Field(key="linea_base", label="Línea base", kind="number"),
                Field(key="linea_base_ano", label="Año de la línea base", kind="number"),
                Field(key="meta", label="Meta", kind="number"),
                Field(key="meta_fecha", label="Fecha de la meta", kind="date"),
                Field(key="fuente", label="Fuente de verificación"),
                Field(key="sentido", label="Mejora cuando", kind="choice", options=DIRECTIONS),
                Field(key="hitos", label="Metas intermedias"),
            ),
        ),
        Field(
            key="supuestos",
            label="Supuestos",
            row_name="supuesto",
            help="Qué tiene que pasar, sin depender del proyecto, para que se logre cada nivel.",
            columns=(
                Field(key="nivel", label="De qué depende", kind="choice", options=CHAIN),
                Field(key="texto", label="Supuesto", kind="text"),
            ),
        ),
        Field(key="metodologia", label="Cómo se hará", kind="text"),
        Field(
            key="inicio",
            label="Fecha de inicio",
            kind="date",
            required=True,
            source="project.starts_on",
        ),
        Field(
            key="duracion",
            label="Duración (meses)",
            kind="months",
            required=True,
            source="project.duration_months",
        ),
        Field(
            key="actividades",
            label="Actividades",
            row_name="actividad",
            grid=True,
            source="project.national.activities",
            columns=(
                Field(key="objetivo", label="Objetivo", kind="ref", target="objetivos"),
                Field(key="texto", label="Actividad"),
                Field(key="responsable", label="Responsable"),
                Field(key="inicio", label="Empieza", kind="date"),
                Field(key="fin", label="Termina", kind="date"),
                Field(key="entregable", label="Entregable"),
                Field(key="indicador", label="Indicador", kind="ref", target="indicadores"),
            ),
        ),
        Field(
            key="moneda",
            label="Moneda del presupuesto",
            help="Código de tres letras, por ejemplo COP, USD o EUR.",
            source="project.currency",
        ),
        Field(
            key="fuentes",
            label="Fuentes de financiación",
            row_name="fuente",
            grid=True,
            help="Cada entidad que pone dinero, bienes o trabajo, con lo que pone, en la moneda "
            "del presupuesto. Cada renglón dice después cuál lo paga.",
            columns=(
                Field(key="nombre", label="Fuente"),
                Field(key="tipo", label="Tipo", kind="choice", options=FUNDING),
                Field(key="monto", label="Monto que pone", kind="number"),
                Field(key="confirmada", label="¿Está confirmada?", kind="yesno"),
                Field(key="soporte", label="Con qué soporte", audience="interno"),
            ),
        ),
        Field(
            key="presupuesto",
            label="Presupuesto",
            row_name="renglón",
            grid=True,
            source="project.national.costs",
            columns=(
                Field(key="rubro", label="Rubro", kind="choice", options=HEADINGS),
                Field(key="concepto", label="Concepto"),
                Field(key="actividad", label="Actividad", kind="ref", target="actividades"),
                Field(key="unidad", label="Unidad"),
                Field(key="cantidad", label="Cantidad", kind="number"),
                Field(key="valor_unitario", label="Valor unitario", kind="number"),
                Field(
                    key="fuente",
                    label="Quién lo paga",
                    kind="ref",
                    target="fuentes",
                    options=FUNDING,
                ),
                Field(key="ano", label="Año", kind="number"),
                Field(key="elegible", label="¿Elegible?", kind="yesno", audience="interno"),
            ),
        ),
    ),
)
