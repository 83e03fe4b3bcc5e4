"""Closing dates, opening date and whether the call is always open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from scrapers.extract.dates.clock_times import find_time
from scrapers.extract.dates.dated import Dated
from scrapers.extract.dates.labels import label_of
from scrapers.extract.dates.named_calls import of_the_title
from scrapers.extract.dates.notations import DateHit, Order, find_dates
from scrapers.extract.dates.openings import read_opening, unless_late
from scrapers.extract.dates.roles import roles
from scrapers.extract.dates.rules.beside import LISTED_CLOSINGS
from scrapers.extract.dates.rules.purpose import FORMER_RULE
from scrapers.extract.dates.rules.voided import called_off
from scrapers.extract.dates.terms import Counting, find_terms, of_bases, of_gazette
from scrapers.extract.dates.words.applying import APPLY
from scrapers.extract.dates.words.closing import (
    CLOSE,
    EXTENSION,
    GONE,
    MOVABLE,
    ROLLING,
    find_until,
)
from scrapers.extract.dates.words.other import DECIDED
from scrapers.extract.dates.yearly import EACH_YEAR, with_turns
from scrapers.extract.dates.years.anchors import (
    Anchor,
    agrees_with_url,
    find_anchors,
    sentence_day,
    sentence_year,
    year_for,
)
from scrapers.extract.dates.years.near_days import NEAR, with_near_days
from scrapers.extract.text.passage import Passage
from scrapers.item import Deadline, Span
from scrapers.remark import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What the page says about when."""

    deadlines: tuple[Deadline, ...] = ()
    opens_on: date | None = None
    opens_span: Span | None = None
    rolling: bool = False
    rolling_span: Span | None = None
    warnings: tuple[Remark, ...] = ()


