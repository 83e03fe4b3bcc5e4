"""Coherence of the whole draft: dates, sums, the chain from cause to activity, texts.

Nothing here stops anybody from writing. A ``blocking`` finding only stands between the draft and
sending it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Literal

from matcher.messages import Message, joined
from matcher.words.language import gettext_noop
from proposals.answers import Answers, answers, rows
from proposals.budget import Budget, read_budget
from proposals.models import Draft
from proposals.schedule import Schedule, read_schedule
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field
from proposals.steps.values import day_in, is_blank, number_in, read

Severity = Literal["blocking", "warning", "advice"]
LEFT_OVER = re.compile(r"\bX{3,}\b|\[[^\]]{0,40}\]|\bTODO\b|lorem ipsum", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at: a code, how grave it is, a sentence, the field and step to go to."""

    code: str
    severity: Severity
    text: Message
    field: str

    @property
    def step(self) -> str:
        """The slug of the step that asks for the field."""
        return next(step.slug for step in STEPS if self.field in {f.key for f in step})

    @property
    def label(self) -> str:
        """The label of the field."""
        return FIELDS[self.field].label


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """Everything a rule may look at."""

    given: Answers
    budget: Budget
    schedule: Schedule


Rule = Callable[[_Whole], Iterator[Finding]]


def check(draft: Draft) -> list[Finding]:
    """Every finding about ``draft``, the gravest first, then in the order of the steps."""
    return check_answers(answers(draft))


def check_answers(given: Answers) -> list[Finding]:
    """Every finding about these answers, the gravest first, then in the order of the steps."""
    whole = _Whole(given=given, budget=read_budget(given), schedule=read_schedule(given))
    found = [finding for rule in RULES for finding in rule(whole)]
    order = {key: place for place, key in enumerate(FIELDS)}
    grave = ("blocking", "warning", "advice")
    return sorted(found, key=lambda f: (grave.index(f.severity), order[f.field]))


def _found(
    text: str, /, *, code: str, field: str, severity: Severity = "warning", **values: object
) -> Finding:
    """A finding whose sentence has ``values`` in it; labels are said in the reader's language."""
    return Finding(code=code, severity=severity, text=Message(text, **values), field=field)


def _required(whole: _Whole) -> Iterator[Finding]:
    for field in FIELDS.values():
        if field.required and is_blank(whole.given.get(field.key)):
            label = Message(field.label)
            yield _found(
                "Falta responder «%(label)s».",
                code="required",
                field=field.key,
                severity="blocking",
                label=label,
            )


def _unreadable(whole: _Whole) -> Iterator[Finding]:
    for field in FIELDS.values():
        for number, column, stored in _cells(whole.given, field):
            problem = read(column, stored).problem
            if problem and number:
                yield _found(
                    "En %(row)s %(number)s, %(column)s: %(problem)s",
                    code="unreadable",
                    field=field.key,
                    severity="blocking",
                    number=number,
                    row=Message(field.row_name),
                    column=Message(column.label),
                    problem=problem,
                )
            elif problem:
                yield Finding(code="unreadable", severity="blocking", text=problem, field=field.key)


def _cells(given: Answers, field: Field) -> Iterator[tuple[int, Field, object]]:
    if not field.is_table:
        yield 0, field, given.get(field.key)
        return
    for number, row in enumerate(rows(given, field.key), 1):
        for column in field.columns:
            yield number, column, row.get(column.key)


def _left_overs(whole: _Whole) -> Iterator[Finding]:
    for field in FIELDS.values():
        for _number, _column, stored in _cells(whole.given, field):
            found = LEFT_OVER.search(stored) if isinstance(stored, str) else None
            if found:
                yield _found(
                    "Quedó un texto por reemplazar: «%(left)s».",
                    code="left-over",
                    field=field.key,
                    left=found[0],
                )


def _activities(whole: _Whole) -> Iterator[Finding]:
    schedule = whole.schedule
    blocking = partial(_found, field="actividades", severity="blocking")
    for task in schedule.tasks:
        number = task.number
        if task.start and task.end and task.start > task.end:
            text = gettext_noop("La actividad %(number)s termina antes de empezar.")
            yield blocking(text, code="activity-order", number=number)
        elif schedule.start and task.start and task.start < schedule.start:
            text = gettext_noop("La actividad %(number)s empieza antes que el proyecto.")
            yield blocking(text, code="activity-early", number=number)
        elif schedule.end and task.end and task.end > schedule.end:
            text = gettext_noop(
                "La actividad %(number)s termina después del proyecto, que acaba el %(day)s."
            )
            yield blocking(text, code="activity-late", number=number, day=schedule.end)
        elif not task.dated:
            yield _found(
                "La actividad %(number)s no tiene sus dos fechas.",
                code="activity-undated",
                field="actividades",
                severity="advice",
                number=number,
            )


