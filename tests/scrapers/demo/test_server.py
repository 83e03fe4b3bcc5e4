"""The sample sites over a real socket: formats, paging, and the quirks of the real ones."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import feedparser
import httpx
import pytest
from lxml import html

from scrapers.demo.server import DemoState, bases, serve

DAY = date.today()  # noqa: DTZ011 # the adapters ask the clock what the last year is
QUERY = {
    "bool": {"must": [{"terms": {"type": ["1", "2", "8"]}}, {"terms": {"status": ["31094502"]}}]}
}


@pytest.fixture
def state() -> DemoState:
    return DemoState()


@pytest.fixture
def site(state: DemoState) -> Iterator[dict[str, str]]:
    with serve(DAY, state) as url:
        yield bases(url)


def search(site: dict[str, str], **more: object) -> dict:
    url = f"{site['eu_funding']}/search-api/prod/rest/search"
    params = {"apiKey": "SEDIA", "text": "***", "pageSize": "500", "pageNumber": "1"}
    answer = httpx.post(url, params=params, **more)
    assert answer.status_code == 200
    return answer.json()


def test_sedia_honours_the_query_only_as_a_file_part(site) -> None:
    as_file = search(
        site, files={"query": ("blob", json.dumps(QUERY).encode(), "application/json")}
    )
    assert as_file["totalResults"] == len(as_file["results"]) == 13
    assert {row["metadata"]["type"][0] for row in as_file["results"]} <= {"1", "2", "8"}
    for ignored in ({"data": {"query": json.dumps(QUERY)}}, {"json": QUERY}):
        whole = search(site, **ignored)
        assert whole["totalResults"] > 4_000_000
        assert whole["pageSize"] == len(whole["results"]) == 100
        assert whole["results"][0]["metadata"]["type"] == ["0"]


def test_sedia_keeps_lists_of_strings_and_json_inside_strings(site) -> None:
    rows = search(site, files={"query": ("blob", json.dumps(QUERY).encode(), "application/json")})
    for row in rows["results"]:
        values = [v for value in row["metadata"].values() for v in value]
        assert all(isinstance(value, str) for value in values)
        budget = json.loads(row["metadata"]["budgetOverview"][0])
        assert len(budget["budgetTopicActionMap"]) == 2


def test_sedia_refuses_a_wrong_key_and_a_missing_text(site) -> None:
    url = f"{site['eu_funding']}/search-api/prod/rest/search"
    assert httpx.post(url, params={"apiKey": "X", "text": "***"}).status_code == 500
    assert httpx.post(url, params={"apiKey": "SEDIA"}).status_code == 400


def test_bdns_pages_its_search_and_gives_one_record(site) -> None:
    url = f"{site['bdns']}/bdnstrans/api/convocatorias"
    first = httpx.get(f"{url}/busqueda", params={"pageSize": 10, "page": 0}).json()
    second = httpx.get(f"{url}/busqueda", params={"pageSize": 10, "page": 1}).json()
    assert first["totalElements"] == 16
    assert (len(first["content"]), len(second["content"])) == (10, 6)
    assert second["last"]
    record = httpx.get(url, params={"numConv": "900105"}).json()
    assert record["fechaFinSolicitud"] is None
    assert record["textFin"].startswith("20 días hábiles")
    assert "<p>Primero. Beneficiarios:</p>" in record["anuncios"][0]["texto"]
    assert httpx.get(url, params={"numConv": "1"}).status_code == 404


def test_bdns_filters_by_day_first_date_and_purpose(site) -> None:
    url = f"{site['bdns']}/bdnstrans/api/convocatorias/busqueda"
    since = DAY - timedelta(days=5)
    recent = httpx.get(url, params={"fechaDesde": f"{since:%d/%m/%Y}"}).json()
    assert 0 < recent["totalElements"] < 16
    purposes = httpx.get(f"{site['bdns']}/bdnstrans/api/finalidades").json()
    (culture,) = [p["id"] for p in purposes if p["descripcion"] == "Cultura"]
    assert httpx.get(url, params={"finalidad": culture}).json()["totalElements"] == 1


def test_grants_gov_searches_by_state_and_answers_errors_inside_200(site) -> None:
    api = f"{site['grants_gov']}/v1/api"
    found = httpx.post(f"{api}/search2", json={"oppStatuses": "posted", "rows": 4}).json()["data"]
    assert found["hitCount"] == 10
    assert len(found["oppHits"]) == 4
    assert {hit["oppStatus"] for hit in found["oppHits"]} == {"posted"}
    number = found["oppHits"][0]["id"]
    detail = httpx.post(f"{api}/fetchOpportunity", json={"opportunityId": int(number)}).json()
    assert detail["data"]["id"] == int(number)
    missing = httpx.post(f"{api}/fetchOpportunity", json={"opportunityId": 1})
    assert missing.status_code == 200
    assert missing.json()["errorcode"] != 0


def test_wordpress_gives_feed_rest_and_page_of_the_same_post(site) -> None:
    posts = f"{site['ucci']}/wp-json/wp/v2/posts"
    answer = httpx.get(posts, params={"per_page": 10})
    assert answer.headers["X-WP-Total"] == "17"
    assert answer.headers["X-WP-TotalPages"] == "2"
    assert len(answer.json()) == 10
    past = httpx.get(posts, params={"per_page": 10, "page": 3})
    assert past.status_code == 400
    assert past.json()["code"] == "rest_post_invalid_page_number"
    feed = feedparser.parse(httpx.get(f"{site['ucci']}/feed/").content)
    assert not feed.bozo
    assert len(feed.entries) == 10
    assert any(
        "[:es]" in p["title"]["rendered"] for p in httpx.get(posts, params={"per_page": 50}).json()
    )
    slug = answer.json()[0]["slug"]
    page = httpx.get(f"{site['ucci']}/{slug}/")
    assert "Datos de ejemplo" in html.fromstring(page.content).findtext(".//header//strong")


def test_drupal_lists_a_table_and_a_page_for_each_row(site) -> None:
    listing = html.fromstring(httpx.get(f"{site['minciencias']}/convocatorias/todas").content)
    rows = listing.xpath("//table//tbody/tr")
    assert len(rows) == 5
    link = rows[0].xpath(".//td[contains(@class,'views-field-title')]/a/@href")[0]
    node = html.fromstring(httpx.get(f"{site['minciencias']}{link}").content)
    assert "Datos de ejemplo" in node.text_content()
    assert node.xpath("//td[contains(.,'Cierre')]/following-sibling::td")
    other = f"{site['apc_colombia']}/convocatorias"
    last = httpx.get(other, params={"page": 1}).content
    assert len(html.fromstring(httpx.get(other).content).xpath("//table//tbody/tr")) == 10
    assert len(html.fromstring(last).xpath("//table//tbody/tr")) == 1


def test_the_mixed_feed_is_a_feed_and_the_broken_one_is_not(site) -> None:
    feed = feedparser.parse(httpx.get(f"{site['fundsforngos']}/rss.xml").content)
    assert not feed.bozo
    assert len(feed.entries) == 14
    assert {entry.language for entry in feed.entries} == {"pt", "fr", "en"}
    broken = httpx.get(f"{site['opportunity_desk']}/feed/")
    assert broken.status_code == 200
    assert feedparser.parse(broken.content).bozo


def test_the_second_round_moves_a_deadline_and_withdraws_a_call(site, state) -> None:
    def deadlines() -> dict[str, list[str]]:
        found = search(
            site, files={"query": ("blob", json.dumps(QUERY).encode(), "application/json")}
        )
        return {
            row["metadata"]["identifier"][0]: row["metadata"]["deadlineDate"]
            for row in found["results"]
        }

    first = deadlines()
    state.advance()
    second = deadlines()
    assert first.keys() - second.keys() == {"SMP-DEMO-TOURISM-13"}
    assert [key for key in second if second[key] != first[key]] == ["ERASMUS-DEMO-CBHE-YOUTH-03"]


def test_an_unchanged_answer_is_not_sent_twice(site, state) -> None:
    url = f"{site['fundsforngos']}/rss.xml"
    tag = httpx.get(url).headers["ETag"]
    again = httpx.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    state.advance()
    assert state.seen["fundsforngos"] == 2


def test_unknown_addresses_and_bodies_that_are_no_json_do_no_harm(site) -> None:
    root = site["bdns"].removesuffix("/bdns")
    assert httpx.get(f"{root}/nadie/feed/").status_code == 404
    assert httpx.get(f"{root}/robots.txt").text.startswith("User-agent")
    answer = httpx.post(f"{site['grants_gov']}/v1/api/search2", content=b"[1")
    assert answer.json()["data"]["hitCount"] == 11
