"""Ayuda, privacidad and accesibilidad: what anybody may read, signed in or not."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.web.frame.access import public

blueprint = Blueprint("about", __name__)


@blueprint.get("/ayuda")
@public
def help_page() -> ResponseReturnValue:
    """What Puente does, and where each thing is."""
    return render_template("about/help.html")


@blueprint.get("/privacidad")
@public
def privacy() -> ResponseReturnValue:
    """What is kept of people, and what they may ask for."""
    return render_template("about/privacy.html")


@blueprint.get("/accesibilidad")
@public
def accessibility() -> ResponseReturnValue:
    """What is done so that everybody can use the pages, and what is still missing."""
    return render_template("about/accessibility.html")
