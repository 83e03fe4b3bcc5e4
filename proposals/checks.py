"""Coherence of the whole draft: dates, sums, the chain from cause to activity, texts.

Nothing here stops anybody from writing. A ``blocking`` finding only stands between the draft and
sending it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

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
    text: str
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


def _required(whole: _Whole) -> Iterator[Finding]:
    for field in FIELDS.values():
        if field.required and is_blank(whole.given.get(field.key)):
            yield Finding(
                code="required",
                severity="blocking",
                text=f"Falta responder «{field.label}».",
                field=field.key,
            )


def _unreadable(whole: _Whole) -> Iterator[Finding]:
    for field in FIELDS.values():
        for number, column, stored in _cells(whole.given, field):
            problem = read(column, stored).problem
            if problem:
                where = (
                    f"{field.row_name.capitalize()} {number}, {column.label}: " if number else ""
                )
                yield Finding(
                    code="unreadable", severity="blocking", text=where + problem, field=field.key
                )


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
                yield Finding(
                    code="left-over",
                    severity="warning",
                    text=f"Quedó un texto por reemplazar: «{found[0]}».",
                    field=field.key,
                )


def _activities(whole: _Whole) -> Iterator[Finding]:
    schedule = whole.schedule
    for task in schedule.tasks:
        name = f"La actividad {task.number}"
        if task.start and task.end and task.start > task.end:
            yield _dates("activity-order", f"{name} termina antes de empezar.")
        elif schedule.start and task.start and task.start < schedule.start:
            yield _dates("activity-early", f"{name} empieza antes que el proyecto.")
        elif schedule.end and task.end and task.end > schedule.end:
            yield _dates(
                "activity-late",
                f"{name} termina después del proyecto, que acaba el {schedule.end:%d/%m/%Y}.",
            )
        elif not task.dated:
            yield _dates("activity-undated", f"{name} no tiene sus dos fechas.", "advice")


def _dates(code: str, text: str, severity: Severity = "blocking") -> Finding:
    return Finding(code=code, severity=severity, text=text, field="actividades")


def _deadlines(whole: _Whole) -> Iterator[Finding]:
    given, schedule = whole.given, whole.schedule
    closing = day_in(FIELDS["cierre"], given.get("cierre"))
    approved = day_in(FIELDS["aval_fecha"], given.get("aval_fecha"))
    if closing and schedule.start and schedule.start <= closing:
        yield Finding(
            code="start-before-closing",
            severity="warning",
            text="El proyecto empieza antes de que cierre la convocatoria.",
            field="inicio",
        )
    if closing and approved and approved > closing:
        yield Finding(
            code="endorsement-late",
            severity="blocking",
            text="El aval tiene fecha posterior al cierre de la convocatoria.",
            field="aval_fecha",
        )
    validity = next(c for c in FIELDS["anexos"].columns if c.key == "vigencia")
    for number, row in enumerate(rows(given, "anexos"), 1):
        until = day_in(validity, row.get("vigencia"))
        if closing and until and until < closing:
            yield Finding(
                code="annex-expired",
                severity="blocking",
                text=f"El anexo {number} vence antes del día de cierre.",
                field="anexos",
            )


def _endorsement(whole: _Whole) -> Iterator[Finding]:
    if whole.given.get("aval_estado") != "concedido":
        yield Finding(
            code="endorsement-missing",
            severity="blocking",
            text="Todavía no hay aval concedido.",
            field="aval_estado",
        )


def _requirements(whole: _Whole) -> Iterator[Finding]:
    listed = list(enumerate(rows(whole.given, "requisitos"), 1))
    unmet = [str(number) for number, row in listed if row.get("cumple") == "no"]
    unsure = [str(number) for number, row in listed if row.get("cumple") not in ("si", "no")]
    if unmet:
        yield Finding(
            code="requirement-unmet",
            severity="blocking",
            text=f"Hay requisitos que no se cumplen: {', '.join(unmet)}.",
            field="requisitos",
        )
    if unsure:
        yield Finding(
            code="requirement-open",
            severity="warning",
            text=f"Hay requisitos por confirmar: {', '.join(unsure)}.",
            field="requisitos",
        )


def _sums(whole: _Whole) -> Iterator[Finding]:
    budget = whole.budget
    if budget.lines and budget.currency is None:
        yield Finding(
            code="currency-missing",
            severity="blocking",
            text="El presupuesto no dice en qué moneda está.",
            field="moneda",
        )
    for number in budget.incomplete:
        yield _money("line-incomplete", f"Al renglón {number} le falta cantidad o valor.")
    for line in budget.lines:
        if not line.source:
            yield _money("line-unpaid", f"El renglón {line.number} no dice quién lo paga.")


def _money(code: str, text: str, severity: Severity = "warning") -> Finding:
    return Finding(code=code, severity=severity, text=text, field="presupuesto")


def _limits(whole: _Whole) -> Iterator[Finding]:
    """The call's most, and the least share of our own, in the same currency only."""
    budget, given = whole.budget, whole.given
    asked = budget.of_source("solicitado")
    most = read(FIELDS["monto_maximo"], given.get("monto_maximo")).value
    limit = number_in(FIELDS["monto_maximo"], given.get("monto_maximo"))
    currency = getattr(most, "currency", None)
    if limit is not None and currency and currency == budget.currency and asked > limit:
        yield _money(
            "over-limit",
            f"Lo solicitado pasa del máximo de la convocatoria ({given['monto_maximo']}).",
            "blocking",
        )
    least = number_in(FIELDS["cofinanciacion_minima"], given.get("cofinanciacion_minima"))
    own = budget.of_source("contrapartida") + budget.of_source("especie")
    if least and budget.total and own * 100 < least * budget.total:
        share = f"{own * 100 / budget.total:.1f}".replace(".", ",")
        yield _money(
            "counterpart-short",
            f"La contrapartida es el {share} % del total y la convocatoria pide al menos "
            f"{given['cofinanciacion_minima']} %.".replace(
                f"{share}", f"{share}".replace(".", ",")
            ),
            "blocking",
        )


