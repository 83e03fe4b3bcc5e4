"""Sources a Colombian city needs that are entries of the catalogue, each on a page of its shape."""

from datetime import date, time

import pytest

from scrapers import registry
from scrapers.fetch import Fetcher
from tests.replay import as_feed, as_json, as_page, saved, saved_json
from tests.scrapers.sources.reading import readout

UNPROVED = (
    "sena_fondo_emprender",
    "mincultura_concertacion",
    "onu_habitat",
    "segib",
    "japon_kusanone",
    "canada_cfli",
    "boe_ayudas",
    "boe_becas",
    "boe_premios",
)


@pytest.mark.parametrize("source_id", UNPROVED)
def test_what_nobody_has_seen_answer_is_off_and_says_why(source_id: str) -> None:
    about = registry.get(source_id).about
    assert not about.verified
    assert about.disabled


def test_fondo_emprender_follows_the_numbered_calls(fetcher: Fetcher) -> None:
    call_page = as_page(saved("sena_convocatoria.html"))
    read = readout(
        registry.get("sena_fondo_emprender"),
        fetcher,
        {
            "/SitePages/FondoEmprenderConvocatoriasVigentes.aspx": as_page(
                saved("sena_fondo_emprender.html")
            ),
            "/SitePages/FondoEmprenderConv9012027.aspx": call_page,
            "/SitePages/FondoEmprenderConv9022027.aspx": call_page,
        },
    )
    assert [call.title for call in read.calls] == [
        "Convocatoria Nacional No. 901",
        "Convocatoria Regional No. 902",
    ]
    call = read.calls[0]
    assert [d.on for d in call.deadlines] == [date(2027, 4, 30)]
    assert call.opens_on == date(2027, 2, 1)
    assert call.amounts[0].currency == "COP"


def test_only_concertacion_is_kept_of_the_ministrys_calls(fetcher: Fetcher) -> None:
    page = as_page(saved("detail_plain.html"))
    read = readout(
        registry.get("mincultura_concertacion"),
        fetcher,
        {
            "/convocatorias": as_page(saved("mincultura.html")),
            "/convocatorias/concertacion-prueba": page,
        },
    )
    (call,) = read.calls
    assert call.title == "Programa de Concertación Cultural: convocatoria de prueba 2028"
    assert [d.on for d in call.deadlines] == [date(2027, 1, 15)]


def test_un_habitat_lists_its_calls_under_two_addresses(fetcher: Fetcher) -> None:
    call_page = as_page(saved("unhabitat_call.html"))
    read = readout(
        registry.get("onu_habitat"),
        fetcher,
        {
            "/join-us/calls": as_page(saved("unhabitat.html")),
            "/join-us/calls/test-call-for-river-plans": call_page,
            "/calls/test-call-for-housing-data": call_page,
        },
    )
    assert [call.source_key for call in read.calls] == [
        "/join-us/calls/test-call-for-river-plans",
        "/calls/test-call-for-housing-data",
    ]
    assert [(d.on, d.at) for d in read.calls[0].deadlines] == [(date(2027, 2, 12), time(17))]


def test_segib_keeps_its_calls_as_posts_of_their_own_kind(fetcher: Fetcher) -> None:
    calls = as_json(saved_json("segib_calls.json"))
    read = readout(registry.get("segib"), fetcher, {"/wp-json/wp/v2/call": calls})
    (call,) = read.calls
    assert (call.source_key, call.url) == (
        "8801",
        "https://www.segib.org/call/laboratorios-de-prueba/",
    )
    assert [d.on for d in call.deadlines] == [date(2027, 1, 22)]


def test_where_the_kind_has_no_list_its_feed_is_read(fetcher: Fetcher) -> None:
    read = readout(registry.get("segib"), fetcher, {"/feed/": as_feed(saved("feed.xml"))})
    assert len(read.calls) == 2
    feed = next(asked for asked in read.asked if asked.path == "/feed/")
    assert feed.query == {"post_type": "call"}


@pytest.mark.parametrize(
    ("source_id", "page", "path", "title", "closes"),
    [
        (
            "japon_kusanone",
            "kusanone.html",
            "/itpr_es/cooperacionKUSANONE.html",
            "Asistencia de prueba para proyectos comunitarios KUSANONE",
            date(2027, 2, 26),
        ),
        (
            "canada_cfli",
            "cfli.html",
            "/world-monde/funding-financement/cfli-fcil/colombia-colombie.aspx",
            "The test fund for local initiatives – Colombia 2027",
            date(2027, 3, 12),
        ),
    ],
)
def test_a_programme_that_is_one_page(
    fetcher: Fetcher, source_id: str, page: str, path: str, title: str, closes: date
) -> None:
    source = registry.get(source_id)
    read = readout(source, fetcher, {path: as_page(saved(page))})
    (call,) = read.calls
    assert call.title == title
    assert call.url == source.about.home
    assert [d.on for d in call.deadlines] == [closes]
    assert call.eligibility.local_government.answer is True
    again = saved(page).replace(title, f"{title} bis")
    assert readout(source, fetcher, {path: as_page(again)}).calls[0].source_key != call.source_key


def test_boe_by_theme_keeps_what_is_competed_for(fetcher: Fetcher) -> None:
    feed = as_feed(saved("boe_ayudas.xml"))
    read = readout(registry.get("boe_ayudas"), fetcher, {"/rss/canal.php": feed})
    (call,) = read.calls
    assert call.title.endswith("ayuda a la cooperación entre ciudades")
    assert call.published_on == date(2026, 11, 20)
    assert next(a for a in read.asked if a.path == "/rss/canal.php").query == {"c": "ayudas"}
