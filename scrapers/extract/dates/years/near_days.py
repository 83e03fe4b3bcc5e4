"""A weekday with the number of its day, "este viernes 16", near the day the source published."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.words.calendar import MONTHS, WEEKDAY, WEEKDAYS
from scrapers.extract.text.passage import Passage

NEAR = "month-from-published_on"
"""How the month of such a day was found."""

_AHEAD = 13
"""Days after its publication of which a source speaks so: this week and the next. Set by hand."""

_DAY = re.compile(
    rf"(?<![\w-])(?P<w>{WEEKDAY}),? (?:o dia |dia |the |le )?\(?(?P<d>\d{{1,2}})"
    r"(?:st|nd|rd|th)?\)?(?!\d|[ºª]|[/.:,-]\d|\s?(?:[ap]\.?m\b|h\b|hs\b|hrs\b|horas|heures|hores|%))"
)
_GOES_ON = re.compile(
    r"\)?,?\s*(?:(?:del?|d'|of|do)\s?(?:este |neste |cada )?)?(?P<m>[a-z]+)\b|"
    r"\)?\s*(?:y|e|et|i|al?|and|to|-)\s*\(?\d"
)
"""What follows a number that a month's name, or another number, belongs to."""


def with_near_days(
    passage: Passage, hits: list[DateHit], published_on: date | None
) -> list[DateHit]:
    """The dates of a passage, and those that only the published day settles, in order."""
    if published_on is None:
        return hits
    taken = [(hit.start, hit.end) for hit in hits]
    near = [
        hit
        for hit in _near(passage.folded, published_on)
        if not any(a < hit.end and hit.start < b for a, b in taken)
    ]
    return sorted([*hits, *near], key=lambda hit: hit.start) if near else hits


def _near(text: str, published_on: date) -> Iterator[DateHit]:
    """Days with weekday and number that agree within two weeks of ``published_on``."""
    coming = [published_on + timedelta(days=n) for n in range(_AHEAD + 1)]
    for match in _DAY.finditer(text):
        weekday = WEEKDAYS.get(match["w"].rstrip("."))
        after = _GOES_ON.match(text, match.end("d"))
        if weekday is None or (after and (after["m"] is None or after["m"] in MONTHS)):
            continue
        for day in coming:
            if day.day == int(match["d"]) and day.weekday() == weekday:
                yield DateHit(
                    start=match.start("w"),
                    end=match.end("d"),
                    month=day.month,
                    day=day.day,
                    weekday=weekday,
                    near=True,
                )
