"""Glosario: how the agency's words are said in the languages of the calls; read and edited here."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.glossary.models import OwnEntry
from matcher.glossary.own_entries import (
    SUBJECT,
    get_entry,
    retire_entry,
    retired_entries,
    save_entry,
    shipped_entry,
    split,
)
from matcher.glossary.search import look_up
from matcher.glossary.shipped import HEADER
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.cards.rehearsing import before_saving, retiring, returning
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import REQUIRED, Versioned
from matcher.web.values.lists import MOST_ROWS, as_table

blueprint = Blueprint("glossary", __name__, url_prefix="/glosario")
_LONGEST = Length(max=400, message=_l("Es muy largo: use 400 letras o menos."))


class EntryForm(Versioned):
    """One entry in four languages."""

    es = StringField(
        _l("En español"),
        [REQUIRED, _LONGEST],
        description=_l("En singular. Si se dice de varias formas, sepárelas con «|» o «;»."),
    )
    en = StringField(_l("En inglés"), [_LONGEST], description=_l("La forma más usual, primero."))
    pt = StringField(_l("En portugués"), [_LONGEST])
    fr = StringField(_l("En francés"), [_LONGEST])


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Everything the glossary says, the agency's own entries among it, to search and to leaf."""
    asked = {name: request.args[name] for name in ("q", "mine") if request.args.get(name)}
    away = number_of(request.args.get("retired"))
    page = look_up(
        db(),
        asked.get("q", ""),
        mine="mine" in asked,
        page=number_of(request.args.get("page")) or 1,
    )
    return render_template(
        "glossary/index.html",
        page=page,
        asked=asked,
        split=split,
        retired=retired_entries(db()) if not asked and page.number == 1 else [],
        just_retired=None if away is None else get_entry(db(), away),
    )


@as_table(
    blueprint,
    index,
    named="glosario",
    headings=("Español", "Inglés", "Portugués", "Francés", "De la agencia"),
)
def _rows() -> Iterator[list[Any]]:
    found = look_up(
        db(), request.args.get("q", ""), mine=bool(request.args.get("mine")), size=MOST_ROWS
    )
    for row in found.rows:
        said_in = ("; ".join(row.entry.names.get(tongue, ())) or None for tongue in HEADER)
        yield [*said_in, "sí" if row.own else "no"]


@blueprint.route("/nuevo", methods=["GET", "POST"])
@requires("manage-taxonomy")
def new() -> ResponseReturnValue:
    """Add an entry, from nothing or from the shipped one named in the address."""
    name = request.args.get("es", "")
    known = shipped_entry(name)
    names = known.names if known else {}
    form = EntryForm(
        data={n: " | ".join(names.get(n, ())) for n in HEADER} if known else {"es": name}
    )
    if not returning() and form.validate_on_submit() and (saved := _save(form, None)):
        return saved
    page = render_template("glossary/edit.html", form=form, own=None, known=known)
    return page, 422 if form.errors else 200


@blueprint.route("/<int:entry_id>", methods=["GET", "POST"])
@requires("manage-taxonomy")
def edit(entry_id: int) -> ResponseReturnValue:
    """Change an entry of the agency; below it, its history."""
    entry = get_entry(db(), entry_id)
    form = EntryForm(data={**_kept(entry), "version": str(entry.version)})
    status, clash = 200, None
    try:
        if not returning() and form.validate_on_submit() and (saved := _save(form, entry)):
            return saved
    except Conflict:
        clash, status = form.differing(_kept(entry)), 409
        form.stand_on(entry.version)
    page = render_template(
        "glossary/edit.html",
        form=form,
        own=entry,
        clash=clash,
        title=split(entry.es)[0],
        history=history(db(), subject_type=SUBJECT, subject_id=entry_id),
        people={p.id: p.name for p in people(db())},
    )
    return page, 422 if form.errors else status


def _kept(entry: OwnEntry) -> dict[str, str]:
    """The entry as the form shows it."""
    return {n: " | ".join(split(getattr(entry, n))) for n in HEADER}


def _save(form: EntryForm, entry: OwnEntry | None) -> ResponseReturnValue | None:
    """Where to go once it is saved, or rehearsed; ``None`` where the form has to be mended."""
    names = {n: form[n].data or "" for n in HEADER}
    told = {"id": entry.id if entry else None, "names": names, "version": form.seen}
    try:
        if (shown := before_saving("entry", told, about=names["es"])) is not None:
            return shown
        saved = save_entry(
            db(), entry, names=names, person_id=person().id, at=now(), version=form.seen
        )
    except InvalidInput as problem:
        if not form.blame(problem.field, said(problem)):
            raise
        return None
    flash(_("Guardado. Las coincidencias se revisan con la próxima búsqueda."))
    return redirect(url_for("glossary.index", q=split(saved.es)[0]))


@blueprint.post("/<int:entry_id>/retirar")
@requires("manage-taxonomy")
def retire(entry_id: int) -> ResponseReturnValue:
    """Take an entry out of use (the next page offers to undo it), or bring it back."""
    entry, away = get_entry(db(), entry_id), request.form.get("retired") == "yes"
    told, back = {"id": entry_id, "retired": away}, url_for("glossary.edit", entry_id=entry_id)
    about = retiring(split(entry.es)[0], away=away)
    try:
        if (shown := before_saving("entry-retired", told, about=about, back=back)) is not None:
            return shown
        retire_entry(db(), entry, retired=away, person_id=person().id, at=now())
    except InvalidInput as problem:
        flash(said(problem), "warn")
        return redirect(url_for("glossary.index"))
    if away:
        return redirect(url_for("glossary.index", retired=entry.id))
    flash(_("«%(name)s» está de vuelta en uso.", name=split(entry.es)[0]))
    return redirect(url_for("glossary.index", q=split(entry.es)[0]))
