"""What one person is to be told now: matches, changes and closings, each call once.

Nothing is told twice: what stands in ``digest_item`` for this person and reason is left out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from matcher.calls.models import Call, CallVersion, SourceRun
from matcher.calls.rounds import Round, earlier_rounds
from matcher.calls.state import days_left, next_deadline
from matcher.calls.state_sql import genuine, standing
from matcher.digests.models import Digest, DigestItem
from matcher.mail.models import OutgoingMail
from matcher.matches.decisions import decisions_on
from matcher.matches.models import Decision, Feedback, Match
from matcher.matches.personal_feedback import Taste
from matcher.matches.queries import dismissed
from matcher.people.models import Person
from matcher.projects.asking import waiting_for
from matcher.projects.models import Project
from matcher.pursuits.returning import PastPursuit, past_pursuits
from matcher.words.calls import call_state
from matcher.words.names import CHANGE_NAMES

ItemKind = Literal["match", "change", "closing"]
MOST_ITEMS = 10
CLOSING_DAYS = 7
WEEK = timedelta(days=7)
WORTH_READING = 0.25
"""A fit below this is not mailed; it stands in the web, last in its list."""
_ORDER: dict[ItemKind, int] = {"change": 0, "closing": 1, "match": 2}
_LIVE = frozenset({"proxima", "abierta", "cierra-pronto", "permanente", "sin-fecha"})
_AT_ONCE = 500
Row = TypeVar("Row", Call, Project)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One call to tell of. ``reason`` is its key in the ledger."""

    kind: ItemKind
    reason: str
    call: Call
    matches: Sequence[Match] = ()
    fit: float = 0.0
    """The best score among its projects as this person would give it, 0 to 1."""
    changes: Sequence[dict[str, object]] = ()
    rounds: Sequence[Round] = ()
    decided: Sequence[Decision] = ()
    """What was decided on those rounds, the latest first."""
    done: Sequence[PastPursuit] = ()
    """How far the office went with them, the latest first."""


