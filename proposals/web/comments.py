"""Comments on the fields of a proposal, and who else has it open."""

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.text import number_of
from matcher.web.frame.access import quiet, requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.filters import moment
from proposals.drafts import get_draft
from proposals.locking import find_lock
from proposals.models import Draft, DraftComment
from proposals.process.comments import comment, comments, get_comment, settle
from proposals.process.mail import writers
from proposals.process.presence import be_here, others_here
from proposals.steps import FIELDS, STEPS
from proposals.web.blueprint import blueprint

_SLUGS = {step.slug for step in STEPS}


@blueprint.get("/<int:draft_id>/comentarios")
@requires("read")
def draft_comments(draft_id: int) -> ResponseReturnValue:
    """What was remarked on each field, with its answers."""
    return _page(get_draft(db(), draft_id))


def _page(draft: Draft, *, problem: str = "") -> ResponseReturnValue:
    everything = comments(db(), draft)
    answers: dict[int, list[DraftComment]] = {}
    for one in everything:
        if one.parent_id is not None:
            answers.setdefault(one.parent_id, []).append(one)
    asked = request.values.get("field", request.args.get("campo", ""))
    page = render_template(
        "proposals/comments.html",
        draft=draft,
        steps=STEPS,
        fields=FIELDS,
        chosen=asked if asked in FIELDS else "",
        threads=[one for one in everything if one.parent_id is None],
        answers=answers,
        people=[one for one in writers(db()) if one.id != person().id],
        called=_called,
        step_of=step_of,
        problem=problem,
        typed=request.form,
    )
    return page, 422 if problem else 200


def _called(one: DraftComment) -> str:
    """The names of who was mentioned."""
    return ", ".join(found.name for n in one.mentions if (found := db().get(Person, n)))


def step_of(field: str) -> str:
    """The slug of the step that asks for ``field``."""
    return next(step.slug for step in STEPS if field in {f.key for f in (*step, step.done)})


@blueprint.post("/<int:draft_id>/comentarios")
@requires("write-proposals")
def add_comment(draft_id: int) -> ResponseReturnValue:
    """Remark on a field, or answer a remark."""
    draft = get_draft(db(), draft_id)
    parent = number_of(request.form.get("parent"))
    above = get_comment(db(), draft, parent) if parent is not None else None
    given = DraftComment(
        draft_id=draft.id,
        field=above.field if above else request.form.get("field", ""),
        row=above.row if above else "",
        parent_id=above.id if above else None,
        text=request.form.get("text", ""),
        person=person(),
        at=now(),
    )
    called = [n for one in request.form.getlist("also") if (n := number_of(one)) is not None]
    try:
        if given.field not in FIELDS:
            raise InvalidInput("Escoja de qué pregunta se trata.")
        comment(db(), services().settings, given, draft=draft, also=called)
    except InvalidInput as error:
        db().rollback()
        return _page(get_draft(db(), draft_id), problem=said(error))
    flash(_("Comentario guardado."))
    anchor = f"comentario-{given.parent_id or given.id}"
    return redirect(url_for("proposals.draft_comments", draft_id=draft_id, _anchor=anchor))


@blueprint.post("/<int:draft_id>/comentarios/<int:comment_id>")
@requires("write-proposals")
def settle_comment(draft_id: int, comment_id: int) -> ResponseReturnValue:
    """Mark a remark as settled, or open it again."""
    found = get_comment(db(), get_draft(db(), draft_id), comment_id)
    settle(found, settled=request.form.get("settled") == "1", person=person(), at=now())
    anchor = f"comentario-{found.id}"
    return redirect(url_for("proposals.draft_comments", draft_id=draft_id, _anchor=anchor))


@blueprint.put("/<int:draft_id>/presencia")
@requires("read")
@quiet
def presence(draft_id: int) -> ResponseReturnValue:
    """Say that this page is open; who else has it, and whether it was closed to writing."""
    draft = get_draft(db(), draft_id)
    given: Any = request.get_json(silent=True)
    given = given if isinstance(given, dict) else {}
    step = given.get("step")
    be_here(
        db(),
        draft,
        person=person(),
        step=step if isinstance(step, str) and step in _SLUGS else "",
        idle=given.get("idle") is True,
        at=now(),
    )
    here = [
        _("%(name)s (sin actividad)", name=one.name) if one.idle else one.name
        for one in others_here(db(), draft, person=person(), at=now())
    ]
    lock = find_lock(db(), draft)
    closed = f"{said(lock)} ({moment(lock.at)})" if lock else None
    text = _("También la tienen abierta: %(names)s", names=", ".join(here)) if here else ""
    return jsonify(others=text, closed=closed)
