"""What the gate would have said of the calls of the year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.gate.judging import Answer, GateSubject, judge
from matcher.gate.models import GatePass
from matcher.pursuits.models import Pursuit
from matcher.pursuits.queries import applications
from matcher.rehearsals.difference import EXAMPLES, Shift
from matcher.rehearsals.past import Past, day_of
from matcher.rehearsals.settings import RuleInForce, Setting

_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What both sets of rules say of a call, and how much of the office it touches."""

    call_id: int
    was: Answer | None
    would: Answer | None
    told: int
    pursued: bool


def judged(session: Session, past: Past, now: Setting, then: Setting) -> Iterator[Judged]:
    """Every call of the year, as each would have found it the day it came in."""
    others = applications(session)
    let = {(one.call_id, one.rule_id) for one in session.scalars(select(GatePass))}
    pursued = set(session.scalars(select(Pursuit.call_id)))
    people: dict[int, int] = {}
    for _, call_id in past.ledger:
        people[call_id] = people.get(call_id, 0) + 1
    ids = list(past.calls)
    for start in range(0, len(ids), _AT_ONCE):
        asked = select(Call).where(Call.id.in_(ids[start : start + _AT_ONCE])).order_by(Call.id)
        for call in session.scalars(asked):
            subject = GateSubject(
                facts=call.composed,
                today=day_of(past, past.calls[call.id].begins),
                others=others.get(call.id, 0),
            )
            yield Judged(
                call_id=call.id,
                was=_answer(call.id, now.rules, subject, let),
                would=_answer(call.id, then.rules, subject, let),
                told=people.get(call.id, 0),
                pursued=call.id in pursued,
            )
        session.expunge_all()


def _answer(
    call_id: int, rules: Sequence[RuleInForce], subject: GateSubject, let: set[tuple[int, int]]
) -> Answer | None:
    answers = [
        answer
        for rule in rules
        if (answer := judge(rule, subject).answer) != "stops" or (call_id, rule.id) not in let
    ]
    if not rules:
        return None
    if "stops" in answers:
        return "stops"
    return "unknown" if "unknown" in answers else "passes"


def stopped(found: Sequence[Judged]) -> Shift:
    """Calls that would be stopped besides, that would go through again, or that would have to be
    looked at."""
    changed = [one for one in found if one.was != one.would]
    new = [one for one in changed if one.would == "stops"]
    gone = [one for one in changed if one.was == "stops"]
    moved = [one for one in changed if "stops" not in {one.was, one.would}]
    return Shift(
        new=len(new),
        gone=len(gone),
        moved=len(moved),
        examples={"new": _clearest(new), "gone": _clearest(gone), "moved": _clearest(moved)},
    )


def _clearest(found: Sequence[Judged]) -> list[dict[str, Any]]:
    best = sorted(found, key=lambda one: (not one.pursued, -one.told, one.call_id))
    return [
        {
            "call": one.call_id,
            "was": one.was,
            "is": one.would,
            "told": one.told,
            "pursued": one.pursued,
        }
        for one in best[:EXAMPLES]
    ]
