"""Dates in running text: where they stand and what exactly they say."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from scrapers.extract.dates.words.calendar import (
    DAY_WORD,
    DAY_WORDS,
    DOUBTFUL,
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEAR_WORD,
    year_in_words,
)
from scrapers.extract.text.passage import Passage

Order = Literal["dmy", "mdy", "unknown"]
Problem = Literal["", "impossible", "ambiguous"]
Join = Literal["", "range", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHit:
    """One date as written. ``day`` is ``None`` for "marzo de 2025", ``year`` where unstated.

    ``joined`` says how it hangs together with the date before it: the end of a range, a
    member of a list, or nothing. ``borrowed`` marks a year or month of a neighbour's, ``near`` a
    month taken from the day the source published.
    """

    start: int
    end: int
    month: int
    day: int | None
    year: int | None = None
    weekday: int | None = None
    problem: Problem = ""
    joined: Join = ""
    short: bool = False
    borrowed: bool = False
    near: bool = False

    def __post_init__(self) -> None:  # however its parts were put together
        if not self.problem and not self._may_be():
            object.__setattr__(self, "problem", "impossible")

    def _may_be(self) -> bool:
        """Whether a calendar has such a day; without its year, that of a leap year."""
        last = calendar.monthrange(self.year or 2000, self.month)[1] if 0 < self.month <= 12 else 0
        return last > 0 and (self.day is None or 0 < self.day <= last)

    @property
    def on(self) -> date | None:
        """The full date, if there is one."""
        if self.problem or self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def partial(self) -> str | None:
        """``--MM-DD`` or ``YYYY-MM`` where the source gives no more."""
        if self.problem or self.on is not None:
            return None
        if self.day is None:
            return f"{self.year}-{self.month:02d}" if self.year else None
        return f"--{self.month:02d}-{self.day:02d}"


_D = r"(?P<d>[0-3]?\d)"
_ORD = r"(?:\s?(?:\.?[ºª]|st|nd|rd|th|er|ero|ro|re|r|o)(?![^\W\d_]))?"
_Y = r"(?P<y>(?:19|20)\d\d|2\.0\d\d)(?![\d.,]\d|\d)"
_DE = (
    r"(?:\s*(?:,|/|-|\.)?\s*(?:del?\s(?:mes |ano |any )?(?:de )?|d'|of |do (?:ano )?(?:de )?|"
    r"l'any |any )?\s*\(?\s*)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w/$€])(?<!\d[.,:])(?:{_D}|(?P<w>{DAY_WORD})\b)(?:\s?\(\d{{1,2}}\))?{_ORD}\s?\)?"
    rf"\s*(?:-|/|\.|,)?\s*(?:del mes de |dias? del? |de\s|d'|of\s|del\s)?\s*(?P<m>{MONTH})"
)
_YEAR_AFTER = re.compile(
    rf"(?:{_DE}(?:{_Y}|{YEAR_WORD})\)?|"
    r"[-/ ]'?(?P<yy>[2-3]\d)(?![\d.,:/%]|\s?(?:h\b|hs\b|hrs|horas|:)))?"
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w])(?P<m>{MONTH})\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:/]|[.,]\d{{3}}|\s?(?:am|"
    rf"pm|%|a\.m|p\.m)\b)"
    rf"(?:\s?(?:-|to|through|and|&|al|a)\s?(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:/]))?"
    rf"(?:\s*,?\s*(?:del? |of )?\(?{_Y})?"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.])(?<![^a-z]-)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<mm>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d/]|"
    r"[.-]\d)"
)
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(?P<y>20\d\d)[ ,-]{{1,2}}(?P<m>{MONTH})[ -](?P<d>[0-3]?\d)(?!\d)"
)
NUMERIC = re.compile(
    r"(?<![\d/.,])(?<![^a-z]-)(?<!\d:)(?P<a>\d{1,2})º?\s?(?P<s>[/.:-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?"
    r"(?P<y>(?:19|20)\d\d|(?<=[/-])\d\d|(?<=\d\d\.\d\d\.)[2-3]\d)(?![\d/]|[.-]\d)"
)
"""A date in numbers with its year; with dots, two digits of it where all have two: "28.02.27"."""
_SHORT = re.compile(r"(?<![\w/.,:$-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/%]|[.,]\d)")
_MONTH_YEAR = re.compile(
    rf"(?<![\w])(?P<m>{MONTH})(?:\s?[,/-]?\s?){{1}}(?:del? (?:ano )?|d'|of |do ano )?\s?{_Y}"
)
_WITH_SUCH = re.compile(rf"\s?-\s?[0-3]?\d\s?(?:de |d')?{MONTH}\s?(?:del? |of )?{_Y}")
"""Behind "3 may", the day it goes on to, with its year: a month then, and no word."""
_LAST_DAY = re.compile(
    r"\b(?:last day|ultimo dia(?! habil)|dernier jour|darrer dia|end)\b"
    r"(?: (?:of|de|du|del|cada|each|every|the|calendar|mes|month|mois|chaque|until|through|hasta|"
    r"ate|jusqu'en|fins a|and|y|natural|l|a)){0,8}\s$"
)
_AFTER_MONTH = re.compile(rf"\b(?P<m>{MONTH})\s$")
_BARE_DAY = re.compile(
    r"(?<![\w/$€.,:-])(?P<d>[0-3]?\d)(?:\s?(?:[ºª]|er|ro|[snrt][tdh])(?![^\W\d_]))?"
    rf"(?P<c>\s*(?:[yi-]|a[lou]?|to|until|through|hasta el|fins al|jusqu'au|ate|et?|and|&|,)\s*"
    rf"(?:(?:el|dia|o dia|le|the|{WEEKDAY})\s+){{0,2}})$"
)
_BEFORE_WEEKDAY = re.compile(rf"({WEEKDAY})\s*,?\s*(?:dia |the |le |el )?$")
_CLOCK = (
    r"(?:(?:a partir d[aeo]s?|a partir|desde|from|a|as|at|des|d[ae]s)\s)?(?:las |les |the |le )?"
    r"\d{1,2}(?:[:.h]\d\d)?\s?(?:h\b|hs\b|hrs\b|horas\b|heures\b|hores\b|am\b|pm\b|a\.m\.|p\.m\.)"
)
_HOUR = re.compile(
    rf"[\s,(]{{1,3}}{_CLOCK}|(?<![a-z])(?:(?:a |at |alle )?(?:las |les |the |ore )?\d{{1,2}}"
    r"(?:[:.h]\d\d)?\s?(?:h|hs|horas|am|pm|a\.m\.|p\.m\.)?\s?(?:del?|on|do|of)?(?=\s))"
)
"""An hour between two dates, which joins nothing."""

_ZONE = re.compile(r"\s?\((?:hora|h\.|heure|horario|hora local|time)\b[^()\d]{0,30}\)")
"""Of which place that hour is."""

_LINK = re.compile(
    r"[\s,;)]{0,4}(?P<c>-|al|a|ao|au|to|para|until|till|through|thru|and|y|e|et|i|o|ou|or|&|"
    r"(?:y )?hasta|ate|fins|jusqu'au|jusqu'a|/)?[\s(]{0,4}"
    rf"(?:(?:el|la|le|the|o|del|de|al|dia|les|on|{WEEKDAY})[\s,]+){{0,4}}(?:l')?"
)
_RANGE_WORDS = frozenset(
    "- al a ao au to para until till through thru hasta ate fins jusqu'au jusqu'a".split()
)
_NEW_CLAUSE = frozenset({"hasta", "ate", "fins", "until"})
_AND = frozenset({"y", "and", "et", "e", "i"})
_BETWEEN = re.compile(
    r"(?:entre|between)\s+(?:(?:el|le|les|the|o|os|los|els|dia|dias|dies|days|jours|al?)\s+|l')"
    r"{0,3}(?:[a-z]+,?\s+)?$"
)


def find_dates(passage: Passage, *, order: Order) -> list[DateHit]:
    """Every date of ``passage`` in order, with lists and ranges joined and years shared.

    ``order`` says how two numbers under thirteen are read; ``unknown`` never guesses.
    """
    hits: list[DateHit] = []
    taken = bytearray(len(passage.folded) + 1)
    for hit in _raw_hits(passage, order):
        if hit.end > hit.start and not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    return _join(passage.folded, _with_bare_days(passage.folded, hits))


def _raw_hits(passage: Passage, order: Order) -> Iterator[DateHit]:
    """Candidates, the surest form first."""
    text = passage.folded
    for match in _YEAR_FIRST.finditer(text):
        yield _hit(match, int(match["d"]), int(match["mm"]), int(match["y"]))
    for match in NUMERIC.finditer(text):
        yield _numeric(match, order, year=_full_year(match["y"]))
    for match in _named(_DAY_FIRST, text):
        yield from _day_first(passage, match)
    for match in _named(_MONTH_FIRST, text):
        if match["y"] or not _is_word(passage, match):
            yield from _month_first(text, match)
    for match in _named(_YEAR_MONTH_DAY, text):
        yield _hit(match, int(match["d"]), MONTHS[match["m"].rstrip(".")], int(match["y"]))
    for match in _named(_MONTH_YEAR, text):
        yield _month_only(text, match)
    for match in _SHORT.finditer(text):
        hit = _numeric(match, order, year=None)
        if hit.problem != "impossible":
            yield replace(hit, short=True)


def _named(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches whose words are a month's and a day's, each tried from where it may begin."""
    low = 0
    while match := pattern.search(text, low):
        day = match.groupdict().get("w")
        if match["m"].rstrip(".") in MONTHS and (day is None or day in DAY_WORDS):
            yield match
            low = match.end()
        else:
            low = match.start() + 1


