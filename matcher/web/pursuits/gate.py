"""The agency's own gate: its rules, edited by who administers; and letting a call through."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.record import history
from matcher.calls.facts import KINDS
from matcher.calls.queries import get_call
from matcher.errors import Conflict, InvalidInput
from matcher.gate.editing import RULE_KINDS, retire_rule, save_rule, values_of
from matcher.gate.models import GateRule, RuleKind
from matcher.gate.passing import SUBJECT, get_rule, let_through, rules, shut_again
from matcher.text import number_of
from matcher.web.cards.gate import RULE_NAMES
from matcher.web.cards.rehearsing import before_saving, retiring, returning
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import as_stored
from matcher.web.values.labels import KINDS as KIND_NAMES
from matcher.web.values.lists import as_table

blueprint = Blueprint("gate", __name__, url_prefix="/filtro")
HINTS = {
    "counterpart-ceiling": _l("En porcentaje del costo total: 30."),
    "least-overhead": _l("En porcentaje del presupuesto: 7."),
    "kinds-never-taken": _l("Marque las clases que la agencia no toma."),
    "one-application": _l("No lleva cifras."),
    "closed-months": _l("Un mes por renglón, como 2027-05."),
    "reserved-funders": _l("Un nombre por renglón."),
}


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The rules in force, and the retired ones."""
    every = rules(db(), retired=True)
    return render_template(
        "gate/index.html",
        rules=[one for one in every if one.retired_at is None],
        retired=[one for one in every if one.retired_at is not None],
        values_of=values_of,
        kinds=RULE_KINDS,
    )


@as_table(
    blueprint,
    index,
    named="nuestro-filtro",
    headings=("Regla", "Valores", "Por qué", "Desde", "Retirada"),
)
def _rows() -> Iterator[list[Any]]:
    for one in sorted(rules(db(), retired=True), key=lambda rule: rule.retired_at is not None):
        values = "; ".join(str(KIND_NAMES.get(value, value)) for value in values_of(one))
        yield [str(RULE_NAMES[one.kind]), values or None, one.because, one.at, one.retired_at]


@blueprint.route("/nueva/<kind>", methods=["GET", "POST"])
@requires("manage-taxonomy")
def new(kind: str) -> ResponseReturnValue:
    """Add a rule of one kind."""
    if kind not in RULE_KINDS:
        raise InvalidInput("Escoja una de las reglas que se ofrecen.")
    return _form(kind, None)


@blueprint.route("/<int:rule_id>", methods=["GET", "POST"])
@requires("manage-taxonomy")
def edit(rule_id: int) -> ResponseReturnValue:
    """Change a rule; below it, its history."""
    rule = get_rule(db(), rule_id)
    return _form(rule.kind, rule)


def _form(kind: RuleKind, rule: GateRule | None) -> ResponseReturnValue:
    values, because, wrong, clash = *_filled_in(rule), None, False
    if request.method == "POST" and not returning():
        try:
            return _saved(kind, rule, values, because)
        except InvalidInput as problem:
            wrong = said(problem)
        except Conflict:
            clash = True
    page = render_template(
        "gate/edit.html",
        kind=kind,
        rule=rule,
        values=values,
        because=because,
        wrong=wrong,
        clash=(values_of(rule), rule.because) if clash and rule else None,
        hint=HINTS[kind],
        call_kinds=KINDS,
        history=history(db(), subject_type=SUBJECT, subject_id=rule.id) if rule else [],
    )
    return page, 422 if wrong else 409 if clash else 200


def _filled_in(rule: GateRule | None) -> tuple[list[str], str]:
    """The values of a rule and its reason: as they came back, else as they stand."""
    if request.method != "POST":
        return (values_of(rule), rule.because) if rule else ([], "")
    values = [one for text in request.form.getlist("values") for one in text.splitlines()]
    return values, as_stored(request.form.get("because")).strip()


def _saved(
    kind: RuleKind, rule: GateRule | None, values: list[str], because: str
) -> ResponseReturnValue:
    """Where to go once it is saved, or rehearsed.

    :raises InvalidInput: or ``Conflict``, as :func:`save_rule` does.
    """
    seen = number_of(request.form.get("version"))
    told: dict[str, Any] = {"id": rule.id if rule else None, "kind": kind, "values": values}
    told |= {"because": because, "version": seen}
    if (shown := before_saving("rule", told, about=str(RULE_NAMES[kind]))) is not None:
        return shown
    save_rule(db(), rule, kind, values, because=because, person_id=person().id, at=now(), seen=seen)
    flash(_("Guardada. Rige desde ya."))
    return redirect(url_for("gate.index"))


@blueprint.post("/<int:rule_id>/retirar")
@requires("manage-taxonomy")
def retire(rule_id: int) -> ResponseReturnValue:
    """Take a rule out of force, or bring it back."""
    rule, away = get_rule(db(), rule_id), request.form.get("retired") == "yes"
    told = {"id": rule_id, "retired": away}
    about = retiring(str(RULE_NAMES[rule.kind]), away=away)
    back = url_for("gate.index")
    if (shown := before_saving("rule-retired", told, about=about, back=back)) is not None:
        return shown
    retire_rule(db(), rule, retired=away, person_id=person().id, at=now())
    flash(_("Retirada. Puede devolverla cuando quiera.") if away else _("De vuelta en uso."))
    return redirect(url_for("gate.index"))


@blueprint.post("/convocatoria/<int:call_id>/<int:rule_id>/pasar")
@requires("approve")
def let(call_id: int, rule_id: int) -> ResponseReturnValue:
    """Let a call through, and say why."""
    let_through(
        db(),
        get_call(db(), call_id),
        get_rule(db(), rule_id),
        person=person(),
        at=now(),
        reason=as_stored(request.form.get("reason")),
    )
    flash(_("Puede seguir. La razón queda a la vista de todos."))
    return redirect(url_for("calls.page", call_id=call_id))


@blueprint.post("/convocatoria/<int:call_id>/<int:rule_id>/cerrar")
@requires("approve")
def shut(call_id: int, rule_id: int) -> ResponseReturnValue:
    """Take that back."""
    shut_again(db(), get_call(db(), call_id), get_rule(db(), rule_id), person=person(), at=now())
    flash(_("La regla vuelve a detenerla."))
    return redirect(url_for("calls.page", call_id=call_id))
