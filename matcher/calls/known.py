"""What is known already, held so that a new record finds its call without reading everything."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.compose import days
from matcher.calls.identity import (
    TELLING_FIGURES,
    Fingerprint,
    TitleIndex,
    canonical_url,
    codes_in,
)
from matcher.calls.models import Call, Sighting


def fingerprint(payload: dict[str, Any]) -> Fingerprint:
    """What identity looks at, from a payload."""
    closing = days(payload.get("deadlines"))
    return Fingerprint(
        source_id=payload["source_id"],
        title=payload["title"],
        canonical=canonical_url(payload["url"]),
        funder=payload.get("funder"),
        closes_on=closing[-1] if closing else None,
        identifiers=_set(payload.get("identifiers") or ()),
        links=_set(canonical_url(link) for link in payload.get("links") or ()),
        mentions=codes_in(payload["text"]) or _NONE,
        figures=_set(_figures(payload.get("amounts") or ())),
    )


_NONE: frozenset[str] = frozenset()


def _set(values: Iterable[str]) -> frozenset[str]:
    """A set of ``values``; all empty ones are one object, for there are many of them."""
    return frozenset(values) or _NONE


def _figures(amounts: Sequence[dict[str, Any]]) -> Iterator[str]:
    for amount in amounts:
        for name in ("value", "minimum", "maximum"):
            if amount.get(name) and amount.get("currency"):
                yield f"{Decimal(amount[name]).normalize():f} {amount['currency']}"


def marks_of(own: Fingerprint) -> dict[str, list[str]]:
    """What a sighting keeps of its fingerprint beside title, address, funder and deadline."""
    return {name: sorted(getattr(own, name)) for name in _MARKS}


_MARKS = ("identifiers", "links", "mentions", "figures")


class KnownCalls:
    """Fingerprints of all sightings, looked up by page, identifier, link and likeness of title."""

    def __init__(self) -> None:
        self.prints: list[Fingerprint] = []
        self._calls: list[int | Call] = []
        self._unsettled: list[int] = []
        self._pages: dict[str, list[int]] = {}
        self._linking: dict[str, list[int]] = {}
        self._coded: dict[str, list[int]] = {}
        self._figured: dict[tuple[date | None, str], list[int]] = {}
        self._titles = TitleIndex()

    def add(self, own: Fingerprint, call: int | Call) -> None:
        """Take in one sighting of ``call`` (its id, or the object while it has none).

        Its title is taken in by :meth:`likely` or :meth:`load`, for many at once.
        """
        position = len(self.prints)
        self.prints.append(own)
        self._calls.append(call)
        if isinstance(call, Call):
            self._unsettled.append(position)
        self._pages.setdefault(own.canonical, []).append(position)
        for link in own.links:
            self._linking.setdefault(link, []).append(position)
        for code in own.identifiers | own.mentions:
            self._coded.setdefault(code, []).append(position)
        if len(own.figures) >= TELLING_FIGURES:
            for figure in own.figures:
                self._figured.setdefault((own.closes_on, figure), []).append(position)

    def settle(self) -> None:
        """After a flush, remember new calls by their ids: their texts need not stay in memory."""
        for position in self._unsettled:
            call = self._calls[position]
            assert isinstance(call, Call), position  # only those are noted
            self._calls[position] = call.id
        self._unsettled.clear()

    def call(self, position: int, session: Session) -> Call:
        """The call of the sighting at ``position``."""
        known = self._calls[position]
        if isinstance(known, Call):
            return known
        call = session.get(Call, known)
        assert call is not None, known  # read from a foreign key
        return call

    def load(self, prints: Sequence[Fingerprint], calls: Sequence[int]) -> None:
        """Take in sightings that stand in the database already."""
        self._titles.add([own.title for own in prints])
        for own, call in zip(prints, calls, strict=True):
            self.add(own, call)

    def likely(self, prints: Sequence[Fingerprint]) -> Iterator[list[int]]:
        """For each of ``prints`` the positions worth comparing, the surest first.

        Each is to be added before the next is asked for, so that a record also meets those of
        its own batch.
        """
        titles = [own.title for own in prints]
        self._titles.add(titles)
        for own, alike in zip(prints, self._titles.candidates(titles), strict=True):
            known = [position for position in alike if position < len(self.prints)]
            yield list(dict.fromkeys([*self._exact(own), *known]))

    def _exact(self, own: Fingerprint) -> list[int]:
        """Positions that share a page, a link, a code or a sum and closing day with ``own``."""
        found = list(self._pages.get(own.canonical, ()))
        found += self._linking.get(own.canonical, ())
        for link in own.links:
            found += self._pages.get(link, ())
        for code in own.identifiers | own.mentions:
            found += self._coded.get(code, ())
        if own.closes_on is not None:
            for figure in own.figures:
                found += self._figured.get((own.closes_on, figure), ())
        return found


def read_known(session: Session) -> KnownCalls:
    """All sightings of the database, without their texts."""
    known = KnownCalls()
    rows = session.execute(
        select(
            Sighting.call_id,
            Sighting.source_id,
            Sighting.title,
            Sighting.canonical_url,
            Call.funder,
            Call.closes_on,
            Sighting.marks,
        )
        .join(Call, Call.id == Sighting.call_id)
        .order_by(Sighting.id)
    )
    prints, calls = [], []
    for row in rows:
        calls.append(row[0])
        prints.append(
            Fingerprint(
                source_id=row[1],
                title=row[2],
                canonical=row[3],
                funder=row[4],
                closes_on=row[5],
                **{name: _set(values) for name, values in row[6].items()},
            )
        )
    known.load(prints, calls)
    return known
