"""Enforce the gate: nobody takes or drafts what a rule stops, but where the dirección lets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.errors import InvalidInput, NotFound
from matcher.gate.judging import Answer, GateSubject, Ruling, judge
from matcher.gate.models import GatePass, GateRule
from matcher.messages import Message
from matcher.people.models import Person
from matcher.people.permissions import require
from matcher.words.language import gettext_noop

LONGEST = 2000
"""Characters a reason may have."""
SUBJECT = "gate-rule"
_SHUT = gettext_noop(
    "No pasa el filtro de la agencia. %(why)s La dirección puede dejarla pasar, con una razón,"
    " desde la página de la convocatoria."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One rule on one call: what it says, and the dirección's word, if it let the call through."""

    rule: GateRule
    judgement: Ruling
    let_through: GatePass | None = None

    @property
    def shut(self) -> bool:
        """Whether it stops the call, and nobody let it through."""
        return self.judgement.answer == "stops" and self.let_through is None


def rules(session: Session, *, retired: bool = False) -> list[GateRule]:
    """The rules in force, in the order they were added; the retired ones only if asked for."""
    query = select(GateRule).order_by(GateRule.id)
    return list(session.scalars(query if retired else query.where(GateRule.retired_at.is_(None))))


def check(
    call: Call,
    rules: Sequence[GateRule],
    passes: Sequence[GatePass],
    *,
    today: date,
    others: int = 0,
) -> list[Checked]:
    """Every rule on ``call``.

    :param passes: those of this call.
    :param others: applications to it that are under way for other projects.
    """
    if not rules:
        return []
    subject = GateSubject(facts=call.composed, today=today, others=others)
    let = {one.rule_id: one for one in passes if one.call_id == call.id}
    return [
        Checked(rule=rule, judgement=judge(rule, subject), let_through=let.get(rule.id))
        for rule in rules
    ]


def overall(checked: Sequence[Checked]) -> Answer | None:
    """What the whole gate says: stopped by one is stopped; ``None`` where there is no rule."""
    if not checked:
        return None
    if any(one.shut for one in checked):
        return "stops"
    return "unknown" if any(one.judgement.answer == "unknown" for one in checked) else "passes"


def passes_of(session: Session, call_ids: Sequence[int]) -> list[GatePass]:
    """Where the dirección let one of these calls through."""
    return list(session.scalars(select(GatePass).where(GatePass.call_id.in_(call_ids))))


def require_pass(session: Session, call: Call, *, today: date, others: int = 0) -> None:
    """Stop here where a rule of the agency stops ``call`` and nobody let it through.

    What the call does not tell stops nobody.

    :raises InvalidInput: saying which rule and why.
    """
    checked = check(call, rules(session), passes_of(session, [call.id]), today=today, others=others)
    for one in checked:
        if one.shut:
            raise InvalidInput(Message(_SHUT, why=one.judgement.why))


def let_through(
    session: Session, call: Call, rule: GateRule, *, person: Person, at: datetime, reason: str
) -> GatePass:
    """The dirección's word that ``call`` goes on though ``rule`` stops it; it sticks.

    :raises Forbidden: for somebody who may not decide it.
    :raises InvalidInput: without a reason.
    """
    require(person, "approve")
    if not reason.strip():
        raise InvalidInput("Escriba por qué la deja pasar.", field="reason")
    known = _find(session, call, rule)
    if known is not None:
        return known
    said = GatePass(
        call_id=call.id, rule=rule, person_id=person.id, at=at, reason=reason.strip()[:LONGEST]
    )
    session.add(said)
    session.flush()
    _note(session, call, rule, "gate.let-through", person, at, reason=said.reason)
    return said


def shut_again(
    session: Session, call: Call, rule: GateRule, *, person: Person, at: datetime
) -> None:
    """Take :func:`let_through` back.

    :raises Forbidden: for somebody who may not decide it.
    """
    require(person, "approve")
    known = _find(session, call, rule)
    if known is not None:
        session.delete(known)
        session.flush()
        _note(session, call, rule, "gate.shut-again", person, at)


def get_rule(session: Session, rule_id: int) -> GateRule:
    """The rule with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(GateRule, rule_id)
    if found is None:
        raise NotFound("Esta regla no existe.")
    return found


def _find(session: Session, call: Call, rule: GateRule) -> GatePass | None:
    return session.scalar(
        select(GatePass).where(GatePass.call_id == call.id, GatePass.rule_id == rule.id)
    )


def _note(
    session: Session,
    call: Call,
    rule: GateRule,
    action: str,
    person: Person,
    at: datetime,
    **detail: str,
) -> None:
    record(
        session,
        at=at,
        person_id=person.id,
        action=action,
        subject_type="call",
        subject_id=call.id,
        code=rule.kind,
        **detail,
    )
