"""What people set right in a call: tags in one click, title and deadline, which records it has."""

from typing import Any, cast
from zoneinfo import available_timezones

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from matcher.calls.models import Call, Sighting
from matcher.calls.queries import CallFilter, find_calls, get_call, refresh_index
from matcher.calls.review_queue import close
from matcher.desk.corrections import (
    PINNABLE,
    check_version,
    correct_deadline,
    correct_title,
    release,
)
from matcher.desk.join import join, split
from matcher.desk.likely_twins import likely_same
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.intake.store import Store
from matcher.tags.correcting import correct_tag as correct
from matcher.tags.correcting import undo_correction
from matcher.tags.models import Scheme, Subject
from matcher.text import number_of
from matcher.web.calls.pages import blueprint
from matcher.web.cards.calls import timezone
from matcher.web.frame.access import requires
from matcher.web.frame.filters import zone_name
from matcher.web.frame.forms import REQUIRED, Versioned, options
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.services import db, now, person
from matcher.web.frame.source_names import all_sources

ZONES = (
    "America/Bogota",
    "Europe/Madrid",
    "Europe/Brussels",
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Mexico_City",
    "America/Argentina/Buenos_Aires",
    "Asia/Tokyo",
    "UTC",
)


def _zones() -> list[SelectChoice]:
    """The time zones to choose from, in the page's language."""
    return options({zone: zone_name(zone) for zone in ZONES})


class CorrectionForm(Versioned):
    """Title and deadline as they should read."""

    title = StringField(_l("Título"), [REQUIRED, Length(max=1000)])
    on = DateField(_l("Día de cierre"), [Optional()])
    at = TimeField(_l("Hora de cierre"), [Optional()])
    timezone = SelectField(_l("Hora de"), choices=_zones)


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
    """Set title and deadline right, or say which records are this call."""
    call = get_call(db(), call_id)
    form, status, clash = _correction(call), 200, None
    try:
        if form.validate_on_submit():
            check_version(call, form.seen)
            if _corrected(call, form):
                refresh_index(db())
                close(db(), call, "corrected", person_id=person().id, at=now())
                flash(_("Corregido. Ninguna lectura lo cambiará hasta que usted lo suelte."))
            else:
                flash(
                    _("No cambió nada: todo sigue como lo dice la fuente o como estaba corregido.")
                )
            return redirect(_from_queue() or url_for("calls.page", call_id=call.id))
    except Conflict:
        clash, status = form.differing(_kept(call)), 409
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
        words=words,
        came_from=_from_queue(),
        found=[c for c in found if c is not call],
        clash=clash,
    )
    return page, 422 if form.errors else status


def _kept(call: Call) -> dict[str, Any]:
    """The call as the form shows it."""
    main = next((d for d in call.deadlines if d.on_day), None)
    return {
        "title": call.title,
        "on": main.on_day if main else None,
        "at": main.at_time if main else None,
        "timezone": (main.timezone if main else None) or timezone(),
    }


def _correction(call: Call) -> CorrectionForm:
    stands = {**_kept(call), "version": str(call.version)}
    form, zone = CorrectionForm(data=stands), stands["timezone"]
    if zone not in ZONES:  # as published; another must not slip in by saving what stands
        named = zone_name(zone) if zone in available_timezones() else zone
        form.timezone.choices = [*options({zone: named}), *form.timezone.choices]
    form.keep(CorrectionForm(None, data=stands))
    return form


def _corrected(call: Call, form: CorrectionForm) -> bool:
    """Write what the form says otherwise than what stands; whether there was anything."""
    stands = _kept(call)
    told = {name: form[name].data for name in stands}
    titled = told["title"] != stands["title"]
    if titled:
        correct_title(db(), call, told["title"], person_id=person().id, at=now())
    moved = any(told[name] != stands[name] for name in ("on", "at")) or (
        told["at"] and told["timezone"] != stands["timezone"]
    )
    dated = bool(told["on"] and moved)
    if dated:
        correct_deadline(
            db(),
            call,
            on=told["on"],
            at_time=told["at"],
            timezone=told["timezone"],
            person_id=person().id,
            at=now(),
        )
    return titled or dated


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
    refresh_index(db())
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
