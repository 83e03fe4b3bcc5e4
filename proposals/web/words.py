"""What the wizard's templates need to read: states, origins, options, counters."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from jinja2.filters import do_truncate
from markupsafe import Markup, escape

from matcher.tags.queries import lines
from matcher.web.frame.gettext import _, _l, here
from matcher.web.frame.services import db, today
from matcher.web.values.filters import clock_time, in_spanish, in_tongue, local, short_day
from proposals.assessment.score import Score, read_score
from proposals.budget import BudgetShare
from proposals.counting import count
from proposals.docx import wording
from proposals.docx.wording import words
from proposals.library.files import ATTACHMENT_KINDS
from proposals.models import Draft
from proposals.process.mail import KIND
from proposals.rows.references import Known, refers
from proposals.steps.call import UNITS as DONOR_UNITS
from proposals.steps.step import Field, Option

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
DRAFT_STATES: Mapping[str, object] = {
    "writing": _l("En redacción"),
    "review": _l("En revisión"),
    "asked": _l("Aval pedido"),
    "approved": _l("Con aval, cerrada"),
    "sent": _l("Enviada"),
    "won": _l("Ganada"),
    "lost": _l("Perdida"),
    "withdrawn": _l("Retirada"),
}
STATE_TONES: Mapping[str, str] = {
    "review": "info",
    "asked": "warn",
    "approved": "ok",
    "sent": "info",
    "won": "ok",
    "lost": "bad",
}
DEED_WORDS: Mapping[str, object] = {
    "ask-review": _l("Pidió revisión"),
    "end-review": _l("Terminó la revisión"),
    "ask": _l("Pidió el aval"),
    "take-back": _l("Retiró la petición de aval"),
    "grant": _l("Concedió el aval"),
    "refuse": _l("Negó el aval"),
    "reopen": _l("Reabrió la propuesta"),
    "reopen-sent": _l("Reabrió la propuesta ya enviada"),
    "send": _l("Registró el envío"),
    "win": _l("Registró que se ganó"),
    "lose": _l("Registró que se perdió"),
    "withdraw": _l("La retiró"),
    "archive": _l("La archivó"),
    "restore": _l("La recuperó del archivo"),
}
CLOSING_WORDS: Mapping[str, object] = {
    "": _l("Cualquiera"),
    "30": _l("En los próximos 30 días"),
    "90": _l("En los próximos 90 días"),
    "past": _l("Ya cerró"),
    "none": _l("Sin fecha"),
}
SORT_WORDS: Mapping[str, object] = {
    "updated": _l("Último cambio"),
    "closing": _l("Cierre"),
    "title": _l("Título"),
}
TEXT_LANGUAGES: Mapping[str, object] = {
    "es": _l("Español"),
    "en": _l("Inglés"),
    "pt": _l("Portugués"),
    "fr": _l("Francés"),
}
UNITS: Mapping[str, object] = {
    "characters": _l("caracteres"),
    "characters-no-spaces": _l("caracteres sin espacios"),
    "words": _l("palabras"),
    "pages": _l("páginas (estimadas a 500 palabras)"),
}


def options_for(field: Field) -> tuple[Option, ...]:
    """The options of a field; those of the thematic lines are data of the agency."""
    if field.key != "lineas":
        return field.options
    return tuple(Option(value=line.code, label=line.name) for line in lines(db()))


def answer_words(field: Field, value: object, language: str | None = None) -> Markup:
    """An answer as it is read, for pages that only show it; what was typed is in ``language``."""
    if field.key == "lineas" and isinstance(value, list):
        names = {option.value: option.label for option in options_for(field)}
        return in_spanish(", ".join(str(names.get(code, code)) for code in value))
    if field.key == "autoevaluacion":
        score = read_score(value)
        return escape(_("%(points)s de %(most)s", points=score.points, most=score.most))
    text = words(field, value, said=here())
    return in_tongue(text, language) if field.kind in ("short", "text") else escape(text)


def answer_language(draft: Draft, field: Field, origin: str) -> str | None:
    """The language of a text of ``draft``: that of where it came from, else of its document."""
    if origin in ("project", "agency"):
        return "es"
    if draft.call and origin == "call" and field.source in ("call.title", "call.funder"):
        return draft.call.language
    return draft.language


def read_out(field: Field, value: Any, known: Known) -> Any:
    """A row with words for what it refers to: «2. Talleres», or that this row was removed."""
    if not refers(field) or not isinstance(value, dict):
        return value
    columns = {column.key: column for column in field.columns if column.target}
    return {
        key: _meant(columns[key], cell, known) if key in columns and cell else cell
        for key, cell in value.items()
    }


def _meant(column: Field, cell: str, known: Known) -> str:
    row = known[column.target].get(cell)
    if row is None:
        return next((_(one.label) for one in column.options if one.value == cell), cell)
    if row.number is None:
        return _("fila quitada: «%(what)s»", what=row.text or "–")
    return f"{row.number}. {row.text}"


def rows_to_choose(column: Field, value: object, known: Known) -> list[tuple[str, str]]:
    """(id, words) of each row a reference may mean, and of what it means although it is gone.

    What it may say without naming a row are the column's options.
    """
    rows = known[column.target]
    there = [(key, f"{row.number}. {row.text}") for key, row in rows.items() if row.number]
    chosen = [option.value for option in column.options]
    if value and str(value) not in dict(there) and value not in chosen:
        there.append((str(value), _meant(column, str(value), known)))
    return there


def draft_title(draft: Draft, longest: int | None = None) -> Markup:
    """The title of ``draft``, marked with its language."""
    shown = do_truncate(current_app.jinja_env, draft.title, longest) if longest else draft.title
    if draft.project and draft.title == draft.project.name:
        return in_spanish(shown)
    if draft.call and draft.title == draft.call.title:
        return in_tongue(shown, draft.call.language)
    return in_tongue(shown, draft.language)


def payer_words(part: BudgetShare) -> str:
    """Who pays a part of the budget, in the language of the page."""
    return wording.payer_words(part, here())


def score_words(score: Score) -> str:
    """«Planeación 2, ODS 3…»: the picture, for who cannot see it."""
    return ", ".join(f"{_(one.criterion.name)} {one.points}" for one in score.criteria)


def spoken(text: str) -> str:
    """A word of the steps in the language of the page; what is agency data stays as it is."""
    return _(text)


def saved_words(at: datetime) -> str:
    """«Guardado 10:42», with the day where it was not today."""
    clock = clock_time(at)
    if local(at).date() == today():
        return _("Guardado %(time)s", time=clock)
    return _("Guardado %(day)s, %(time)s", day=short_day(at), time=clock)


def sent_words(at: datetime, timezone: str) -> str:
    """«20 de noviembre de 2026, 12:00, hora de Bogotá»: on the clock it was told on."""
    there = at.astimezone(ZoneInfo(timezone))
    said = here()
    return _(
        "%(day)s, %(time)s, hora de %(place)s",
        day=said.day(there.date()),
        time=f"{there:%H:%M}",
        place=said.place(timezone),
    )


def install(app: Flask) -> None:
    """Let templates use these words."""
    app.jinja_env.globals.update(
        STEP_STATES=STATES,
        ORIGINS=ORIGINS,
        LIMIT_UNITS=UNITS,
        count_text=count,
        DONOR_UNITS=DONOR_UNITS,
        read_score=read_score,
        DRAFT_STATES=DRAFT_STATES,
        STATE_TONES=STATE_TONES,
        DEED_WORDS=DEED_WORDS,
        CLOSING_WORDS=CLOSING_WORDS,
        SORT_WORDS=SORT_WORDS,
        TEXT_LANGUAGES=TEXT_LANGUAGES,
        ATTACHMENT_KINDS=ATTACHMENT_KINDS,
    )
    kinds: Any = app.jinja_env.globals["MAIL_KINDS"]
    app.jinja_env.globals["MAIL_KINDS"] = {**kinds, KIND: _l("Aviso de una propuesta")}
    app.add_template_filter(spoken)
    app.add_template_filter(sent_words)
    for function in (
        options_for,
        rows_to_choose,
        payer_words,
        read_out,
        score_words,
        answer_words,
        answer_language,
        draft_title,
        saved_words,
    ):
        app.add_template_global(function)
