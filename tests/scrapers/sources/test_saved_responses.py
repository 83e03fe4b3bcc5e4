"""Saved responses of real sites, replayed; only where ``PUENTE_SAMPLES`` names their folder.

Every file of an interface that is read must give calls or fail with an error of our own.
"""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from scrapers import registry
from scrapers.errors import ScraperError
from scrapers.fetch import Fetcher
from scrapers.source import Source
from tests.replay import NOT_FOUND, Answer, Asked, Responder, as_json
from tests.scrapers.sources.reading import Readout, readout

SAMPLES = Path(os.environ.get("PUENTE_SAMPLES", "/nonexistent"))
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="PUENTE_SAMPLES names no folder")
GRANTS = "grantspotter/fixtures/grants-gov-federal"
Routes = dict[str, Answer | Responder]


def files(pattern: str) -> list[str]:
    return sorted(
        str(path.relative_to(SAMPLES)) for path in SAMPLES.glob(pattern) if path.is_file()
    )


def load(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def as_saved(name: str) -> Answer:
    kind = "application/json" if name.endswith(".json") else "application/xml"
    return Answer(body=(SAMPLES / name).read_bytes(), content_type=kind)


def tried(source: Source, fetcher: Fetcher, routes: Routes) -> Readout | ScraperError:
    try:
        return readout(source, fetcher, routes)
    except ScraperError as error:
        return error


@pytest.mark.parametrize("name", files("sedia/search*.json"))
def test_sedia(fetcher: Fetcher, name: str) -> None:
    read = tried(
        registry.get("eu_funding"), fetcher, {"/search-api/prod/rest/search": as_saved(name)}
    )
    if "type0" in name:
        assert isinstance(read, ScraperError)
        return
    assert isinstance(read, Readout)
    assert len(read.calls) == len(load(name)["results"])
    assert all(call.deadlines for call in read.calls)


@pytest.mark.parametrize("name", files("bdns/*.json"))
def test_bdns(fetcher: Fetcher, name: str) -> None:
    records = {record["numeroConvocatoria"]: record for record in load(name)}
    thin = ("id", "mrr", "numeroConvocatoria", "descripcion", "nivel1", "nivel2", "nivel3")
    rows = [{key: record[key] for key in thin} for record in records.values()]

    def search(asked: Asked) -> Answer:
        start = int(asked.query["page"]) * 50
        return as_json({"content": rows[start : start + 50], "totalElements": len(rows)})

    api = "/bdnstrans/api/convocatorias"
    read = readout(
        registry.get("bdns"),
        fetcher,
        {f"{api}/busqueda": search, api: lambda asked: as_json(records[asked.query["numConv"]])},
    )
    competitive = {
        number
        for number, record in records.items()
        if (record["tipoConvocatoria"] or "").startswith("Concurrencia competitiva")
    }
    assert {call.source_key for call in read.calls} == competitive
    assert read.run.failures == []
    dated = {n: r["fechaFinSolicitud"] for n, r in records.items() if r["fechaFinSolicitud"]}
    for call in read.calls:
        if call.source_key in dated:
            assert str(call.deadlines[0].on) == dated[call.source_key]


@pytest.mark.parametrize("name", files(f"{GRANTS}/*search2*.json") + files("grants_gov/search2*"))
def test_grants_gov(fetcher: Fetcher, name: str) -> None:
    saved = [load(path) for path in files(f"{GRANTS}/*etch*pportunity*.json")]
    known = {int(answer["data"]["id"]): answer for answer in saved}

    def detail(asked: Asked) -> Answer:
        found = known.get(asked.json()["opportunityId"])
        return as_json(found) if found else NOT_FOUND

    routes: Routes = {"/v1/api/search2": as_saved(name), "/v1/api/fetchOpportunity": detail}
    read = readout(registry.get("grants_gov"), fetcher, routes)
    hits = load(name)["data"]["oppHits"]
    assert len(read.calls) == len({hit["id"] for hit in hits})
    assert sum(bool(call.deadlines) for call in read.calls) >= sum(
        bool(hit["closeDate"]) for hit in hits
    )


@pytest.mark.parametrize("name", files("grantspotter/fixtures/grants-gov-extract/0*.b64"))
def test_grants_gov_extract(fetcher: Fetcher, name: str) -> None:
    body = base64.b64decode((SAMPLES / name).read_text(encoding="ascii"))
    answer = Answer(body=body, content_type="application/zip")
    read = readout(registry.get("grants_gov_extract"), fetcher, {"*": answer})
    assert len(read.calls) == 3
    assert all(call.deadlines for call in read.calls)


@pytest.mark.parametrize(
    ("source_id", "path", "pattern"),
    [
        ("world_bank", "/api/v2/procnotices", "worldbank/*.json"),
        ("reliefweb", "/v2/training", "reliefweb/*.json"),
        ("reliefweb", "/v2/training", "synthetic/reliefweb*.json"),
        ("aides_territoires", "/api/aids/", "aides_territoires/*.json"),
        ("aides_territoires", "/api/aids/", "synthetic/aides*.json"),
        ("datos_gov_co", "/resource/p6dx-8zbt.json", "synthetic/socrata*.json"),
    ],
)
def test_other_interfaces(fetcher: Fetcher, source_id: str, path: str, pattern: str) -> None:
    for name in files(pattern):
        read = tried(registry.get(source_id), fetcher, {path: as_saved(name)})
        if pattern.startswith(("synthetic", "worldbank")):
            assert isinstance(read, Readout)
            assert read.calls


@pytest.mark.parametrize("name", files("grantspotter/fixtures/nsf*/*.xml"))
def test_nsf(fetcher: Fetcher, name: str) -> None:
    read = readout(registry.get("nsf"), fetcher, {"/rss/rss_www_funding.xml": as_saved(name)})
    assert read.calls


def test_boe_keeps_only_what_convokes_money(fetcher: Fetcher) -> None:
    read = readout(
        registry.get("boe"), fetcher, {"/rss/boe.php": as_saved("boe_rss/boe_2024-01-17.xml")}
    )
    assert 0 < len(read.calls) < 60


def test_undp_feed_declared_wrongly(fetcher: Fetcher) -> None:
    name = "synthetic/undp_rss10_iso8859_cp1252.xml"
    read = readout(registry.get("undp"), fetcher, {"/rss_feeds/rss.xml": as_saved(name)})
    assert read.calls[0].title.endswith("Evaluación")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/category/convocatorias/feed/", "synthetic/wordpress_es_feed.xml"),
        ("/feed/", "synthetic/wordpress_es_feed.xml"),
        ("/wp-json/wp/v2/posts", "synthetic/wordpress_es_wpjson_posts.json"),
    ],
)
@pytest.mark.parametrize("source_id", ["sur_sur", "ucci", "mercociudades", "fundacion_carolina"])
def test_wordpress(fetcher: Fetcher, source_id: str, path: str, name: str) -> None:
    read = tried(registry.get(source_id), fetcher, {path: as_saved(name)})
    if path.startswith("/category") and source_id in {"mercociudades", "fundacion_carolina"}:
        assert isinstance(read, ScraperError)
        return
    assert isinstance(read, Readout)
    assert len(read.calls) >= 4


def feeds() -> list[str]:
    patterns = ("feedparser/tests/**/*.xml", "rss_mixed/**/*.xml", "rss_es_news/*.xml")
    return [name for pattern in patterns for name in files(pattern)]


def test_every_feed_parses_or_fails_by_name(fetcher: Fetcher) -> None:
    source = registry.from_entry(
        {
            "id": "canal",
            "title": "Canal",
            "url": "https://x.example/f",
            "access": "feed",
            "follow": "never",
        }
    )
    good = refused = 0
    for name in feeds():
        read = tried(source, fetcher, {"/f": as_saved(name)})
        good += isinstance(read, Readout)
        refused += isinstance(read, ScraperError)
    assert good > 20 * refused
