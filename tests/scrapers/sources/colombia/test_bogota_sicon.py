"""SICON, asked as CultuRed asks it: a public token, then a form."""

from datetime import date, time
from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from scrapers.errors import LayoutChanged
from scrapers.fetch import Fetcher
from scrapers.sources.colombia.bogota_sicon import SOURCE
from tests.replay import Answer, Asked, Responder, as_json, saved_json
from tests.scrapers.sources.reading import Readout, readout

_LIST = "/crud_SCRD_pv/api/DrupalWS/convocatorias_publicadas"


def _settings(words: str) -> Answer:
    return Answer(body=words.encode(), content_type="text/plain; charset=utf-8")


def _portal(asked: Asked) -> Answer:
    """As the portal: only a form with the token of the day is answered."""
    form = parse_qs(asked.body.decode())
    if asked.method != "POST" or form.get("token") != ["clave-del-día"]:
        return as_json({"error": 2, "respuesta": "El token no es correcto"})
    answer = saved_json("bogota_sicon.json")
    start, rows = int(form["offset"][0]), int(form["limit"][0])
    return as_json(answer | {"respuesta": answer["respuesta"][start : start + rows]})


def _read(fetcher: Fetcher, words: str, listing: Responder = _portal) -> Readout:
    return readout(SOURCE, fetcher, {"/config/config.txt": _settings(words), _LIST: listing})


def test_a_form_with_the_public_token_gives_the_calls(fetcher: Fetcher) -> None:
    read = _read(fetcher, "clave-del-día{{Sun Nov 29 2026 07:00:02 GMT+0000}}\n")
    mural, library = read.calls
    assert mural.title == "BECA DE PRUEBA PARA MURALES DE BARRIO"
    assert mural.url == "https://cultured.gov.co/detalle/convocatorias/9101"
    assert (mural.published_on, mural.opens_on) == (date(2026, 11, 3), date(2026, 11, 10))
    assert [(d.on, d.at) for d in mural.deadlines] == [(date(2026, 12, 18), time(17))]
    assert [(a.value, a.currency, a.kind) for a in mural.amounts] == [
        (Decimal(48_000_000), "COP", "total")
    ]
    assert "Persona jurídica: Sin ánimo de lucro, con domicilio en Bogotá." in mural.text
    assert "Agrupación" in mural.text
    assert (mural.status, library.status) == ("open", "closed")
    assert [(d.on, d.at) for d in library.deadlines] == [(date(2026, 3, 27), time(23, 59))]
    assert library.amounts == ()
    assert read.run.complete
    assert read.run.failures == []


def test_a_refused_token_is_an_error_and_no_empty_list(fetcher: Fetcher) -> None:
    with pytest.raises(LayoutChanged, match=r"El token no es correcto \(error 2\)"):
        _read(fetcher, "clave-de-ayer{{Sat Nov 28 2026}}")


@pytest.mark.parametrize("words", ["{{Sun Nov 29 2026}}", "", "<html><p>En mantenimiento</p>"])
def test_settings_without_a_token_are_told(fetcher: Fetcher, words: str) -> None:
    with pytest.raises(LayoutChanged, match="clave pública"):
        _read(fetcher, words)


def test_a_state_nobody_has_met_is_told(fetcher: Fetcher) -> None:
    answer = saved_json("bogota_sicon.json")
    answer["respuesta"][0]["estado"] = "En ajuste"
    read = _read(fetcher, "clave{{x}}", lambda _asked: as_json(answer))
    assert read.calls[0].status == "unknown"
    assert any("«En ajuste»" in warning for warning in read.calls[0].warnings)


def test_it_is_off_until_a_person_confirms_its_use() -> None:
    assert SOURCE.about.disabled is not None
    assert not SOURCE.about.verified
