"""The smaller interfaces, each read from one saved answer."""

from datetime import date, time
from decimal import Decimal

import pytest

from scrapers.errors import FilterIgnored
from scrapers.fetch import Fetcher
from scrapers.sources import aides_territoires, datos_gov_co, reliefweb, world_bank
from tests.replay import NOT_FOUND, Answer, Asked, as_json, saved_json
from tests.scrapers.sources.reading import readout


def test_world_bank_leaves_awards_out_and_knows_the_deadline(fetcher: Fetcher) -> None:
    read = readout(
        world_bank.SOURCE, fetcher, {"/api/v2/procnotices": as_json(saved_json("world_bank.json"))}
    )
    assert [call.source_key for call in read.calls] == ["OP00900001", "OP00900003"]
    call = read.calls[0]
    assert call.title == "Consultoría para el catastro de prueba"
    assert (call.deadlines[0].on, call.deadlines[0].at) == (date(2026, 12, 15), time(17))
    assert call.published_on == date(2026, 11, 10)
    assert call.language == "es"
    assert read.calls[1].deadlines == ()
    assert call.raw is not None
    assert b"Persona Inventada" not in call.raw.body


def test_world_bank_refuses_many_rows_of_other_countries(fetcher: Fetcher) -> None:
    row = saved_json("world_bank.json")["procnotices"][0]
    rows = [row | {"id": f"OP{n}", "project_ctry_name": "Togo"} for n in range(40)]
    answer = as_json({"procnotices": rows})
    with pytest.raises(FilterIgnored):
        readout(world_bank.SOURCE, fetcher, {"/api/v2/procnotices": answer})


def test_reliefweb_takes_registration_for_the_deadline(fetcher: Fetcher) -> None:
    read = readout(
        reliefweb.SOURCE, fetcher, {"/v2/training": as_json(saved_json("reliefweb.json"))}
    )
    course, open_ended = read.calls
    assert [d.on for d in course.deadlines] == [date(2026, 12, 10)]
    assert course.deadlines[0].at is None
    assert (course.kind, course.funder) == ("beca", "Agencia de prueba")
    assert open_ended.rolling


def test_reliefweb_asks_again_where_a_server_takes_no_post(fetcher: Fetcher) -> None:
    def only_get(asked: Asked) -> Answer:
        return as_json(saved_json("reliefweb.json")) if asked.method == "GET" else NOT_FOUND

    read = readout(reliefweb.SOURCE, fetcher, {"/v2/training": only_get})
    assert len(read.calls) == 2
    assert read.asked[-1].query["preset"] == "latest"


def test_reliefweb_is_off_without_an_appname() -> None:
    assert reliefweb.SOURCE.about.disabled is not None


def test_aides_territoires_reads_french_html(fetcher: Fetcher) -> None:
    read = readout(
        aides_territoires.SOURCE, fetcher, {"/api/aids/": as_json(saved_json("aides.json"))}
    )
    grant, advice = read.calls
    assert grant.title == "Jumelages d’essai"
    assert grant.url == "https://aides-territoires.beta.gouv.fr/aides/9001-essai/"
    assert [d.on for d in grant.deadlines] == [date(2027, 1, 31)]
    assert grant.cofunding is not None
    assert grant.cofunding.percent == Decimal(30)
    assert {amount.currency for amount in grant.amounts} == {"EUR"}
    assert grant.raw is not None
    assert "Inventée" not in grant.raw.body.decode()
    assert grant.eligibility.local_government.answer is True
    assert advice.eligibility.local_government.answer is None
    assert advice.rolling
    assert advice.kind == "cooperacion-tecnica"


def test_secop_rows_have_holes(fetcher: Fetcher) -> None:
    path = "/resource/p6dx-8zbt.json"
    read = readout(datos_gov_co.SOURCE, fetcher, {path: as_json(saved_json("secop.json"))})
    full, bare = read.calls
    assert (full.amounts[0].value, full.amounts[0].currency) == (Decimal(90000000), "COP")
    assert (full.deadlines[0].on, full.deadlines[0].at) == (date(2026, 12, 20), None)
    assert full.status == "open"
    assert bare.amounts == ()
    assert bare.url == "https://community.secop.gov.co/prueba?uid=2"


def test_one_bad_row_does_not_take_the_others_along(fetcher: Fetcher) -> None:
    rows = saved_json("world_bank.json")
    rows["procnotices"].append(
        rows["procnotices"][0] | {"id": "OP00900009", "noticedate": "Someday", "notice_type": {}}
    )
    rows["procnotices"].append(
        rows["procnotices"][0] | {"id": "OP00900010", "noticedate": "31-Feb"}
    )
    read = readout(world_bank.SOURCE, fetcher, {"/api/v2/procnotices": as_json(rows)})
    assert len(read.calls) == 2
    assert [failure.where for failure in read.run.failures] == ["OP00900010"]
