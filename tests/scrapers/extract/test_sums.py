"""Sums of money in one sentence: all of them, with the currency stated, and nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest

from scrapers.extract.money.amounts import read_amounts
from scrapers.extract.text.passage import make_passage
from scrapers.item import Amount

LINES = [
    line.split(" | ", 2)
    for path in sorted(Path(__file__).parent.glob("sums*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(amount: Amount) -> set[tuple[Decimal, str]]:
    bounds = (amount.value, amount.minimum, amount.maximum)
    return {(value, amount.currency or "?") for value in bounds if value is not None}


@pytest.mark.parametrize(
    ("wanted", "language", "said"), LINES, ids=[f"{code}: {said[:50]}" for _, code, said in LINES]
)
def test_a_sentence_offers_the_sums_a_person_reads(wanted: str, language: str, said: str) -> None:
    amounts = read_amounts(
        make_passage("title", ""),
        make_passage("text", said),
        language=language,
        country=None,
        url=None,
    )
    found = set[tuple[Decimal, str]]().union(*map(told, amounts))
    expected = [] if wanted == "-" else [item.split() for item in wanted.split(", ")]
    assert found == {(Decimal(value), currency) for value, currency in expected}
