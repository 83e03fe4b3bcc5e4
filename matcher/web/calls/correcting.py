"""The form of «Corregir»: every fact of a call as it stands, and what a person says otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.calls.facts import (
    BY_HAND,
    UNITS,
    Amount,
    CallFacts,
    Deadline,
    Fact,
    PartnersAsked,
    Span,
    by_hand,
)
from matcher.calls.pins import ANSWERS, SPANS, value_at
from matcher.web.frame.gettext import _, _l
from matcher.web.values.filters import zone_name
from matcher.web.values.forms import REQUIRED, Versioned, options, written
from matcher.web.values.inputs import CURRENCIES, MoneyField, PercentField
from matcher.web.values.labels import KINDS, LANGUAGES, QUESTIONS
from matcher.words.partners import PARTNER_NAMES

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
UNSAID = _l("La fuente no lo dice")
_YES_NO = {"": UNSAID, "yes": _l("Sí"), "no": _l("No")}
_MAY = _YES_NO | {"partner": _l("Solo como socio")}
_ROLLING = {"": _l("No, o la fuente no lo dice"), "yes": _l("Sí")}
_SENSES = {
    "unknown": _l("La fuente no dice qué es"),
    "max": _l("Hasta: lo máximo"),
    "min": _l("Desde: lo mínimo"),
    "range": _l("Entre dos cifras"),
    "total": _l("En total: todo lo que reparte"),
    "part": _l("Una parte del total"),
    "per_beneficiary": _l("Lo que recibe cada uno"),
}
_PER = {
    "": UNSAID,
    "project": _l("Por proyecto"),
    "beneficiary": _l("Por beneficiario"),
    "month": _l("Al mes"),
    "year": _l("Al año"),
}
_COUNTS = {
    "": UNSAID,
    "others": _l("De socios, sin quien solicita"),
    "everybody": _l("De todas, con quien solicita"),
}
_PARTNERS = ("partners_number", "partners_counts", "partners_kinds", "partners_quote")
_ASKED = "eligibility.partners_asked"
_SIMPLE = {
    "title": "title",
    "language": "language",
    "kind": "kind",
    "funder": "funder",
    "rolling": "rolling",
    "opens_on": "opens_on",
    "cofunding": "cofunding",
    **{name: f"eligibility.{name}" for name in ANSWERS},
}
"""Field of the form → pin, where one field holds the whole value."""
_ROW = ("kind", "figure", "most", "currency", "per", "quote")
_ANSWERS = {"yes": True, "no": False}
MOST_ROWS = 60
"""No call has as many sums."""


def _zones() -> list[SelectChoice]:
    """The time zones to choose from, in the page's language."""
    return options({zone: zone_name(zone) for zone in ZONES})


def _chosen(label: Any, pairs: Mapping[str, Any]) -> SelectField:
    return SelectField(label, choices=options(pairs), coerce=written)


def _quote() -> StringField:
    return StringField(_l("¿Dónde lo dice?"), [Length(max=600)], filters=[written])


