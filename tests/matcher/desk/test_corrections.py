"""Every fact can be set right, one answer alone, and stays so until somebody lets go of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.facts import Amount, Deadline, by_hand
from matcher.calls.models import Call, CallVersion
from matcher.calls.pins import fixed_also, free_among
from matcher.desk.corrected import corrected_since, signatures
from matcher.desk.corrections import correct, keep_former, release, stated_by_sources
from matcher.desk.join import join, split
from matcher.errors import InvalidInput, NotFound
from matcher.intake.store import Counts, SourceFacts, Store
from matcher.people.models import Person
from matcher.people.queries import add_person
from tests.conftest import NOON
from tests.matcher.intake.records import closing, record

LATER = NOON + timedelta(days=1)
SOURCES = {"fondo": SourceFacts(title="fondo", aggregator=False)}
LOCAL, COUNTRY = "eligibility.local_government", "eligibility.agency_country"


def said(answer: bool, quote: str) -> dict[str, Any]:
    return {
        "answer": answer,
        "span": {"quote": quote, "field": "text", "method": "test", "start": 0, "end": 3},
    }


def sums(value: str, kind: str = "max", **more: Any) -> dict[str, Any]:
    span = {"quote": value, "field": "text", "method": "test", "start": 0, "end": 3}
    return {"span": span, "kind": kind, "currency": "EUR", "value": value, **more}


class Desk:
    """One person, and a call that its source tells again and again."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.person: Person = add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga",
            role="profesional",
            at=NOON,
        )
        self.told: dict[str, Any] = {
            "deadlines": closing("2027-03-05"),
            "amounts": [sums("250000"), sums("9000000", "total")],
            "funder": "Fondo de Prueba",
            "opens_on": "2027-01-10",
            "eligibility": {
                "local_government": said(True, "las alcaldías"),
                "agency_country": said(True, "de América Latina"),
            },
        }
        self.read()
        self.call = session.scalars(select(Call)).one()

    def read(self, **changed: Any) -> None:
        self.told |= changed
        store = Store(self.session, sources=SOURCES, at=LATER)
        store.add([record("fondo", "1", **self.told)], Counts(), quiet=False)

    def correct(self, changes: dict[str, Any], **quotes: str) -> None:
        told = {name.replace("__", "."): words for name, words in quotes.items()}
        correct(self.session, self.call, changes, quotes=told, person_id=self.person.id, at=NOON)

    def release(self, pin: str) -> None:
        store = Store(self.session, sources=SOURCES, at=LATER)
        release(self.session, self.call, pin, person_id=self.person.id, at=LATER, store=store)


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def day(text: str, quote: str = "") -> tuple[Deadline]:
    return (Deadline(on=date.fromisoformat(text), precision="day", span=by_hand(quote)),)


ONE_SUM = (
    Amount(
        span=by_hand("5.000 por proyecto"),
        kind="max",
        currency="USD",
        value=Decimal(5000),
        per="project",
    ),
)
EVERY = (
    ("title", "Otro título", None),
    ("kind", "premio", "premio para ciudades"),
    ("funder", "Otro fondo", "lo paga otro fondo"),
    ("language", "pt", None),
    ("rolling", True, "todo el año"),
    ("opens_on", date(2027, 2, 1), "abre el primero"),
    ("cofunding", Decimal("12.5"), "una octava parte"),
    (LOCAL, False, "no las alcaldías"),
    (LOCAL, "partner", "solo con un socio"),
    (COUNTRY, False, "menos Colombia"),
    ("eligibility.partner_required", True, "con una universidad"),
    ("eligibility.cofunding_required", True, "se exige"),
    ("amounts", ONE_SUM, None),
    ("deadlines", day("2027-04-09", "el nueve de abril"), None),
)


