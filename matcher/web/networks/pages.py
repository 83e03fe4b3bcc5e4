"""Redes de ciudades: six questions before joining one, what was decided, when to look again."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.networks.editing import (
    SUBJECT,
    archive_network,
    get_network,
    save_network,
    sheet_of,
)
from matcher.networks.models import Network
from matcher.networks.queries import NEAR, networks, unanswered
from matcher.networks.questions import QUESTIONS
from matcher.people.queries import people
from matcher.web.cards.networks import network_decision
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, today
from matcher.web.networks.form import NetworkForm, shown
from matcher.web.values.forms import options
from matcher.web.values.lists import as_table

blueprint = Blueprint("networks", __name__, url_prefix="/redes")


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Every network, with its decision and its review."""
    return render_template(
        "networks/index.html",
        networks=networks(db()),
        archived=networks(db(), archived=True),
        unanswered=unanswered,
        near=today() + NEAR,
        today=today(),
    )


@as_table(
    blueprint,
    index,
    named="redes-de-ciudades",
    headings=(
        "Red",
        "Decisión",
        "Quién lo decidió",
        "Cuándo se decidió",
        "Próxima revisión",
        "Costo al año",
        "Moneda",
        "Quién la lleva",
        *QUESTIONS.values(),
        "Qué hemos recibido",
        "Sitio",
        "Archivada",
    ),
)
def _rows() -> Iterator[list[Any]]:
    for one in [*networks(db()), *networks(db(), archived=True)]:
        yield [
            one.name,
            network_decision(one),
            one.decided_by,
            one.decided_on,
            one.review_on,
            one.cost,
            one.currency,
            one.keeper.name if one.keeper else None,
            *(getattr(one, name) for name in QUESTIONS),
            one.benefit,
            one.url,
            "sí" if one.archived_at else "no",
        ]


@blueprint.get("/<int:network_id>")
@requires("read")
def page(network_id: int) -> ResponseReturnValue:
    """The sheet of one."""
    network = get_network(db(), network_id)
    return render_template(
        "networks/page.html",
        network=network,
        questions=QUESTIONS,
        unanswered=unanswered(network),
        near=today() + NEAR,
        today=today(),
        history=history(db(), subject_type=SUBJECT, subject_id=network_id),
    )


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("pursue")
def new() -> ResponseReturnValue:
    """Begin a sheet."""
    form = _form(NetworkForm(data={"decision": "study", "keeper_id": str(person().id)}))
    if form.validate_on_submit() and (saved := _save(form, None)):
        return redirect(url_for("networks.page", network_id=saved.id))
    page = render_template("networks/edit.html", form=form, network=None)
    return page, 422 if form.errors else 200


@blueprint.route("/<int:network_id>/editar", methods=["GET", "POST"])
@requires("pursue")
def edit(network_id: int) -> ResponseReturnValue:
    """Change a sheet; nothing typed is lost where somebody else was first."""
    network = get_network(db(), network_id)
    kept = shown(sheet_of(network))
    form = _form(NetworkForm(data={**kept, "version": str(network.version)}))
    form.keep(_form(NetworkForm(None, data=kept)))
    status, clash = 200, None
    try:
        if form.validate_on_submit() and _save(form, network):
            return redirect(url_for("networks.page", network_id=network_id))
    except Conflict:
        clash, status = form.differing(shown(sheet_of(network))), 409
        form.stand_on(network.version)
    page = render_template("networks/edit.html", form=form, network=network, clash=clash)
    return page, 422 if form.errors else status


@blueprint.post("/<int:network_id>/archivar")
@requires("pursue")
def archive(network_id: int) -> ResponseReturnValue:
    """Put a sheet away, or take it out again."""
    network, away = get_network(db(), network_id), request.form.get("archived") == "yes"
    archive_network(db(), network, archived=away, person=person(), at=now())
    flash(_("Archivada. Puede devolverla cuando quiera.") if away else _("De vuelta en la lista."))
    return redirect(url_for("networks.page", network_id=network_id))


def _form(form: NetworkForm) -> NetworkForm:
    """Offer as keepers those who work here, and who keeps it already."""
    mine = str(form.keeper_id.data or "")
    who = {str(p.id): p.name for p in people(db()) if p.active or str(p.id) == mine}
    form.keeper_id.choices = options({"": _l("Nadie todavía"), **who})
    return form


def _save(form: NetworkForm, network: Network | None) -> Network | None:
    try:
        saved = save_network(
            db(),
            network,
            form.sheet(),
            person=person(),
            at=now(),
            today=today(),
            seen=form.seen,
        )
    except InvalidInput as problem:
        if not form.blame(problem.field, said(problem)):
            raise
        return None
    flash(_("Guardado."))
    return saved
