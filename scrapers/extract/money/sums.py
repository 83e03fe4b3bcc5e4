"""Sums of money as they stand: a number with a currency before or after it, or millions of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scrapers.extract.money.columns import in_columns
from scrapers.extract.money.currencies import CURRENCY, currency_of
from scrapers.extract.money.headings import scale_of_heading
from scrapers.extract.money.lists import Sum
from scrapers.extract.money.numbers import (
    MULTIPLIER,
    NUMERAL,
    multiplier,
    number,
    numbers,
    word_number,
)
from scrapers.extract.text.passage import Passage
from scrapers.item import UNITS, Language

_LONGEST_CURRENCY = 36
"""Letters of the longest currency before a sum, with its brackets. Set by hand."""
_MAY_BEGIN = re.compile(r"(?<!\w)\S|(?<=\d)[^\d\s]")
_NO_DIGITS = re.compile(r"\D+$")
_ENDS = re.compile(r"(?:[^\W\d_]|[$.)€£¥₲₡₩₹₦¢]|s/)\s?(?:\$\s?)?$")
"""How the name or the sign of a currency ends, right before a number."""

_TO_NUMBER = re.compile(r"\s?(?:\$\s?)?")
_NUMBER_NEXT = re.compile(rf"\s?(?:\$\s?)?{NUMERAL}")
_LETTERS = frozenset({"m", "mm", "mn", "k", "b"})
_WRITTEN_OUT = 4
"""Digits from which a number stands for itself: "1.500 M€" are millions, "30.000 M" are not."""

_MARK = re.compile(r"m\s?[/.]\s?(?:cte|l\b|n\b)|mcte\b")
_LEGAL = re.compile(
    r"\s?(?:m\s?[/.]\s?(?:cte|l)\b\.?|mcte\b|moneda (?:corriente|legal)\b|m\.\s?n\.?(?!\w)|mn\b)"
)
"""The mark of legal tender, Colombia's and Mexico's."""

_CENTS = re.compile(r"\d\d/100\b")
"""The cents of a cheque: "pesos 00/100 M.N."."""

_ACRONYM = 8
"""Letters up to which the name of a unit is an acronym."""

_LEGAL_ASIDE = re.compile(r"\s?\([^()]{0,80}?(?P<mark>\bm\s?[./]\s?(?:n|cte|l)\b)\.?\)")
"""The same behind the sum in words: "(cien mil pesos 00/100 M.N.)"."""

_LONGEST_ROW = 12
"""Cells of a row of sums that are followed. Set by hand."""
_LONGEST_HEAD = 75
"""Letters of the longest label before a sum. Set by hand."""
_HEAD = re.compile(
    r"\b(?:importe?|monto|cuantia|presupuesto|valor|budget|amount|grant|funding|montant|orcamento|"
    r"pressupost|dotacion|total|maximo|maximum|ayuda|subvencion)\b[^.;:\d\n]{0,25}?"
    r"\s?(?:\((?:en |in )?(?P<bracket>[^\s():]{1,8})\)|(?:en |in )?(?P<bare>[^\s():]{1,8})(?=\s?:))"
    r"\s?:?\s?$"
)
_LABELLED = re.compile(
    r"\b(?:importes?|montos?|cuantias?|presupuesto|budget|(?:grant |award )?amounts?|montant|"
    r"orcamento|pressupost|import|dotacion|subvencion|financiacion|financiamiento|valor)\b"
    r"[^.;:\d\n]{0,25}:\s?$"
)
_TOLD = re.compile(
    r"\b(?:importe|monto|cuantia|contributo|contribucion|financiamiento|financiacion|subvencion|"
    r"importo|finanziamento|montant|subvention)(?: \w+)? (?:massim|maxim|minim)\w*"
    r"[^.;:,\d\n]{0,30} (?:es|sera|est|e|is) (?:de |di )$"
)
_UP_TO = re.compile(r"\b(?:hasta|maximo de|up to|ate|jusqu'a|fins a)\s$")
_PER_PROJECT = re.compile(r"\s(?:por|per|par|for each) (?:cada )?(?:proje|project|proyect)")
_PLAIN_SUM = re.compile(
    r"(?!(?:19|20)\d\d$)\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d\d)?|(?!(?:19|20)\d\d$)\d{4,12}"
)
_COUNTS = re.compile(
    r"\s?[%/]|[-.]\d|\s(?!(?:por|per|par|para|for|en|como|a|y|e|et|i|and|max\w*|al|to|total\w*)\b)[a-z]"
)
"""What follows a number that counts something else."""
_GLUED_MILLIONS = re.compile(r"(?:mil )?(?:millones|milhoes)(?=[a-z])")
"""Into which the next box of a page ran: "COP 8.500 millonesJueves"."""
_HALF = re.compile(r"\s(?:y medi[oa]|e mei[oa]|i mig|et demie?)\b")
_AND_THOUSANDS = re.compile(r"(?<=llones)\s(?:y )?(?P<thousands>\d{1,3}) mil\b")
""" "7 millones 900 mil"."""
_WHOLE = 10**7
"""From which no number counts millions: in "$2.300.000.000 millones" the word slipped in."""
_OF = re.compile(r"\s?(?:d[ei] |d'|of |en |em )?(?:veces (?:el )?)?\(?")
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
    bare: bool = False


def find_sums(passage: Passage, language: Language | None) -> Iterator[Sum]:
    """Sums of money as they stand, in order; none shares a letter with another."""
    text = passage.folded
    columns = in_columns(text)
    floor = 0
    for start, end in numbers(text):
        if start < floor or _CENTS.match(text, max(0, start - 3)):
            continue
        written = (
            _with_currency_before(text, start, end, floor)
            or _with_unit(text, start, end)
            or _headed(text, start, end, floor)
            or _in_millions(text, start, end)
            or _labelled(text, start, end, floor)
        )
        if start in columns and (written is None or written.bare):
            written = _Written(start=start, end=end, before=columns[start])
        if written is None:
            continue
        floor = written.end
        found = _sum(written, text[start:end], language)
        if found is not None and _in_capitals(passage, found):
            yield found


def _in_capitals(passage: Passage, found: Sum) -> bool:
    """Whether a unit that is only letters stands in capitals: "10 UMA", not "10 uma"."""
    if found.currency not in UNITS:
        return True
    letters = re.sub(r"[\W\d_]", "", passage.plain[found.start : found.end])
    return len(letters) > _ACRONYM or letters.rstrip("s").isupper()


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
        mul, after = _multiplied(text, start, end)
        post = _post(text, after, sign=pre)
        return _Written(
            start=place.start(),
            end=post.end() if post else after,
            mul=mul,
            before=pre,
            after=post.group() if post else "",
        )
    return None


def _post(text: str, end: int, *, sign: str) -> re.Match[str] | None:
    """The currency told again after a sum, unless it belongs to the next one.

    Behind "$" and "pesos" also the mark of legal tender: "M/CTE", "M.N.".
    """
    if sign in {"$", "pesos"}:
        aside = _LEGAL_ASIDE.match(text, end)
        if legal := _LEGAL.match(text, aside.start("mark") if aside else end):
            return legal
    post = CURRENCY.match(text, _after_of(text, end))
    return None if post is None or _NUMBER_NEXT.match(text, post.end()) else post


def _headed(text: str, start: int, end: int, floor: int) -> _Written | None:
    """ "Importe (€): 50.000": the currency stands in the label of the number."""
    if scaled := scale_of_heading(text, max(floor, start - _LONGEST_HEAD), start):
        scale, named = scaled
        own = _multiplied(text, start, end)[0]
        return None if own else _Written(start=start, end=end, mul=scale, before=named)
    head = _HEAD.search(text, max(floor, start - _LONGEST_HEAD), start)
    named = (head["bracket"] or head["bare"]) if head and text[start].isdigit() else ""
    if not named or not CURRENCY.fullmatch(named):
        return None
    mul, end = _multiplied(text, start, end)
    return _Written(start=start, end=end, mul=mul, before=named)


def _currency_to(text: str, low: int, high: int) -> str | None:
    """The currency that begins at ``low`` where nothing but a sign lies between it and ``high``."""
    for match in CURRENCY.matches(text, low):
        if match.end() <= high and _TO_NUMBER.fullmatch(text, match.end(), high):
            return match.group()
    glued = CURRENCY.fullmatch(text[low:high])
    return glued.group() if glued else None


def _multiplied(text: str, start: int, end: int) -> tuple[str, int]:
    """The multiplier after a number, if any, and where both end.

    A letter multiplies no number that is written out ("30,000 m."), and none that is the mark of
    legal tender ("M/CTE").
    """
    low = end
    while low < end + 3 and text[low : low + 1].isspace():
        low += 1
    bracket = text[low : low + 1] == "("
    match = MULTIPLIER.match(text, low + bracket) or _GLUED_MILLIONS.match(text, low)
    if match is None:
        return "", end
    whole = sum(char.isdigit() for char in re.split(r"[.,]\d{1,2}$", text[start:end])[0])
    national = match.group() == "mn" and whole > 2 and "$" in text[max(0, start - 3) : start]
    lettered = match.group() == "b" and low > end
    marked = national or lettered or _MARK.match(text, low)
    if match.group() in _LETTERS and (whole > _WRITTEN_OUT or marked):
        return "", end
    return _with_fraction(text, match)


def _with_fraction(text: str, scale: re.Match[str]) -> tuple[str, int]:
    """ "Millones y medio", "millones 900 mil": the multiplier with what is told of the next one."""
    more = _HALF.match(text, scale.end()) or _AND_THOUSANDS.match(text, scale.end())
    if more:
        return scale.group() + more.group(), more.end()
    return scale.group(), scale.end() + (text[scale.end() : scale.end() + 1] == ")")


def _fraction(mul: str) -> tuple[str, Decimal]:
    """The multiplier alone, and what part of it comes on top."""
    if half := _HALF.search(mul):
        return mul[: half.start()], Decimal("0.5")
    if more := _AND_THOUSANDS.search(mul):
        return mul[: more.start()], Decimal(more["thousands"]) / 1000
    return mul, Decimal(0)


def _after_of(text: str, end: int) -> int:
    """Where the word after "de", "of (" begins."""
    match = _OF.match(text, end)
    return match.end() if match else end


def _with_unit(text: str, start: int, end: int) -> _Written | None:
    """ "5.000 euros", "3 M€", "10 mil (diez mil) reais"."""
    mul, after = _multiplied(text, start, end)
    if text[start - 1 : start] == "(" and text[after : after + 1] == ")":
        end = after = after + 1
    for scale, low in ((mul, after), ("", end)) if mul else (("", end),):
        aside = _ASIDE.match(text, low)
        for at in (aside.end(), low) if aside else (low,):
            unit = _unit(text, _after_of(text, at))
            if unit is not None and not _of_next(text, unit.end()):
                start -= text[at - 1 : at] == ")" and text[start - 1 : start] == "("
                return _Written(start=start, end=unit.end(), mul=scale, after=unit.group())
    return None


def _of_next(text: str, end: int) -> bool:
    """Whether a currency stands before the next number: in "1 USD 5.000 USD 10.000", always."""
    for _ in range(_LONGEST_ROW):
        following = _NUMBER_NEXT.match(text, end)
        if following is None:
            return False
        unit = CURRENCY.match(text, _after_of(text, following.end()))
        if unit is None:
            return True
        end = unit.end()
    return False


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


def _labelled(text: str, start: int, end: int, floor: int) -> _Written | None:
    """ "Monto máximo: 25.000", "hasta 40.000 por proyecto": a sum whose currency nobody tells."""
    if not _PLAIN_SUM.fullmatch(text, start, end) or _COUNTS.match(text, end):
        return None
    low = max(floor, start - _LONGEST_HEAD)
    labelled = _LABELLED.search(text, low, start) or _TOLD.search(text, low, start)
    bound = _UP_TO.search(text, low, start)
    if labelled or (bound and _PER_PROJECT.match(text, end)):
        return _Written(start=start, end=end, bare=True)
    return None


def _sum(written: _Written, digits: str, language: Language | None) -> Sum | None:
    """The value and the currency of what is written; ``None`` where it is no sum of money."""
    mul, part = _fraction(written.mul)
    unit = "" if written.before else written.after
    currency = currency_of(written.after or written.before)
    if written.after and written.before and currency in {"$", "pesos"}:
        currency = currency_of(written.before)
    factor = multiplier(mul) * _unit_factor(unit)
    if unit[:1] in {"m", "k"} and currency == "":
        currency = {"mdd": "USD", "mdp": "MXN", "mde": "EUR"}.get(unit, "EUR")
    if mul in _LETTERS and not (written.before or unit):
        return None
    spoken = not digits[0].isdigit()
    if spoken:
        value = word_number(f"{digits} {mul}") * _unit_factor(unit)
    else:
        value = number(digits, language=language, factor=factor)
        factor = 1 if value >= _WHOLE else factor
        value *= factor
    value += part * factor
    if value <= 0:
        return None
    return Sum(
        start=written.start,
        end=written.end,
        value=value,
        currency=currency,
        factor=factor,
        digits="" if spoken else digits,
        lent=not written.bare,
    )


def _unit_factor(unit: str) -> int:
    """The factor inside "M€", "k€", "mdd"."""
    if re.match(r"m(?:€|eur|d[dep]\b)", unit):
        return 10**6
    return 10**3 if re.match(r"k(?:€|eur)", unit) else 1
