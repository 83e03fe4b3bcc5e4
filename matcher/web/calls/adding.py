"""«Añadir una convocatoria»: an address, a text or a file is read, looked over, then kept."""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import URL, Length, Optional

from matcher.calls.facts import CallFacts, Fact, Span
from matcher.calls.pins import ANSWERS, value_at
from matcher.calls.queries import reindex
from matcher.desk.adding import SetRight, add_by_hand, alike
from matcher.errors import InvalidInput
from matcher.intake.brought.reading import BroughtCall, facts_brought, read_address, read_file
from matcher.web.calls.correcting import (
    CorrectionForm,
    Told,
    as_shown,
    form_with,
    told_otherwise,
)
from matcher.web.calls.edits import BLAMED, store
from matcher.web.calls.pages import blueprint
from matcher.web.cards.calls import timezone
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, here, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import Form, as_stored, written
from matcher.words.calls import warnings_words

MOST_TEXT = 300_000
"""Characters of a text; the longest call we know has a third."""
_KEY = re.compile(r"[a-f0-9]{32}")
_SPANNED = {
    "kind": "kind_span",
    "funder": "funder_span",
    "opens_on": "opens_span",
    "rolling": "rolling_span",
}


class BringForm(Form):
    """Where the call is: an address, a file or its text; one of them is enough."""

    url = StringField(
        _l("Dirección de la página"),
        [
            Optional(),
            Length(max=2000),
            URL(require_tld=False, message=_l("Escriba la dirección completa, con https://.")),
        ],
        filters=[written],
        description=_l("La de la convocatoria, no la de una lista de ellas."),
    )
    file = FileField(
        _l("Archivo"), description=_l("Un PDF, o un correo guardado como .eml. 20 MB como mucho.")
    )
    read_title = StringField(_l("Título"), [Length(max=1000)], filters=[written])
    text = TextAreaField(
        _l("Texto"),
        [Length(max=MOST_TEXT)],
        description=_l("El de la página o del correo, entero: de ahí se leen los datos."),
    )
    key = HiddenField()

    @property
    def own_key(self) -> str:
        """What tells this form from others, so that sending it twice adds one call."""
        given = str(self.key.data or "")
        return given if _KEY.fullmatch(given) else secrets.token_hex(16)


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("edit-calls")
def add() -> ResponseReturnValue:
    """Say where it is; see what was read in it and what is like it; keep it."""
    form = BringForm(data={"url": request.args.get("url", "")[:2000]})
    if not form.is_submitted() or request.form.get("step") == "again":
        return _asking(form)
    if not form.validate():
        return _asking(form, status=422)
    try:
        brought = _brought(form)
    except InvalidInput as problem:
        form.blame(problem.field or "text", said(problem))
        return _asking(form, status=422)
    facts = facts_brought(brought, services().settings)
    if request.form.get("step") == "save":
        return _save(form, brought, facts)
    return _looking_over(form, brought, facts, _facts_form(facts, sent=False))


def _asking(form: BringForm, *, status: int = 200) -> ResponseReturnValue:
    mark = services().settings.base_url + url_for("calls.add")
    page = render_template("calls/add.html", form=form, key=form.own_key, address=mark)
    return page, status


def _brought(form: BringForm) -> BroughtCall:
    """What the form brings, in words: a text first, for a person has seen it.

    :raises InvalidInput: where it cannot be read, or there is nothing.
    """
    url, title = form.url.data or "", form.read_title.data or ""
    text = as_stored(form.text.data).strip()
    given = form.file.data
    if text:
        return BroughtCall(title=title or text.splitlines()[0][:300].strip(), text=text, url=url)
    if given is not None and given.filename:
        read = read_file(given.read(), given.filename)
        return replace(read, title=title or read.title, url=url)
    if url:
        read = read_address(url, services().settings)
        return BroughtCall(title=title or read.title, text=read.text, url=url)
    raise InvalidInput("Escriba una dirección, suba un archivo o pegue un texto.", field="url")


def _looking_over(
    form: BringForm,
    brought: BroughtCall,
    facts: CallFacts,
    correction: CorrectionForm,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "calls/added.html",
        form=correction,
        brought=brought,
        key=form.own_key,
        facts=facts,
        quotes=dict(_quotes(facts)),
        closings=sum(d.on is not None for d in facts.deadlines),
        alike=alike(db(), facts),
        warnings=warnings_words(here(), facts.warnings),
    )
    return page, status


def _facts_form(facts: CallFacts, *, sent: bool) -> CorrectionForm:
    """The form of «Corregir» on what was read."""
    rows = len(facts.amounts) + 1
    stands = _shown(facts)
    made = form_with(rows)
    form = made(data=stands) if sent else made(None, data=stands)
    form.keep(made(None, data=stands))
    return form


def _shown(facts: CallFacts) -> dict[str, Any]:
    return as_shown(facts, timezone=timezone(), rows=len(facts.amounts) + 1) | {"version": "0"}


def _quotes(facts: CallFacts) -> Iterator[tuple[str, Span]]:
    """Field of the form → the words its value was read from."""
    found: dict[str, Any] = {name: getattr(facts, span) for name, span in _SPANNED.items()}
    closing = next((d for d in facts.deadlines if d.on), None)
    found["on"] = closing.span if closing else None
    for name in ANSWERS:
        fact: Fact = value_at(facts, f"eligibility.{name}")
        found[name] = None if fact.unread else fact.span
    asked = facts.eligibility.partners_asked
    found["partners_number"] = asked.span if asked else None
    found["cofunding"] = facts.cofunding.span if facts.cofunding else None
    found |= {f"amount_{n}_figure": one.span for n, one in enumerate(facts.amounts)}
    yield from ((name, span) for name, span in found.items() if span is not None)


def _save(form: BringForm, brought: BroughtCall, facts: CallFacts) -> ResponseReturnValue:
    correction = _facts_form(facts, sent=True)
    told = Told()
    if correction.validate():
        told = told_otherwise(correction, _known(correction, facts), facts)
        for name, problem in told.wrong.items():
            correction.blame(name, problem)
    if correction.errors or told.wrong:
        return _looking_over(form, brought, facts, correction, status=422)
    pages = services().settings.base_url + url_for("calls.index")
    try:
        call = add_by_hand(
            db(),
            facts,
            SetRight(changes=told.changes, quotes=told.quotes),
            key=form.own_key,
            store=store(),
            own_pages=pages,
            person_id=person().id,
            at=now(),
        )
    except InvalidInput as problem:
        db().rollback()
        pin = problem.field or ""
        if not correction.blame(BLAMED.get(pin, pin.rpartition(".")[2]), said(problem)):
            raise
        return _looking_over(form, brought, facts, correction, status=422)
    reindex(db(), call)
    flash(
        _(
            "Añadida. Ninguna lectura cambiará lo que dice; las etiquetas y las coincidencias "
            "llegan con la próxima pasada."
        )
    )
    return redirect(url_for("calls.page", call_id=call.id))


def _known(form: CorrectionForm, facts: CallFacts) -> Mapping[str, Any]:
    return {name: value for name, value in _shown(facts).items() if name in form}
