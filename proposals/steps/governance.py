"""Step 8: actors, partners, risks."""

from proposals.steps.step import LEVELS, Field, Step, options

SECTORS = options(
    ("gobierno", "Otra dependencia del gobierno"),
    ("sociedad-civil", "Sociedad civil"),
    ("academia", "Academia"),
    ("privado", "Sector privado"),
    ("internacional", "Internacional"),
    ("medios", "Medios"),
    ("otros-niveles", "Otros niveles de gobierno"),
)
POSITIONS = options(
    ("cooperante", "Cooperante"),
    ("beneficiario", "Beneficiario"),
    ("oponente", "Oponente"),
    ("perjudicado", "Perjudicado"),
)
RISKS = options(
    ("institucional", "Institucional o político"),
    ("economico", "Económico"),
    ("ambiental", "Ambiental"),
    ("infraestructura", "Infraestructura"),
)

STEP = Step(
    slug="gobernanza",
    title="Gobernanza",
    intro="Quiénes intervienen, qué aporta cada uno y qué puede salir mal.",
    fields=(
        Field(
            key="actores",
            label="Mapa de actores",
            row_name="actor",
            columns=(
                Field(key="nombre", label="Actor"),
                Field(key="sector", label="Sector", kind="choice", options=SECTORS),
                Field(key="interes", label="Qué le interesa", kind="text", audience="interno"),
                Field(key="rol", label="Qué papel tiene"),
                Field(key="aporte", label="Qué aporta"),
                Field(
                    key="posicion",
                    label="Posición",
                    kind="choice",
                    options=POSITIONS,
                    audience="interno",
                ),
                Field(
                    key="influencia", label="Influencia (1 a 5)", kind="number", audience="interno"
                ),
                Field(key="accion", label="Qué se hará con él", kind="text", audience="interno"),
            ),
        ),
        Field(
            key="socios",
            label="Socios",
            row_name="socio",
            columns=(
                Field(key="entidad", label="Entidad"),
                Field(key="pais", label="País"),
                Field(key="rol", label="Papel"),
                Field(key="aporte", label="Aporte"),
                Field(key="monto", label="Dinero que pone", kind="money"),
                Field(key="carta", label="¿Hay carta firmada?", kind="yesno"),
            ),
        ),
        Field(
            key="aliados", label="Aliados ya comprometidos", kind="text", source="project.partners"
        ),
        Field(key="estructura", label="Cómo se tomarán las decisiones", kind="text"),
        Field(
            key="riesgos",
            label="Riesgos",
            row_name="riesgo",
            columns=(
                Field(key="tipo", label="Tipo", kind="choice", options=RISKS),
                Field(key="descripcion", label="Qué puede pasar", kind="text"),
                Field(key="probabilidad", label="Probabilidad", kind="choice", options=LEVELS),
                Field(key="impacto", label="Impacto", kind="choice", options=LEVELS),
                Field(key="mitigacion", label="Qué se hará", kind="text"),
                Field(key="responsable", label="Responsable"),
            ),
        ),
        Field(key="participacion", label="Participación de la comunidad", kind="text"),
        Field(
            key="genero",
            label="Enfoque de género e inclusión",
            kind="text",
            help="O la razón por la que no aplica.",
        ),
    ),
)
