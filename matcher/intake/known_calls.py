"""What is known already, held so that a new record finds its call without reading everything."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from matcher.calls.facts import CallFacts
from matcher.calls.models import Call, Sighting
from matcher.intake.identity.traits import (
    Traits,
    is_current,
    restored_traits,
    stored_traits,
    traits_of,
)
from matcher.intake.lookup import Lookup

_AT_ONCE = 500
"""Rows read together."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A sighting of the database: its number, its call's, and what identity looks at."""

    sighting_id: int
    call_id: int
    own: Traits


class KnownCalls:
    """All sightings, looked up by page, identifier, link, sums and likeness of title.

    Only what leads to a sighting is held, some hundred bytes each; its traits are read from
    the database once it is to be compared. So a long dump does not pile up in memory.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sightings, self._calls = array("q"), array("q")
        self._unsettled: list[tuple[Traits, Sighting]] = []
        self._read: dict[int, Traits] = {}
        self._lookup = Lookup()

    def add(self, own: Traits, sighting: Sighting) -> None:
        """Take in one new sighting, which may have no id yet.

        Its title is taken in by :meth:`likely`, for many at once.
        """
        self._lookup.add(own)
        self._unsettled.append((own, sighting))

    def settle(self) -> None:
        """After a flush, let go of what stands in the database now."""
        for _, sighting in self._unsettled:
            self._sightings.append(sighting.id)
            self._calls.append(sighting.call_id)
        self._unsettled.clear()
        self._read.clear()
        self._lookup.settle()

    def load(self, known: Sequence[Standing]) -> None:
        """Take in sightings that stand in the database already."""
        self._lookup.load([one.own for one in known])
        for one in known:
            self._sightings.append(one.sighting_id)
            self._calls.append(one.call_id)

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

    def key(self, position: int) -> object:
        """What stands for the call of the sighting at ``position``, without reading it."""
        settled = len(self._calls)
        if position < settled:
            return self._calls[position]
        call = self._unsettled[position - settled][1].call
        return call if call.id is None else call.id

    def likely(self, asked: Sequence[Traits]) -> Iterator[list[int]]:
        """For each of ``asked`` the positions worth comparing, the surest first.

        Each is to be added before the next is asked for, so that a record also meets those of
        its own batch.
        """
        near = self._lookup.near(asked)
        self._fetch(near.known())
        yield from near

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
    """A sighting as it is compared; where it names no funder or day, those of its call hold."""
    number, call_id, source_id, title, canonical, funder, closes_on, stored = tuple(row)
    return Standing(
        sighting_id=number,
        call_id=call_id,
        own=Traits(
            source_id=source_id,
            title=title,
            canonical=canonical,
            funder=stored.get("funder") or funder,
            closes_on=closes_on,
            **restored_traits(stored),
        ),
    )


def read_known(session: Session, *, aggregators: frozenset[str] = frozenset()) -> KnownCalls:
    """All sightings of the database, without their texts.

    What an earlier version noted of them is read again first, once.

    :param aggregators: the sources that tell of others' calls.
    """
    known, old = _read_all(session)
    if not old:
        return known
    for first in range(0, len(old), _AT_ONCE):
        _renew(session, old[first : first + _AT_ONCE], aggregators)
    return _read_all(session)[0]


def _read_all(session: Session) -> tuple[KnownCalls, list[int]]:
    """What is known, and which sightings were noted by an earlier version."""
    known, old = KnownCalls(session), array("q")
    rows = session.execute(_STANDING.execution_options(yield_per=_AT_ONCE))
    for some in rows.partitions(_AT_ONCE):
        known.load([_standing(row) for row in some])
        old.extend(row.id for row in some if not is_current(row.traits))
    return known, list(old)


def _renew(session: Session, numbers: Sequence[int], aggregators: frozenset[str]) -> None:
    """Note of these sightings what is compared today."""
    asked = select(Sighting.id, Sighting.source_id, Sighting.payload)
    renewed = []
    for number, source_id, payload in session.execute(asked.where(Sighting.id.in_(numbers))):
        facts, tells = CallFacts.from_payload(payload), source_id in aggregators
        own = traits_of(facts, source_id=source_id, aggregator=tells)
        renewed.append({"id": number, "traits": stored_traits(own), "canonical_url": own.canonical})
    session.execute(update(Sighting), renewed)
