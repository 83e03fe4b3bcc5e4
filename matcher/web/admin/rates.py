"""Tasas de cambio: the dated table by which sums of different currencies are compared."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import Length

from matcher.errors import InvalidInput
from matcher.money.editing import (
    LONGEST_SOURCE,
    NewRate,
    keep_rates,
    rates,
    read_rate,
    remove_rate,
)
from matcher.money.rates import base_currency
from matcher.people.queries import people
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, ngettext, said
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.forms import REQUIRED, Form
from matcher.web.values.lists import as_table

blueprint = Blueprint("rates", __name__, url_prefix="/tasas")
MOST_LINES = 1_000


class RateForm(Form):
    """One rate."""

    currency = StringField(
        _l("Moneda"), [REQUIRED], description=_l("Su código de tres letras, por ejemplo USD.")
    )
    value = StringField(_l("Cuánto vale una unidad"), [REQUIRED])
    day = DateField(_l("Día de la tasa"), [REQUIRED])
    source = StringField(
        _l("De dónde sale"),
        [REQUIRED, Length(max=LONGEST_SOURCE)],
        description=_l("Por ejemplo, el banco central y su página."),
    )


class PastedRates(Form):
    """Many rates at once, one a line."""

    lines = TextAreaField(
        _l("Varias tasas, una por renglón"),
        [REQUIRED, Length(max=100_000)],
        description=_l("Moneda; día; cuánto vale; de dónde sale. Puede pegarlas desde Excel."),
    )


def base() -> str:
    """The currency rates are told in here."""
    return base_currency(services().settings.agency_country)


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The table, the latest first."""
    return _page(RateForm(formdata=None), PastedRates(formdata=None))


@as_table(
    blueprint,
    index,
    named="tasas-de-cambio",
    headings=("Moneda", "Día", "Una unidad vale", "En", "De dónde sale", "Quién la escribió"),
)
def _rows() -> Iterator[list[Any]]:
    names = {one.id: one.name for one in people(db())}
    for rate in rates(db()):
        who = names.get(rate.person_id or 0, "el servicio")
        yield [rate.currency, rate.day, rate.value, rate.base, rate.source, who]


@blueprint.post("/agregar")
@requires("manage-taxonomy")
def add() -> ResponseReturnValue:
    """Keep one rate; of a currency and day that is there already, correct it."""
    form = RateForm()
    if form.validate_on_submit() and _kept(form, lambda: [_typed(form)]):
        return redirect(url_for("rates.index"))
    return _page(form, PastedRates(formdata=None)), 422


def _typed(form: RateForm) -> NewRate:
    return NewRate(
        currency=(form.currency.data or "").strip().upper(),
        day=form.day.data,
        value=read_rate(form.value.data or ""),
        source=(form.source.data or "").strip(),
    )


@blueprint.post("/pegar")
@requires("manage-taxonomy")
def paste() -> ResponseReturnValue:
    """Keep all the rates of a pasted table, or none."""
    form = PastedRates()
    if form.validate_on_submit() and _kept(
        form, lambda: list(_pasted(form.lines.data or "")), field="lines"
    ):
        return redirect(url_for("rates.index"))
    return _page(RateForm(formdata=None), form), 422


@blueprint.post("/<int:rate_id>/quitar")
@requires("manage-taxonomy")
def remove(rate_id: int) -> ResponseReturnValue:
    """Take one rate out."""
    gone = remove_rate(db(), rate_id, person_id=person().id, at=now())
    flash(_("Se quitó la tasa de %(currency)s.", currency=gone.currency))
    return redirect(url_for("rates.index"))


def _page(form: RateForm, pasted: PastedRates) -> str:
    return render_template(
        "rates/index.html",
        form=form,
        pasted=pasted,
        rates=rates(db()),
        base=base(),
        people={one.id: one.name for one in people(db())},
    )


def _kept(form: Form, read: Callable[[], list[NewRate]], *, field: str = "") -> bool:
    """Keep what is ``read``; ``False`` where the form now says what to correct."""
    try:
        changed = keep_rates(
            db(), read(), base=base(), today=today(), person_id=person().id, at=now()
        )
    except InvalidInput as problem:
        if not form.blame(field or problem.field, said(problem)):
            raise
        return False
    flash(ngettext("%(num)d tasa guardada.", "%(num)d tasas guardadas.", changed))
    return True


def _pasted(text: str) -> Iterator[NewRate]:
    """The rates of a pasted table, cells between semicolons or tabs.

    :raises InvalidInput: for a line that cannot be read; the sentence says which.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise InvalidInput("Pegue %(most)s renglones o menos de una vez.", most=MOST_LINES)
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";", 3)]
        try:
            currency, day, value, source = cells
            told = date.fromisoformat(day)
        except ValueError as problem:
            raise InvalidInput(
                "Renglón %(number)s: escriba moneda; día como 2026-11-20; cuánto vale; de dónde "
                "sale.",
                number=number,
            ) from problem
        yield NewRate(currency=currency.upper(), day=told, value=read_rate(value), source=source)
