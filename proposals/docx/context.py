"""What a Word template may use: plain data only, every word of it ready to be read.

``campo.<clave>`` is a field, ``tabla.<clave>`` a table; ``documento``, ``resumen``, ``ods``,
``ficha``, ``faltan``, ``cronograma``, ``presupuesto`` and ``regimen`` are computed. Nothing here
can be called, and nothing leads to the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from matcher.tags.ods import ODS_COLOURS, ODS_NAMES, WHITE_TEXT
from matcher.words.language import NBSP
from proposals.answers import Answers, rows
from proposals.budget import Budget, read_budget
from proposals.docx.wording import NONE, clean, day, figure, money, paragraphs, percent, words
from proposals.regime import regime_of
from proposals.schedule import Schedule, read_schedule
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field, Step, options
from proposals.steps.values import is_blank

MARK = "■"
PICTURE = "\ufdd0{}\ufdd1"
"""Where a picture goes; no answer can hold these characters (``wording.clean`` drops them)."""
SHORT = frozenset(
    {"short", "number", "percent", "money", "date", "months", "choice", "choices", "yesno"}
)
MONTH_INITIALS = "EFMAMJJASOND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a document says, besides the answers.

    ``lines`` are the thematic lines, code → name; ``version`` grows with each document made.
    """

    title: str
    version: int
    on: date
    agency: str
    city: str
    answers: Answers
    lines: Mapping[str, str]


def build_context(facts: Facts) -> dict[str, Any]:
    """The whole context of a template."""
    fields = {key: _labelled(field, facts.lines) for key, field in FIELDS.items()}
    given = facts.answers
    budget, schedule = read_budget(given), read_schedule(given)
    return {
        "documento": _document(facts),
        "resumen": _summary(fields, given, budget, schedule),
        "campo": {key: _field(f, given.get(key)) for key, f in fields.items() if not f.is_table},
        "tabla": {key: _table(f, given) for key, f in fields.items() if f.is_table},
        "ods": _goals(given),
        "ficha": {step.slug: _card(step, fields, given) for step in STEPS},
        "faltan": {step.slug: _missing(step, given) for step in STEPS},
        "cronograma": _timetable(schedule),
        "presupuesto": _budget(budget),
        "regimen": _regime(budget),
    }


def _labelled(field: Field, lines: Mapping[str, str]) -> Field:
    """The field with the options that only the database knows."""
    if field.key != "lineas":
        return field
    return replace(field, options=options(*lines.items()))


def _document(facts: Facts) -> dict[str, Any]:
    given = facts.answers
    return {
        "titulo": clean(str(given.get("titulo") or facts.title)),
        "acronimo": clean(str(given.get("acronimo") or "")),
        "entidad": clean(str(given.get("entidad_nombre") or facts.agency)),
        "ciudad": clean(facts.city),
        "convocatoria": clean(str(given.get("convocatoria_titulo") or "")),
        "donante": clean(str(given.get("donante") or "")),
        "cierre": words(FIELDS["cierre"], given.get("cierre")),
        "responsable": clean(str(given.get("responsable") or "")),
        "fecha": day(facts.on),
        "version": str(facts.version),
        "estado": "Borrador",
        "borrador": True,
    }


def _field(field: Field, stored: object) -> dict[str, Any]:
    text = "" if is_blank(stored) else words(field, stored)
    return {
        "rotulo": field.label,
        "texto": text,
        "parrafos": paragraphs(text),
        "vacio": not text,
        "ayuda": field.help or f"Responda «{field.label}».",
    }


def _table(field: Field, given: Answers) -> dict[str, Any]:
    filled = [
        {"n": str(number)}
        | {c.key: words(c, row.get(c.key), short=True) or NONE for c in field.columns}
        for number, row in enumerate(rows(given, field.key), 1)
    ]
    return {"rotulo": field.label, "filas": filled, "vacia": not filled}


def _card(step: Step, fields: Mapping[str, Field], given: Answers) -> list[dict[str, str]]:
    """The short answers of a step, side by side with their labels."""
    return [
        {"rotulo": field.label, "texto": words(field, given[field.key])}
        for field in (fields[one.key] for one in step)
        if not field.is_table
        and field.kind in SHORT
        and field.key != "ods"  # it has a table of its own
        and not is_blank(given.get(field.key))
    ]


def _missing(step: Step, given: Answers) -> str:
    """What nobody answered in a step, in a line; required texts show their own gap."""
    return " · ".join(
        field.label
        for field in step
        if is_blank(given.get(field.key)) and not (field.required and field.kind == "text")
    )


def _goals(given: Answers) -> list[dict[str, Any]]:
    """The ODS ticked, in the official colours; ``claro`` where the text on them is white."""
    codes = given.get("ods") or []
    numbers = sorted(int(code) for code in codes if code.isdecimal() and int(code) in ODS_NAMES)
    return [
        {
            "numero": str(number),
            "nombre": ODS_NAMES[number],
            "color": ODS_COLOURS[number].lstrip("#"),
            "claro": number in WHITE_TEXT,
        }
        for number in numbers
    ]


