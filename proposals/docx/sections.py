"""Parts of a document that are put together from several answers: who applies, the logical
framework, the letter of endorsement, the answers to whoever finances.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from matcher.words.language import Words, gettext_noop
from proposals.answers import Answers, DonorQuestion, donor_questions, rows
from proposals.budget import Budget, BudgetShare
from proposals.counting import count
from proposals.docx.wording import (
    NONE,
    clean,
    day,
    money,
    paragraphs,
    payer_words,
    percent,
    words,
)
from proposals.schedule import Schedule
from proposals.steps import FIELDS
from proposals.steps.step import Field, Unit
from proposals.steps.values import is_blank, number_in

Row = dict[str, Any]
OWN = ("contrapartida", "especie")
"""Who pays, where it is the entity itself."""
CARDS: Mapping[str, tuple[str, ...]] = {
    "identidad": (
        "entidad_nombre",
        "entidad_nit",
        "entidad_naturaleza",
        "entidad_direccion",
        "entidad_pic",
        "representante_nombre",
        "representante_cargo",
        "responsable",
        "contacto",
    ),
    "pertinencia": ("programa_plan", "lineas", "modalidad", "lugar"),
    "identificacion": (
        "acronimo",
        "entidad_nombre",
        "secretaria",
        "lugar",
        "inicio",
        "duracion",
        "lineas",
        "programa_plan",
        "modalidad",
    ),
    "contacto": ("responsable", "secretaria", "contacto"),
}
"""Short answers that stand side by side with their labels, by where they stand."""
PEOPLE = (
    ("poblacion_afectada", "poblacion_afectada_fuente"),
    ("poblacion_objetivo", ""),
    ("beneficiarios_directos", ""),
    ("beneficiarios_indirectos", ""),
)


LIMITS: Mapping[Unit, str] = {
    "characters": gettext_noop("Límite: %(most)s caracteres"),
    "characters-no-spaces": gettext_noop("Límite: %(most)s caracteres sin espacios"),
    "words": gettext_noop("Límite: %(most)s palabras"),
    "pages": gettext_noop("Límite: %(most)s páginas"),
}


def card(
    keys: Sequence[str], fields: Mapping[str, Field], given: Answers, said: Words
) -> list[Row]:
    """The answers to ``keys`` that were given, each with its label."""
    return [
        {
            "clave": key,
            "rotulo": said.named(fields[key].label),
            "texto": words(fields[key], given[key], said=said),
        }
        for key in keys
        if not is_blank(given.get(key))
    ]


def term(schedule: Schedule, fields: Mapping[str, Field], given: Answers, said: Words) -> list[Row]:
    """When it begins, how long it lasts, and when it therefore ends."""
    found = card(("inicio", "duracion"), fields, given, said)
    if schedule.end:
        found.append({"rotulo": said.gettext("Fin"), "texto": day(schedule.end, said=said)})
    return found


def population(given: Answers, said: Words) -> list[Row]:
    """How many people, group by group, with the source of the figure."""
    return [
        {
            "rotulo": said.named(FIELDS[key].label),
            "numero": words(FIELDS[key], given[key], said=said),
            "fuente": clean(str(given.get(source) or "")) or NONE,
        }
        for key, source in PEOPLE
        if not is_blank(given.get(key))
    ]


def framework(given: Answers, schedule: Schedule, budget: Budget, said: Words) -> Row:
    """The chain of results with its indicators, then the activities with means and costs."""
    chain = list(_chain(given, said))
    return {
        "vacio": not chain,
        "cadena": chain,
        "actividades": list(_activities(schedule, budget, said)),
    }


def _chain(given: Answers, said: Words) -> Iterator[Row]:
    indicators = [
        {**row, "n": str(number)} for number, row in enumerate(rows(given, "indicadores"), 1)
    ]
    objectives = list(rows(given, "objetivos"))
    known = range(1, len(objectives) + 1)
    loose = [one for one in indicators if _objective_of(one) not in known]
    impact = str(given.get("objetivo_general") or "")
    if impact.strip() or loose:
        yield from _level(said.gettext("Impacto"), "", impact, loose, "general", given, said)
    for number, row in enumerate(objectives, 1):
        mine = [one for one in indicators if _objective_of(one) == number]
        level = "objetivos" if number == 1 else ""
        text = str(row.get("texto") or "")
        yield from _level(said.gettext("Efecto"), str(number), text, mine, level, given, said)
        result = str(row.get("resultado") or "")
        if result.strip():
            level = "resultados" if number == 1 else ""
            name = said.gettext("Producto")
            yield from _level(name, f"{number}.1", result, [], level, given, said)


def _level(
    name: str,
    number: str,
    text: str,
    indicators: Sequence[Mapping[str, Any]],
    level: str,
    given: Answers,
    said: Words,
) -> Iterator[Row]:
    """One level of the chain: a row for each indicator, or one that says there is none."""
    assumed = [
        str(o.get("texto") or "") for o in rows(given, "supuestos") if o.get("nivel") == level
    ]
    first: Row = {
        "nivel": name,
        "n": number or NONE,
        "texto": clean(text).strip() or NONE,
        "supuesto": "\n".join(map(clean, filter(None, assumed))) or NONE,
    }
    for place, one in enumerate(indicators or [{}]):
        head = first if place == 0 else dict.fromkeys(first, "")
        yield {**head, **_measured(one, said)}


def _measured(one: Mapping[str, Any], said: Words) -> Row:
    """An indicator with baseline and target, unit and day; «s. d.» for what is not known."""
    if is_blank(dict(one)):
        return dict.fromkeys(("indicador", "base", "meta", "fuente"), NONE)
    labels = {column.key: column for column in FIELDS["indicadores"].columns}
    unknown = said.gettext("s. d.")

    def told(key: str) -> str:
        return words(labels[key], one.get(key), short=True, said=said)

    def with_unit(key: str, when: str) -> str:
        if not told(key):
            return unknown
        moment = f" ({told(when)})" if told(when) else ""
        return " ".join(filter(None, (told(key), told("unidad")))) + moment

    return {
        "indicador": f"{one['n']}. {told('texto') or unknown}",
        "base": with_unit("linea_base", "linea_base_ano"),
        "meta": with_unit("meta", "meta_fecha"),
        "fuente": told("fuente") or unknown,
    }


def _objective_of(row: Mapping[str, Any]) -> int | None:
    """The number of the objective that an indicator measures."""
    columns = {column.key: column for column in FIELDS["indicadores"].columns}
    number = number_in(columns["objetivo"], row.get("objetivo"))
    return None if number is None else int(number)


def _activities(schedule: Schedule, budget: Budget, said: Words) -> Iterator[Row]:
    """Every activity under its result, numbered 1.1.1; what hangs on none keeps its own number."""
    through: dict[int | None, int] = {}
    cents = any(line.total % 1 for line in budget.lines if line.total is not None)
    for task in sorted(schedule.tasks, key=lambda one: (one.objective or 10**9, one.number)):
        place = through[task.objective] = through.get(task.objective, 0) + 1
        cost = budget.of_activity(task.number)
        yield {
            "n": f"{task.objective}.1.{place}" if task.objective else str(task.number),
            "texto": clean(task.text) or NONE,
            "responsable": clean(task.owner) or NONE,
            "entregable": clean(task.product) or NONE,
            "costo": money(cost, cents=cents, said=said) if cost else NONE,
        }


def letter(given: Answers, budget: Budget, said: Words, *, on: date, city: str, names: Row) -> Row:
    """The letter of endorsement: decision, commitment, who signs.

    :param names: ``titulo``, ``entidad`` and ``convocatoria``, ready to be read, and whether it
        was ``concedido``.
    """
    own = [part for part in budget.by_payer if part.code in OWN or part.kind in OWN]
    total = sum((part.amount for part in own), Decimal())
    share = total * 100 / budget.total if budget.total else Decimal()
    signed = given.get("aval_fecha") if names["concedido"] else None
    written = words(FIELDS["aval_fecha"], signed, said=said) or day(on, said=said)
    cents = any(part.amount % 1 for part in own)
    return {
        "concedido": names["concedido"],
        "lugar_fecha": ", ".join(filter(None, (clean(city), written))),
        "decision": _decision(names, said),
        "autoridad": clean(str(given.get("aval_autoridad") or "")).strip(),
        "cargo": clean(str(given.get("aval_cargo") or "")).strip(),
        "aportes": [_part(part, said, cents=cents) for part in own],
        "aporte_total": money(total, cents=cents, said=said),
        "aporte_parte": percent(share, fixed=True, said=said),
    }


def _decision(names: Row, said: Words) -> str:
    if names["convocatoria"]:
        return said.gettext(
            "Por medio de esta carta, %(entidad)s otorga su aval institucional al proyecto "
            "«%(titulo)s», que se presenta a la convocatoria «%(convocatoria)s».",
            **{key: names[key] for key in ("entidad", "titulo", "convocatoria")},
        )
    return said.gettext(
        "Por medio de esta carta, %(entidad)s otorga su aval institucional al proyecto "
        "«%(titulo)s».",
        **{key: names[key] for key in ("entidad", "titulo")},
    )


def _part(part: BudgetShare, said: Words, *, cents: bool) -> Row:
    """One contribution; without the number of its source, which a letter does not list."""
    name = payer_words(part, said)
    return {
        "nombre": name.removeprefix(f"{part.code}. "),
        "monto": money(part.amount, cents=cents, said=said),
        "parte": percent(part.percent, fixed=True, said=said),
    }


def questions(given: Answers, said: Words) -> list[Row]:
    """Each question of whoever finances: limit and weight, the answer, how long it is."""
    return [_question(number, one, said) for number, one in enumerate(donor_questions(given), 1)]


def _question(number: int, asked: DonorQuestion, said: Words) -> Row:
    answer = clean(asked.answer).strip()
    return {
        "pregunta": f"{number}. {' '.join(clean(asked.text).split())}",
        "detalle": " · ".join(_details(asked, said)),
        "parrafos": paragraphs(answer),
        "cuenta": said.gettext(
            "%(characters)s caracteres, %(words)s palabras",
            characters=said.number(count(answer, "characters")),
            words=said.number(count(answer, "words")),
        ),
    }


def _details(asked: DonorQuestion, said: Words) -> Iterator[str]:
    columns = {column.key: column for column in FIELDS["criterios"].columns}
    weight = words(columns["peso"], asked.weight, said=said)
    if weight:
        yield said.gettext("Peso en la evaluación: %(weight)s", weight=weight)
    if asked.limit:
        most = said.number(asked.limit.most)
        yield said.gettext(LIMITS[asked.limit.unit], most=most)
