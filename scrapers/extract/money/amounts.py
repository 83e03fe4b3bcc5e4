"""Money a call offers: value, currency as stated, what kind of amount it is, and its span."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice

from scrapers.extract.money.currencies import SHARED, dollar_sign, peso, whose
from scrapers.extract.money.kinds import SenseOfSum, told_of
from scrapers.extract.money.lists import Sum, conversions, with_neighbours
from scrapers.extract.money.numbers import MULTIPLIER, NUMERAL, multiplier, number
from scrapers.extract.money.outside import is_offered
from scrapers.extract.money.sums import find_sums
from scrapers.extract.text.passage import Passage
from scrapers.item import UNITS, Amount, Language
from scrapers.letters import fold

MAX_AMOUNTS = 60
"""Sums kept of a page, the first ones."""
MAX_FOUND = 400
"""Sums looked at in a field; a page with more is a table of accounts, not a call."""
_IN_PESOS = 10**6
"""From which "$" beside dollars in words stands for pesos."""
_RANGE_GAP = re.compile(
    r"\s?(?:-|a|al|y|e|et|and|i|to|hasta|ate|jusqu'a|fins a|up to|o|ou|or)\s"
    r"(?:(?:los|las|os|as|de|un|a|el|maximo|maxima|hasta|ate)\s){0,3}|\s?-\s?"
)
_BARE_BEFORE = re.compile(
    rf"(?P<n>{NUMERAL})(?:\s?(?P<mul>[a-z]{{1,9}}(?: (?:de )?mil[a-z]+)?))?"
    r"(?P<gap>\s?-\s?|\s(?:y|a|to|and|et|e|i|hasta|ate|o|ou|or)\s"
    r"(?:los |las |os |as |de |un |up to )?)$"
)
_BARE_AFTER = re.compile(rf"\s?(?P<gap>-|y|a|to|and|et|e|i|hasta|ate)\s?(?P<n>{NUMERAL})")
_NO_SUM = re.compile(r"[\d%/]")
_RANGE_LEAD = re.compile(
    r"(?:\b(?:entre|between|among|tra|fra|from|de|desde|des de|oscila|varia|"
    r"range[sd]?|ranging|rango|comprend\w+|montos|importes?|grants?|tickets?)\b"
    r"(?:\s(?:los|las|os|as|de|from|the|of|um|minimo|un|en|approximately|aproximadamente)){0,3}\s?)$"
)
_AND = re.compile(r"\s?(?:\([^()]{0,80}\)\s?)?,?\s?(?:y|e|i|and|et|o|ou|or)\s(?:[a-z']+\s?){1,6}")
"""Between the least and the most of one thing: "un mínimo de 1.500 y un máximo de 5.500"."""
_AS_FAR_AS = re.compile(r"(?:ate|hasta|a|to|up to|jusqu'a)\s$")
_ABOUT = re.compile(
    r"(?:mas de|over|more than|plus d[e']|mais de|mes de|casi|cerca de|nearly|almost|pres de|"
    r"about|around|alrededor de|quase)\s?(?:los |las )?$"
)
_SIGNED = re.compile(r"[$€£]\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONEY_WORDS = re.compile(
    r"disponib|financ|presupuest|fond|subvenc|ayuda|inver|dotaci|recurs|budget|fund|grant|invest|credit|"
    r"montant|verba|orcament|import|pressupost|destin|totaliz|aport|bolsa|partida|cuantia"
)


def read_amounts(
    title: Passage,
    text: Passage,
    *,
    language: Language | None,
    country: str | None,
    url: str | None,
) -> tuple[Amount, ...]:
    """Every sum of money in title and text, one of each, in order of appearance."""
    found = {p.field: list(islice(find_sums(p, language), MAX_FOUND)) for p in (text, title)}
    written = [f for sums in found.values() for f in sums]
    named = {name: whose(name, title, text) for name in {f.currency for f in written} & set(SHARED)}
    if any(f.currency in {"$", "pesos"} for f in written):
        sign = partial(dollar_sign, title, text, country=country, url=url, language=language)
        dollar = _dollar(text, title, found, sign)
        named |= {"$": dollar or "", "pesos": peso(dollar, title, text) or ""}
    amounts = [
        amount
        for passage in (text, title)
        for amount in _of_field(passage, found[passage.field], named, language)
    ]
    exact = [one for one in amounts if not _is_rounded(one, title, amounts)]
    return tuple(_distinct(exact)[:MAX_AMOUNTS])


def _is_rounded(one: Amount, title: Passage, amounts: list[Amount]) -> bool:
    """Whether a title rounds a sum the text tells: "más de 500 millones" of 508."""
    start = one.span.start or 0
    before = fold(title.raw[max(0, start - 20) : start])
    if one.span.field != "title" or one.value is None or not _ABOUT.search(before):
        return False
    near = (other.value for other in amounts if other.currency == one.currency and other.value)
    return any(0 < abs(value - one.value) < one.value / 10 for value in near)


def _dollar(
    text: Passage, title: Passage, found: dict[str, list[Sum]], sign: Callable[..., str | None]
) -> str | None:
    """What "$" means, by what the page states elsewhere and, where that is no help, by where."""
    again = {id(f) for p in (text, title) for f in conversions(p, found[p.field])}
    written = [f for sums in found.values() for f in sums if id(f) not in again]
    stated = {f.currency for f in written if len(f.currency) == 3}
    apart = _apart_from_dollars(text, found["text"]) and sign(stated=set())
    return apart or sign(stated=stated)


def _apart_from_dollars(text: Passage, found: list[Sum]) -> bool:
    """Whether the page writes dollars in words and large sums with "$": those are no dollars."""
    dollars = [text.folded[f.start : f.end] for f in found if f.currency == "USD"]
    in_words = all("dolar" in words and "$" not in words for words in dollars)
    return (
        bool(dollars)
        and in_words
        and any(f.currency == "$" and f.value >= _IN_PESOS for f in found)
    )


def _of_field(
    passage: Passage, found: list[Sum], named: dict[str, str], language: Language | None
) -> Iterator[Amount]:
    """The amounts of title or text, by what its signs are ``named`` on this page."""
    signed = {f.start for f in found if f.currency or not f.lent}
    mine = [replace(f, currency=named.get(f.currency, f.currency)) for f in found]
    mine = [*_with_sentence_currency(passage, mine, signed=signed)]
    return _amounts(passage, with_neighbours(passage, mine, language), language)


def _with_sentence_currency(
    passage: Passage, found: list[Sum], *, signed: set[int]
) -> Iterator[Sum]:
    """ "31,25 millones" takes the only currency its own sentence names.

    A total that no sum stands beside takes the only one of the page.

    :param signed: where the sums begin that have a sign of their own, even one that stays open.
    """
    every = {o.currency for o in found if o.currency} - UNITS
    for item in found:
        if item.currency or item.start in signed:
            yield item
            continue
        start, end = passage.segment(item.start)
        told = [o for o in found if o.start in signed and start <= o.start < end]
        if _is_money(passage, item, beside=bool(told)):
            near = {o.currency for o in told if o.currency} - UNITS
            if not told and _is_total(passage, item):
                near = every
            yield replace(item, currency=min(near)) if len(near) == 1 else item


def _is_money(passage: Passage, item: Sum, *, beside: bool) -> bool:
    """Whether millions are of money: by the words near, or as the next limit ``beside`` a sum."""
    start, end = passage.segment(item.start)
    low, high = max(start, item.start - 120), min(end, item.end + 60)
    if _MONEY_WORDS.search(passage.folded, low, high):
        return True
    limit = _AS_FAR_AS.search(passage.folded, max(start, item.start - 8), item.start)
    return beside and limit is not None


def _is_total(passage: Passage, item: Sum) -> bool:
    """Whether the words before a sum say that it is all there is."""
    return told_of(passage, item.start, item.end).kind == "total"


def _amounts(passage: Passage, found: list[Sum], language: Language | None) -> Iterator[Amount]:
    """Ranges joined, kinds told; what is not offered left out."""
    skip, floor, out, last = -1, 0, -1, SenseOfSum()
    again = {id(one) for one in conversions(passage, found)}
    for index, item in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        bounds = _range(passage, item, following, language)
        start, end = (bounds[3], bounds[4]) if bounds else (item.start, item.end)
        if item.start < skip:
            floor = item.end
            continue
        if not is_offered(passage, start, end, out=out):
            skip, floor, out = end, end, end
            continue
        aside = passage.folded[start - 1 : start] == "(" and id(item) in again
        told = last if aside else told_of(passage, start, end, floor=floor)
        if (last.kind, told.kind) == ("min", "max") and _AND.fullmatch(
            passage.folded, floor, start
        ):
            told = replace(told, per=told.per or last.per)
        skip, floor, last = (end, end, told) if bounds else (skip, end, told)
        yield _ranged(passage, bounds, told) if bounds else _single(passage, item, told)


def _ranged(passage: Passage, bounds: "Bounds", told: SenseOfSum) -> Amount:
    """A range, and for each of what it is."""
    low, high, currency, start, end = bounds
    return Amount(
        span=passage.span(start, end, method="amount-range"),
        kind="range",
        currency=currency or None,
        minimum=low,
        maximum=high,
        per=told.per,
    )


def _single(passage: Passage, item: Sum, told: SenseOfSum) -> Amount:
    """One sum and what kind it is."""
    method = "amount" if item.currency else "amount-without-currency"
    return Amount(
        span=passage.span(item.start, item.end, method=method),
        kind=told.kind,
        currency=item.currency or None,
        value=item.value,
        per=told.per,
    )


Bounds = tuple[Decimal, Decimal, str, int, int]


def _range(
    passage: Passage, item: Sum, following: Sum | None, language: Language | None
) -> Bounds | None:
    """Lower and upper bound, currency and place, where the sum is one end of a range."""
    return (
        _between_sums(passage.folded, item, following)
        or _from_bare(passage.folded, item, language)
        or _to_bare(passage.folded, item, following, language)
    )


def _is_led(text: str, at: int) -> bool:
    """Whether "entre", "between" stands right before ``at``."""
    return _RANGE_LEAD.search(text, max(0, at - 60), at) is not None


def _between_sums(text: str, item: Sum, following: Sum | None) -> Bounds | None:
    """ "Entre 5.000 euros y 10.000 euros"."""
    if following is None or not _RANGE_GAP.fullmatch(text, item.end, following.start):
        return None
    gap = text[item.end : following.start].strip()
    if not (gap.startswith(("-", "to", "hasta", "ate", "up to")) or _is_led(text, item.start)):
        return None
    if gap == "-" and _AS_FAR_AS.search(text, max(0, item.start - 8), item.start):
        return None
    first = item.value
    if item.factor == 1 < following.factor and first * following.factor < following.value:
        first *= following.factor
    one = item.currency in {following.currency, ""} or not following.currency
    if first >= following.value or not one:
        return None
    currency = following.currency or item.currency
    return first, following.value, currency, item.start, following.end


def _from_bare(text: str, item: Sum, language: Language | None) -> Bounds | None:
    """ "De 5.000 a 10.000 euros"."""
    low = max(0, item.start - 60)
    before = _BARE_BEFORE.search(text[low : item.start])
    if before is None or (before["mul"] and not MULTIPLIER.fullmatch(before["mul"])):
        return None
    at, led = low + before.start(), _is_led(text, low + before.start())
    if not led and before["gap"].strip() not in {"-", "to", "hasta"}:
        return None
    one = _bare(before["n"], before["mul"] or "", item, language)
    if one is None or _SIGNED.search(text, max(0, at - 2), at) or _is_year(before, item.value):
        return None
    least, most = sorted((one, item.value))
    if least == most or (one == most and not (before["mul"] and led)):
        return None
    return least, most, item.currency, at, item.end


def _is_year(before: re.Match[str], value: Decimal) -> bool:
    """Whether what stands before a much larger sum is the year of something else."""
    plain = _YEAR.fullmatch(before["n"]) and not before["mul"]
    return bool(plain) and value >= 10 * int(before["n"])


def _to_bare(
    text: str, item: Sum, following: Sum | None, language: Language | None
) -> Bounds | None:
    """ "USD 5.000 a 10.000"."""
    after = _BARE_AFTER.match(text, item.end, item.end + 60)
    if after is None:
        return None
    mul, end = _scale(text, after.end(), item.end + 60)
    if _NO_SUM.match(text, end) or (following and following.start < end):
        return None
    most = _bare(after["n"], mul, item, language)
    shared = multiplier(mul) if item.factor == 1 and item.value < 1000 else 1
    least = item.value * shared
    joined = shared > 1 or after["gap"] == "-" or _climbs(after, item.value)
    if most is None or most <= least or not (joined or _is_led(text, item.start)):
        return None
    return least, most, item.currency, item.start, end


def _scale(text: str, low: int, high: int) -> tuple[str, int]:
    """The multiplier after a bare number, if any, and where both end."""
    space = text[low : low + 1].isspace()
    match = MULTIPLIER.match(text, low + space, high)
    return (match.group(), match.end()) if match else ("", low)


def _climbs(after: re.Match[str], low: Decimal) -> bool:
    """Whether "USD 2,500 to 7,500" goes on as a range without a word that announces one."""
    words = after["gap"] in {"to", "a", "hasta", "ate"}
    return words and low >= 100 and sum(char.isdigit() for char in after["n"]) >= 4


def _bare(digits: str, mul: str, item: Sum, language: Language | None) -> Decimal | None:
    """The end of a range that has no currency of its own; its multiplier may be shared."""
    own = multiplier(mul)
    value = number(digits, language=language, factor=own if own > 1 else item.factor)
    if own > 1:
        return value * own
    if item.factor > 1 and value < 1000:
        return value * item.factor
    return value if value * 1000 > item.value else None


def _distinct(amounts: list[Amount]) -> list[Amount]:
    """One of each sum; a told kind and a stated currency win over none."""
    best: dict[tuple[object, ...], Amount] = {}
    for amount in amounts:
        key = (amount.value, amount.minimum, amount.maximum, amount.currency)
        held = best.get(key)
        told = held and (held.kind == "unknown" or (held.kind, amount.kind) == ("min", "total"))
        if held is None or (told and amount.kind != "unknown"):
            best[key] = amount if held is None else replace(held, kind=amount.kind, per=amount.per)
    priced = {(a.value, a.minimum, a.maximum) for a in best.values() if a.currency}
    kept = [a for a in best.values() if a.currency or (a.value, a.minimum, a.maximum) not in priced]
    return _without_ends(kept, [a for a in best.values() if a.kind == "range"])


def _without_ends(amounts: list[Amount], ranges: list[Amount]) -> list[Amount]:
    """The sums that are no end of a range."""
    ends = {(end, a.currency) for a in ranges for end in (a.minimum, a.maximum)}
    return [a for a in amounts if a.value is None or (a.value, a.currency) not in ends]
