"""How values read in a Spanish document: decimal comma, points for thousands, days in words."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from matcher.projects.numbers import Money
from proposals.steps.step import Field
from proposals.steps.values import read

LOCALE = "es_CO"
NBSP = "\u00a0"
NONE = "–"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` as a Word file can hold it: no control characters, no lone surrogates, LF only.

    Some of what is dropped (bell, form feed) docxtpl would read as an order to break.
    """
    plain = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", plain))


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that hold anything, each a paragraph."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def figure(value: Decimal | int, digits: int = 2) -> str:
    """«346.000.000», «1.250,5»."""
    return str(format_decimal(value, format="#,##0." + "#" * digits, locale=LOCALE))


def money(value: Decimal, *, cents: bool = False) -> str:
    """A sum of money in a table: every one with the same decimals."""
    return str(format_decimal(value, format="#,##0.00" if cents else "#,##0", locale=LOCALE))


def percent(value: Decimal, *, fixed: bool = False) -> str:
    """«37,5 %»; ``fixed`` keeps the decimal of a whole figure, for a column of them."""
    text = format_decimal(value, format="#,##0.0", locale=LOCALE) if fixed else figure(value, 1)
    return f"{text}{NBSP}%"


def day(value: date) -> str:
    """«2 de marzo de 2027»."""
    return str(format_date(value, "d 'de' MMMM 'de' y", locale=LOCALE)).replace(" ", NBSP, 1)


def short_day(value: date) -> str:
    """«2 mar 2027», for the cells of a table."""
    return str(format_date(value, "d MMM y", locale=LOCALE)).replace(".", "").replace(" ", NBSP)


def words(field: Field, stored: object, *, short: bool = False) -> str:
    """``stored`` as a reader wants it; what cannot be read stays exactly as it was typed."""
    value = read(field, stored).value
    if value is None:
        return clean(str(stored)) if isinstance(stored, str) else ""
    if isinstance(value, bool):
        return "Sí" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(_label(field, code) for code in value)
    if isinstance(value, date):
        return short_day(value) if short else day(value)
    if isinstance(value, Money):
        return NBSP.join(filter(None, [figure(value.value), value.currency]))
    if field.kind == "choice":
        return _label(field, str(value))
    if isinstance(value, str):
        return clean(value)
    return _counted(field, value)


def _counted(field: Field, value: Decimal | int) -> str:
    if field.kind == "percent":
        return percent(Decimal(value))
    if field.kind == "months":
        return f"{value}{NBSP}{'mes' if value == 1 else 'meses'}"
    if "año" in field.label.lower():
        return str(value)
    return figure(value)


def _label(field: Field, code: str) -> str:
    labels = {option.value: option.label for option in field.options}
    return labels.get(code, code)
