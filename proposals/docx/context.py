"""What a Word template may use: plain data only, every word of it ready to be read.

``campo.<clave>`` is a field, ``tabla.<clave>`` a table; the rest is computed. Nothing here can be
called, nothing leads to the database, and what is written for the office alone is not there: its
names are known, so that a template need not change, and stand empty.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from matcher.tags.ods import ODS_COLOURS, ODS_NAMES, WHITE_TEXT
from matcher.words.language import SPANISH, Words, gettext_noop
from matcher.words.values import money_words
from proposals.answers import Answers, rows
from proposals.budget import FOREIGN, Budget, BudgetLine, BudgetShare, read_budget
from proposals.docx import sections
from proposals.docx.audience import for_donor
from proposals.docx.wording import (
    NONE,
    clean,
    day,
    figure,
    money,
    paragraphs,
    payer_words,
    percent,
    words,
)
from proposals.marks.marking import Marks, mark_context
from proposals.models import DraftState
from proposals.rows.references import text_of
from proposals.schedule import Schedule, read_schedule
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field, Step, options
from proposals.steps.values import is_blank, number_in

MARK = "■"
ROOMY = 28
"""So many columns of a timetable leave room for four figures, or for «T10»."""
PICTURE = "\ufdd0{}\ufdd1"
"""Where a picture goes; no answer can hold these characters (``wording.clean`` drops them)."""
FINAL = frozenset({"approved", "sent", "won", "lost"})
"""States of a draft in which what it says was approved."""
STATES: Mapping[str, str] = {
    "approved": gettext_noop("Con aval"),
    "sent": gettext_noop("Enviada"),
    "won": gettext_noop("Enviada"),
    "lost": gettext_noop("Enviada"),
}
SHORT = frozenset(
    {"short", "number", "percent", "money", "date", "months", "choice", "choices", "yesno"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a document says, besides the answers.

    ``lines`` are the thematic lines, code → name; ``version`` grows with each document made;
    ``state`` is where the draft stands on its way, ``logo`` a picture of the agency's. With
    ``marks`` the document can be edited in Word and read back.
    """

    title: str
    version: int
    on: date
    agency: str
    city: str
    answers: Answers
    lines: Mapping[str, str]
    state: DraftState = "writing"
    logo: bytes | None = None
    marks: Marks | None = None

    @property
    def unfinished(self) -> bool:
        """Whether it still is a draft: nobody approved what it says."""
        return self.state not in FINAL


def build_context(facts: Facts, said: Words = SPANISH) -> dict[str, Any]:
    """The whole context of a template, in the words of its language."""
    fields = {key: _labelled(field, facts.lines) for key, field in FIELDS.items()}
    given = for_donor(facts.answers)
    budget, schedule = read_budget(given), read_schedule(given)
    single = {key: field for key, field in fields.items() if not field.is_table}
    tables = {key: field for key, field in fields.items() if field.is_table}
    context = {
        "documento": (document := _document(facts, given, said)),
        "resumen": _summary(fields, given, said),
        "campo": {key: _field(field, given.get(key), said) for key, field in single.items()},
        "tabla": {key: _table(field, given, said) for key, field in tables.items()},
        "ods": _goals(given, said),
        "ficha": {step.slug: _card(step, fields, given, said) for step in STEPS},
        "faltan": {step.slug: _missing(step, given, said) for step in STEPS},
        "cronograma": _timetable(schedule, said),
        "presupuesto": _budget(budget, said),
        "regimen": {"vacio": True, "titulo": "", "razon": "", "nota": ""},
        "identidad": sections.card(sections.CARDS["identidad"], fields, given, said),
        "pertinencia": sections.card(sections.CARDS["pertinencia"], fields, given, said),
        "ficha_banco": {
            "identificacion": sections.card(sections.CARDS["identificacion"], fields, given, said)
        },
        "contacto": sections.card(sections.CARDS["contacto"], fields, given, said),
        "plazo": sections.term(schedule, fields, given, said),
        "poblacion": sections.population(given, said),
        "marco": sections.framework(given, schedule, budget, said),
        "carta": sections.letter(
            given,
            budget,
            said,
            on=facts.on,
            city=facts.city,
            names=document | {"concedido": facts.answers.get("aval_estado") == "concedido"},
        ),
        "preguntas": sections.questions(given, said),
    }
    return context if facts.marks is None else mark_context(context, given, facts.marks)


def _labelled(field: Field, lines: Mapping[str, str]) -> Field:
    """The field with the options that only the database knows."""
    if field.key != "lineas":
        return field
    return replace(field, options=options(*((code, clean(name)) for code, name in lines.items())))


