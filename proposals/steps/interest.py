"""Step 1: why the government wants this, who leads, the team."""

from matcher.tags.ods import ODS_NAMES
from proposals.steps.step import Field, Limit, Step, options

ODS = options(*((str(number), f"{number}. {name}") for number, name in ODS_NAMES.items()))

STEP = Step(
    slug="interes",
    title="Interés y responsable",
    intro="Por qué el gobierno quiere este proyecto, quién lo lidera y con qué equipo.",
    fields=(
        Field(
            key="titulo",
            label="Título del proyecto",
            required=True,
            limit=Limit(most=200),
            source="project.name",
            help="Corto y concreto: qué, para quién y dónde.",
        ),
        Field(key="acronimo", label="Acrónimo", limit=Limit(most=20)),
        Field(
            key="resumen",
            label="Resumen",
            kind="text",
            required=True,
            limit=Limit(most=2000),
            source="project.summary",
            help="Lo primero que se lee: problema, qué se hará, para quién y cuánto cuesta.",
        ),
        Field(
            key="motivacion",
            label="Por qué lo quiere el gobierno",
            kind="text",
            help="Qué compromiso público, plan o urgencia está detrás.",
        ),
        Field(
            key="lineas",
            label="Líneas temáticas",
            kind="choices",
            source="project.lines",
        ),
        Field(
            key="ods",
            label="ODS a los que aporta",
            kind="choices",
            options=ODS,
            source="project.ods",
        ),
        Field(
            key="programa_plan",
            label="Programa del plan de desarrollo",
            source="project.programme",
        ),
        Field(key="secretaria", label="Secretaría que lo promueve", source="project.department"),
        Field(
            key="responsable",
            label="Persona responsable",
            required=True,
            source="project.contact_name",
        ),
        Field(
            key="contacto",
            label="Correo de contacto",
            source="project.contact_email",
        ),
        Field(
            key="modalidad",
            label="Modalidad de cooperación",
            kind="choices",
            options=options(
                ("tecnica", "Técnica"),
                ("financiera-no-reembolsable", "Financiera no reembolsable"),
                ("financiera-reembolsable", "Financiera reembolsable"),
                ("sur-sur", "Sur-Sur"),
                ("triangular", "Triangular"),
                ("descentralizada", "Descentralizada"),
            ),
            source="project.modalities",
        ),
        Field(key="lugar", label="Dónde se hará", source="project.place"),
        Field(
            key="equipo",
            label="Equipo",
            row_name="persona",
            columns=(
                Field(key="nombre", label="Nombre"),
                Field(key="cargo", label="Cargo"),
                Field(key="rol", label="Qué hará en el proyecto"),
                Field(key="dedicacion", label="Dedicación (%)", kind="percent"),
                Field(key="perfil", label="Perfil (hoja de vida)", kind="text"),
            ),
        ),
    ),
)
