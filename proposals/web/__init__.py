"""The wizard in the web: drafts, the ten steps, saving, documents."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from matcher.web.frame.finding import offer
from matcher.web.frame.gettext import _, said
from matcher.web.frame.rights import Owned, own_also
from matcher.web.frame.services import Services
from matcher.web.values.filters import moment
from proposals.docx.wording import TRANSLATIONS
from proposals.errors import DraftLocked, ProposalError, UnknownField
from proposals.models import Draft
from proposals.report import pages as report
from proposals.web import (
    attachments,
    comments,
    documents,
    entity,
    grid,
    history,
    library,
    listing,
    process,
    steps,
    units,
    words,
)
from proposals.web.blueprint import blueprint
from proposals.web.finding import PROPOSALS
from proposals.web.own_templates import PAGES as OWN_TEMPLATES
from proposals.web.returning import PAGES as RETURNING
from proposals.web.weighing import PAGES as WEIGHING

PAGES = (
    listing,
    library,
    entity,
    steps,
    units,
    grid,
    history,
    documents,
    attachments,
    comments,
    process,
    *WEIGHING,
    *RETURNING,
    *OWN_TEMPLATES,
)


def _failed(error: ProposalError) -> ResponseReturnValue:
    status = 404 if isinstance(error, UnknownField) else 422
    title = _("No encontramos esta página") if status == 404 else _("No se pudo hacer")
    return render_template("error.html", status=status, title=title, text=said(error)), status


def _locked(error: DraftLocked) -> ResponseReturnValue:
    """423 for a form and for the script alike: who closed it, when, and what was being written."""
    at = moment(error.at)
    if request.is_json:
        return {"error": f"{said(error)} ({at})", "by": error.by, "at": at}, 423
    draft_id = (request.view_args or {}).get("draft_id")
    typed = [text for name, text in request.form.items() if name.startswith(("campo-", "fila-"))]
    return render_template(
        "proposals/locked.html",
        text=said(error),
        at=at,
        draft_id=draft_id,
        typed=[text for text in typed if len(text.split()) > 1],
    ), 423


def register(app: Flask, services: Services) -> None:
    """Hang the wizard's pages under ``/propuestas``."""
    del services  # the requests reach them through matcher.web.frame.services
    app.register_blueprint(blueprint)
    app.register_blueprint(report.blueprint)
    own_also(app, "draft_id", Owned(model=Draft, people=("owner_id",)))
    app.add_template_global(listing.proposals_of)
    app.register_error_handler(ProposalError, _failed)
    app.register_error_handler(DraftLocked, _locked)
    words.install(app)
    offer(app, PROPOSALS)
    # A save is a PUT with JSON and If-Match: no form of another site can send one, and a browser
    # asks first (CORS). It carries no token so that an ended session can answer 401, not 400.
    app.extensions["csrf"].exempt(units.save_unit)
    app.extensions["csrf"].exempt(comments.presence)


__all__ = ["PAGES", "TRANSLATIONS", "register"]
