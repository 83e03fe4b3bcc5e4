"""What people set right in a call: tags in one click, its facts, which records it has."""

from typing import Any, cast
from zoneinfo import available_timezones

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.calls.models import Call, Sighting
from matcher.calls.pins import PINNABLE
from matcher.calls.queries import CallFilter, find_calls, get_call, refresh_index, reindex
from matcher.calls.review_queue import close
from matcher.desk.corrections import check_version, release
from matcher.desk.corrections import correct as correct_facts
from matcher.desk.join import join, split
from matcher.desk.likely_twins import likely_same
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Store
from matcher.tags.correcting import correct_tag as correct
from matcher.tags.correcting import undo_correction
from matcher.tags.models import Scheme, Subject
from matcher.text import number_of
from matcher.web.calls.correcting import (
    MOST_ROWS,
    ZONES,
    CorrectionForm,
    as_shown,
    form_with,
    told_otherwise,
)
from matcher.web.calls.pages import blueprint
from matcher.web.cards.calls import timezone
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, now, person
from matcher.web.values.filters import zone_name
from matcher.web.values.forms import options
from matcher.web.values.source_names import all_sources

BLAMED = {
    "deadlines": "on",
    "amounts": "amount_0_figure",
    "eligibility.partners_asked": "partners_number",
}
"""Pin → the field of the form to blame, where it is not called as its last part."""


@blueprint.post("/etiquetas/<any(call, project):kind>/<int:number>")
@requires("correct-tags")
def correct_tag(kind: Subject, number: int) -> ResponseReturnValue:
    """One click: yes, no, or give it back to the model."""
    scheme, code = request.form.get("scheme"), request.form.get("code", "")
    answer = request.form.get("answer")
    if scheme not in ("ods", "line") or answer not in ("yes", "no", "undo"):
        raise InvalidInput(_("Falta decir qué etiqueta y qué respuesta."))
    asked = cast("Scheme", scheme)
    if answer == "undo":
        undo_correction(
            db(),
            subject_type=kind,
            subject_id=number,
            scheme=asked,
            code=code,
            person_id=person().id,
            at=now(),
        )
        flash(_("Deshecho. Vuelve lo que dijo el modelo."))
    else:
        correct(
            db(),
            subject_type=kind,
            subject_id=number,
            scheme=asked,
            code=code,
            answer=answer == "yes",
            person_id=person().id,
            at=now(),
        )
        flash(_("Gracias. Su respuesta manda sobre la del modelo y ayuda a mejorarlo."))
    return redirect(safe_back(request.form.get("next")))


def store() -> Store:
    """What works a call out again from what its sources tell."""
    facts = {source_id: known.facts for source_id, known in all_sources().items()}
    return Store(db(), sources=facts, at=now())


@blueprint.route("/<int:call_id>/corregir", methods=["GET", "POST"])
@requires("edit-calls")
def edit(call_id: int) -> ResponseReturnValue:
    """Set facts right, or say which records are this call."""
    call = get_call(db(), call_id)
    form, status, clash = _correction(call), 200, None
    try:
        if form.validate_on_submit():
            check_version(call, form.seen)
            done = _corrected(call, form)
            if done:
                reindex(db(), call)
                close(db(), call, "corrected", person_id=person().id, at=now())
                flash(_("Corregido. Ninguna lectura lo cambiará hasta que usted lo suelte."))
            elif not form.errors:
                flash(
                    _("No cambió nada: todo sigue como lo dice la fuente o como estaba corregido.")
                )
            if not form.errors:
                return redirect(_from_queue() or url_for("calls.page", call_id=call.id))
    except Conflict:
        clash, status = form.differing(_shown(call, form)), 409
        form.stand_on(call.version)
    words = request.args.get("q", "").strip()[:200]
    found = (
        find_calls(db(), CallFilter(words=words), now=now(), timezone=timezone(), limit=10).calls
        if words
        else likely_same(db(), call)
    )
    page = render_template(
        "calls/edit.html",
        form=form,
        call=call,
        closings=sum(d.on_day is not None for d in call.deadlines),
        words=words,
        came_from=_from_queue(),
        found=[c for c in found if c is not call],
        clash=clash,
    )
    return page, 422 if form.errors else status


