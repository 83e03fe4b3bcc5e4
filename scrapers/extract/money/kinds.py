"""What a sum of money is: a maximum, a minimum, a total; for each of what; or none of the offer."""

import re
from dataclasses import dataclass, replace

from scrapers.extract.money.cues import (
    AT_MOST,
    BOUNDS,
    EACH_LEFT,
    EACH_RIGHT,
    MONEY_RIGHT,
    MONTHLY_LEFT,
    NO_MORE,
    OF_CALL,
    OVER,
    PASSIVE_RIGHT,
    PER_TIME,
    SOME_RIGHT,
    WEAK_TOTAL,
    KindCue,
)
from scrapers.extract.money.outside import AFTER, REACH
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable
from scrapers.item import AmountKind, Per

_LABEL = 80
"""Letters of a line above a sum that can still be its label."""
_LONGEST_ASIDE = 200
_ASIDE = re.compile(r"\([^()\d]{40,200}\)")
"""What is said in brackets between a sum and what it is."""
_BREAK = re.compile(r";\s|(?<!\bmax)(?<!\bmin)\.\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseOfSum:
    """What the words around a sum make of it."""

    kind: AmountKind = "unknown"
    per: Per | None = None


def told_of(passage: Passage, start: int, end: int, *, floor: int = 0) -> SenseOfSum:
    """What a sum is, by the words right behind it, then by the nearest ones before it.

    :param floor: where the sum before it ends: words before that speak of this one only where
        nothing nearer does.
    """
    low, high = passage.segment(start)
    right = passage.folded[end : min(high, end + AFTER)]
    near = _ASIDE.sub(" ", passage.folded[max(low, floor, start - REACH - _LONGEST_ASIDE) : start])
    whole = _ASIDE.sub(" ", passage.folded[max(low, start - REACH - _LONGEST_ASIDE) : start])
    near, whole = near[-REACH:], whole[-REACH:]
    told = _told(near, right)
    if told == SenseOfSum() and whole != near:
        told = _told(whole, "")
    if told == SenseOfSum() and not near.strip(" -•*:·|\t"):
        told = _told(_label(passage, low), "")
    return told


def _label(passage: Passage, low: int) -> str:
    """The line above a sum that begins its own, where it is short enough to be its label."""
    before = passage.previous_segment(low)
    if before is None:
        return ""
    line = passage.folded[slice(*before)].strip()
    return line if len(line) <= _LABEL and not re.search(r"\d{3}", line) else ""


def _told(left: str, right: str) -> SenseOfSum:
    """What the words on both sides of a sum tell."""
    bound = _first(BOUNDS["right"], right) or _bound(left)
    if (bound is None or bound.gives != "max") and (denied := NO_MORE.search(left)):
        bound = replace(AT_MOST, at=denied.end())
    kind = bound.gives if bound else "unknown"
    per = _per(left, right, bound) if kind != "part" else None
    if per is None:
        behind = _first(MONEY_RIGHT, right)
        return (
            SenseOfSum(kind="total")
            if behind and kind in {"unknown", "max"}
            else SenseOfSum(kind=kind)
        )
    if kind == "total" and per == "year" and _nearest_each(left, bound) is None:
        return SenseOfSum(kind="total", per=per)
    if kind in {"unknown", "total"}:
        return SenseOfSum(kind="per_beneficiary", per=per)
    return SenseOfSum(kind=kind, per=per)


def _bound(left: str) -> KindCue | None:
    """What the words before a sum make of it.

    "Destina más de 3 millones" tells the total, and "el máximo asciende a 3.000" a most.
    """
    bound = _last(BOUNDS["left"], left)
    over = OVER.search(left)
    if over and bound and bound.gives == "min":
        whole = _last(BOUNDS["left"], left[: over.start()])
        return whole if whole and whole.gives == "total" else bound
    if bound is None or bound.words is not WEAK_TOTAL:
        return bound
    limit = _last(BOUNDS["left"][:2], left)
    if limit is None or OF_CALL.search(left, limit.at or 0):
        return bound
    return limit


def _per(left: str, right: str, bound: KindCue | None) -> Per | None:
    """What the sum is for each of; a total named nearer than "each" is the total of all."""
    if MONTHLY_LEFT.search(left):
        return "month"
    for table, per in (*PER_TIME, *EACH_RIGHT):
        if table.match(right):
            return per
    if SOME_RIGHT.match(right):
        return "beneficiary"
    if PASSIVE_RIGHT.match(right):
        return None
    return _nearest_each(left, bound)


def _nearest_each(left: str, bound: KindCue | None) -> Per | None:
    """What the words before a sum say it is for each of, unless they name a total nearer."""
    ends = [(at, per) for table, per in EACH_LEFT if (at := _end_of_last(table, left)) is not None]
    at, nearest = max(ends, default=(0, None))
    whole = bound.at if bound and bound.gives == "total" else None
    return None if whole is not None and whole > at else nearest


def _first(cues: tuple[KindCue, ...], right: str) -> KindCue | None:
    """The first cue that stands right behind a sum."""
    return next((cue for cue in cues if cue.words.match(right)), None)


def _last(cues: tuple[KindCue, ...], left: str) -> KindCue | None:
    """The cue that stands nearest before a sum."""
    best: KindCue | None = None
    for cue in cues:
        at = _end_of_last(cue.words, left)
        if at is not None and (best is None or at > (best.at or 0)):
            best = KindCue(gives=cue.gives, words=cue.words, at=at)
    return best


def _end_of_last(table: WordTable, left: str) -> int | None:
    """Where the last match ends that no full stop or semicolon parts from the sum."""
    floor = max((m.end() for m in _BREAK.finditer(left)), default=0)
    return max((m.end() for m in table.finditer(left, floor)), default=None)
