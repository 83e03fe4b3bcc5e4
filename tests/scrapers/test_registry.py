"""Every source that ships, and the dry run of one that does not yet."""

import dataclasses

import pytest

from scrapers import checks, registry
from scrapers.errors import CatalogueError, UnknownSource
from scrapers.fetch import Fetcher, FetchPolicy
from tests.replay import Replay, as_feed, as_page, saved

MUST_BE = {
    "eu_funding",
    "bdns",
    "grants_gov",
    "grants_gov_extract",
    "world_bank",
    "reliefweb",
    "aides_territoires",
    "datos_gov_co",
    "minciencias",
    "apc_colombia",
    "icetex",
    "mintic",
    "idb",
    "caf",
    "mercociudades",
    "sur_sur",
    "ucci",
    "fundacion_carolina",
    "pacto_alcaldes",
    "fundsforngos",
    "opportunity_desk",
    "ukri",
    "nsf",
    "boe",
    "undp",
    "ungm",
}


def test_every_promised_source_ships_well_described() -> None:
    sources = registry.sources()
    assert {source.about.id for source in sources} >= MUST_BE
    assert checks.problems_of_all(sources) == []


def test_the_six_kinds_of_funder_are_there() -> None:
    kinds = {source.about.funder_kind for source in registry.sources()}
    assert kinds >= {
        "banco",
        "gobierno-local",
        "organismo-multilateral",
        "agencia",
        "red-de-ciudades",
        "filantropia",
    }


@pytest.mark.parametrize(("source_id", "word"), [("undp", "robots"), ("ungm", "condiciones")])
def test_what_may_not_be_read_is_off_with_its_reason(source_id: str, word: str) -> None:
    disabled = registry.get(source_id).about.disabled
    assert disabled is not None
    assert word in disabled


def test_two_sources_may_not_share_an_id() -> None:
    source = registry.get("ucci")
    with pytest.raises(CatalogueError, match="ucci"):
        registry.checked([source, source])


def test_an_unknown_id_is_named() -> None:
    with pytest.raises(UnknownSource, match="nada"):
        registry.get("nada")


def test_a_dry_run_shows_calls_and_doubts() -> None:
    policy = FetchPolicy(contact="pruebas@example.org", allow_private=True, delay_seconds=0)
    routes = {"/feed": as_feed(saved("feed.xml")), "/vacia": as_page("<p>x</p>")}
    with Replay(routes=routes) as site, Fetcher(policy) as fetcher:
        source = registry.from_entry(
            {"id": "nueva", "title": "De prueba", "url": f"{site.base}/feed", "access": "feed"}
        )
        tried = registry.dry_run(source, fetcher)
    assert [call.source_key for call in tried.calls] == ["41", "42"]
    assert any("1 de 2 no dicen cuándo cierran" in problem for problem in tried.problems)


def test_a_description_with_holes_is_refused() -> None:
    source = registry.get("ucci")
    hollow = dataclasses.replace(
        source,  # type: ignore[type-var]  # every source that ships is a dataclass
        about=dataclasses.replace(
            source.about,
            title="ucci",
            licence="",
            base="https://x.org/",
            expected=(5, 1),
            verified=False,
        ),
    )
    said = " ".join(checks.problems_of(hollow))
    for word in ("título", "condiciones", "«/»", "esperado", "apagada"):
        assert word in said
