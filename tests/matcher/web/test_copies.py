import json

import pytest

from matcher.web.calls.copies import readable

RECORD = {
    "descripcionConvocatoria": "<p>Agua &amp; saneamiento</p><p>para ciudades</p>",
    "closing_date": "2027-03-01",
    "abierto": True,
    "vacio": None,
    "fondos": [{"codigo": "A-1", "euros": 5}, {"codigo": "B-2"}],
    "paises": ["Colombia", "Perú"],
}


def test_a_record_is_read_as_a_name_and_a_value_a_line() -> None:
    told = readable(json.dumps(RECORD).encode(), "application/json; charset=utf-8")
    assert "Descripcion convocatoria: Agua & saneamiento\npara ciudades" in told
    assert "Closing date: 2027-03-01" in told
    assert "Abierto: sí" in told
    assert "Paises: Colombia, Perú" in told
    assert "Codigo: A-1" in told
    assert "Vacio" not in told


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json.dumps(RECORD), "application/json"),
        (json.dumps([RECORD]), "text/plain"),
        (json.dumps(RECORD)[:-30], "application/json"),
        (json.dumps(RECORD, indent=1)[:90], "application/json"),
        ("[" * 100_000, "application/json"),
    ],
)
def test_no_mark_of_a_format_for_machines_is_left(body: str, kind: str) -> None:
    told = readable(body.encode(), kind)
    assert not set('{}[]"') & set(told)


def test_pages_and_plain_words_stay_words() -> None:
    assert readable(b"<h1>Uno</h1><p>Dos</p>", "text/html") == "Uno\nDos"
    assert readable(b"Uno\nDos", "text/plain") == "Uno\nDos"
