"""Sums of money as they stand: a number with a currency before or after it, or millions of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.extract.money.currencies import CURRENCY, currency_of
from scrapers.extract.money.lists import Sum
from scrapers.extract.money.numbers import MULTIPLIER, multiplier, number, numbers, word_number
from scrapers.extract.text.passage import Passage
from scrapers.item import Language

_LONGEST_CURRENCY = 36
_MAY_BEGIN = re.compile(r"(?<!\w)\S|(?<=\d)[^\d\s]")
_NO_DIGITS = re.compile(r"\D+$")
_ENDS = re.compile(r"(?:[^\W\d_]|[$.)€£¥₲₡₩₹₦]|s/)\s?(?:\$\s?)?$")
"""How the name or the sign of a currency ends, right before a number."""

_TO_NUMBER = re.compile(r"\s?(?:\$\s?)?")
_OF = re.compile(r"\s?(?:de |d'|of |en |em )?\(?")
_ASIDE = re.compile(r"\s?\([^()]{0,60}\)")
_SHORT_UNIT = re.compile(r"[mk]€|meur\b|keur\b|md[edp]\b")
_NOT_OF = (
    r"(?:personas|habitantes|hectareas|people|usuarios|toneladas|ninos|mujeres|estudiantes|"
    r"beneficiarios|pessoas|personnes|inhabitants|hectares|jobs|tonnes|habitants|families|"
    r"familias|children|women|km|lectores|empleos|visitantes|metros|jovenes|ciudadanos)"
)
_MILLIONS = re.compile(
    r"\s?(?P<mul>mil millones|millones|milhoes|millions?|milions|milliards|billions?|bilhoes)\b"
    rf"(?!\s(?:de |d')?{_NOT_OF})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One sum as written: where it stands and the words of its parts."""

    start: int
    end: int
    mul: str = ""
    before: str = ""
    after: str = ""


def find_sums(passage: Passage, language: Language | None) -> Iterator[Sum]:
    """Sums of money as they stand, in order; none shares a letter with another."""
    text = passage.folded
    floor = 0
    for start, end in numbers(text):
        if start < floor:
            continue
        written = _with_currency_before(text, start, end, floor) or _with_unit(text, start, end)
        written = written or _in_millions(text, start, end)
        if written is None:
            continue
        floor = written.end
        found = _sum(written, text[start:end], language)
        if found is not None:
            yield found


def _with_currency_before(text: str, start: int, end: int, floor: int) -> _Written | None:
    """ "USD 5.000", "$ 3 millones de dólares"."""
    low = max(floor, start - _LONGEST_CURRENCY)
    words = _NO_DIGITS.search(text, low, start)
    if words is None or not _ENDS.search(text, max(low, start - 5), start):
        return None
    for place in _MAY_BEGIN.finditer(text, words.start(), start):
        pre = _currency_to(text, place.start(), start)
        if pre is None:
            continue
        mul, end = _multiplied(text, end)
        post = CURRENCY.match(text, _after_of(text, end))
        return _Written(start=place.start(), end=post.end() if post else end, mul=mul,
                        before=pre, after=post.group() if post else "")  # fmt: skip
    return None


def _currency_to(text: str, low: int, high: int) -> str | None:
    """The currency that begins at ``low`` where nothing but a sign lies between it and ``high``."""
    for match in CURRENCY.matches(text, low):
        if match.end() <= high and _TO_NUMBER.fullmatch(text, match.end(), high):
            return match.group()
    return None


def _multiplied(text: str, end: int) -> tuple[str, int]:
    """The multiplier after a number, if any, and where both end."""
    low = end
    while low < end + 3 and text[low : low + 1].isspace():
        low += 1
    bracket = text[low : low + 1] == "("
    match = MULTIPLIER.match(text, low + bracket)
    if match is None:
        return "", end
    closed = text[match.end() : match.end() + 1] == ")"
    return match.group(), match.end() + closed


def _after_of(text: str, end: int) -> int:
    """Where the word after "de", "of (" begins."""
    match = _OF.match(text, end)
    return match.end() if match else end


def _with_unit(text: str, start: int, end: int) -> _Written | None:
    """ "5.000 euros", "3 M€", "10 mil (diez mil) reais"."""
    mul, after = _multiplied(text, end)
    for scale, low in ((mul, after), ("", end)) if mul else (("", end),):
        aside = _ASIDE.match(text, low)
        for at in (aside.end(), low) if aside else (low,):
            unit = _unit(text, _after_of(text, at))
            if unit is not None:
                return _Written(start=start, end=unit.end(), mul=scale, after=unit.group())
    return None


def _unit(text: str, at: int) -> re.Match[str] | None:
    """The currency that begins at ``at``, where no other word runs into it."""
    glued = text[at - 1 : at].isalpha() and not (text[at - 1] in "mk" and text[at - 2].isdigit())
    found = None if glued else CURRENCY.match(text, at)
    return found or _SHORT_UNIT.match(text, at)


def _in_millions(text: str, start: int, end: int) -> _Written | None:
    """ "31,25 millones", whose currency the sentence tells elsewhere."""
    match = _MILLIONS.match(text, end)
    if match is None or not text[start].isdigit():
        return None
    return _Written(start=start, end=match.end(), mul=match["mul"])


def _sum(written: _Written, digits: str, language: Language | None) -> Sum | None:
    """The value and the currency of what is written; ``None`` where it is no sum of money."""
    mul, unit = written.mul, "" if written.before else written.after
    currency = currency_of(written.after or written.before)
    if written.after and written.before and currency in {"$", "pesos"}:
        currency = currency_of(written.before)
    factor = multiplier(mul) * _unit_factor(unit)
    if unit[:1] in {"m", "k"} and currency == "":
        currency = {"mdd": "USD", "mdp": "MXN", "mde": "EUR"}.get(unit, "EUR")
    if mul in {"m", "mm", "k", "mn"} and not (written.before or unit):
        return None
    spoken = not digits[0].isdigit()
    if spoken:
        value = word_number(f"{digits} {mul}") * _unit_factor(unit)
    else:
        value = number(digits, language=language, factor=factor) * factor
    if value <= 0:
        return None
    return Sum(start=written.start, end=written.end, value=value, currency=currency,
               factor=factor, digits="" if spoken else digits)  # fmt: skip


def _unit_factor(unit: str) -> int:
    """The factor inside "M€", "k€", "mdd"."""
    if re.match(r"m(?:€|eur|d[dep]\b)", unit):
        return 10**6
    return 10**3 if re.match(r"k(?:€|eur)", unit) else 1
