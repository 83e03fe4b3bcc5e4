"""What people set right in a call: its tags, in one click."""

from typing import cast

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from matcher.calls.queries import get_call
from matcher.errors import InvalidInput
from matcher.tags.correcting import correct_tag as correct
from matcher.tags.correcting import undo_correction
from matcher.tags.models import Scheme
from matcher.web.access import requires
from matcher.web.calls import blueprint
from matcher.web.gettext import _
from matcher.web.services import db, now, person


@blueprint.post("/<int:call_id>/etiquetas")
@requires("correct-tags")
def correct_tag(call_id: int) -> ResponseReturnValue:
    """One click: yes, no, or give it back to the model."""
    call = get_call(db(), call_id)
    scheme, code = request.form.get("scheme"), request.form.get("code", "")
    answer = request.form.get("answer")
    if scheme not in ("ods", "line") or answer not in ("yes", "no", "undo"):
        raise InvalidInput(_("Falta decir qué etiqueta y qué respuesta."))
    kind = cast("Scheme", scheme)
    if answer == "undo":
        undo_correction(
            db(), subject_type="call", subject_id=call.id, scheme=kind, code=code,
            person_id=person().id, at=now(),
        )  # fmt: skip
        flash(_("Deshecho. Vuelve lo que dijo el modelo."))
    else:
        correct(
            db(), subject_type="call", subject_id=call.id, scheme=kind, code=code,
            answer=answer == "yes", person_id=person().id, at=now(),
        )  # fmt: skip
        flash(_("Gracias. Su respuesta manda sobre la del modelo y ayuda a mejorarlo."))
    return redirect(url_for("calls.page", call_id=call.id, _anchor="temas"))
