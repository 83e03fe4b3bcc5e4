"""What the sums of a call come to: the one that heads it, its total, and those past belief.

A sum past belief is kept and shown where it was read, with a warning; it heads nothing and is
compared with nothing, unless a person has set it. Past belief is

- a sum for each project that is more than the whole call has, both in one currency;
- a sum beyond what calls of its kind hand out, or below what one pays out at all: see
  :data:`MOST_FOR_ONE`, :data:`MOST_IN_ALL` and :data:`LEAST`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scrapers.item import Amount

Headline = Literal["each", "up_to", "from", "total", "mentioned"]
Reason = Literal["over-total", "too-large", "too-small"]

MILLION = 10**6
MOST_FOR_ONE = {"beca": 1 * MILLION, "premio": 50 * MILLION, "prestamo": 3_000 * MILLION}
"""Dollars, in order of magnitude, that no call of the kind gives to one project or person."""
MOST_FOR_ANY = 300 * MILLION
"""The same for every other kind: the Green Climate Fund's large projects begin at 250 million."""
MOST_IN_ALL = 20_000 * MILLION
"""Of 510 budgets in Spain's register the largest is 1,500 million, the median 175,000."""
LEAST = 10
"""Less pays no bank transfer: the number lost its "mil" or its "millones" on the way."""

_RATES = """
ARS 1000 CLP 1000 COP 4000 CRC 500 DOP 60 MXN 20 PYG 7000 UYU 40 BRL 5 GTQ 8 HNL 25 NIO 35
CUP 100 BOB 7 PEN 4 JPY 150 KRW 1300 INR 85 PKR 280 NPR 130 LKR 300 IDR 15000 XOF 600 AOA 900
NGN 1500 KES 130 MZN 65 ZAR 18 EGP 50 LBP 90000 SYP 13000 SDG 600 CNY 7 SEK 10 NOK 10 DKK 7
""".split()
_PER_DOLLAR = dict(zip(_RATES[::2], map(int, _RATES[1::2]), strict=True))
"""How many make about a dollar: to tell a slip of three zeros, and for no conversion at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumDoubt:
    """A sum past belief, why, and the total it does not go with."""

    amount: Amount
    reason: Reason
    total: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffer:
    """What a call offers: the sum that heads it and how, its total, the sums past belief."""

    headline: Headline | None
    amount: Amount | None
    total: Amount | None
    doubts: tuple[SumDoubt, ...]

    @property
    def limit(self) -> Amount | None:
        """The sum that is the most for one project or applicant; ``None`` where none is."""
        amount = self.amount if self.headline in {"each", "up_to"} else None
        if amount is None or amount.kind == "min" or amount.per in {"month", "year"}:
            return None
        return amount


def offer(amounts: Sequence[Amount], kind: str | None = None) -> CallOffer:
    """The offer of a call of a ``kind`` whose sources tell these ``amounts``."""
    doubts = tuple(_doubts(amounts, kind))
    doubted = {id(one.amount) for one in doubts}
    sound = [one for one in amounts if id(one) not in doubted and one.most]
    total = next((one for one in sound if one.kind == "total"), None)
    for name, ranks in _HEADLINES:
        found = [[one for one in sound if _role(one) in rank] for rank in ranks]
        if first := next(filter(None, found), None):
            return CallOffer(headline=name, amount=_largest(first), total=total, doubts=doubts)
    return CallOffer(headline=None, amount=None, total=None, doubts=doubts)


_HEADLINES: tuple[tuple[Headline, tuple[set[tuple[str, bool | str]], ...]], ...] = (
    (
        "each",
        (
            {("max", True), ("range", True), ("per_beneficiary", True)},
            {("unknown", True), ("part", True)},
        ),
    ),
    ("up_to", ({("max", False), ("range", False)},)),
    ("each", ({("per_beneficiary", "paid")}, {("min", True)})),
    ("total", ({("total", False), ("total", True)},)),
    ("from", ({("min", False)},)),
    ("mentioned", ({("unknown", False)}, {("part", False)}, {("per_beneficiary", False)})),
)
"""What may head a call, best first: kinds, and whether the source says it is for each one.

What one is paid by the month or the year is said before a total, and after what it gets in all.
"""


def sound(amounts: Sequence[Amount], kind: str | None = None) -> list[Amount]:
    """The sums that may be compared: of money, and not past belief."""
    doubted = {id(one.amount) for one in _doubts(amounts, kind)}
    return [one for one in amounts if id(one) not in doubted and not one.indexed]


def _role(amount: Amount) -> tuple[str, bool | str]:
    """Its kind, and whether it is for each one; "paid" where by the month or the year."""
    paid = amount.kind == "per_beneficiary" and amount.per in {"month", "year"}
    return amount.kind, "paid" if paid else _each(amount)


def _each(amount: Amount) -> bool:
    """Whether the source says that one project or one beneficiary gets it."""
    if amount.kind == "per_beneficiary" and amount.per is None:
        return True
    return amount.per in {"project", "beneficiary"}


def _largest(amounts: Sequence[Amount]) -> Amount:
    """The largest in the currency of the first."""
    same = [one for one in amounts if one.currency == amounts[0].currency]
    return max(same, key=_most)


def _doubts(amounts: Sequence[Amount], kind: str | None) -> Iterator[SumDoubt]:
    read = [one for one in amounts if not one.indexed and one.span.method != "person"]
    for one in read:
        if reason := _apart(one, kind):
            yield SumDoubt(amount=one, reason=reason)
        elif whole := _whole_below(one, amounts, kind):
            yield SumDoubt(amount=one, reason="over-total", total=whole)


def _whole_below(one: Amount, amounts: Sequence[Amount], kind: str | None) -> Amount | None:
    """The total of the call, where it is less than a sum for each project."""
    if one.kind == "total" or not _each(one):
        return None
    same = [t for t in amounts if t.kind == "total" and t.currency == one.currency]
    told = [t for t in same if t.most and not _apart(t, kind)]
    whole = max(told, key=_most, default=None)
    return whole if whole and _most(one) > _most(whole) else None


def _most(amount: Amount) -> Decimal:
    return amount.most or Decimal(0)


def _apart(amount: Amount, kind: str | None) -> Reason | None:
    """Why a sum is out of all proportion for what it is, if it is."""
    if not amount.most:
        return None
    rate = _PER_DOLLAR.get(amount.currency or "", 1)
    if amount.currency is None:
        rate = max(_PER_DOLLAR.values())
    single = _each(amount) or amount.kind in {"max", "range"} or amount.per is not None
    most = MOST_FOR_ONE.get(kind or "", MOST_FOR_ANY) if single else MOST_IN_ALL
    if amount.most > Decimal(most) * rate:
        return "too-large"
    if amount.currency and amount.most < Decimal(LEAST) * rate:
        return "too-small"
    return None
