"""Feeds as sites write them: every dialect, every breakage, and the hostile ones."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.access.feed import read_feed
from scrapers.access.feed_entry import Enclosure, Feed
from scrapers.access.feed_text import read_moment
from scrapers.errors import ScraperError, TooLarge, UnreadableFeed

URL = "https://sitio.example/feed/"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Red de Ciudades &#8211; Convocatorias</title><link>https://sitio.example</link>
<language>es-CO</language>
<item><title>Fondo de Agua &amp; Saneamiento &#8220;2026&#8221;</title>
<link>https://sitio.example/agua?utm_source=rss</link>
<guid isPermaLink="false">https://sitio.example/?p=41</guid>
<pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate>
<category><![CDATA[Convocatorias]]></category><category>Agua</category><category>Agua</category>
<description><![CDATA[<p>Cierra el 5 de mayo [&#8230;]</p><script>alert(1)</script>]]></description>
<content:encoded><![CDATA[<p onclick="x()">Cierra el <b>5 de mayo</b>.
<a href="/bases.pdf">Bases</a> <a href="javascript:alert(1)">no</a></p>]]></content:encoded>
<enclosure url="/bases.pdf" type="application/pdf" length="10"/>
<media:title>otro título</media:title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt-BR" xml:base="https://a.example/blog/">
<title type="html">Editais &amp;amp; pr&amp;ecirc;mios</title><link href="https://a.example/"/>
<entry>
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Edital <b>verde</b></div></title>
<id>tag:a.example,2026:1</id>
<link rel="self" href="https://a.example/self"/><link rel="alternate" href="verde"/>
<link rel="enclosure" href="edital.pdf" type="application/pdf"/>
<published>2026-03-01T23:30:00-03:00</published><updated>2026-03-04T10:00:00Z</updated>
<category term="meio-ambiente" label="Meio ambiente"/>
<summary type="text">Até R$ 10 &lt; 20 mil</summary>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Inscrições <i>abertas</i></p></div>
</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://r.example"><title>Avisos</title><link>https://r.example</link></channel>
<item rdf:about="https://r.example/1"><title>Aviso uno</title><link>https://r.example/1</link>
<description>Texto</description><dc:date>2026-03-01</dc:date><dc:subject>Obras</dc:subject></item>
</rdf:RDF>"""


def read(text: str | bytes, content_type: str | None = None) -> Feed:
    body = text.encode() if isinstance(text, str) else text
    return read_feed(body, content_type=content_type, url=URL)


def rss(item: str, *, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>T</title><item>{item}</item></channel></rss>'


def test_rss_as_wordpress_writes_it():
    feed = read(RSS)
    assert (feed.title, feed.link, feed.language) == (
        "Red de Ciudades – Convocatorias",
        "https://sitio.example",
        "es-co",
    )
    [entry] = feed.entries
    assert entry.id == "https://sitio.example/?p=41"
    assert entry.link == "https://sitio.example/agua?utm_source=rss"
    assert entry.title == "Fondo de Agua & Saneamiento “2026”"
    assert entry.categories == ("Convocatorias", "Agua")
    assert entry.enclosures == (
        Enclosure(url="https://sitio.example/bases.pdf", content_type="application/pdf"),
    )
    assert feed.warnings == ()


def test_markup_is_harmless_and_its_links_are_whole():
    [entry] = read(RSS).entries
    assert "script" not in entry.summary_html
    assert "onclick" not in entry.content_html
    assert "javascript" not in entry.content_html
    assert 'href="https://sitio.example/bases.pdf"' in entry.content_html


def test_the_day_is_the_one_the_site_wrote_and_the_moment_is_utc():
    [entry] = read(RSS).entries
    assert entry.published_on == date(2026, 3, 1)  # already 2 March in UTC
    assert entry.updated_at == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)


def test_atom():
    feed = read(ATOM)
    [entry] = feed.entries
    assert (feed.title, feed.language) == ("Editais & prêmios", "pt-br")
    assert entry.id == "tag:a.example,2026:1"
    assert entry.link == "https://a.example/blog/verde"
    assert entry.title == "Edital verde"
    assert entry.published_on == date(2026, 3, 1)
    assert entry.updated_at == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert entry.summary_html == "Até R$ 10 &lt; 20 mil"
    assert "<p>Inscrições <i>abertas</i></p>" in entry.content_html
    assert entry.categories == ("Meio ambiente",)
    assert entry.enclosures[0].url == "https://a.example/blog/edital.pdf"


