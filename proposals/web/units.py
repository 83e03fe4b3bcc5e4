"""Saving one unit while the person types: a PUT with the version it was written on."""

import re
from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, NotFound
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.filters import clock_time, moment, say
from proposals.drafts import get_draft
from proposals.errors import EditConflict, UnknownField
from proposals.models import Answer, Draft
from proposals.rows.references import known_rows, numbered, refers
from proposals.saving import Save, move, save
from proposals.steps import get_field
from proposals.web.blueprint import blueprint
from proposals.wizard import problems_of

_PLACES = re.compile(r"-?\d{1,3}")
_TAG = re.compile(r'"(\d{1,9})"')


@blueprint.put("/<int:draft_id>/respuestas/<field>")
@blueprint.put("/<int:draft_id>/respuestas/<field>/<row>")
@requires("write-proposals")
def save_unit(draft_id: int, field: str, row: str = "") -> ResponseReturnValue:
    """Save a field or a row written on the version in ``If-Match``.

    428 without a version; 412 with the other text where somebody was first; 200 again for a save
    whose answer was lost on the way.
    """
    seen = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if seen is None:
        return _said(428, error=_("Falta la versión sobre la que se escribió."))
    given = request.get_json(silent=True)
    if not isinstance(given, dict) or "value" not in given:
        return _said(422, error=_("La respuesta no se puede leer."))
    operation = given.get("operation")
    wanted = Save(
        field=field,
        row=row,
        value=given["value"],
        base=int(seen[1]),
        operation=str(operation)[:64] if operation else None,
        deleted=given.get("deleted") is True,
        after=str(given.get("after") or ""),
    )
    try:
        draft = get_draft(db(), draft_id)
        answer = save(db(), draft, wanted, person=person(), at=now())
    except EditConflict as clash:
        return _clashed(clash)
    except (NotFound, UnknownField) as problem:
        return _said(404, error=said(problem))
    except InvalidInput as problem:
        return _said(422, error=said(problem))
    return _saved(draft, answer, wanted)


@blueprint.post("/<int:draft_id>/filas/<field>/<row>")
@requires("write-proposals")
def move_row(draft_id: int, field: str, row: str) -> ResponseReturnValue:
    """Move a row up (-1, -2…) or down (1, 2…)."""
    by = request.form.get("by", "")
    moved = _PLACES.fullmatch(by) and move(
        db(), get_draft(db(), draft_id), field=field, row=row, by=int(by)
    )
    return _said(200, moved=bool(moved))


def _saved(draft: Draft, answer: Answer | None, wanted: Save) -> Response:
    """What was saved; a row that was joined with another's cells is given back whole."""
    if answer is None:
        response = _said(200, version=0, saved_at=clock_time(now()), problems={})
        response.headers["ETag"] = '"0"'
        return response
    field, value = get_field(answer.field), None if answer.deleted else answer.value
    if refers(field):
        value = numbered(field, value, known_rows(draft))
    problems = problems_of(field, value)
    response = _said(
        200,
        version=answer.version,
        saved_at=clock_time(answer.at),
        problems={key: say(problem) for key, problem in problems.items()},
        value=answer.value if wanted.row and answer.version > wanted.base + 1 else None,
    )
    response.headers["ETag"] = f'"{answer.version}"'
    return response


def _clashed(clash: EditConflict) -> Response:
    return _said(
        412,
        error=said(clash),
        theirs=clash.theirs,
        version=clash.version,
        by=clash.by,
        at=moment(clash.at),
    )


def _said(status: int, **words: Any) -> Response:
    response = jsonify(words)
    response.status_code = status
    return response
