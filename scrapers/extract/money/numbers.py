"""Numbers in prose: which of dot and comma separates thousands, and words such as "mil"."""

import re
from decimal import Decimal

from scrapers.extract.text.wording import WordTable
from scrapers.item import Language

_DIGITS = (
    r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3} mil \d{3}(?!\d)|"
    r"\d{1,3}(?:[.,'´ ]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?|"
    r"\d{1,15}(?:[.,]\d{1,3}(?!\d))?)"
)
NUMERAL = rf"(?<![\w.,]){_DIGITS}"
"""A number in digits: "10.000", "1,500,000.00", "10 000", "1'500.000", "4,8", and
"10,00,000" as in India, "24 mil 500"."""

_GLUED = (
    r"(?:(?<=\b(?:usd|eur|cop|mxn|brl|gbp|clp|ars|chf|cad|pen))(?=\d+[.,]\d{3}|\d{4}|"
    r"\d{1,3}(?:[.,]\d{1,2})?(?:[bkm]|mm|bn|mn)\b)|(?<=\bq)(?=\d+,\d{3}))"
)
_SLIPPED = r"(?<![\w.,])\d{1,3}, 000(?![\d.,]\d)"
"""A blank slipped into "45, 000"."""
_NUMERALS = tuple(re.compile(n) for n in (NUMERAL, f"{_GLUED}{_DIGITS}", _SLIPPED))
_WORDS: dict[str, str] = {
    "medio": "0.5",
    "media": "0.5",
    "half a": "0.5",
    "half": "0.5",
    "meio": "0.5",
    "mig": "0.5",
    "demi": "0.5",
    "un": "1",
    "una": "1",
    "one": "1",
    "um": "1",
    "uma": "1",
    "une": "1",
    "dos": "2",
    "two": "2",
    "dois": "2",
    "duas": "2",
    "deux": "2",
    "tres": "3",
    "three": "3",
    "trois": "3",
    "cuatro": "4",
    "four": "4",
    "quatro": "4",
    "quatre": "4",
    "cinco": "5",
    "five": "5",
    "cinq": "5",
    "cinc": "5",
    "seis": "6",
    "six": "6",
    "sis": "6",
    "siete": "7",
    "seven": "7",
    "sete": "7",
    "sept": "7",
    "set": "7",
    "ocho": "8",
    "eight": "8",
    "oito": "8",
    "huit": "8",
    "vuit": "8",
    "nueve": "9",
    "nine": "9",
    "nove": "9",
    "neuf": "9",
    "nou": "9",
    "diez": "10",
    "ten": "10",
    "dez": "10",
    "dix": "10",
    "deu": "10",
    "once": "11",
    "doce": "12",
    "twelve": "12",
    "doze": "12",
    "douze": "12",
    "quince": "15",
    "fifteen": "15",
    "quinze": "15",
    "dieciocho": "18",
    "veinte": "20",
    "twenty": "20",
    "vinte": "20",
    "vingt": "20",
    "vint": "20",
    "veinticinco": "25",
    "twenty-five": "25",
    "treinta": "30",
    "thirty": "30",
    "trinta": "30",
    "trente": "30",
    "trenta": "30",
    "treinta y cinco": "35",
    "cuarenta": "40",
    "forty": "40",
    "quarenta": "40",
    "quarante": "40",
    "quaranta": "40",
    "cincuenta": "50",
    "fifty": "50",
    "cinquenta": "50",
    "cinquante": "50",
    "cinquanta": "50",
    "sesenta": "60",
    "sixty": "60",
    "sessenta": "60",
    "soixante": "60",
    "seixanta": "60",
    "setenta": "70",
    "seventy": "70",
    "ochenta": "80",
    "eighty": "80",
    "noventa": "90",
    "ninety": "90",
    "cien": "100",
    "ciento": "100",
    "one hundred": "100",
    "hundred": "100",
    "a hundred": "100",
    "cem": "100",
    "cent": "100",
    "ciento cincuenta": "150",
    "doscientos": "200",
    "two hundred": "200",
    "duzentos": "200",
    "deux cents": "200",
    "doscientos cincuenta": "250",
    "trescientos": "300",
    "three hundred": "300",
    "cuatrocientos": "400",
    "quinientos": "500",
    "five hundred": "500",
    "quinhentos": "500",
    "cinq cents": "500",
    "a": "1",
    "mil": "1000",
    "veintiun": "21",
    "veintidos": "22",
    "veintitres": "23",
    "veinticuatro": "24",
    "veintiseis": "26",
    "veintisiete": "27",
    "veintiocho": "28",
    "veintinueve": "29",
    "trece": "13",
    "catorce": "14",
    "dieciseis": "16",
    "diecisiete": "17",
    "diecinueve": "19",
    "seiscientos": "600",
    "setecientos": "700",
    "ochocientos": "800",
    "novecientos": "900",
    "cento": "100",
    "trezentos": "300",
    "quatrocentos": "400",
    "seiscentos": "600",
    "setecentos": "700",
    "oitocentos": "800",
    "novecentos": "900",
    "dezoito": "18",
    "oitenta": "80",
    "vuitanta": "80",
    "dos-cents": "200",
    "trois cents": "300",
    "mille": "1000",
}
_MILLIONS = frozenset("millon millones milhao milhoes million millions milio milions".split())
_LINKS = frozenset("y e i et and".split())
_SPOKEN = frozenset(word for name in _WORDS for word in name.split()) - _LINKS | {"cents"}
_LARGE = re.compile(r"\s(?:mil|thou|bil|cent)")
_THOUSAND = re.compile(r"(?<![\w.,(-])mil(?= [a-z])")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_TOLD_IN_DIGITS = re.compile(r"[^.;\n]{0,60}(?:centim|centavo|/100|\(\W?\d)")
"""Behind a sum in words: its cents, or the digits in brackets, which are read instead."""
_LAST_WORD = re.compile(r"(?:(?<=\s)|^|(?<=\W))([a-z]+(?:-[a-z]+)?)(,?)$")
_MOST_WORDS = 12
"""Words of the longest number in words that is read."""


