"""One pursuit: where it stands, who has it, the office's own dates, notes, what was done."""

from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, NotFound
from matcher.matches.decisions import decisions_on
from matcher.matches.queries import find_match
from matcher.people.permissions import may
from matcher.people.queries import people
from matcher.pursuits.dates import DATE_KINDS, meet_date, set_date
from matcher.pursuits.models import DateKind, Pursuit, PursuitDate
from matcher.pursuits.moving import move
from matcher.pursuits.notes import LONGEST, mark_seen, naming_nobody, note, waiting_mentions
from matcher.pursuits.queries import get_pursuit, history_of
from matcher.pursuits.reasons import end_reasons
from matcher.pursuits.stages import STAGES
from matcher.text import number_of
from matcher.web.cards.pursuits import pursuit_views, stage_name
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.pursuits.pages import back, blueprint
from matcher.web.values.forms import as_stored
from matcher.web.values.inputs import day_of
from matcher.words.language import gettext_noop

_AS_ISO = gettext_noop("Escriba la fecha como 2027-03-05.")
_MISSING = gettext_noop("Falta el día.")


@blueprint.get("/<int:pursuit_id>")
@requires("read")
def page(pursuit_id: int) -> ResponseReturnValue:
    """The pursuit as it stands."""
    pursuit = get_pursuit(db(), pursuit_id)
    if pursuit.id != pursuit_id:
        return redirect(url_for("pursuits.page", pursuit_id=pursuit.id))
    return _page(pursuit)


@blueprint.post("/<int:pursuit_id>/mover")
@requires("pursue")
def move_one(pursuit_id: int) -> ResponseReturnValue:
    """Bring it to another stage; an ending says why, and nothing typed is lost if it does not."""
    pursuit, to = get_pursuit(db(), pursuit_id), request.form.get("to", "")
    before = pursuit.stage
    try:
        if to not in STAGES:
            raise InvalidInput("Escoja a qué estado pasa.", field="to")
        move(
            db(),
            pursuit,
            to=to,
            person=person(),
            at=now(),
            seen=number_of(request.form.get("version")),
            end_reason=request.form.get("end_reason") or None,
            reason=as_stored(request.form.get("reason")),
        )
    except InvalidInput as problem:
        field = "end_reason" if problem.field == "end_reason" else "to"
        return _page(pursuit, wrong={field: said(problem)}), 422
    if pursuit.stage != before:
        flash(_("Ahora está en «%(stage)s».", stage=stage_name(to)))
    return back(pursuit)


@blueprint.post("/<int:pursuit_id>/fecha")
@requires("pursue")
def set_one_date(pursuit_id: int) -> ResponseReturnValue:
    """Set one of the office's own days, or take it away; nothing typed is lost if it cannot be."""
    pursuit, typed = get_pursuit(db(), pursuit_id), request.form.get("day", "").strip()
    try:
        day = day_of(typed)
        if day is None and request.form.get("remove") != "yes":
            problem = _AS_ISO if typed else _MISSING
            raise InvalidInput(problem, field="day")
        set_date(
            db(),
            pursuit,
            cast("DateKind", request.form.get("kind", "")),
            day,
            person=person(),
            at=now(),
            label=request.form.get("label", ""),
            seen=number_of(request.form.get("version")),
        )
    except InvalidInput as problem:
        return _page(pursuit, wrong={problem.field or "day": said(problem)}), 422
    flash(_("Guardada. Quienes la siguen lo verán.") if day else _("Sin fecha."))
    return redirect(url_for("pursuits.page", pursuit_id=pursuit.id))


@blueprint.post("/<int:pursuit_id>/fecha/<int:date_id>")
@requires("pursue")
def meet_one_date(pursuit_id: int, date_id: int) -> ResponseReturnValue:
    """Say that what was due is done, or not yet."""
    pursuit, due = get_pursuit(db(), pursuit_id), db().get(PursuitDate, date_id)
    if due is None or due.pursuit_id != pursuit.id:
        raise NotFound("Esa fecha ya no está.")
    done = request.form.get("done") == "yes"
    meet_date(db(), due, done=done, person=person(), at=now())
    flash(_("Hecho.") if done else _("De nuevo pendiente."))
    return redirect(url_for("pursuits.page", pursuit_id=pursuit.id))


@blueprint.post("/<int:pursuit_id>/nota")
@requires("pursue")
def add_note(pursuit_id: int) -> ResponseReturnValue:
    """Write a note; who is named in it finds it in Hoy."""
    pursuit = get_pursuit(db(), pursuit_id)
    chosen = {number_of(value) for value in request.form.getlist("to")}
    to = [one for one in people(db()) if one.id in chosen]
    try:
        written = note(
            db(), pursuit, as_stored(request.form.get("text")), person=person(), at=now(), to=to
        )
    except InvalidInput as problem:
        return _page(pursuit, wrong={"text": said(problem)}), 422
    told = [mention.person.name for mention in written.mentions]
    flash(_("Anotado. Lo verá: %(names)s.", names=", ".join(told)) if told else _("Anotado."))
    for word in naming_nobody(db(), written.text):
        flash(
            _(
                "«@%(word)s» no le llega a nadie: ninguna cuenta activa se llama así, o se llaman "
                "así varias personas.",
                word=word,
            )
        )
    return redirect(url_for("pursuits.page", pursuit_id=pursuit.id, _anchor="notas"))


@blueprint.post("/<int:pursuit_id>/visto")
@requires("read")
def seen(pursuit_id: int) -> ResponseReturnValue:
    """Say that one has seen where one is named."""
    pursuit = get_pursuit(db(), pursuit_id)
    mark_seen(db(), pursuit, person=person(), at=now())
    flash(_("Visto."))
    return redirect(url_for("pursuits.page", pursuit_id=pursuit.id))


def _page(pursuit: Pursuit, *, wrong: dict[str, str] | None = None) -> str:
    everybody = [one for one in people(db()) if one.active]
    sheets = decisions_on(db(), [pursuit.call_id]).get(pursuit.call_id, [])
    waiting = [one for one in waiting_mentions(db(), person()) if one.note.pursuit is pursuit]
    return render_template(
        "pursuits/page.html",
        view=pursuit_views([pursuit])[0],
        pursuit=pursuit,
        call=pursuit.call,
        history=history_of(db(), pursuit),
        project=pursuit.project,
        sheet=next((s for s in sheets if s.project_id == pursuit.project_id), None),
        match=find_match(db(), call_id=pursuit.call_id, project_id=pursuit.project_id)
        if pursuit.project_id
        else None,
        able=[one for one in everybody if may(one, "pursue")],
        people=everybody,
        reasons=end_reasons(db()),
        kinds=DATE_KINDS,
        waiting=waiting,
        wrong=wrong or {},
        typed=request.form,
        longest=LONGEST,
    )
