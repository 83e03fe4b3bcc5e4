"""What a date is for: closing, opening, or something else, from the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scrapers.extract.cues import (
    ADJACENT_ONLY,
    APPLY,
    CLOSE,
    CLOSE_AFTER,
    EXTENSION,
    FROM,
    OPEN,
    OPEN_AFTER,
    OTHER,
    OTHER_AFTER,
    UNTIL,
)
from scrapers.extract.dates import DateHit
from scrapers.extract.passage import Passage

Role = Literal["close", "open", "other", ""]
_LOOK_BACK = 260
_NEAR = 45
_CLAUSE = re.compile(
    r"[;:|]|,? (?:y|e|et|and|i|pero|mientras|while) (?:el|la|los|las|le|les|the|o|a|os|as|els|se)\b"
)
_CUT = re.compile(r"[.;!?](?:\s|(?=[a-z]{3}))")
_LABEL = re.compile(r"^[^.!?]{2,90}[:\s]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue left of a date."""

    role: Role
    start: int
    end: int


def cues_in(text: str, low: int, high: int) -> list[Cue]:
    """Closing, opening and other cues between two positions, the specific over the general."""
    others = [m.span() for m in OTHER.finditer(text, low, high)]
    cues = [Cue(role="other", start=a, end=b) for a, b in others]
    closes = [m.span() for m in CLOSE.finditer(text, low, high) if not _overlaps(m.span(), others)]
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


def roles(passage: Passage, hits: list[DateHit]) -> Iterator[tuple[DateHit, Role]]:
    """Each date with its role; a list shares the first one's, a range ends what it opens."""
    previous: Role = ""
    for index, hit in enumerate(hits):
        before = hits[index - 1] if index else None
        opens_range = index + 1 < len(hits) and hits[index + 1].joined == "range"
        if hit.joined == "list":
            role = previous
        elif hit.joined == "range":
            role = "close" if previous in {"open", "close"} else previous
        else:
            floor = before.end if before else 0
            role = _role(passage, hit, floor=floor, opens_range=opens_range)
        previous = role
        if opens_range and role == "close":
            yield hit, "open"
        else:
            yield hit, role


def _role(passage: Passage, hit: DateHit, *, floor: int, opens_range: bool) -> Role:
    """The role of one date (of the first of a range) from left and right context."""
    text = passage.folded
    start, end = passage.segment(hit.start)
    low = max(start, floor, hit.start - _LOOK_BACK)
    right = text[hit.end : min(end, hit.end + 110)]
    left = _left_role(text, low, hit.start, segment=(start, end), opens_range=opens_range)
    promised = left == "close" and not opens_range and OTHER_AFTER.search(_CUT.split(right[:95])[0])
    if promised and not _closing_word(text, low, hit.start):
        return "other"
    if left:
        return left
    if CLOSE_AFTER.match(right):
        return "close"
    if OPEN_AFTER.match(right):
        return "open"
    return _from_line_above(passage, hit, start, floor)


def _closing_word(text: str, low: int, high: int) -> bool:
    """Whether a word that closes by itself stands left of the date."""
    return any(cue.role == "close" for cue in cues_in(text, low, high))


def _left_role(
    text: str, low: int, high: int, *, segment: tuple[int, int], opens_range: bool
) -> Role:
    """The role the words before a date give it."""
    cues = [cue for cue in cues_in(text, low, high) if _reaches(text, cue, high)]
    applies = APPLY.search(text, *segment) is not None
    if opens_range:
        return _range_role(cues, applies=applies)
    nearest = cues[-1] if cues else None
    if EXTENSION.search(text, low, high) and (applies or CLOSE.search(text, *segment)):
        return "close"
    if nearest is not None and nearest.role == "close":
        return "close"
    if UNTIL.search(text, max(low, high - 90), high):
        return _until_role(text, cues, high, applies=applies)
    if FROM.search(text, max(low, high - 40), high):
        begins = applies and not any(cue.role == "other" for cue in cues)
        return "open" if begins else "other"
    return nearest.role if nearest is not None else ""


def _range_role(cues: list[Cue], *, applies: bool) -> Role:
    """The role of a whole range: the nearest cue's, or what the sentence is about."""
    if cues:
        return "other" if cues[-1].role == "other" else "close"
    return "close" if applies else ""


def _until_role(text: str, cues: list[Cue], high: int, *, applies: bool) -> Role:
    """ "hasta el …" after cues of which the nearest is no closing word."""
    telling = [cue for cue in cues if cue.role != "open"]
    if not telling:
        return "close" if applies else ""
    last = telling[-1]
    if last.role == "close":
        return "close"
    closes = [cue for cue in telling if cue.role == "close"]
    if closes and not _CLAUSE.search(text, closes[-1].end, last.start):
        return "close"
    applying = [m.end() for m in APPLY.finditer(text, max(0, last.end), high)]
    return "close" if applying else "other"


def _reaches(text: str, cue: Cue, high: int) -> bool:
    """Whether a cue is near enough to speak for the date at ``high``."""
    if cue.role == "other" and ADJACENT_ONLY.match(text, cue.start, cue.end + 12):
        return high - cue.end <= _NEAR
    return True


def _from_line_above(passage: Passage, hit: DateHit, start: int, floor: int) -> Role:
    """A date that begins its line takes the role of a short label on the line before."""
    lead = passage.folded[max(start, floor) : hit.start]
    if len(lead.strip(" -•:|*\"'([")) > 24:
        return ""
    above = passage.previous_segment(start)
    if above is None or above[0] < floor - 1:
        return ""
    label = passage.folded[above[0] : above[1]].strip()
    if not label or not _LABEL.match(label):
        return ""
    cues = cues_in(passage.folded, above[0], above[1])
    return cues[-1].role if cues else ""