def numbers(text: str) -> list[tuple[int, int]]:
    """Where every number stands, in digits or in words before "mil", "million"…, in order."""
    found = [match.span() for pattern in _NUMERALS for match in pattern.finditer(text)]
    floor = len(text)
    for match in reversed([*_LARGE.finditer(text)]):
        start = _spoken_before(text, match.start()) if match.start() <= floor else None
        if start is not None:
            found.append((start, match.start()))
            floor = start
    for match in _THOUSAND.finditer(text):
        end = _spoken_after(text, match.end())
        if end > match.end() and not _TOLD_IN_DIGITS.match(text, end):
            start = _spoken_before(text, match.start() - 1)
            found.append((match.start() if start is None else start, end))
    return sorted(found)


def _spoken_before(text: str, end: int) -> int | None:
    """Where the number in words that ends at ``end`` begins."""
    start, at = None, end
    for _ in range(_MOST_WORDS):
        match = _LAST_WORD.search(text, max(0, at - 16), at)
        if match is None or (match[2] and match[1] not in _MILLIONS):
            break
        at = match.start(1)
        if match[1] in _SPOKEN:
            start = at
        elif match[1] not in _MILLIONS | _LINKS:
            break
        if text[at - 1 : at] != " ":
            break
        at -= 1
    return start


def _spoken_after(text: str, low: int) -> int:
    """Where the hundreds, tens and ones behind "mil" end."""
    end = at = low
    for _ in range(_MOST_WORDS):
        match = _NEXT_WORD.match(text, at)
        if match is None:
            break
        at = match.end()
        if 1 < Decimal(_WORDS.get(match[1], 0)) < 1000:
            end = at
        elif match[1] not in _LINKS or end == low:
            break
    return end


