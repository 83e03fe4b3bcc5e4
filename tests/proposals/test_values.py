"""What typed answers say."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.projects.numbers import Money
from proposals.counting import count
from proposals.docx.wording import words
from proposals.steps.step import Field, Kind, Unit, options
from proposals.steps.values import currency_in, is_blank, read

KINDS: tuple[Kind, ...] = (
    "short",
    "text",
    "number",
    "percent",
    "money",
    "date",
    "months",
    "choice",
    "choices",
    "yesno",
)


def field(kind: Kind) -> Field:
    chosen = options(("a", "Alfa")) if kind in ("choice", "choices") else ()
    return Field(key="x", label="Equis", kind=kind, options=chosen)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "1.234.567,89", Decimal("1234567.89")),
        ("number", "0,125", Decimal("0.125")),
        ("number", "346 000 000", Decimal(346000000)),
        ("percent", "37,5 %", Decimal("37.5")),
        ("money", "346.000.000 COP", Money(value=Decimal(346000000), currency="COP")),
        ("money", "US$ 1,5 millones", Money(value=Decimal(1500000), currency="USD", scaled=True)),
        ("money", "5.000 pesos colombianos", Money(value=Decimal(5000), currency="COP")),
        ("money", "1.500", Money(value=Decimal(1500), currency=None)),
        ("date", "2027-03-02", date(2027, 3, 2)),
        ("date", "02/03/2027", date(2027, 3, 2)),
        ("months", "18 meses", 18),
        ("choice", "a", "a"),
        ("yesno", "no", False),
    ],
)
def test_what_is_typed_is_read(kind: Kind, text: str, value: object) -> None:
    assert read(field(kind), text).value == value


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("number", "muchos", "no es un número"),
        ("percent", "120", "pasa de 100"),
        ("date", "31/02/2027", "no existe en el calendario"),
        ("date", "mañana", "no es una fecha"),
        ("months", "2,5", "meses enteros"),
        ("choice", "z", "no está entre las opciones"),
        ("number", "1,125", "¿Es 1125 o 1,125?"),
        ("money", "1,125", "¿Es 1125 o 1,125?"),
        ("money", "1.234.567,891", "de dos maneras"),
        ("money", "$ 5.000", "varios países"),
        ("money", "5.000 pesos", "varios países"),
    ],
)
def test_what_cannot_be_read_says_why(kind: Kind, text: str, word: str) -> None:
    reading = read(field(kind), text)
    assert reading.value is None
    assert reading.problem is not None
    assert word in reading.problem
    assert words(field(kind), text) == text


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(KINDS), text=st.text(max_size=60))
def test_no_text_breaks_the_reading(kind: Kind, text: str) -> None:
    reading = read(field(kind), text)
    assert reading.value is None or reading.problem is None
    if is_blank(text):
        assert reading.value is None
        assert reading.problem is None
    words(field(kind), text)


def test_no_currency_is_assumed() -> None:
    assert currency_in("euros") == "EUR"
    assert currency_in("PEN") == "PEN"
    assert currency_in("pesos") is None
    assert currency_in("") is None


def test_texts_are_counted_as_agreed_with_the_page() -> None:
    vectors = json.loads(Path(__file__).with_name("counting.json").read_text(encoding="utf-8"))
    for vector in vectors:
        units: tuple[Unit, ...] = ("characters", "characters-no-spaces", "words", "pages")
        assert {unit: count(vector["text"], unit) for unit in units} == {
            unit: vector[unit] for unit in units
        }
