"""Whatever a page holds: no crash, no hang, and every quote is the slice it claims to be."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.extract import Extraction, extract, to_record
from scrapers.item import Span

WORDS = st.sampled_from(
    """hasta el 3 de mayo de 2025 | plazo: | deadline | 31/12/2024 | 04/05 | USD 10.000 | y | , |
    5 millones | R$ 2,5 mil | del 3 al 28 de febrero | entre | .\n | abierta permanentemente | - |
    se amplía el plazo | 15 días naturales desde la publicación | municipios | Colombia | 17:00 |
    (hora de Bruselas) | até | jusqu'au 1er mars 2024 | fins al 30 d'abril | March 15-30, 2025 |
    €1.5m | 20 % de contrapartida | e\u0301 | \u00ad | \u200b | \u00a0 | premio | beca | $ 3 |
    Ñ | ß | ﬁ | İ | 😀 | 99 | :""".split("|")
)
PAGES = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=40).map(" ".join)


def spans(found: Extraction) -> Iterator[Span]:
    yield from (d.span for d in found.deadlines)
    yield from (a.span for a in found.amounts)
    facts = (
        found.eligibility.local_government,
        found.eligibility.agency_country,
        found.eligibility.partner_required,
        found.eligibility.cofunding_required,
    )
    singles = (
        found.kind_span,
        found.funder_span,
        found.opens_span,
        found.rolling_span,
        found.eligibility.countries_span,
        found.cofunding.span if found.cofunding else None,
        *(fact.span for fact in facts),
    )
    yield from (span for span in singles if span is not None)


@settings(max_examples=100, deadline=None)
@given(title=PAGES, text=PAGES)
def test_every_quote_is_the_slice_of_the_field_it_names(title: str, text: str) -> None:
    found = extract(title, text)
    for span in spans(found):
        field = {"title": title, "text": text}[span.field]
        assert field[span.start : span.end] == span.quote
        assert span.quote
        assert span.method


@settings(max_examples=60, deadline=None)
@given(title=PAGES, text=PAGES, url=st.one_of(st.none(), st.text(max_size=30)))
def test_no_page_breaks_the_reading(title: str, text: str, url: str | None) -> None:
    record = to_record(extract(title, text, url=url))
    assert record["deadline"] is None or record["deadline"] in record["deadlines"]
    assert all(d["date"] or d["partial"] or d["text"] for d in record["deadline_details"])


MILLION = 1_000_000
FLOODS = {
    "digits": "7" * MILLION,
    "thousands": "1.000." * (MILLION // 6),
    "spaced": "10 000 " * (MILLION // 7),
    "dates": "3 de mayo, " * (MILLION // 11),
    "slashes": "03/04/" * (MILLION // 6),
    "plazos": "plazo " * (MILLION // 6),
    "spaces": " " * MILLION,
    "newlines": "\n" * MILLION,
    "dots": ". A" * (MILLION // 3),
    "dollars": "$" * MILLION,
    "mil": "mil " * (MILLION // 4),
    "capitals": "Fundación De La Paz Y El " * (MILLION // 25),
    "percent": "financia hasta " * (MILLION // 15),
    "days": "1 y " * (MILLION // 4),
    "rolling": "convocatoria abierta " * (MILLION // 21),
    "parentheses": "(" * MILLION,
    "amounts": "USD 5.000 y " * (MILLION // 12),
    "accents": "e\u0301" * (MILLION // 2),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_megabyte_of_anything_is_read_in_bounded_time(name: str) -> None:
    extract("Beca", "hola")  # the language model is loaded once
    start = time.process_time()
    found = extract("Beca", FLOODS[name])
    assert time.process_time() - start < 8
    assert any("muy largo" in warning for warning in found.warnings)
