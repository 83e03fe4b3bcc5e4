"""Money a call offers: value, currency as stated, what kind of amount it is, and its span."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from scrapers.extract.money.currencies import (
    CURRENCY,
    SHARED,
    currency_of,
    dollar_sign,
    peso,
    whose,
)
from scrapers.extract.money.kinds import is_history, kind_of
from scrapers.extract.money.lists import Sum, conversions, with_neighbours
from scrapers.extract.money.numbers import (
    MULTIPLIER,
    NUMERAL,
    WORD_NUMBER,
    multiplier,
    number,
    word_number,
)
from scrapers.extract.text.passage import Passage
from scrapers.item import Amount, Language

MAX_AMOUNTS = 60
MAX_FOUND = 400
"""Sums looked at in a field; a page with more is a table of accounts, not a call."""
_OF = r"(?:\s?(?:de |d'|of |en |em )?)"
_NUMBER = rf"(?:(?P<n>{NUMERAL})|(?P<w>{WORD_NUMBER})(?=\s(?:mil|mill|mili|thou|bil|cent)))"
_MUL = rf"(?:\s{{0,3}}\(?(?P<mul>{MULTIPLIER})\)?)?"
_BEFORE = (
    rf"(?P<pre>(?<!\w){CURRENCY}|(?<=\d){CURRENCY}(?=\s?\d))\s?(?:\$\s?)?"
    rf"{_NUMBER}{_MUL}(?:{_OF}\(?(?P<post>{CURRENCY}))?"
)
_UNIT = rf"(?:m|k)?(?<![^\W\d_]){CURRENCY}|(?<=\d[mk]){CURRENCY}|[mk]€|meur\b|keur\b|md[edp]\b"
_AFTER = rf"{_NUMBER}{_MUL}(?:\s?\([^()]{{0,60}}\))?{_OF}\(?(?P<unit>{_UNIT})"
_NOT_OF = (
    r"(?:personas|habitantes|hectareas|people|usuarios|toneladas|ninos|mujeres|estudiantes|"
    r"beneficiarios|pessoas|personnes|inhabitants|hectares|jobs|tonnes|habitants|families|"
    r"familias|children|women|km|lectores|empleos|visitantes|metros|jovenes|ciudadanos)"
)
_BARE = (
    rf"(?P<n>{NUMERAL})\s?(?P<mul>mil millones|millones|milhoes|millions?|milions|milliards|"
    rf"billions?|bilhoes)\b(?!\s(?:de |d')?{_NOT_OF})"
)


def _numbered(pattern: str, number: int) -> str:
    """The pattern with its groups renamed, so that three of them make one."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{number}>", pattern)


