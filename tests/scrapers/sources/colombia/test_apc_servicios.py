"""The cards of APC-Colombia's portal of services."""

from datetime import date

import pytest

from scrapers.errors import LayoutChanged
from scrapers.fetch import Fetcher
from scrapers.sources.colombia.apc_servicios import SOURCE
from tests.replay import Answer, Asked, as_page, saved
from tests.scrapers.sources.reading import readout

_PATH = "/externo/Convocatoria"


def _portal(asked: Asked) -> Answer:
    number = int(asked.query.get("page", "1"))
    page = saved("apc_servicios.html")
    if number == 2:
        page = page.replace("Curso de prueba", "Segundo curso de prueba")
    return as_page(page if number < 3 else "<main><p>No hay más convocatorias.</p></main>")


def test_the_saved_page_gives_its_cards(fetcher: Fetcher) -> None:
    read = readout(SOURCE, fetcher, {_PATH: _portal})
    course, internship, more = read.calls
    assert course.title == "Curso de prueba sobre gestión del agua en ciudades"
    assert course.funder == "Cooperante de prueba"
    assert course.url == "https://cooperante.example/cursos/agua"
    assert [(d.on, d.span.quote) for d in course.deadlines] == [
        (date(2026, 12, 11), "Fecha límite: 2026/12/11")
    ]
    assert "Dirigido a: Funcionarios de alcaldías y gobernaciones." in course.text
    assert internship.url == SOURCE.about.home
    assert internship.deadlines == ()
    assert any("«hasta completar cupos»" in warning for warning in internship.warnings)
    assert more.title.startswith("Segundo curso")
    assert read.run.complete
    assert [asked.query.get("page") for asked in read.asked if asked.path == _PATH] == [
        None,
        "2",
        "3",
    ]


def test_a_portal_without_cards_is_a_changed_page(fetcher: Fetcher) -> None:
    with pytest.raises(LayoutChanged):
        readout(SOURCE, fetcher, {_PATH: as_page("<main><p>En mantenimiento</p></main>")})