class PartnerKinds(SelectMultipleField):  # type: ignore[misc] # wtforms ships no types
    """With whom one has to apply: a list of boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CorrectionForm(Versioned):
    """The facts as they should read; an empty one says that the source does not say it."""

    title = StringField(_l("Título"), [REQUIRED, Length(max=1000)])
    language = _chosen(_l("Idioma"), {"": UNSAID, **LANGUAGES})
    kind = _chosen(_l("Clase"), {"": UNSAID, **KINDS})
    kind_quote = _quote()
    funder = StringField(_l("Financiador"), [Length(max=300)], filters=[written])
    funder_quote = _quote()
    on = DateField(_l("Día de cierre"), [Optional()])
    at = TimeField(_l("Hora de cierre"), [Optional()])
    timezone = SelectField(_l("Hora de"), choices=_zones)
    on_quote = _quote()
    rolling = _chosen(_l("¿Recibe postulaciones todo el tiempo?"), _ROLLING)
    rolling_quote = _quote()
    opens_on = DateField(_l("Día de apertura"), [Optional()])
    opens_on_quote = _quote()
    local_government = _chosen(QUESTIONS["local_government"], _MAY)
    local_government_quote = _quote()
    agency_country = _chosen(QUESTIONS["agency_country"], _MAY)
    agency_country_quote = _quote()
    partner_required = _chosen(QUESTIONS["partner_required"], _YES_NO)
    partner_required_quote = _quote()
    partners_number = IntegerField(
        _l("¿Con cuántos, como mínimo?"),
        [Optional(), NumberRange(1, 99, message=_l("Escriba un número del 1 al 99."))],
    )
    partners_counts = _chosen(_l("¿De quiénes es ese número?"), _COUNTS)
    partners_kinds = PartnerKinds(
        _l("¿Con quién?"), choices=options({k: _l(name) for k, name in PARTNER_NAMES.items()})
    )
    partners_quote = _quote()
    cofunding_required = _chosen(QUESTIONS["cofunding_required"], _YES_NO)
    cofunding_required_quote = _quote()
    cofunding = PercentField(
        _l("Contrapartida: porcentaje del costo total"),
    )
    cofunding_quote = _quote()

    def rows(self) -> Iterator[dict[str, Any]]:
        """The fields of each sum, by their names."""
        number = 0
        while f"amount_{number}_kind" in self:
            yield {name: self[f"amount_{number}_{name}"] for name in _ROW}
            number += 1


@cache
def form_with(rows: int) -> type[CorrectionForm]:
    """The form with fields for so many sums."""
    fields: dict[str, Any] = {}
    currencies = {"": UNSAID, **{code: code for code in (*CURRENCIES, *sorted(UNITS))}}
    for number in range(rows):
        fields |= {
            f"amount_{number}_kind": _chosen(_l("Qué es"), _SENSES),
            f"amount_{number}_figure": MoneyField(_l("Cifra")),
            f"amount_{number}_most": MoneyField(_l("Y hasta, si son dos cifras")),
            f"amount_{number}_currency": _chosen(_l("Moneda"), currencies),
            f"amount_{number}_per": _chosen(_l("Para quién o cada cuánto"), _PER),
            f"amount_{number}_quote": _quote(),
        }
    return type("CorrectionForm", (CorrectionForm,), fields)


def as_shown(facts: CallFacts, *, timezone: str, rows: int) -> dict[str, Any]:
    """The facts as the form shows them, by its fields."""
    main = next((d for d in facts.deadlines if d.on), None)
    shown: dict[str, Any] = {
        "on": main.on if main else None,
        "at": main.at if main else None,
        "timezone": (main.timezone if main else None) or timezone,
        "on_quote": _own(main.span if main else None),
    }
    for name, pin in _SIMPLE.items():
        value = value_at(facts, pin)
        span = value_at(facts, SPANS[pin]) if pin in SPANS else getattr(value, "span", None)
        shown[name] = _shown(value)
        shown[f"{name}_quote"] = _own(span)
    shown["cofunding"] = facts.cofunding.percent if facts.cofunding else None
    shown |= _shown_partners(facts.eligibility.partners_asked)
    for number in range(rows):
        item = facts.amounts[number] if number < len(facts.amounts) else None
        for name, value in _shown_row(item).items():
            shown[f"amount_{number}_{name}"] = value
    return shown


def _shown_partners(asked: PartnersAsked | None) -> dict[str, Any]:
    if asked is None:
        return dict.fromkeys(_PARTNERS) | {"partners_kinds": []}
    told = (asked.number, asked.counts, list(asked.kinds), _own(asked.span))
    return dict(zip(_PARTNERS, told, strict=True))


def _shown(value: Any) -> Any:
    """A fact as a field of the form has it."""
    answer = value.said if isinstance(value, Fact) else value
    if isinstance(answer, bool):
        return "yes" if answer else ("no" if isinstance(value, Fact) else None)
    return answer


def _shown_row(item: Amount | None) -> dict[str, Any]:
    if item is None:
        return dict.fromkeys(_ROW) | {"kind": "unknown"}
    ranged = item.kind == "range"
    return {
        "kind": item.kind,
        "figure": item.minimum if ranged else item.most,
        "most": item.maximum if ranged else None,
        "currency": item.currency,
        "per": item.per,
        "quote": _own(item.span),
    }


def _own(span: Span | None) -> str | None:
    """The words a person quoted; those a reading found are not theirs."""
    return (span.quote or None) if span and span.method == BY_HAND.method else None


@dataclass(slots=True)
class Told:
    """What a person says otherwise: pin → value, pin → words; fields to blame → why."""

    changes: dict[str, Any] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def told_otherwise(form: CorrectionForm, shown: Mapping[str, Any], facts: CallFacts) -> Told:
    """What ``form`` says otherwise than it was ``shown``."""
    told = Told()
    for name, pin in _SIMPLE.items():
        quoted = f"{name}_quote"
        if not _differ(form, shown, name, quoted):
            continue
        value = form[name].data
        if pin == "rolling":
            told.changes[pin] = bool(value)
        else:
            told.changes[pin] = _ANSWERS.get(value, value) if name in ANSWERS else value
        told.quotes[pin] = _quote_of(form, shown, told, quoted, said=value is not None)
    _closing(form, shown, told)
    _partners(form, shown, told)
    _sums(form, shown, facts.amounts, told)
    return told


def _differ(form: CorrectionForm, shown: Mapping[str, Any], *names: str) -> bool:
    return any(_given(form[n].data) != _given(shown[n]) for n in names if n in form)


def _given(value: Any) -> Any:
    """``value``, or ``None`` for an empty box; nought is a value."""
    return None if value == "" else value


def _quote_of(
    form: CorrectionForm, shown: Mapping[str, Any], told: Told, name: str, *, said: bool
) -> str:
    """The words quoted for a value; there are none for what nobody says."""
    quote = form[name].data if name in form else None
    if said or not quote:
        return quote or ""
    if quote != shown[name]:
        told.wrong[name] = _("Esta frase no acompaña ningún dato: diga cuál es, o bórrela.")
    return ""


def _closing(form: CorrectionForm, shown: Mapping[str, Any], told: Told) -> None:
    """When it closes: one day in place of what the sources say, or none."""
    on, at = form.on.data, form.at.data
    moved = _differ(form, shown, "on", "at", "on_quote")
    if on and form.rolling.data and (moved or "rolling" in told.changes):
        told.wrong["rolling"] = _("Si cierra un día, no es permanente: borre el día o escoja «No».")
    if not moved and not (at and _differ(form, shown, "timezone")):
        return
    quote = _quote_of(form, shown, told, "on_quote", said=on is not None)
    if on is None:
        if at and at != shown["at"]:
            told.wrong["on"] = _("Diga también el día.")
        told.changes["deadlines"] = ()
        return
    one = Deadline(
        on=on,
        at=at,
        timezone=form.timezone.data if at else None,
        precision="minute" if at else "day",
        span=by_hand(quote),
    )
    told.changes["deadlines"] = (one,)


def _partners(form: CorrectionForm, shown: Mapping[str, Any], told: Told) -> None:
    """With how many one applies, and with whom."""
    if not _differ(form, shown, *_PARTNERS):
        return
    number, kinds = form.partners_number.data, tuple(form.partners_kinds.data)
    said = number is not None or bool(kinds)
    quote = _quote_of(form, shown, told, "partners_quote", said=said)
    asked = PartnersAsked(
        span=by_hand(quote),
        number=number,
        counts=form.partners_counts.data if number is not None else None,
        kinds=kinds,
    )
    told.changes[_ASKED] = asked if said else None


def _sums(
    form: CorrectionForm, shown: Mapping[str, Any], amounts: Sequence[Amount], told: Told
) -> None:
    """The sums: those nobody touched stay as they were read."""
    after: list[Amount] = []
    touched = False
    for number, row in enumerate(form.rows()):
        names = [f"amount_{number}_{name}" for name in _ROW]
        known = number < len(amounts)
        if not _differ(form, shown, *names):
            after += amounts[number : number + 1]
            continue
        touched = True
        if row["figure"].data is None and row["most"].data is None and known:
            continue  # emptied: the source says no such sum
        name, problem = _wrong_in(row)
        if problem:
            told.wrong[f"amount_{number}_{name}"] = problem
        else:
            after.append(_sum_in(row))
    if touched:
        told.changes["amounts"] = tuple(after)


def _wrong_in(row: Mapping[str, Any]) -> tuple[str, str]:
    """Which field of a sum to blame, and why; nothing where it can be so."""
    low, high = row["figure"].data, row["most"].data
    if low is None:
        return "figure", _("Escriba la cifra.")
    if low <= 0:
        return "figure", _("Escriba una cifra mayor que cero.")
    if row["kind"].data != "range":
        return ("kind", _("Son dos cifras: escoja «Entre dos cifras».")) if high else ("", "")
    if high is None:
        return "most", _("Escriba también la segunda cifra.")
    return ("most", _("La segunda cifra debe ser la mayor.")) if high <= low else ("", "")


def _sum_in(row: Mapping[str, Any]) -> Amount:
    """A sum as typed; a currency written beside the figure is its own."""
    ranged = row["kind"].data == "range"
    figure: Decimal = row["figure"].data
    return Amount(
        span=by_hand(row["quote"].data or ""),
        kind=row["kind"].data,
        currency=row["figure"].currency or row["most"].currency or row["currency"].data,
        value=None if ranged else figure,
        minimum=figure if ranged else None,
        maximum=row["most"].data if ranged else None,
        per=row["per"].data,
    )
