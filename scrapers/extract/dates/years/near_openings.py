"""An opening told from the page's own day: "abre hoy", "abrió este lunes", "desde mañana"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.extract.dates.words.calendar import WEEKDAY, WEEKDAYS
from scrapers.extract.dates.words.closing import MOVABLE
from scrapers.extract.dates.words.opening import OPENS_NOW
from scrapers.extract.dates.years.anchors import Anchor
from scrapers.extract.text.passage import Passage

_UNNUMBERED = r"(?!,? (?:(?:el|dia|o|le|the) )?\(?\d)"
"""A day with its number is read as a date."""
_SOON = re.compile(
    r"\b(?:(?:today|hoy|hoje|hoxe|avui|aujourd'hui|oggi)(?! en dia)|"
    r"(?P<tomorrow>manana|mana|tomorrow|amanha|demain|dema|domani)(?! (?:del?|la|y)\b))\b"
    + _UNNUMBERED
)
_WEEKDAY = re.compile(
    rf"\b(?:es?t[ea]|n?est[ea]|this|ce|aquest) (?P<weekday>{WEEKDAY})\b{_UNNUMBERED}"
)
"""Days by how far they are from the page's own."""
_SINCE = re.compile(
    r"\b(?:desde|a partir d[e'o]|from|starting|des d[e']|da|des) ?(?:(?:el|este|la) )?$"
)
_UNTIL = re.compile(r"[^.;\d]{0,30}?\b(?:hasta|until|ate|fins|jusqu|ata|al|to)\b")
_PAST = re.compile(
    r"\b(?:(?:ha|han|has|have|a) \w+|abri[ou]|opened|launched|publico|lanzo|convoco)"
)
_FAR = 50
"""Letters between what opens and the day. Set by hand."""
_APART = re.compile(r"[.;:\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDay:
    """The day meant and where it is told."""

    on: date
    passage: Passage
    start: int
    end: int


def opens_near(passages: Sequence[Passage], anchors: Sequence[Anchor]) -> NearDay | None:
    """The first day told so that opens a call; ``None`` where the page bears no day."""
    own = next((a.day for a in anchors if a.exact and a.day), None)
    if own is None:
        return None
    return next((near for passage in passages for near in _near(passage, own)), None)


def _near(passage: Passage, own: date) -> Iterator[NearDay]:
    found = (*_SOON.finditer(passage.folded), *_WEEKDAY.finditer(passage.folded))
    for match in sorted(found, key=lambda one: one.start()):
        start, end = passage.segment(match.start())
        said = _opens(passage.folded, match, start, end)
        if said is not None and MOVABLE.search(passage.folded, start, end):
            on = _meant(match, own, past=_PAST.match(said) is not None)
            yield NearDay(on=on, passage=passage, start=match.start(), end=match.end())


def _opens(text: str, match: re.Match[str], start: int, end: int) -> str | None:
    """What opens on that day, beside it in its sentence; "" where a window begins with it."""
    low, high = max(start, match.start() - _FAR), min(end, match.end() + _FAR)
    for word in OPENS_NOW.finditer(text, low, high):
        between = text[word.end() : match.start()] + text[match.end() : word.start()]
        if not _APART.search(between):
            return word.group()
    window = _SINCE.search(text, low, match.start()) and _UNTIL.match(text, match.end(), end)
    return "" if window else None


def _meant(match: re.Match[str], own: date, *, past: bool) -> date:
    """The day itself: of a weekday the last one where something has opened, else the next."""
    named = match.groupdict()
    if named.get("tomorrow"):
        return own + timedelta(days=1)
    wanted = WEEKDAYS.get(named.get("weekday", "").rstrip("."))
    if wanted is None:
        return own
    ahead = (wanted - own.weekday()) % 7
    return own + timedelta(days=ahead - 7 if past and ahead else ahead)
