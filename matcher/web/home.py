"""Hoy: what is new, what closes soon, what waits for me, which sources need care."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.web.access import requires

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@requires("read")
def index() -> ResponseReturnValue:
    """The board of today."""
    return render_template("home/index.html")
