"""What a field said before, and bringing it back; all questions on one page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import NotFound
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from proposals.drafts import get_draft
from proposals.errors import EditConflict
from proposals.locking import find_lock
from proposals.rows.references import known_rows
from proposals.saving import Save, get_answer, save
from proposals.steps import STEPS, Step, get_field
from proposals.versions import compare, writings
from proposals.web.blueprint import blueprint
from proposals.web.words import read_out
from proposals.wizard import view_steps


@blueprint.get("/<int:draft_id>/todas")
@requires("read")
def everything(draft_id: int) -> ResponseReturnValue:
    """Every question with its answer, to read through or print."""
    draft = get_draft(db(), draft_id)
    return render_template(
        "proposals/everything.html",
        draft=draft,
        views=view_steps(draft),
        known=known_rows(draft),
    )


@blueprint.get("/<int:draft_id>/versiones/<field>")
@blueprint.get("/<int:draft_id>/versiones/<field>/<row>")
@requires("read")
def versions(draft_id: int, field: str, row: str = "") -> ResponseReturnValue:
    """What a field or row said before, the newest first; one state beside the one before it."""
    draft = get_draft(db(), draft_id)
    answer = get_answer(db(), draft, field=field, row=row)
    shown = writings(answer.versions)
    compared = request.args.get("comparar", "")
    place = next((n for n, w in enumerate(shown[:-1]) if str(w.last.version) == compared), None)
    changes = []
    known = known_rows(draft)
    if place is not None:
        before, after = shown[place + 1].last, shown[place].last
        one = get_field(field)
        was, is_now = (read_out(one, each.value, known) for each in (before, after))
        changes = compare(one, was, is_now)
    return render_template(
        "proposals/versions.html",
        draft=draft,
        answer=answer,
        lock=find_lock(db(), draft),
        field=get_field(field),
        step=_step_of(field),
        writings=shown,
        compared=compared,
        changes=changes,
        known=known,
        names={one.id: one.name for one in people(db())},
    )


@blueprint.post("/<int:draft_id>/versiones/<field>")
@blueprint.post("/<int:draft_id>/versiones/<field>/<row>")
@requires("write-proposals")
def restore(draft_id: int, field: str, row: str = "") -> ResponseReturnValue:
    """Bring an earlier state back, as a new version."""
    draft = get_draft(db(), draft_id)
    answer = get_answer(db(), draft, field=field, row=row)
    number = request.form.get("version", "")
    old = next((v for v in answer.versions if str(v.version) == number), None)
    if old is None:
        raise NotFound(_("Esa versión no existe."))
    seen = request.form.get("seen")
    wanted = Save(
        field=field,
        row=row,
        value=old.value,
        deleted=old.deleted,
        base=number_of(seen) or 0,
    )
    try:
        save(db(), draft, wanted, person=person(), at=now())
    except EditConflict as clash:
        flash(said(clash), "warn")
        return redirect(
            url_for("proposals.versions", draft_id=draft_id, field=field, row=row or None)
        )
    flash(_("Recuperado. Lo que había también quedó en el historial."))
    return redirect(
        url_for("proposals.step", draft_id=draft_id, slug=_step_of(field).slug, _anchor=field)
    )


def _step_of(field: str) -> Step:
    return next(step for step in STEPS if field in {f.key for f in (*step, step.done)})
