"""A page that became the home page is noticed."""

from datetime import UTC, datetime

import pytest

from scrapers.access.html_list import refuse_home
from scrapers.errors import LayoutChanged
from scrapers.fetch import Response

ASKED = "https://sitio.example/es/convocatorias/2026"


def answer(url: str, html: str = "<h1>Hola</h1>") -> Response:
    return Response(
        url=url,
        status=200,
        headers={},
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("root", ["", "/", "/es", "/es/inicio", "/index.php", "/en/home/"])
def test_a_redirect_to_the_root_is_noticed(root: str):
    with pytest.raises(LayoutChanged, match="página de inicio"):
        refuse_home(ASKED, answer(f"https://sitio.example{root}"))


def test_the_root_served_under_the_old_address_is_noticed():
    html = '<head><link rel="canonical" href="https://sitio.example/"></head>'
    with pytest.raises(LayoutChanged, match="dice ser la página de inicio"):
        refuse_home(ASKED, answer(ASKED, html))


@pytest.mark.parametrize(
    ("asked", "url", "html"),
    [
        (ASKED, ASKED, "<h1>Convocatorias</h1>"),
        (ASKED, "https://sitio.example/es/node/7", "<h1>Convocatorias</h1>"),
        (ASKED, ASKED, f'<link rel="canonical" href="{ASKED}">'),
        (ASKED, ASKED, '<link rel="canonical" href="https://otro.example/">'),
        (ASKED, ASKED, '<link rel="canonical" href="">'),
        ("https://sitio.example/", "https://sitio.example/es/", "<h1>Inicio</h1>"),
        ("https://sitio.example/?p=7", "https://sitio.example/?p=7", "<h1>Entrada</h1>"),
    ],
)
def test_an_honest_page_is_let_through(asked: str, url: str, html: str):
    refuse_home(asked, answer(url, html))
