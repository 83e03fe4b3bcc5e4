"""Why pursuits end: the agency's list, edited by who administers."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.pursuits.reasons import end_reasons, get_reason, retire_reason, save_reason
from matcher.text import number_of
from matcher.web.cards.pursuits import stage_name
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.lists import as_table

blueprint = Blueprint("end_reasons", __name__, url_prefix="/motivos")


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The reasons, those of losing and those of discarding."""
    return _page()


@as_table(
    blueprint,
    index,
    named="motivos-de-cierre",
    headings=("Motivo", "Cuándo se usa", "Retirado"),
)
def _rows() -> Iterator[list[Any]]:
    for one in end_reasons(db(), retired=True):
        yield [one.name, stage_name(one.ending), one.retired_at]


@blueprint.post("")
@requires("manage-taxonomy")
def save() -> ResponseReturnValue:
    """Add a reason, or give one another name."""
    code, name = request.form.get("code"), request.form.get("name", "")
    ending = request.form.get("ending")
    reason = get_reason(db(), code) if code else None
    try:
        if reason is None and ending not in ("lost", "discarded"):
            raise InvalidInput("Escoja de qué cierre es el motivo.", field="ending")
        save_reason(
            db(),
            reason,
            name=name,
            ending=reason.ending if reason else ending,  # type: ignore[arg-type] # checked above
            person_id=person().id,
            at=now(),
            seen=number_of(request.form.get("version")),
        )
    except InvalidInput as problem:
        return _page(wrong=said(problem), typed=name, at=code or f"new-{ending}"), 422
    flash(_("Guardado."))
    return redirect(url_for("end_reasons.index"))


@blueprint.post("/<code>/retirar")
@requires("manage-taxonomy")
def retire(code: str) -> ResponseReturnValue:
    """Take a reason out of the list, or bring it back."""
    away = request.form.get("retired") == "yes"
    retire_reason(db(), get_reason(db(), code), retired=away, person_id=person().id, at=now())
    flash(_("Retirado. Puede devolverlo cuando quiera.") if away else _("De vuelta en la lista."))
    return redirect(url_for("end_reasons.index"))


def _page(*, wrong: str = "", typed: str = "", at: str = "") -> str:
    return render_template(
        "pursuits/reasons.html",
        reasons=end_reasons(db(), retired=True),
        wrong=wrong,
        typed=typed,
        at=at,
    )
