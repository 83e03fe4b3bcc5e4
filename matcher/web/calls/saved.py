"""Búsquedas guardadas: the address of a list, kept, with whether to tell and how often."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast
from urllib.parse import parse_qs

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import Length

from matcher.calls.models import Call
from matcher.errors import InvalidInput
from matcher.searches.address import read_address
from matcher.searches.models import Every, SavedSearch
from matcher.searches.saving import (
    LONGEST_NAME,
    first_brought,
    forget_search,
    get_saved,
    news_for,
    restore_search,
    save_search,
    saved_searches,
    tidy_address,
    would_have_told,
)
from matcher.web.calls.filters import place
from matcher.web.cards.calls import timezone
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, Form, options
from matcher.web.values.inputs import instant_of
from matcher.web.values.lists import as_table

blueprint = Blueprint("saved", __name__, url_prefix="/busquedas")
MONTH = timedelta(days=30)
EVERY = {
    "never": _l("No avisarme: solo guardarla"),
    "day": _l("Cada día, si hay algo nuevo"),
    "week": _l("Cada semana, si hay algo nuevo"),
    "month": _l("Cada mes, si hay algo nuevo"),
}


class SavedSearchForm(Form):
    """Name, whether to tell; the address travels along."""

    name = StringField(
        _l("Nombre"),
        [REQUIRED, Length(max=LONGEST_NAME, message=_l("Es muy largo: use 120 letras o menos."))],
    )
    every = RadioField(_l("¿Avisarle cuando haya algo nuevo?"), choices=options(EVERY))
    address = HiddenField()


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The searches this person keeps, with how many calls are new in each since last told."""
    return _index()


def _index(gone: dict[str, str] | None = None) -> str:
    kept = saved_searches(db(), person_id=person().id)
    return render_template(
        "searches/index.html",
        kept=kept,
        new={one.id: len(_news(one)) for one in kept},
        problems={one.id: read_address(db(), one.address, place()).problems for one in kept},
        address=parse_qs,
        every=EVERY,
        gone=gone,
    )


@as_table(
    blueprint,
    index,
    named="busquedas-guardadas",
    headings=("Búsqueda", "Nuevas en los últimos 30 días", "Aviso", "Dirección"),
)
def _rows() -> Iterator[list[Any]]:
    site = services().settings.base_url
    for one in saved_searches(db(), person_id=person().id):
        address = f"{site}{url_for('calls.index')}?{one.address}"
        yield [one.name, len(_news(one)), str(EVERY[one.every]), address]


def _news(saved: SavedSearch) -> list[Call]:
    return news_for(db(), saved, now() - MONTH, **_known())


def _known() -> dict[str, Any]:
    """When and where a search is read."""
    country = services().settings.agency_country
    return {"now": now(), "timezone": timezone(), "country": country}


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("read")
def new() -> ResponseReturnValue:
    """Keep the search that stands in the address of this page."""
    address = tidy_address(request.query_string.decode(errors="replace"))
    words = read_address(db(), address, place()).query.words
    form = SavedSearchForm(data={"name": words, "every": "never", "address": address})
    return _page(form, None)


@blueprint.route("/<int:saved_id>", methods=["GET", "POST"])
@requires("read")
def edit(saved_id: int) -> ResponseReturnValue:
    """Change its name or how often it tells; what the last month would have sent is below."""
    saved = get_saved(db(), saved_id, person_id=person().id)
    form = SavedSearchForm(
        data={"name": saved.name, "every": saved.every, "address": saved.address}
    )
    return _page(form, saved)


def _page(form: SavedSearchForm, saved: SavedSearch | None) -> ResponseReturnValue:
    if form.validate_on_submit() and _save(form, saved):
        return redirect(url_for("saved.index"))
    address = tidy_address(form.address.data or "")
    known = _known()
    told = would_have_told(db(), address, now() - MONTH, **known)
    page = render_template(
        "searches/edit.html",
        form=form,
        saved=saved,
        told=told,
        first=first_brought(db(), address, now() - MONTH, **known) if not told else 0,
        problems=read_address(db(), address, place()).problems,
        address=parse_qs(address),
    )
    return page, 422 if form.errors else 200


def _save(form: SavedSearchForm, saved: SavedSearch | None) -> SavedSearch | None:
    try:
        kept = save_search(
            db(),
            saved,
            name=form.name.data or "",
            address=form.address.data or "",
            every=form.every.data,
            person_id=person().id,
            at=now(),
        )
    except InvalidInput as problem:
        form.blame(problem.field if problem.field == "name" else "every", said(problem))
        return None
    flash(_("Búsqueda guardada: «%(name)s».", name=kept.name))
    return kept


@blueprint.post("/<int:saved_id>/quitar")
@requires("read")
def forget(saved_id: int) -> ResponseReturnValue:
    """Keep it no longer; the page that says so holds all there was to it, to keep it again."""
    saved = get_saved(db(), saved_id, person_id=person().id)
    gone = {name: getattr(saved, name) for name in ("name", "address", "every")}
    gone["told_at"] = saved.told_at.isoformat()
    forget_search(db(), saved, at=now())
    db().flush()
    return _index(gone)


@blueprint.post("/devolver")
@requires("read")
def keep_again() -> ResponseReturnValue:
    """Undo that a search was kept no longer."""
    told, every = request.form, request.form.get("every", "")
    if every not in EVERY:
        raise InvalidInput(_("Escoja cada cuánto avisarle."))
    kept = restore_search(
        db(),
        name=told.get("name", ""),
        address=told.get("address", ""),
        every=cast("Every", every),
        told_at=instant_of(told.get("told_at")) or now(),
        person_id=person().id,
        at=now(),
    )
    flash(_("Deshecho: «%(name)s» sigue guardada, como estaba.", name=kept.name))
    return redirect(url_for("saved.index"))
