"""One import of the bank: how far it is, what it did, and taking it back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.coded import to_message
from matcher.errors import NotFound
from matcher.people.models import Person
from matcher.projects.imports.models import BankImport
from matcher.projects.imports.running import KEPT, is_running
from matcher.projects.imports.undoing import undo, undoing
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, person
from matcher.web.projects.importing import sees, told_counts
from matcher.web.projects.tables import onward

blueprint = Blueprint("imports", __name__, url_prefix="/proyectos/importaciones")


@blueprint.get("/<int:import_id>")
@requires("edit-projects")
def page(import_id: int) -> ResponseReturnValue:
    """How far it is; once it ended, what it did and what undoing it would do."""
    one = _get(import_id)
    running = is_running(one, now=now())
    kept = one.undone_at is None and now() - one.asked_at < KEPT
    return render_template(
        "projects/import.html",
        one=one,
        running=running,
        who=db().get_one(Person, one.person_id).name,
        counts=told_counts(one),
        why=to_message(one.error) if one.error else None,
        would=undoing(db(), one) if kept and not running else None,
        onward=onward(one) if one.found and one.undone_at is None else None,
    )


@blueprint.post("/<int:import_id>/deshacer")
@requires("edit-projects")
def take_back(import_id: int) -> ResponseReturnValue:
    """Undo it, except what somebody has worked on since."""
    one = _get(import_id)
    if is_running(one, now=now()):
        flash(_("La importación todavía está en marcha."), "warn")
        return redirect(url_for("imports.page", import_id=import_id))
    done = undo(db(), one, by=person().id, at=now())
    flash(
        _(
            "Importación deshecha. Se quitaron: %(gone)s. Volvieron a como estaban: %(back)s. "
            "Se quedan: %(stays)s.",
            gone=len(done.gone),
            back=len(done.back),
            stays=len(done.stays),
        )
    )
    return redirect(url_for("imports.page", import_id=import_id))


def _get(import_id: int) -> BankImport:
    """The import, if who is signed in may see it.

    :raises NotFound: else.
    """
    one = db().get(BankImport, import_id)
    if one is None or not sees(person(), one):
        raise NotFound(_("Esta importación no existe."))
    return one
