"""Numbers written out, in Spanish and English, as figures: «dos mil quinientas» is 2500.

Whoever drafts writes «dos años» as soon as «24 meses», and no rule should see only the second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text import fold

_UNITS = (
    "un uno una one",
    "dos two",
    "tres three",
    "cuatro four",
    "cinco five",
    "seis six",
    "siete seven",
    "ocho eight",
    "nueve nine",
    "diez ten",
    "once eleven",
    "doce twelve",
    "trece thirteen",
    "catorce fourteen",
    "quince fifteen",
    "dieciseis sixteen",
    "diecisiete seventeen",
    "dieciocho eighteen",
    "diecinueve nineteen",
    "veinte twenty",
    "veintiuno veintiun veintiuna",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
)
_TENS = (
    "treinta thirty",
    "cuarenta forty",
    "cincuenta fifty",
    "sesenta sixty",
    "setenta seventy",
    "ochenta eighty",
    "noventa ninety",
)
_HUNDREDS = (
    "cien ciento",
    *"doscient trescient cuatrocient quinient seiscient setecient ochocient novecient".split(),
)
_VALUES = {word: n for n, words in enumerate(_UNITS, 1) for word in words.split()}
_VALUES |= {word: n * 10 for n, words in enumerate(_TENS, 3) for word in words.split()}
_VALUES |= {
    word + end: n * 100
    for n, words in enumerate(_HUNDREDS, 1)
    for word in words.split()
    for end in (("",) if n == 1 else ("os", "as"))
}
_SCALES = {"hundred": 100, "mil": 1000, "thousand": 1000}
_SCALES |= dict.fromkeys(("millon", "millones", "million"), 10**6)
_WORD = re.compile(r"[a-z]+")
_JOIN = re.compile(r" (?:y |and )?|-")
_DIGIT_BEFORE = re.compile(r"\d\s$")


@dataclass(frozen=True, slots=True)
class Written:
    """``raw`` as typed, and ``folded`` with figures for its numbers, each place with its own."""

    raw: str
    folded: str
    places: tuple[int, ...]

    def quote(self, match: re.Match[str]) -> str:
        """The words as typed, where folding kept their places; else as they were matched."""
        if len(fold(self.raw)) != len(self.raw):
            return match.group()
        return self.raw[self.places[match.start()] : self.places[match.end()]]


def written(raw: str) -> Written:
    """``raw`` folded, its numbers in figures."""
    folded = fold(raw)
    out: list[str] = []
    places: list[int] = []
    last = 0
    for start, end, value in _runs(folded):
        out += [folded[last:start], str(value)]
        places += [*range(last, start), *[start] * len(str(value))]
        last = end
    return Written(raw, "".join([*out, folded[last:]]), (*places, *range(last, len(folded) + 1)))


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Where numbers stand in words, and what they come to; «un» alone is an article."""
    place = 0
    while first := _WORD.search(text, place):
        place = first.end()
        said = first.group()
        known = said in _VALUES or (said in _SCALES and said != "hundred")
        before = text[max(first.start() - 2, 0) : first.start()]
        if not known or before[-1:].isalnum():
            continue
        if said in _SCALES and _DIGIT_BEFORE.search(before):
            continue  # «2 mil»: its number stands in figures
        end, value = _read(text, first)
        if value and _VALUES.get(text[first.start() : end]) != 1:
            place = end
            yield first.start(), end, value


def _read(text: str, first: re.Match[str]) -> tuple[int, int]:
    """Where the number that begins at ``first`` ends, and what it is."""
    whole, part, end = 0, 0, first.start()
    match: re.Match[str] | None = first
    joined = ""
    while match and (grown := _grown(whole, part, match.group(), joined)):
        whole, part = grown
        end = match.end()
        gap = _JOIN.match(text, end)
        joined = gap.group() if gap else ""
        match = _WORD.match(text, gap.end()) if gap else None
    return end, whole + part


def _grown(whole: int, part: int, word: str, joined: str) -> tuple[int, int] | None:
    """The thousands so far and what follows them, with one word more; or it is of no number."""
    value, scale = _VALUES.get(word), _SCALES.get(word)
    if value is not None:
        return (whole, part + value) if _follows(part, value, joined) else None
    if scale == 100 and 0 < part < 10:
        return whole, part * scale
    if scale == 1000 and not whole % 10**6 and (part or not whole):
        return whole + (part or 1) * scale, 0
    if scale == 10**6 and whole + part > 0 and whole < 10**6:
        return (whole + part) * scale, 0
    return None


def _follows(part: int, value: int, joined: str) -> bool:
    """Whether ``value`` goes on with ``part``: «treinta y» «dos», not «dos y» «tres»."""
    if part % 100 == 0:
        return value < (100 if part else 1000) and joined != " y "
    return 20 <= part < 1000 and part % 10 == 0 and part % 100 >= 20 and value < 10
