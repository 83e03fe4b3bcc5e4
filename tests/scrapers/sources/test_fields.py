"""Fields of a source that nobody reads and nobody declared are told, and harm nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from scrapers import registry
from scrapers.checks import Tally, judge
from scrapers.fetch import Fetcher
from scrapers.sources.base.fields import ignored
from tests.replay import Answer, Asked, Responder, as_json, saved, saved_json
from tests.scrapers.sources.reading import Readout, readout
from tests.scrapers.sources.test_grants_gov_extract import read_of

Routes = dict[str, Answer | Responder]
Change = Callable[[Any], None]


def _bdns(change: Change) -> Routes:
    records = saved_json("bdns_records.json")
    change(records["990001"])
    api = "/bdnstrans/api/convocatorias"
    return {
        f"{api}/busqueda": as_json(saved_json("bdns_search.json")),
        api: lambda asked: as_json(records[asked.query["numConv"]]),
    }


def _grants(change: Change) -> Routes:
    detail = saved_json("grants_detail.json")
    change(detail["data"]["synopsis"])

    def one(asked: Asked) -> Answer:
        number = asked.json()["opportunityId"]
        return as_json({**detail, "data": {**detail["data"], "id": number}})

    return {
        "/v1/api/search2": as_json(saved_json("grants_search.json")),
        "/v1/api/fetchOpportunity": one,
    }


def _list(page: str, path: str, rows: str | None) -> Callable[[Change], Routes]:
    def routes(change: Change) -> Routes:
        answer = saved_json(page)
        change((answer[rows] if rows else answer)[0])
        return {path: as_json(answer)}

    return routes


def _sicon(change: Change) -> Routes:
    listed = _list("bogota_sicon.json", _SICON, "respuesta")(change)
    key = Answer(body=b"clave{{hoy}}", content_type="text/plain")
    return {**listed, "/config/config.txt": key}


_SICON = "/crud_SCRD_pv/api/DrupalWS/convocatorias_publicadas"
SOURCES: dict[str, tuple[Callable[[Change], Routes], str]] = {
    "bdns": (_bdns, ""),
    "grants_gov": (_grants, "synopsis."),
    "eu_funding": (_list("sedia_search.json", "/search-api/prod/rest/search", "results"), ""),
    "world_bank": (_list("world_bank.json", "/api/v2/procnotices", "procnotices"), ""),
    "reliefweb": (_list("reliefweb.json", "/v2/training", "data"), ""),
    "aides_territoires": (_list("aides.json", "/api/aids/", "results"), ""),
    "datos_gov_co": (_list("secop.json", "/resource/p6dx-8zbt.json", None), ""),
    "bogota_sicon": (_sicon, ""),
}


def _told(read: Readout) -> list[str]:
    return [warning for warning in read.run.warnings if "Puente no lee" in warning]


@pytest.mark.parametrize("source_id", SOURCES)
def test_what_is_known_is_read_or_declared(fetcher: Fetcher, source_id: str) -> None:
    routes, _ = SOURCES[source_id]
    read = readout(registry.get(source_id), fetcher, routes(lambda _row: None))
    assert read.calls
    assert _told(read) == []


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_field_nobody_has_met_is_told_once(fetcher: Fetcher, source_id: str) -> None:
    routes, under = SOURCES[source_id]

    def grown(row: Any) -> None:
        row |= {"cierreNuevo": "2027-05-04", "cuadro": {"tope": 7, "notas": [{"de": "x"}]}}

    read = readout(registry.get(source_id), fetcher, routes(grown))
    (told,) = _told(read)
    assert f"no lee: {under}cierreNuevo, {under}cuadro (en " in told
    same = readout(registry.get(source_id), fetcher, routes(lambda _row: None))
    assert len(read.calls) == len(same.calls)
    assert read.run.complete == same.run.complete
    verdict = judge(registry.get(source_id).about, read.run, Tally(found=5), replayed=True)
    assert verdict.ok, "a field we do not read is no ill health"
    assert told in verdict.reasons


def test_the_sentence_counts_the_records_that_have_it(fetcher: Fetcher) -> None:
    answer = saved_json("secop.json")
    rows = [answer[0] | {"id_del_proceso": f"CO1.REQ.{n}"} for n in range(40)]
    for row in rows[:12]:
        row["nuevo"] = "algo"
    rows[20]["vacio"] = ""
    path = "/resource/p6dx-8zbt.json"
    read = readout(registry.get("datos_gov_co"), fetcher, {path: as_json(rows)})
    assert _told(read) == [
        "La fuente trae campos que Puente no lee: nuevo (en 12 de 40 registros)."
    ]


def test_only_what_is_new_inside_a_known_object_is_named(fetcher: Fetcher) -> None:
    def grown(record: Any) -> None:
        record["anuncios"][0]["datCierre"] = "2027-01-02"
        record["personaContacto"] = "Nadie"

    read = readout(registry.get("bdns"), fetcher, _bdns(grown))
    (told,) = _told(read)
    assert "no lee: anuncios.datCierre (en 1 de" in told
    assert "personaContacto" not in told, "contact persons are never read"


def test_a_long_list_of_fields_is_cut(fetcher: Fetcher) -> None:
    def grown(row: Any) -> None:
        row |= {f"campo{number:02}": 1 for number in range(30)}

    routes, _ = SOURCES["world_bank"]
    (told,) = _told(readout(registry.get("world_bank"), fetcher, routes(grown)))
    assert "campo11… (en" in told
    assert "campo12" not in told


@pytest.mark.parametrize("new", ["", "<NewField>2027</NewField>"])
def test_elements_of_the_dump_are_watched_too(fetcher: Fetcher, new: str) -> None:
    xml = saved("grants_extract.xml").replace("<OpportunityTitle>", f"{new}<OpportunityTitle>", 1)
    read = read_of(fetcher, xml)
    expected = ["La fuente trae campos que Puente no lee: NewField (en 1 de"] if new else []
    assert [told.rpartition(" ")[0].rpartition(" ")[0] for told in _told(read)] == expected


def test_what_is_declared_belongs_to_a_source_that_ships() -> None:
    known = {source.about.id for source in registry.sources()}
    assert all(ignored(source_id) for source_id in SOURCES if source_id in known)
    assert json.dumps(sorted(ignored("nobody"))) == "[]"
