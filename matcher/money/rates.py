"""What an amount is in another currency, by the rates people have entered; never by another."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.core import UnknownLocaleError
from babel.numbers import get_territory_currencies
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from matcher.db.generation import remembered
from matcher.money.models import Rate

_NEWEST = (
    select(Rate.currency, Rate.base, func.max(Rate.day).label("day"))
    .where(Rate.day <= bindparam("day"))
    .group_by(Rate.currency, Rate.base)
    .subquery("last")
)
_LAST = (
    select(Rate)
    .join(
        _NEWEST,
        (Rate.currency == _NEWEST.c.currency)
        & (Rate.base == _NEWEST.c.base)
        & (Rate.day == _NEWEST.c.day),
    )
    .order_by(Rate.id)
)
"""The last rate of each pair of currencies on or before a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """An amount in another currency: at which rate, of which day, from where.

    ``rate`` is what one unit of the first currency is in the second. Where two rates were needed,
    ``day`` is the older one's and ``source`` names both. ``day`` is ``None`` where nothing had to
    be converted.
    """

    value: Decimal
    currency: str
    rate: Decimal
    day: date | None
    source: str


@dataclass(frozen=True, slots=True)
class _Worth:
    """One unit of a currency in the base currency."""

    value: Decimal
    day: date | None
    source: str


def convert(
    session: Session, amount: Decimal, currency: str, into: str, day: date
) -> Converted | None:
    """``amount`` as ``into``, by the last rates entered for ``day`` or a day before.

    ``None`` where there is no such rate: what is unknown stays unknown.
    """
    if currency == into:
        return _same(amount, currency)
    return _through(amount, currency, into, _worths(session, day, {currency, into}))


def equivalents(
    session: Session, amount: Decimal, currency: str, day: date
) -> dict[str, Converted]:
    """``amount`` in each currency there is a rate for, and in its own."""
    worths = _worths(session, day)
    found = {currency: _same(amount, currency)}
    for known in {code for by_currency in worths.values() for code in by_currency} - {currency}:
        if (converted := _through(amount, currency, known, worths)) is not None:
            found[known] = converted
    return found


class RateTable:
    """Every rate there is, read once: for reports that convert many amounts of many days."""

    def __init__(self, session: Session) -> None:
        self._told: dict[tuple[str, str], list[Rate]] = {}
        for rate in session.scalars(select(Rate).order_by(Rate.day, Rate.id)):
            self._told.setdefault((rate.base, rate.currency), []).append(rate)

    def convert(self, amount: Decimal, currency: str, into: str, day: date) -> Converted | None:
        """As :func:`convert` does."""
        if currency == into:
            return _same(amount, currency)
        found: dict[str, dict[str, _Worth]] = {}
        for (base, code), rates in self._told.items():
            place = bisect_right(rates, day, key=lambda rate: rate.day)
            if code in (currency, into) and place:
                last = rates[place - 1]
                by_currency = found.setdefault(base, {base: _Worth(Decimal(1), None, "")})
                by_currency[code] = _Worth(last.value, last.day, last.source)
        return _through(amount, currency, into, found)


def worth_in_base(session: Session, base: str, day: date) -> dict[str, Decimal]:
    """What one unit of each currency with a rate is in ``base``; ``base`` itself is one."""
    worths = remembered(session, "rates", lambda: _worths(session, day), also=day)
    return {code: worth.value for code, worth in worths.get(base, {}).items()}


def base_currency(country: str) -> str:
    """The currency of a country (a code of ISO 3166), which its rates are told in."""
    try:
        found = get_territory_currencies(country)
    except UnknownLocaleError:
        found = []
    return str(found[0]) if found else "USD"


def _same(amount: Decimal, currency: str) -> Converted:
    return Converted(value=amount, currency=currency, rate=Decimal(1), day=None, source="")


def _through(
    amount: Decimal, currency: str, into: str, worths: dict[str, dict[str, _Worth]]
) -> Converted | None:
    """By way of a base currency that has a rate of both."""
    for by_currency in worths.values():
        one, other = by_currency.get(currency), by_currency.get(into)
        if one is not None and other is not None:
            days = [worth.day for worth in (one, other) if worth.day]
            rate = one.value / other.value
            return Converted(
                value=amount * rate,
                currency=into,
                rate=rate,
                day=min(days),
                source="; ".join(dict.fromkeys(filter(None, (one.source, other.source)))),
            )
    return None


def _worths(
    session: Session, day: date, currencies: Iterable[str] | None = None
) -> dict[str, dict[str, _Worth]]:
    """Base currency → currency → its last worth on or before ``day``."""
    asked = _LAST
    if currencies is not None:
        asked = asked.where(Rate.currency.in_(list(currencies)))
    found: dict[str, dict[str, _Worth]] = {}
    for rate in session.scalars(asked, {"day": day}):
        by_currency = found.setdefault(rate.base, {rate.base: _Worth(Decimal(1), None, "")})
        by_currency[rate.currency] = _Worth(rate.value, rate.day, rate.source)
    return found