def _day_first(passage: Passage, match: re.Match[str]) -> Iterator[DateHit]:
    """ "15 de marzo" with its year where one follows."""
    text = passage.folded
    before = _AFTER_MONTH.search(text, max(0, match.start() - 14), match.start())
    if before and before["m"].rstrip(".") in MONTHS:
        return
    day = int(match["d"]) if match["d"] else DAY_WORDS[match["w"]]
    told = _YEAR_AFTER.match(text, match.end())
    year = _full_year(told["y"] or told["yy"]) or year_in_words(told["unit"]) if told else None
    if day and (year or not _is_word(passage, match) or _WITH_SUCH.match(text, match.end())):
        month, end = MONTHS[match["m"].rstrip(".")], told.end() if told else match.end()
        found = DateHit(start=match.start(), end=end, month=month, day=day, year=year)
        yield _with_weekday(text, _checked(found))


def _month_only(text: str, match: re.Match[str]) -> DateHit:
    """ "marzo de 2025"; its last day where the words before it say so."""
    month, year = MONTHS[match["m"].rstrip(".")], _full_year(match["y"])
    day = None
    if year and _LAST_DAY.search(text, max(0, match.start() - 60), match.start()):
        day = calendar.monthrange(year, month)[1]
    return DateHit(start=match.start(), end=match.end(), month=month, day=day, year=year)