_MULTIPLIERS: tuple[tuple[str, int], ...] = (
    (r"mil(?: de)? (?:millones|millon|milhoes|milions)", 10**9),
    (r"miles de millones", 10**9),
    (r"thousand million", 10**9),
    (r"millones?|millon|milhoes|milhao|milions?|milion[ei]|milio|millions?|mio\b|mill\b\.?", 10**6),
    (r"bilhoes|bilhao|milliards?|billions?|bn|b|miliardi", 10**9),
    (r"billones|billon", 10**12),
    (r"miles|mila|mil|mille|thousand|milers|k", 10**3),
    (r"mm|mln|mn|m", 10**6),
    (r"crores?", 10**7),
    (r"lakhs?|lacs?", 10**5),
)
MULTIPLIER = WordTable((p for p, _ in _MULTIPLIERS), lead="", tail=r"(?![^\W\d_])")
_EVERY_WORD = WordTable(
    (*sorted(_WORDS, key=len, reverse=True), *(p for p, _ in _MULTIPLIERS[3:])),
    tail=r"(?![^\W\d_])",
)


_ARTICLE = re.compile(r"\ba (?!hundred|thousand|million|billion)")
"""The "a" of "a one million pound fund", which counts nothing."""


def multiplier(words: str) -> int:
    """The factor "mil", "millones", "mil millones", "bn"… stands for (1 for nothing)."""
    words = " ".join(words.split())
    for pattern, factor in _MULTIPLIERS:
        if re.fullmatch(pattern, words):
            return factor
    return 1


def number(digits: str, *, language: Language | None, factor: int = 1) -> Decimal:
    """The value of a numeral.

    With both separators the last one is the decimal one; a repeated one separates thousands. A
    single one before exactly three digits separates thousands, but before a word such as
    "millones" where the language uses that sign for decimals ("1,125 millones", "€2.125
    million") and the digits are not all zero.
    """
    compact = digits.replace(" mil ", "").replace("'", "").replace("´", "").replace(" ", "")
    marks = [char for char in compact if char in ".,"]
    if not marks:
        return Decimal(compact)
    last = marks[-1]
    tail = len(compact) - compact.rfind(last) - 1
    if len(set(marks)) == 2:
        decimal = last
    elif len(marks) > 1 and tail < 3:
        compact, decimal = compact[: -tail - 1].replace(last, "") + "." + compact[-tail:], "."
    elif len(marks) > 1 or (tail == 3 and not _is_decimal(compact, last, language, factor)):
        decimal = ""
    else:
        decimal = last
    whole, _, fraction = compact.rpartition(decimal) if decimal else (compact, "", "")
    plain = _MARKS.sub("", whole)  # a slip writes one mark for both
    return Decimal(f"{plain}.{fraction}" if fraction else plain)


_MARKS = re.compile(r"[.,]")


def _is_decimal(compact: str, mark: str, language: Language | None, factor: int) -> bool:
    """Whether one mark before three digits is a decimal one after all."""
    if compact.startswith("0"):
        return True
    if factor < 10**6 or compact.endswith("000"):
        return False
    return mark == "." if language == "en" else mark == "," and language is not None


def word_number(words: str) -> Decimal:
    """The value of a number in words ("medio", "un millón doscientos mil", "half a million")."""
    millions, thousands, part = Decimal(0), Decimal(0), Decimal(0)
    for word in (m.group() for m in _EVERY_WORD.finditer(_ARTICLE.sub("", words))):
        value = Decimal(_WORDS.get(" ".join(word.split())) or multiplier(word))
        if value >= 10**6:
            millions += (thousands + part or 1) * value
            thousands = part = Decimal(0)
        elif value == 1000:
            thousands += (part or 1) * value
            part = Decimal(0)
        elif value == 100 and 0 < part < 10:
            part *= value
        else:
            part += value
    return millions + thousands + part
