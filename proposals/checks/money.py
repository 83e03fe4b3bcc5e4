"""Sums, limits and shares."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.budget import FOREIGN, KINDS
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
        if not line.source and line.payer is None:
            yield finding(
                "El renglón %(number)s no dice quién lo paga.",
                code="line-unpaid",
                field="presupuesto",
                number=line.number,
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


def sources(whole: Whole) -> Iterator[Finding]:
    """Every source says what it puts in, pays that much, and has said yes."""
    paid: dict[int, Decimal] = {}
    for line in whole.budget.lines:
        if line.payer is not None:
            paid[line.payer] = paid.get(line.payer, Decimal()) + (line.total or Decimal())
    for one in whole.budget.sources:
        about = partial(finding, field="fuentes", number=one.number, name=one.name or "–")
        if one.kind not in KINDS:
            yield about(
                gettext_noop("La fuente %(number)s («%(name)s») no dice de qué tipo es."),
                code="source-untyped",
            )
        if one.number not in paid:
            yield about(
                gettext_noop("La fuente %(number)s («%(name)s») no paga ningún renglón."),
                code="source-unused",
                severity="advice",
            )
        elif one.amount is not None and one.amount != paid[one.number]:
            yield about(
                gettext_noop(
                    "La fuente %(number)s («%(name)s») pone %(amount)s y sus renglones suman "
                    "%(paid)s."
                ),
                code="source-sum",
                severity="blocking",
                amount=one.amount,
                paid=paid[one.number],
            )
        if one.kind in KINDS and one.kind != FOREIGN and not one.confirmed:
            yield about(
                gettext_noop("La fuente %(number)s («%(name)s») no está confirmada."),
                code="source-unconfirmed",
            )
        elif one.confirmed and not one.support:
            yield about(
                gettext_noop(
                    "La fuente %(number)s («%(name)s») está confirmada y no dice con qué soporte."
                ),
                code="source-unsupported",
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