_MONEY = re.compile("|".join(map(_numbered, (_BEFORE, _AFTER, _BARE), (1, 2, 3))))
_RANGE_GAP = re.compile(
    r"\s?(?:-|a|al|y|e|et|and|i|to|hasta|ate|jusqu'a|fins a|up to|o|ou|or)\s"
    r"(?:(?:los|las|de|un|a|el|maximo|maxima|hasta|ate)\s){0,3}|\s?-\s?"
)
_BARE_BEFORE = re.compile(
    rf"(?P<n>{NUMERAL})(?:\s?(?P<mul>{MULTIPLIER}))?"
    r"(?P<gap>\s?-\s?|\s(?:y|a|to|and|et|e|i|hasta|ate|o|ou|or)\s(?:los |las |de |un |up to )?)$"
)
_BARE_AFTER = re.compile(
    rf"^\s?(?:-|y|a|to|and|et|e|i|hasta|ate)\s?"
    rf"(?P<n>{NUMERAL})(?:\s?(?P<mul>{MULTIPLIER}))?(?![\d%/])"
)
_RANGE_LEAD = re.compile(
    r"(?:\b(?:entre|between|from|de|desde|des de|oscila|varia|range[sd]?|ranging|rango|"
    r"comprend\w+|montos|importes?|grants?|tickets?)\b"
    r"(?:\s(?:los|las|de|from|the|of|um|minimo|un|en|approximately|aproximadamente)){0,3}\s?)$"
)
_MONEY_WORDS = re.compile(
    r"financ|presupuest|fond|subvenc|ayuda|inver|dotaci|recurs|budget|fund|grant|invest|credit|"
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
    found = [(p, f) for p in (text, title) for f in islice(_find(p, language), MAX_FOUND)]
    again = {id(f) for p in (text, title) for f in conversions(p, [f for q, f in found if q is p])}
    stated = {f.currency for _, f in found if len(f.currency) == 3 and id(f) not in again}
    sign = dollar_sign(title, text, stated=stated, country=country, url=url, language=language)
    amounts: list[Amount] = []
    for passage in (text, title):
        open_ = {f.currency: whose(f.currency, title, text) for _, f in found
                 if f.currency in SHARED}  # fmt: skip
        named = {"$": sign or "", "pesos": peso(sign) or "", **open_}
        mine = [replace(f, currency=named.get(f.currency, f.currency)) for p, f in found
                if p is passage]  # fmt: skip
        mine = with_neighbours(passage, _with_sentence_currency(passage, mine), language)
        amounts += _amounts(passage, mine, language)
    return tuple(_distinct(amounts)[:MAX_AMOUNTS])


def _find(passage: Passage, language: Language | None) -> Iterator[Sum]:
    """Sums of money as they stand."""
    for match in _MONEY.finditer(passage.folded):
        digits, words = match["n1"] or match["n2"] or match["n3"], match["w1"] or match["w2"]
        mul = match["mul1"] or match["mul2"] or match["mul3"] or ""
        unit = match["unit2"] or ""
        currency = currency_of(match["post1"] or unit or match["pre1"] or "")
        if match["post1"] and match["pre1"] and currency in {"$", "pesos"}:
            currency = currency_of(match["pre1"])
        factor = multiplier(mul) * _unit_factor(unit)
        if unit[:1] in {"m", "k"} and currency == "":
            currency = {"mdd": "USD", "mdp": "MXN", "mde": "EUR"}.get(unit, "EUR")
        if mul in {"m", "mm", "k", "mn"} and not (match["pre1"] or unit):
            continue
        if digits:
            value = number(digits, language=language, factor=factor) * factor
        else:
            value = word_number(f"{words} {mul}") * _unit_factor(unit)
        if value > 0 and not (mul == "mil" and match["n3"]):
            yield Sum(start=match.start(), end=match.end(), value=value, currency=currency,
                         factor=factor, digits=digits or "")  # fmt: skip


def _unit_factor(unit: str) -> int:
    """The factor inside "M€", "k€", "mdd"."""
    if re.match(r"m(?:€|eur|d[dep]\b)", unit):
        return 10**6
    return 10**3 if re.match(r"k(?:€|eur)", unit) else 1


def _with_sentence_currency(passage: Passage, found: list[Sum]) -> list[Sum]:
    """ "31,25 millones" takes the only currency its own sentence names."""
    kept = []
    for item in found:
        if (
            item.currency
            or passage.folded[item.start] in "$p"
            or any(name in passage.folded[item.start : item.end] for name in ("pound", "rupee"))
            or "peso" in passage.folded[item.start : item.end]
        ):
            kept.append(item)
            continue
        if "$" in passage.folded[item.start : item.end]:
            kept.append(item)
            continue
        start, end = passage.segment(item.start)
        if not _MONEY_WORDS.search(
            passage.folded, max(start, item.start - 120), min(end, item.end + 60)
        ):
            continue
        near = {o.currency for o in found if o.currency and start <= o.start < end}
        kept.append(replace(item, currency=near.pop()) if len(near) == 1 else item)
    return kept


def _amounts(passage: Passage, found: list[Sum], language: Language | None) -> Iterator[Amount]:
    """Ranges joined, kinds told, history left out."""
    skip = -1
    for index, item in enumerate(found):
        if item.start < skip or is_history(passage, item.start):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        bounds = _range(passage, item, following, language)
        if bounds is None:
            yield _single(passage, item)
            continue
        low, high, currency, start, end = bounds
        skip = end
        yield Amount(span=passage.span(start, end, method="amount-range"), kind="range",
                     currency=currency or None, minimum=low, maximum=high)  # fmt: skip


def _single(passage: Passage, item: Sum) -> Amount:
    """One sum and what kind it is."""
    method = "amount" if item.currency else "amount-without-currency"
    return Amount(span=passage.span(item.start, item.end, method=method),
                  kind=kind_of(passage, item.start, item.end), currency=item.currency or None,
                  value=item.value)  # fmt: skip


def _range(
    passage: Passage, item: Sum, following: Sum | None, language: Language | None
) -> tuple[Decimal, Decimal, str, int, int] | None:
    """Lower and upper bound, currency and place, where the sum is one end of a range."""
    text = passage.folded
    if following is not None and _RANGE_GAP.fullmatch(text, item.end, following.start):
        gap = text[item.end : following.start].strip()
        lead = _RANGE_LEAD.search(text, max(0, item.start - 60), item.start)
        if lead or gap[:1] == "-" or gap.startswith(("to", "hasta", "ate", "up to")):
            first = item.value
            if (
                item.factor == 1
                and following.factor > 1
                and first * following.factor < following.value
            ):
                first *= following.factor
            if first < following.value and (
                item.currency in {following.currency, ""} or not following.currency
            ):
                return (
                    first,
                    following.value,
                    following.currency or item.currency,
                    item.start,
                    following.end,
                )
    before = _BARE_BEFORE.search(text[max(0, item.start - 60) : item.start])
    if before:
        at = item.start - len(before.string) + before.start()
        lead = _RANGE_LEAD.search(text, max(0, at - 60), at)
        if lead or "-" in before["gap"] or before["gap"].strip() in {"to", "hasta"}:
            low = _bare(before, item.factor, item.value, language)
            if low is not None and low < item.value:
                return low, item.value, item.currency, at, item.end
    after = _BARE_AFTER.match(text[item.end : item.end + 60])
    if after and not (following and following.start < item.end + after.end()):
        lead = _RANGE_LEAD.search(text, max(0, item.start - 60), item.start)
        high = _bare(after, item.factor, item.value, language)
        scaled = multiplier(after["mul"] or "") if item.factor == 1 and item.value < 1000 else 1
        low_end = item.value * scaled
        joined = lead or scaled > 1 or "-" in after.group()[:3] or _climbs(after, item.value)
        if high is not None and high > low_end and joined:
            return low_end, high, item.currency, item.start, item.end + after.end()
    return None


def _climbs(after: re.Match[str], low: Decimal) -> bool:
    """Whether "USD 2,500 to 7,500" goes on as a range without a word that announces one."""
    words = re.match(r"\s?(?:to|a|hasta|ate)\s", after.group())
    return bool(words) and low >= 100 and sum(char.isdigit() for char in after["n"]) >= 4


def _bare(
    match: re.Match[str], factor: int, other: Decimal, language: Language | None
) -> Decimal | None:
    """The end of a range that has no currency of its own; its multiplier may be shared."""
    own = multiplier(match["mul"] or "")
    value = number(match["n"], language=language, factor=own if own > 1 else factor)
    if own > 1:
        return value * own
    shared = value * factor
    return shared if factor > 1 and value < 1000 else value if value * 1000 > other else None


def _distinct(amounts: list[Amount]) -> list[Amount]:
    """One of each sum; a told kind and a stated currency win over none."""
    best: dict[tuple[object, ...], Amount] = {}
    for amount in amounts:
        key = (amount.value, amount.minimum, amount.maximum, amount.currency)
        held = best.get(key)
        if held is None or (held.kind == "unknown" and amount.kind != "unknown"):
            best[key] = amount if held is None else replace(held, kind=amount.kind)
    priced = {(a.value, a.minimum, a.maximum) for a in best.values() if a.currency}
    ends = {
        (v, a.currency) for a in best.values() if a.kind == "range" for v in (a.minimum, a.maximum)
    }
    return [
        a for a in best.values()
        if (a.currency or (a.value, a.minimum, a.maximum) not in priced)
        and not (a.value is not None and (a.value, a.currency) in ends)
    ]  # fmt: skip
