"""What waits for a person in what the office goes after, and its own dates that matter to them.

Each is said once: its name goes in the ledger of :class:`~matcher.digests.models.DigestItem`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.clock import local_day
from matcher.digests.models import DESK, DigestItem, Kind
from matcher.digests.reminders import NEAR, STEPS, step_of
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.pursuits.happenings import Happening, changes_since
from matcher.pursuits.models import (
    Pursuit,
    PursuitChange,
    PursuitDate,
    PursuitFollower,
    PursuitMention,
)
from matcher.pursuits.notes import waiting_mentions
from matcher.pursuits.queries import due, endorsements_waiting
from matcher.pursuits.stages import is_open
from matcher.workdays import working_days

NoteKind = Literal["aval", "mention", "given", "date", "changed"]
WAITS: frozenset[NoteKind] = frozenset({"aval", "mention", "given"})
HEARD = timedelta(days=14)
"""A change of a date, or a pursuit given, longer ago than this is no news any more."""
PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PursuitWord:
    """One thing to tell of a pursuit: what waits, falls due or was changed.

    ``who`` did it, where somebody did; ``days`` and ``working`` are left until ``due``.
    """

    kind: NoteKind
    key: str
    """Its name in the ledger."""
    pursuit: Pursuit
    at: datetime | None = None
    who: str | None = None
    text: str = ""
    due: PursuitDate | None = None
    days: int = 0
    working: int | None = None
    change: PursuitChange | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody waits for the person, and not a day."""
        return self.kind in WAITS


class Pursued:
    """What is told of pursuits at one instant; whom nothing concerns costs no question."""

    def __init__(self, session: Session, *, now: datetime, timezone: str, country: str) -> None:
        self._session = session
        self._now, self._country = now, country
        self._today = local_day(now, timezone)

    def words_for(self, person: Person, kinds: Collection[Kind]) -> list[PursuitWord]:
        """What there is to tell ``person`` and was not told: what waits, then by day.

        Own dates come with the closings, the rest with the changes.
        """
        found: list[PursuitWord] = []
        if "changes" in kinds:
            found += [*self._avales(person), *self._mentions(person)]
            found += self._changed(person)
        if "closings" in kinds:
            found += self._due(person)
        if not found:
            return []
        told = self._told(person, found)
        fresh = [one for one in found if not _was_said(one, told)]
        return sorted(fresh, key=lambda one: not one.waits)

    def _told(self, person: Person, found: Sequence[PursuitWord]) -> set[str]:
        keys = {key for one in found for key in _keys(one)}
        asked = select(DigestItem.reason).where(
            DigestItem.person_id == person.id, DigestItem.reason.in_(keys)
        )
        return set(self._session.scalars(asked))

    def _avales(self, person: Person) -> Iterator[PursuitWord]:
        if not may(person, "approve"):
            return
        for pursuit in self._waiting_avales:
            at = pursuit.endorsement_asked_at
            assert at is not None
            key = f"{DESK}aval:{pursuit.id}:{at.isoformat()}"
            yield PursuitWord(kind="aval", key=key, pursuit=pursuit, at=at)

    def _mentions(self, person: Person) -> Iterator[PursuitWord]:
        if person.id not in self._mentioned:
            return
        for mention in waiting_mentions(self._session, person):
            yield PursuitWord(
                kind="mention",
                key=f"{DESK}mention:{mention.id}",
                pursuit=mention.note.pursuit,
                at=mention.note.at,
                who=self._names.get(mention.note.person_id),
                text=mention.note.text,
            )

    def _changed(self, person: Person) -> Iterator[PursuitWord]:
        """The pursuits given to the person, and the dates that others moved."""
        if person.id not in self._concerned:
            return
        for one in changes_since(self._session, person, self._now - HEARD):
            if one.change is not None and is_open(one.pursuit.stage):
                yield from self._of_change(one, one.change, person)

    def _of_change(
        self, one: Happening, change: PursuitChange, person: Person
    ) -> Iterator[PursuitWord]:
        given = one.for_you and one.pursuit.assignee_id == person.id
        if not given and change.kind != "date":
            return
        kind: NoteKind = "given" if given else "changed"
        yield PursuitWord(
            kind=kind,
            key=f"{DESK}{kind}:{change.id}",
            pursuit=one.pursuit,
            at=one.at,
            who=self._names.get(change.person_id or 0),
            change=change,
        )

    def _due(self, person: Person) -> Iterator[PursuitWord]:
        for pursuit, own in self._dates.get(person.id, ()):
            days = (own.day - self._today).days
            working = working_days(self._today, own.day, country=self._country)
            step = PASSED if days < 0 else step_of(days, working)
            if step is not None:
                yield PursuitWord(
                    kind="date",
                    key=f"{DESK}date:{own.id}:{own.day}:{step}",
                    pursuit=pursuit,
                    due=own,
                    days=days,
                    working=working,
                )

    @cached_property
    def _waiting_avales(self) -> list[Pursuit]:
        return endorsements_waiting(self._session)

    @cached_property
    def _mentioned(self) -> set[int]:
        """Who is named in a note and has not answered."""
        asked = select(PursuitMention.person_id).where(PursuitMention.seen_at.is_(None))
        return set(self._session.scalars(asked.distinct()))

    @cached_property
    def _concerned(self) -> set[int]:
        """Who has or follows a pursuit that was given, or a date of which was changed, of late."""
        late = (
            select(PursuitChange.pursuit_id)
            .where(PursuitChange.at > self._now - HEARD)
            .where(PursuitChange.kind.in_(("date", "assignee")))
        )
        have = select(Pursuit.assignee_id).where(
            Pursuit.id.in_(late), Pursuit.assignee_id.is_not(None)
        )
        follow = select(PursuitFollower.person_id).where(PursuitFollower.pursuit_id.in_(late))
        return {one for one in self._session.scalars(have.union(follow)) if one is not None}

    @cached_property
    def _dates(self) -> Mapping[int, Sequence[tuple[Pursuit, PursuitDate]]]:
        """Person → the own dates of what they have or follow that are near, or passed undone."""
        rows = due(self._session, until=self._today + NEAR)
        followers: dict[int, set[int]] = defaultdict(set)
        asked = select(PursuitFollower.pursuit_id, PursuitFollower.person_id)
        chosen = {pursuit.id for pursuit, _own in rows}
        if chosen:
            for pursuit_id, person_id in self._session.execute(
                asked.where(PursuitFollower.pursuit_id.in_(chosen))
            ):
                followers[pursuit_id].add(person_id)
        found: dict[int, list[tuple[Pursuit, PursuitDate]]] = defaultdict(list)
        for pursuit, own in rows:
            heard = followers[pursuit.id] | (
                {pursuit.assignee_id} if pursuit.assignee_id else set()
            )
            for one in heard:
                found[one].append((pursuit, own))
        return found

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {i: name for i, name in self._session.execute(select(Person.id, Person.name))}


def _keys(one: PursuitWord) -> list[str]:
    """The names under which ``one`` may have been said: a nearer day was said, it was too."""
    if one.kind != "date" or one.key.endswith(PASSED):
        return [one.key]
    stem, step = one.key.rsplit(":", 1)
    return [f"{stem}:{near}" for near in STEPS if near <= int(step)]


def _was_said(one: PursuitWord, told: Collection[str]) -> bool:
    return any(key in told for key in _keys(one))
