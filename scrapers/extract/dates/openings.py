"""The day from which a call takes applications."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrapers.extract.dates.dated import Dated
from scrapers.extract.dates.years.anchors import Anchor, year_for
from scrapers.extract.dates.years.near_openings import NearDay, opens_near
from scrapers.extract.text.passage import Passage
from scrapers.item import Deadline, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A day that opens, its words, and the closing day told in one sentence with it.

    ``others`` are the closing days of the other rounds.
    """

    on: date
    span: Span
    closes: date | None = None
    others: frozenset[date] = frozenset()


def read_opening(
    title: Passage,
    text: Passage,
    dated: Sequence[Dated],
    anchors: Sequence[Anchor],
    *,
    read_on: date | None,
) -> Opening | None:
    """The day that opens the call: a date that does, or the page's own where it says "today".

    Of several rounds, that of the first one not over on the day of reading.
    """
    openings = list(_openings(dated, anchors))
    found = _of_next_round(openings, read_on) or _near(opens_near((title, text), anchors))
    others = frozenset(one.closes for one in openings if one.closes)
    return replace(found, others=others) if found else None


def _near(found: NearDay | None) -> Opening | None:
    if found is None:
        return None
    span = found.passage.span(found.start, found.end, method="today-of-dateline")
    return Opening(on=found.on, span=span)


def _of_next_round(openings: Sequence[Opening], read_on: date | None) -> Opening | None:
    ends = [one.closes for one in openings if read_on and one.closes]
    if not ends:
        return next(iter(openings), None)
    coming = [end for end in ends if read_on and end >= read_on]
    meant = min(coming) if coming else max(ends)
    return next(one for one in openings if one.closes == meant)


def unless_late(
    opening: Opening | None, closing: Sequence[Deadline], read_on: date | None
) -> Opening | None:
    """The opening, unless a day to apply by comes before it: then it is that of a later step.

    What was due in rounds that are over says nothing of the one that comes.
    """
    if opening is None:
        return None
    over = read_on if read_on and opening.closes and opening.closes >= read_on else None
    before = {d.on for d in closing if d.on and d.on < opening.on and not (over and d.on < over)}
    return opening if before <= opening.others else None


def _openings(dated: Sequence[Dated], anchors: Sequence[Anchor]) -> Iterator[Opening]:
    """The opening dates, their year stated or anchored."""
    for item in dated:
        hit = item.hit
        if item.role != "open" or hit.day is None:
            continue
        closes = _closing_beside(item, dated, anchors)
        on, method = hit.on, item.rule
        if on is None and not hit.problem:
            settled = (
                _before(item, closes)
                or year_for(hit, item.anchored(anchors))
                or _before(item, _next_closing(item, dated, anchors))
            )
            if settled:
                on = date(settled[0], hit.month, hit.day)
                method = f"{item.rule}, year-from-{settled[1]}"
        if on is not None:
            span = item.passage.span(hit.start, hit.end, method=method)
            ends = closes[0] if closes and closes[1] == "close" else None
            yield Opening(on=on, span=span, closes=ends)


def _closing_beside(
    item: Dated, dated: Sequence[Dated], anchors: Sequence[Anchor]
) -> tuple[date, str] | None:
    """The day told after an opening in its sentence, and what it is for."""
    _, end = item.passage.segment(item.hit.start)
    for other in dated:
        beside = other.passage is item.passage and item.hit.end <= other.hit.start < end
        if beside and (on := _day(other, anchors)):
            return on, other.role
    return None


def _next_closing(
    item: Dated, dated: Sequence[Dated], anchors: Sequence[Anchor]
) -> tuple[date, str] | None:
    """The first closing day of the field an opening stands in, in whatever sentence."""
    for other in dated:
        closes = other.role == "close" and other.passage is item.passage
        if closes and other.hit.day and (on := _day(other, anchors)):
            return on, "close"
    return None


def _day(item: Dated, anchors: Sequence[Anchor]) -> date | None:
    """The day of a date, its year stated or anchored; of a month the first."""
    if item.hit.on is not None:
        return item.hit.on
    settled = year_for(item.hit, item.anchored(anchors))
    return date(settled[0], item.hit.month, item.hit.day or 1) if settled else None


def _before(item: Dated, closes: tuple[date, str] | None) -> tuple[int, str] | None:
    """The year of an opening that goes with a closing date: that of the last such day before it."""
    if closes is None or closes[1] != "close":
        return None
    on, day = closes[0], item.hit.day or 1
    year = on.year - ((item.hit.month, day) > (on.month, on.day))
    exists = day <= monthrange(year, item.hit.month)[1]
    return (year, "closing-date") if exists else None
