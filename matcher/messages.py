"""A sentence for a person, made in Spanish, that remembers how to be said in another language.

Nouns, checks and errors speak without knowing who will read: a page or a mail says it again in
the reader's language (:meth:`matcher.words.language.Words.say`), a command prints it as it is.
What is stored is no message but a code (:mod:`matcher.coded`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Self

from babel.dates import format_date
from babel.numbers import format_decimal

Locale = Literal["es", "en"]
REGION: dict[Locale, str] = {"es": "es_CO", "en": "en_GB"}
"""Where numbers and days are written as we write them."""
_LONG_DAY: dict[Locale, str] = {"es": "d 'de' MMMM 'de' y", "en": "d MMMM y"}


def gettext_noop(text: str) -> str:
    """Mark ``text`` for the catalogue where it stands in a table and is looked up when shown."""
    return text


class Message(str):
    """``text`` (Spanish, the key of the catalogue) with its ``%(name)s`` filled in.

    A value may be a day, a number or a message, which are said in the reader's language too.
    """

    text: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, /, **values: Any) -> Self:
        """The sentence in Spanish."""
        shown = {name: in_language(value, "es") for name, value in values.items()}
        message = super().__new__(cls, text % shown if values else text)
        message.text, message.values = text, values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """So that it may cross between processes."""
        return (self.text,), dict(self.values)

    def to_plain(self) -> dict[str, Any]:
        """What JSON keeps of it."""
        return {
            "text": self.text,
            "values": {
                name: value.to_plain() if isinstance(value, Message) else _kept(value)
                for name, value in self.values.items()
            },
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Message":
        """The message :meth:`to_plain` was made of."""
        return cls(plain["text"], **{n: _found(value) for n, value in plain["values"].items()})


def _kept(value: Any) -> Any:
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _found(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return Decimal(value["number"]) if "number" in value else Message.from_plain(value)


def joined(messages: Sequence[str], *, between: str = " ") -> Message:
    """Sentences one after the other, each said in its own right."""
    if len(messages) == 1 and isinstance(messages[0], Message):
        return messages[0]
    values = {f"part{number}": one for number, one in enumerate(messages)}
    places = between.join(f"%({name})s" for name in values)
    return Message(places, **values)


def in_language(value: Any, locale: Locale) -> Any:
    """A day in words, a number with its separators, several texts in a row; else as it is."""
    if isinstance(value, date):
        return long_day(value, locale)
    if isinstance(value, list):
        return "; ".join(value)
    return number(value, locale, digits=2) if isinstance(value, Decimal) else value


@lru_cache(maxsize=4096)
def long_day(value: date, locale: Locale) -> str:
    """«2 de marzo de 2027», «2 March 2027»."""
    return str(format_date(value, _LONG_DAY[locale], locale=REGION[locale]))


@lru_cache(maxsize=4096)
def number(value: Decimal | int, locale: Locale, *, digits: int = 0, fixed: bool = False) -> str:
    """«346.000.000», «346,000,000»; ``digits`` decimals at most, all of them if ``fixed``."""
    pattern = "#,##0" + ("." + ("0" if fixed else "#") * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=REGION[locale]))
