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
from matcher.desk.models import SharedCall
from matcher.digests.mine.awaited import Awaited, AwaitedBy
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

NoteKind = Literal["aval", "mention", "given", "date", "changed", "awaited"]
WAITS: frozenset[NoteKind] = frozenset({"aval", "mention", "given", "awaited"})
HEARD = timedelta(days=14)
"""A change of a date, or a pursuit given, longer ago than this is no news any more."""
PASSED = "passed"
_AT_ONCE = 500
"""Names looked up in the ledger together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PursuitWord:
    """One thing to tell of a pursuit: what waits, falls due or was changed.

    ``who`` did it, where somebody did; ``days`` and ``working`` are left until ``due``.
    """

    kind: NoteKind
    key: str
    """Its name in the ledger."""
    pursuit: Pursuit | None = None
    """Which it is about; ``None`` where it is ``awaited`` downstream."""
    awaited: Awaited | None = None
    at: datetime | None = None
    who: str | None = None
    text: str = ""
    due: PursuitDate | None = None
    days: int = 0
    working: int | None = None
    change: PursuitChange | None = None

    @property
    def call_id(self) -> int:
        """The call in whose name it goes in the ledger."""
        if self.awaited is not None:
            return self.awaited.call_id
        assert self.pursuit is not None
        return self.pursuit.call_id

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
        self._ready: dict[int, list[PursuitWord]] = {}

    def words_for(self, person: Person, kinds: Collection[Kind]) -> list[PursuitWord]:
        """What there is to tell ``person`` and was not told: what waits, then by day.

        Own dates come with the closings, the rest with the changes.
        """
        if person.id not in self._ready:
            self.prepare([(person, kinds)])
        return self._ready.pop(person.id)

    def prepare(self, people: Sequence[tuple[Person, Collection[Kind]]]) -> None:
        """Have at hand what there is to tell several people, the ledger read for all of them."""
        found = {person.id: list(self._found(person, kinds)) for person, kinds in people}
        told = self._told(found)
        for person_id, words in found.items():
            fresh = [one for one in words if not _was_said(one, told[person_id])]
            self._ready[person_id] = sorted(fresh, key=lambda one: not one.waits)

    def _found(self, person: Person, kinds: Collection[Kind]) -> Iterator[PursuitWord]:
        """What there is to tell, told or not."""
        if "changes" in kinds:
            yield from self._avales(person)
            yield from self._mentions(person)
            yield from self._downstream(person)
            yield from self._changed(person)
        if "closings" in kinds:
            yield from self._due(person)

    def _told(self, found: Mapping[int, Sequence[PursuitWord]]) -> Mapping[int, set[str]]:
        told: dict[int, set[str]] = defaultdict(set)
        people = [person_id for person_id, words in found.items() if words]
        keys = sorted({key for words in found.values() for one in words for key in _keys(one)})
        for start in range(0, len(keys), _AT_ONCE):
            asked = select(DigestItem.person_id, DigestItem.reason).where(
                DigestItem.person_id.in_(people),
                DigestItem.reason.in_(keys[start : start + _AT_ONCE]),
            )
            for person_id, reason in self._session.execute(asked):
                told[person_id].add(reason)
        return told

    def _avales(self, person: Person) -> Iterator[PursuitWord]:
        if not may(person, "approve"):
            return
        for pursuit in self._waiting_avales:
            at = pursuit.endorsement_asked_at
            assert at is not None
            key = f"{DESK}aval:{pursuit.id}:{at.isoformat()}"
            yield PursuitWord(kind="aval", key=key, pursuit=pursuit, at=at)

    def _mentions(self, person: Person) -> Iterator[PursuitWord]:
        for mention in self._mentions_by_person[person.id]:
            answer = (mention.note.person_id, mention.note.at) in self._answers
            yield PursuitWord(
                kind="mention",
                key=f"{DESK}mention:{mention.id}",
                pursuit=mention.note.pursuit,
                at=mention.note.at,
                who=None if answer else self._names.get(mention.note.person_id),
                text=mention.note.text,
            )

    def _downstream(self, person: Person) -> Iterator[PursuitWord]:
        for one in self._waiting.of(person):
            who = self._names.get(one.by or 0)
            yield PursuitWord(
                kind="awaited", key=one.key, awaited=one, at=one.at, who=who, text=one.text
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
    def _waiting(self) -> AwaitedBy:
        return AwaitedBy(self._session)

    @cached_property
    def _waiting_avales(self) -> list[Pursuit]:
        return endorsements_waiting(self._session)

    @cached_property
    def _answers(self) -> set[tuple[int, datetime]]:
        """Whose link was answered and when: the note of it is signed by them, and is not theirs."""
        asked = select(SharedCall.person_id, SharedCall.answered_at)
        rows = self._session.execute(asked.where(SharedCall.answered_at.is_not(None)))
        return {(person_id, at) for person_id, at in rows if at is not None}

    @cached_property
    def _mentions_by_person(self) -> Mapping[int, Sequence[PursuitMention]]:
        """Person → the notes that name them and that they have not answered."""
        found: dict[int, list[PursuitMention]] = defaultdict(list)
        for mention in waiting_mentions(self._session):
            found[mention.person_id].append(mention)
        return found

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