def _month_first(text: str, match: re.Match[str]) -> Iterator[DateHit]:
    """ "March 15, 2025" and "March 15-30, 2025" (two dates)."""
    month, year = MONTHS[match["m"].rstrip(".")], _full_year(match["y"])
    if not int(match["d"]):
        return
    if match["d2"] is None:
        yield _with_weekday(text, _hit(match, int(match["d"]), month, year))
        return
    first = _checked(
        DateHit(
            start=match.start(),
            end=match.end("d"),
            month=month,
            day=int(match["d"]),
            year=year,
            borrowed=year is not None,
        )
    )
    joined: Join = (
        "list" if re.search(r"and|&", text[match.end("d") : match.start("d2")]) else "range"
    )
    yield first
    yield _checked(
        DateHit(
            start=match.start("d2"),
            end=match.end(),
            month=month,
            day=int(match["d2"]),
            year=year,
            joined=joined,
        )
    )


def _hit(match: re.Match[str], day: int, month: int, year: int | None) -> DateHit:
    """A checked hit over the whole match."""
    return _checked(DateHit(start=match.start(), end=match.end(), month=month, day=day, year=year))


def _checked(hit: DateHit) -> DateHit:
    """The hit, marked where no calendar has such a day."""
    return hit if hit._may_be() else replace(hit, problem="impossible")


def _numeric(match: re.Match[str], order: Order, *, year: int | None) -> DateHit:
    """Two numbers and perhaps a year; the order is what the page's country uses."""
    first, second = int(match["a"]), int(match["b"])
    month_first = order == "mdy"
    if first > 12 or second > 12:
        month_first = second > 12 >= first
    day, month = (second, first) if month_first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return DateHit(start=match.start(), end=match.end(), month=1, day=1, problem="impossible")
    hit = _hit(match, day, month, year)
    unsure = order == "unknown" and max(first, second) <= 12 and first != second
    return replace(hit, problem="ambiguous") if unsure else hit


