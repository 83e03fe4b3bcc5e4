"""Cuánto se guarda: what is kept for how long, what would go now, when that last happened."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.jobs.overdue import KEPT, count_overdue, last_run
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _l
from matcher.web.frame.services import db, now, services

blueprint = Blueprint("retention", __name__, url_prefix="/cuanto-se-guarda")
KINDS = {
    "snapshots": (
        _l("Copias de páginas"),
        _l("Se borran las que otra más nueva superó; la más nueva de cada página se queda."),
    ),
    "readings": (
        _l("Lecturas de fuentes"),
        _l("Se borran menos la última de cada fuente."),
    ),
    "mails": (
        _l("Correos que no son de novedades"),
        _l("Se borran los que ya salieron o se volvieron a escribir."),
    ),
    "layouts": (
        _l("Diseño de los correos de novedades"),
        _l("Se borra el diseño; el texto se queda."),
    ),
    "runs": (
        _l("Ejecuciones de tareas"),
        _l("Se borran menos la última buena de cada tarea."),
    ),
}


@blueprint.get("")
@requires("manage-agency")
def index() -> ResponseReturnValue:
    """The periods, and what they mean today."""
    days = services().settings.keep_days
    return render_template(
        "office/retention.html",
        kinds=KINDS,
        days={kind: KEPT.days if kind == "runs" else days for kind in KINDS},
        keeps_all=not days,
        counts=count_overdue(db(), services().settings, now=now()),
        last=last_run(db(), "prune"),
    )
