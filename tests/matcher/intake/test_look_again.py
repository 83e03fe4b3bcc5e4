"""Pages are looked at again over a real server: gone is told, slow or broken is not."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from matcher.clock import FixedClock
from matcher.intake.visits import ToldOf, look_again
from matcher.settings import Settings


@pytest.fixture
def allowed(settings: Settings) -> Settings:
    return replace(settings, allow_private_addresses=True, contact="mantiene@ciudad.example")


def page(url: str, **more: Any) -> ToldOf:
    return ToldOf(url=url, title="Convocatoria de agua", **more)


def slow(_: Request) -> Response:
    time.sleep(1)
    return Response("<h1>Convocatoria</h1>")


def test_what_is_gone_is_told_with_the_day(
    httpserver: HTTPServer, allowed: Settings, clock: FixedClock
) -> None:
    httpserver.expect_request("/bien").respond_with_data("<h1>Convocatoria</h1>")
    httpserver.expect_request("/404").respond_with_data("", status=404)
    httpserver.expect_request("/410").respond_with_data("", status=410)
    httpserver.expect_request("/").respond_with_data("<h1>Portada</h1>")
    to_home = {"Location": httpserver.url_for("/")}
    httpserver.expect_request("/portada").respond_with_data("", status=302, headers=to_home)
    httpserver.expect_request("/lenta").respond_with_handler(slow)
    paths = ("bien", "404", "410", "portada", "lenta")
    pages = {number: page(httpserver.url_for(f"/{path}")) for number, path in enumerate(paths)}
    found = {i: doubt.sentence for i, doubt in look_again(pages, allowed, clock=clock).items()}
    assert {paths[number] for number in found} == {"404", "410", "portada"}
    assert "error 404" in found[1]
    assert "error 410" in found[2]
    assert "portada" in found[3]
    assert all("20 de noviembre de 2026" in sentence for sentence in found.values())


def test_a_site_in_trouble_is_not_called_dead(
    httpserver: HTTPServer, allowed: Settings, clock: FixedClock
) -> None:
    httpserver.expect_request("/403").respond_with_data("", status=403)
    closed = {1: page(httpserver.url_for("/403")), 2: page("http://127.0.0.1:9/nadie")}
    assert look_again(closed, allowed, clock=clock) == {}


def test_replayed_sources_have_no_live_page(
    httpserver: HTTPServer, allowed: Settings, clock: FixedClock
) -> None:
    replayed = replace(allowed, source_bases={"bdns": httpserver.url_for("/bdns")})
    assert look_again({1: page(httpserver.url_for("/404"))}, replayed, clock=clock) == {}
    assert httpserver.log == []


SAYS = {
    "igual": "<h1>Convocatoria de agua</h1><p>Se reciben hasta el 5 de marzo de 2027.</p>",
    "movida": "<h1>Convocatoria de agua</h1><p>Fecha de cierre: 19 de febrero de 2027.</p>",
    "pasada": "<h1>Convocatoria de agua</h1><p>Fecha de cierre: 2 de noviembre de 2026.</p>",
    "muro": "<h1>Just a moment...</h1><p>Fecha de cierre: 19 de febrero de 2027.</p>",
    "lista": "<h1>Convocatoria de agua</h1>"
    + "".join(f"<p>Otra. Fecha de cierre: {day} de abril de 2027.</p>" for day in (2, 9, 16)),
}


def test_a_day_that_moved_is_told_and_silence_or_a_wall_is_not(
    httpserver: HTTPServer, allowed: Settings, clock: FixedClock
) -> None:
    for name, body in SAYS.items():
        httpserver.expect_request(f"/{name}").respond_with_data(body, content_type="text/html")
    told = {"closes": frozenset({date(2027, 3, 5)}), "quotes": ("2027-03-05",)}
    names = list(SAYS)
    pages = {n: page(httpserver.url_for(f"/{name}"), **told) for n, name in enumerate(names)}
    found = {names[i]: doubt for i, doubt in look_again(pages, allowed, clock=clock).items()}
    assert set(found) == {"movida", "pasada"}
    assert "cierra el 19 de febrero de 2027, y no el 5 de marzo de 2027" in found["movida"].sentence
    assert {name: doubt.over for name, doubt in found.items()} == {"movida": False, "pasada": True}
