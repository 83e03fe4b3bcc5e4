"""The searches whose news somebody asked to be told, and what is new in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.clock import local_day
from matcher.digests.models import DESK, DigestItem
from matcher.people.models import Person
from matcher.searches.models import Every, SavedSearch
from matcher.searches.saving import news_for

PREFIX = "search:"
MOST_CALLS = 5
"""New calls of one search that a mail names; the rest is counted and stands behind its link."""
MOST_LONG = 10
"""Searches told so; of those after them one call is named."""
DAYS: Mapping[Every, int] = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchNews:
    """What is new in one saved search: the calls named, and those behind its link."""

    saved_id: int
    name: str
    address: str
    since: datetime
    """Until when it had been told before."""
    calls: Sequence[Call]
    unnamed: frozenset[int] = frozenset()
    """The calls there was no room for."""

    @property
    def key(self) -> str:
        """Its name in the ledger, from which it can be untold."""
        return f"{PREFIX}{self.saved_id}:{self.since.isoformat()}"


class Searched:
    """What is new in saved searches at one instant."""

    def __init__(self, session: Session, *, now: datetime, timezone: str, country: str) -> None:
        self._session = session
        self._now, self._timezone, self._country = now, timezone, country

    @cached_property
    def asked(self) -> Mapping[int, Sequence[SavedSearch]]:
        """Person → the searches they asked to be told of, where anything came in since."""
        newest = self._session.scalar(
            select(func.max(Call.first_seen_at)).where(Call.quiet.is_(False))
        )
        if newest is None:
            return {}
        found: dict[int, list[SavedSearch]] = defaultdict(list)
        for saved in self._session.scalars(
            select(SavedSearch)
            .where(SavedSearch.every != "never", SavedSearch.told_at < newest)
            .order_by(SavedSearch.name, SavedSearch.id)
        ):
            found[saved.person_id].append(saved)
        return found

    def due(self, person: Person) -> list[SavedSearch]:
        """Those of ``person`` whose turn it is."""
        return [one for one in self.asked.get(person.id, ()) if self._is_due(one)]

    def _is_due(self, saved: SavedSearch) -> bool:
        today, last = (local_day(at, self._timezone) for at in (self._now, saved.told_at))
        ago = (today - last).days
        return ago >= DAYS[saved.every] or ago < 0  # told by a clock that was ahead

    def news(
        self, person: Person, searches: Iterable[SavedSearch], *, shown: Collection[int]
    ) -> list[SearchNews]:
        """What is new in ``searches``: without what stands in the mail anyway, or ever stood."""
        found = {saved: self._new(saved) for saved in searches}
        ids = {call.id for calls in found.values() for call in calls}
        seen = {*shown, *self._told(person, ids)} if ids else set()
        told: list[SearchNews] = []
        for saved, every in found.items():
            calls = [call for call in every if call.id not in seen]
            if calls:
                most = MOST_CALLS if len(told) < MOST_LONG else 1
                named = calls[:most]
                seen |= {call.id for call in named}
                told.append(
                    SearchNews(
                        saved_id=saved.id,
                        name=saved.name,
                        address=saved.address,
                        since=saved.told_at,
                        calls=named,
                        unnamed=frozenset(call.id for call in calls[most:]),
                    )
                )
        return told

    def _new(self, saved: SavedSearch) -> list[Call]:
        return news_for(
            self._session,
            saved,
            saved.told_at,
            now=self._now,
            timezone=self._timezone,
            country=self._country,
        )

    def _told(self, person: Person, call_ids: Collection[int]) -> set[int]:
        asked = select(DigestItem.call_id).where(
            DigestItem.person_id == person.id,
            DigestItem.call_id.in_(call_ids),
            DigestItem.reason.not_like(f"{DESK}%"),
        )
        return set(self._session.scalars(asked))


def tell(session: Session, news: SearchNews, *, at: datetime) -> None:
    """Let a search count as told until ``at``, unless its owner changed or forgot it meanwhile."""
    session.execute(
        update(SavedSearch)
        .where(SavedSearch.id == news.saved_id, SavedSearch.told_at == news.since)
        .values(told_at=at)
    )


def untell(session: Session, reasons: Iterable[str], *, at: datetime) -> None:
    """Let the searches told at ``at`` be as they were before, where nobody touched them since."""
    for reason in sorted({one for one in reasons if one.startswith(PREFIX)}):
        number, before = reason.removeprefix(PREFIX).split(":", 1)
        saved = session.get(SavedSearch, int(number))
        if saved is not None and saved.told_at == at:
            saved.told_at = datetime.fromisoformat(before)
