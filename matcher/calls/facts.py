"""What is known of a call, typed: all that stands between a sighting's JSON and whoever reads it.

The kinds of value (a deadline, an amount, an answer with its quote) are those of the contract with
the sources, so that a value is spelt once from the page it was read on to the screen it is shown
on. JSON is met here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

import msgspec

from matcher.coded import to_stored
from scrapers.item import (
    KINDS,
    PARTNER_KINDS,
    UNITS,
    WORDED,
    Amount,
    AmountKind,
    Deadline,
    Document,
    Eligibility,
    Fact,
    Kind,
    Language,
    PartnersAsked,
    Per,
    Precision,
    ScrapedCall,
    Share,
    Span,
)
from scrapers.offer import CallOffer, SumDoubt, offer, sound

__all__ = [
    "BY_HAND",
    "HAND_SOURCE",
    "HAND_TITLE",
    "KINDS",
    "PARTNER_KINDS",
    "UNITS",
    "WORDED",
    "Amount",
    "AmountKind",
    "CallFacts",
    "CallOffer",
    "Deadline",
    "Document",
    "Eligibility",
    "Fact",
    "Kind",
    "Language",
    "PartnersAsked",
    "Payload",
    "Per",
    "Precision",
    "Share",
    "Span",
    "SumDoubt",
    "Warned",
    "amount_from",
    "by_hand",
    "is_guess",
    "offer",
    "refuses",
    "sound",
]

Payload = Mapping[str, Any]
Warned = str | dict[str, Any]
"""A warning: a code with its parameters, or a sentence of a spool file of long ago."""
BY_HAND = Span(quote="", field="person", method="person")
"""The span of a value that a person set: it was read from no words."""
HAND_SOURCE, HAND_TITLE = "a-mano", "A mano"
"""The source of what a person brought in: it is asked before every other, and never read again."""
ONLY_IF_SO = "partner"
"""Noted only where it is so: what was read before there was such an answer stays the same."""
PARTNERS = "partners_asked"
"""Noted only where something was read, for the same reason."""
FORMER_NAME = "colombia"
"""What the answer about the agency's country was called."""
_LISTED = ("deadlines", "amounts", "documents")
_GAPS = {"span": msgspec.to_builtins(BY_HAND), "on": None, "currency": None, "title": ""}
"""What a value put back from a version lacks: those note no spans, and nothing that is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """One call as one source tells it, or as all of them together do.

    The fields are those of ``ScrapedCall`` but for the record's key and its raw body. What nobody
    says is ``None`` or empty. ``kind``, ``language`` and ``status`` are plain text here, for a row
    stays readable when the words of the contract change.
    """

    url: str
    title: str
    text: str
    language: str | None = None
    kind: str | None = None
    kind_span: Span | None = None
    funder: str | None = None
    funder_span: Span | None = None
    status: str = "unknown"
    published_on: date | None = None
    opens_on: date | None = None
    opens_span: Span | None = None
    deadlines: tuple[Deadline, ...] = ()
    rolling: bool = False
    rolling_span: Span | None = None
    amounts: tuple[Amount, ...] = ()
    cofunding: Share | None = None
    eligibility: Eligibility = field(default_factory=Eligibility)
    documents: tuple[Document, ...] = ()
    identifiers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    thin: bool = False

    @classmethod
    def of(cls, call: ScrapedCall) -> Self:
        """What a source gave, without key and raw body."""
        told = {name: getattr(call, name) for name in cls.__slots__}
        return cls(**told | {"warnings": tuple(to_stored(one) for one in call.warnings)})

    @classmethod
    def from_payload(cls, payload: Payload) -> Self:
        """Read stored JSON, of this version or of an earlier one.

        What it does not hold, or holds as ``null``, nobody says; a value without its span was
        set :data:`BY_HAND`. Keys of no field are passed over.

        :raises msgspec.ValidationError: where a value is of another type altogether.
        """
        told = {name: value for name, value in payload.items() if value is not None}
        for name in _LISTED:
            told[name] = [_whole(value) for value in told.get(name, ())]
        if former := told.get("eligibility", {}).get(FORMER_NAME):
            told["eligibility"] = {"agency_country": former} | told["eligibility"]
        if "cofunding" in told:
            told["cofunding"] = _whole(told["cofunding"])
        return msgspec.convert(told, cls)

    def to_payload(self) -> dict[str, Any]:
        """The same as JSON values: days and times as ISO text, sums as decimal text."""
        values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        for fact in values["eligibility"].values():
            if isinstance(fact, dict) and not fact.get(ONLY_IF_SO, True):
                del fact[ONLY_IF_SO]
        if values["eligibility"][PARTNERS] is None:
            del values["eligibility"][PARTNERS]
        for amount in values["amounts"]:
            if not amount["per"]:
                del amount["per"]  # as before there was such an answer
        return values


def by_hand(quote: str = "") -> Span:
    """The span of a value that a person set, with the words they quote for it, if any."""
    return replace(BY_HAND, quote=quote)


def amount_from(value: Payload) -> Amount:
    """An amount as a version notes it: its span may be left out."""
    return msgspec.convert(_whole(value), Amount)


def is_guess(fact: Payload) -> bool:
    """Whether a stored answer is what the wording suggests, and was read by no rule."""
    return (fact.get("span") or {}).get("method") == WORDED


def refuses(fact: Payload) -> bool:
    """Whether a stored answer is «no», and read: a guess keeps nothing from anybody."""
    return fact.get("answer") is False and not is_guess(fact)


def _whole(value: Payload) -> Payload:
    return _GAPS | {name: one for name, one in value.items() if one is not None}
