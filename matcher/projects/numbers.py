"""Numbers and money as people type them; what could mean two things is asked, never guessed."""

import re
from dataclasses import dataclass
from decimal import Decimal

from matcher.errors import ToldError
from matcher.text import fold

_MULTIPLIERS = (
    (re.compile(r"\bmil millones\b"), Decimal(10**9)),
    (re.compile(r"\bbill(?:ones|on)\b"), Decimal(10**12)),
    (re.compile(r"\bmill(?:ones|on)\b(?: de)?"), Decimal(10**6)),
    (re.compile(r"\bmil\b"), Decimal(10**3)),
)
_CURRENCIES = (
    (
        re.compile(
            r"\bpesos colombianos\b|\bcop\b|\bm ?/ ?cte\b\.?|\bm\. ?cte\b\.?|\bmcte\b\.?|"
            r"\bm ?/ ?l\b\.?|\bmoneda (?:corriente|legal)(?: colombiana)?\b"
        ),
        "COP",
    ),
    (
        re.compile(
            r"\bdolares(?: estadounidenses| americanos)?\b(?! (?:canadienses|australianos))|"
            r"\busd\b|us\$|u\$s"
        ),
        "USD",
    ),
    (re.compile(r"\beuros?\b|\beur\b|€"), "EUR"),
    (re.compile(r"\breais\b|\bbrl\b|r\$"), "BRL"),
    (re.compile(r"\bgbp\b|£"), "GBP"),
    (re.compile(r"\bmxn\b"), "MXN"),
    (re.compile(r"\bpen\b"), "PEN"),
    (re.compile(r"\bclp\b"), "CLP"),
    (re.compile(r"\bars\b"), "ARS"),
    (re.compile(r"\bdolares canadienses\b|\bcad\b"), "CAD"),
    (re.compile(r"\bfrancos suizos\b|\bchf\b"), "CHF"),
    (re.compile(r"\byenes\b|\bjpy\b|¥"), "JPY"),
    (re.compile(r"\bdolares australianos\b|\baud\b"), "AUD"),
    (re.compile(r"\bcoronas noruegas\b|\bnok\b"), "NOK"),
    (re.compile(r"\bcoronas suecas\b|\bsek\b"), "SEK"),
    (re.compile(r"\bkrw\b"), "KRW"),
)
CODES = frozenset(code for _, code in _CURRENCIES)
_DIGITS = re.compile(r"\d[\d.,' ]*")
_LARGEST = Decimal(10**18)


class NotANumber(ToldError, ValueError):
    """The text is no number, or might be two; the message says so and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A value and the currency written beside it; ``None`` where none is.

    ``scaled`` says that the text itself said "millones" or the like.
    """

    value: Decimal
    currency: str | None
    scaled: bool = False


def read_currency(text: str) -> str:
    """The ISO 4217 code that ``text`` names.

    :raises NotANumber: where it names none, or one of several countries' pesos.
    """
    folded = fold(text).strip()
    for pattern, code in _CURRENCIES:
        if pattern.fullmatch(folded):
            return code
    if re.fullmatch(r"pesos?|\$", folded):
        raise NotANumber("puede ser la moneda de varios países. Escriba COP, USD o EUR.")
    raise NotANumber("no es una moneda conocida. Escriba COP, USD o EUR.")


def read_money(text: str) -> Money:
    """Money as typed: "1.234.567,89", "1,234,567.89", "COP 346 millones", "US$ 7.000".

    :raises NotANumber: where it is no number, is negative, or might be two numbers.
    """
    rest = fold(text).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").strip()
    currency: str | None = None
    for pattern, code in _CURRENCIES:
        cleaned = pattern.sub(" ", rest)
        if cleaned != rest:
            if currency is not None:
                raise NotANumber("nombra dos monedas. Deje una sola.")
            currency, rest = code, cleaned
    rest = re.sub(r"\bpesos\b|\$", " ", rest).strip()
    factor = Decimal(1)
    for pattern, value in _MULTIPLIERS:
        if pattern.search(rest):
            factor, rest = value, pattern.sub(" ", rest, count=1).strip()
            break
    number = read_decimal(rest.strip(), scaled=factor != 1) * factor
    if number >= _LARGEST:
        raise NotANumber("es demasiado grande. Revise los ceros.")
    return Money(value=number, currency=currency, scaled=factor != 1)


def read_decimal(text: str, *, scaled: bool = False) -> Decimal:
    """A number whose separators are decided by its own shape.

    ``scaled`` says that "millones" follows, where "1.500" might be 1,5 or 1500.

    :raises NotANumber: where it is no number, is negative, or might be two numbers.
    """
    if text.startswith("-"):
        raise NotANumber("no puede ser negativo.")
    if not _DIGITS.fullmatch(text):
        raise NotANumber("no es un número. Escriba solo la cifra, por ejemplo 1000000000.")
    compact = text.strip()
    marks = [char for char in compact if not char.isdigit()]
    if not marks:
        return Decimal(compact)
    last = marks[-1]
    if marks.count(last) > 1 or last in " '":
        return _whole(compact)
    head, tail = compact.rsplit(last, 1)
    if len(tail) != 3:
        return Decimal(f"{_whole(head) if _marked(head) else Decimal(head)}.{tail or '0'}")
    return _three_digits(head, tail, scaled=scaled, text=compact)


def _three_digits(head: str, tail: str, *, scaled: bool, text: str) -> Decimal:
    """Money has no thousandths: "174.000" is a thousand times 174, unless "millones" follows."""
    two_ways = {"whole": f"{head}{tail}", "part": f"{head},{tail}"}
    if _marked(head):
        marks = {char for char in head if not char.isdigit()}
        if len(marks) == 1 and marks <= {".", ","} and text[len(head)] not in marks:
            raise NotANumber(
                "puede leerse de dos maneras. ¿Es %(whole)s o %(part)s? Escriba la cifra sin "
                "puntos ni comas de miles.",
                **two_ways,
            )
        return _whole(text)
    if scaled or len(head) > 3 or head.startswith("0"):
        raise NotANumber(
            "puede leerse de dos maneras. ¿Es %(whole)s o %(part)s? Escriba la cifra completa, sin "
            "«millones», puntos ni comas.",
            **two_ways,
        )
    return Decimal(head + tail)


def _marked(text: str) -> bool:
    return not text.isdigit()


def _whole(text: str) -> Decimal:
    """A whole number in groups of three.

    :raises NotANumber: where the groups are not of three digits.
    """
    groups = re.split(r"[.,' ]", text.strip())
    sizes = [len(group) for group in groups]
    mixed = "." in text and "," in text
    if mixed or not 1 <= sizes[0] <= 3 or any(size != 3 for size in sizes[1:]):
        raise NotANumber("tiene los puntos o las comas fuera de sitio. Escriba solo la cifra.")
    return Decimal("".join(groups))
