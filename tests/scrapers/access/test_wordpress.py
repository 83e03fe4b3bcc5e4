"""WordPress sites: wp-json, its paging, its end, and the feed where it is closed."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from scrapers.access.wordpress import post_number, posts
from scrapers.errors import FetchError, LayoutChanged, ScraperError, UnreadableFeed
from scrapers.fetch import Fetcher, FetchPolicy

POSTS = "/wp-json/wp/v2/posts"
CATEGORIES = "/wp-json/wp/v2/categories"


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    policy = FetchPolicy(
        contact="pruebas@example.org", allow_private=True, delay_seconds=0, attempts=1
    )
    with Fetcher(policy) as fetcher:
        yield fetcher


@pytest.fixture
def server(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def post(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2026-03-01T23:30:00",
        "date_gmt": "2026-03-02T04:30:00",
        "modified_gmt": "2026-03-05T10:00:00",
        "link": f"https://red.example/convocatoria-{number}/",
        "title": {"rendered": f"[:es]Convocatoria {number} &#8211; agua[:pt]Edital {number}[:]"},
        "content": {"rendered": "<p>[:es]Hasta 50.000 €[:pt]Até 50.000 €[:]</p>"},
        "excerpt": {"rendered": "<p>corto [&hellip;]</p>"},
        **changes,
    }


def paged(total: int, *, size: int = 100, headers: bool = True):
    """A handler that pages as WordPress does, with its own error past the end."""

    def answer(request: Request) -> Response:
        page = int(request.args["page"])
        rows = [post(n) for n in range(total, 0, -1)][(page - 1) * size : page * size]
        if not rows and page > 1:
            body = {"code": "rest_post_invalid_page_number", "data": {"status": 400}}
            return Response(json.dumps(body), status=400, content_type="application/json")
        response = Response(json.dumps(rows), content_type="application/json; charset=UTF-8")
        if headers:
            response.headers["X-WP-TotalPages"] = str(-(-total // size))
        return response

    return answer


FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Red</title>{}</channel></rss>"""


def item(number: int, *, full: bool = True) -> str:
    content = "<content:encoded>&lt;p&gt;Todo el texto&lt;/p&gt;</content:encoded>" if full else ""
    return (
        f"<item><title>[:es]Entrada {number}[:en]Entry[:]</title>"
        f"<link>https://red.example/e{number}/?utm_source=rss</link>"
        f'<guid isPermaLink="false">https://red.example/?p={number}</guid>'
        f"<pubDate>Mon, 02 Mar 2026 04:30:00 +0000</pubDate>"
        f"<description>Resumen [&amp;#8230;]</description>{content}</item>"
    )


