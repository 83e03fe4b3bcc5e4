"""What one person is to be told now: changes, closings and matches, each call once.

Nothing is told twice: what stands in ``digest_item`` for this person and reason is left out. What
is the same for everybody is read once, in :mod:`matcher.digests.shared`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from sqlalchemy import (
    select,
)
from sqlalchemy.orm import Session

from matcher.calls.models import Call, SourceRun
from matcher.calls.rounds import Round
from matcher.calls.state import days_left, next_deadline
from matcher.digests.changes import in_one, untold
from matcher.digests.choices import KINDS, choices_of
from matcher.digests.concerns import Concern, is_followed
from matcher.digests.mine.known import Known, known_of
from matcher.digests.mine.pursued import PursuitWord
from matcher.digests.mine.reviewed import NetworkWord
from matcher.digests.mine.searched import SearchNews
from matcher.digests.models import Digest, Kind, MailChoices
from matcher.digests.reminders import Reminder, find_reminder
from matcher.digests.shared import FittingCall, Shared
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Decision, Match
from matcher.matches.personal_feedback import Taste
from matcher.matches.queries import WELL
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.returning import PastPursuit
from matcher.searches.models import SavedSearch

ItemKind = Literal["match", "change", "closing"]
MATCH = "match"
"""The ledger's name for a call that was told because it fits."""
MOST_ITEMS = 10
MOST_FOLLOWED = 20
"""Changes and closings of one mail: those beyond stand in the next, and in the web meanwhile."""
MOST_WORDS = 20
"""Lines on pursuits in one mail; the others stand in the next, and in the web meanwhile."""
_MOST_PROJECTS = 3
_ORDER: dict[ItemKind, int] = {"change": 0, "closing": 1, "match": 2}
_FAR = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One call to tell of, with everything there is to tell of it. ``keys`` go in the ledger."""

    kind: ItemKind
    keys: Sequence[str]
    call: Call
    matches: Sequence[Match] = ()
    fit: float = 0.0
    """The best score among its projects as this person would give it, 0 to 1."""
    changes: Sequence[dict[str, object]] = ()
    reminder: Reminder | None = None
    concern: Sequence[Concern] = ()
    """Why a change or a closing of it is told."""
    rounds: Sequence[Round] = ()
    decided: Sequence[Decision] = ()
    """What was decided on those rounds, the latest first."""
    done: Sequence[PastPursuit] = ()
    """How far the office went with them, the latest first."""

    @property
    def told(self) -> list[Match]:
        """Its matches that are told with their reasons: those that fit well, where any does."""
        return [match for match in self.matches if match.score >= WELL] or list(self.matches)

    @property
    def also(self) -> list[Match]:
        """Those only named, since another project fits so much better: their reasons are weak."""
        told = {match.id for match in self.told}
        return [match for match in self.matches if match.id not in told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A call that fits, not told yet: its matches, the best first, and how it is sorted."""

    call_id: int
    matches: Sequence[int]
    fit: float
    left: int
    project_ids: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One digest before it is written: the items told, those that wait, the sources.

    ``held`` changed or closes, ``rest`` fits: both wait for the next mail and stand in the web
    meanwhile. ``sources_read`` counts those read within a week. ``to_confirm`` are the projects
    that stop matching unless this person says they live, ``stopped`` those that have stopped.
    """

    person: Person
    items: Sequence[Item]
    held: Sequence[Item] = ()
    rest: Sequence[Fresh] = ()
    kinds: Collection[Kind] = KINDS
    sources_read: int
    sources_failed: Sequence[SourceRun] = ()
    to_confirm: Sequence[Project] = ()
    stopped: Sequence[Project] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    """The agency's lines, by code."""
    pursued: Sequence[PursuitWord] = ()
    """What waits for this person in pursuits, and the own dates of those."""
    pursued_later: int = 0
    """How many more of these wait for the next mail."""
    reviews: Sequence[NetworkWord] = ()  # of networks of cities
    searched: Sequence[SearchNews] = ()
    """What is new in the searches they asked to be told of."""

    @property
    def tells(self) -> bool:
        """Whether there is any news in it."""
        return bool(self.items or self.pursued or self.reviews or self.searched)

    @property
    def calls(self) -> list[Call]:
        """The calls it names as such."""
        return [item.call for item in self.items] + [c for s in self.searched for c in s.calls]

    @property
    def more(self) -> int:
        """How many calls wait for the next mail."""
        return len(self.held) + len(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person is told of, before it is read: what they follow, and what fits."""

    person: Person
    kinds: Collection[Kind]
    followed: Sequence[Item]
    fresh: Sequence[Fresh] = ()

    @property
    def match_ids(self) -> set[int]:
        """The matches that may be shown."""
        shown = {item.call.id for item in self.followed}
        near = [*self.fresh[:MOST_ITEMS], *(f for f in self.fresh if f.call_id in shown)]
        return {match_id for one in near for match_id in one.matches}


def content_for(
    session: Session,
    person: Person,
    *,
    shared: Shared,
    choices: MailChoices | None = None,
    kinds: Collection[Kind] = KINDS,
    first: bool | None = None,
) -> Content:
    """What ``person`` is to be told at the instant of ``shared``.

    :param kinds: whose turn it is.
    :param first: whether no digest reached them before, where that is known.
    """
    choices = choices or choices_of(session, person)
    first = not reached(session, person) if first is None else first
    (known,) = known_of(session, [person], now=shared.now).values()
    chosen = choose(person, shared=shared, known=known, choices=choices, kinds=kinds, first=first)
    return whole(chosen, shared, searches=shared.searched.asked.get(person.id, ()))


def choose(
    person: Person,
    *,
    shared: Shared,
    known: Known,
    choices: MailChoices,
    kinds: Collection[Kind],
    first: bool,
) -> Chosen:
    """What ``person`` is to be told.

    Calls of a source's first load (``quiet``) are told only in a person's first digest, which has
    the same cap as any other: nobody's first morning is hundreds of "new" calls.
    """
    followed = list(_followed(person, known, shared=shared, kinds=kinds))
    if "news" not in kinds:
        return Chosen(person=person, kinds=kinds, followed=followed)
    held = {item.call.id for item in followed[MOST_FOLLOWED:]}
    candidates = [
        one
        for one in shared.candidates(person, choices)
        if not known.told.get(one.call_id)
        and (one.call_id, one.project_id) not in known.refused
        and (first or not one.quiet)
        and one.call_id not in held
    ]
    fresh = _fresh(known.taste, candidates, shared) if candidates else []
    return Chosen(person=person, kinds=kinds, followed=followed, fresh=fresh)


def whole(chosen: Chosen, shared: Shared, *, searches: Sequence[SavedSearch] = ()) -> Content:
    """The digest of what was chosen, with pursuits, sources and the projects that wait.

    :param searches: those whose news are told too.
    """
    person = chosen.person
    followed, held = chosen.followed[:MOST_FOLLOWED], chosen.followed[MOST_FOLLOWED:]
    items, rest = _with_matches(followed, chosen.fresh, shared)
    waiting = shared.waiting_for(person)
    pursued = shared.pursued.words_for(person, chosen.kinds)
    shown = {item.call.id for item in [*items, *held]}
    searched = shared.searched.news(person, searches, shown=shown) if searches else []
    named = {call.id for news in searched for call in news.calls}
    return Content(
        person=person,
        items=[_with_history(item, shared) for item in items],
        held=held,
        rest=[one for one in rest if one.call_id not in named],
        kinds=chosen.kinds,
        sources_read=len(shared.runs),
        sources_failed=[run for run in shared.runs if run.status != "ok"],
        to_confirm=waiting.soon,
        stopped=waiting.stopped,
        lines=shared.lines,
        pursued=pursued[:MOST_WORDS],
        pursued_later=len(pursued[MOST_WORDS:]),
        reviews=shared.reviewed.words_for(person, chosen.kinds),
        searched=searched,
    )


def reached(session: Session, person: Person) -> bool:
    """Whether a digest reached this person, or may have: a first one that failed was none."""
    query = select(Digest.id).join(OutgoingMail).where(Digest.person_id == person.id)
    arrived = query.where(OutgoingMail.state.not_in(("failed", "replaced")))
    return session.scalar(arrived.limit(1)) is not None


def _followed(
    person: Person,
    known: Known,
    *,
    shared: Shared,
    kinds: Collection[Kind],
) -> Iterator[Item]:
    """What changed, and what closes, of what concerns ``person``; sorted."""
    if not {"changes", "closings"} & set(kinds):
        return
    mine, told = known.concerns, known.told
    changed = {i for i in mine if i in shared.changes} if "changes" in kinds else set()
    closing = {i for i, why in mine.items() if i in shared.closing and is_followed(why)}
    calls = shared.calls(sorted(changed | (closing if "closings" in kinds else set())))
    found = (
        _of_call(call, person, mine[call.id], told.get(call.id, set()), shared, kinds)
        for call in calls
    )
    yield from sorted(filter(None, found), key=lambda item: _rank(item, shared))


def _of_call(
    call: Call,
    person: Person,
    why: Sequence[Concern],
    told: Collection[str],
    shared: Shared,
    kinds: Collection[Kind],
) -> Item | None:
    """What there is to tell of one call that concerns a person; ``None`` for nothing."""
    keys: list[str] = []
    changes: Sequence[dict[str, object]] = ()
    reminder = None
    if "changes" in kinds and call.id in shared.changes:
        since = min(one.since for one in why)
        fresh = untold(shared.changes[call.id], told, since=since, by_others_than=person.id)
        changes = in_one(fresh, live=shared.is_live(call))
        keys += [change.key for change in fresh] if changes else []
    if "closings" in kinds and is_followed(why) and call.id in shared.closing:
        reminder = find_reminder(
            call, told, now=shared.now, timezone=shared.timezone, country=shared.country
        )
        keys += [reminder.key] if reminder else []
    if not keys:
        return None
    return Item(
        kind="change" if changes else "closing",
        keys=keys,
        call=call,
        changes=changes,
        reminder=reminder,
        concern=why,
    )


def _rank(item: Item, shared: Shared) -> tuple[int, int, int]:
    """By kind, then urgency; the id last, so that the order is always the same."""
    ahead = next_deadline(item.call.deadlines, now=shared.now, timezone=shared.timezone)
    left = days_left(ahead, now=shared.now, timezone=shared.timezone) if ahead else None
    return (_ORDER[item.kind], _FAR if left is None else left, item.call.id)


def _fresh(taste: Taste, chosen: Sequence[FittingCall], shared: Shared) -> list[Fresh]:
    """The calls of ``chosen``, as this person would sort them."""
    scores = {one.match_id: one.score for one in chosen}
    moved = [one.match_id for one in chosen if one.project_id in taste.projects]
    scores |= taste.scores(shared.matches(moved))
    return list(in_order(chosen, scores, today=shared.today))


def in_order(
    chosen: Sequence[FittingCall], scores: Mapping[int, float], *, today: date
) -> Iterator[Fresh]:
    """The calls of ``chosen``, each once: by fit, then by urgency.

    :param scores: match → as the person would give it.
    """
    by_call: dict[int, list[FittingCall]] = defaultdict(list)
    for one in sorted(chosen, key=lambda one: -scores[one.match_id]):
        by_call[one.call_id].append(one)

    def place(best: Sequence[FittingCall]) -> tuple[float, int, int]:
        return -round(scores[best[0].match_id], 2), _left(best[0], today), best[0].call_id

    for best in sorted(by_call.values(), key=place):
        yield Fresh(
            call_id=best[0].call_id,
            matches=[one.match_id for one in best[:_MOST_PROJECTS]],
            fit=scores[best[0].match_id],
            left=_left(best[0], today),
            project_ids=[one.project_id for one in best],
        )


def _left(one: FittingCall, today: date) -> int:
    """How many days are left to apply; no closing day is far off."""
    return (one.closes - today).days if one.closes else _FAR


def _with_matches(
    items: Sequence[Item], fresh: Iterable[Fresh], shared: Shared
) -> tuple[list[Item], list[Fresh]]:
    """``items`` and after them what fits, up to the cap; a call that is both stands once."""
    found = {item.call.id: item for item in items}
    rest = []
    for one in fresh:
        known = found.get(one.call_id)
        if known is None and len(found) >= MOST_ITEMS:
            rest.append(one)
            continue
        matches = shared.matches(one.matches)
        if known is None:
            call = matches[0].call
            found[one.call_id] = Item(
                kind="match", keys=[MATCH], call=call, matches=matches, fit=one.fit
            )
        else:
            found[one.call_id] = replace(
                known, keys=[*known.keys, MATCH], matches=matches, fit=one.fit
            )
    return list(found.values()), rest


def _with_history(item: Item, shared: Shared) -> Item:
    rounds, decided, done = shared.history(item.call)
    return replace(item, rounds=rounds, decided=decided, done=done)
