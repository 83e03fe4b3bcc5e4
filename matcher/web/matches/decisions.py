"""¿Vamos?: the sheet of five questions on a call, and what was decided.

It is opened from a match, or from a pursuit whether or not a project is chosen.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.record import history
from matcher.calls.queries import get_call
from matcher.calls.rounds import earlier_rounds
from matcher.errors import Conflict, InvalidInput
from matcher.matches.decisions import (
    LONGEST,
    QUESTIONS,
    Sheet,
    decisions_on,
)
from matcher.matches.models import Decision
from matcher.matches.queries import find_match
from matcher.people.queries import people
from matcher.projects.queries import get_project
from matcher.pursuits.following import find_pursuit
from matcher.pursuits.returning import past_pursuits
from matcher.pursuits.sheets import decide_on, find_sheet
from matcher.tags.queries import assigned_tags
from matcher.text import number_of
from matcher.web.cards.calls import dates_shown, line_names
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.matches.pages import blueprint
from matcher.web.values.forms import as_stored


@blueprint.get("/<int:call_id>/<int:project_id>/decision")
@requires("read")
def decision(call_id: int, project_id: int) -> ResponseReturnValue:
    """The sheet as it stands, with what is known for each question."""
    call = get_call(db(), call_id)
    if call.id != call_id:
        return redirect(url_for("matches.decision", call_id=call.id, project_id=project_id))
    saved = find_sheet(db(), call_id=call_id, project_id=project_id)
    return sheet_page(call_id, project_id, saved, sheet_of(saved))


@blueprint.post("/<int:call_id>/<int:project_id>/decision")
@requires("give-feedback")
def save_decision(call_id: int, project_id: int) -> ResponseReturnValue:
    """Save the sheet; nothing typed is lost if it cannot be."""
    return save_sheet(get_call(db(), call_id).id, project_id)


def save_sheet(call_id: int, project_id: int | None) -> ResponseReturnValue:
    """Save what was sent and go to the match, else to the pursuit; or show what is wrong."""
    sheet, seen = _sheet_sent(), request.form.get("version", "")
    try:
        decide_on(
            db(),
            call_id=call_id,
            project_id=project_id,
            sheet=sheet,
            person=person(),
            at=now(),
            version=number_of(seen),
        )
    except InvalidInput as problem:
        wrong = {problem.field or "verdict": said(problem)}
        saved = find_sheet(db(), call_id=call_id, project_id=project_id)
        return sheet_page(call_id, project_id, saved, sheet, seen=seen, errors=wrong), 422
    except Conflict:
        theirs = find_sheet(db(), call_id=call_id, project_id=project_id)
        return sheet_page(call_id, project_id, theirs, sheet, conflict=True), 409
    flash(_("Guardado. El equipo verá aquí lo que decidieron."))
    if project_id and find_match(db(), call_id=call_id, project_id=project_id):
        return redirect(url_for("matches.page", call_id=call_id, project_id=project_id))
    pursuit = find_pursuit(db(), call_id=call_id, project_id=project_id)
    return redirect(url_for("pursuits.page", pursuit_id=pursuit.id) if pursuit else request.path)


def sheet_page(
    call_id: int,
    project_id: int | None,
    saved: Decision | None,
    sheet: Sheet,
    *,
    seen: str | None = None,
    errors: dict[str, str] | None = None,
    conflict: bool = False,
) -> str:
    """The sheet of a call for a project or for none yet, with what is filled in."""
    call = get_call(db(), call_id)
    project = get_project(db(), project_id) if project_id is not None else None
    rounds = earlier_rounds(db(), call)
    return render_template(
        "matches/decision.html",
        call=call,
        project=project,
        pursuit=find_pursuit(db(), call_id=call_id, project_id=project_id),
        facts=call.composed,
        shared=_shared(call_id, project_id),
        match=find_match(db(), call_id=call_id, project_id=project_id) if project_id else None,
        saved=saved,
        sheet=sheet,
        version=seen if seen is not None else str(saved.version if saved else ""),
        errors=errors or {},
        conflict=conflict,
        questions=QUESTIONS,
        longest=LONGEST,
        rounds=rounds,
        decided_then=decisions_on(db(), [r.call.id for r in rounds]),
        done_then=past_pursuits(db(), [r.call.id for r in rounds]),
        people={p.id: p.name for p in people(db())},
        past=history(db(), subject_type="decision", subject_id=saved.id) if saved else [],
        line_names=line_names(),
        **dates_shown(call),
    )


def _shared(call_id: int, project_id: int | None) -> list[Any]:
    """The tags that count on both sides; all of the call where there is no other side yet."""
    tags = assigned_tags(db(), "call", [call_id]).get(call_id, [])
    if project_id is None:
        return tags
    of_project = {
        (t.scheme, t.code) for t in assigned_tags(db(), "project", [project_id]).get(project_id, [])
    }
    return [tag for tag in tags if (tag.scheme, tag.code) in of_project]


def sheet_of(saved: Decision | None) -> Sheet:
    """What is filled in so far."""
    if saved is None:
        return Sheet()
    return Sheet(
        answers={q: (said["answer"], said["note"]) for q, said in saved.answers.items()},
        missing=saved.missing,
        verdict=saved.verdict,
        reason=saved.reason,
    )


def _sheet_sent() -> Sheet:
    def sent(name: str) -> str:
        return as_stored(request.form.get(name))[:LONGEST]

    return Sheet(
        answers={q: (sent(f"answer-{q}"), sent(f"note-{q}")) for q in QUESTIONS},
        missing=sent("missing"),
        verdict=sent("verdict") or None,
        reason=sent("reason"),
    )
