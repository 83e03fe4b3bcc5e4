"""Coherence of the whole draft: dates, sums, the chain from cause to activity, texts.

Nothing here stops anybody from writing. A ``blocking`` finding only stands between the draft and
sending it.
"""

from proposals.answers import Answers, answers
from proposals.budget import read_budget
from proposals.checks import chain, dates, filled, money
from proposals.checks.finding import Finding, Rule, Whole
from proposals.models import Draft
from proposals.schedule import read_schedule
from proposals.steps import FIELDS

RULES: tuple[Rule, ...] = (
    filled.required,
    filled.unreadable,
    filled.left_overs,
    dates.activities,
    dates.deadlines,
    filled.endorsement,
    filled.requirements,
    money.sums,
    money.limits,
    chain.people,
    chain.chain,
    money.lines,
    chain.indicators,
    chain.risks,
    filled.reports,
    money.team,
)


def check(draft: Draft) -> list[Finding]:
    """Every finding about ``draft``, the gravest first, then in the order of the steps."""
    return check_answers(answers(draft))


def check_answers(given: Answers) -> list[Finding]:
    """Every finding about these answers, the gravest first, then in the order of the steps."""
    whole = Whole(given=given, budget=read_budget(given), schedule=read_schedule(given))
    found = [one for rule in RULES for one in rule(whole)]
    order = {key: place for place, key in enumerate(FIELDS)}
    grave = ("blocking", "warning", "advice")
    return sorted(found, key=lambda f: (grave.index(f.severity), order[f.field]))
