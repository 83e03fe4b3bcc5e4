"""The sheet «¿Vamos?» by its pursuit, with a project or before one is chosen."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from matcher.pursuits.queries import get_pursuit
from matcher.pursuits.sheets import find_sheet
from matcher.web.frame.access import requires
from matcher.web.frame.services import db
from matcher.web.matches.decisions import save_sheet, sheet_of, sheet_page

blueprint = Blueprint("sheets", __name__, url_prefix="/seguimiento")


@blueprint.get("/<int:pursuit_id>/decision")
@requires("read")
def page(pursuit_id: int) -> ResponseReturnValue:
    """The sheet as it stands; with a project it has its own address."""
    pursuit = get_pursuit(db(), pursuit_id)
    call_id, project_id = pursuit.call_id, pursuit.project_id
    if project_id is not None:
        return redirect(url_for("matches.decision", call_id=call_id, project_id=project_id))
    saved = find_sheet(db(), call_id=call_id, project_id=None)
    return sheet_page(call_id, None, saved, sheet_of(saved))


@blueprint.post("/<int:pursuit_id>/decision")
@requires("give-feedback")
def save(pursuit_id: int) -> ResponseReturnValue:
    """Save the sheet; one whose project was chosen meanwhile is that project's."""
    pursuit = get_pursuit(db(), pursuit_id)
    return save_sheet(pursuit.call_id, pursuit.project_id)