def _deadlines(whole: _Whole) -> Iterator[Finding]:
    given, schedule = whole.given, whole.schedule
    closing = day_in(FIELDS["cierre"], given.get("cierre"))
    approved = day_in(FIELDS["aval_fecha"], given.get("aval_fecha"))
    if closing and schedule.start and schedule.start <= closing:
        yield _found(
            "El proyecto empieza antes de que cierre la convocatoria.",
            code="start-before-closing",
            field="inicio",
        )
    if closing and approved and approved > closing:
        yield _found(
            "El aval tiene fecha posterior al cierre de la convocatoria.",
            code="endorsement-late",
            field="aval_fecha",
            severity="blocking",
        )
    validity = next(c for c in FIELDS["anexos"].columns if c.key == "vigencia")
    for number, row in enumerate(rows(given, "anexos"), 1):
        until = day_in(validity, row.get("vigencia"))
        if closing and until and until < closing:
            yield _found(
                "El anexo %(number)s vence antes del día de cierre.",
                code="annex-expired",
                field="anexos",
                severity="blocking",
                number=number,
            )


def _endorsement(whole: _Whole) -> Iterator[Finding]:
    if whole.given.get("aval_estado") != "concedido":
        yield _found(
            "Todavía no hay aval concedido.",
            code="endorsement-missing",
            field="aval_estado",
            severity="blocking",
        )


def _requirements(whole: _Whole) -> Iterator[Finding]:
    listed = list(enumerate(rows(whole.given, "requisitos"), 1))
    unmet = [str(number) for number, row in listed if row.get("cumple") == "no"]
    unsure = [str(number) for number, row in listed if row.get("cumple") not in ("si", "no")]
    if unmet:
        yield _found(
            "Hay requisitos que no se cumplen: %(numbers)s.",
            numbers=", ".join(unmet),
            code="requirement-unmet",
            field="requisitos",
            severity="blocking",
        )
    if unsure:
        yield _found(
            "Hay requisitos por confirmar: %(numbers)s.",
            numbers=", ".join(unsure),
            code="requirement-open",
            field="requisitos",
        )


def _sums(whole: _Whole) -> Iterator[Finding]:
    budget = whole.budget
    if budget.lines and budget.currency is None:
        yield _found(
            "El presupuesto no dice en qué moneda está.",
            code="currency-missing",
            field="moneda",
            severity="blocking",
        )
    for number in budget.incomplete:
        yield _found(
            "Al renglón %(number)s le falta cantidad o valor.",
            code="line-incomplete",
            field="presupuesto",
            number=number,
        )
    for line in budget.lines:
        if not line.source:
            yield _found(
                "El renglón %(number)s no dice quién lo paga.",
                code="line-unpaid",
                field="presupuesto",
                number=line.number,
            )


def _limits(whole: _Whole) -> Iterator[Finding]:
    """The call's most, and the least share of our own, in the same currency only."""
    budget, given = whole.budget, whole.given
    asked = budget.of_source("solicitado")
    most = read(FIELDS["monto_maximo"], given.get("monto_maximo")).value
    limit = number_in(FIELDS["monto_maximo"], given.get("monto_maximo"))
    currency = getattr(most, "currency", None)
    if limit is not None and currency and currency == budget.currency and asked > limit:
        yield _found(
            "Lo solicitado pasa del máximo de la convocatoria (%(most)s).",
            code="over-limit",
            field="presupuesto",
            severity="blocking",
            most=given["monto_maximo"],
        )
    least = number_in(FIELDS["cofinanciacion_minima"], given.get("cofinanciacion_minima"))
    own = budget.of_source("contrapartida") + budget.of_source("especie")
    if least and budget.total and own * 100 < least * budget.total:
        yield _found(
            "La contrapartida es el %(share)s %% del total y la convocatoria pide al menos "
            "%(least)s %%.",
            code="counterpart-short",
            field="presupuesto",
            severity="blocking",
            share=round(own * 100 / budget.total, 1),
            least=given["cofinanciacion_minima"],
        )


