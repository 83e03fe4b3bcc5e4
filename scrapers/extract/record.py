"""An extraction as the record ``puente extract`` writes: a line of JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from scrapers.extract.dates.terms import rule_of
from scrapers.extract.notices.judging import CallJudgement
from scrapers.extract.result import Extraction
from scrapers.item import Amount, Deadline, Eligibility, Fact, PartnersAsked, ScrapedCall, Span
from scrapers.offer import offer


def main_deadline(deadlines: tuple[Deadline, ...], *, today: date | None) -> Deadline | None:
    """The deadline that stands for the call.

    With ``today``: the next one not yet past, else the last. Without: the last, so that a call
    with several cut-offs is not taken for closed after the first.
    """
    dated = sorted((d for d in deadlines if d.on), key=lambda d: d.on or date.max)
    if not dated:
        return None
    coming = [d for d in dated if today and d.on and d.on >= today]
    return coming[0] if coming else dated[-1]


def to_record(
    extraction: Extraction | ScrapedCall, *, fetched_on: date | None = None
) -> dict[str, Any]:
    """The fields of the file contract, JSON-ready; what is unknown is ``None``."""
    main = main_deadline(extraction.deadlines, today=fetched_on)
    record: dict[str, Any] = {
        **_closing(extraction, main),
        "opens_on": extraction.opens_on.isoformat() if extraction.opens_on else None,
        "rolling": extraction.rolling,
        **_money(extraction),
        "cofunding_percent": _number(extraction.cofunding.percent)
        if extraction.cofunding
        else None,
        "language": extraction.language,
        "kind": extraction.kind,
        "funder": extraction.funder,
        "eligibility": _eligibility(extraction.eligibility),
        "warnings": [*extraction.warnings, *_doubts(extraction)],
        **({"call": _call(extraction.call)} if isinstance(extraction, Extraction) else {}),
        "spans": _spans(extraction),
    }
    if main and main.at:
        record["deadline_time"] = main.at.strftime("%H:%M")
    if main and main.timezone:
        record["timezone"] = main.timezone
    return record


def _closing(extraction: Extraction | ScrapedCall, main: Deadline | None) -> dict[str, Any]:
    """Every closing date, and the one that stands for the call."""
    partials = [d.partial for d in extraction.deadlines if d.partial]
    return {
        "deadline": main.on.isoformat() if main and main.on else None,
        "deadlines": [d.on.isoformat() for d in extraction.deadlines if d.on],
        "deadline_details": [_deadline(d) for d in extraction.deadlines],
        "deadline_partial": partials[0] if partials and main is None else None,
        "deadline_year_assumed": bool(main and main.year_assumed),
        "deadline_calculated": bool(main and rule_of(main.span.method)),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    """One closing date."""
    return {
        "date": deadline.on.isoformat() if deadline.on else None,
        "time": deadline.at.strftime("%H:%M") if deadline.at else None,
        "timezone": deadline.timezone,
        "partial": deadline.partial,
        "text": deadline.text,
        "label": deadline.label,
        "year_assumed": deadline.year_assumed,
        "precision": deadline.precision,
        "calculated": rule_of(deadline.span.method) if deadline.on else None,
        "span": span_record(deadline.span),
    }


def _money(extraction: Extraction | ScrapedCall) -> dict[str, Any]:
    """Every sum, and the one that heads the call with how: for each, in all, just mentioned."""
    made = offer(extraction.amounts, extraction.kind)
    doubted = [doubt.amount for doubt in made.doubts]
    head = made.amount
    return {
        "amounts": [
            {**line, "doubtful": True} if amount in doubted else line
            for amount in extraction.amounts
            for line in _amount(amount)
        ],
        "headline": {
            "kind": made.headline,
            "value": _number(head.most),
            "currency": head.currency,
            "per": head.per,
        }
        if head and head.most
        else None,
    }


def _doubts(extraction: Extraction | ScrapedCall) -> list[str]:
    """A sentence in Spanish for each sum past belief."""
    doubts = offer(extraction.amounts, extraction.kind).doubts
    return [
        f"La cifra «{doubt.amount.span.quote}» {_WHY[doubt.reason]}; compruébela en la fuente."
        for doubt in doubts
    ]


_WHY = {
    "over-total": "por proyecto pasa del total de la convocatoria",
    "too-large": "es demasiado grande para una convocatoria así",
    "too-small": "es demasiado pequeña para una convocatoria",
}


def _amount(amount: Amount) -> list[dict[str, Any]]:
    """One line per sum: a range gives its lower and its upper bound."""
    base = {"currency": amount.currency, "kind": amount.kind, "span": span_record(amount.span)}
    if amount.per:
        base["per"] = amount.per
    bounds = (("value", amount.value), ("min", amount.minimum), ("max", amount.maximum))
    return [{name: _number(value), **base} for name, value in bounds if value is not None]


def _number(value: Decimal) -> int | float:
    """A whole number as an integer."""
    return int(value) if value == value.to_integral_value() else float(value)


def _eligibility(eligibility: Eligibility) -> dict[str, Any]:
    """Answers with their quotes; ``colombia`` is the former name of ``agency_country``."""
    return {
        "local_government": _fact(eligibility.local_government),
        "agency_country": _fact(eligibility.agency_country),
        "colombia": _may_take_part(eligibility.agency_country),
        "partner_required": _fact(eligibility.partner_required),
        "cofunding_required": _fact(eligibility.cofunding_required),
        "countries": list(eligibility.countries),
        **_partners(eligibility.partners_asked),
    }


def _may_take_part(fact: Fact) -> dict[str, Any]:
    """The answer of who knows only yes and no: a partner takes part."""
    told = _fact(fact)
    return told | {"answer": True} if fact.partner else told


def _partners(asked: PartnersAsked | None) -> dict[str, Any]:
    """With how many one applies, and with whom; nothing where the source does not say."""
    if asked is None:
        return {}
    told = {"number": asked.number, "counts": asked.counts, "kinds": list(asked.kinds)}
    return {"partners_asked": {**told, "quote": asked.span.quote}}


def _fact(fact: Fact) -> dict[str, Any]:
    """``answer`` is true, false, "partner" or null; ``guessed`` where the wording suggests it.

    A null answer with ``section`` is one that was not found in the page's section on it; with
    neither the source does not say.
    """
    quote = fact.span.quote if fact.span else None
    if fact.unread:
        return {"answer": None, "quote": None, "section": quote}
    told = {"answer": fact.said, "quote": quote}
    return told | {"guessed": True} if fact.guessed else told


def span_record(span: Span) -> dict[str, Any]:
    """A span, JSON-ready."""
    return {
        "quote": span.quote,
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "method": span.method,
    }


def _call(judgement: CallJudgement) -> dict[str, Any]:
    """Whether the page is a call: true, false or null (too little speaks either way)."""
    return {
        "answer": judgement.answer,
        "reason": judgement.reason,
        "span": span_record(judgement.span) if judgement.span else None,
    }


def _spans(extraction: Extraction | ScrapedCall) -> dict[str, Any]:
    """Where the single values stand."""
    named = {
        "kind": extraction.kind_span,
        "funder": extraction.funder_span,
        "opens_on": extraction.opens_span,
        "rolling": extraction.rolling_span,
        "cofunding": extraction.cofunding.span if extraction.cofunding else None,
        "countries": extraction.eligibility.countries_span,
    }
    return {name: span_record(span) for name, span in named.items() if span}
