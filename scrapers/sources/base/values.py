"""Structured values: dates and money as the APIs write them, each with the span it came from.

Day and month order is stated per source, never guessed. A midnight in UTC or on the local clock is
a bare date in disguise and never moves to another day.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

from scrapers.errors import UnknownValue
from scrapers.item import Amount, AmountKind, Deadline, Share, Span
from scrapers.remark import Remark
from scrapers.sources.base.prose import storable

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:de\s+)?([a-z]{3,10})\.?,?[\s\-]+(?:del?\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?\s*m?\b", re.IGNORECASE)


def _date(year: int, month: int, day: int, *, value: str, field: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnknownValue(
            Remark("date-impossible", field=field, value=repr(value[:40]))
        ) from error


def iso_moment(value: str, *, field: str) -> tuple[date, time | None]:
    """An ISO 8601 date or date-time as (day, clock time): no time where it is a midnight.

    :raises UnknownValue: where ``value`` is not ISO 8601.
    """
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise UnknownValue(
            Remark("date-unreadable", field=field, value=repr(value[:40]))
        ) from error
    if moment.timetz().replace(tzinfo=None) == time():
        return moment.date(), None
    if moment.tzinfo is not None:
        universal = moment.astimezone(UTC) if 1 < moment.year < 9999 else moment
        if universal.timetz().replace(tzinfo=None) == time():
            return universal.date(), None
    return moment.date(), moment.time().replace(second=0, microsecond=0)


def iso_day(value: str | None, *, field: str) -> date | None:
    """The day of an ISO 8601 value; ``None`` for none.

    :raises UnknownValue: where it is not ISO 8601.
    """
    return iso_moment(value, field=field)[0] if value else None


def us_day(value: str | None, *, field: str) -> date | None:
    """The day of an American ``MM/DD/YYYY`` or ``MMDDYYYY``; ``None`` for none.

    :raises UnknownValue: where it is neither.
    """
    if not value:
        return None
    match = re.fullmatch(r"(\d{2})/?(\d{2})/?(\d{4})", value.strip())
    if match is None:
        raise UnknownValue(Remark("date-unreadable", field=field, value=repr(value[:40])))
    month, day, year = map(int, match.groups())
    return _date(year, month, day, value=value, field=field)


def named_day(value: str | None, *, field: str) -> date | None:
    """A day whose month is a word, English or Spanish, in either order; ``None`` for none.

    Reads "10-Sep-2026", "Sep 09, 2026 12:00:00 AM EDT" (the day, whatever the zone), "19 May
    2020", "Jueves, Agosto 21, 2025", "jueves 25 septiembre 2025 07:00 pm".

    :raises UnknownValue: where it is none of these.
    """
    if not value:
        return None
    folded = value.lower()
    if match := _DAY_FIRST.search(folded):
        day, month, year = match.group(1), match.group(2), match.group(3)
    elif match := _MONTH_FIRST.search(folded):
        month, day, year = match.group(1), match.group(2), match.group(3)
    else:
        raise UnknownValue(Remark("date-unreadable", field=field, value=repr(value[:60])))
    if month not in _MONTHS:
        raise UnknownValue(Remark("month-unknown", field=field, value=repr(value[:60])))
    return _date(int(year), _MONTHS[month], int(day), value=value, field=field)


def told_day(words: str | None, *, field: str) -> tuple[date | None, tuple[Remark, ...]]:
    """A day from a cell that people fill in: the day, or a warning with what stands there."""
    try:
        return named_day(words, field=field), ()
    except UnknownValue:
        return None, (Remark("date-not-understood", words=(words or "")[:80]),)


def clock(value: str | None, *, field: str) -> time | None:
    """The clock time inside ``value`` ("10:00", "07:00 pm"); ``None`` where there is none.

    :raises UnknownValue: where the hour cannot be.
    """
    match = _CLOCK.search(value or "")
    if match is None:
        return None
    hour, minute, half = int(match.group(1)), int(match.group(2)), (match.group(3) or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise UnknownValue(Remark("time-impossible", field=field, value=repr(value))) from error


def span(words: str, field: str, *, name: str | None = None) -> Span:
    """The span of a structured field: what a person would read there, and its dotted path.

    ``name`` is what the source calls the field. A value that says little alone («No», a figure,
    a date) is quoted after it: "Cost Sharing: No".
    """
    quote = f"{name}: {words}" if name else words
    return Span(quote=storable(quote)[:300], field=field, method="estructurado")


def said(words: str | None, field: str, *, name: str | None = None) -> Span | None:
    """The span of a field; ``None`` where it holds nothing."""
    return span(words, field, name=name) if words else None


def figure_of(value: Decimal, currency: str | None, *, language: str) -> str:
    """A figure as the language writes it, with its currency: "150,000 USD", "150.000 EUR"."""
    text = f"{value:,.2f}".removesuffix(".00")
    if language != "en":
        text = text.translate(str.maketrans(",.", ".,"))
    return " ".join(filter(None, (text, currency)))


def moment_of(value: str) -> str:
    """A date as an interface writes it, without what is only for machines: "2027-02-18 17:00"."""
    midnight = _MIDNIGHT.sub("", value.strip())
    if digits := re.fullmatch(r"(\d\d)(\d\d)(\d{4})", midnight):
        return "/".join(digits.groups())
    try:
        on, at = iso_moment(midnight, field="")
    except UnknownValue:
        return midnight
    return f"{on} {at:%H:%M}" if at else f"{on}"


_MIDNIGHT = re.compile(r"\s+(?:12:00(?::00)? ?AM|00:00(?::00)?)\b.*$", re.IGNORECASE)


def closing(
    on: date,
    *,
    quote: str,
    field: str,
    name: str | None = None,
    at: time | None = None,
    timezone: str | None = None,
    label: str | None = None,
) -> Deadline:
    """A full closing date of a structured field; the zone is kept only beside a time."""
    return Deadline(
        on=on,
        at=at,
        timezone=timezone if at else None,
        precision="minute" if at else "day",
        span=span(moment_of(quote), field, name=name),
        label=label,
    )


def iso_closing(
    value: str,
    *,
    field: str,
    name: str,
    timezone: str | None = None,
    label: str | None = None,
) -> Deadline:
    """The closing date of an ISO 8601 field.

    :raises UnknownValue: where it is not ISO 8601.
    """
    on, at = iso_moment(value, field=field)
    return closing(on, at=at, quote=value, field=field, name=name, timezone=timezone, label=label)


def money(
    value: Decimal | None,
    *,
    kind: AmountKind,
    currency: str | None,
    field: str,
    name: str,
    language: str,
) -> Amount | None:
    """One figure; zero and less mean that the source does not say, and give ``None``."""
    if value is None or value <= 0:
        return None
    words = figure_of(value, currency, language=language)
    return Amount(value=value, kind=kind, currency=currency, span=span(words, field, name=name))


def floor_and_ceiling(
    low: Decimal | None,
    high: Decimal | None,
    *,
    currency: str | None,
    field: str,
    names: tuple[str, str],
    language: str,
) -> Amount | None:
    """The least and the most one applicant may get; ``None`` where neither is given."""
    low = low if low is not None and low > 0 else None
    high = high if high is not None and high > 0 else None
    if low is None and high is None:
        return None
    kind: AmountKind = "range" if low and high else "max" if high else "min"
    words = "; ".join(
        f"{name}: {figure_of(value, currency, language=language)}"
        for name, value in zip(names, (low, high), strict=True)
        if value is not None
    )
    return Amount(
        minimum=low,
        maximum=high,
        kind=kind,
        currency=currency,
        span=span(words, field),
        per="project",
    )


def some(*amounts: Amount | None) -> tuple[Amount, ...]:
    """The amounts that are there."""
    return tuple(amount for amount in amounts if amount is not None)


def share_asked(rate_granted: Decimal | None, *, field: str, name: str) -> Share | None:
    """The applicant's share in percent, where the source states the highest rate it grants."""
    if rate_granted is None or not 0 < rate_granted < 100:
        return None
    where = span(f"{rate_granted.normalize():f} %", field, name=name)
    return Share(percent=100 - rate_granted, span=where)
