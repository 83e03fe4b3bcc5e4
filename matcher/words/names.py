"""Codes and their names, for the catalogue: :meth:`matcher.words.language.Words.named`."""

from matcher.calls.state import State
from matcher.words.language import gettext_noop

ODS_NAMES: dict[int, str] = {
    1: gettext_noop("Fin de la pobreza"),
    2: gettext_noop("Hambre cero"),
    3: gettext_noop("Salud y bienestar"),
    4: gettext_noop("Educación de calidad"),
    5: gettext_noop("Igualdad de género"),
    6: gettext_noop("Agua limpia y saneamiento"),
    7: gettext_noop("Energía asequible y no contaminante"),
    8: gettext_noop("Trabajo decente y crecimiento económico"),
    9: gettext_noop("Industria, innovación e infraestructura"),
    10: gettext_noop("Reducción de las desigualdades"),
    11: gettext_noop("Ciudades y comunidades sostenibles"),
    12: gettext_noop("Producción y consumo responsables"),
    13: gettext_noop("Acción por el clima"),
    14: gettext_noop("Vida submarina"),
    15: gettext_noop("Vida de ecosistemas terrestres"),
    16: gettext_noop("Paz, justicia e instituciones sólidas"),
    17: gettext_noop("Alianzas para lograr los objetivos"),
}
LANGUAGE_NAMES = {
    "es": gettext_noop("español"),
    "en": gettext_noop("inglés"),
    "pt": gettext_noop("portugués"),
    "fr": gettext_noop("francés"),
    "ca": gettext_noop("catalán"),
}
KIND_NAMES = {
    "subvencion": gettext_noop("subvención"),
    "convocatoria": gettext_noop("convocatoria"),
    "premio": gettext_noop("premio"),
    "beca": gettext_noop("beca o curso"),
    "prestamo": gettext_noop("préstamo"),
    "cooperacion-tecnica": gettext_noop("cooperación técnica"),
}
STATE_NAMES: dict[State, str] = {
    "proxima": gettext_noop("próxima"),
    "abierta": gettext_noop("abierta"),
    "cierra-pronto": gettext_noop("cierra pronto"),
    "cerrada": gettext_noop("cerrada"),
    "permanente": gettext_noop("permanente"),
    "retirada": gettext_noop("retirada"),
    "descartada": gettext_noop("descartada"),
    "dudosa": gettext_noop("dudosa: parece noticia"),
    "sin-fecha": gettext_noop("sin fecha publicada"),
}
DOUBT_NAMES = {
    "results": gettext_noop("Parece el anuncio de unos resultados."),
    "agreement": gettext_noop("Parece la noticia de un convenio."),
    "consultancy": gettext_noop("Parece la contratación de una consultoría."),
    "job": gettext_noop("Parece una oferta de empleo."),
    "tender": gettext_noop("Parece una licitación o una compra."),
    "event": gettext_noop("Parece el anuncio de un evento."),
    "course": gettext_noop("Parece el anuncio de un curso."),
    "to-come": gettext_noop("Parece el anuncio de una convocatoria que todavía no abre."),
    "ended": gettext_noop("Parece el cierre o el balance de un proyecto."),
    "publication": gettext_noop("Parece el anuncio de una publicación."),
    "news": gettext_noop("Parece una noticia."),
    "nothing-asked": gettext_noop("Nada en su texto invita a presentarse."),
    "worded": gettext_noop(
        "Está escrita como las noticias y los avisos, no como una convocatoria."
    ),
    "learned": gettext_noop("Se parece a otras que su equipo descartó."),
}
"""What a doubtful call seems to be instead."""
CHANGE_NAMES = {
    "deadlines": gettext_noop("Cierre"),
    "rolling": gettext_noop("Plazo permanente"),
    "amounts": gettext_noop("Montos"),
    "eligibility": gettext_noop("Quién puede participar"),
    "documents": gettext_noop("Documentos"),
    "status": gettext_noop("Estado en la fuente"),
    "withdrawn": gettext_noop("Retirada por la fuente"),
}
"""The fields a change of which is worth a mail."""
PUBLISHED_NAMES = {
    "open": gettext_noop("abierta"),
    "closed": gettext_noop("cerrada"),
    "forthcoming": gettext_noop("próxima"),
    "cancelled": gettext_noop("cancelada"),
    "unknown": gettext_noop("sin dato"),
}
QUESTION_NAMES = {
    "local_government": gettext_noop("¿Puede aplicar una entidad territorial?"),
    "agency_country": gettext_noop("¿Se puede aplicar desde nuestro país?"),
    "partner_required": gettext_noop("¿Exige un aliado?"),
    "cofunding_required": gettext_noop("¿Exige contrapartida?"),
}
REGION_NAMES = {
    "LAC": gettext_noop("América Latina y el Caribe"),
    "EU": gettext_noop("Unión Europea"),
    "IBERO": gettext_noop("Iberoamérica"),
    "WORLD": gettext_noop("todo el mundo"),
    "SOUTH-AMERICA": gettext_noop("América del Sur"),
    "CENTRAL-AMERICA": gettext_noop("Centroamérica"),
    "CARIBBEAN": gettext_noop("el Caribe"),
    "EUROPE": gettext_noop("Europa"),
    "AFRICA": gettext_noop("África"),
    "ASIA": gettext_noop("Asia"),
    "OCEANIA": gettext_noop("Oceanía"),
    "ARAB": gettext_noop("países árabes"),
    "NORTH-AMERICA": gettext_noop("América del Norte"),
    "AMERICAS": gettext_noop("las Américas (OEA)"),
    "MERCOSUR": gettext_noop("Mercosur"),
    "ANDEAN": gettext_noop("Comunidad Andina"),
    "PACIFIC-ALLIANCE": gettext_noop("Alianza del Pacífico"),
    "AMAZON": gettext_noop("países amazónicos"),
    "OECD": gettext_noop("países de la OCDE"),
    "ODA": gettext_noop("países receptores de ayuda oficial (lista del CAD)"),
    "MIDDLE-INCOME": gettext_noop("países de renta media"),
    "LEAST-DEVELOPED": gettext_noop("países menos adelantados"),
    "PORTUGUESE-SPEAKING": gettext_noop("países de lengua portuguesa"),
    "FRENCH-SPEAKING": gettext_noop("países francófonos"),
    "SPANISH-SPEAKING": gettext_noop("Hispanoamérica"),
    "COMMONWEALTH": gettext_noop("Commonwealth"),
}
