"""What people type, read: days and figures."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from matcher.projects.numbers import NotANumber, read_money
from matcher.web.frame.gettext import _, said

CURRENCIES = (
    *("COP", "USD", "EUR", "GBP", "BRL", "MXN", "PEN", "CLP", "ARS"),
    *("AUD", "CAD", "CHF", "JPY", "KRW", "NOK", "SEK"),
)
"""All that may be typed beside a figure: those of here first."""


def day_of(text: str) -> date | None:
    """An ISO date, or ``None``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant_of(text: str | None) -> datetime | None:
    """An ISO instant that says its zone, or ``None``."""
    try:
        told = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return told if told.tzinfo is not None else None


def figure_of(value: Decimal) -> str:
    """A figure as people here type it, in every language: «1.500,5»."""
    return format_decimal(value, "#,##0.##", locale="es_CO")


class MoneyField(Field):  # type: ignore[misc] # wtforms ships no types
    """Money as people type it: «346.000.000», «1.500,50», «USD 250.000».

    It is shown so in every language. ``currency`` is the one written beside the figure, ``None``
    where none is.
    """

    widget = TextInput()
    currency: str | None = None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.in_words()

    def in_words(self) -> str:
        """The figure, after its currency where it has one of its own."""
        return " ".join(filter(None, [self.currency, figure_of(self.data or Decimal(0))]))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, by the rules of an imported table.

        :raises ValueError: for what is no figure, or might be two.
        """
        if not valuelist:  # the box was not on the page that was sent
            return
        text = valuelist[0].strip()
        self.data: Any = None
        self.currency = None
        if not text:
            return
        try:
            money = read_money(text)
        except NotANumber as problem:
            raise ValueError(f"«{text}» {said(problem)}") from None
        self.data, self.currency = money.value, money.currency

    def pre_validate(self, _form: object) -> None:
        """Tell one thing of what is no figure: not also that it is out of bounds.

        :raises StopValidation: then, without a word of its own.
        """
        if self.process_errors:
            raise StopValidation


class CountField(MoneyField):
    """How many of something, as people type it: «1200», «1.200», «12 mil»."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed.

        :raises ValueError: for what is no whole number.
        """
        super().process_formdata(valuelist)
        if self.data is None:
            return
        if self.currency or self.data % 1:
            value, self.data = valuelist[0].strip(), None
            raise ValueError(_("«%(value)s» no es un número entero.", value=value))
        self.data = int(self.data)


class PercentField(MoneyField):
    """A share of the whole, with or without its sign: «20», «12,5 %»."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed.

        :raises ValueError: for what is no number, or might be two.
        """
        super().process_formdata([text.strip().removesuffix("%") for text in valuelist[:1]])
