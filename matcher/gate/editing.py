"""Edit the rules of the agency's gate: data that an administrator changes without a programmer."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.facts import KINDS
from matcher.db.versions import advance
from matcher.errors import InvalidInput
from matcher.gate.models import GateRule, RuleKind
from matcher.gate.passing import SUBJECT
from matcher.words.language import gettext_noop

RULE_KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
_SHARES: Mapping[RuleKind, str] = {"counterpart-ceiling": "most", "least-overhead": "least"}
_LISTS: Mapping[RuleKind, str] = {
    "kinds-never-taken": "kinds",
    "closed-months": "months",
    "reserved-funders": "funders",
}
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
_LATE = gettext_noop("Alguien cambió esta regla mientras usted la editaba.")


def save_rule(
    session: Session,
    rule: GateRule | None,
    kind: RuleKind,
    values: Sequence[str],
    *,
    because: str,
    person_id: int,
    at: datetime,
    seen: int | None = None,
) -> GateRule:
    """Add a rule (``None``) or change one.

    :param values: a share in percent; or kinds of calls; or months as «2027-05»; or funders.
    :raises InvalidInput: for a kind there is none of, or values that are none of its own.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    if kind not in RULE_KINDS:
        raise InvalidInput("Escoja una de las reglas que se ofrecen.", field="kind")
    params, told = _params(kind, [one.strip() for one in values if one.strip()]), because.strip()
    before = None if rule is None else {"values": values_of(rule), "because": rule.because}
    if rule is not None and (rule.params, rule.because) == (params, told):
        return rule
    if rule is None:
        rule = GateRule(kind=kind, version=1)
        session.add(rule)
    else:
        advance(session, rule, seen=rule.version if seen is None else seen, conflict=_LATE)
    rule.params, rule.because, rule.person_id, rule.at = params, told, person_id, at
    session.flush()
    record(
        session,
        at=at,
        person_id=person_id,
        action="gate.rule-changed" if before else "gate.rule-added",
        subject_type=SUBJECT,
        subject_id=rule.id,
        before=before,
        after={"values": values_of(rule), "because": told},
    )
    return rule


def retire_rule(
    session: Session, rule: GateRule, *, retired: bool, person_id: int, at: datetime
) -> None:
    """Take a rule out of force, or bring it back."""
    rule.retired_at = at if retired else None
    record(
        session,
        at=at,
        person_id=person_id,
        action="gate.rule-retired" if retired else "gate.rule-restored",
        subject_type=SUBJECT,
        subject_id=rule.id,
    )


def values_of(rule: GateRule) -> list[str]:
    """What :func:`save_rule` was given."""
    if name := _SHARES.get(rule.kind):
        return [str(rule.params[name])]
    return [str(one) for one in rule.params.get(_LISTS.get(rule.kind, ""), ())]


def _params(kind: RuleKind, values: Sequence[str]) -> dict[str, Any]:
    """
    :raises InvalidInput: see :func:`save_rule`.
    """
    if name := _SHARES.get(kind):
        return {name: _share(values)}
    if kind == "one-application":
        return {}
    if not values:
        if kind == "kinds-never-taken":
            raise InvalidInput("Marque al menos una.", field="values")
        raise InvalidInput("Escriba al menos uno.", field="values")
    if kind == "closed-months" and (odd := [v for v in values if not _MONTH.fullmatch(v)]):
        raise InvalidInput(
            "«%(text)s» no es un mes: escríbalo como 2027-05.", text=odd[0], field="values"
        )
    if kind == "kinds-never-taken" and not set(values) <= set(KINDS):
        raise InvalidInput("Escoja clases de la lista.", field="values")
    return {_LISTS[kind]: list(dict.fromkeys(values))}


def _share(values: Sequence[str]) -> str:
    text = "".join(values).replace("%", "").replace(",", ".").strip()
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 100:
        raise InvalidInput("Escriba un porcentaje de 0 a 100.", field="values")
    return f"{share.normalize():f}"
