"""¿Vamos?: the sheet of five questions on a call for a project, and what was decided."""

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
    find_decision,
)
from matcher.matches.models import Decision
from matcher.matches.queries import find_match
from matcher.people.queries import people
from matcher.projects.queries import get_project
from matcher.pursuits.returning import past_pursuits
from matcher.pursuits.sheets import decide_on
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
    saved = find_decision(db(), call_id=call_id, project_id=project_id)
    return _page(call_id, project_id, saved, _sheet_of(saved))


@blueprint.post("/<int:call_id>/<int:project_id>/decision")
@requires("give-feedback")
def save_decision(call_id: int, project_id: int) -> ResponseReturnValue:
    """Save the sheet; nothing typed is lost if it cannot be."""
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
        saved = find_decision(db(), call_id=call_id, project_id=project_id)
        return _page(call_id, project_id, saved, sheet, seen=seen, errors=wrong), 422
    except Conflict:
        theirs = find_decision(db(), call_id=call_id, project_id=project_id)
        return _page(call_id, project_id, theirs, sheet, conflict=True), 409
    flash(_("Guardado. Quien abra esta pareja verá lo que decidieron."))
    return redirect(url_for("matches.page", call_id=call_id, project_id=project_id))


def _page(
    call_id: int,
    project_id: int,
    saved: Decision | None,
    sheet: Sheet,
    *,
    seen: str | None = None,
    errors: dict[str, str] | None = None,
    conflict: bool = False,
) -> str:
    call, project = get_call(db(), call_id), get_project(db(), project_id)
    rounds = earlier_rounds(db(), call)
    return render_template(
        "matches/decision.html",
        call=call,
        project=project,
        facts=call.composed,
        shared=_shared(call_id, project_id),
        match=find_match(db(), call_id=call_id, project_id=project_id),
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


def _shared(call_id: int, project_id: int) -> list[Any]:
    """The tags that count on both sides."""
    of_project = {
        (t.scheme, t.code) for t in assigned_tags(db(), "project", [project_id]).get(project_id, [])
    }
    tags = assigned_tags(db(), "call", [call_id]).get(call_id, [])
    return [tag for tag in tags if (tag.scheme, tag.code) in of_project]


def _sheet_of(saved: Decision | None) -> Sheet:
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
