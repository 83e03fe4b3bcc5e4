"""The forty-eight questions, as data."""

from dataclasses import dataclass

from matcher.words.language import gettext_noop

EACH = 3
"""Questions of a criterion."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the sixteen: its code, its name, its three yes-or-no questions."""

    code: str
    name: str
    questions: tuple[str, str, str]


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "planeacion",
        gettext_noop("Planeación"),
        (
            gettext_noop("¿Cada actividad tiene responsable, inicio y fin?"),
            gettext_noop("¿El equipo revisó que el tiempo alcance para todo?"),
            gettext_noop("¿Están previstos los pasos que dependen de otras entidades?"),
        ),
    ),
    Criterion(
        "estrategia",
        gettext_noop("Alineación con el plan estratégico local"),
        (
            gettext_noop("¿El proyecto cumple un programa del plan de desarrollo?"),
            gettext_noop("¿Se dice a qué meta del plan aporta y en cuánto?"),
            gettext_noop("¿La secretaría responsable del programa participó en el diseño?"),
        ),
    ),
    Criterion(
        "ods",
        gettext_noop("Enfoque en los ODS"),
        (
            gettext_noop("¿Hay un ODS principal y se explica por qué?"),
            gettext_noop("¿Algún indicador mide el aporte a ese ODS?"),
            gettext_noop("¿Se revisó que el proyecto no perjudique a otro ODS?"),
        ),
    ),
    Criterion(
        "eficiencia",
        gettext_noop("Eficiencia"),
        (
            gettext_noop("¿Los costos unitarios salen de cotizaciones o de contratos recientes?"),
            gettext_noop("¿Se comparó con otra forma más barata de lograr lo mismo?"),
            gettext_noop("¿Los gastos de administración son proporcionados?"),
        ),
    ),
    Criterion(
        "eficacia",
        gettext_noop("Eficacia"),
        (
            gettext_noop("¿Las actividades bastan para lograr los objetivos?"),
            gettext_noop("¿Cada objetivo tiene una meta que se puede medir?"),
            gettext_noop("¿Hay experiencia de que esto funciona?"),
        ),
    ),
    Criterion(
        "gobernanza",
        gettext_noop("Gobernanza y participación"),
        (
            gettext_noop("¿La comunidad participó en definir el problema?"),
            gettext_noop("¿Está claro quién decide qué durante el proyecto?"),
            gettext_noop("¿Los aliados confirmaron por escrito lo que harán?"),
        ),
    ),
    Criterion(
        "transparencia",
        gettext_noop("Transparencia"),
        (
            gettext_noop("¿Se publicarán los avances y los gastos?"),
            gettext_noop("¿Hay un canal para quejas y preguntas?"),
            gettext_noop("¿Los contratos se harán por procesos abiertos?"),
        ),
    ),
    Criterion(
        "comunicacion",
        gettext_noop("Comunicación operativa"),
        (
            gettext_noop("¿El equipo tiene reuniones y actas previstas?"),
            gettext_noop("¿Cada público tiene su mensaje y su canal?"),
            gettext_noop("¿La comunicación tiene presupuesto y responsable?"),
        ),
    ),
    Criterion(
        "incidencia",
        gettext_noop("Incidencia"),
        (
            gettext_noop("¿El proyecto puede cambiar una norma, un plan o un presupuesto público?"),
            gettext_noop("¿Se sabe quién tendría que decidir ese cambio?"),
            gettext_noop("¿Hay una actividad para llevarle los resultados?"),
        ),
    ),
    Criterion(
        "inclusion",
        gettext_noop("Inclusión"),
        (
            gettext_noop("¿Se sabe cuántas mujeres y cuántos hombres se benefician?"),
            gettext_noop("¿Se quitan barreras para personas con discapacidad o grupos étnicos?"),
            gettext_noop("¿Alguna actividad o indicador trata de la igualdad de género?"),
        ),
    ),
    Criterion(
        "sostenibilidad",
        gettext_noop("Sostenibilidad"),
        (
            gettext_noop("¿Se sabe quién pagará la operación cuando termine el apoyo?"),
            gettext_noop("¿La comunidad o la secretaría pueden mantener lo que quede?"),
            gettext_noop("¿Se cuidan los efectos sobre el ambiente?"),
        ),
    ),
    Criterion(
        "capacidad",
        gettext_noop("Capacidad instalada"),
        (
            gettext_noop("¿La entidad tiene personal para ejecutar el proyecto?"),
            gettext_noop("¿Ha manejado antes recursos parecidos?"),
            gettext_noop("¿Quedarán equipos, datos o conocimientos en la entidad?"),
        ),
    ),
    Criterion(
        "innovacion",
        gettext_noop("Innovación"),
        (
            gettext_noop("¿Se hace algo que aquí no se había hecho?"),
            gettext_noop("¿Se probará en pequeño antes de extenderlo?"),
            gettext_noop("¿Se registrará lo que funcione y lo que no?"),
        ),
    ),
    Criterion(
        "replicabilidad",
        gettext_noop("Replicabilidad"),
        (
            gettext_noop("¿Otra ciudad podría repetirlo con su propia gente?"),
            gettext_noop("¿Habrá una guía, un manual o datos abiertos?"),
            gettext_noop("¿Está previsto contarlo a una red de ciudades?"),
        ),
    ),
    Criterion(
        "escalabilidad",
        gettext_noop("Escalabilidad"),
        (
            gettext_noop("¿Se puede llegar a más personas sin multiplicar los costos?"),
            gettext_noop("¿Se sabe qué haría falta para extenderlo a toda la ciudad?"),
            gettext_noop("¿Hay quien pueda financiar esa ampliación?"),
        ),
    ),
    Criterion(
        "seguimiento",
        gettext_noop("Seguimiento y evaluación"),
        (
            gettext_noop("¿Hay línea base antes de empezar?"),
            gettext_noop("¿Se medirá durante el proyecto, con fechas y responsable?"),
            gettext_noop("¿Habrá una evaluación al final y se publicará?"),
        ),
    ),
)


def codes(criterion: Criterion) -> tuple[str, ...]:
    """The codes of its questions: «planeacion-1» and so on."""
    return tuple(f"{criterion.code}-{number}" for number in range(1, EACH + 1))


CODES = tuple(code for criterion in CRITERIA for code in codes(criterion))
