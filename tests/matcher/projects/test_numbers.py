"""Numbers and money as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.projects.numbers import NotANumber, read_currency, read_money


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1000000000", "1000000000", None),
        ("1.234.567,89", "1234567.89", None),
        ("1,234,567.89", "1234567.89", None),
        ("1'234.567", "1234567", None),
        ("1’500.000", "1500000", None),
        ("250 000", "250000", None),
        ("1\u00a0234\u00a0567,5", "1234567.5", None),
        ("COP 346 millones", "346000000", "COP"),
        ("$ 2,5 millones", "2500000", None),
        ("$1.500.000 de pesos", None, None),
        ("1.200.000 pesos colombianos", "1200000", "COP"),
        ("58 mil millones", "58000000000", None),
        ("10 mil dólares", "10000", "USD"),
        ("USD 174.000", "174000", "USD"),
        ("US$ 7.000", "7000", "USD"),
        ("50.000 euros", "50000", "EUR"),
        ("€ 12,50", "12.50", "EUR"),
        ("R$ 4.500,00", "4500", "BRL"),
        ("0", "0", None),
    ],
)
def test_what_is_clear_is_read(text, value, currency) -> None:
    if value is None:
        with pytest.raises(NotANumber):
            read_money(text)
        return
    money = read_money(text)
    assert (money.value, money.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("mil millones", "no es un número"),
        ("por definir", "no es un número"),
        ("100-200", "no es un número"),
        ("-500", "negativo"),
        ("1.500 millones", "dos maneras"),
        ("1,234 millones", "dos maneras"),
        ("0.500", "dos maneras"),
        ("1234.567", "dos maneras"),
        ("1.234.567,890", "dos maneras"),
        ("12.34.567", "fuera de sitio"),
        ("1.234,567.890", "fuera de sitio"),
        ("1.2345.678", "fuera de sitio"),
        ("USD 5 o 4 euros", "dos monedas"),
        ("9" * 19, "demasiado grande"),
    ],
)
def test_what_might_be_two_things_is_asked(text, word) -> None:
    with pytest.raises(NotANumber, match=word):
        read_money(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("cop", "COP"), ("Dólares", "USD"), ("euros", "EUR"), ("Pesos colombianos", "COP")],
)
def test_a_currency_is_named_in_many_ways(text, code) -> None:
    assert read_currency(text) == code


@pytest.mark.parametrize("text", ["pesos", "$", "doblones"])
def test_pesos_of_nobody_are_no_currency(text) -> None:
    with pytest.raises(NotANumber, match="COP"):
        read_currency(text)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 10**15),
    st.integers(0, 99),
    st.sampled_from([(".", ","), (",", "."), (" ", ",")]),
)
def test_any_grouping_gives_back_the_number(whole, cents, marks) -> None:
    thousands, decimals = marks
    text = f"{whole:,}".replace(",", thousands) + f"{decimals}{cents:02d}"
    assert read_money(text).value == Decimal(f"{whole}.{cents:02d}")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_clear_refusal(text) -> None:
    try:
        value = read_money(text).value
    except NotANumber:
        return
    assert value >= 0
