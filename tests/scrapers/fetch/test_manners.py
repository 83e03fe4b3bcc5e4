"""Who we say we are, what robots.txt asks, how fast we go, what we do when told to wait."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from time import sleep

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from scrapers.errors import FetchError, RobotsDisallowed, ScraperError
from scrapers.fetch import FetchPolicy


def test_every_request_says_who_asks_and_how_to_reach_them(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("hola")
    door(contact="https://oficina.example/robot").get(site + "/")
    agents = {request.headers["User-Agent"] for request, _ in httpserver.log}
    assert agents == {
        f"Puente/{FetchPolicy(contact='x@y.example').version} (+https://oficina.example/robot)"
    }


@pytest.mark.parametrize("contact", ["", "  ", "a@b.org\r\nX-Evil: 1"])
def test_an_anonymous_or_broken_contact_is_refused(contact: str):
    with pytest.raises(ScraperError, match="contacto"):
        FetchPolicy(contact=contact)


def test_robots_txt_is_obeyed_and_asked_once(door, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data(
        "User-agent: *\nDisallow: /privado\n\nUser-agent: Puente\nDisallow: /puente\n"
    )
    httpserver.expect_request("/privado/x").respond_with_data("para nosotros sí")
    fetcher = door()
    base = f"http://sitio.example:{httpserver.port}"
    assert fetcher.get(base + "/privado/x").text() == "para nosotros sí"
    with pytest.raises(RobotsDisallowed, match=r"robots\.txt"):
        fetcher.get(base + "/puente/1")
    with pytest.raises(RobotsDisallowed):
        fetcher.post_json(base + "/puente/1", {})
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt", "/privado/x"]


def test_a_redirect_into_a_forbidden_part_is_not_followed(door, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no\n")
    httpserver.expect_request("/si").respond_with_data(
        "", status=302, headers={"Location": "/no/llegar"}
    )
    with pytest.raises(RobotsDisallowed):
        door().get(f"http://sitio.example:{httpserver.port}/si")
    assert "/no/llegar" not in [request.path for request, _ in httpserver.log]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_what_it_allows_is_left_alone_for_now(
    door, glass, httpserver: HTTPServer, status: int
):
    httpserver.expect_oneshot_request("/robots.txt").respond_with_data("", status=status)
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    httpserver.expect_request("/").respond_with_data("ya")
    fetcher = door(attempts=1)
    url = f"http://sitio.example:{httpserver.port}/"
    with pytest.raises(RobotsDisallowed, match="más tarde"):
        fetcher.get(url)
    with pytest.raises(RobotsDisallowed):
        fetcher.get(url)
    glass.passed += 3600
    assert fetcher.get(url).text() == "ya"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_rules_may_be_read(door, httpserver: HTTPServer, status: int):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=status)
    httpserver.expect_request("/").respond_with_data("hola")
    assert door().get(f"http://sitio.example:{httpserver.port}/").text() == "hola"


def test_our_own_pause_lies_between_two_requests(door, glass, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("hola")
    fetcher = door(delay_seconds=1.0)
    for _ in range(3):
        fetcher.get(site + "/")
    assert glass.slept == [1.0, 1.0, 1.0]  # robots.txt was the first of four requests


def test_a_longer_crawl_delay_wins(door, glass, httpserver: HTTPServer):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 7\n")
    httpserver.expect_request("/").respond_with_data("hola")
    fetcher = door(delay_seconds=1.0)
    for _ in range(3):
        fetcher.get(f"http://sitio.example:{httpserver.port}/")
    assert glass.slept == [1.0, 7.0, 7.0]


def test_one_request_at_a_time_per_host_whatever_the_threads(door, site, httpserver: HTTPServer):
    lock = Lock()
    overlaps: list[bool] = []

    def slow(request: Request) -> Response:
        free = lock.acquire(blocking=False)
        overlaps.append(not free)
        sleep(0.02)
        if free:
            lock.release()
        return Response("hola")

    httpserver.expect_request("/").respond_with_handler(slow)
    fetcher = door()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fetcher.get(site + "/"), range(8)))
    assert overlaps == [False] * 8


def test_a_failure_that_passes_is_tried_again_later_each_time(
    door, glass, site, httpserver: HTTPServer
):
    for _ in range(2):
        httpserver.expect_oneshot_request("/").respond_with_data("", status=503)
    httpserver.expect_request("/").respond_with_data("ya")
    assert door(attempts=3, backoff_seconds=2.0).get(site + "/").text() == "ya"
    first, second = glass.slept
    assert 2.0 <= first <= 4.0
    assert 4.0 <= second <= 6.0


def test_it_gives_up_after_the_attempts_and_says_why(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", status=502)
    with pytest.raises(FetchError, match=r"avería \(502\)") as caught:
        door(attempts=3).get(site + "/")
    assert caught.value.status == 502
    assert [request.path for request, _ in httpserver.log].count("/") == 3


def test_what_will_not_pass_is_not_tried_again(door, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", status=403)
    with pytest.raises(FetchError, match="rechaza la lectura automática"):
        door().get(site + "/")
    assert [request.path for request, _ in httpserver.log].count("/") == 1


@pytest.mark.parametrize("value", ["30", "Sun, 01 Mar 2026 12:00:30 GMT"])
def test_retry_after_is_obeyed_to_the_second(door, glass, site, httpserver: HTTPServer, value: str):
    httpserver.expect_oneshot_request("/").respond_with_data(
        "", status=429, headers={"Retry-After": value}
    )
    httpserver.expect_request("/").respond_with_data("ya")
    assert door().get(site + "/").text() == "ya"
    assert glass.slept == [30.0]


def test_a_pause_longer_than_a_run_ends_the_run_for_that_host(
    door, glass, site, httpserver: HTTPServer
):
    httpserver.expect_oneshot_request("/").respond_with_data(
        "", status=429, headers={"Retry-After": "7200"}
    )
    httpserver.expect_request("/").respond_with_data("ya")
    fetcher = door()
    with pytest.raises(FetchError, match="más despacio"):
        fetcher.get(site + "/")
    with pytest.raises(FetchError, match="se volverá en 120 minutos"):
        fetcher.get(site + "/")
    assert glass.slept == []
    glass.passed += 7200
    assert fetcher.get(site + "/").text() == "ya"


def test_a_site_that_keeps_refusing_is_left_alone(door, glass, site, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data("", status=403)
    httpserver.expect_request("/ok").respond_with_data("hola")
    fetcher = door()
    for _ in range(4):
        with pytest.raises(FetchError, match="rechaza"):
            fetcher.get(site + "/")
    fetcher.get(site + "/ok")  # one good answer, and the count begins again
    for _ in range(5):
        with pytest.raises(FetchError, match="rechaza"):
            fetcher.get(site + "/")
    asked = len(httpserver.log)
    with pytest.raises(FetchError, match="se volverá en 60 minutos"):
        fetcher.get(site + "/ok")
    assert len(httpserver.log) == asked
    glass.passed += 3601
    assert fetcher.get(site + "/ok").text() == "hola"


def test_an_unchanged_page_is_not_sent_again(door, site, httpserver: HTTPServer, tmp_path: Path):
    def page(request: Request) -> Response:
        response = Response("cuerpo con eñe", content_type="text/html; charset=utf-8")
        response.set_etag("v1")
        return response.make_conditional(request)

    httpserver.expect_request("/").respond_with_handler(page)
    first = door(cache_dir=tmp_path).get(site + "/")
    again = door(cache_dir=tmp_path).get(site + "/")  # another process, another day
    assert (first.from_cache, again.from_cache) == (False, True)
    assert again.text() == first.text() == "cuerpo con eñe"
    assert again.status == 200
    assert [response.status_code for _, response in httpserver.log][-1] == 304


def test_a_changed_page_replaces_the_stored_one(door, site, httpserver: HTTPServer, tmp_path: Path):
    for version in ("v1", "v2"):
        httpserver.expect_oneshot_request("/").respond_with_data(
            version, headers={"Last-Modified": "Sun, 01 Mar 2026 12:00:00 GMT"}
        )
    fetcher = door(cache_dir=tmp_path)
    assert [fetcher.get(site + "/").text() for _ in range(2)] == ["v1", "v2"]
    assert httpserver.log[-1][0].headers["If-Modified-Since"] == "Sun, 01 Mar 2026 12:00:00 GMT"


def test_a_damaged_cache_file_counts_as_absent(door, site, httpserver: HTTPServer, tmp_path: Path):
    httpserver.expect_request("/").respond_with_data("hola", headers={"ETag": '"a"'})
    fetcher = door(cache_dir=tmp_path)
    fetcher.get(site + "/")
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-5])
    response = fetcher.get(site + "/")
    assert (response.text(), response.from_cache) == ("hola", False)


def test_what_may_not_be_stored_is_not(door, site, httpserver: HTTPServer, tmp_path: Path):
    httpserver.expect_request("/").respond_with_data(
        "x", headers={"ETag": '"a"', "Cache-Control": "private, no-store"}
    )
    door(cache_dir=tmp_path).get(site + "/")
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_asked_for_in_weeks_is_forgotten(
    door, site, httpserver: HTTPServer, tmp_path: Path
):
    httpserver.expect_request("/").respond_with_data("x", headers={"ETag": '"a"'})
    door(cache_dir=tmp_path).get(site + "/")
    [file] = tmp_path.iterdir()
    door(cache_dir=tmp_path)
    assert file.exists()
    os.utime(file, (0, 0))
    door(cache_dir=tmp_path)
    assert not file.exists()