def test_posts_come_from_wp_json(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_handler(paged(1))
    [found] = posts(fetcher, server.url_for("/"))
    assert found.key == "1"
    assert found.url == "https://red.example/convocatoria-1/"
    assert found.title == "Convocatoria 1 – agua"
    assert found.text == "Hasta 50.000 €"
    assert found.published_on == date(2026, 3, 1)  # the site's own day
    assert found.updated_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert found.complete
    assert json.loads(found.raw)["id"] == 1


def test_the_language_asked_for_is_kept(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_handler(paged(1))
    [found] = posts(fetcher, server.url_for("/"), language="pt")
    assert (found.title, found.text) == ("Edital 1", "Até 50.000 €")


@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("total", [100, 250])
def test_every_page_is_read_once(fetcher: Fetcher, server: HTTPServer, total: int, headers: bool):
    server.expect_request(POSTS).respond_with_handler(paged(total, headers=headers))
    keys = [found.key for found in posts(fetcher, server.url_for("/"))]
    assert keys == [str(n) for n in range(total, 0, -1)]


def test_a_limit_reads_no_more_pages_than_it_needs(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_handler(paged(250))
    assert len(list(posts(fetcher, server.url_for("/"), limit=5))) == 5
    assert [request.path for request, _ in server.log].count(POSTS) == 1


def test_a_category_is_asked_by_its_number(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(CATEGORIES).respond_with_json([{"id": 9, "slug": "convocatorias"}])
    server.expect_request(POSTS, query_string=None).respond_with_handler(paged(2))
    assert len(list(posts(fetcher, server.url_for("/"), category="convocatorias"))) == 2
    assert server.log[-1][0].args["categories"] == "9"


def test_a_category_that_is_gone_is_an_error(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(CATEGORIES).respond_with_json([])
    with pytest.raises(LayoutChanged, match="«convocatorias»"):
        posts(fetcher, server.url_for("/"), category="convocatorias")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_where_wp_json_is_closed_the_feed_is_read(
    fetcher: Fetcher, server: HTTPServer, status: int
):
    server.expect_request(POSTS).respond_with_data("", status=status)
    server.expect_request("/feed/", query_string="").respond_with_data(
        FEED.format(item(7) + item(6, full=False))
    )
    server.expect_request("/feed/").respond_with_data("", status=404)
    first, second = posts(fetcher, server.url_for("/"))
    assert (first.key, first.title, first.text) == ("7", "Entrada 7", "Todo el texto")
    assert first.published_on == date(2026, 3, 2)
    assert (first.complete, second.complete) == (True, False)
    assert second.text == "Resumen"


def test_a_page_in_place_of_wp_json_means_the_feed(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_data("<html>Inicio</html>")
    server.expect_request("/feed/").respond_with_data(FEED.format(item(7)))
    assert [found.key for found in posts(fetcher, server.url_for("/"))] == ["7"]


def test_the_feed_of_a_category_is_paged(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(CATEGORIES).respond_with_data("", status=401)
    path = "/category/convocatorias/feed/"
    server.expect_request(path, query_string="paged=2").respond_with_data(FEED.format(item(1)))
    server.expect_request(path, query_string="paged=3").respond_with_data("", status=404)
    server.expect_request(path).respond_with_data(FEED.format(item(3) + item(2)))
    found = posts(fetcher, server.url_for("/"), category="convocatorias")
    assert [one.key for one in found] == ["3", "2", "1"]


def test_a_broken_site_is_an_error_and_not_the_feed(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_data("", status=500)
    server.expect_request("/feed/").respond_with_data(FEED.format(item(7)))
    with pytest.raises(FetchError, match="500"):
        posts(fetcher, server.url_for("/"))


def test_neither_interface_is_an_error(fetcher: Fetcher, server: HTTPServer):
    server.expect_request(POSTS).respond_with_data("", status=404)
    server.expect_request("/feed/").respond_with_data("<html>Inicio</html>")
    with pytest.raises(UnreadableFeed, match="no parece un sitio hecho con WordPress"):
        list(posts(fetcher, server.url_for("/")))


@pytest.mark.parametrize(
    "changes", [{"id": None}, {"link": None}, {"date": "ayer"}, {"modified_gmt": "x"}]
)
def test_one_post_that_cannot_be_read_does_not_hide_the_next(
    fetcher: Fetcher, server: HTTPServer, changes: dict[str, Any]
):
    server.expect_request(POSTS).respond_with_json([post(2, **changes), post(1)])
    failed: list[tuple[str, ScraperError]] = []
    found = posts(
        fetcher, server.url_for("/"), on_failure=lambda where, error: failed.append((where, error))
    )
    assert [one.key for one in found] == ["1"]
    assert len(failed) == 1
    with pytest.raises(ScraperError):
        list(posts(fetcher, server.url_for("/")))


@pytest.mark.parametrize(
    ("guid", "number"),
    [("https://a.example/?p=12", "12"), ("https://a.example/x", None), ("?p=x", None)],
)
def test_the_number_in_a_guid(guid: str, number: str | None):
    assert post_number(guid) == number
