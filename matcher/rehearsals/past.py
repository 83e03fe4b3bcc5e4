"""The last twelve months as far as they are remembered: calls, projects, verdicts, mails.

What is read here is the same for the settings in force and for those that are tried.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.calls.state import closing_instant, entries
from matcher.clock import local_day
from matcher.digests.choices import all_choices
from matcher.digests.models import DESK, Digest, DigestItem, MailChoices
from matcher.mail.models import OutgoingMail
from matcher.matches.load import lessons, read_texts
from matcher.matches.models import Decision, Feedback
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.team_feedback import Lesson
from matcher.settings import Settings

YEAR = timedelta(days=365)
MATCH = "match"
_AT_ONCE = 500
_DAY = timedelta(days=1)
Thing = TypeVar("Thing")
Told = tuple[int, int]
"""A person and a call they were told of because it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCall:
    """When one could apply to a call: since ``begins``, until ``ends`` (``None``: still).

    ``closings`` are its days, each with the instant from which it is past.
    """

    begins: datetime
    ends: datetime | None
    closings: Sequence[tuple[datetime, date]]
    quiet: bool

    def is_live(self, at: datetime) -> bool:
        """Whether one could apply at ``at``."""
        return self.begins <= at and (self.ends is None or at < self.ends)

    def closes(self, at: datetime) -> date | None:
        """The next day it closed, as seen at ``at``."""
        return min((day for over, day in self.closings if at < over), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastProject:
    """Whose a project is, and since when it is in the bank."""

    department: str | None
    owner_id: int | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A mail of news that went to somebody, with the calls it ``told`` of and the ``others``.

    ``first`` says that no mail had reached that person before.
    """

    digest_id: int
    person_id: int
    at: datetime
    told: frozenset[int]
    others: frozenset[int]
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A no to a match from ``since`` until ``until``, of one person or (``None``) for all."""

    person_id: int | None
    since: datetime
    until: datetime | None

    def holds(self, person_id: int, at: datetime) -> bool:
        """Whether it kept ``person_id`` from being told at ``at``."""
        mine = self.person_id is None or self.person_id == person_id
        return mine and self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Everything the replay looks at besides the settings."""

    since: datetime
    now: datetime
    timezone: str
    calls: Mapping[int, PastCall]
    projects: Mapping[int, PastProject]
    call_texts: Sequence[CallText]
    project_texts: Sequence[ProjectText]
    lessons: Mapping[str, tuple[Lesson, ...]]
    turns: Sequence[Turn]
    told_before: Mapping[int, frozenset[int]]
    """Person → the calls they had been told of before."""
    people: Mapping[int, Person]
    choices: Mapping[int, MailChoices]
    refusals: Mapping[tuple[int, int], Sequence[Refusal]]
    """Call and project → who said no to their match."""

    @property
    def ledger(self) -> dict[Told, datetime]:
        """What was really told, and when."""
        return {(turn.person_id, call): turn.at for turn in self.turns for call in turn.told}


def read_past(session: Session, settings: Settings, *, now: datetime) -> Past:
    """The twelve months before ``now``."""
    since = now - YEAR
    calls = _calls(session, since=since, now=now, timezone=settings.timezone)
    projects = {
        row.id: PastProject(department=row.department, owner_id=row.owner_id, since=row.created_at)
        for row in session.execute(
            select(Project.id, Project.department, Project.owner_id, Project.created_at)
            .where(Project.archived_at.is_(None), Project.created_at <= now)
            .order_by(Project.id)
        )
    }
    call_texts, project_texts = list[CallText](), list[ProjectText]()
    for ids in _parts(list(calls)):
        read = read_texts(session, settings, now=now, calls=ids, projects=())
        call_texts += [replace(call, closed=None) for call in read.calls.values()]
    for ids in _parts(list(projects)):
        read = read_texts(session, settings, now=now, calls=(), projects=ids)
        project_texts += read.projects.values()
    people = {one.id: one for one in session.scalars(select(Person).order_by(Person.id))}
    turns, before = _mails(session, since=since, now=now)
    return Past(
        since=since,
        now=now,
        timezone=settings.timezone,
        calls=calls,
        projects=projects,
        call_texts=call_texts,
        project_texts=project_texts,
        lessons=lessons(session, settings, now=now, projects=projects),
        turns=turns,
        told_before=before,
        people=people,
        choices=all_choices(session, people.values()),
        refusals=_refusals(session),
    )


def _parts(things: Sequence[Thing]) -> Iterator[tuple[Thing, ...]]:
    return (tuple(things[at : at + _AT_ONCE]) for at in range(0, len(things), _AT_ONCE))


def _calls(
    session: Session, *, since: datetime, now: datetime, timezone: str
) -> dict[int, PastCall]:
    """The calls one could apply to at any time since."""
    rows = session.execute(
        select(
            Call.id,
            Call.first_seen_at,
            Call.changed_at,
            Call.confirmed_at,
            Call.withdrawn_at,
            Call.discarded_at,
            Call.doubt,
            Call.published_status,
            Call.rolling,
            Call.quiet,
        )
        .where(Call.first_seen_at <= now)
        .where(or_(Call.closes_on.is_(None), Call.closes_on >= (since - _DAY).date()))
        .where(or_(Call.doubt.is_(None), Call.confirmed_at.is_not(None)))
        .order_by(Call.id)
    ).all()
    days = _deadlines(session, [row.id for row in rows])
    found = {row.id: _window(row, days.get(row.id, []), timezone) for row in rows}
    return {
        call_id: call
        for call_id, call in found.items()
        if call.ends is None or call.ends > max(since, call.begins)
    }


def _window(row: Any, dated: Sequence[CallDeadline], timezone: str) -> PastCall:
    """When one could apply to the call of ``row``."""
    closings = [(_over(one, timezone), one.on_day) for one in entries(dated) if one.on_day]
    ends = [end for end in (row.withdrawn_at, row.discarded_at) if end is not None]
    unpublished = row.published_status == "closed" and not row.rolling
    if any(one.on_day for one in dated):
        ends.append(max((over for over, _ in closings), default=row.first_seen_at))
    elif unpublished:
        ends.append(row.changed_at)
    if row.published_status == "cancelled":
        ends.append(row.changed_at)
    return PastCall(
        begins=max(row.first_seen_at, row.confirmed_at) if row.doubt else row.first_seen_at,
        ends=min(ends, default=None),
        closings=closings,
        quiet=row.quiet,
    )


def _deadlines(session: Session, ids: Sequence[int]) -> Mapping[int, list[CallDeadline]]:
    found: dict[int, list[CallDeadline]] = defaultdict(list)
    for part in _parts(ids):
        rows = session.scalars(
            select(CallDeadline)
            .where(CallDeadline.call_id.in_(part))
            .order_by(CallDeadline.call_id, CallDeadline.position)
        )
        for row in rows:
            found[row.call_id].append(row)
    return found


def _over(deadline: CallDeadline, timezone: str) -> datetime:
    """The instant from which a deadline that has a day is past."""
    instant = closing_instant(deadline)
    if instant is not None:
        return instant + timedelta(microseconds=1)
    day = deadline.on_day or date.max
    return datetime.combine(day + _DAY, time(), ZoneInfo(timezone))


def _mails(
    session: Session, *, since: datetime, now: datetime
) -> tuple[list[Turn], dict[int, frozenset[int]]]:
    """The mails of news since, the earlier first; and what people had been told of before."""
    told: dict[int, set[int]] = defaultdict(set)
    others: dict[int, set[int]] = defaultdict(set)
    before: dict[int, set[int]] = defaultdict(set)
    digests = session.execute(
        select(Digest.id, Digest.person_id, Digest.created_at, Digest.news)
        .join(OutgoingMail)
        .where(OutgoingMail.state.not_in(("failed", "replaced")), Digest.created_at <= now)
        .order_by(Digest.created_at, Digest.id)
    ).all()
    recent = {row.id for row in digests if row.created_at >= since}
    for digest_id, person_id, call_id, reason in session.execute(
        select(DigestItem.digest_id, DigestItem.person_id, DigestItem.call_id, DigestItem.reason)
    ):
        if reason.startswith(DESK):
            continue
        if digest_id not in recent:
            before[person_id].add(call_id)
        elif reason == MATCH:
            told[digest_id].add(call_id)
        else:
            others[digest_id].add(call_id)
    turns, reached = [], set[int]()
    for row in digests:
        if row.id in recent and row.news:
            turns.append(
                Turn(
                    digest_id=row.id,
                    person_id=row.person_id,
                    at=row.created_at,
                    told=frozenset(told[row.id]),
                    others=frozenset(others[row.id]),
                    first=row.person_id not in reached,
                )
            )
        reached.add(row.person_id)
    return turns, {person_id: frozenset(calls) for person_id, calls in before.items()}


def _refusals(session: Session) -> dict[tuple[int, int], list[Refusal]]:
    found: dict[tuple[int, int], list[Refusal]] = defaultdict(list)
    for row in session.scalars(select(Feedback).where(Feedback.verdict == "no-interesa")):
        whose = row.person_id if row.scope == "me" else None
        found[row.call_id, row.project_id].append(
            Refusal(person_id=whose, since=row.at, until=row.undone_at)
        )
    for sheet in session.scalars(select(Decision).where(Decision.verdict == "no-vamos")):
        if sheet.project_id is None:
            continue  # of the call alone: it takes no match out of the lists
        found[sheet.call_id, sheet.project_id].append(
            Refusal(person_id=None, since=sheet.at, until=None)
        )
    return dict(found)


def instants(past: Past) -> list[datetime]:
    """When the lists are looked at: with each mail, and once a week besides."""
    weekly = [past.now - timedelta(weeks=ago) for ago in range(YEAR.days // 7 + 1)]
    return sorted({turn.at for turn in past.turns} | set(weekly))


def day_of(past: Past, at: datetime) -> date:
    """The day of ``at`` in the agency's calendar."""
    return local_day(at, past.timezone)
