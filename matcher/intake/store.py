"""Records in, calls out: what is new is added, what changed is versioned, the rest is not touched.

Records arrive as plain JSON payloads (the shape of ``ScrapedCall``), in batches. Writing the same
records again writes nothing, so a run that was killed can simply be run again.
"""

import gzip
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import compress
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, defer, selectinload

from matcher.calls.compose import SightedFacts, compose, content_hash, differences, kept
from matcher.calls.facts import HAND_SOURCE, HAND_TITLE, CallFacts
from matcher.calls.fields import write_facts
from matcher.calls.models import (
    Call,
    CallVersion,
    IdentityRule,
    Sighting,
    Snapshot,
)
from matcher.calls.pins import fixed_values, put
from matcher.calls.review_queue import note_changed, note_new
from matcher.calls.twins import note_twins
from matcher.intake.identity.rules import SameJudgement
from matcher.intake.identity.traits import Traits, stored_traits, traits_of
from matcher.intake.known_calls import KnownCalls, read_known
from matcher.intake.postings import Seen
from matcher.intake.same_call import Placed, place

BATCH = 500
"""Records written in one flush."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBody:
    """A payload as fetched."""

    body: bytes
    content_type: str
    url: str
    fetched_at: datetime


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of one source: ``payload`` is ``ScrapedCall`` as JSON values, without the raw.

    Its facts are read only once they are asked for: most records of a run are the same again.
    """

    source_id: str
    source_key: str
    payload: dict[str, Any]
    raw: RawBody | None = None

    @cached_property
    def facts(self) -> CallFacts:
        """The payload, typed."""
        return CallFacts.from_payload(self.payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What composing needs to know of a source."""

    title: str
    aggregator: bool


@dataclass(slots=True)
class Counts:
    """What one run did; ``seen`` holds the keys met, so that what is missing can be found."""

    found: int = 0
    new: int = 0
    changed: int = 0
    merged: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    broken: int = 0
    seen: Seen = field(default_factory=Seen)


class Store:
    """Writes the records of sources into the database, within the caller's transaction.

    One store serves one run over any number of sources: it keeps the index of titles, which is
    read once, and only if something new turns up.

    :param sources: id → facts of every source that may have sightings.
    """

    def __init__(self, session: Session, *, sources: dict[str, SourceFacts], at: datetime) -> None:
        self._session = session
        self._sources = sources
        self._at = at
        self._known_calls: KnownCalls | None = None
        self._rules: bool | None = None

    def add(self, records: Sequence[Record], counts: Counts, *, quiet: bool) -> None:
        """Take in one batch, and flush it.

        :param quiet: the calls come from a first load and are not to be mailed one by one.
        """
        latest = {(r.source_id, r.source_key): r for r in records}
        counts.found += len(latest)
        counts.seen.update(r.source_key for r in latest.values())
        known = self._known(latest)
        fresh: list[Record] = []
        touched: dict[int, str] = {}
        for key, record in latest.items():
            sighting = known.get(key)
            if sighting is None:
                fresh.append(record)
            elif sighting.content_hash == content_hash(record.payload):
                counts.unchanged += 1
                if sighting.missing_since is not None:
                    sighting.missing_since = None
                    touched[sighting.call_id] = record.source_id
            else:
                self._renew(sighting, record)
                touched[sighting.call_id] = record.source_id
        with self._session.no_autoflush:  # one flush for the batch: what is read is no row of it
            merged = self._place(fresh, counts, quiet=quiet)
        written = merged | {
            c: touched[c.id] for c in self._with_sightings(touched) if self.recompose(c)
        }
        counts.changed += len(written)
        self._session.flush()
        note_changed(self._session, written, at=self._at)
        if self._known_calls is not None:
            self._known_calls.settle()

    def forget(self) -> None:
        """Read the index again: what was added last was taken back."""
        self._known_calls = None

    def add_apart(self, record: Record) -> Call:
        """Take in one record as a call of its own: a person who saw what is like it said so."""
        call = self._begin(record, quiet=False)
        self._attach(call, record, self._traits(record))
        self._session.flush()
        return call

    def mark_missing(self, source_id: str, counts: Counts) -> None:
        """Note which sightings of a completely read source are gone; mark calls left with none.

        A call whose deadline has passed is simply closed: only one still open is withdrawn.
        """
        known = self._session.execute(
            select(Sighting.id, Sighting.source_key).where(
                Sighting.source_id == source_id, Sighting.missing_since.is_(None)
            )
        )
        numbers: list[int] = []
        keys: list[str] = []
        for number, key in known:
            numbers.append(number)
            keys.append(key)
        gone = list(compress(numbers, counts.seen.lacks(keys)))
        for first in range(0, len(gone), BATCH):
            left = select(Sighting).where(Sighting.id.in_(gone[first : first + BATCH]))
            sightings = self._session.scalars(left.order_by(Sighting.id)).all()
            for sighting in sightings:
                sighting.missing_since = self._at
            calls = self._with_sightings(s.call_id for s in sightings)
            withdrawn = {call: source_id for call in calls if self._withdraw(call)}
            counts.withdrawn += len(withdrawn)
            self._session.flush()
            note_changed(self._session, withdrawn, at=self._at)

    def recompose(self, call: Call) -> bool:
        """Work out ``call`` again from its sightings; a change becomes a version.

        Fields a person has set by hand (``pinned``) stay. Returns whether anything changed.
        """
        if not call.sightings:
            return False  # joined to another call: nothing tells of it any more
        before = call.composed
        told = compose([_stated(s, self._sources) for s in call.sightings])
        after = put(told, fixed_values(before, call.pinned))
        restored = call.withdrawn_at is not None and any(
            s.missing_since is None for s in call.sightings
        )
        changes = differences(before, after)
        if restored:
            call.withdrawn_at = None
            changes.append({"field": "withdrawn", "before": True, "after": None})
        if after != before:
            write_facts(call, after)
        if not changes or call.first_seen_at == self._at:
            return False  # nothing new, or two sources told of a call that is new itself
        self._version(call, changes)
        return True

    # -- reading -------------------------------------------------------------------------

    def _with_sightings(self, ids: Iterable[int]) -> list[Call]:
        """The calls with these ids, their sightings read in one go."""
        wanted = sorted(set(ids))
        if not wanted:
            return []
        query = select(Call).where(Call.id.in_(wanted)).order_by(Call.id)
        return list(self._session.scalars(query.options(selectinload(Call.sightings))))

    def _known(self, latest: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Sighting]:
        """The sightings with these keys; their payloads are read only where they are needed."""
        key = tuple_(Sighting.source_id, Sighting.source_key)
        query = select(Sighting).where(key.in_(list(latest))).options(defer(Sighting.payload))
        found = self._session.scalars(query)
        return {(s.source_id, s.source_key): s for s in found}

    def _index(self) -> KnownCalls:
        """What is known so far, read once, at first use."""
        if self._known_calls is None:
            tell = frozenset(s for s, facts in self._sources.items() if facts.aggregator)
            self._known_calls = read_known(self._session, aggregators=tell)
        return self._known_calls

    # -- placing what is new ---------------------------------------------------------------

    def _place(self, fresh: Sequence[Record], counts: Counts, *, quiet: bool) -> dict[Call, str]:
        """Give each new record its call; returns known calls it changed, with its source."""
        if not fresh:
            return {}
        index = self._index()
        asked = [self._traits(record) for record in fresh]
        touched: dict[Call, str] = {}
        for record, own, likely in zip(fresh, asked, index.likely(asked), strict=True):
            placed = self._find(own, likely)
            call = placed.call
            if call is None:
                call = self._new_call(record, quiet=quiet)
                sighting = self._attach(call, record, own)
                counts.new += 1
            else:
                sighting = self._attach(call, record, own, why=placed.why)
                counts.merged += 1
                if self.recompose(call):
                    touched[call] = record.source_id
            doubts = [(other, why.to_reason()) for other, why in placed.doubts]
            note_twins(self._session, call, doubts, at=self._at)
            index.add(own, sighting)
        return touched

    def _traits(self, record: Record) -> Traits:
        source = self._sources.get(record.source_id)
        aggregator = source is not None and source.aggregator
        return traits_of(record.facts, source_id=record.source_id, aggregator=aggregator)

    def _find(self, own: Traits, positions: Sequence[int]) -> Placed[Call]:
        """The call a record tells of, and those it may tell of; none a person told it from."""
        index = self._index()
        at: dict[object, int] = {}
        known = []
        for position in positions:
            key = index.key(position)
            at.setdefault(key, position)
            known.append((key, index.traits_at(position)))
        placed = place(own, known)
        calls = {key: index.call(at[key]) for key in placed.named()}
        apart = {key for key, call in calls.items() if self._told_apart(own, call)}
        if apart:
            placed = place(own, [one for one in known if one[0] not in apart])
            calls |= {key: index.call(at[key]) for key in placed.named() - calls.keys()}
        return placed.of(calls)

    def _told_apart(self, own: Traits, call: Call) -> bool:
        """Whether a person has said that a record of this page is not this call."""
        if call in self._session.new or not self._has_rules():
            return False
        ours = select(Sighting.id).where(
            Sighting.source_id == own.source_id, Sighting.canonical_url == own.canonical
        )
        theirs = select(Sighting.id).where(Sighting.call_id == call.id)
        rule = (
            select(func.count())
            .select_from(IdentityRule)
            .where(
                IdentityRule.same.is_(False),
                (IdentityRule.first_id.in_(ours) & IdentityRule.second_id.in_(theirs))
                | (IdentityRule.second_id.in_(ours) & IdentityRule.first_id.in_(theirs)),
            )
        )
        return bool(self._session.scalar(rule))

    def _has_rules(self) -> bool:
        """Whether anybody has ever told two records apart: asked once, for few agencies have."""
        if self._rules is None:
            apart = select(IdentityRule.id).where(IdentityRule.same.is_(False)).limit(1)
            self._rules = self._session.scalar(apart) is not None
        return self._rules

    def _new_call(self, record: Record, *, quiet: bool) -> Call:
        call = self._begin(record, quiet=quiet)
        note_new(self._session, call, source_id=record.source_id, quiet=quiet, at=self._at)
        return call

    def _begin(self, record: Record, *, quiet: bool) -> Call:
        facts = compose([SightedFacts(order=(0, 0), source_title="", facts=record.facts)])
        call = Call(
            first_seen_at=self._at, changed_at=self._at, quiet=quiet, version=1, facts={}, pinned=[]
        )
        write_facts(call, facts)
        self._session.add(call)
        return call

    def _attach(
        self, call: Call, record: Record, own: Traits, *, why: SameJudgement | None = None
    ) -> Sighting:
        sighting = Sighting(
            source_id=record.source_id,
            source_key=record.source_key,
            first_seen_at=self._at,
            call=call,
            joined_by=why.to_reason() if why else None,
        )
        self._fill(sighting, record, own)
        self._session.add(sighting)
        return sighting

    def _renew(self, sighting: Sighting, record: Record) -> None:
        """Take in what a known record says now; a thin one leaves what a whole one told.

        The hash is the thin record's then: the same again writes nothing, and the whole one,
        unchanged, takes the warning away.
        """
        stored = sighting.stated
        if stored.thin or not record.facts.thin:
            self._fill(sighting, record, self._traits(record))
            return
        sighting.payload = sighting.payload | kept(stored, record.facts).to_payload()
        sighting.content_hash = content_hash(record.payload)
        sighting.last_seen_at = self._at
        sighting.missing_since = None

    def _fill(self, sighting: Sighting, record: Record, own: Traits) -> None:
        sighting.url = record.facts.url
        sighting.canonical_url = own.canonical
        sighting.title = record.facts.title
        sighting.payload = record.payload
        sighting.traits = stored_traits(own)
        sighting.content_hash = content_hash(record.payload)
        sighting.last_seen_at = self._at
        sighting.missing_since = None
        if record.raw is not None:
            self._keep(sighting, record.raw)

    def _keep(self, sighting: Sighting, raw: RawBody) -> None:
        """Keep the raw payload, once for each content."""
        fingerprint = hashlib.sha256(raw.body).hexdigest()
        known = select(Snapshot.id).where(
            Snapshot.sighting_id == sighting.id, Snapshot.fingerprint == fingerprint
        )
        if sighting.id is not None and self._session.scalar(known):
            return
        self._session.add(
            Snapshot(
                sighting=sighting,
                fingerprint=fingerprint,
                url=raw.url,
                content_type=raw.content_type,
                fetched_at=raw.fetched_at,
                body=gzip.compress(raw.body, mtime=0),
            )
        )

    def _withdraw(self, call: Call) -> bool:
        still = any(s.missing_since is None for s in call.sightings)
        over = call.closes_on is not None and call.closes_on < self._at.date()
        if still or over or call.withdrawn_at is not None:
            return False
        call.withdrawn_at = self._at
        self._version(call, [{"field": "withdrawn", "before": None, "after": True}])
        return True

    def _version(self, call: Call, changes: list[dict[str, Any]]) -> None:
        call.version += 1
        call.changed_at = self._at
        self._session.add(CallVersion(call=call, number=call.version, at=self._at, changes=changes))


def _stated(sighting: Sighting, sources: dict[str, SourceFacts]) -> SightedFacts:
    if sighting.source_id == HAND_SOURCE:
        return SightedFacts(order=(-1, 0), source_title=HAND_TITLE, facts=sighting.stated)
    facts = sources.get(sighting.source_id)
    return SightedFacts(
        order=(int(facts.aggregator) if facts else 1, sighting.id or 0),
        source_title=facts.title if facts else sighting.source_id,
        facts=sighting.stated,
    )
