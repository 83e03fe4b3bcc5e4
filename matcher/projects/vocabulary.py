"""The fixed words of a project table: stages, kinds of cooperation, ODS, yes and no."""

from matcher.projects.models import MODALITIES, STAGES

STAGE_NAMES = dict(
    zip(
        STAGES,
        ("Idea", "Perfil", "Prefactibilidad", "Factibilidad", "Listo", "En ejecución"),
        strict=True,
    )
)
STAGE_SYNONYMS = {
    "listo para ejecutar": "listo",
    "listo para inversion": "listo",
    "ejecucion": "en-ejecucion",
    "pre factibilidad": "prefactibilidad",
}
MODALITY_NAMES = dict(
    zip(
        MODALITIES,
        ("Técnica", "Financiera no reembolsable", "Financiera reembolsable"),
        strict=True,
    )
)
MODALITY_SYNONYMS = {
    "asistencia tecnica": "tecnica",
    "cooperacion tecnica": "tecnica",
    "no reembolsable": "financiera-no-reembolsable",
    "donacion": "financiera-no-reembolsable",
    "subvencion": "financiera-no-reembolsable",
    "reembolsable": "financiera-reembolsable",
    "credito": "financiera-reembolsable",
    "prestamo": "financiera-reembolsable",
}
ODS_NAMES = {
    "1": "Fin de la pobreza",
    "2": "Hambre cero",
    "3": "Salud y bienestar",
    "4": "Educación de calidad",
    "5": "Igualdad de género",
    "6": "Agua limpia y saneamiento",
    "7": "Energía asequible y no contaminante",
    "8": "Trabajo decente y crecimiento económico",
    "9": "Industria, innovación e infraestructura",
    "10": "Reducción de las desigualdades",
    "11": "Ciudades y comunidades sostenibles",
    "12": "Producción y consumo responsables",
    "13": "Acción por el clima",
    "14": "Vida submarina",
    "15": "Vida de ecosistemas terrestres",
    "16": "Paz, justicia e instituciones sólidas",
    "17": "Alianzas para lograr los objetivos",
}
YES = frozenset({"si", "s", "x", "yes", "verdadero", "true", "1"})
NO = frozenset({"no", "n", "falso", "false", "0"})
