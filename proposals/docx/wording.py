"""How the values of a draft read, in its document and on a page."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

from matcher.projects.numbers import Money
from matcher.words.language import NBSP, SPANISH, Words, words_in
from proposals.budget import KINDS, BudgetShare
from proposals.steps.step import Field
from proposals.steps.values import AstrayRow, read

TRANSLATIONS = Path(__file__).parents[1] / "translations"
NONE = "–"
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def words_of(language: str) -> Words:
    """The words of a document in ``language`` («en», «es-CO»), those of the steps included."""
    return words_in(language.partition("-")[0], TRANSLATIONS)


def clean(text: str) -> str:
    """``text`` as a Word file can hold it: no control characters, no lone surrogates, LF only.

    Some of what is dropped (bell, form feed) docxtpl would read as an order to break; others turn
    round the letters of everything that follows.
    """
    plain = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", plain))


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that hold anything, each a paragraph."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def figure(value: Decimal | int, digits: int = 2, *, said: Words = SPANISH) -> str:
    """«346.000.000», «1.250,5»."""
    return said.number(value, digits)


def money(value: Decimal, *, cents: bool = False, said: Words = SPANISH) -> str:
    """A sum of money in a table: every one with the same decimals."""
    return said.number(value, 2, fixed=True) if cents else said.number(value)


def percent(value: Decimal, *, fixed: bool = False, said: Words = SPANISH) -> str:
    """«37,5 %»; ``fixed`` keeps the decimal of a whole figure, for a column of them."""
    return said.hundredths(said.number(value, 1, fixed=fixed))


def day(value: date, *, said: Words = SPANISH) -> str:
    """«2 de marzo de 2027»."""
    return said.day(value).replace(" ", NBSP, 1)


def short_day(value: date, *, said: Words = SPANISH) -> str:
    """«2 mar 2027», for the cells of a table."""
    return said.short_day(value).replace(" ", NBSP)


def words(field: Field, stored: object, *, short: bool = False, said: Words = SPANISH) -> str:
    """``stored`` as a reader wants it; what cannot be read stays exactly as it was typed."""
    value = read(field, stored).value
    if isinstance(stored, AstrayRow):
        return "" if stored.gone else clean(stored.text)
    if value is None:
        return clean(str(stored)) if isinstance(stored, str) else ""
    if isinstance(value, bool):
        return said.gettext("Sí") if value else said.gettext("No")
    if isinstance(value, tuple):
        return ", ".join(_label(field, code, said) for code in value)
    if isinstance(value, date):
        return short_day(value, said=said) if short else day(value, said=said)
    if isinstance(value, Money):
        amount = said.amount(value.value)
        return said.money(amount, value.currency) if value.currency else amount
    if isinstance(value, str):
        return clean(_label(field, value, said))
    return _counted(field, value, said)


def _counted(field: Field, value: Decimal | int, said: Words) -> str:
    if field.kind == "percent":
        return percent(Decimal(value), said=said)
    if field.kind == "months":
        months = said.ngettext("%(num)d mes", "%(num)d meses", int(value))
        return months.replace(" ", NBSP)
    if field.kind == "ref" or "año" in field.label.lower():
        return str(value)
    return figure(value, said=said)


def payer_words(part: BudgetShare, said: Words) -> str:
    """A part of the budget by its name; of a named source, with what it puts in."""
    kind = f" ({said.named(KINDS[part.kind])})" if part.kind in KINDS else ""
    return clean(said.named(part.label) + kind)


def _label(field: Field, code: str, said: Words) -> str:
    """The words of an option; those of the thematic lines are the agency's own."""
    labels = {option.value: option.label for option in field.options}
    return said.named(labels[code]) if code in labels else code
