"""What the wizard's templates need to read: states, origins, options, counters."""

from collections.abc import Mapping

from flask import Flask

from matcher.tags.queries import lines
from matcher.web.gettext import _l
from matcher.web.services import db
from proposals.counting import count
from proposals.docx.wording import words
from proposals.steps.step import Field, Option
from proposals.wizard import Unit

STATES: Mapping[str, object] = {
    "done": _l("Completado"),
    "begun": _l("En curso"),
    "prefilled": _l("Con datos iniciales"),
    "empty": _l("Sin empezar"),
}
ORIGINS: Mapping[str, object] = {
    "project": _l("del banco de proyectos"),
    "call": _l("de la convocatoria"),
    "agency": _l("de la entidad"),
    "computed": _l("calculado"),
}
UNITS: Mapping[str, object] = {"characters": _l("caracteres"), "words": _l("palabras")}


def options_for(field: Field) -> tuple[Option, ...]:
    """The options of a field; those of the thematic lines are data of the agency."""
    if field.key != "lineas":
        return field.options
    return tuple(Option(value=line.code, label=line.name) for line in lines(db()))


def answer_words(field: Field, value: object) -> str:
    """An answer as it is read, for pages that only show it."""
    if field.key == "lineas" and isinstance(value, list):
        names = {option.value: option.label for option in options_for(field)}
        return ", ".join(str(names.get(code, code)) for code in value)
    return words(field, value)


def input_name(field: Field, unit: Unit | None, column: Field | None = None) -> str:
    """The name of an input: a field, or a cell of one row."""
    row = unit.row if unit is not None else "nueva"
    return f"fila-{field.key}-{row}-{column.key}" if column else f"campo-{field.key}"


def install(app: Flask) -> None:
    """Let templates use these words."""
    app.jinja_env.globals.update(
        STEP_STATES=STATES, ORIGINS=ORIGINS, LIMIT_UNITS=UNITS, count_text=count
    )
    for function in (options_for, answer_words, input_name):
        app.add_template_global(function)
