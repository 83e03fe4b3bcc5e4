"""The self-assessment: forty-eight questions, the score, and its picture."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.people.permissions import may
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from proposals.assessment.questions import CODES
from proposals.assessment.score import marks_in, read_score, stored_from
from proposals.drafts import get_draft
from proposals.errors import EditConflict
from proposals.locking import find_lock, hold_open
from proposals.models import Draft
from proposals.saving import Save, find_answer, save
from proposals.web.blueprint import blueprint

FIELD = "autoevaluacion"


@blueprint.get("/<int:draft_id>/autoevaluacion")
@requires("read")
def assess(draft_id: int) -> ResponseReturnValue:
    """The questions with what was answered, and what it comes to."""
    return _page(get_draft(db(), draft_id))


@blueprint.post("/<int:draft_id>/autoevaluacion")
@requires("write-proposals")
def save_assessment(draft_id: int) -> ResponseReturnValue:
    """Keep the answers; if somebody was first, each question keeps the word of whoever gave one."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    given = {code: request.form[code] for code in CODES if request.form.get(code) in ("si", "no")}
    base = number_of(request.form.get("version")) or 0
    try:
        _save(draft, given, base)
    except EditConflict as clash:
        flash(said(clash), "warn")
        held = find_answer(db(), draft, field=FIELD)
        theirs = marks_in(held.value) if held else {}
        _save(draft, {**theirs, **given}, held.version if held else 0)
    flash(_("Autoevaluación guardada."))
    return redirect(url_for("proposals.assess", draft_id=draft_id))


def _save(draft: Draft, marks: dict[str, str], base: int) -> None:
    wanted = Save(field=FIELD, value=stored_from(marks), base=base)
    save(db(), draft, wanted, person=person(), at=now())


def _page(draft: Draft) -> str:
    held = find_answer(db(), draft, field=FIELD)
    lock = find_lock(db(), draft)
    return render_template(
        "proposals/assessment.html",
        draft=draft,
        score=read_score(held.value if held and not held.deleted else None),
        version=held.version if held else 0,
        lock=lock,
        writable=lock is None and may(person(), "write-proposals"),
    )
