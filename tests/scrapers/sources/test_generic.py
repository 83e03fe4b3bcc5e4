"""Sources without code: a feed, a WordPress site, a list page, or an address nobody explained."""

from datetime import date
from typing import Any

import pytest

from scrapers.errors import CatalogueError, LayoutChanged, ScraperError, UnreadableFeed
from scrapers.fetch import Fetcher
from scrapers.registry import from_entry
from tests.replay import Answer, as_feed, as_json, as_page, saved, saved_json
from tests.scrapers.access.test_pdf import made_pdf
from tests.scrapers.sources.reading import readout

FEED = as_feed(saved("feed.xml"))
POSTS = as_json(saved_json("wordpress_posts.json"))
DETAIL = as_page(saved("detail_plain.html"))


def entry(**more: Any) -> dict[str, Any]:
    return {"id": "canal", "title": "Canal de prueba", "url": "https://canal.example/", **more}


def test_a_feed_gives_clean_calls(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="feed", url="https://canal.example/feed/", keep=True))
    read = readout(source, fetcher, {"/feed/": FEED})
    (call,) = read.calls
    assert (call.source_key, call.url) == ("41", "https://canal.example/huertas")
    assert call.title == "Convocatoria de prueba – huertas"
    assert [d.on for d in call.deadlines] == [date(2026, 12, 20)]
    assert call.published_on == date(2026, 10, 5)
    assert "se publicó primero" not in call.text
    assert not read.run.complete, "old entries leave a feed: none of them was withdrawn"


def test_the_page_of_a_teaser_is_read(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="feed", url="https://canal.example/feed/"))
    read = readout(source, fetcher, {"/feed/": FEED, "/equipo": DETAIL})
    call = read.get("42")
    assert [d.on for d in call.deadlines] == [date(2027, 1, 15)]
    assert call.raw is not None
    assert b"becas de USD" in call.raw.body


def test_wordpress_reads_posts_in_spanish(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="wordpress", keep=True))
    read = readout(source, fetcher, {"/wp-json/wp/v2/posts": POSTS})
    (call,) = read.calls
    assert call.title == "Convocatoria de prueba – huertas"
    assert "Encerra" not in call.text
    assert call.source_key == "41"


def test_wordpress_falls_back_to_its_feed_under_the_same_keys(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="wordpress", keep=True))
    read = readout(source, fetcher, {"/feed/": FEED})
    assert [call.source_key for call in read.calls] == ["41"]


def test_wordpress_prefers_the_category_of_its_address(fetcher: Fetcher) -> None:
    url = "https://canal.example/category/convocatorias/"
    source = from_entry(entry(access="wordpress", url=url))
    read = readout(source, fetcher, {"/category/convocatorias/feed/": FEED, "/feed/": DETAIL})
    assert [call.source_key for call in read.calls] == ["41", "42"]


def test_wordpress_without_its_category_keeps_only_calls(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="wordpress", category="convocatorias"))
    read = readout(source, fetcher, {"/wp-json/wp/v2/posts": POSTS})
    assert [call.source_key for call in read.calls] == ["41"]


def test_a_rewritten_page_is_another_call(fetcher: Fetcher) -> None:
    source = from_entry(
        entry(access="html-list", url="https://canal.example/lista", rewritten=True)
    )
    keys = []
    for year in (2026, 2027):
        page = as_page(f'<main><a href="/fondo">Convocatoria del fondo {year}</a></main>')
        keys += [c.source_key for c in readout(source, fetcher, {"/lista": page}).calls]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("path", "answer", "expected"),
    [
        ("/avisos", FEED, ["41", "42"]),
        ("/avisos", as_page(saved("list_plain.html")), ["/node/1", "/node/2"]),
    ],
)
def test_an_address_is_read_as_what_it_turns_out_to_be(
    fetcher: Fetcher, path: str, answer: Answer, expected: list[str]
) -> None:
    source = from_entry(entry(url=f"https://canal.example{path}"))
    read = readout(source, fetcher, {path: answer, "/node/1": DETAIL})
    assert [call.source_key for call in read.calls] == expected


def test_a_home_page_of_wordpress_is_recognised(fetcher: Fetcher) -> None:
    home = as_page('<link rel="https://api.w.org/" href="https://canal.example/wp-json/"><p>x</p>')
    read = readout(from_entry(entry()), fetcher, {"/": home, "/wp-json/wp/v2/posts": POSTS})
    assert [call.source_key for call in read.calls] == ["41"]