@pytest.mark.parametrize(("pin", "value", "quote"), EVERY)
def test_every_fact_outlives_the_next_reading_and_comes_back(
    desk: Desk, pin: str, value: Any, quote: str | None
) -> None:
    before, stamp = desk.call.composed, desk.call.content_hash
    desk.correct({pin: value}, **({pin.replace(".", "__"): quote} if quote else {}))
    corrected = desk.call.composed
    assert corrected != before
    if pin != "language":  # what tags and matches are worked out from is watched
        assert desk.call.content_hash != stamp
    assert desk.call.pinned == [pin]
    assert desk.session.scalars(select(CallVersion)).one().person_id == desk.person.id
    if quote:
        assert f'"quote": "{quote}"' in str(desk.call.facts).replace("'", '"')
    desk.read(text="Otro texto de la misma convocatoria.")
    assert desk.call.text.startswith("Otro texto")
    held = desk.call.composed.to_payload()
    assert held | {"text": ""} == corrected.to_payload() | {"text": ""}
    assert signatures(desk.session, desk.call)[pin].person_id == desk.person.id
    desk.release(pin)
    assert desk.call.composed.to_payload() | {"text": ""} == before.to_payload() | {"text": ""}
    assert desk.call.pinned == []


def test_one_answer_leaves_the_others_to_the_source(desk: Desk) -> None:
    desk.correct({LOCAL: False})
    desk.read(eligibility={"agency_country": said(False, "solo Perú")})
    rules = desk.call.composed.eligibility
    assert (rules.local_government.answer, rules.agency_country.answer) == (False, False)
    assert stated_by_sources(desk.call, LOCAL) is None
    assert stated_by_sources(desk.call, COUNTRY)["answer"] is False


@pytest.mark.parametrize(
    "pin", ["funder", "kind", "language", "opens_on", "amounts", "deadlines", LOCAL, COUNTRY]
)
def test_what_the_source_does_not_say_can_be_said_so(desk: Desk, pin: str) -> None:
    nothing: Any = () if pin in ("amounts", "deadlines") else None
    desk.correct({pin: nothing})
    desk.read(text="Otro texto.")
    told = desk.call.composed.to_payload()
    for part in pin.split("."):
        told = told[part]
    empty = {"answer": None, "span": None}
    assert told in (empty, None, [])
    assert stated_by_sources(desk.call, pin)


def test_what_a_sum_is_for_counts_as_a_change(desk: Desk) -> None:
    first, whole = desk.call.composed.amounts
    stamp = desk.call.content_hash
    hand = Amount(span=by_hand(), kind="max", currency="EUR", value=first.value, per="project")
    desk.correct({"amounts": (hand, whole)})
    assert desk.call.offer.headline == "each"
    assert desk.call.content_hash != stamp
    (version,) = desk.session.scalars(select(CallVersion))
    assert [c["field"] for c in version.changes] == ["amounts"]


def test_a_day_and_no_day_exclude_each_other(desk: Desk) -> None:
    desk.correct({"rolling": True})
    assert (desk.call.closes_on, desk.call.rolling) == (None, True)
    desk.read(deadlines=closing("2027-05-05"))
    assert (desk.call.closes_on, desk.call.rolling) == (None, True)
    desk.correct({"deadlines": day("2027-04-09")})
    assert (desk.call.closes_on, desk.call.rolling) == (date(2027, 4, 9), False)
    desk.read(deadlines=[], rolling=True)
    assert (desk.call.closes_on, desk.call.rolling) == (date(2027, 4, 9), False)
    desk.release("rolling")
    assert (desk.call.closes_on, desk.call.rolling) == (date(2027, 4, 9), False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"kind": "feria"}, "kind"),
        ({"cofunding": Decimal(0)}, "cofunding"),
        ({"cofunding": Decimal(101)}, "cofunding"),
        ({"opens_on": date(2027, 3, 6)}, "opens_on"),
        ({"deadlines": day("2027-01-09")}, "deadlines"),
        ({"rolling": True, "deadlines": day("2027-01-19")}, "rolling"),
        ({"cofunding": Decimal(5), "eligibility.cofunding_required": False}, "cofunding"),
        ({"text": "Otro"}, None),
        ({}, None),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, changes: dict[str, Any], field: str | None
) -> None:
    before = desk.call.composed
    with pytest.raises(InvalidInput) as refused:
        desk.correct(changes)
    assert refused.value.field == field
    assert (desk.call.composed, desk.call.pinned, desk.call.version) == (before, [], 1)


