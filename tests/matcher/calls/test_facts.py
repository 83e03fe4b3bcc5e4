"""Facts of a call: from the JSON of a sighting and back, nothing lost and nothing added."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from matcher.calls.compose import bare, content_hash, differences
from matcher.calls.facts import BY_HAND, CallFacts
from scrapers.item import ScrapedCall

SPAN = {"quote": "hasta el 30 de noviembre", "field": "text", "method": "prose"} | {
    "start": 3,
    "end": 27,
}
PAYLOAD: dict[str, Any] = {
    "source_id": "fondo",
    "source_key": "7",
    "url": "https://fondo.example/7",
    "title": "Agua potable para ciudades intermedias",
    "text": "Cierra hasta el 30 de noviembre.",
    "language": "es",
    "kind": "subvencion",
    "kind_span": SPAN,
    "funder": "Fondo de Prueba",
    "funder_span": None,
    "status": "open",
    "published_on": "2026-10-01",
    "opens_on": "2026-11-01",
    "opens_span": SPAN,
    "deadlines": [
        {
            "on": "2026-11-30",
            "span": SPAN,
            "precision": "minute",
            "at": "17:00:00",
            "timezone": "America/Bogota",
            "partial": None,
            "text": None,
            "label": "Fase 1",
            "year_assumed": True,
        },
        {
            "on": None,
            "span": SPAN,
            "precision": "partial",
            "at": None,
            "timezone": None,
            "partial": "--12-15",
            "text": "15 de diciembre",
            "label": None,
            "year_assumed": False,
        },
    ],
    "rolling": False,
    "rolling_span": None,
    "amounts": [
        {
            "span": SPAN,
            "kind": "range",
            "currency": "COP",
            "value": None,
            "minimum": "1E+6",
            "maximum": "346000000.50",
        }
    ],
    "cofunding": {"percent": "20.0", "span": SPAN},
    "eligibility": {
        "local_government": {"answer": True, "span": SPAN},
        "agency_country": {"answer": None, "span": None},
        "partner_required": {"answer": False, "span": SPAN},
        "cofunding_required": {"answer": None, "span": None},
        "countries": ["LAC"],
        "countries_span": SPAN,
    },
    "documents": [{"url": "https://fondo.example/7.pdf", "title": "Bases"}],
    "identifiers": ["AGUA-2026-07"],
    "links": ["https://otro.example/1"],
    "warnings": ["Verifique en la fuente."],
    "thin": False,
}
WATCHED_AS_EVER = "15f62323cdeb8a4991a09f6b2c3adb88c641becfdfc68754cdd4d904e786b00a"
"""The hash this payload had before facts had a type: another one would write every call anew."""


def test_json_comes_back_as_it_was() -> None:
    facts = CallFacts.from_payload(PAYLOAD)

    assert facts.to_payload() == {
        k: v for k, v in PAYLOAD.items() if k not in ("source_id", "source_key")
    }
    assert facts.deadlines[0].on == date(2026, 11, 30)
    assert facts.deadlines[0].at == time(17)
    assert facts.amounts[0].maximum == Decimal("346000000.50")
    assert facts.eligibility.partner_required.answer is False


def test_the_hash_of_the_same_content_stays_what_it_was() -> None:
    assert content_hash(PAYLOAD) == WATCHED_AS_EVER
    assert content_hash(CallFacts.from_payload(PAYLOAD).to_payload()) == WATCHED_AS_EVER


def test_json_of_an_earlier_version_can_be_read() -> None:
    told = CallFacts.from_payload(
        {
            "url": "https://fondo.example/7",
            "title": "Agua",
            "text": "Agua.",
            "rolling": None,
            "deadlines": None,
            "eligibility": {},
            "cofunding": {"percent": "20"},
            "gone": 1,
        }
    )

    assert told.deadlines == ()
    assert told.rolling is False
    assert told.eligibility.local_government.answer is None
    assert told.cofunding is not None
    assert told.cofunding.span == BY_HAND


def test_values_noted_in_a_version_can_be_put_back() -> None:
    facts = CallFacts.from_payload(PAYLOAD)
    noted = {name: bare(value) for name, value in facts.to_payload().items()}

    back = CallFacts.from_payload(noted)

    assert differences(facts, back) == []
    assert [d.span for d in back.deadlines] == [BY_HAND, BY_HAND]


def test_a_scraped_call_gives_all_its_facts() -> None:
    call = ScrapedCall(
        source_id="fondo",
        source_key="7",
        url="https://fondo.example/7",
        title="Agua",
        text="Agua.",
        opens_on=date(2026, 11, 1),
        thin=True,
    )

    facts = CallFacts.of(call)

    assert facts.opens_on == date(2026, 11, 1)
    assert facts.thin
    assert CallFacts.from_payload(facts.to_payload()) == facts
