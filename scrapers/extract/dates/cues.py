"""Cues in a stretch of text: the words that close, open, or speak of something else."""

import re
from dataclasses import dataclass
from typing import Literal

from scrapers.extract.dates.words.closing import CLOSE, RECEIVED
from scrapers.extract.dates.words.opening import OPEN
from scrapers.extract.dates.words.other import OTHER

Role = Literal["close", "open", "other", ""]
_ASKS = re.compile(
    r"\b(?:questions?|queries|inquir\w+|enquir\w+|comments?|reports?|clarifications?|results|"
    r"dudas|informes?)\s(?:[a-z]+ ){0,3}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue left of a date."""

    role: Role
    start: int
    end: int


def cues_in(text: str, low: int, high: int) -> list[Cue]:
    """Closing, opening and other cues between two positions, the specific over the general."""
    handed = [
        m.span()
        for m in RECEIVED.finditer(text, low, high)
        if not _ASKS.search(text, max(0, m.start() - 40), m.start())
    ]
    others = [m.span() for m in OTHER.finditer(text, low, high) if not _overlaps(m.span(), handed)]
    cues = [Cue(role="other", start=a, end=b) for a, b in others]
    closes = handed + [
        m.span()
        for m in CLOSE.finditer(text, low, high)
        if not _overlaps(m.span(), [*others, *handed])
    ]
    cues += [Cue(role="close", start=a, end=b) for a, b in closes]
    cues += [
        Cue(role="open", start=m.start(), end=m.end())
        for m in OPEN.finditer(text, low, high)
        if not _overlaps(m.span(), [*others, *closes])
    ]
    return sorted(cues, key=lambda cue: cue.end)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether ``span`` shares a position with any of ``taken``."""
    return any(span[0] < end and start < span[1] for start, end in taken)
