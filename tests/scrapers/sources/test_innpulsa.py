"""iNNpulsa, read from its saved page."""

from datetime import date, time
from decimal import Decimal

import pytest

from scrapers.fetch import Fetcher
from scrapers.item import ScrapedCall
from scrapers.source import Run
from scrapers.sources.innpulsa import SOURCE
from tests.replay import Replay, as_page, saved


@pytest.fixture
def calls(fetcher: Fetcher) -> list[ScrapedCall]:
    routes = {
        "/convocatorias.html": as_page(saved("innpulsa.html")),
        "/convocatoria-prueba-cadenas.html": as_page(saved("innpulsa_detail.html")),
    }
    with Replay(routes=routes) as site:
        return list(SOURCE.calls(fetcher, base=site.base, run=Run()))


def test_the_saved_page_gives_its_calls(calls: list[ScrapedCall]) -> None:
    assert len(calls) == 2
    assert calls[0].title == "Convocatoria de prueba para cadenas productivas barriales"
    assert [(d.on, d.at) for d in calls[0].deadlines] == [(date(2027, 2, 12), time(16))]
    assert [(a.currency, a.value or a.maximum) for a in calls[0].amounts] == [
        ("COP", Decimal(180_000_000))
    ]
    assert [call.status for call in calls] == ["open", "closed"]
