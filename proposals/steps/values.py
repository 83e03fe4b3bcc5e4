"""What a stored answer says: a number, money, a day, a choice; else a sentence about why not.

Answers are stored as they were typed (text, lists of codes for several choices), so that a draft
never refuses anything. Whoever computes, checks or prints reads them here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matcher.messages import Message
from matcher.projects.numbers import Money, NotANumber, read_currency, read_decimal, read_money
from matcher.words.language import gettext_noop
from proposals.steps.step import Field

Value = str | Decimal | int | date | Money | tuple[str, ...] | bool
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_HERE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FRACTION = re.compile(r"0[.,]\d+")
_COMMA = re.compile(r"\D*(\d{1,3}),(\d{3})\D*")
_PESOS = re.compile(r"(?<![A-Za-z])\$|\bpesos\b(?! colombianos)", re.IGNORECASE)
_NO_ROW = gettext_noop("no corresponde a ninguna fila. Elija una de la lista.")
MOST_MONTHS = 600
LARGEST = Decimal(10**15)


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A value, or the reason there is none; neither for an answer not yet given."""

    value: Value | None = None
    problem: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AstrayRow:
    """A reference that leads to no row: ``text`` is what was typed, or what the gone row said."""

    text: str
    gone: bool

    def __str__(self) -> str:
        """What a person may know it by; never blank, for something was answered."""
        return self.text or "–"


def read(field: Field, stored: object) -> ParsedValue:
    """What ``stored`` says, by the kind of ``field``."""
    if is_blank(stored):
        return ParsedValue()
    if isinstance(stored, AstrayRow):
        return ParsedValue(problem=_astray(stored))
    if field.kind == "choices":
        return _choices(stored)
    text = str(stored).strip()
    try:
        return ParsedValue(_READERS[field.kind](field, text))
    except NotANumber as problem:
        told = Message("«%(value)s» %(problem)s", value=text, problem=problem.message)
        return ParsedValue(problem=told)


def is_blank(stored: object) -> bool:
    """Whether nothing was answered: no text, no choice, no cell of a row."""
    if stored is None:
        return True
    if isinstance(stored, dict):
        return all(is_blank(value) for value in stored.values())
    if isinstance(stored, list | tuple):
        return not stored
    return not str(stored).strip()


def number_in(field: Field, stored: object) -> Decimal | None:
    """The number ``stored`` says, or ``None``: for sums, which pass over what is no number."""
    value = read(field, stored).value
    if isinstance(value, Money):
        return value.value
    return Decimal(value) if isinstance(value, Decimal | int) else None


def day_in(field: Field, stored: object) -> date | None:
    """The day ``stored`` says, or ``None``."""
    value = read(field, stored).value
    return value if isinstance(value, date) else None


def currency_in(stored: object) -> str | None:
    """The ISO 4217 code typed as a currency, or ``None``; none is ever assumed."""
    if is_blank(stored):
        return None
    text = str(stored).strip()
    if re.fullmatch(r"[A-Z]{3}", text):
        return text
    try:
        return read_currency(text)
    except NotANumber:
        return None


def _astray(row: AstrayRow) -> Message:
    if not row.gone:
        return Message("«%(value)s» %(problem)s", value=row.text, problem=Message(_NO_ROW))
    if not row.text:
        return Message("Se refería a una fila que se quitó. Elija otra, o recupérela.")
    return Message(
        "Se refería a una fila que se quitó: «%(text)s». Elija otra, o recupérela.", text=row.text
    )


def _choices(stored: object) -> ParsedValue:
    if isinstance(stored, list | tuple):
        return ParsedValue(tuple(str(code) for code in stored))
    return ParsedValue((str(stored),))


def _text(_field: Field, text: str) -> str:
    return text


def _decimal(_field: Field, text: str) -> Decimal:
    compact = text.replace("\u00a0", " ").replace("\u202f", " ")
    if _FRACTION.fullmatch(compact):
        return Decimal(compact.replace(",", "."))
    _refuse_two_ways(compact)
    value = read_decimal(compact)
    if value >= LARGEST:
        raise NotANumber("es demasiado grande. Revise los ceros.")
    return value


def _refuse_two_ways(text: str) -> None:
    """«1,125» is a thousand in one country and little more than one in another: it is asked."""
    parts = _COMMA.fullmatch(text)
    if parts:
        raise NotANumber(
            "puede leerse de dos maneras. ¿Es %(whole)s o %(part)s? Escriba la cifra sin puntos ni "
            "comas de miles.",
            whole=f"{parts[1]}{parts[2]}",
            part=f"{parts[1]},{parts[2]}",
        )


def _money(_field: Field, text: str) -> Money:
    _refuse_two_ways(text)
    money = read_money(text)
    if money.currency is None and _PESOS.search(text):
        raise NotANumber(
            "puede ser la moneda de varios países. Escriba COP, USD o EUR, o deje la cifra sola."
        )
    return money


def _percent(field: Field, text: str) -> Decimal:
    value = _decimal(field, text.rstrip("% \u00a0\u202f"))
    if value > 100:
        raise NotANumber("pasa de 100. Escriba un porcentaje, por ejemplo 20.")
    return value


def _months(field: Field, text: str) -> int:
    value = _decimal(field, re.sub(r"\s*mes(es)?$", "", text, flags=re.IGNORECASE))
    if value != int(value) or not 1 <= value <= MOST_MONTHS:
        raise NotANumber("no es un número de meses. Escriba meses enteros, por ejemplo 18.")
    return int(value)


def _day(_field: Field, text: str) -> date:
    parts = _ISO.fullmatch(text)
    order = (1, 2, 3)
    if parts is None:
        parts, order = _HERE.fullmatch(text), (3, 2, 1)
    if parts is None:
        raise NotANumber("no es una fecha. Escríbala como 2027-03-15 o 15/03/2027.")
    year, month, day = (int(parts[place]) for place in order)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotANumber("no existe en el calendario. Revise el día y el mes.") from None


def _row_number(field: Field, text: str) -> int | str:
    """The number of the row that is meant, as ``proposals.rows`` gives it, or an option."""
    if any(option.value == text for option in field.options):
        return text
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise NotANumber(_NO_ROW)
    return int(text)


def _choice(field: Field, text: str) -> str:
    if field.options and text not in {option.value for option in field.options}:
        raise NotANumber("no está entre las opciones. Elija una de la lista.")
    return text


def _yes_no(_field: Field, text: str) -> bool:
    if text not in {"si", "no"}:
        raise NotANumber("no es «sí» ni «no».")
    return text == "si"


_READERS: dict[str, Callable[[Field, str], Value]] = {
    "short": _text,
    "text": _text,
    "number": _decimal,
    "percent": _percent,
    "money": _money,
    "date": _day,
    "months": _months,
    "choice": _choice,
    "yesno": _yes_no,
    "ref": _row_number,
}
