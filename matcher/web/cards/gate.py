"""What the agency's own gate says of a call, for its card and its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.gate.judging import Answer
from matcher.gate.models import GatePass, GateRule
from matcher.gate.passing import Checked, check, overall, rules
from matcher.pursuits.queries import applications
from matcher.web.frame.gettext import _l
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, known, today
from matcher.web.values.pieces import mark_of

RULE_NAMES = {
    "counterpart-ceiling": _l("Tope de contrapartida"),
    "least-overhead": _l("Costos indirectos que hacen falta"),
    "kinds-never-taken": _l("Clases que no se toman"),
    "one-application": _l("Una sola postulación por convocatoria"),
    "closed-months": _l("Meses cerrados por el calendario electoral"),
    "reserved-funders": _l("Financiadores reservados"),
}
ANSWERS = {
    "passes": _l("Pasa"),
    "stops": _l("No pasa"),
    "unknown": _l("No se puede saber"),
}


@dataclass(frozen=True, slots=True)
class GateShown:
    """The whole gate on one call; ``answer`` is ``None`` where the agency has no rules."""

    answer: Answer | None
    checked: Sequence[Checked]

    @property
    def shut(self) -> Sequence[Checked]:
        """The rules that stop it."""
        return [one for one in self.checked if one.shut]

    @property
    def unsure(self) -> Sequence[Checked]:
        """The rules of which the call does not tell."""
        return [one for one in self.checked if one.judgement.answer == "unknown"]


def gate_of(call: Call) -> GateShown:
    """What the gate says of ``call``; rules, passes and applications are read once per request."""
    known = _known()
    if not known["rules"]:
        return GateShown(None, ())
    if call.id not in known["shown"]:
        others = known["others"].get(call.id, 0)
        checked = check(call, known["rules"], known["passes"], today=today(), others=others)
        known["shown"][call.id] = GateShown(overall(checked), checked)
    shown: GateShown = known["shown"][call.id]
    return shown


def has_rules() -> bool:
    """Whether the agency has any rule in force."""
    return bool(_known()["rules"])


def gate_mark(call_id: int) -> str | None:
    """A word for all that the gate asks about a call besides the call itself."""
    known = _known()
    if not known["rules"]:
        return None
    passes = [one for one in known["passes"] if one.call_id == call_id]
    return mark_of(known["rules"], passes, known["others"].get(call_id, 0))


def _known() -> dict[str, Any]:
    here = known()
    if "gate" not in here:
        here["gate"] = {**unchanged("gate", _read), "shown": {}}
    found: dict[str, Any] = here["gate"]
    return found


def _read() -> dict[str, Any]:
    in_force: list[GateRule] = rules(db())
    return {
        "rules": in_force,
        "passes": list(db().scalars(select(GatePass))) if in_force else [],
        "others": applications(db())
        if any(one.kind == "one-application" for one in in_force)
        else {},
    }


def install(app: Flask) -> None:
    """Let templates show the gate."""
    app.add_template_global(gate_of)
    app.add_template_global(gate_mark)
    app.jinja_env.globals.update(RULE_NAMES=RULE_NAMES, GATE_ANSWERS=ANSWERS)