def _people(whole: _Whole) -> Iterator[Finding]:
    chain = ("poblacion_afectada", "poblacion_objetivo", "beneficiarios_directos")
    counts = {key: number_in(FIELDS[key], whole.given.get(key)) for key in chain}
    for wider, narrower in pairwise(chain):
        more, fewer = counts[wider], counts[narrower]
        if more is not None and fewer is not None and fewer > more:
            yield _found(
                "«%(narrower)s» no puede pasar de «%(wider)s».",
                code="more-people",
                field=narrower,
                narrower=Message(FIELDS[narrower].label),
                wider=Message(FIELDS[wider].label),
            )
    if counts["poblacion_afectada"] and is_blank(whole.given.get("poblacion_afectada_fuente")):
        yield _found(
            "La cifra de personas afectadas no dice de dónde sale.",
            code="figure-without-source",
            field="poblacion_afectada_fuente",
        )


_CHAIN = {
    "indicadores": (
        gettext_noop("El indicador %(number)s apunta al objetivo %(target)s, que no existe."),
        gettext_noop("El objetivo %(number)s no tiene indicador."),
    ),
    "actividades": (
        gettext_noop("La actividad %(number)s apunta al objetivo %(target)s, que no existe."),
        gettext_noop("El objetivo %(number)s no tiene actividad."),
    ),
}


def _chain(whole: _Whole) -> Iterator[Finding]:
    """Every objective has an indicator and an activity; every reference leads somewhere."""
    objectives = len(rows(whole.given, "objetivos"))
    for key, (astray, bare) in _CHAIN.items():
        column = FIELDS[key].columns[0]
        pointed = [number_in(column, row.get("objetivo")) for row in rows(whole.given, key)]
        for number, target in enumerate(pointed, 1):
            if target is not None and not 1 <= target <= objectives:
                yield _found(
                    astray, code="objective-unknown", field=key, number=number, target=target
                )
        for number in range(1, objectives + 1):
            if Decimal(number) not in pointed:
                yield _found(bare, code="objective-without", field=key, number=number)


def _lines(whole: _Whole) -> Iterator[Finding]:
    """Costs and activities name each other."""
    tasks = {task.number for task in whole.schedule.tasks}
    for line in whole.budget.lines:
        if line.activity is not None and line.activity not in tasks:
            yield _found(
                "El renglón %(number)s apunta a la actividad %(activity)s, que no existe.",
                code="line-activity-unknown",
                field="presupuesto",
                number=line.number,
                activity=line.activity,
            )
    paid = {line.activity for line in whole.budget.lines}
    if whole.budget.lines:
        for number in sorted(tasks - paid):
            yield _found(
                "La actividad %(number)s no tiene renglón en el presupuesto.",
                code="activity-without-cost",
                field="actividades",
                severity="advice",
                number=number,
            )


def _indicators(whole: _Whole) -> Iterator[Finding]:
    needed = ("unidad", "linea_base", "linea_base_ano", "meta", "meta_fecha", "fuente")
    labels = {c.key: c.label for c in FIELDS["indicadores"].columns}
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        lacking = [Message(labels[key]) for key in needed if is_blank(row.get(key))]
        if lacking:
            yield _found(
                "Al indicador %(number)s le falta: %(lacking)s.",
                code="indicator-incomplete",
                field="indicadores",
                number=number,
                lacking=joined(lacking, between=", "),
            )


def _risks(whole: _Whole) -> Iterator[Finding]:
    for number, row in enumerate(rows(whole.given, "riesgos"), 1):
        grave = row.get("probabilidad") == row.get("impacto") == "alta"
        if is_blank(row.get("mitigacion")) or is_blank(row.get("responsable")):
            yield _found(
                "El riesgo %(number)s necesita qué se hará y quién responde.",
                number=number,
                code="risk-open",
                field="riesgos",
                severity="blocking" if grave else "warning",
            )


def _reports(whole: _Whole) -> Iterator[Finding]:
    kinds = [row.get("tipo") for row in rows(whole.given, "informes")]
    if "final" not in kinds:
        yield _found(
            "No hay informe final previsto.", code="final-report-missing", field="informes"
        )


def _team(whole: _Whole) -> Iterator[Finding]:
    column = next(c for c in FIELDS["equipo"].columns if c.key == "dedicacion")
    sums: dict[str, Decimal] = {}
    for row in rows(whole.given, "equipo"):
        name = str(row.get("nombre") or "").strip()
        share = number_in(column, row.get("dedicacion"))
        if name and share is not None:
            sums[name] = sums.get(name, Decimal()) + share
    for name, share in sums.items():
        if share > 100:
            yield _found(
                "%(name)s suma %(share)s %% de dedicación.",
                code="overbooked",
                field="equipo",
                name=name,
                share=share,
            )


RULES: tuple[Rule, ...] = (
    _required,
    _unreadable,
    _left_overs,
    _activities,
    _deadlines,
    _endorsement,
    _requirements,
    _sums,
    _limits,
    _people,
    _chain,
    _lines,
    _indicators,
    _risks,
    _reports,
    _team,
)
