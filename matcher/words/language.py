"""One language of the interface: its catalogue, and how it writes days, numbers, money and lists.

Spanish is the language of the code and the key of the catalogue; what has no translation stays
Spanish. No Flask: a mail, a document and a command speak through the same door as a page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.dates import format_date, get_timezone_location
from babel.support import NullTranslations, Translations

from matcher.messages import REGION, Locale, Message, in_language, long_day, number
from matcher.messages import gettext_noop as gettext_noop

CATALOGUES = Path(__file__).parents[1] / "translations"
NBSP = "\N{NO-BREAK SPACE}"
_OFFSET = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)")
_SIGNS = {"+": "+", "-": "\N{MINUS SIGN}"}
_MONTH: dict[Locale, str] = {"es": "MMMM 'de' y", "en": "MMMM y"}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language."""

    locale: Locale
    catalogues: tuple[Path, ...] = (CATALOGUES,)

    def gettext(self, text: str, /, **values: Any) -> str:
        """``text`` (Spanish) in this language, with ``%(name)s`` filled in."""
        said = str(_catalogue(self.locale, self.catalogues).gettext(text)) if text else ""
        return said % values if values else said

    def named(self, text: str, /, **values: Any) -> str:
        """As :meth:`gettext`, of a text out of a table, where it is marked for the catalogue."""
        return self.gettext(text, **values)

    def ngettext(self, one: str, many: str, num: int, **values: Any) -> str:
        """``one`` or ``many`` by ``num``."""
        return self.either(one, many, num) % {"num": num, **values}

    def either(self, one: str, many: str, num: int) -> str:
        """``one`` or ``many`` by ``num``, with nothing filled in."""
        return str(_catalogue(self.locale, self.catalogues).ngettext(one, many, num))

    def say(self, message: str) -> str:
        """A message in this language; any other text as it is."""
        if not isinstance(message, Message):
            return message
        values = {name: self._value(value) for name, value in message.values.items()}
        return self.gettext(message.text, **values)

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "; ".join(self.say(one) for one in value)
        return self.say(value) if isinstance(value, str) else in_language(value, self.locale)

    def joined(self, names: Sequence[str]) -> str:
        """«a, b y c»; in Spanish with «e» before the sound i."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self._and(names[-1])} {names[-1]}"

    def _and(self, name: str) -> str:
        if self.locale == "en":
            return "and"
        bare = name.strip("«\"'").casefold()
        return "e" if bare.startswith(("i", "hi", "í")) and bare[:3] not in {"hie", "hia"} else "y"

    def quoted(self, names: Sequence[str]) -> str:
        """Names in quotation marks."""
        before, after = "“”" if self.locale == "en" else "«»"
        return self.joined([f"{before}{name}{after}" for name in names])

    def day(self, value: date) -> str:
        """«2 de marzo de 2027», «2 March 2027»."""
        return long_day(value, self.locale)

    def weekday(self, value: date) -> str:
        """«jueves», «Thursday»."""
        return self._date(value, "EEEE")

    def short_day(self, value: date) -> str:
        """«2 mar 2027»: where there is little room."""
        return self._date(value, "d MMM y").replace(".", "")

    def month(self, value: date) -> str:
        """«marzo de 2027»."""
        return self._date(value, _MONTH[self.locale])

    def month_of_year(self, number: int) -> str:
        """«marzo»."""
        return self._date(date(2000, number, 1), "LLLL")

    def _date(self, value: date, pattern: str) -> str:
        return _date_words(value, pattern, self.locale)

    def number(self, value: Decimal | int, digits: int = 0, *, fixed: bool = False) -> str:
        """«346.000.000», «346,000,000»; ``digits`` decimals at most, all of them if ``fixed``."""
        return number(value, self.locale, digits=digits, fixed=fixed)

    def amount(self, value: Decimal) -> str:
        """The figure of a sum: «346.000.000», and both decimals where it has cents."""
        return self.number(value, 2, fixed=bool(value % 1))

    def money(self, figure: str, currency: str) -> str:
        """«350.000 EUR», «EUR 350,000»: each language has its order."""
        return NBSP.join((currency, figure) if self.locale == "en" else (figure, currency))

    def hundredths(self, figure: str) -> str:
        """«83 %», «83%»."""
        return f"{figure}%" if self.locale == "en" else f"{figure}{NBSP}%"

    def percent(self, share: float) -> str:
        """«83 %» of 0.83."""
        return self.hundredths(self.number(Decimal(str(share)) * 100))

    def place(self, timezone: str) -> str:
        """The place a time zone is named after: «Bruselas», «Brussels»; of a distance, «UTC−5»."""
        if offset := _OFFSET.fullmatch(timezone):
            hours, minutes = int(offset["hours"]), offset["minutes"]
            far = f"{hours}" if minutes == "00" else f"{hours}:{minutes}"
            return "Greenwich" if far == "0" else f"UTC{_SIGNS[offset['sign']]}{far}"
        if timezone.startswith(("UTC", "Etc/")):
            return timezone
        return str(get_timezone_location(timezone, locale=REGION[self.locale], return_city=True))


SPANISH = Words("es")


def words_in(language: str | None, *catalogues: Path) -> Words:
    """The words of ``language``; Spanish for one there is no interface in.

    :param catalogues: further folders of translations, of the packages downstream.
    """
    if language != "en":
        return SPANISH
    return Words("en", tuple(dict.fromkeys((CATALOGUES, *catalogues))))


@lru_cache(maxsize=4096)
def _date_words(value: date, pattern: str, locale: Locale) -> str:
    return str(format_date(value, pattern, locale=REGION[locale]))


@lru_cache
def _catalogue(locale: Locale, folders: tuple[Path, ...]) -> NullTranslations:
    """All the translations there are, those of the first folder first."""
    found = [Translations.load(folder, [locale]) for folder in folders]
    for before, after in pairwise(found):
        before.add_fallback(after)
    return found[0]
