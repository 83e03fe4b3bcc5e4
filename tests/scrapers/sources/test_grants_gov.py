"""Grants.gov, read from a saved search and one saved opportunity."""

from datetime import date
from decimal import Decimal

import pytest

from scrapers.errors import FilterIgnored, LayoutChanged
from scrapers.fetch import Fetcher
from scrapers.sources.base.federal import local_government
from scrapers.sources.grants_gov import SOURCE
from tests.replay import NOT_FOUND, Answer, Asked, as_json, saved_json
from tests.scrapers.sources.reading import Readout, readout

SEARCH, DETAIL = "/v1/api/search2", "/v1/api/fetchOpportunity"


def detail(asked: Asked) -> Answer:
    known = asked.json()["opportunityId"] == 700001
    return as_json(saved_json("grants_detail.json")) if known else NOT_FOUND


@pytest.fixture
def read(fetcher: Fetcher) -> Readout:
    return readout(
        SOURCE, fetcher, {SEARCH: as_json(saved_json("grants_search.json")), DETAIL: detail}
    )


def test_the_synopsis_fills_the_row(read: Readout) -> None:
    call = read.get("700001")
    assert call.title == "Public Diplomacy Programs – Arts & Cities"
    assert [d.on for d in call.deadlines] == [date(2027, 1, 29)]
    assert call.deadlines[0].at is None
    assert call.funder == "Department of Tests"
    most, total = call.amounts
    assert (most.minimum, most.maximum, total.value) == (None, Decimal(150000), Decimal(600000))
    assert call.eligibility.cofunding_required.answer is False
    assert call.eligibility.local_government.answer is True


@pytest.mark.parametrize(
    ("codes", "answer"),
    [({"99"}, True), ({"02", "06"}, True), ({"25"}, None), ({"06"}, False), (set(), None)],
)
def test_applicant_codes_settle_what_they_can(codes: set[str], answer: bool | None) -> None:
    assert local_government(codes, quote="x", field="y").answer is answer


def test_contact_persons_are_nowhere(read: Readout) -> None:
    call = read.get("700001")
    assert call.raw is not None
    assert b"jane@example.org" not in call.raw.body
    assert b"Jane Invented" not in call.raw.body
    assert "Jane" not in call.text
    assert call.funder is not None
    assert "Jane" not in call.funder


def test_a_forecast_without_a_date_keeps_its_row_and_says_so(read: Readout) -> None:
    call = read.get("700002")
    assert call.status == "forthcoming"
    assert call.deadlines == ()
    assert any("listado" in warning for warning in call.warnings)


def test_an_impossible_day_is_a_failure_of_that_row_only(read: Readout) -> None:
    assert [failure.where for failure in read.run.failures] == ["700003"]
    assert len(read.calls) == 2
    assert not read.run.complete, "the lost row is not a withdrawn call"


def test_an_error_under_http_200_is_an_error(fetcher: Fetcher) -> None:
    answer = as_json({"errorcode": 5, "msg": "down", "data": {}})
    with pytest.raises(LayoutChanged, match="down"):
        readout(SOURCE, fetcher, {SEARCH: answer})


def test_rows_of_another_state_are_refused(fetcher: Fetcher) -> None:
    rows = saved_json("grants_search.json")
    for hit in rows["data"]["oppHits"]:
        hit["oppStatus"] = "archived"
    with pytest.raises(FilterIgnored):
        readout(SOURCE, fetcher, {SEARCH: as_json(rows)})