def _summary(
    fields: Mapping[str, Field], given: Answers, budget: Budget, schedule: Schedule
) -> list[dict[str, Any]]:
    """The table a donor asks for most; a row without an answer says so."""
    asked = budget.of_source("solicitado")
    pairs = (
        ("Título", given.get("titulo")),
        ("Lugar", given.get("lugar")),
        ("Duración", _duration(fields, given, schedule)),
        ("Monto solicitado", _sum(asked, budget, share=True)),
        ("Costo total", _sum(budget.total, budget)),
        ("Objetivo general", given.get("objetivo_general")),
        ("Objetivos específicos", _listed(given, "objetivos", "texto")),
        ("Grupos y beneficiarios", _people(fields, given)),
        ("Resultados esperados", _listed(given, "objetivos", "resultado")),
        ("Actividades principales", _listed(given, "actividades", "texto")),
        ("ODS", words(fields["ods"], given.get("ods"))),
    )
    return [
        {"rotulo": label, "texto": "\n".join(paragraphs(str(value or ""))), "vacio": not value}
        for label, value in pairs
    ]


def _duration(fields: Mapping[str, Field], given: Answers, schedule: Schedule) -> str:
    text = words(fields["duracion"], given.get("duracion"))
    if text and schedule.start and schedule.end:
        return f"{text}, del {day(schedule.start)} al {day(schedule.end)}"
    return text


def _sum(amount: Decimal, budget: Budget, *, share: bool = False) -> str:
    if not amount:
        return ""
    text = f"{figure(amount)}{NBSP}{budget.currency or '(moneda sin indicar)'}"
    return f"{text} ({percent(amount * 100 / budget.total)} del total)" if share else text


def _listed(given: Answers, key: str, column: str) -> str:
    texts = [str(row.get(column) or "").strip() for row in rows(given, key)]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1) if text)


def _people(fields: Mapping[str, Field], given: Answers) -> str:
    who = clean(str(given.get("beneficiarios") or "")).strip()
    count = words(fields["beneficiarios_directos"], given.get("beneficiarios_directos"))
    direct = f"{count}{NBSP}personas beneficiarias directas" if count else ""
    return "\n".join(filter(None, [who, direct]))


def _timetable(schedule: Schedule) -> dict[str, Any]:
    years: dict[int, int] = {}
    for period in schedule.periods:
        years[period.year] = years.get(period.year, 0) + 1
    monthly = all(period.first.month == period.last.month for period in schedule.periods)
    return {
        "vacio": not schedule.drawn or not schedule.periods,
        "unidad": "meses" if monthly else "trimestres",
        "columnas": [
            {"numero": p.label, "inicial": MONTH_INITIALS[p.first.month - 1]}
            for p in schedule.periods
        ],
        "anos": [{"ano": str(year), "ancho": str(count)} for year, count in years.items()],
        "filas": [
            {
                "n": str(task.number),
                "texto": clean(task.text) or NONE,
                "marcas": [MARK if period.holds(task) else "" for period in schedule.periods],
            }
            for task in schedule.drawn
        ],
        "sin_fecha": ", ".join(str(t.number) for t in schedule.tasks if not t.dated),
        "imagen": PICTURE.format("cronograma"),
    }


def _budget(budget: Budget) -> dict[str, Any]:
    figures = [one for line in budget.lines for one in (line.price, line.total) if one]
    cents = any(one % 1 for one in figures)

    def share(part: Any) -> dict[str, str]:
        return {
            "nombre": part.label,
            "monto": money(part.amount, cents=cents),
            "parte": percent(part.percent, fixed=True),
        }

    labels = {f.key: f for f in FIELDS["presupuesto"].columns}
    return {
        "vacio": not budget.lines,
        "moneda": budget.currency or "moneda sin indicar",
        "lineas": [
            {
                "n": str(line.number),
                "rubro": words(labels["rubro"], line.heading) or NONE,
                "concepto": clean(line.concept) or NONE,
                "actividad": str(line.activity or NONE),
                "unidad": clean(line.unit) or NONE,
                "cantidad": figure(line.quantity) if line.quantity is not None else NONE,
                "valor": money(line.price, cents=cents) if line.price is not None else NONE,
                "fuente": words(labels["fuente"], line.source) or NONE,
                "total": money(line.total, cents=cents) if line.total is not None else NONE,
            }
            for line in budget.lines
        ],
        "rubros": [share(part) for part in budget.by_heading],
        "fuentes": [share(part) for part in budget.by_source],
        "total": money(budget.total, cents=cents),
        "sin_sumar": ", ".join(map(str, budget.incomplete)),
        "imagen": PICTURE.format("presupuesto"),
    }


def _regime(budget: Budget) -> dict[str, Any]:
    regime = regime_of(budget)
    if regime is None:
        return {"vacio": True, "titulo": "", "razon": "", "nota": ""}
    return {"vacio": False, "titulo": regime.title, "razon": regime.why, "nota": regime.note}
