"""What several sources tell as one call."""

from decimal import Decimal

import pytest

from matcher.calls.compose import Offered, offered


def amount(kind: str, value: str, currency: str | None) -> dict[str, str | None]:
    return {"kind": kind, "value": value, "currency": currency}


@pytest.mark.parametrize(
    ("most_in", "total_in", "told"),
    [
        (None, "EUR", Offered(most=Decimal(5), total=None, currency=None)),
        ("EUR", None, Offered(most=Decimal(5), total=None, currency="EUR")),
        ("EUR", "EUR", Offered(most=Decimal(5), total=Decimal(9), currency="EUR")),
    ],
)
def test_no_currency_is_lent_from_one_sum_to_another(
    most_in: str | None, total_in: str | None, told: Offered
) -> None:
    assert offered([amount("max", "5", most_in), amount("total", "9", total_in)]) == told
