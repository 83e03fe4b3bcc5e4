"""The wizard in the web: drafts, the ten steps, saving, documents."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from matcher.web.frame.finding import offer
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import Services
from proposals.docx.wording import TRANSLATIONS
from proposals.errors import ProposalError, UnknownField
from proposals.web import documents, history, listing, steps, units, words
from proposals.web.blueprint import blueprint
from proposals.web.finding import PROPOSALS

PAGES = (listing, steps, units, history, documents)


def _failed(error: ProposalError) -> ResponseReturnValue:
    status = 404 if isinstance(error, UnknownField) else 422
    title = _("No encontramos esta página") if status == 404 else _("No se pudo hacer")
    return render_template("error.html", status=status, title=title, text=said(error)), status


def register(app: Flask, services: Services) -> None:
    """Hang the wizard's pages under ``/propuestas``."""
    del services  # the requests reach them through matcher.web.frame.services
    app.register_blueprint(blueprint)
    app.add_template_global(listing.proposals_of)
    app.register_error_handler(ProposalError, _failed)
    words.install(app)
    offer(app, PROPOSALS)
    # A save is a PUT with JSON and If-Match: no form of another site can send one, and a browser
    # asks first (CORS). It carries no token so that an ended session can answer 401, not 400.
    app.extensions["csrf"].exempt(units.save_unit)


__all__ = ["PAGES", "TRANSLATIONS", "register"]
