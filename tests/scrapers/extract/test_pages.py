"""Whole pages in five languages against what a person reads in them."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scrapers.extract import extract, to_record

HERE = Path(__file__).parent
PAGES: list[dict[str, Any]] = [
    page
    for path in sorted(HERE.glob("pages_*.toml"))
    for page in tomllib.loads(path.read_text(encoding="utf-8"))["page"]
]
PLAIN = {
    "time": "deadline_time",
    "timezone": "timezone",
    "opens": "opens_on",
    "kind": "kind",
    "language": "language",
    "rolling": "rolling",
    "deadlines": "deadlines",
    "partial": "deadline_partial",
    "assumed": "deadline_year_assumed",
    "cofunding": "cofunding_percent",
    "funder": "funder",
}
FACTS = {
    "local_government": "local_government",
    "agency_country": "colombia",
    "partner": "partner_required",
    "cofunding_required": "cofunding_required",
}


def read(page: dict[str, Any]) -> dict[str, Any]:
    found = extract(
        page["title"],
        page["text"],
        url=page.get("url"),
        published_on=page.get("published_on"),
        country=page.get("country"),
    )
    return to_record(found)


def sums(record: dict[str, Any]) -> set[tuple[Decimal, str | None]]:
    return {
        (Decimal(str(a.get("value", a.get("min", a.get("max"))))), a["currency"])
        for a in record["amounts"]
    }


def parsed(words: list[str]) -> set[tuple[Decimal, str]]:
    return {(Decimal(w.split()[0]), w.split()[1]) for w in words}


def problems(page: dict[str, Any], record: dict[str, Any]) -> list[str]:
    """What the record says otherwise than a person did, one line each."""
    return [
        *_plain(page, record),
        *_facts(page, record),
        *_money(page, record),
        *_said(page, record),
    ]


def _plain(page: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    if "deadline" in page and record["deadline"] != (page["deadline"] or None):
        yield f"deadline {page['deadline']!r}: {record['deadline']!r}"
    for name, key in PLAIN.items():
        if name in page and record.get(key) != page[name]:
            yield f"{name} {page[name]!r}: {record.get(key)!r}"
    if "kind_in" in page and record["kind"] not in page["kind_in"]:
        yield f"kind {page['kind_in']}: {record['kind']}"
    missing = set(page.get("deadlines_contain", [])) - set(record["deadlines"])
    if missing:
        yield f"deadlines lack {missing}"


def _facts(page: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    for name, key in FACTS.items():
        wanted = None if page.get(name) == "none" else page.get(name)
        if name in page and record["eligibility"][key]["answer"] is not wanted:
            yield f"{name} {wanted}: {record['eligibility'][key]}"


def _money(page: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    lacking = parsed(page.get("amounts", [])) - sums(record)
    if lacking or (page.get("amounts") == [] and record["amounts"]):
        yield f"amounts {page['amounts']}: {record['amounts']}"
    if parsed(page.get("not_amounts", [])) & sums(record):
        yield f"amounts hold {page['not_amounts']}"
    if "no_currency" in page and (Decimal(page["no_currency"]), None) not in sums(record):
        yield f"{page['no_currency']} should have no currency: {record['amounts']}"


def _said(page: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    if "warning" in page and not any(page["warning"] in w for w in record["warnings"]):
        yield f"no warning with «{page['warning']}»: {record['warnings']}"
    terms = [d["text"] for d in record["deadline_details"] if d["text"]]
    if "text_term" in page and not any(page["text_term"] in t for t in terms):
        yield f"no term «{page['text_term']}»: {terms}"


def marked(page: dict[str, Any]) -> Any:
    """The page as a test case; ``known_limit`` says what is not read yet, and why."""
    limit = page.get("known_limit")
    marks = [pytest.mark.xfail(reason=limit, strict=True)] if limit else []
    return pytest.param(page, id=page["name"], marks=marks)


@pytest.mark.parametrize("page", [marked(page) for page in PAGES])
def test_a_page_says_what_a_person_reads_in_it(page: dict[str, Any]) -> None:
    assert problems(page, read(page)) == []