def _document(facts: Facts, given: Answers, said: Words) -> dict[str, Any]:
    return {
        "titulo": clean(str(given.get("titulo") or facts.title)),
        "acronimo": clean(str(given.get("acronimo") or "")),
        "entidad": clean(str(given.get("entidad_nombre") or facts.agency)),
        "ciudad": clean(facts.city),
        "convocatoria": clean(str(given.get("convocatoria_titulo") or "")),
        "donante": clean(str(given.get("donante") or "")),
        "cierre": words(FIELDS["cierre"], given.get("cierre"), said=said),
        "responsable": clean(str(given.get("responsable") or "")),
        "fecha": day(facts.on, said=said),
        "version": str(facts.version),
        "estado": said.gettext(STATES.get(facts.state, "Borrador")),
        "borrador": facts.unfinished,
        "logo": PICTURE.format("logo"),
    }


def _field(field: Field, stored: object, said: Words) -> dict[str, Any]:
    text = "" if is_blank(stored) else words(field, stored, said=said)
    label = said.named(field.label)
    return {
        "rotulo": label,
        "texto": text,
        "parrafos": paragraphs(text),
        "vacio": not text,
        "ayuda": said.named(field.help) or said.gettext("Responda «%(label)s».", label=label),
    }


def _table(field: Field, given: Answers, said: Words) -> dict[str, Any]:
    filled = [
        {"n": str(number)}
        | {c.key: words(c, row.get(c.key), short=True, said=said) or NONE for c in field.columns}
        | {f"{c.key}_texto": _meant(c, row, given, said) for c in field.columns if c.target}
        for number, row in enumerate(rows(given, field.key), 1)
    ]
    return {"rotulo": said.named(field.label), "filas": filled, "vacia": not filled}


def _meant(column: Field, row: Mapping[str, Any], given: Answers, said: Words) -> str:
    """«2. Talleres»: the row another refers to, with its words; or the option chosen instead."""
    cell = row.get(column.key)
    number = number_in(column, cell)
    known = rows(given, column.target)
    if number is None or not 1 <= number <= len(known):
        chosen = any(option.value == cell for option in column.options)
        return words(column, cell, said=said) if chosen else NONE
    return clean(f"{number}. {text_of(FIELDS[column.target], known[int(number) - 1])}")


def _card(
    step: Step, fields: Mapping[str, Field], given: Answers, said: Words
) -> list[dict[str, str]]:
    """The short answers of a step, side by side with their labels."""
    return [
        {"rotulo": said.named(field.label), "texto": words(field, given[field.key], said=said)}
        for field in (fields[one.key] for one in step)
        if not field.is_table
        and not field.aside
        and field.kind in SHORT
        and field.key != "ods"  # it has a table of its own
        and not is_blank(given.get(field.key))
    ]


def _missing(step: Step, given: Answers, said: Words) -> str:
    """What nobody answered in a step, in a line; required texts show their own gap."""
    return " · ".join(
        said.named(field.label)
        for field in step
        if is_blank(given.get(field.key))
        and not field.is_internal
        and not (field.required and field.kind == "text")
    )


def _goals(given: Answers, said: Words) -> list[dict[str, Any]]:
    """The ODS ticked, in the official colours; ``claro`` where the text on them is white."""
    codes = given.get("ods") or []
    numbers = sorted(int(code) for code in codes if code.isdecimal() and int(code) in ODS_NAMES)
    return [
        {
            "numero": str(number),
            "nombre": said.named(ODS_NAMES[number]),
            "color": ODS_COLOURS[number].lstrip("#"),
            "claro": number in WHITE_TEXT,
        }
        for number in numbers
    ]


def _summary(fields: Mapping[str, Field], given: Answers, said: Words) -> list[dict[str, Any]]:
    """The table a donor asks for most; a row without an answer says so."""
    budget, schedule = read_budget(given), read_schedule(given)
    asked = budget.of_source(FOREIGN)
    pairs = (
        (said.gettext("Título"), given.get("titulo")),
        (said.gettext("Lugar"), given.get("lugar")),
        (said.gettext("Duración"), _duration(fields, given, schedule, said)),
        (said.gettext("Monto solicitado"), _sum(asked, budget, said, share=True)),
        (said.gettext("Costo total"), _sum(budget.total, budget, said)),
        (said.gettext("Objetivo general"), given.get("objetivo_general")),
        (said.gettext("Objetivos específicos"), _listed(given, "objetivos", "texto")),
        (said.gettext("Grupos y beneficiarios"), _people(fields, given, said)),
        (said.gettext("Resultados esperados"), _listed(given, "objetivos", "resultado")),
        (said.gettext("Actividades principales"), _listed(given, "actividades", "texto")),
        (said.gettext("ODS"), words(fields["ods"], given.get("ods"), said=said)),
    )
    return [
        {"rotulo": label, "texto": "\n".join(paragraphs(str(value or ""))), "vacio": not value}
        for label, value in pairs
    ]


