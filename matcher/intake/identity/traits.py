"""What identity looks at in a record: page, codes, links, days, sums, funder, title."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.calls.compose import days
from matcher.calls.facts import Amount, CallFacts, sound
from matcher.intake.identity.addresses import canonical_url, host_of, is_page
from matcher.intake.identity.codes import NONE, codes_of
from matcher.intake.identity.lists import is_list
from matcher.intake.identity.particulars import particulars
from matcher.intake.identity.sizes import of_whom
from matcher.intake.identity.titles import tells_of_extension
from matcher.text import detect_language

_READ = 2_000
"""Letters of a text in which it says what it is of and for whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What identity looks at in a record or a call.

    ``identifiers`` are its own official codes, ``mentions`` those its text only names, ``figures``
    the sums it names with their currency (``350000 EUR``), ``days`` the days it closes on.
    ``lists`` says that it tells of many calls and is none of them, ``pages`` to how many pages of
    others it leads, ``funder_read`` that no field names the funder: its text does, or seems to.
    ``sizes`` say how many inhabitants, employees and so on it is for (``-10000``). ``numbers`` to
    ``countries`` are what it says in particular (:mod:`particulars`), ``days_told`` without a year;
    ``moved`` that its text tells of a later closing than was told before.
    """

    source_id: str
    title: str
    canonical: str
    funder: str | None
    closes_on: date | None
    days: frozenset[date] = frozenset()
    language: str | None = None
    identifiers: frozenset[str] = NONE
    links: frozenset[str] = NONE
    mentions: frozenset[str] = NONE
    figures: frozenset[str] = NONE
    sizes: frozenset[str] = NONE
    numbers: frozenset[str] = NONE
    days_told: frozenset[str] = NONE
    words: frozenset[str] = NONE
    names: frozenset[str] = NONE
    countries: frozenset[str] = NONE
    aggregator: bool = False
    lists: bool = False
    pages: int = 0
    funder_read: bool = False
    moved: bool = False

    @property
    def numbers_told(self) -> frozenset[str]:
        """Every number it tells, in words or as a sum."""
        return self.numbers | {figure.partition(" ")[0] for figure in self.figures}

    @property
    def closing(self) -> frozenset[date]:
        """Every day it closes on."""
        return self.days or (frozenset((self.closes_on,)) if self.closes_on else frozenset())


def traits_of(facts: CallFacts, *, source_id: str, aggregator: bool = False) -> Traits:
    """What identity looks at in a record of a source."""
    closing = days(facts.deadlines)
    codes = codes_of(facts, source_id=source_id)
    canonical = canonical_url(facts.url)
    links = _set(canonical_url(link) for link in facts.links)
    pages = len({link for link in links if is_page(link) and host_of(link) != host_of(canonical)})
    language = facts.language or detect_language(f"{facts.title}\n{facts.text[:500]}")
    said = particulars(f"{facts.title}\n{facts.text[:_READ]}", language)
    return Traits(
        source_id=source_id,
        title=facts.title,
        canonical=canonical,
        funder=facts.funder,
        closes_on=closing[-1] if closing else None,
        days=frozenset(closing),
        language=language,
        identifiers=codes.own,
        links=links,
        mentions=codes.named,
        figures=_set(_figures(facts.amounts)),
        sizes=_set(of_whom(facts.title, facts.text[:_READ])),
        numbers=said.numbers or NONE,
        days_told=said.days or NONE,
        words=said.words or NONE,
        names=said.names or NONE,
        countries=said.countries or NONE,
        aggregator=aggregator,
        lists=is_list(
            facts.title, facts.text, codes=NONE if codes.own else codes.named, pages=pages
        ),
        pages=pages,
        funder_read=facts.funder is not None and facts.funder_span is not None,
        moved=tells_of_extension(facts.text[:_READ]),
    )


def _set(values: Iterable[str]) -> frozenset[str]:
    """A set of ``values``; all empty ones are one object, for there are many of them."""
    return frozenset(values) or NONE


def _figures(amounts: Sequence[Amount]) -> Iterator[str]:
    for amount in sound(amounts):
        for figure in (amount.value, amount.minimum, amount.maximum):
            if figure and amount.currency:
                yield f"{figure.normalize():f} {amount.currency}"


_SAID = ("aggregator", "lists", "funder_read", "moved")
_STORED = ("identifiers", "links", "mentions", "figures", "sizes", "numbers", "days_told")
_WORDS = ("words", "names", "countries")
"""Stored as one text, for there are many of them."""


_READING = 4
"""Another number wherever traits come out otherwise: stored ones are read again, once."""


def stored_traits(own: Traits) -> dict[str, Any]:
    """What a sighting keeps of its traits beside title and address, as JSON values."""
    kept: dict[str, Any] = {name: sorted(getattr(own, name)) for name in _STORED}
    kept |= {name: " ".join(sorted(getattr(own, name))) for name in _WORDS}
    kept["days"] = sorted(day.isoformat() for day in own.days)
    kept |= {"funder": own.funder, "language": own.language, "pages": own.pages}
    kept["reading"] = _READING
    return kept | {name: True for name in _SAID if getattr(own, name)}


def is_current(stored: Mapping[str, Any]) -> bool:
    """Whether ``stored`` were made by this reading of records, and not by an earlier one."""
    return stored.get("reading") == _READING


def restored_traits(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The traits that :func:`stored_traits` kept."""
    return {
        **{name: _set(stored.get(name, ())) for name in _STORED},
        **{name: _set(stored.get(name, "").split()) for name in _WORDS},
        "days": frozenset(map(date.fromisoformat, stored.get("days", ()))),
        "language": stored.get("language"),
        "pages": stored.get("pages", 0),
        **{name: stored.get(name, False) for name in _SAID},
    }
