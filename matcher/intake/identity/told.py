"""What one record tells, and whether another tells it as well."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from matcher.intake.identity.addresses import host_of
from matcher.intake.identity.codes import NONE
from matcher.intake.identity.funders import home_of, house_words, initials
from matcher.intake.identity.particulars import Particulars, particulars, title_words, word_keys
from matcher.intake.identity.telling_words import TOPICS
from matcher.intake.identity.traits import Traits
from matcher.text import fold

_SUM = 1000
"""From which a number is what is paid, and no count."""
_COUNT = 20
"""From which a number in a title counts people or money, and no edition. Set by hand."""


def large_sums(own: Traits) -> frozenset[str]:
    """The sums a record tells, whatever their currency."""
    return frozenset(n for n in own.numbers_told if n.isdecimal() and int(n) >= _SUM)


def editions_of(own: Traits) -> frozenset[str]:
    """Which editions a record speaks of."""
    return frozenset(number for number in own.numbers if number.endswith("e"))


def but_of_site(own: Traits, names: frozenset[str]) -> frozenset[str]:
    """``names`` without those that its own address has: who tells of a call names itself."""
    site = re.sub(r"[^a-z0-9]", "", fold(f"{host_of(own.canonical)}{own.source_id}"))
    return frozenset(name for name in names if name not in site)


def house_words_of(own: Traits) -> frozenset[str]:
    """The words of who funds a record."""
    return house_words(own.funder, own.language) if own.funder else NONE


def house_countries(own: Traits) -> frozenset[str]:
    """The countries that the name of who funds a record says, but for that of its office."""
    name = home_of(own.funder) if own.funder else ""
    return _said_by_name(name, own.language).countries if name else NONE


def house_name(own: Traits) -> frozenset[str]:
    """Every word of the name of who funds a record."""
    return _said_by_name(own.funder, own.language).words if own.funder else NONE


@lru_cache(maxsize=20_000)
def _said_by_name(name: str, language: str | None) -> Particulars:
    return particulars(name, language)


def names_house(own: Traits, other: Traits) -> bool:
    """Whether the text of ``own`` names who funds ``other``."""
    words = house_words_of(other)
    if words and words <= own.words | own.countries:
        return True
    return other.funder is not None and initials(other.funder) in own.words


def leaves_out(places: Iterable[str], shown: Mapping[str, str], other: Traits) -> bool:
    """Whether ``other`` says one of ``places`` nowhere."""
    said = other.words | house_name(other)
    countries = other.countries | house_countries(other)
    return any(
        place not in countries and word_keys(fold(shown[place]), "es").isdisjoint(said)
        for place in places
    )


def tells(shown: str, own: Traits, other: Traits) -> bool:
    """Whether ``other`` says anywhere what the title of ``own`` says in these words."""
    said = particulars(shown.casefold(), own.language)
    words = title_words(shown, own.language)
    told = all(not keys.isdisjoint(other.words) for keys in words)
    return told and said.countries <= other.countries and bool(words or said.countries or not shown)


class TitleSaid(NamedTuple):
    """How many words of a title, but for who funds, the other record says, and which it does not,
    each as all that it may be.
    """

    share: float
    unsaid: tuple[frozenset[str], ...]


def title_said(own: Traits, other: Traits) -> TitleSaid:
    """What of the title of ``own`` stands anywhere in ``other``."""
    houses = house_name(own) | house_name(other)
    words = [w for w in title_words(own.title, own.language) if w.isdisjoint(houses)]
    unsaid = tuple(keys for keys in words if keys.isdisjoint(other.words))
    return TitleSaid((len(words) - len(unsaid)) / max(len(words), 2), unsaid)


def is_theme(keys: frozenset[str]) -> bool:
    """Whether a word of a title tells what a call is about."""
    return not TOPICS.isdisjoint(key.removeprefix("=") for key in keys if key[0] == "=")


def tells_day(own: Traits, other: Traits) -> bool:
    """Whether the text of ``own`` names the day on which ``other`` closes."""
    return not own.days_told.isdisjoint(f"{day:%m-%d}" for day in other.closing)


def tells_count(shown: str, other: Traits) -> bool:
    """Whether each number of ``shown`` is too large for an edition, and ``other`` tells it too."""
    numbers = re.findall(r"\d+", shown)
    told = other.numbers_told | {digits for code in other.identifiers for digits in code.split()}
    return bool(numbers) and all(int(n) >= _COUNT and n in told for n in numbers)
