"""The yearly report as rows: línea temática, hecho concreto, secretaría, cooperante."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from matcher.results.entries import ResultEntry
from matcher.words.calm import calm_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was obtained; an empty text is one nobody told."""

    line: str
    fact: str
    department: str
    funder: str
    day: date
    currency: str
    received: Decimal | None
    worth: Decimal | None
    rate: Decimal | None
    rate_day: date | None
    rate_source: str


def rows(
    won: Sequence[ResultEntry],
    lines: Mapping[str, str],
    fact: Callable[[ResultEntry], str] = attrgetter("title"),
) -> list[Row]:
    """The table of what was won, by line in the agency's order, then by day.

    :param fact: how the reader is told what was obtained: a title may be in another language.
    """
    places = {code: place for place, code in enumerate(lines)}
    ordered = sorted(won, key=lambda e: (places.get(e.line or "", len(places)), e.day, e.title))
    return [_row(one, lines, fact(one)) for one in ordered]


def _row(entry: ResultEntry, lines: Mapping[str, str], fact: str) -> Row:
    worth = entry.worth
    return Row(
        line=lines.get(entry.line or "", entry.line or ""),
        fact=fact,
        department=entry.department or "",
        funder=calm_name(entry.funder),
        day=entry.day,
        currency=entry.currency or "",
        received=entry.received,
        worth=None if worth is None else worth.value,
        rate=worth.rate if worth and worth.day else None,
        rate_day=worth.day if worth else None,
        rate_source=worth.source if worth else "",
    )
