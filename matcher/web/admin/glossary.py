"""Glosario: how the agency's words are said in the languages of the calls; read and edited here."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.glossary.models import GlossaryTerm
from matcher.glossary.own_terms import (
    SUBJECT,
    get_term,
    retire_term,
    retired_terms,
    save_term,
    shipped_entry,
    split,
)
from matcher.glossary.search import look_up
from matcher.glossary.shipped import HEADER
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.forms import REQUIRED, Versioned
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person

blueprint = Blueprint("glossary", __name__, url_prefix="/glosario")
_LONGEST = Length(max=400, message=_l("Es muy largo: use 400 letras o menos."))


class TermForm(Versioned):
    """One term in four languages."""

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
    """Everything the glossary says, the agency's own terms among it, to search and to leaf."""
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
        retired=retired_terms(db()) if not asked and page.number == 1 else [],
        just_retired=None if away is None else get_term(db(), away),
    )


@blueprint.route("/nuevo", methods=["GET", "POST"])
@requires("manage-taxonomy")
def new() -> ResponseReturnValue:
    """Add a term, from nothing or from the shipped one named in the address."""
    name = request.args.get("es", "")
    known = shipped_entry(name)
    names = known.names if known else {}
    form = TermForm(
        data={n: " | ".join(names.get(n, ())) for n in HEADER} if known else {"es": name}
    )
    if form.validate_on_submit() and (term := _save(form, None)):
        return redirect(url_for("glossary.index", q=split(term.es)[0]))
    page = render_template("glossary/edit.html", form=form, term=None, known=known)
    return page, 422 if form.errors else 200


@blueprint.route("/<int:term_id>", methods=["GET", "POST"])
@requires("manage-taxonomy")
def edit(term_id: int) -> ResponseReturnValue:
    """Change a term of the agency; below it, its history."""
    term = get_term(db(), term_id)
    form = TermForm(data={**_kept(term), "version": str(term.version)})
    status, clash = 200, None
    try:
        if form.validate_on_submit() and _save(form, term):
            return redirect(url_for("glossary.index", q=split(term.es)[0]))
    except Conflict:
        clash, status = form.differing(_kept(term)), 409
        form.stand_on(term.version)
    page = render_template(
        "glossary/edit.html",
        form=form,
        term=term,
        clash=clash,
        title=split(term.es)[0],
        history=history(db(), subject_type=SUBJECT, subject_id=term_id),
        people={p.id: p.name for p in people(db())},
    )
    return page, 422 if form.errors else status


def _kept(term: GlossaryTerm) -> dict[str, str]:
    """The term as the form shows it."""
    return {n: " | ".join(split(getattr(term, n))) for n in HEADER}


def _save(form: TermForm, term: GlossaryTerm | None) -> GlossaryTerm | None:
    try:
        saved = save_term(
            db(),
            term,
            names={n: form[n].data or "" for n in HEADER},
            person_id=person().id,
            at=now(),
            version=form.seen,
        )
    except InvalidInput as problem:
        if not form.blame(problem.field, said(problem)):
            raise
        return None
    flash(_("Guardado. Las coincidencias se revisan con la próxima búsqueda."))
    return saved


@blueprint.post("/<int:term_id>/retirar")
@requires("manage-taxonomy")
def retire(term_id: int) -> ResponseReturnValue:
    """Take a term out of use (the next page offers to undo it), or bring it back."""
    term, away = get_term(db(), term_id), request.form.get("retired") == "yes"
    try:
        retire_term(db(), term, retired=away, person_id=person().id, at=now())
    except InvalidInput as problem:
        flash(said(problem), "warn")
        return redirect(url_for("glossary.index"))
    if away:
        return redirect(url_for("glossary.index", retired=term.id))
    flash(_("«%(name)s» está de vuelta en uso.", name=split(term.es)[0]))
    return redirect(url_for("glossary.index", q=split(term.es)[0]))