def test_rdf():
    [entry] = read(RDF).entries
    assert (entry.id, entry.title) == ("https://r.example/1", "Aviso uno")
    assert entry.published_on == date(2026, 3, 1)
    assert entry.updated_at is None  # a day is not a moment
    assert entry.categories == ("Obras",)


def test_json_feed():
    [entry] = read(
        """{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": 7, "url": "/a", "title": "Uno", "content_html": "<p>x<script>1</script></p>",
         "date_published": "2026-03-01T10:00:00+01:00", "tags": ["t", 3],
         "attachments": [{"url": "a.pdf", "mime_type": "application/pdf"}]}, 5]}"""
    ).entries
    assert (entry.id, entry.link, entry.title) == ("7", "https://sitio.example/a", "Uno")
    assert entry.content_html == "<p>x</p>"
    assert entry.published_on == date(2026, 3, 1)
    assert entry.categories == ("t",)


def test_entries_without_link_or_guid_keep_a_stable_identity():
    first, again = (read(rss("<title>Sin enlace</title>")).entries[0] for _ in range(2))
    assert first.id == again.id != ""
    assert first.link is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.org"])
def test_links_that_are_no_pages_are_dropped(link: str):
    [entry] = read(rss(f"<title>t</title><link>{link}</link>")).entries
    assert entry.link is None


# --- broken -----------------------------------------------------------------------------------


def test_one_bad_byte_leaves_the_rest_in_order():
    body = rss("<title>Año de la niñez</title><description>acci?n</description>").encode()
    [entry] = read(body.replace(b"acci?n", b"acci\xf3n")).entries
    assert (entry.title, entry.summary_html) == ("Año de la niñez", "acción")


def test_windows_1252_labelled_latin_1():
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    [entry] = read(rss("<title>“Agua” – 100 €</title>", head=head).encode("cp1252")).entries
    assert entry.title == "“Agua” – 100 €"


def test_utf8_garbled_upstream_is_repaired():
    garbled = "Convocatoria de participación".encode().decode("latin-1")
    assert read(rss(f"<title>{garbled}</title>")).entries[0].title == (
        "Convocatoria de participación"
    )


@pytest.mark.parametrize(
    "item",
    [
        "<title>Niñez &aacute; &ntilde; &nbsp;&euro;</title>",
        "<title>A & B</title>",
        "<title>Control \x0b y &#11; y &#0;</title>",
        "<title>Comillas &#147;viejas&#148;</title>",
        '<title>Atributos</title><enclosure url = "https://a.example/b.pdf" type = "x/y" />',
        "<title>Sin cerrar<link>https://a.example/1</link>",
        "<title>Entidad &desconocida; aquí</title>",
        "<title>Prefijo sin declarar</title><dc:creator>alguien</dc:creator>",
    ],
)
def test_what_is_nearly_xml_still_gives_its_entry(item: str):
    [entry] = read(rss(item)).entries
    assert entry.title


def test_a_feed_cut_in_the_middle_gives_what_arrived():
    assert len(read(RSS[: RSS.index("<enclosure")]).entries) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item><dc:x><a:b>uno</a:b></dc:x><title>t<c:d>u</c:d></title></item>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title>'
        '<link href="http://www.si<tio/"/><summary>&lt;a href="x"&gt;y&lt;/a&gt;</summary></entry>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:base="http://[">'
        '<title>t</title><link href="x"/></entry></feed>',
        "<channel><title>x</title><item><tags/><license></item><item><title>t</title></item>",
    ],
)
def test_mutilated_feeds_found_by_chance_are_read(body: str):
    assert any(entry.title.startswith("t") for entry in read(body).entries)


def test_leading_blanks_and_a_mark_do_no_harm():
    assert len(read(b"\xef\xbb\xbf\r\n  " + RSS.encode()).entries) == 1


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "vacía"),
        ("<!DOCTYPE html><html><body>Mantenimiento</body></html>", "página web"),
        ("<catalogo><libro/></catalogo>", "es XML"),
        ("hola", "no es un canal"),
        ('{"items": []}', "es JSON"),
        ("{roto", "dañado"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: str, what: str):
    with pytest.raises(UnreadableFeed, match=what):
        read(body)


# --- hostile ----------------------------------------------------------------------------------


def laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return rss("<title>&l9;</title>", head=f'<!DOCTYPE x [<!ENTITY l0 "ja">{levels}]>')


