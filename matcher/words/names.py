"""Codes and their names, for the catalogue: what stands inside a sentence, in lower case."""

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
