"""Sums of calls as conditions: compared across currencies by rates, the unknown kept apart."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, case, cast, false, func, or_

from matcher.calls.models import Call

MONEY = func.coalesce(Call.amount_max, Call.amount_total)
"""What one may ask for, else what the whole call has."""


def enough(least: Mapping[str, Decimal]) -> ColumnElement[bool]:
    """Calls with at least so much, told for each currency apart."""
    ways = [and_(Call.currency == code, value <= MONEY) for code, value in least.items()]
    return or_(false(), *ways)


def no_amount() -> ColumnElement[bool]:
    """Calls whose source gives no sum."""
    return MONEY.is_(None)


def no_rate(least: Mapping[str, Decimal]) -> ColumnElement[bool]:
    """Calls with a sum in a currency that cannot be compared, or that the source does not name."""
    unknown = or_(Call.currency.is_(None), Call.currency.not_in(list(least)))
    return and_(MONEY.is_not(None), unknown)


def largest_first(worth: Mapping[str, Decimal]) -> ColumnElement[Any]:
    """What to sort by, descending: what can be compared, then the other sums, then the rest.

    :param worth: what one unit of each currency is in one of them.
    """
    value = cast(MONEY, Float)
    by_currency = [(Call.currency == code, value * float(rate)) for code, rate in worth.items()]
    # Between nought and minus one: below every sum that can be compared, in their own order.
    apart = -1.0 / (1.0 + value)
    return case((MONEY.is_(None), -2.0), *by_currency, else_=apart)