def _duration(fields: Mapping[str, Field], given: Answers, schedule: Schedule, said: Words) -> str:
    text = words(fields["duracion"], given.get("duracion"), said=said)
    if text and schedule.start and schedule.end:
        return said.gettext(
            "%(months)s, del %(first)s al %(last)s",
            months=text,
            first=day(schedule.start, said=said),
            last=day(schedule.end, said=said),
        )
    return text


def _sum(amount: Decimal, budget: Budget, said: Words, *, share: bool = False) -> str:
    if not amount:
        return ""
    text = money_words(said, amount, budget.currency)
    if not share:
        return text
    part = percent(amount * 100 / budget.total, said=said)
    return said.gettext("%(amount)s (%(part)s del total)", amount=text, part=part)


def _listed(given: Answers, key: str, column: str) -> str:
    texts = [str(row.get(column) or "").strip() for row in rows(given, key)]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1) if text)


def _people(fields: Mapping[str, Field], given: Answers, said: Words) -> str:
    who = clean(str(given.get("beneficiarios") or "")).strip()
    direct = fields["beneficiarios_directos"]
    count = words(direct, given.get(direct.key), said=said)
    told = said.gettext("%(count)s\u00a0personas beneficiarias directas", count=count)
    return "\n".join(filter(None, [who, told if count else ""]))


def _timetable(schedule: Schedule, said: Words) -> dict[str, Any]:
    periods = schedule.periods
    years = Counter(period.year for period in periods)
    quarters = any(period.quarter for period in periods)
    return {
        "vacio": not schedule.drawn or not periods,
        "unidad": said.gettext("trimestres") if quarters else said.gettext("meses"),
        "columnas": [
            {
                "numero": p.label(said) if len(periods) <= ROOMY else str(p.number),
                "inicial": said.month(p.first)[0].upper(),
            }
            for p in periods
        ],
        "anos": [
            {"ano": _year(year, count, of=len(periods)), "ancho": str(count)}
            for year, count in years.items()
        ],
        "filas": [
            {
                "n": str(task.number),
                "texto": clean(task.text) or NONE,
                "marcas": [MARK if period.holds(task) else "" for period in periods],
            }
            for task in schedule.drawn
        ],
        "sin_fecha": ", ".join(str(t.number) for t in schedule.tasks if not t.dated),
        "imagen": PICTURE.format("cronograma"),
    }


def _year(year: int, columns: int, *, of: int) -> str:
    """The year above its columns; with its last figures where they are too narrow for four."""
    return str(year) if columns * ROOMY >= of else f"{year % 100:02d}"


def _budget(budget: Budget, said: Words) -> dict[str, Any]:
    figures = [one for line in budget.lines for one in (line.price, line.total) if one]
    cents = any(one % 1 for one in figures)
    return {
        "vacio": not budget.lines,
        "moneda": budget.currency or said.gettext("moneda sin indicar"),
        "lineas": [_line(line, budget, said, cents=cents) for line in budget.lines],
        "rubros": [_share(part, said, cents=cents) for part in budget.by_heading],
        "fuentes": [_share(part, said, cents=cents) for part in budget.by_payer],
        "total": money(budget.total, cents=cents, said=said),
        "sin_sumar": ", ".join(map(str, budget.incomplete)),
        "imagen": PICTURE.format("presupuesto"),
    }


def _line(line: BudgetLine, budget: Budget, said: Words, *, cents: bool) -> dict[str, str]:
    """One line of the budget; what nobody gave is a dash."""
    labels = {field.key: field for field in FIELDS["presupuesto"].columns}

    def summed(value: Decimal | None) -> str:
        return NONE if value is None else money(value, cents=cents, said=said)

    return {
        "n": str(line.number),
        "rubro": words(labels["rubro"], line.heading, said=said) or NONE,
        "concepto": clean(line.concept) or NONE,
        "actividad": str(line.activity or NONE),
        "unidad": clean(line.unit) or NONE,
        "cantidad": NONE if line.quantity is None else figure(line.quantity, said=said),
        "valor": summed(line.price),
        "fuente": clean(said.named(budget.payer_of(line))) or NONE,
        "total": summed(line.total),
    }


def _share(part: BudgetShare, said: Words, *, cents: bool) -> dict[str, str]:
    return {
        "nombre": payer_words(part, said),
        "monto": money(part.amount, cents=cents, said=said),
        "parte": percent(part.percent, fixed=True, said=said),
    }
