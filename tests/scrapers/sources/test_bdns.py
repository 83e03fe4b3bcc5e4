"""BDNS, read from a saved search and the records of its calls."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scrapers.extract import complete
from scrapers.fetch import Fetcher, FetchPolicy, Times
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.bdns import SOURCE, parse_record, parse_row
from tests.replay import NOT_FOUND, Answer, Asked, as_json, saved_json
from tests.scrapers.sources.reading import Readout, readout

API = "/bdnstrans/api/convocatorias"


def record(asked: Asked) -> Answer:
    found = saved_json("bdns_records.json").get(asked.query["numConv"])
    return as_json(found) if found else NOT_FOUND


@pytest.fixture
def read(fetcher: Fetcher) -> Readout:
    search = as_json(saved_json("bdns_search.json"))
    return readout(SOURCE, fetcher, {f"{API}/busqueda": search, API: record})


def test_only_competitive_calls_come_and_each_once(read: Readout) -> None:
    assert [call.source_key for call in read.calls] == ["990001", "990003"]
    assert read.run.failures == []
    assert not read.run.complete, "only the last weeks were read: older calls may be open"


def test_dates_are_asked_in_the_order_the_server_reads(read: Readout) -> None:
    query = next(asked.query for asked in read.asked if asked.path == f"{API}/busqueda")
    assert query["fechaDesde"][2] == "/"
    assert query["pageSize"] == query["size"]


def test_the_window_counts_from_the_clock_that_was_given() -> None:
    then = Times(now=lambda: datetime(2030, 3, 15, tzinfo=UTC))
    policy = FetchPolicy(contact="pruebas@example.org", allow_private=True, delay_seconds=0)
    search = as_json(saved_json("bdns_search.json"))
    with Fetcher(policy, times=then) as fetcher:
        read = readout(SOURCE, fetcher, {f"{API}/busqueda": search, API: record})
    query = next(asked.query for asked in read.asked if asked.path == f"{API}/busqueda")
    assert query["fechaDesde"] == "29/01/2030"


def test_natural_days_count_from_the_official_notice(read: Readout) -> None:
    call = read.get("990001")
    assert call.published_on == date(2026, 10, 5)
    assert [d.on for d in call.deadlines] == [date(2026, 10, 25)]
    assert (
        call.deadlines[0].text
        == "20 días naturales desde el siguiente a la publicación del extracto"
    )
    assert call.deadlines[0].span.field == "textFin"


def test_the_extract_is_the_text_and_links_get_a_scheme(read: Readout) -> None:
    call = read.get("990001")
    assert "Hasta 40.000 euros por proyecto." in call.text
    assert call.amounts[0].value == Decimal("350000.5")
    assert "https://bases.prueba.example/990001" in call.links
    assert call.documents[0].url.endswith("idDocumento=77")
    assert call.funder == "AYUNTAMIENTO DE PRUEBA"


def test_a_prize_is_a_prize_and_zero_money_is_none(read: Readout) -> None:
    call = read.get("990003")
    assert call.kind == "premio"
    assert call.amounts == ()
    assert [d.on for d in call.deadlines] == [date(2026, 11, 30)]


def test_without_its_record_only_what_calls_itself_a_call_is_kept(fetcher: Fetcher) -> None:
    search = as_json(saved_json("bdns_search.json"))
    read = readout(SOURCE, fetcher, {f"{API}/busqueda": search})
    assert [call.source_key for call in read.calls] == ["990001", "990003"]
    assert len(read.run.failures) == 3
    assert all(call.warnings for call in read.calls)


def test_another_record_than_the_one_asked_for_is_not_used(fetcher: Fetcher) -> None:
    search = as_json(saved_json("bdns_search.json"))
    wrong = as_json(saved_json("bdns_records.json")["990003"])
    read = readout(SOURCE, fetcher, {f"{API}/busqueda": search, API: wrong})
    assert read.get("990001").deadlines == ()
    assert read.get("990003").deadlines


def test_the_purpose_is_looked_up_and_checked_on_every_record(fetcher: Fetcher) -> None:
    routes = {
        "/bdnstrans/api/finalidades": as_json(
            [{"id": 12, "descripcion": "Cooperación internacional para el desarrollo y cultural"}]
        ),
        f"{API}/busqueda": as_json(saved_json("bdns_search.json")),
        API: record,
    }
    read = readout(SOURCE, fetcher, routes)
    query = next(asked.query for asked in read.asked if asked.path == f"{API}/busqueda")
    assert query["finalidad"] == "12"
    assert read.run.complete
    assert len(read.calls) == 2
    assert any("no eran lo pedido" in warning for warning in read.run.warnings)


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        ("2026-11-30", "A las 14:00 (hora peninsular española) del día", "2026-11-30 14:00 Madrid"),
        (None, "15 DÍAS HÁBILES", "in words"),
        (None, "Según establezca la convocatoria.", "in words"),
        (None, "30/11/2026", "2026-11-30"),
        (None, "Sin plazo de solicitud", "none"),
    ],
)
def test_the_words_beside_the_date_count(day: str | None, words: str, expected: str) -> None:
    saved_record = saved_json("bdns_records.json")["990001"]
    call = parse_record(JsonRecord(saved_record | {"fechaFinSolicitud": day, "textFin": words}))
    said = "none"
    for deadline in call.deadlines:
        hour = f" {deadline.at:%H:%M} {str(deadline.timezone)[7:]}" if deadline.at else ""
        said = f"{deadline.on}{hour}" if deadline.on else "in words"
    assert said == expected


def test_a_bare_list_of_records_is_read_too(fetcher: Fetcher) -> None:
    records = as_json(list(saved_json("bdns_records.json").values()))
    read = readout(SOURCE, fetcher, {f"{API}/busqueda": records})
    assert [call.source_key for call in read.calls] == ["990001", "990003"]
    assert read.run.failures == []


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("DESIERTA Ayudas a la innovación municipal", "cancelled"),
        ("(Anulada) Ayudas a la innovación municipal", "cancelled"),
        ("Ayudas a municipios con plazas desiertas", "unknown"),
    ],
)
def test_a_call_declared_void_is_not_open(title: str, status: str) -> None:
    row = JsonRecord({"numeroConvocatoria": "990009", "descripcion": title})
    assert parse_row(row).status == status


def _record(**fields: object) -> JsonRecord:
    """A record of the state's as the register writes them, with ``fields`` of its own."""
    notice = {"datPublicacion": "2021-04-30", "desDiarioOficial": "BOE."}
    told = {
        "numeroConvocatoria": "990100",
        "codigoBDNS": "990100",
        "descripcion": "Convocatoria de sombra en las plazas",
        "nivel1": "ESTADO",
        "tipoConvocatoria": "Concurrencia competitiva - canónica",
        "textInicio": "Día siguiente al de la publicación del extracto en el BOE",
        "anuncios": [notice],
    }
    return JsonRecord(told | fields)


