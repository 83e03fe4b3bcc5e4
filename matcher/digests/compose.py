"""What one person is to be told now: matches, changes and closings, each call once.

Nothing is told twice: what stands in ``digest_item`` for this person and reason is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from matcher.calls.models import Call, CallVersion, SourceRun
from matcher.calls.rounds import Round, earlier_rounds
from matcher.calls.state import days_left, next_deadline
from matcher.calls.state_sql import standing
from matcher.calls.wording import CHANGE_NAMES, call_state
from matcher.digests.models import Digest, DigestItem
from matcher.mail.models import OutgoingMail
from matcher.matches.deciding import decisions_on
from matcher.matches.models import Decision, Feedback, Match
from matcher.matches.personal import Taste
from matcher.matches.queries import dismissed
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.projects.queries import to_ask

ItemKind = Literal["match", "change", "closing"]
MOST_ITEMS = 10
CLOSING_DAYS = 7
WORTH_READING = 0.25
"""A fit below this is not mailed; it stands in the web, last in its list."""
_ORDER: dict[ItemKind, int] = {"change": 0, "closing": 1, "match": 2}
_LIVE = frozenset({"proxima", "abierta", "cierra-pronto", "permanente", "sin-fecha"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One digest before it is written: the items told, how many more wait, the sources.

    ``to_confirm`` are the person's projects that stop matching unless somebody says they live.
    """

    person: Person
    items: Sequence[Item]
    more: int
    sources_read: int
    sources_failed: Sequence[SourceRun] = ()
    to_confirm: Sequence[Project] = ()


def compose(session: Session, person: Person, *, now: datetime, timezone: str) -> Content:
    """What ``person`` is to be told at ``now``.

    Calls of a source's first load (``quiet``) are told only in a person's first digest, which has
    the same cap as any other: nobody's first morning is hundreds of "new" calls.
    """
    told = _told(session, person)
    found = [
        *_changes(session, person, told),
        *_closings(session, person, told, now=now, timezone=timezone),
        *_matches(session, person, told, now=now, timezone=timezone),
    ]
    items = sorted(_once(found), key=lambda item: _rank(item, now=now, timezone=timezone))
    runs = latest_runs(session)
    return Content(
        person=person,
        items=[_with_history(session, item) for item in items[:MOST_ITEMS]],
        more=max(0, len(items) - MOST_ITEMS),
        sources_read=len(runs),
        sources_failed=[run for run in runs if run.status != "ok"],
        to_confirm=to_ask(session, owner_id=person.id, now=now),
    )


def _with_history(session: Session, item: Item) -> Item:
    """The item with the earlier rounds of its call, and what was decided on them."""
    rounds = earlier_rounds(session, item.call)
    decided = decisions_on(session, [one.call.id for one in rounds]).values()
    return replace(item, rounds=rounds, decided=[one for found in decided for one in found])


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
    session: Session, person: Person, told: dict[int, set[str]], *, now: datetime, timezone: str
) -> list[Item]:
    """Calls that fit a project of this person and that they have not been told of."""
    query = (
        select(Match)
        .join(Project)
        .join(Call)
        .where(Match.blocked.is_(False), Match.score >= WORTH_READING)
        .where(Project.archived_at.is_(None))
        .where(~dismissed(person.id))
        .options(selectinload(Match.call), selectinload(Match.project))
        .order_by(Match.score.desc(), Match.id)
    )
    if person.department:
        query = query.where(
            or_(Project.department == person.department, Project.owner_id == person.id)
        )
    if _has_digest(session, person):
        query = query.where(Call.quiet.is_(False))
    taste = Taste(session, person.id)
    by_call: dict[int, list[Match]] = {}
    for match in taste.sorted(session.scalars(query).all()):
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
        if call_state(matches[0].call, now=now, timezone=timezone) in _LIVE
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
        .where(CallVersion.call_id.in_(told), Call.discarded_at.is_(None))
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
    """The last run of each source."""
    runs: dict[str, SourceRun] = {}
    for run in session.scalars(select(SourceRun).order_by(SourceRun.id)):
        runs[run.source_id] = run
    return sorted(runs.values(), key=lambda run: run.source_id)
