"""Sums that stand beside another: in a list with one currency, or told again in a second one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, zip_longest

from scrapers.extract.money.numbers import NUMERAL, number
from scrapers.extract.text.passage import Passage
from scrapers.item import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum of money as matched: ``currency`` may still be ``$``, ``pesos`` or empty.

    ``lent``: where it is empty, the only currency of the sentence is its own.
    """

    start: int
    end: int
    value: Decimal
    currency: str
    factor: int
    digits: str
    lent: bool = True


_LISTED = re.compile(
    rf"(?:{NUMERAL}(?: mil\b)?\s?,\s){{0,5}}{NUMERAL}(?: mil\b)?,?\s(?:(?:y|and|et|e|i)\s)?$"
)
_MEMBER = re.compile(rf"(?P<n>{NUMERAL})(?P<mil> mil\b)?")
_RANGE_LEAD = re.compile(r"\b(?:entre|between|oscil\w+|varia\w*|rang\w+|comprend\w+)\s$")
_SHARE = re.compile(
    rf"[,;:]\s(?:de (?:los|las) cuales,? |dont |of which )?(?P<n>{NUMERAL})(?= (?:para|per|"
    r"pour|for|ao?|aux?|al)\b (?:(?:el|la|los|las|os?|le|the|al?) )?"
    r"(?:ganador|primer|segund|segon|"
    r"tercer|premi|vencedor|winner|first|second|third|laureat|accesit|finalist))"
)
_FURTHER = re.compile(
    r"(?:[,;:]|\b(?:y|e|i|and|et|son|seran?|serian|de|are|sont|sao))\s"
    rf"(?P<n>{NUMERAL})(?P<mil> mil\b)?"
    r"(?= con cargo a\b| (?:para|pour|for|per a) (?:l[aoe]s?|els?|the|os|as|cada|aque\w+|quien\w*|"
    r"those|ce\w+|group|grup)\b)"
)
"""The next of several sums that each say for whom: "85 mil pesos para…; 125 mil para los…"."""
_SAME_SUM = re.compile(
    r"\s?\(\s?(?:(?:approx\w*|aprox\w*|about|around|circa|some|unos|unas|cerca d[eo]|alrededor de|"
    r"equivalent\w* (?:a|to)?|ou|or|o sea|soit|environ|uns|i\.e|es decir|=|~|≈)\.?,?\s?"
    r"(?:a |to |de )?)?"
)


_MANY_TIMES = 20
"""How many times the one of two sums of a list may be the other."""


def with_neighbours(passage: Passage, found: list[Sum], language: Language | None) -> list[Sum]:
    """``found`` and the bare numbers that share a sum's currency, in order.

    "3.000, 2.000 y 1.000 euros"; "150.000 euros, 130.000 para el ganador".
    """
    every: list[Sum] = []
    for item, following in zip_longest(found, found[1:]):
        floor = every[-1].end if every else 0
        every += [*_before(passage, item, floor, language), item]
        share = _SHARE.match(passage.folded, item.end)
        if share and item.currency:
            every.append(_bare(item, share, language))
        every += _further(passage, item, following, language)
    return every


def _further(
    passage: Passage, item: Sum, following: Sum | None, language: Language | None
) -> Iterator[Sum]:
    """The bare sums behind ``item`` in its sentence, before the next one with a sign."""
    high = passage.segment(item.start)[1]
    high = min(high, following.start) if following else high
    for match in _FURTHER.finditer(passage.folded, item.end, high) if item.currency else ():
        sum_ = _bare(item, match, language)
        if item.value <= sum_.value * _MANY_TIMES and sum_.value <= item.value * _MANY_TIMES:
            yield sum_


def _before(passage: Passage, item: Sum, floor: int, language: Language | None) -> Iterator[Sum]:
    """The members of a list that ends with ``item``."""
    low = max(floor, item.start - 90)
    listed = _LISTED.search(passage.folded[low : item.start])
    if not listed or not item.currency or not item.digits or item.factor > 1000:
        return
    if _RANGE_LEAD.search(passage.folded, max(0, low + listed.start() - 20), low + listed.start()):
        return
    for match in _MEMBER.finditer(passage.folded, low + listed.start(), item.start):
        sum_ = _bare(item, match, language)
        if item.factor == 1000 > sum_.value:  # "50, 40 y 30 mil euros"
            sum_ = replace(sum_, value=sum_.value * 1000, factor=1000)
        if sum_.value >= 100 and not (1900 <= sum_.value <= 2100 and match["n"].isdigit()):
            yield sum_


def _bare(item: Sum, match: re.Match[str], language: Language | None) -> Sum:
    """A number with the currency of the sum beside it."""
    factor = 1000 if match.groupdict().get("mil") else 1
    value = number(match["n"], language=language) * factor
    return replace(
        item, start=match.start(), end=match.end(), value=value, digits=match["n"], factor=factor
    )


def conversions(passage: Passage, found: list[Sum]) -> Iterator[Sum]:
    """Sums that only tell the one before them again: "300 mil euros (900 mil reais)"."""
    for first, second in pairwise(found):
        if (
            _SAME_SUM.fullmatch(passage.folded, first.end, second.start)
            and first.currency not in {second.currency, ""}
            and first.value != second.value
            and ")" in passage.folded[second.start : second.start + 60]
        ):
            yield second