def _shown(call: Call, form: CorrectionForm) -> dict[str, Any]:
    """The call as ``form`` shows it."""
    rows = len(list(form.rows()))
    shown = as_shown(call.composed, timezone=timezone(), rows=rows)
    return {name: value for name, value in shown.items() if name in form}


def _correction(call: Call) -> CorrectionForm:
    """The form with one more sum than the call has, and never less than were sent."""
    facts = call.composed
    sent = sum(f"amount_{number}_figure" in request.form for number in range(MOST_ROWS))
    rows = max(len(facts.amounts) + 1, sent)
    made = form_with(rows)
    stands = as_shown(facts, timezone=timezone(), rows=rows) | {"version": str(call.version)}
    form, zone = made(data=stands), stands["timezone"]
    if zone not in ZONES:  # as published; another must not slip in by saving what stands
        named = zone_name(zone) if zone in available_timezones() else zone
        form.timezone.choices = [*options({zone: named}), *form.timezone.choices]
    form.keep(made(None, data=stands))
    return form


def _corrected(call: Call, form: CorrectionForm) -> bool:
    """Write what the form says otherwise than what stands; whether there was anything."""
    told = told_otherwise(form, _shown(call, form), call.composed)
    for name, problem in told.wrong.items():
        form.blame(name, problem)
    if told.wrong or not told.changes:
        return False
    try:
        correct_facts(db(), call, told.changes, quotes=told.quotes, person_id=person().id, at=now())
    except InvalidInput as problem:
        pin = problem.field or ""
        if not form.blame(BLAMED.get(pin, pin.rpartition(".")[2]), said(problem)):
            raise
        return False
    return True


def _from_queue() -> str | None:
    """Where in the queue of novelties somebody came from, if they did."""
    target = request.values.get("next", "")
    return safe_back(target) if target.startswith("/novedades") else None


@blueprint.post("/<int:call_id>/soltar")
@requires("edit-calls")
def unpin(call_id: int) -> ResponseReturnValue:
    """Undo a correction: what the sources say stands again."""
    call, field = get_call(db(), call_id), request.form.get("field", "")
    if field not in PINNABLE:
        raise InvalidInput(_("Falta decir qué dato."))
    release(db(), call, field, person_id=person().id, at=now(), store=store())
    reindex(db(), call)
    flash(_("Vuelve lo que dice la fuente."))
    return redirect(url_for("calls.page", call_id=call.id))


@blueprint.post("/<int:call_id>/unir")
@requires("edit-calls")
def join_with(call_id: int) -> ResponseReturnValue:
    """Join another call to this one."""
    call, other = get_call(db(), call_id), number_of(request.form.get("other"))
    if other is None:
        raise InvalidInput(_("Escoja la convocatoria que es la misma."))
    # Whichever is named first, the one known for longer stays: letters and drafts point at it.
    keep, gone = sorted((call, get_call(db(), other)), key=lambda c: c.id)
    entry = join(db(), keep, gone, person_id=person().id, at=now(), store=store())
    db().flush()
    for looked_at in dict.fromkeys((call, gone)):
        close(db(), looked_at, "joined", person_id=person().id, at=now(), entry_id=entry.id)
    refresh_index(db())
    flash(_("Unidas. Esta convocatoria conserva los enlaces de las dos."), f"undo:{entry.id}")
    return redirect(_from_queue() or url_for("calls.page", call_id=keep.id))


@blueprint.post("/<int:call_id>/separar")
@requires("edit-calls")
def split_off(call_id: int) -> ResponseReturnValue:
    """Make one record of this call a call of its own."""
    call, number = get_call(db(), call_id), number_of(request.form.get("sighting"))
    sighting = None if number is None else db().get(Sighting, number)
    if sighting is None or sighting.call is not call:
        raise NotFound(_("Esa fuente no es de esta convocatoria."))
    new = split(db(), sighting, person_id=person().id, at=now(), store=store())
    refresh_index(db())
    flash(_("Separada: ahora son dos convocatorias."))
    return redirect(url_for("calls.page", call_id=new.id))