def test_the_whole_fixed_before_stays_and_covers_its_answers(desk: Desk) -> None:
    former = {"eligibility": {"local_government": {"answer": False}}}
    keep_former(desk.session, desk.call, former, person_id=desk.person.id, at=NOON)
    assert desk.call.pinned == ["eligibility"]
    desk.correct({COUNTRY: False})
    assert desk.call.pinned == ["eligibility"]
    desk.read(text="Otro texto.")
    rules = desk.call.composed.eligibility
    assert (rules.local_government.answer, rules.agency_country.answer) == (False, False)
    with pytest.raises(NotFound):
        desk.release(COUNTRY)
    desk.release("eligibility")
    assert desk.call.composed.eligibility.local_government.answer is True


def test_the_words_of_the_later_value_are_not_lent_to_the_former(desk: Desk) -> None:
    span = {"quote": "Otro fondo", "field": "text", "method": "test", "start": 0, "end": 3}
    desk.read(funder="Otro fondo", funder_span=span)
    keep_former(
        desk.session, desk.call, {"funder": "Fondo de Prueba"}, person_id=desk.person.id, at=NOON
    )
    assert desk.call.composed.funder_span == by_hand()


def test_an_answer_goes_along_with_a_joined_call_and_comes_back(desk: Desk) -> None:
    store = Store(desk.session, sources=SOURCES, at=LATER)
    store.add(
        [record("fondo", "2", title="Otra cosa", text="Nada que ver.")], Counts(), quiet=False
    )
    other = desk.session.scalars(select(Call).where(Call.id != desk.call.id)).one()
    desk.correct({LOCAL: "partner"})
    who = {"person_id": desk.person.id, "at": NOON}
    correct(desk.session, other, {LOCAL: False, COUNTRY: False}, quotes={}, **who)  # type: ignore[arg-type] # both
    join(desk.session, desk.call, other, person_id=desk.person.id, at=LATER, store=store)
    rules = desk.call.composed.eligibility
    assert (rules.local_government.said, rules.agency_country.said) == ("partner", False)
    assert desk.call.pinned == [LOCAL, COUNTRY]
    assert signatures(desk.session, desk.call).keys() == {LOCAL, COUNTRY}
    moved = next(s for s in desk.call.sightings if s.source_key == "2")
    split(desk.session, moved, person_id=desk.person.id, at=LATER, store=store)
    assert (desk.call.pinned, other.pinned) == ([LOCAL], [LOCAL, COUNTRY])
    assert desk.call.composed.eligibility.agency_country.said is True


def test_what_people_correct_is_counted_by_fact(desk: Desk) -> None:
    desk.correct({LOCAL: False, "funder": "A"})
    desk.correct({"funder": "B"})
    desk.release("funder")
    found = corrected_since(desk.session, NOON - timedelta(days=365))
    assert [(one.pin, one.times, list(one.calls)) for one in found] == [
        ("funder", 2, [desk.call.id]),
        (LOCAL, 1, [desk.call.id]),
    ]
    assert corrected_since(desk.session, NOON + timedelta(seconds=1)) == []


def test_pins_name_each_answer_once() -> None:
    assert fixed_also([LOCAL, "title"], ["eligibility"]) == ["title", "eligibility"]
    assert free_among([LOCAL], ["eligibility", "title"]) == [
        COUNTRY,
        "eligibility.partner_required",
        "eligibility.cofunding_required",
        "eligibility.partners_asked",
        "eligibility.countries",
        "title",
    ]
    assert free_among(["eligibility"], [LOCAL]) == []
