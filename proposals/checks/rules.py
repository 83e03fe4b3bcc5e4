"""Coherence of the whole draft: dates, sums, the chain from cause to activity, texts.

Nothing here stops anybody from writing. A ``blocking`` finding only stands between the draft and
sending it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.money.rates import Converted, convert
from matcher.projects.numbers import Money
from proposals.answers import Answers, answers
from proposals.asked.quoted import quotes as quotes_of
from proposals.asked.quoted import quotes_in
from proposals.budget import read_budget
from proposals.checks import (
    answering,
    asked,
    chain,
    dates,
    direction,
    filled,
    money,
    people,
    prose,
    shares,
    timing,
)
from proposals.checks.finding import Exchange, Finding, Printed, Rule, Whole, no_rates
from proposals.models import WHOLE, Draft, Export
from proposals.schedule import read_schedule
from proposals.steps import FIELDS

RULES: tuple[Rule, ...] = (
    filled.required,
    filled.unreadable,
    filled.left_overs,
    answering.limits,
    answering.form,
    answering.weights,
    answering.criteria,
    answering.terms,
    answering.annexes,
    answering.annexes_left_out,
    answering.pages,
    answering.length,
    answering.alone,
    asked.sums,
    asked.note,
    asked.shares,
    asked.months,
    asked.ends,
    asked.form,
    shares.costs,
    shares.most,
    timing.reports,
    timing.evaluations,
    timing.targets,
    direction.targets,
    direction.milestones,
    people.parts,
    people.reach,
    people.partners,
    people.opponents,
    people.promises,
    prose.people,
    prose.money,
    prose.months,
    prose.goals,
    prose.donors,
    prose.portal,
    prose.names,
    prose.judged,
    dates.activities,
    dates.deadlines,
    dates.annexes,
    dates.deliverables,
    filled.endorsement,
    filled.requirements,
    money.sums,
    shares.least,
    chain.people,
    chain.chain,
    money.lines,
    money.sources,
    chain.results,
    chain.causes,
    chain.measures,
    chain.indicators,
    chain.risks,
    filled.reports,
    money.team,
)

AT_ONCE = frozenset(
    {
        "over-limit",
        "requested-over",
        "under-limit",
        "counterpart-short",
        "duration-outside",
        "start-outside",
        "end-outside",
        "partner-missing",
        "city-too-small",
        "language-other",
        "currency-other",
    }
)
"""What decides whether it is worth going on: told on the way in, not only at the end."""

LENGTHS = frozenset({"printed-over", "pages-over", "words-over", "form-over", "too-long"})
"""What is longer than it may be: told where the documents are made."""

ASKED_IN: Mapping[str, tuple[str, ...]] = {
    "over-limit": ("monto_maximo",),
    "under-limit": ("monto_minimo",),
    "requested-over": ("solicitado_maximo",),
    "counterpart-short": ("cofinanciacion_minima",),
    "indirect-over": ("indirectos_maximo",),
    "contingency-over": ("imprevistos_maximo",),
    "duration-outside": ("duracion_maxima", "duracion_minima"),
    "start-outside": ("inicio_desde", "inicio_hasta"),
    "end-outside": ("fin_hasta",),
    "language-other": ("idiomas",),
    "currency-other": ("moneda_exigida",),
    "city-too-small": ("poblacion_minima",),
    "pages-over": ("limite_paginas",),
    "printed-over": ("limite_paginas",),
    "words-over": ("limite_palabras",),
}
"""Code → the fields in which what the call asks for is kept."""


def check(session: Session, draft: Draft, *, on: date) -> list[Finding]:
    """Every finding about ``draft``, the gravest first, then in the order of the steps.

    Sums of other currencies are compared by the last rates entered up to ``on``.
    """

    def exchange(amount: Decimal, currency: str, into: str) -> Converted | None:
        return convert(session, amount, currency, into, on)

    return check_answers(
        answers(draft),
        call=draft.call.text if draft.call else "",
        language=draft.language,
        exchange=exchange,
        sought=_sought(draft),
        rivals=_rivals(session, draft),
        quotes=quotes_of(draft),
        made=_printed(session, draft),
    )


def _rivals(session: Session, draft: Draft) -> tuple[str, ...]:
    """Other drafts for the same call that are still alive."""
    if draft.call_id is None:
        return ()
    others = select(Draft.title).where(
        Draft.call_id == draft.call_id,
        Draft.id != draft.id,
        Draft.archived_at.is_(None),
        Draft.state.not_in(("lost", "withdrawn")),
    )
    return tuple(session.scalars(others.order_by(Draft.id)))


def _printed(session: Session, draft: Draft) -> Printed | None:
    """The newest whole proposal that was made, where its pages are known."""
    query = (
        select(Export)
        .where(Export.draft_id == draft.id, Export.kind.in_(WHOLE.values()))
        .where(Export.pages.is_not(None))
        .order_by(Export.id.desc())
        .limit(1)
    )
    made = session.scalar(query)
    if made is None or made.pages is None:
        return None
    return Printed(name=made.filename, pages=made.pages)


def _sought(draft: Draft) -> Money | None:
    project = draft.project
    if project is None or project.amount_sought is None:
        return None
    return Money(value=project.amount_sought, currency=project.amount_sought_currency)


def check_answers(
    given: Answers,
    *,
    call: str = "",
    language: str = "es",
    exchange: Exchange = no_rates,
    sought: Money | None = None,
    rivals: tuple[str, ...] = (),
    quotes: Mapping[str, str] | None = None,
    made: Printed | None = None,
) -> list[Finding]:
    """Every finding about these answers, the gravest first, then in the order of the steps."""
    whole = Whole(
        given=given,
        budget=read_budget(given),
        schedule=read_schedule(given),
        call=call,
        language=language,
        exchange=exchange,
        sought=sought,
        rivals=rivals,
        quotes=quotes_in(call) if quotes is None else quotes,
        printed=made,
    )
    found = [_quoting(one, whole) for rule in RULES for one in rule(whole)]
    order = {key: place for place, key in enumerate(FIELDS)}
    grave = ("blocking", "warning", "advice")
    return sorted(found, key=lambda f: (grave.index(f.severity), order[f.field]))


def _quoting(found: Finding, whole: Whole) -> Finding:
    """``found`` with the sentence of the call it rests on, where its text was read."""
    told = (whole.quotes.get(key) for key in ASKED_IN.get(found.code, ()))
    return replace(found, quote=next(filter(None, told), ""))
