"""Selectors that insist, and the text of a page without the mess around it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.errors import LayoutChanged
from scrapers.page import absolute, main_text, parse, plain_text, sanitise

PAGE = """<html><head><title>Sitio</title></head><body>
<div class="card"><h2> Fondo  de
 Agua </h2><a href="/agua#bases">Ver</a><a href="javascript:x()">no</a><a href="/agua">otra vez</a>
</div><div class="card"><h2>Fondo Verde</h2><a href="https://otro.example/verde">Ver</a></div>
<p class="vacio"> </p></body></html>"""
URL = "https://sitio.example/convocatorias"


def test_one_some_text_attr_links():
    page = parse(PAGE, url=URL)
    first, second = page.some("div.card")
    assert first.one("h2").text() == "Fondo de Agua"
    assert second.text("h2") == "Fondo Verde"
    assert second.attr("href", "a") == "https://otro.example/verde"
    assert [(link.url, link.text) for link in first.links()] == [
        ("https://sitio.example/agua", "Ver")
    ]
    assert page.first("table") is None


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda page: page.one("table"), "ya no hay «table»"),
        (lambda page: page.some("table"), "ya no hay «table»"),
        (lambda page: page.one("h2"), "2 veces"),
        (lambda page: page.text("p.vacio"), "vacío"),
        (lambda page: page.attr("id", "p.vacio"), "«id»"),
        (lambda page: page.any("div[["), "no es válido"),
    ],
)
def test_what_is_not_there_is_an_error_that_says_so(act, says: str):
    with pytest.raises(LayoutChanged, match=says):
        act(parse(PAGE, url=URL))


def test_a_page_nested_without_end_is_refused_quickly():
    started = time.monotonic()
    with pytest.raises(LayoutChanged, match="anidada"):
        parse("<div>" * 500_000, url=URL)
    assert plain_text("<div>" * 500_000 + "fin") == "fin"
    assert sanitise("<div>" * 500_000 + "fin").strip() == "fin"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Uno</p><p>Dos<br>tres</p>", "Uno\nDos\ntres"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>en   una\n línea</p>", "en una línea"),
        ("hasta <b>50</b>.<i>000</i> €", "hasta 50.000 €"),
        ("<tr><td>Cierre</td></tr>", "Cierre"),
        ("<tr><td>902</td><td>Becas</td><td>25 sep</td></tr>", "902 | Becas | 25 sep"),
        ("<table><tr><td>Cierre</td><td>25 sep</td></tr></table>", "Cierre | 25 sep"),
        ("A&ntilde;o &#8211; 10&nbsp;%", "Año – 10 %"),
        ("&lt;p&gt;Dos &amp;amp; veces&lt;br/&gt;escapado&lt;/p&gt;", "Dos & veces\nescapado"),
        ("si 2 < 3 y 4 > 1", "si 2 < 3 y 4 > 1"),
        ("<script>x</script><style>y</style>texto", "texto"),
        (
            "<p>Texto [&#8230;]</p>"
            "<p>La entrada <a>Fondo</a> se publicó primero en <a>Red</a>.</p>",
            "Texto",
        ),
        ("Text [...] The post Fund appeared first on Site.", "Text"),
        ("La entrada es libre.", "La entrada es libre."),
        ("", ""),
    ],
)
def test_plain_text(html: str, text: str):
    assert plain_text(html) == text


def test_addresses_hidden_by_cloudflare_are_shown():
    key = 0x54
    code = bytes([key, *(byte ^ key for byte in b"info@sitio.example")]).hex()
    span = f'<span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span>'
    assert plain_text(f"Escriba a {span}.") == "Escriba a info@sitio.example."
    link = f'<a href="/cdn-cgi/l/email-protection#{code}">{span}</a>'
    assert plain_text(f"Escriba a {link}.") == "Escriba a info@sitio.example."
    assert plain_text('<a href="/cdn-cgi/l/email-protection#zz">Escríbanos</a>') == "Escríbanos"


@pytest.mark.parametrize(
    ("language", "text"), [("es", "La red"), ("pt", "A rede"), ("fr", "La red")]
)
def test_of_qtranslate_one_language_is_kept(language: str, text: str):
    for html in ("[:es]La red[:pt]A rede[:]", "<!--:es-->La red<!--:--><!--:pt-->A rede<!--:-->"):
        assert plain_text(html, language=language) == text


def test_what_stands_outside_the_marks_stays():
    assert plain_text("Inicio [:es]uno[:pt]um[:] fin", language="pt") == "Inicio um fin"


def test_sanitise_keeps_harmless_markup_only():
    html = (
        '<p style="x" onclick="y">a<img src=x onerror=alert(1)><iframe src="//x"></iframe>'
        '<a href="/b">c</a><a href=" JaVaScRiPt:x">d</a></p>'
    )
    clean = sanitise(html, base=URL)
    assert 'href="https://sitio.example/b"' in clean
    assert not any(bad in clean.lower() for bad in ("onclick", "img", "iframe", "javascript"))
    assert "href" not in sanitise('<a href="/b">c</a>')


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a", "https://sitio.example/a"),
        ("a?b=1#c", "https://sitio.example/a?b=1"),
        ("https://x.example/ a", "https://x.example/a"),
        ("javascript:x", None),
        ("http://", None),
        ("http://[::1", None),
        (None, None),
        ("", None),
        ("mailto:a@b.org", None),
    ],
)
def test_absolute(href: str | None, url: str | None):
    assert absolute(href, URL) == url


def test_the_article_is_found_without_a_selector():
    article = "".join(
        f"<p>La convocatoria número {n} financia proyectos de agua y saneamiento en ciudades.</p>"
        for n in range(8)
    )
    menu = "".join(f"<li><a href='/{n}'>Menú {n}</a></li>" for n in range(30))
    html = f"<body><nav><ul>{menu}</ul></nav><article><h1>T</h1>{article}</article></body>"
    text = main_text(html, url=URL)
    assert "número 7" in text
    assert "Menú 3" not in text
    assert main_text("<p>x</p>", url=URL) == "x"


@given(st.text(alphabet="<>/&;[]:!- abdivpé\"'=#\n", max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_markup_gives_text(html: str):
    text = plain_text(html)
    assert text == text.strip()
    assert isinstance(sanitise(html, base=URL), str)


def soup(attributes: int) -> str:
    """A tag with so many attributes, each of which every parser compares with all the others."""
    words = " ".join(f"a{number}=1" for number in range(attributes))
    return f"<html><body><p>Convocatoria abierta</p><div {words}>hasta el 5 de mayo</div></body>"


@pytest.mark.parametrize("attributes", [60_000, 400_000])
def test_a_page_of_many_attributes_is_given_up_soon(attributes: int) -> None:
    html = soup(attributes)
    began = time.monotonic()
    with pytest.raises(LayoutChanged, match="tardaría sin fin"):
        parse(html, url="https://sitio.example/x")
    for read in (plain_text, sanitise, lambda text: main_text(text, url="https://sitio.example/x")):
        assert "Convocatoria abierta" in read(html)
    assert time.monotonic() - began < 60


def test_a_long_honest_page_is_read_as_ever() -> None:
    html = "<main>" + "<p class='a' id=b>Una convocatoria abierta.</p>" * 4_000 + "</main>"
    assert len(parse(html, url="u").some("p.a")) == 4_000
    assert plain_text(html).count("convocatoria") == 4_000
    assert sanitise(html).count("<p>") == 4_000
    assert "Una convocatoria abierta" in main_text(html, url="https://sitio.example/x")
