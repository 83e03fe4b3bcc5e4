"""Sums, limits and shares."""

from collections.abc import Iterator
from decimal import Decimal

from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import number_in


def sums(whole: Whole) -> Iterator[Finding]:
    """Every line of the budget has a quantity, a value, a currency and a payer."""
    budget = whole.budget
    if budget.lines and budget.currency is None:
        yield finding(
            "El presupuesto no dice en qué moneda está.",
            code="currency-missing",
            field="moneda",
            severity="blocking",
        )
    for number in budget.incomplete:
        yield finding(
            "Al renglón %(number)s le falta cantidad o valor.",
            code="line-incomplete",
            field="presupuesto",
            number=number,
        )
    for line in budget.lines:
        if not line.source:
            yield finding(
                "El renglón %(number)s no dice quién lo paga.",
                code="line-unpaid",
                field="presupuesto",
                number=line.number,
            )


def limits(whole: Whole) -> Iterator[Finding]:
    """The least share of our own, by what the call asks for."""
    budget, given = whole.budget, whole.given
    least = number_in(FIELDS["cofinanciacion_minima"], given.get("cofinanciacion_minima"))
    own = budget.of_source("contrapartida") + budget.of_source("especie")
    if least and budget.total and own * 100 < least * budget.total:
        yield finding(
            "La contrapartida es el %(share)s %% del total y la convocatoria pide al menos "
            "%(least)s %%.",
            code="counterpart-short",
            field="presupuesto",
            severity="blocking",
            share=round(own * 100 / budget.total, 1),
            least=given["cofinanciacion_minima"],
        )


_SHARED = {"indirectos", "imprevistos"}
"""Headings that serve the whole project and no activity."""


def lines(whole: Whole) -> Iterator[Finding]:
    """Costs and activities name each other."""
    tasks = {task.number for task in whole.schedule.tasks}
    for line in whole.budget.lines:
        if line.activity is not None and line.activity not in tasks:
            yield finding(
                "El renglón %(number)s apunta a la actividad %(activity)s, que no existe.",
                code="line-activity-unknown",
                field="presupuesto",
                number=line.number,
                activity=line.activity,
            )
        elif line.activity is None and tasks and line.heading not in _SHARED:
            yield finding(
                "El renglón %(number)s no dice de qué actividad es.",
                code="line-without-activity",
                field="presupuesto",
                severity="advice",
                number=line.number,
            )
    paid = {line.activity for line in whole.budget.lines}
    if whole.budget.lines:
        for number in sorted(tasks - paid):
            yield finding(
                "La actividad %(number)s no tiene renglón en el presupuesto.",
                code="activity-without-cost",
                field="actividades",
                severity="advice",
                number=number,
            )


def team(whole: Whole) -> Iterator[Finding]:
    """Nobody works more than all of their time."""
    column = next(c for c in FIELDS["equipo"].columns if c.key == "dedicacion")
    sums: dict[str, Decimal] = {}
    for row in rows(whole.given, "equipo"):
        name = str(row.get("nombre") or "").strip()
        share = number_in(column, row.get("dedicacion"))
        if name and share is not None:
            sums[name] = sums.get(name, Decimal()) + share
    for name, share in sums.items():
        if share > 100:
            yield finding(
                "%(name)s suma %(share)s %% de dedicación.",
                code="overbooked",
                field="equipo",
                name=name,
                share=share,
            )