def test_entities_of_its_own_are_never_expanded(tmp_path):
    secret = tmp_path / "secreto.txt"
    secret.write_text("contraseña")
    [entry] = read(laughs()).entries
    assert entry.title == "&l9;"
    head = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}">]>'
    [entry] = read(rss("<title>x &s;</title>", head=head)).entries
    assert "contraseña" not in repr(entry)


def test_a_doctype_is_cut_only_before_the_feed():
    [entry] = read(rss("<title>t</title><description>&lt;!DOCTYPE x&gt; a</description>")).entries
    assert entry.summary_html.endswith("a")
    head = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://10.0.0.1/rss.dtd" [ <!-- > --> ]>'
    assert len(read(rss("<title>t</title>", head=head)).entries) == 1


N = 60_000
HOSTILE = {
    "deep": "<a>" * N,
    "deep in an item": "<rss><channel><item><title>" + "<b>" * N,
    "angles": "<" * N,
    "open tags": "<item " * N,
    "equals": "<rss a = " * N,
    "ampersands": "<rss>" + "&" * N,
    "references": "&#1;" * N,
    "comments": "<!---->" * N + "<x",
    "doctype": '<!DOCTYPE "' + "'\"" * N,
    "cdata": "<rss><![CDATA[" * N,
    "divs": rss("<title>t</title><description>" + "&lt;div&gt;" * N + "</description>"),
    "languages": rss("<title>" + "[:es]" * N + "</title>"),
    "many items": "<rss><channel>" + "<item><title>x</title></item>" * N + "</channel></rss>",
    "braces": "{" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_end_soon_and_with_a_named_error_at_most(name: str):
    started = time.monotonic()
    try:
        assert len(read(HOSTILE[name]).entries) <= 5000
    except ScraperError as error:
        assert isinstance(error, UnreadableFeed)  # noqa: PT017  # an error is one good end of two
    assert time.monotonic() - started < 8


def test_a_feed_bigger_than_any_is_refused():
    with pytest.raises(TooLarge):
        read(b" " * (31 * 1024 * 1024))


PIECES = st.sampled_from(
    [
        RSS,
        ATOM,
        RDF,
        "<item>",
        "</item>",
        "<![CDATA[",
        "]]>",
        "&",
        "&lt;",
        "<!DOCTYPE x [",
        "]>",
        "\x00",
        "\ud7ff",
        "<link href='",
        "<title>",
        "año",
        "{",
        '"items":[',
        "<!--",
        "<?xml",
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=8), max_size=8), st.integers(0, 400), st.binary(max_size=9)
)
@settings(max_examples=100, deadline=None)
def test_mutations_are_read_or_refused(pieces: list[str], cut: int, noise: bytes):
    body = "".join(pieces).encode()
    body = body[:cut] + noise + body[cut + len(noise) :]
    try:
        feed = read(body, "application/rss+xml")
    except UnreadableFeed:
        return
    assert all(entry.id for entry in feed.entries)
    assert all((entry.link or "http").startswith("http") for entry in feed.entries)


# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "on", "moment"),
    [
        ("Mon, 02 Mar 2026 10:00:00 GMT", date(2026, 3, 2), datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Lun, 2 Ene 2026 10:00 +0100", date(2026, 1, 2), datetime(2026, 1, 2, 9, tzinfo=UTC)),
        ("02 Set 2026", date(2026, 9, 2), None),
        ("Mon, 02 Mar 26 10:00:00 EST", date(2026, 3, 2), datetime(2026, 3, 2, 15, tzinfo=UTC)),
        ("2026-03-02", date(2026, 3, 2), None),
        ("2026-03-02T10:00:00", date(2026, 3, 2), None),
        ("2026-03-02T22:00:00-05:00", date(2026, 3, 2), datetime(2026, 3, 3, 3, tzinfo=UTC)),
        ("03/02/2026", None, None),
        ("31 Feb 2026", None, None),
        ("ayer", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates_are_read_as_written_and_never_guessed(text, on, moment):
    assert read_moment(text) == (on, moment)


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_date_text_is_read_or_left(text: str):
    on, moment = read_moment(text)
    assert moment is None or on is not None


def test_a_feed_of_many_attributes_is_given_up_soon() -> None:
    """feedparser gets what is no XML, and never comes back from some of it."""
    words = " ".join(f"a{number}=1" for number in range(60_000))
    body = f"<rss {words}><channel><item><title>Uno</title></item>".encode()
    began = time.monotonic()
    with suppress(UnreadableFeed):
        read_feed(body, content_type="application/rss+xml", url="https://sitio.example/feed")
    assert time.monotonic() - began < 60
