"""The countries of the world, by their codes (ISO 3166-1), with names from CLDR.

CLDR also names islands and parts of countries by codes that ISO only keeps for others.
"""

from functools import cache

from babel.core import Locale as Names
from babel.core import get_global

from matcher.messages import Locale
from matcher.text import fold

COUNTRIES = frozenset(
    code
    for code in get_global("territory_currencies")
    if len(code) == 2
    and code in Names("es").territories
    and code not in "AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split()
)


@cache
def country_names(language: Locale) -> dict[str, str]:
    """Code → name, in the order of the names."""
    names = Names(language).territories
    known = {code: str(names[code]) for code in COUNTRIES if code in names}
    return dict(sorted(known.items(), key=lambda item: fold(item[1])))


def find_country(text: str) -> str | None:
    """The code of the country ``text`` names, in Spanish or English, or by its code."""
    wanted = fold(text).strip()
    if wanted.upper() in COUNTRIES:
        return wanted.upper()
    languages: tuple[Locale, ...] = ("es", "en")
    for language in languages:
        for code, name in country_names(language).items():
            if fold(name) == wanted:
                return code
    return None
