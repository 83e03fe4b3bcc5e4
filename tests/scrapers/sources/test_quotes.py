"""What is quoted beside a value reads as words: the field's name and what stands in it."""

import dataclasses
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

import pytest

from scrapers import registry
from scrapers.fetch import Fetcher
from scrapers.item import ScrapedCall, Span
from scrapers.source import Run
from scrapers.sources import bdns, grants_gov, grants_gov_extract
from scrapers.sources.base.federal import APPLICANTS
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.base.values import figure_of, moment_of
from tests.replay import saved
from tests.scrapers.sources.reading import broken
from tests.scrapers.sources.test_mutations import JSON_SOURCES, TEXT_SOURCES, Shelf

FIXTURES = JSON_SOURCES | TEXT_SOURCES
BARE = re.compile(
    r"|true|false|yes|no|oui|non|s[ií]|none|null|nan"
    r"|[^a-zà-ÿ]*(?:[a-zà-ÿ]{1,2}[^a-zà-ÿ]+)*[a-zà-ÿ]{0,2}"  # no word of three letters: figures
    r"|(?!https?:)(?=\S*\d)\S+",  # one word with a figure in it: a code
    re.IGNORECASE,
)
FOR_MACHINES = re.compile(
    r"\dT\d\d:\d\d|: (?:true|false|none|null)\b|\bNone\b|^\[|^: ", re.IGNORECASE
)


def spans(value: object) -> Iterator[Span]:
    """All spans inside a call."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def calls_of(source_id: str) -> list[ScrapedCall]:
    """The calls of the saved answers of a source."""
    listing, detail = FIXTURES[source_id]
    shelf = Shelf(saved(listing).encode(), saved(detail).encode() if detail else None)
    source = registry.get(source_id)
    run = Run()
    found = list(source.calls(cast(Fetcher, shelf), base=source.about.base, run=run, limit=50))
    assert broken(run) == []
    return found


def unreadable(call: ScrapedCall) -> list[tuple[str, str]]:
    """Quotes of fields that say nothing to a person; those of a text stand in their sentence."""
    return [
        (span.field, span.quote)
        for span in spans(call)
        if span.start is None and (BARE.fullmatch(span.quote) or FOR_MACHINES.search(span.quote))
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "True",
        "no",
        "None",
        "350000",
        "10.5 – 20",
        "2027-01-01",
        "2027-01-01T00:00:00Z",
        "P900001",
        "99, 25",
        "",
        "Cost Sharing: False",
        "None – 150000",
        "['2026-11-02']",
    ],
)
def test_a_value_for_machines_is_told_from_words(quote: str) -> None:
    assert BARE.fullmatch(quote) or FOR_MACHINES.search(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Cost Sharing: No",
        "Precio base: 90.000.000 COP",
        "hasta el 5 de marzo",
        "Grant",
        "Test Agency",
        "https://a.example/1",
    ],
)
def test_words_are_words(quote: str) -> None:
    assert not BARE.fullmatch(quote)
    assert not FOR_MACHINES.search(quote)


@pytest.mark.parametrize("source_id", FIXTURES)
def test_no_quote_of_any_source_is_a_bare_value_or_code(source_id: str) -> None:
    found = calls_of(source_id)
    assert found
    assert [bad for call in found for bad in unreadable(call)] == []


def test_no_quote_of_the_spanish_register_is_a_bare_value() -> None:
    records = json.loads(saved("bdns_records.json"))
    found = [bdns.parse_record(JsonRecord(data)) for data in records.values()]
    assert any(call.amounts for call in found)
    assert any(call.deadlines for call in found)
    assert [bad for call in found for bad in unreadable(call)] == []


@pytest.mark.parametrize(("stated", "word"), [(True, "Yes"), (False, "No")])
def test_a_truth_value_is_quoted_as_the_portal_shows_it(stated: bool, word: str) -> None:
    row = JsonRecord({"id": "1", "title": "Fund", "oppStatus": "posted", "agency": "Agency"})
    data = JsonRecord({"id": "1", "synopsis": {"costSharing": stated, "synopsisDesc": "Text"}})
    fact = grants_gov.with_detail(grants_gov.parse_row(row), data).eligibility.cofunding_required
    assert fact.answer is stated
    assert fact.span is not None
    assert fact.span.quote == f"Cost Sharing or Matching Requirement: {word}"


def test_codes_of_the_extract_are_quoted_in_words() -> None:
    (call, *_) = [c for c in calls_of("grants_gov_extract") if c.eligibility.local_government.span]
    span = call.eligibility.local_government.span
    assert span is not None
    assert span.quote.startswith("Eligible Applicants: ")
    assert set(span.quote.removeprefix("Eligible Applicants: ").split(", ")) <= set(
        APPLICANTS.values()
    )
    assert grants_gov_extract.named(["77"], APPLICANTS) == "77"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2027-02-18T17:00:00.000+0100", "2027-02-18 17:00"),
        ("2026-12-10T00:00:00+00:00", "2026-12-10"),
        ("03152030", "03/15/2030"),
        ("01/05/2030", "01/05/2030"),
        ("Jan 29, 2027 12:00:00 AM EST", "Jan 29, 2027"),
        ("viernes 18 07:00 pm", "viernes 18 07:00 pm"),
        ("", ""),
    ],
)
def test_a_moment_loses_what_is_only_for_machines(value: str, read: str) -> None:
    assert moment_of(value) == read


def test_a_figure_is_grouped_as_its_language_does() -> None:
    assert figure_of(Decimal("1500.50"), "USD", language="en") == "1,500.50 USD"
    assert figure_of(Decimal("1500000.00"), None, language="es") == "1.500.000"
