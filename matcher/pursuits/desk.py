"""What Hoy shows of pursuits to one person: few rows, by their names alone.

The questions are put together once: this page is opened more often than any other. They ask of
pursuits alone, and the names of calls, projects and people beside them: whoever keeps the answers
then has to ask few of them again when something is written.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    ColumnElement,
    Date,
    Executable,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from matcher.calls.models import Call, CallDeadline
from matcher.db.types import UTCDateTime
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import (
    Pursuit,
    PursuitChange,
    PursuitDate,
    PursuitFollower,
    PursuitMention,
    PursuitNote,
    Stage,
)
from matcher.pursuits.queries import STUCK_DAYS
from matcher.pursuits.stages import AT_THE_FUNDER, OPEN

T = TypeVar("T")
Keep = Callable[[str, Hashable, Callable[[], Any]], Any]
"""Gives what a question gives, or gave before: its name, what it is asked with, the question."""
SHOWN = 8
"""What falls due or closes soon is shown so far: there is a page for all of it."""
NEWS = 5
_MOST_CLOSING = 200


class Named(NamedTuple):
    """A pursuit by its names."""

    id: int
    call_id: int
    title: str
    language: str | None
    project: str | None
    stage: Stage
    touched_at: datetime
    assignee: str | None
    endorsement_asked_at: datetime | None


class Due(NamedTuple):
    """One of the office's own days, and whose it is."""

    id: int
    title: str
    language: str | None
    project: str | None
    kind: str
    label: str
    day: date


class News(NamedTuple):
    """What somebody else did to a pursuit, or wrote about it (then ``reason`` is what)."""

    id: int
    title: str
    language: str | None
    at: datetime
    person_id: int | None
    kind: str
    about: str | None
    before: str | None
    after: str | None
    end_reason: str | None
    reason: str