def read_dates(
    title: Passage,
    text: Passage,
    *,
    order: Order,
    url: str | None,
    published_on: date | None,
    read_on: date | None = None,
) -> Dates:
    """Read every date of a page and keep those that open or close the call.

    The day of reading only tells the next turn of what comes back each year.
    """
    if called_off(title.folded, text.folded):
        return Dates()
    dated = [*_dated(title, order, published_on), *_dated(text, order, published_on)]
    dated = with_turns(_of_title(title, text, dated), title)
    anchors = find_anchors(
        title,
        text,
        hits=[d.hit for d in dated if d.passage is text],
        url=url,
        published_on=published_on,
    )
    if read_on:
        anchors.append(Anchor(name=EACH_YEAR, day=read_on, returns=True))
    opening = read_opening(title, text, dated, anchors, read_on=read_on)
    if opening and EACH_YEAR not in opening.span.method:
        anchors = [*anchors, Anchor(name="opening-date", day=opening.on)]
    warnings: list[Remark] = []
    closing = _dedupe(_closing(dated, anchors, warnings, url=url))
    closing = _extended(closing, warnings)
    if not any(d.on or d.partial for d in closing):
        closing += _terms(title, text, _counting(dated, published_on, of_gazette(title, url)))
    rolling = _rolling_unless_dated(title, text, closing, warnings)
    _contradictions(closing, warnings)
    opening = unless_late(opening, closing, read_on)
    return Dates(
        deadlines=tuple(closing),
        opens_on=opening.on if opening else None,
        opens_span=opening.span if opening else None,
        rolling=rolling is not None,
        rolling_span=rolling,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _of_title(title: Passage, text: Passage, dated: list[Dated]) -> list[Dated]:
    """The dates without the closing days of calls that bear another name than the title."""
    days = [d.hit for d in dated if d.passage is text and d.role == "close"]
    kept = of_the_title(title, text, days)
    return [d for d in dated if d.passage is not text or d.role != "close" or d.hit in kept]


def _rolling_unless_dated(
    title: Passage, text: Passage, closing: Sequence[Deadline], warnings: list[Remark]
) -> Span | None:
    """Where the source says the call is always open, and names no closing day.

    Where it names one too, the call may close before: that is told.
    """
    span = _rolling(title, text)
    if span and any(d.on for d in closing):
        warnings.append(Remark("may-close-before", quote=_short(span.quote)))
    return None if any(d.on or d.partial for d in closing) else span


def _dated(passage: Passage, order: Order, published_on: date | None) -> list[Dated]:
    """The dates of one field with their roles."""
    found = []
    floor = 0
    hits = with_near_days(passage, find_dates(passage, order=order), published_on)
    for told in roles(passage, hits):
        hit, role = told.hit, told.role
        if hit.short and not _short_closes(passage, hit):
            role = "other"
        extension = role == "close" and _extends(passage, hit, floor)
        floor = hit.end
        found.append(
            Dated(passage=passage, hit=hit, role=role, rule=told.rule, extension=extension)
        )
    return found


def _short_closes(passage: Passage, hit: DateHit) -> bool:
    """Whether "30/04" stands behind a closing word, and is no fraction or room number."""
    start, _ = passage.segment(hit.start)
    low = max(start, hit.start - 60)
    if CLOSE.search(passage.folded, low, hit.start):
        return True
    ends = find_until(passage.folded, low, hit.start)
    return ends is not None and APPLY.search(passage.folded, low, hit.start) is not None


def _extends(passage: Passage, hit: DateHit, floor: int) -> bool:
    """Whether the sentence moves the deadline to this date (the one before ends at ``floor``)."""
    start, _ = passage.segment(hit.start)
    low = max(start, hit.start - 200)
    text = passage.folded
    moves = [
        m
        for m in EXTENSION.finditer(text, low, hit.start)
        if MOVABLE.search(text, max(0, m.start() - 90), m.end() + 60)
    ]
    if not moves:
        return False
    return not GONE.search(passage.folded, max(floor, moves[-1].end()), hit.start)


def _closing(
    dated: Sequence[Dated], anchors: Sequence[Anchor], warnings: list[Remark], *, url: str | None
) -> list[Deadline]:
    """Every closing date as a :class:`Deadline`."""
    closing = []
    for item in (d for d in dated if d.role == "close"):
        known = _anchors_of(item, dated, anchors, url=url) if item.hit.year is None else anchors
        closing.append(_deadline(item, known, warnings))
    return closing


def _anchors_of(
    item: Dated, dated: Sequence[Dated], anchors: Sequence[Anchor], *, url: str | None
) -> list[Anchor]:
    """The anchors of a date without a year, those of its own sentence first."""
    hits = [d.hit for d in dated if d.passage is item.passage]
    day = sentence_day(item.passage, item.hit, hits)
    former = _former(item, dated) if item.extension and day is None else None
    year = sentence_year(item.passage, item.hit, hits)
    if year is not None and not agrees_with_url(year, url):
        year = None
    known = item.anchored(anchors)
    days = [anchor for anchor in known if anchor.day and not anchor.returns]
    return [anchor for anchor in (day, former, *days, year, *known) if anchor]


def _former(item: Dated, dated: Sequence[Dated]) -> Anchor | None:
    """The full date an extension replaces, told in the same sentence."""
    start, end = item.passage.segment(item.hit.start)
    for other in dated:
        same = other.passage is item.passage and start <= other.hit.start < end
        if same and (other.role == "close" or other.rule == FORMER_RULE) and other.hit.on:
            return Anchor(name="former-deadline", day=other.hit.on)
    return None


def _deadline(item: Dated, anchors: Sequence[Anchor], warnings: list[Remark]) -> Deadline:
    """One closing date with time, zone, label and what is doubtful about it."""
    hit, passage = item.hit, item.passage
    at, zone = find_time(passage, hit.start, hit.end)
    label = "prórroga" if item.extension else label_of(passage, hit)
    span = passage.span(hit.start, hit.end, method=item.rule)
    if hit.near:
        span = replace(span, method=f"{item.rule}, {NEAR}")
    if hit.problem:
        warnings.append(_doubt(hit.problem, span.quote))
        span = replace(span, method=f"{item.rule}, {hit.problem}")
        return Deadline(on=None, span=span, precision="text", text=span.quote, label=label)
    on, assumed = hit.on, False
    if on is None and (settled := year_for(hit, anchors)) and hit.day is not None:
        on, assumed = date(settled[0], hit.month, hit.day), True
        span = replace(span, method=f"{span.method}, year-from-{settled[1]}")
    elif on is not None and hit.weekday is not None and on.weekday() != hit.weekday:
        warnings.append(Remark("weekday-wrong", quote=span.quote))
    precision: Literal["minute", "day", "partial"] = "partial"
    if on is not None:
        precision = "minute" if at else "day"
    return Deadline(
        on=on,
        at=at,
        timezone=zone,
        span=span,
        precision=precision,
        label=label,
        partial=None if on else hit.partial,
        year_assumed=assumed,
    )


def _doubt(problem: str, quote: str) -> Remark:
    """The warning for a date no calendar or no country settles."""
    code = "closing-impossible" if problem == "impossible" else "closing-ambiguous"
    return Remark(code, quote=quote)


def _dedupe(deadlines: list[Deadline]) -> list[Deadline]:
    """One of each date: the fullest telling, in order of date; partials a full date explains go."""
    best: dict[object, Deadline] = {}
    stated = {_month_day(d) for d in deadlines if d.on and not d.year_assumed}
    for deadline in deadlines:
        certain = deadline.on is not None and not deadline.year_assumed
        if certain or _month_day(deadline) not in stated:
            key = deadline.on or deadline.partial or deadline.text
            held = best.get(key)
            best[key] = _fuller(held, deadline) if held else deadline
    return _in_order(list(best.values()))


def _in_order(deadlines: list[Deadline]) -> list[Deadline]:
    """By date, those without one last; a month that one of them lies in goes."""
    months = {f"{d.on:%Y-%m}" for d in deadlines if d.on}
    kept = [d for d in deadlines if d.on or d.partial not in months]
    return sorted(kept, key=lambda d: (d.on is None, d.on or date.max, d.partial or ""))


def _month_day(deadline: Deadline) -> str | None:
    """Month and day whatever the year."""
    return f"--{deadline.on:%m-%d}" if deadline.on else deadline.partial


def _fuller(held: Deadline, other: Deadline) -> Deadline:
    """The telling with an hour, or marked as extension; otherwise the first."""
    label = "prórroga" if "prórroga" in {held.label, other.label} else held.label or other.label
    chosen = other if other.at and not held.at else held
    return replace(chosen, label=label, year_assumed=held.year_assumed and other.year_assumed)


def _extended(deadlines: list[Deadline], warnings: list[Remark]) -> list[Deadline]:
    """Only the moved date where the source says the deadline was moved."""
    dated = [(d.on, d) for d in deadlines if d.on]
    moved = [on for on, d in dated if d.label == "prórroga"]
    if not moved:
        return _moved_partial(deadlines, warnings)
    last = max(moved)
    beside = [d.span for on, d in dated if on == last and LISTED_CLOSINGS in d.span.method]
    before = ", ".join(f"{on:%d/%m/%Y}" for on, _ in dated if on < last)
    now = f"{last:%d/%m/%Y}"
    told = (
        Remark("extended-from", before=before, now=now) if before else Remark("extended", now=now)
    )
    warnings.append(told)
    return [d for on, d in dated if on >= last or _moved_too(d, beside)]


def _moved_too(deadline: Deadline, moved: Sequence[Span]) -> bool:
    """Whether a day was moved in one breath with the last: "al 3 y al 9 de mayo"."""
    return deadline.label == "prórroga" and any(_same_list(deadline.span, one) for one in moved)


def _moved_partial(deadlines: list[Deadline], warnings: list[Remark]) -> list[Deadline]:
    """The same for days without a year: the former one goes, the new one stays."""
    moved = [d for d in deadlines if d.label == "prórroga" and d.partial]
    former = [d for d in deadlines if d.partial and d not in moved]
    if moved and former:
        told = [", ".join(f"«{d.span.quote}»" for d in group) for group in (former, moved)]
        warnings.append(Remark("extended-from", before=told[0], now=told[1]))
    return [d for d in deadlines if d not in former] if moved else deadlines


def _counting(dated: Sequence[Dated], published_on: date | None, gazette: bool) -> Counting:
    """What a term counts from: the day of the page, unless it is that of the call's rules."""
    same = [d for d in dated if published_on and d.hit.on == published_on]
    bases = any(of_bases(d.passage, d.hit.start) for d in same)
    return Counting(published_on=published_on, of_bases=bases, of_gazette=gazette)


def _terms(title: Passage, text: Passage, counting: Counting) -> list[Deadline]:
    """Relative terms, once each."""
    found: dict[object, Deadline] = {}
    for passage in (title, text):
        for deadline in find_terms(passage, counting):
            found.setdefault(deadline.on or deadline.text, deadline)
    return list(found.values())[:4]


def _rolling(title: Passage, text: Passage) -> Span | None:
    """Where the source says the call is always open."""
    for passage in (title, text):
        for match in ROLLING.finditer(passage.folded):
            if not DECIDED.search(passage.folded, *passage.segment(match.start())):
                return passage.sentence_span(match.start(), method="rolling-cue")
    return None


def _contradictions(deadlines: Sequence[Deadline], warnings: list[Remark]) -> None:
    """Warn where several closing dates have nothing that tells them apart."""
    plain = [d for d in deadlines if d.on and d.label is None]
    for first, second in pairwise(plain):
        if not _same_list(first.span, second.span):
            one, other = f"{first.on:%d/%m/%Y}", f"{second.on:%d/%m/%Y}"
            quotes = {"quote": _short(first.span.quote), "other_quote": _short(second.span.quote)}
            warnings.append(Remark("closings-contradict", one=one, other=other, **quotes))


def _same_list(first: Span, second: Span) -> bool:
    """Whether two dates stand in one enumeration."""
    if first.field != second.field or first.end is None or second.start is None:
        return False
    return 0 <= second.start - first.end <= 30 or 0 <= (first.start or 0) - (second.end or 0) <= 30


def _short(quote: str) -> str:
    """At most 120 characters of a quote on one line."""
    line = " ".join(quote.split())
    return line if len(line) <= 120 else line[:117] + "…"
