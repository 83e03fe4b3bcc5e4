"""What a text writes in more than one way, and what it is read as.

Percentages are one sign and digits («80 por 100», «ochenta por ciento», "80 per cent"), and the
stars and dashes that Markdown sets around a word to stress it («no **podrán**») are none of it.
"""

import re

from scrapers.letters import fold

_TENS = {
    10: "diez ten dez dix deu dieci",
    20: "veinte twenty vinte vingt vint venti",
    30: "treinta thirty trinta trente trenta",
    40: "cuarenta forty quarenta quarante quaranta",
    50: "cincuenta fifty cinquenta cinquante cinquanta",
    60: "sesenta sixty sessenta soixante seixanta sessanta",
    70: "setenta seventy settanta",
    80: "ochenta eighty oitenta vuitanta ottanta",
    90: "noventa ninety noranta novanta",
}
_FIVE = ("", " y cinco", " e cinco", "-five", " five", " i cinc", "-cinq", "-cinc")
_IN_WORDS = {
    "quince": 15,
    "fifteen": 15,
    "quinze": 15,
    "veinticinco": 25,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "cien": 100,
    "cent": 100,
    "cem": 100,
    "cento": 100,
    "one hundred": 100,
    "a hundred": 100,
} | {
    f"{word}{five}": tens + 5 * bool(five)
    for tens, words in _TENS.items()
    for word in words.split()
    for five in _FIVE
}
_SIGN = re.compile(
    r"\b(?:por (?:ciento|cento|cien|100)|per ?cento?|per 100|pour cent|p\. ?(?:100|c\.))"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[*_]{0,3}(?P<aside>\s?\([a-z -]{3,40}\))?\s?[*_]{0,3}$")
"""Right before the sign, with or without the same in words."""
_WORDS = re.compile(r"(?:[a-z]+[ -]){0,2}[a-z]+(?=\s?$)")
_GAP = re.compile(r"[ -]")
_FIGURES_BEFORE = re.compile(r"% ?\($")
_FIGURES_AFTER = re.compile(r" ?\(\d[\d.,]* ?%")
"""«80 % (ochenta por ciento)» and the other way round: the figures are there already."""
_REACH = 48
"""Letters before the sign in which its number stands."""
_BOLD = re.compile(r"\*{2,3}")
_STRESSED = re.compile(
    r"(?<![\w*])(?P<mark>\*)(?=[^\s*])[^*\n]{0,300}(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)(?P<line>_{1,3})(?=[^\s_])[^_\n]{0,300}(?<=[^\s_])(?P=line)(?!\w)"
)
"""A word or a sentence between two marks; a star of a note or a list has no fellow."""


def written_otherwise(raw: str) -> dict[int, str]:
    """Place → what is read there instead of its letter; nothing for a mark that is none of it."""
    return {**_percentages(raw), **_stress(raw)}


def _percentages(raw: str) -> dict[int, str]:
    read: dict[int, str] = {}
    for sign in _SIGN.finditer(raw):
        start = max(0, sign.start() - _REACH)
        if (number := _number(raw, start, sign)) is None:
            continue
        read |= dict.fromkeys(range(*sign.span()), "")
        read[sign.end() - 1] = "%"  # so that what is quoted ends where the sign does
        first, last, digits = number
        read |= dict.fromkeys(range(first, last), "")
        read |= {first + i: digit for i, digit in enumerate(digits)}
    return read


def _number(raw: str, start: int, sign: re.Match[str]) -> tuple[int, int, str] | None:
    """Where something stands before the sign that is read as these digits, or as nothing."""
    before = fold(raw[start : sign.start()])
    if digits := _DIGITS.search(before):
        first, last = digits.span("aside") if digits["aside"] else (0, 0)
        return start + first, start + last, ""
    if (words := _WORDS.search(before)) is None or _FIGURES_AFTER.match(raw, sign.end()):
        return None
    at = words.start()
    while (number := _IN_WORDS.get(before[at : words.end()])) is None:
        if (gap := _GAP.search(before, at, words.end())) is None:
            return None
        at = gap.end()
    if _FIGURES_BEFORE.search(before, 0, at):
        return None
    return start + at, start + words.end(), str(number)


def _stress(raw: str) -> dict[int, str]:
    if "*" not in raw and "_" not in raw:
        return {}
    read = {i: "" for match in _BOLD.finditer(raw) for i in range(*match.span())}
    for match in _STRESSED.finditer(raw):
        width = len(match["mark"] or match["line"])
        for i in (*range(width), *range(-width, 0)):
            read[i + (match.start() if i >= 0 else match.end())] = ""
    return read
