"""Sites that are read as a list page and the pages it links to."""

from datetime import date, time

import pytest

from scrapers.errors import LayoutChanged
from scrapers.fetch import Fetcher
from scrapers.sources import apc_colombia, caf, icetex, idb, minciencias, mintic
from tests.replay import Answer, Asked, as_page, saved
from tests.scrapers.sources.reading import readout

DETAIL = as_page(saved("detail_plain.html"))


def test_minciencias_takes_the_closing_from_the_schedule(fetcher: Fetcher) -> None:
    routes = {
        "/convocatorias/todas": as_page(saved("minciencias.html")),
        "/node/7001": as_page(saved("minciencias_node.html")),
    }
    read = readout(minciencias.SOURCE, fetcher, routes)
    full, bare = read.calls
    assert (full.url, full.opens_on) == ("https://minciencias.gov.co/node/7001", date(2026, 8, 20))
    assert [(d.on, d.at) for d in full.deadlines] == [(date(2026, 12, 18), time(19))]
    assert full.documents[0].url == "https://minciencias.gov.co/files/terminos.pdf"
    assert full.raw is not None
    assert bare.deadlines == ()
    assert any("listado" in warning for warning in bare.warnings)
    assert read.run.complete


def test_apc_follows_the_links_that_speak_of_calls(fetcher: Fetcher) -> None:
    routes = {
        "/convocatorias": as_page(saved("list_plain.html")),
        "/node/1": DETAIL,
        "/node/2": DETAIL,
    }
    read = readout(apc_colombia.SOURCE, fetcher, routes)
    assert [call.source_key for call in read.calls] == ["/node/1", "/node/2"]
    call = read.calls[0]
    assert [d.on for d in call.deadlines] == [date(2027, 1, 15)]
    assert call.amounts[0].currency == "USD"
    assert any("404" in warning for warning in read.run.warnings)


def test_mintic_cards_hold_the_day_of_publication(fetcher: Fetcher) -> None:
    path = "/portal/inicio/Sala-de-prensa/Convocatorias/"
    read = readout(mintic.SOURCE, fetcher, {path: as_page(saved("mintic.html"))})
    assert [call.published_on for call in read.calls] == [date(2026, 10, 2), date(2026, 9, 12)]
    assert all(call.deadlines == () for call in read.calls)


@pytest.mark.parametrize(
    ("source", "path", "link"),
    [
        (icetex.SOURCE, icetex.SOURCE.paths[0], "/es/-/beca-de-prueba"),
        (idb.SOURCE, "/es", "/es/premios/convocatoria-de-prueba"),
        (caf.SOURCE, "/es/convocatorias/", "/es/convocatorias/convocatoria-de-prueba"),
    ],
)
def test_lists_of_links(fetcher: Fetcher, source: object, path: str, link: str) -> None:
    page = (
        f'<main><a href="/es">Inicio</a><a href="{link}">Convocatoria de prueba abierta</a></main>'
    )
    read = readout(source, fetcher, {path: as_page(page), link: DETAIL})  # type: ignore[arg-type]  # any source
    assert [call.title for call in read.calls] == ["Convocatoria de prueba abierta"]
    assert read.calls[0].url.endswith(link)
    assert not read.run.complete, "there may be further pages that nobody asked for"
    assert [d.on for d in read.calls[0].deadlines] == [date(2027, 1, 15)]


def test_a_list_without_calls_is_a_changed_page(fetcher: Fetcher) -> None:
    with pytest.raises(LayoutChanged):
        readout(
            minciencias.SOURCE,
            fetcher,
            {"/convocatorias/todas": as_page("<p>En mantenimiento</p>")},
        )


def test_a_list_that_leads_to_the_home_page_is_noticed(fetcher: Fetcher) -> None:
    def moved(asked: Asked) -> Answer:
        if asked.path == "/":
            return as_page(saved("minciencias.html"))
        return Answer(body=b"", content_type="text/html", status=302, headers={"Location": "/"})

    with pytest.raises(LayoutChanged, match="inicio"):
        readout(minciencias.SOURCE, fetcher, {"/convocatorias/todas": moved, "/": moved})


def test_the_same_page_again_and_again_ends_the_list(fetcher: Fetcher) -> None:
    read = readout(
        minciencias.SOURCE, fetcher, {"/convocatorias/todas": as_page(saved("minciencias.html"))}
    )
    lists = [asked for asked in read.asked if asked.path == "/convocatorias/todas"]
    assert len(lists) == 2
    assert len(read.calls) == 2


def test_a_card_with_a_picture_first_and_a_date_nobody_reads(fetcher: Fetcher) -> None:
    path = "/portal/inicio/Sala-de-prensa/Convocatorias/"
    page = as_page(
        '<div class="recuadro"><a href="/n/1"><img src="x.png"></a>'
        '<div class="titulo">Convocatoria de prueba con imagen</div>'
        '<div class="fecha">próximamente</div></div>'
    )
    (call,) = readout(mintic.SOURCE, fetcher, {path: page, "/n/1": DETAIL}).calls
    assert call.title == "Convocatoria de prueba con imagen"
    assert call.published_on is None
    assert any("próximamente" in warning for warning in call.warnings)
