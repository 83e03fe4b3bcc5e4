"""What heads a call, and which sums nobody should believe."""

from decimal import Decimal
from typing import Any

import pytest

from scrapers.item import Amount, Span
from scrapers.offer import LEAST, MOST_FOR_ANY, MOST_IN_ALL, offer, sound

WORDS = Span(quote="", field="text", method="amount")


def a(value: int, kind: Any, currency: str | None = "EUR", **more: Any) -> Amount:
    return Amount(span=WORDS, kind=kind, currency=currency, value=Decimal(value), **more)


def test_what_is_for_each_project_heads_a_call_before_its_total() -> None:
    made = offer([a(900_000, "total"), a(30_000, "max", per="project"), a(50, "unknown")])
    assert (made.headline, made.amount, made.total) == (
        "each",
        a(30_000, "max", per="project"),
        a(900_000, "total"),
    )
    assert made.limit == made.amount


def test_a_sum_just_mentioned_is_no_limit() -> None:
    made = offer([a(30_000, "unknown")])
    assert (made.headline, made.limit) == ("mentioned", None)


def test_what_is_paid_each_month_is_no_limit_for_a_project() -> None:
    assert offer([a(1_200, "max", per="month")]).limit is None


@pytest.mark.parametrize(
    ("amount", "kind", "reason"),
    [
        (a(120 * 10**12, "max", "COP", per="project"), None, "too-large"),
        (a(MOST_FOR_ANY + 1, "max", "USD"), None, "too-large"),
        (a(MOST_FOR_ANY + 1, "max", "USD"), "prestamo", None),
        (a(2 * 10**6, "per_beneficiary", "EUR"), "beca", "too-large"),
        (a(MOST_IN_ALL, "total", "EUR"), None, None),
        (a(MOST_IN_ALL + 1, "total", "EUR"), None, "too-large"),
        (a(LEAST - 1, "max", "EUR"), None, "too-small"),
        (a(20_000, "max", "COP", per="project"), None, "too-small"),
        (a(5, "max", None), None, None),
        (a(5, "max", "UF", per="project"), None, None),
    ],
)
def test_a_sum_out_of_all_proportion_heads_nothing(
    amount: Amount, kind: str | None, reason: str | None
) -> None:
    made = offer([amount], kind)
    assert [doubt.reason for doubt in made.doubts] == ([reason] if reason else [])
    assert (made.amount is None) == (reason is not None)


def test_more_for_one_project_than_the_call_has_is_past_belief() -> None:
    each, total = a(5_000_000, "max", per="project"), a(900_000, "total")
    made = offer([each, total])
    assert (made.headline, made.amount) == ("total", total)
    assert [(d.amount, d.reason, d.total) for d in made.doubts] == [(each, "over-total", total)]
    assert sound([each, total]) == [total]


def test_sums_in_two_currencies_are_never_held_against_each_other() -> None:
    made = offer([a(90_000_000, "max", "COP", per="project"), a(900_000, "total", "EUR")])
    assert made.doubts == ()


def test_what_a_person_set_is_believed() -> None:
    by_hand = Span(quote="", field="person", method="person")
    one = Amount(span=by_hand, kind="max", currency="EUR", value=Decimal(5))
    assert offer([one]).amount == one