def _full_year(digits: str | None) -> int | None:
    """Four digits as they are, two in this century."""
    if digits is None:
        return None
    digits = digits.replace(".", "")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _is_word(passage: Passage, match: re.Match[str]) -> bool:
    """Whether "may", "set", "out"… is a word here and no month."""
    name = match["m"].rstrip(".")
    if name not in DOUBTFUL:
        return False
    if name in {"set", "out", "des", "gen"}:
        return True
    return not passage.plain[match.start("m")].isupper() and name != "mai"


def _with_weekday(text: str, hit: DateHit) -> DateHit:
    """The hit with the weekday written before it."""
    match = _BEFORE_WEEKDAY.search(text[max(0, hit.start - 24) : hit.start])
    return replace(hit, weekday=WEEKDAYS.get(match[1].rstrip("."))) if match else hit


def _with_bare_days(text: str, hits: list[DateHit]) -> list[DateHit]:
    """Add "3" of "del 3 al 28 de febrero de 2025", "1 y 15" of "1, 15 y 30 de marzo"."""
    found: list[DateHit] = []
    floor = 0
    for hit in hits:
        extra: list[DateHit] = []
        current = hit
        while current.day is not None and not current.short and len(extra) < 12:
            match = _BARE_DAY.search(text[max(floor, current.start - 30) : current.start])
            if match is None or text[hit.start].isalpha() or not int(match["d"]):
                break
            at = current.start - (len(match.string) - match.start())
            joined: Join = (
                "list"
                if match["c"].split()[0] in {"y", "e", "et", "i", "and", "&", ","}
                else "range"
            )
            if joined == "list" and _BETWEEN.search(text[max(0, at - 30) : at]):
                joined = "range"
            extra.append(
                _checked(
                    DateHit(
                        start=at,
                        end=at + len(match["d"]),
                        month=hit.month,
                        day=int(match["d"]),
                        year=hit.year,
                        borrowed=True,
                    )
                )
            )
            if current is hit:
                hit = replace(hit, joined=joined)
            else:
                extra[-2] = replace(extra[-2], joined=joined)
            current = extra[-1]
        found += [*reversed(extra), hit]
        floor = hit.end
    return found


def _join(text: str, hits: list[DateHit]) -> list[DateHit]:
    """Mark ranges and lists, then let neighbours share a year."""
    for i in range(1, len(hits)):
        if not hits[i].joined and hits[i].start - hits[i - 1].end <= 45:
            hits[i] = replace(hits[i], joined=_joined(text, hits[i - 1], hits[i]))
    for i in range(len(hits) - 1, 0, -1):
        if hits[i].joined and hits[i - 1].year is None and hits[i].year is not None:
            hits[i - 1] = _share(hits[i - 1], hits[i], before=True)
    for i in range(1, len(hits)):
        if hits[i].joined and hits[i].year is None and hits[i - 1].year is not None:
            hits[i] = _share(hits[i], hits[i - 1], before=False)
    return hits


def _joined(text: str, first: DateHit, second: DateHit) -> Join:
    """How two neighbouring dates hang together."""
    gap = text[first.end : second.start]
    around = text[first.start - 1 : first.start] + text[second.end : second.end + 1]
    if around == "()" and not gap.strip(" \n-"):
        return "range"
    match = _LINK.fullmatch(_HOUR.sub("", _ZONE.sub("", gap)))
    if match is None:
        return ""
    connector = (match["c"] or "").removeprefix("y ")
    if first.year and connector in _NEW_CLAUSE and "," in gap:
        return ""
    between = connector in _AND and _BETWEEN.search(text[max(0, first.start - 40) : first.start])
    if connector in _RANGE_WORDS or between:
        return "range"
    if connector or "," in gap or ";" in gap:
        return "list"
    return "range" if _is_beside(gap, first, second) else ""


def _is_beside(gap: str, first: DateHit, second: DateHit) -> bool:
    """Whether a later date stands right beside an earlier one, as in two cells of a row."""
    beside = not gap.strip() and "\n" not in gap
    return beside and first.on is not None and second.on is not None and first.on < second.on


def _share(hit: DateHit, other: DateHit, *, before: bool) -> DateHit:
    """The year of a neighbour, one off where the turn of the year lies between them."""
    assert other.year is not None
    year = other.year
    if hit.day is not None and other.day is not None:
        later = (hit.month, hit.day) > (other.month, other.day)
        year += -1 if before and later else 1 if not before and not later else 0
        if not before and (hit.month, hit.day) == (other.month, other.day):
            year = other.year
    return _checked(replace(hit, year=year, borrowed=True))
