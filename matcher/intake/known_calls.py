"""What is known already, held so that a new record finds its call without reading everything."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matcher.calls.compose import days
from matcher.calls.facts import Amount, CallFacts, sound
from matcher.calls.models import Call, Sighting
from matcher.intake.postings import Postings, key_of
from matcher.intake.same_call import (
    TELLING_FIGURES,
    TitleIndex,
    Traits,
    canonical_url,
    codes_in,
)

_AT_ONCE = 500


def traits_of(facts: CallFacts, *, source_id: str) -> Traits:
    """What identity looks at in a record of a source."""
    closing = days(facts.deadlines)
    return Traits(
        source_id=source_id,
        title=facts.title,
        canonical=canonical_url(facts.url),
        funder=facts.funder,
        closes_on=closing[-1] if closing else None,
        identifiers=_set(facts.identifiers),
        links=_set(canonical_url(link) for link in facts.links),
        mentions=codes_in(facts.text) or _NONE,
        figures=_set(_figures(facts.amounts)),
    )


_NONE: frozenset[str] = frozenset()


def _set(values: Iterable[str]) -> frozenset[str]:
    """A set of ``values``; all empty ones are one object, for there are many of them."""
    return frozenset(values) or _NONE


def _figures(amounts: Sequence[Amount]) -> Iterator[str]:
    for amount in sound(amounts):
        for figure in (amount.value, amount.minimum, amount.maximum):
            if figure and amount.currency:
                yield f"{figure.normalize():f} {amount.currency}"


def stored_traits(own: Traits) -> dict[str, list[str]]:
    """What a sighting keeps of its traits beside title, address, funder and deadline."""
    return {name: sorted(getattr(own, name)) for name in _STORED}


_STORED = ("identifiers", "links", "mentions", "figures")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sighting of the database: its number, its call's, and what identity looks at."""

    sighting_id: int
    call_id: int
    own: Traits


class KnownCalls:
    """All sightings, looked up by page, identifier, link, sums and likeness of title.

    Only what leads to a sighting is held, some hundred bytes each; its traits is read from
    the database once it is to be compared. So a long dump does not pile up in memory.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sightings, self._calls = array("q"), array("q")
        self._unsettled: list[tuple[Traits, Sighting]] = []
        self._read: dict[int, Traits] = {}
        self._postings = Postings()
        self._titles = TitleIndex()

    def add(self, own: Traits, sighting: Sighting) -> None:
        """Take in one new sighting, which may have no id yet.

        Its title is taken in by :meth:`likely`, for many at once.
        """
        self._post(own, len(self._calls) + len(self._unsettled))
        self._unsettled.append((own, sighting))

    def settle(self) -> None:
        """After a flush, let go of what stands in the database now."""
        for _, sighting in self._unsettled:
            self._sightings.append(sighting.id)
            self._calls.append(sighting.call_id)
        self._unsettled.clear()
        self._read.clear()
        self._postings.settle()

    def load(self, known: Sequence[Standing]) -> None:
        """Take in sightings that stand in the database already."""
        self._titles.add([one.own.title for one in known])
        for one in known:
            self._post(one.own, len(self._calls))
            self._sightings.append(one.sighting_id)
            self._calls.append(one.call_id)
        self._postings.settle()

    def traits_at(self, position: int) -> Traits:
        """The traits of one of the sightings that :meth:`likely` named."""
        settled = len(self._calls)
        return (
            self._unsettled[position - settled][0] if position >= settled else self._read[position]
        )

    def call(self, position: int) -> Call:
        """The call of the sighting at ``position``."""
        settled = len(self._calls)
        if position >= settled:
            return self._unsettled[position - settled][1].call
        return self._session.get_one(Call, self._calls[position])

    def likely(self, asked: Sequence[Traits]) -> Iterator[list[int]]:
        """For each of ``asked`` the positions worth comparing, the surest first.

        Each is to be added before the next is asked for, so that a record also meets those of
        its own batch.
        """
        titles = [own.title for own in asked]
        self._titles.add(titles)
        alike = self._titles.candidates(titles)
        keys = [list(_asked(own)) for own in asked]
        packed = self._postings.settled(chain.from_iterable(keys))
        self._fetch(chain(chain.from_iterable(packed.values()), chain.from_iterable(alike)))
        for own_keys, near in zip(keys, alike, strict=True):
            through = len(self._calls) + len(self._unsettled)
            exact = (chain(packed.get(key, ()), self._postings.recent(key)) for key in own_keys)
            named = chain(chain.from_iterable(exact), (at for at in near if at < through))
            yield list(dict.fromkeys(named))

    def _post(self, own: Traits, position: int) -> None:
        for key in _given(own):
            self._postings.add(key, position)

    def _fetch(self, positions: Iterable[int]) -> None:
        """Read the traits of settled ``positions`` in few questions."""
        settled = len(self._calls)
        wanted = {self._sightings[at]: at for at in positions if at < settled}
        numbers = sorted(wanted)
        for first in range(0, len(numbers), _AT_ONCE):
            some = numbers[first : first + _AT_ONCE]
            for row in self._session.execute(_STANDING.where(Sighting.id.in_(some))):
                known = _standing(row)
                self._read[wanted[known.sighting_id]] = known.own


def _given(own: Traits) -> Iterator[int]:
    """The keys under which a sighting is found."""
    yield key_of("page", own.canonical)
    yield from (key_of("link", link) for link in own.links)
    yield from (key_of("code", code) for code in own.identifiers | own.mentions)
    if len(own.figures) >= TELLING_FIGURES:
        yield from (key_of("sum", own.closes_on, figure) for figure in own.figures)


def _asked(own: Traits) -> Iterator[int]:
    """The keys under which others that share a page, link, code or sum with ``own`` stand."""
    yield key_of("page", own.canonical)
    yield key_of("link", own.canonical)
    yield from (key_of("page", link) for link in sorted(own.links))
    yield from (key_of("code", code) for code in sorted(own.identifiers | own.mentions))
    if own.closes_on is not None:
        yield from (key_of("sum", own.closes_on, figure) for figure in sorted(own.figures))


_STANDING = (
    select(
        Sighting.id,
        Sighting.call_id,
        Sighting.source_id,
        Sighting.title,
        Sighting.canonical_url,
        Call.funder,
        Call.closes_on,
        Sighting.traits,
    )
    .join(Call, Call.id == Sighting.call_id)
    .order_by(Sighting.id)
)


def _standing(row: Row[Any]) -> Standing:
    number, call_id, source_id, title, canonical, funder, closes_on, stored = tuple(row)
    return Standing(
        sighting_id=number,
        call_id=call_id,
        own=Traits(
            source_id=source_id,
            title=title,
            canonical=canonical,
            funder=funder,
            closes_on=closes_on,
            **{name: _set(values) for name, values in stored.items()},
        ),
    )


def read_known(session: Session) -> KnownCalls:
    """All sightings of the database, without their texts."""
    known = KnownCalls(session)
    rows = session.execute(_STANDING.execution_options(yield_per=_AT_ONCE))
    for some in rows.partitions(_AT_ONCE):
        known.load([_standing(row) for row in some])
    return known
