"""The European portal, read from a saved search."""

from datetime import date, time
from decimal import Decimal

import pytest

from scrapers.errors import FilterIgnored
from scrapers.fetch import Fetcher
from scrapers.sources.eu_funding import SOURCE
from tests.replay import as_json, saved_json
from tests.scrapers.sources.reading import Readout, readout

SEARCH = "/search-api/prod/rest/search"
TOPIC = "/info/funding-tenders/opportunities/data/topicDetails/europeaid/199999/dd/act/co.json"


@pytest.fixture
def read(fetcher: Fetcher) -> Readout:
    routes = {
        SEARCH: as_json(saved_json("sedia_search.json")),
        TOPIC: as_json(saved_json("sedia_topic.json")),
    }
    return readout(SOURCE, fetcher, routes)


def test_the_query_goes_as_a_file_part(read: Readout) -> None:
    body = read.asked[1].body if read.asked[0].path == "/robots.txt" else read.asked[0].body
    assert b'name="query"; filename="blob"' in body
    assert b'"1", "2", "8"' in body


def test_both_stages_are_kept_and_a_utc_midnight_is_a_bare_day(read: Readout) -> None:
    call = read.get("TEST-RIVERS-2027-01TOPICen")
    first, second = call.deadlines
    assert (first.on, first.at, first.timezone) == (date(2027, 2, 18), time(17), "Europe/Brussels")
    assert (second.on, second.at, second.precision) == (date(2027, 9, 16), None, "day")
    assert [d.label for d in call.deadlines] == ["etapa 1", "etapa 2"]
    assert call.opens_on == date(2026, 11, 2)


def test_only_the_money_of_the_topic_itself_counts(read: Readout) -> None:
    bounds, total = read.get("TEST-RIVERS-2027-01TOPICen").amounts
    assert (bounds.minimum, bounds.maximum) == (Decimal(500000), Decimal(1500000))
    assert (total.value, total.currency, total.kind) == (Decimal(6000000), "EUR", "total")


def test_title_and_text_are_clean(read: Readout) -> None:
    call = read.get("TEST-RIVERS-2027-01TOPICen")
    assert call.title == "Urban rivers & their neighbours"
    assert "It's open to municipalities" in call.text
    assert "<" not in call.text


def test_the_topic_file_fills_a_missing_description(read: Readout) -> None:
    call = read.get("TEST-DELEGATION-CO-2")
    assert "Applicants are local authorities established in Colombia." in call.text
    assert call.status == "forthcoming"
    assert [d.on for d in call.deadlines] == [date(2027, 3, 5)]
    assert call.amounts[0].maximum == Decimal(400000)


def test_a_cascade_call_has_its_own_page_and_may_be_cancelled(read: Readout) -> None:
    call = read.get("TEST-CASCADE-8")
    assert call.url.endswith("/competitive-calls-cs/77001")
    assert call.status == "cancelled"


def test_a_search_that_ignores_the_filter_is_refused(fetcher: Fetcher) -> None:
    rows = saved_json("sedia_search.json")
    for row in rows["results"]:
        row["metadata"]["type"] = ["0"]
    with pytest.raises(FilterIgnored):
        readout(SOURCE, fetcher, {SEARCH: as_json(rows)})


def test_closed_calls_that_prevail_are_an_ignored_filter(fetcher: Fetcher) -> None:
    answer = saved_json("sedia_search.json")
    row = answer["results"][0]
    row["metadata"]["status"] = ["31094503"]
    few = [row | {"reference": f"LATE-{n}"} for n in range(20)]
    many = [*few, row | {"reference": "LATE-20"}]
    read = readout(SOURCE, fetcher, {SEARCH: as_json(answer | {"results": few})})
    assert {call.status for call in read.calls} == {"closed"}
    with pytest.raises(FilterIgnored, match="cerradas"):
        readout(SOURCE, fetcher, {SEARCH: as_json(answer | {"results": many})})


def test_the_whole_corpus_is_refused_by_its_number(fetcher: Fetcher) -> None:
    rows = saved_json("sedia_search.json") | {"totalResults": 4_180_000}
    with pytest.raises(FilterIgnored):
        readout(SOURCE, fetcher, {SEARCH: as_json(rows)})


def test_a_server_that_repeats_its_page_ends_the_list(fetcher: Fetcher) -> None:
    rows = saved_json("sedia_search.json") | {"totalResults": None}
    read = readout(SOURCE, fetcher, {SEARCH: as_json(rows)})
    assert len(read.calls) == 3
    assert sum(asked.path == SEARCH for asked in read.asked) == 2
    assert read.run.complete


def test_dates_of_page_and_budget_that_differ_are_told(fetcher: Fetcher) -> None:
    rows = saved_json("sedia_search.json")
    rows["results"][0]["metadata"]["deadlineDate"] = ["2027-02-25T17:00:00.000+0100"]
    read = readout(SOURCE, fetcher, {SEARCH: as_json(rows)})
    assert any("distintas" in w for w in read.get("TEST-RIVERS-2027-01TOPICen").warnings)
