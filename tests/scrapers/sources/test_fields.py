"""Fields of a source that nobody reads and nobody declared are told, and harm nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from scrapers import registry
from scrapers.checks import Tally, judge
from scrapers.fetch import Fetcher
from scrapers.registry import from_entry
from scrapers.source import Source
from scrapers.sources import minciencias
from scrapers.sources.base.fields import ignored
from tests.replay import Answer, Asked, Responder, as_feed, as_json, as_page, saved, saved_json
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


FEED = "/feed/"
RSS = saved("feed.xml")
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="https://canal.example/ns">
<title>Canal</title><entry><id>tag:canal.example,2026:1</id><title>Convocatoria de huertas</title>
<link href="https://canal.example/1"/><author><name>Nadie</name></author><rights>libre</rights>
<summary>Hasta el 20 de diciembre de 2026.</summary>%s</entry></feed>"""
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Canal"}
ITEM = {"id": "1", "url": "https://canal.example/1", "title": "Huertas", "summary": "Abierta."}
POST = saved_json("wordpress_posts.json")


def _generic(access: str) -> Source:
    entry = {"id": "canal", "title": "Canal", "access": access, "url": "https://canal.example/"}
    return from_entry(entry | ({"url": f"https://canal.example{FEED}"} if access == "feed" else {}))


def _posts(**more: object) -> Routes:
    return {"/wp-json/wp/v2/posts": as_json([{**POST[0], **more}, *POST[1:]])}


def _table(cell: str) -> Routes:
    row = saved("minciencias.html").replace("</tr>\n<tr><td", f"{cell}</tr>\n<tr><td", 1)
    return {"/convocatorias/todas": as_page(row)}


_NEW_CELL = '<td class="views-field views-field-field-fecha-de-cierre">4 mayo 2027</td>'
_OWN = '<x:cierre xmlns:x="https://canal.example/ns">2027-05-04</x:cierre>'
_USUAL = (
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="x.png"/>'
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Nadie</dc:creator>'
    '<slash:comments xmlns:slash="http://purl.org/rss/1.0/modules/slash/">3</slash:comments>'
    "<comments>https://canal.example/1#c</comments><contactoCorreo>nadie@x.example</contactoCorreo>"
)
_ACF = {"fecha_cierre": "20270504", "subtitulo": ""}
_EXTENSIONS = {"yoast_head": "<meta>", "jetpack_featured_media_url": "x", "meta": {"a": 1}}
GENERIC: dict[str, tuple[Source, Routes, str]] = {
    "rss": (
        _generic("feed"),
        {FEED: as_feed(RSS.replace("</item>", f"<fechaCierre>2027</fechaCierre>{_OWN}</item>"))},
        "fechaCierre, x:cierre (en 2 de 2",
    ),
    "rss usual": (
        _generic("feed"),
        {FEED: as_feed(RSS.replace("</item>", f"{_USUAL}<vacio/></item>"))},
        "",
    ),
    "atom": (_generic("feed"), {FEED: as_feed(ATOM % _OWN)}, "x:cierre (en 1 de 1"),
    "atom usual": (_generic("feed"), {FEED: as_feed(ATOM % _USUAL)}, ""),
    "json feed": (
        _generic("feed"),
        {FEED: as_json({**JSON_FEED, "items": [ITEM | {"_cierre": "2027-05-04", "image": "x"}]})},
        "_cierre (en 1 de 1",
    ),
    "wordpress": (_generic("wordpress"), _posts(acf=_ACF, monto=9), "fecha_cierre, monto (en "),
    "wordpress usual": (_generic("wordpress"), _posts(acf=[], **_EXTENSIONS), ""),
    "wordpress by its feed": (
        _generic("wordpress"),
        {FEED: as_feed(RSS.replace("</item>", f"{_OWN}</item>"))},
        "x:cierre (en 2 de 2",
    ),
    "table": (minciencias.SOURCE, _table(_NEW_CELL), "fecha-de-cierre (en 1 de 2"),
    "table as known": (minciencias.SOURCE, _table(""), ""),
}


@pytest.mark.parametrize("case", GENERIC)
def test_feeds_wordpress_and_tables_tell_what_is_new(fetcher: Fetcher, case: str) -> None:
    source, routes, expected = GENERIC[case]
    told = _told(readout(source, fetcher, routes))
    assert len(told) == bool(expected)
    assert all(f"no lee: {expected}" in sentence for sentence in told)


def test_what_is_declared_belongs_to_a_source_that_ships() -> None:
    known = {source.about.id for source in registry.sources()}
    assert all(ignored(source_id) for source_id in SOURCES if source_id in known)
    assert json.dumps(sorted(ignored("nobody"))) == "[]"