def test_a_page_where_a_feed_was_is_named(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="feed", url="https://canal.example/feed/"))
    with pytest.raises(UnreadableFeed, match="página web"):
        readout(source, fetcher, {"/feed/": DETAIL})


def test_a_page_without_calls_is_named(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="html-list", url="https://canal.example/nada"))
    with pytest.raises(LayoutChanged):
        readout(source, fetcher, {"/nada": as_page("<p>Nada</p>")})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "canal.example"}, "https"),
        ({"url": "file:///etc/passwd"}, "https"),
        ({"title": " "}, "título"),
        ({"id": "Con Espacios"}, "minúsculas"),
        ({"access": "telepathy"}, "telepathy"),
        ({"keep": "("}, "expresión"),
        ({"kind": "regalo"}, "regalo"),
        ({"expected": [9, 1]}, "mínimo"),
        ({"funder_kind": "club"}, "club"),
        ({"colour": "red"}, "colour"),
        ({"follow": "maybe"}, "follow"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        from_entry({**entry(access="feed"), **wrong})


def test_an_address_that_answers_nothing_is_an_error(fetcher: Fetcher) -> None:
    with pytest.raises(ScraperError):
        readout(from_entry(entry(url="https://canal.example/x")), fetcher, {})


def test_menus_are_not_calls(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="html-list", url="https://canal.example/lista"))
    page = as_page(
        '<nav><a href="/convocatorias">Convocatorias y becas</a></nav>'
        '<main><a href="/una">Convocatoria de prueba abierta</a></main>'
        '<footer><a href="/ayudas">Ayudas y subvenciones</a></footer>'
    )
    read = readout(source, fetcher, {"/lista": page})
    assert [call.source_key for call in read.calls] == ["/una"]


def test_a_pdf_is_read_where_the_page_says_next_to_nothing(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="html-list", url="https://canal.example/lista"))
    pdf = Answer(
        body=made_pdf("La convocatoria de prueba cierra el 5 de marzo de 2027."),
        content_type="application/pdf",
    )
    routes = {
        "/lista": as_page(
            '<main><a href="/una">Convocatoria de prueba con bases</a>'
            '<a href="/dos.pdf">Segunda convocatoria de prueba</a></main>'
        ),
        "/una": as_page('<main><p>Vea las bases.</p><a href="/bases.pdf">Bases</a></main>'),
        "/bases.pdf": pdf,
        "/dos.pdf": pdf,
    }
    read = readout(source, fetcher, routes)
    for call in read.calls:
        assert [d.on for d in call.deadlines] == [date(2027, 3, 5)]
    assert read.get("/una").documents[0].title == "Bases"
    assert read.get("/dos.pdf").raw is not None


def test_a_file_that_is_no_pdf_is_counted_and_the_call_stays(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="html-list", url="https://canal.example/lista"))
    routes = {
        "/lista": as_page('<main><a href="/una">Convocatoria de prueba con bases</a></main>'),
        "/una": as_page('<main><a href="/bases.pdf">Bases</a></main>'),
        "/bases.pdf": as_page("<p>Sesión vencida</p>"),
    }
    read = readout(source, fetcher, routes)
    assert len(read.calls) == 1
    assert any("PDF" in warning for warning in read.run.warnings)


def test_an_entry_without_title_or_address_is_still_a_call(fetcher: Fetcher) -> None:
    source = from_entry(entry(access="feed", url="https://canal.example/feed/", follow="never"))
    feed = as_feed(
        "<rss version='2.0'><channel><title>x</title><link>https://canal.example/avisos</link>"
        "<item><guid isPermaLink='false'>aviso-7</guid><description>&lt;b&gt;Convocatoria&lt;/b&gt;"
        " de prueba hasta el 4 de enero de 2027</description></item></channel></rss>"
    )
    (call,) = readout(source, fetcher, {"/feed/": feed}).calls
    assert call.title == "Convocatoria de prueba hasta el 4 de enero de 2027"
    assert (call.source_key, call.url) == ("aviso-7", "https://canal.example/")
    assert [d.on for d in call.deadlines] == [date(2027, 1, 4)]