def _people(whole: _Whole) -> Iterator[Finding]:
    chain = ("poblacion_afectada", "poblacion_objetivo", "beneficiarios_directos")
    counts = {key: number_in(FIELDS[key], whole.given.get(key)) for key in chain}
    for wider, narrower in pairwise(chain):
        more, fewer = counts[wider], counts[narrower]
        if more is not None and fewer is not None and fewer > more:
            yield Finding(
                code="more-people",
                severity="warning",
                text=f"«{FIELDS[narrower].label}» no puede pasar de «{FIELDS[wider].label}».",
                field=narrower,
            )
    if counts["poblacion_afectada"] and is_blank(whole.given.get("poblacion_afectada_fuente")):
        yield Finding(
            code="figure-without-source",
            severity="warning",
            text="La cifra de personas afectadas no dice de dónde sale.",
            field="poblacion_afectada_fuente",
        )


def _chain(whole: _Whole) -> Iterator[Finding]:
    """Every objective has an indicator and an activity; every reference leads somewhere."""
    objectives = len(rows(whole.given, "objetivos"))
    for key, name in (("indicadores", "El indicador"), ("actividades", "La actividad")):
        column = FIELDS[key].columns[0]
        pointed = [number_in(column, row.get("objetivo")) for row in rows(whole.given, key)]
        for number, target in enumerate(pointed, 1):
            if target is not None and not 1 <= target <= objectives:
                yield Finding(
                    code="objective-unknown",
                    severity="warning",
                    text=f"{name} {number} apunta al objetivo {target}, que no existe.",
                    field=key,
                )
        for number in range(1, objectives + 1):
            if Decimal(number) not in pointed:
                yield Finding(
                    code="objective-without",
                    severity="warning",
                    text=f"El objetivo {number} no tiene {name.split()[1]}.",
                    field=key,
                )


def _lines(whole: _Whole) -> Iterator[Finding]:
    """Costs and activities name each other."""
    tasks = {task.number for task in whole.schedule.tasks}
    for line in whole.budget.lines:
        if line.activity is not None and line.activity not in tasks:
            yield _money(
                "line-activity-unknown",
                f"El renglón {line.number} apunta a la actividad {line.activity}, que no existe.",
            )
    paid = {line.activity for line in whole.budget.lines}
    if whole.budget.lines:
        for number in sorted(tasks - paid):
            yield Finding(
                code="activity-without-cost",
                severity="advice",
                text=f"La actividad {number} no tiene renglón en el presupuesto.",
                field="actividades",
            )


def _indicators(whole: _Whole) -> Iterator[Finding]:
    needed = ("unidad", "linea_base", "linea_base_ano", "meta", "meta_fecha", "fuente")
    labels = {c.key: c.label.lower() for c in FIELDS["indicadores"].columns}
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        lacking = [labels[key] for key in needed if is_blank(row.get(key))]
        if lacking:
            yield Finding(
                code="indicator-incomplete",
                severity="warning",
                text=f"Al indicador {number} le falta: {', '.join(lacking)}.",
                field="indicadores",
            )


def _risks(whole: _Whole) -> Iterator[Finding]:
    for number, row in enumerate(rows(whole.given, "riesgos"), 1):
        grave = row.get("probabilidad") == row.get("impacto") == "alta"
        if is_blank(row.get("mitigacion")) or is_blank(row.get("responsable")):
            yield Finding(
                code="risk-open",
                severity="blocking" if grave else "warning",
                text=f"El riesgo {number} necesita qué se hará y quién responde.",
                field="riesgos",
            )


def _reports(whole: _Whole) -> Iterator[Finding]:
    kinds = [row.get("tipo") for row in rows(whole.given, "informes")]
    if "final" not in kinds:
        yield Finding(
            code="final-report-missing",
            severity="warning",
            text="No hay informe final previsto.",
            field="informes",
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
            yield Finding(
                code="overbooked",
                severity="warning",
                text=f"{name} suma {share} % de dedicación.",
                field="equipo",
            )


RULES: tuple[Rule, ...] = (
    _required, _unreadable, _left_overs, _activities, _deadlines, _endorsement, _requirements,
    _sums, _limits, _people, _chain, _lines, _indicators, _risks, _reports, _team,
)  # fmt: skip
