"""Sums of a table whose currency stands at the head of their column."""

from decimal import Decimal

from scrapers.extract.money.amounts import read_amounts
from scrapers.extract.text.passage import make_passage


def sums(text: str) -> list[tuple[Decimal | None, str | None]]:
    made = read_amounts(
        make_passage("title", ""),
        make_passage("text", text),
        language="es",
        country=None,
        url=None,
    )
    return [(one.value, one.currency) for one in made]


def test_a_column_headed_by_a_currency_is_a_column_of_sums() -> None:
    table = (
        "Línea | Plazas | Importe (€)\nCultura | 120 | 250.000\nDeporte | 340 | 90.000,50\n"
        "Tiene 120.000 habitantes."
    )
    assert sums(table) == [(Decimal(250_000), "EUR"), (Decimal("90000.50"), "EUR")]


def test_a_cell_with_a_currency_of_its_own_keeps_it() -> None:
    assert sums("Ámbito | Importe EUR |\nA | USD 3.000 |") == [(Decimal(3000), "USD")]


def test_another_table_is_not_headed_by_the_one_above() -> None:
    assert sums("A | Importe (€)\nB | 5.000\n\nC | 1.800\nD | 2.400") == [(Decimal(5000), "EUR")]