@pytest.mark.parametrize(
    ("words", "closes"),
    [
        # 1 May 2021 is a Saturday and a holiday; 3 May the first working day.
        ("Diez días hábiles desde la publicación en el BOE", date(2021, 5, 14)),
        ("15 días hábiles", date(2021, 5, 21)),
        ("15 días hábiles siguientes, hasta las 14 horas", date(2021, 5, 21)),
        ("10 días hábiles desde el inicio del plazo", date(2021, 5, 14)),
        ("Un mes desde el inicio de solicitud", date(2021, 5, 30)),
        ("quince días hábiles desde la notificación", None),
        ("15 días desde la publicación", None),
        ("Según las bases", None),
    ],
)
def test_a_term_in_working_days_is_counted_and_marked(words: str, closes: date | None) -> None:
    (told,) = parse_record(_record(textFin=words)).deadlines
    assert (told.on, told.text) == (closes, words if closes is None else told.text)
    assert told.span.quote == words
    assert ("from-publication" in told.span.method or "working-days" in told.span.method) is (
        closes is not None
    )


def test_the_region_s_own_holidays_are_left_out_where_it_is_named() -> None:
    local = {"nivel1": "AUTONOMICA", "textFin": "10 días hábiles"}
    madrid = _record(**local, regiones=[{"descripcion": "ES30 - COMUNIDAD DE MADRID"}])
    (told,) = parse_record(madrid).deadlines
    assert told.on == date(2021, 5, 17), "3 May 2021 was a holiday in Madrid"
    assert told.span.method == "term-in-working-days-ES-MD"
    (unknown,) = parse_record(_record(**local, regiones=[{"descripcion": "ES - ESPAÑA"}])).deadlines
    assert unknown.on is None


def test_the_register_s_own_day_stands_and_a_term_that_differs_is_told() -> None:
    words = {"textFin": "15 días hábiles desde la publicación"}
    agrees = parse_record(_record(fechaFinSolicitud="2021-05-21", **words))
    assert [d.on for d in agrees.deadlines] == [date(2021, 5, 21)]
    assert agrees.warnings == ()
    differs = parse_record(_record(fechaFinSolicitud="2021-06-30", **words))
    assert [d.on for d in differs.deadlines] == [date(2021, 6, 30)]
    assert "21/05/2021" in differs.warnings[0]


def test_the_opening_is_never_taken_for_the_closing() -> None:
    opens = {"textInicio": "18 de mayo de 2021", "textFin": "Según las bases"}
    read = complete(parse_record(_record(**opens)), country="ES")
    assert [d.on for d in read.deadlines] == [None]
    assert read.opens_on == date(2021, 5, 18)
    following = parse_record(_record())
    assert following.opens_on == date(2021, 5, 1)
    assert following.opens_span is not None
    assert following.opens_span.method == "day-after-publication"