_History = tuple[Sequence[Round], Sequence[Decision], Sequence[PastPursuit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One digest before it is written: the items told, how many more wait, the sources.

    ``sources_read`` counts those read within a week. ``to_confirm`` are the projects that stop
    matching unless this person says they live, ``stopped`` those of theirs that have stopped.
    """

    person: Person
    items: Sequence[Item]
    more: int
    sources_read: int
    sources_failed: Sequence[SourceRun] = ()
    to_confirm: Sequence[Project] = ()
    stopped: Sequence[Project] = ()


class Shared:
    """What is the same for everybody who is told at ``now``, read once, when first asked for."""

    def __init__(self, session: Session, *, now: datetime, timezone: str) -> None:
        self._session, self._now, self._timezone = session, now, timezone
        self._calls: dict[int, Call] = {}
        self._projects: dict[int, Project] = {}
        self._live: dict[int, bool] = {}
        self._histories: dict[int, _History] = {}

    @cached_property
    def runs(self) -> list[SourceRun]:
        """The last run of each source that was read within a week."""
        return [run for run in latest_runs(self._session) if run.started_at >= self._now - WEEK]

    def fill(self, matches: Sequence[Match]) -> None:
        """Give ``matches`` their calls and projects; only those nobody had before are read."""
        calls = {match.call_id for match in matches} - set(self._calls)
        projects = {match.project_id for match in matches} - set(self._projects)
        self._calls |= _read(self._session, Call, calls)
        self._projects |= _read(self._session, Project, projects)
        for match in matches:
            set_committed_value(match, "call", self._calls[match.call_id])
            set_committed_value(match, "project", self._projects[match.project_id])

    def is_live(self, call: Call) -> bool:
        """Whether one can still apply, or soon."""
        if call.id not in self._live:
            state = call_state(call, now=self._now, timezone=self._timezone)
            self._live[call.id] = state in _LIVE
        return self._live[call.id]

    def with_history(self, item: Item) -> Item:
        """The item with the earlier rounds of its call, and what was decided and done then."""
        if item.call.id not in self._histories:
            self._histories[item.call.id] = self._history(item.call)
        rounds, decided, done = self._histories[item.call.id]
        return replace(item, rounds=rounds, decided=decided, done=done)

    def _history(self, call: Call) -> _History:
        rounds = earlier_rounds(self._session, call)
        ids = [one.call.id for one in rounds]
        decided = decisions_on(self._session, ids).values()
        done = past_pursuits(self._session, ids).values()
        return (
            rounds,
            [one for found in decided for one in found],
            [one for found in done for one in found],
        )


def _read(session: Session, model: type[Row], ids: Collection[int]) -> dict[int, Row]:
    """The rows of these ids, by id."""
    wanted, found = sorted(ids), dict[int, Row]()
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = wanted[start : start + _AT_ONCE]
        found |= {one.id: one for one in session.scalars(select(model).where(model.id.in_(chosen)))}
    return found


def content_for(
    session: Session,
    person: Person,
    *,
    now: datetime,
    timezone: str,
    shared: Shared | None = None,
) -> Content:
    """What ``person`` is to be told at ``now``; ``shared`` with the others told then.

    Calls of a source's first load (``quiet``) are told only in a person's first digest, which has
    the same cap as any other: nobody's first morning is hundreds of "new" calls.
    """
    shared = shared or Shared(session, now=now, timezone=timezone)
    told = _told(session, person)
    found = [
        *_changes(session, person, told),
        *_closings(session, person, told, now=now, timezone=timezone),
        *_matches(session, person, told, shared=shared),
    ]
    items = sorted(_once(found), key=lambda item: _rank(item, now=now, timezone=timezone))
    waiting = waiting_for(session, person, now=now)
    return Content(
        person=person,
        items=[shared.with_history(item) for item in items[:MOST_ITEMS]],
        more=max(0, len(items) - MOST_ITEMS),
        sources_read=len(shared.runs),
        sources_failed=[run for run in shared.runs if run.status != "ok"],
        to_confirm=waiting.soon,
        stopped=waiting.stopped,
    )


def _told(session: Session, person: Person) -> dict[int, set[str]]:
    """Call → reasons this person has been told of it."""
    rows = session.execute(
        select(DigestItem.call_id, DigestItem.reason).where(DigestItem.person_id == person.id)
    )
    told: dict[int, set[str]] = {}
    for call_id, reason in rows:
        told.setdefault(call_id, set()).add(reason)
    return told


def _matches(
    session: Session, person: Person, told: dict[int, set[str]], *, shared: Shared
) -> list[Item]:
    """Calls that fit a project of this person and that they have not been told of."""
    query = (
        select(Match)
        .join(Project)
        .join(Call)
        .where(Match.blocked.is_(False), Match.score >= WORTH_READING)
        .where(Project.archived_at.is_(None))
        .where(~dismissed(person.id))
        .order_by(Match.score.desc(), Match.id)
    )
    if person.department:
        query = query.where(
            or_(Project.department == person.department, Project.owner_id == person.id)
        )
    if _has_digest(session, person):
        query = query.where(Call.quiet.is_(False))
    taste = Taste(session, person.id)
    found = session.scalars(query).all()
    shared.fill(found)
    by_call: dict[int, list[Match]] = {}
    for match in taste.sorted(found):
        if not told.get(match.call_id):
            by_call.setdefault(match.call_id, []).append(match)
    return [
        Item(
            kind="match",
            reason="match",
            call=matches[0].call,
            matches=matches[:3],
            fit=taste.score(matches[0]),
        )
        for matches in by_call.values()
        if shared.is_live(matches[0].call)
    ]


def _changes(session: Session, person: Person, told: dict[int, set[str]]) -> list[Item]:
    """Changes worth a mail in calls this person was told of, since they were told."""
    if not told:
        return []
    since = dict(
        session.execute(
            select(DigestItem.call_id, Digest.created_at)
            .join(Digest)
            .where(DigestItem.person_id == person.id)
            .order_by(Digest.created_at)
        ).all()
    )
    versions = session.scalars(
        select(CallVersion)
        .join(Call)
        .where(CallVersion.call_id.in_(told), genuine())
        .options(selectinload(CallVersion.call))
        .order_by(CallVersion.number.desc())
    )
    found: dict[int, Item] = {}
    for version in versions:
        reason = f"change:{version.number}"
        worth = [c for c in version.changes if c["field"] in CHANGE_NAMES]
        if version.at <= since[version.call_id] or reason in told[version.call_id] or not worth:
            continue
        found.setdefault(
            version.call_id,
            Item(kind="change", reason=reason, call=version.call, changes=worth),
        )
    return list(found.values())


def _closings(
    session: Session, person: Person, told: dict[int, set[str]], *, now: datetime, timezone: str
) -> list[Item]:
    """Calls this person found interesting and that close within a week."""
    wanted = session.scalars(
        select(Call)
        .join(Feedback, Feedback.call_id == Call.id)
        .where(Feedback.person_id == person.id, Feedback.verdict == "interesa")
        .where(Feedback.undone_at.is_(None), standing())
        .distinct()
    )
    items = []
    for call in wanted:
        ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
        left = days_left(ahead, now=now, timezone=timezone) if ahead else None
        if ahead is None or left is None or left > CLOSING_DAYS:
            continue
        reason = f"closing:{ahead.on_day}"
        if reason not in told.get(call.id, set()):
            items.append(Item(kind="closing", reason=reason, call=call))
    return items


def _once(items: Iterable[Item]) -> list[Item]:
    """Each call once, for the reason that comes first."""
    kept: dict[int, Item] = {}
    for item in items:
        kept.setdefault(item.call.id, item)
    return list(kept.values())


def _rank(item: Item, *, now: datetime, timezone: str) -> tuple[int, float, int, int]:
    """By kind, then fit, then urgency; the id last, so that the order is always the same."""
    ahead = next_deadline(item.call.deadlines, now=now, timezone=timezone)
    left = days_left(ahead, now=now, timezone=timezone) if ahead else None
    return (_ORDER[item.kind], -round(item.fit, 2), 9999 if left is None else left, item.call.id)


def _has_digest(session: Session, person: Person) -> bool:
    """Whether one reached this person, or may have: a first one that failed was none."""
    query = select(Digest.id).join(OutgoingMail).where(Digest.person_id == person.id)
    reached = query.where(OutgoingMail.state.not_in(("failed", "replaced")))
    return session.scalar(reached.limit(1)) is not None


def latest_runs(session: Session) -> list[SourceRun]:
    """The last run of each source.

    The index is asked for one source after the other, each time for the next id and its last run,
    so that years of runs cost no more than one.
    """
    first = select(func.min(SourceRun.source_id).label("source_id")).cte("source", recursive=True)
    later = select(func.min(SourceRun.source_id)).where(SourceRun.source_id > first.c.source_id)
    sources = first.union_all(select(later.scalar_subquery()).where(first.c.source_id.is_not(None)))
    other = aliased(SourceRun)
    last = select(func.max(other.id)).where(other.source_id == sources.c.source_id)
    return list(
        session.scalars(
            select(SourceRun)
            .join(sources, SourceRun.id == last.scalar_subquery())
            .order_by(SourceRun.source_id)
        )
    )
