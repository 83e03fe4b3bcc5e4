"""Names and words the rules compare with: data, to be added to without touching a rule."""

DONORS: tuple[tuple[str, ...], ...] = (
    ("AECID", "Agencia Española de Cooperación"),
    ("GIZ",),
    ("AFD", "Agence Française de Développement", "Agencia Francesa de Desarrollo"),
    ("JICA",),
    ("KOICA",),
    ("USAID",),
    ("Unión Europea", "Comisión Europea", "European Union", "European Commission"),
    ("Banco Mundial", "World Bank"),
    ("Banco Interamericano de Desarrollo", "Inter-American Development Bank", "BID"),
    ("CAF",),
    ("Mercociudades",),
    ("UCCI",),
    ("FAMSI",),
    ("Fons Català",),
    ("Diputació de Barcelona", "Diputación de Barcelona"),
    ("Bloomberg Philanthropies",),
    ("Fundación Ford", "Ford Foundation"),
    ("Open Society",),
    ("Fundación Rockefeller", "Rockefeller Foundation"),
)
"""Each donor by its names, as a proposal writes them."""
EUROPE = ("comision europea", "union europea", "european commission", "european union")
STRIPPED = '<>"&'
"""What the European portal takes out of a title."""
EMPTY_WORDS = frozenset(
    """
    proyecto proyectos propuesta propuestas calidad pertinencia impacto sostenibilidad relevancia
    innovacion viabilidad coherencia eficacia eficiencia capacidad experiencia criterio criterios
    describir deberan debera deben debe demostrar valorara valorar especialmente prioridad
    prioritaria prioritarios preferencia evaluacion general claridad tecnica tecnico presupuesto
    solicitante solicitantes entidad entidades convocatoria personas participantes iniciativas
    iniciativa acciones accion como para sobre desde entre hasta cuando donde esta este estas
    estos mediante cada todo todos toda todas quien tienen tenga tengan seran sera dara daran
    project projects proposal proposals quality relevance impact sustainability innovation
    feasibility applicants applicant must should shall will given priority describe demonstrate
    that with from they their this these those which into have how what particular especially
    especial manera forma alcance
    """.split()
)
"""Words that every call uses of every proposal: they tell nothing of what it is about."""
JUDGES_IN_ENGLISH = ("mayors migration council", "global cities fund")
"""Who takes a proposal in Spanish and has it read in English."""