class Mentioned(NamedTuple):
    """A note that names the person and waits for their answer."""

    id: int
    title: str
    language: str | None
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``closing`` are those whose call may close soon, with the days of each call.

    ``standing`` is how many there are that could stand still.
    """

    due: Sequence[Due]
    closing: Sequence[Named]
    days: dict[int, list[CallDeadline]]
    told: Sequence[News]
    mentions: Sequence[Mentioned]
    avales: Sequence[Named]
    still: Sequence[Named]
    still_total: int
    pursuing: int
    standing: int


_ME = bindparam("me", type_=Integer())
_SINCE = bindparam("since", type_=UTCDateTime())
_STANDING = Pursuit.joined_into_id.is_(None)
_OPEN = Pursuit.stage.in_(OPEN)
_HAS = aliased(Pursuit)
_MINE = Pursuit.id.in_(  # looked up once, by two indexes, and not asked of each pursuit
    select(_HAS.id)
    .where(_HAS.assignee_id == _ME)
    .union(select(PursuitFollower.pursuit_id).where(PursuitFollower.person_id == _ME))
)
_MINE_TOO = or_(  # of the few that are new
    Pursuit.assignee_id == _ME,
    exists().where(PursuitFollower.pursuit_id == Pursuit.id, PursuitFollower.person_id == _ME),
)
_STUCK = and_(
    Pursuit.stage.in_([stage for stage in OPEN if stage not in AT_THE_FUNDER]),
    Pursuit.touched_at < bindparam("before", type_=UTCDateTime()),
)
_NAMED = select(
    Pursuit.id,
    Pursuit.call_id,
    Pursuit.project_id,
    Pursuit.stage,
    Pursuit.touched_at,
    Pursuit.assignee_id,
    Pursuit.endorsement_asked_at,
).where(_STANDING)
_AVALES = _NAMED.where(Pursuit.endorsement_asked_at.is_not(None)).order_by(
    Pursuit.endorsement_asked_at, Pursuit.id
)
_STILL = _NAMED.where(_STUCK).order_by(Pursuit.touched_at, Pursuit.id).limit(NEWS)
_CLOSING = (
    _NAMED.where(_MINE, _OPEN)
    .where(
        exists().where(
            CallDeadline.call_id == Pursuit.call_id,
            CallDeadline.on_day.between(
                bindparam("first", type_=Date()), bindparam("last", type_=Date())
            ),
        )
    )
    .order_by(Pursuit.id)
    .limit(_MOST_CLOSING)
)
_DUE = (
    select(
        Pursuit.id,
        Pursuit.call_id,
        Pursuit.project_id,
        PursuitDate.kind,
        PursuitDate.label,
        PursuitDate.day,
    )
    .join(PursuitDate, PursuitDate.pursuit_id == Pursuit.id)
    .where(_STANDING, _MINE, _OPEN, PursuitDate.done_at.is_(None))
    .where(PursuitDate.day <= bindparam("until", type_=Date()))
    .order_by(PursuitDate.day, PursuitDate.id)
    .limit(SHOWN + 1)
)
_CHANGED = (
    select(
        Pursuit.id,
        Pursuit.call_id,
        PursuitChange.at,
        PursuitChange.person_id,
        PursuitChange.kind,
        PursuitChange.about,
        PursuitChange.before,
        PursuitChange.after,
        PursuitChange.end_reason,
        PursuitChange.reason,
    )
    .join(PursuitChange, PursuitChange.pursuit_id == Pursuit.id)
    .where(_STANDING, _MINE_TOO, PursuitChange.at > _SINCE)
    .where(PursuitChange.person_id.is_distinct_from(_ME))
    .order_by(PursuitChange.at.desc(), PursuitChange.pursuit_id.desc())
    .limit(NEWS)
)
_NAMES_ME = exists().where(
    PursuitMention.note_id == PursuitNote.id, PursuitMention.person_id == _ME
)
_WRITTEN = (
    select(
        Pursuit.id,
        Pursuit.call_id,
        PursuitNote.at,
        PursuitNote.person_id,
        literal("note"),
        *(literal(None) for _ in range(4)),
        PursuitNote.text,
    )
    .join(PursuitNote, PursuitNote.pursuit_id + 0 == Pursuit.id)
    .where(_STANDING, _MINE_TOO, PursuitNote.at > _SINCE, PursuitNote.person_id != _ME, ~_NAMES_ME)
    .order_by(PursuitNote.at.desc(), PursuitNote.pursuit_id.desc())
    .limit(NEWS)
)
_MENTIONED = (
    select(Pursuit.id, Pursuit.call_id, PursuitNote.at, PursuitNote.person_id, PursuitNote.text)
    .join(PursuitNote, PursuitNote.pursuit_id == Pursuit.id)
    .join(PursuitMention, PursuitMention.note_id == PursuitNote.id)
    .where(_STANDING, PursuitMention.seen_at.is_(None), PursuitMention.person_id == _ME)
    .order_by(PursuitNote.at, PursuitNote.id)
)


def _counted(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(Pursuit).where(_STANDING, *conditions)


_COUNTS = {
    anybody: select(
        _counted(_MINE, _OPEN).scalar_subquery(),
        _counted(_STUCK, *([] if anybody else [_MINE])).scalar_subquery(),
        _counted(*([] if anybody else [_MINE])).scalar_subquery(),
    )
    for anybody in (True, False)
}


@dataclass(frozen=True, slots=True)
class _Questions:
    """The questions to one session, each asked by way of whoever keeps answers."""

    session: Session
    keep: Keep

    def rows(self, name: str, query: Executable, given: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of a question about pursuits."""
        return self.kept(name, None, lambda: self.session.execute(query, given).all())

    def kept(self, name: str, of: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives ``of`` something, or gave before."""
        found: T = self.keep(name, of, make)
        return found

    def named(self, name: str, query: Executable, ids: Iterable[int | None]) -> dict[int, Any]:
        """The rows with these ids: id → what follows it."""
        those = tuple(sorted({one for one in ids if one is not None}))
        if not those:
            return {}
        return self.kept(
            name,
            those,
            lambda: {n: told for n, *told in self.session.execute(query, {"ids": those})},
        )


_IDS = bindparam("ids", expanding=True, type_=Integer())
_TITLES = select(Call.id, Call.title, Call.language).where(Call.id.in_(_IDS))
_PROJECTS = select(Project.id, Project.name).where(Project.id.in_(_IDS))
_PEOPLE = select(Person.id, Person.name).where(Person.id.in_(_IDS))


def desk_of(
    session: Session,
    person: Person,
    *,
    now: datetime,
    today: date,
    until: date,
    leads: bool,
    keep: Keep = lambda _name, _of, make: make(),
) -> Desk:
    """What ``person`` goes after: told in a week, due ``until`` a day, asked of them, still.

    :param leads: of the dirección: what stands still anywhere, and the avales that wait.
    """
    asked, me = _Questions(session, keep), {"me": person.id}
    week, still = {"since": now - timedelta(days=7)}, {"before": now - timedelta(days=STUCK_DAYS)}
    around = {"first": today - timedelta(days=1), "last": until + timedelta(days=1)}
    closing = asked.rows("closing", _CLOSING, me | around)
    told = [
        *asked.rows("changed", _CHANGED, me | week),
        *asked.rows("written", _WRITTEN, me | week),
    ]
    told.sort(key=lambda one: (one.at, one.id), reverse=True)
    (counted,) = asked.rows("counted", _COUNTS[leads], me | still)
    pursuing, still_total, standing = counted
    quiet = _STILL if leads else _STILL.where(_MINE)
    mentions = asked.rows("mentions", _MENTIONED, me)
    due = asked.rows("due", _DUE, me | {"until": until})
    avales = asked.rows("avales", _AVALES, {}) if leads else ()
    stuck = asked.rows("still", quiet, me | still) if still_total else ()
    calls = tuple(one.call_id for one in closing)
    named = _Names.of(asked, [*closing, *told[:NEWS], *mentions, *due, *avales, *stuck])
    return Desk(
        due=[Due(n, *named.call(call), named.project(p), *rest) for n, call, p, *rest in due],
        closing=list(map(named.of_pursuit, closing)),
        days=asked.kept("days", calls, lambda: _days(session, calls)),
        told=[News(number, *named.call(call), *rest) for number, call, *rest in told[:NEWS]],
        mentions=[
            Mentioned(number, *named.call(call), at, named.person(who) or "", text)
            for number, call, at, who, text in mentions
        ],
        avales=list(map(named.of_pursuit, avales)),
        still=list(map(named.of_pursuit, stuck)),
        still_total=still_total,
        pursuing=pursuing,
        standing=standing,
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the calls, projects and people of some rows."""

    titles: Mapping[int, Any]
    projects: Mapping[int, Any]
    people: Mapping[int, Any]

    @classmethod
    def of(cls, asked: _Questions, rows: Sequence[Any]) -> "_Names":
        """Those that ``rows`` mention, of whatever kind each is."""

        def ids(name: str) -> Iterable[int | None]:
            return (getattr(row, name, None) for row in rows)

        people = (*ids("assignee_id"), *ids("person_id"))
        return cls(
            asked.named("titles", _TITLES, ids("call_id")),
            asked.named("projects", _PROJECTS, ids("project_id")),
            asked.named("people", _PEOPLE, people),
        )

    def call(self, number: int) -> tuple[str, str | None]:
        """Title and language of a call."""
        title, language = self.titles[number]
        return title, language

    def project(self, number: int | None) -> str | None:
        """The name of a project."""
        return None if number is None else self.projects[number][0]

    def person(self, number: int | None) -> str | None:
        """The name of a person."""
        return None if number is None else self.people[number][0]

    def of_pursuit(self, row: Any) -> Named:
        """A pursuit by its names."""
        number, call, project, stage, touched, who, asked_at = row
        names = (*self.call(call), self.project(project))
        return Named(number, call, *names, stage, touched, self.person(who), asked_at)


def _days(session: Session, calls: Sequence[int]) -> dict[int, list[CallDeadline]]:
    """Call → its closing days, in their order."""
    found: dict[int, list[CallDeadline]] = {}
    if calls:
        asked = select(CallDeadline).where(CallDeadline.call_id.in_(calls))
        for one in session.scalars(asked.order_by(CallDeadline.position)):
            found.setdefault(one.call_id, []).append(one)
    return found
