"""The facts of a call in its columns: what composing gives, spread over the row."""

from typing import Any

from matcher.calls.compose import content_hash, days, offered
from matcher.calls.facts import CallFacts, Deadline
from matcher.calls.models import Call, CallDeadline
from matcher.calls.rounds import round_key


def write_facts(call: Call, facts: CallFacts) -> None:
    """Spread composed ``facts`` over the columns of ``call``."""
    call.title, call.text, call.url = facts.title, facts.text, facts.url
    call.language, call.kind, call.funder = facts.language, facts.kind, facts.funder
    call.published_status = facts.status
    call.published_on, call.opens_on = facts.published_on, facts.opens_on
    closing = days(facts.deadlines)
    call.closes_on = closing[-1] if closing else None
    call.rolling = facts.rolling
    money = offered(facts.amounts, facts.kind)
    call.amount_max, call.amount_total, call.currency = money.most, money.total, money.currency
    call.warnings = list(facts.warnings)
    call.round_key = round_key(facts.title)
    call.judged_by = None
    payload = facts.to_payload()
    call.content_hash = content_hash(payload)
    call.facts = {"composed": payload}
    call.deadlines = [
        _deadline_row(position, one, span=payload["deadlines"][position]["span"])
        for position, one in enumerate(facts.deadlines)
    ]


def _deadline_row(position: int, deadline: Deadline, *, span: dict[str, Any]) -> CallDeadline:
    return CallDeadline(
        position=position,
        on_day=deadline.on,
        at_time=deadline.at,
        timezone=deadline.timezone,
        precision=deadline.precision,
        partial=deadline.partial,
        words=deadline.text,
        label=deadline.label,
        year_assumed=deadline.year_assumed,
        span=span,
    )
