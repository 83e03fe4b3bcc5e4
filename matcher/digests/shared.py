"""What is the same for everybody who is told at one instant: read once, when first asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Self, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from matcher.calls.models import Call, CallDeadline, SourceRun
from matcher.calls.queries import LIVE
from matcher.calls.rounds import Round, rounds_before
from matcher.calls.state_sql import state_sql
from matcher.clock import local_day
from matcher.digests.changes import VersionChange, recent_changes
from matcher.digests.mine.pursued import Pursued
from matcher.digests.mine.reviewed import Reviewed
from matcher.digests.mine.searched import Searched
from matcher.digests.models import MailChoices
from matcher.digests.reminders import NEAR
from matcher.matches.decisions import decisions_on
from matcher.matches.mailing import kept_from_mail
from matcher.matches.models import Decision, Match
from matcher.matches.queries import WORTH, dismissed
from matcher.people.models import Person
from matcher.people.ownership import Hold, is_own
from matcher.projects.asking import UnconfirmedProjects, open_questions, waiting_in
from matcher.projects.models import Project
from matcher.pursuits.returning import PastPursuit, past_pursuits
from matcher.settings import OtherDepartments, Settings
from matcher.tags.models import Tag
from matcher.tags.queries import assigned_tags, lines
from matcher.words.calls import call_state

WEEK = timedelta(days=7)
_AT_ONCE = 500
_DAY = timedelta(days=1)
_NOBODY = 0
Row = TypeVar("Row", Call, Project, Match)
History = tuple[Sequence[Round], Sequence[Decision], Sequence[PastPursuit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingCall:
    """A match somebody may be told of, as far as it takes to choose and to sort."""

    match_id: int
    call_id: int
    project_id: int
    score: float
    department: str | None
    owner_id: int | None
    quiet: bool
    closes: date | None


class Shared:
    """The news of one instant, for as many people as there are."""

    def __init__(
        self,
        session: Session,
        *,
        now: datetime,
        timezone: str,
        country: str,
        others: OtherDepartments = "read",
    ) -> None:
        self._session, self._others = session, others
        self.now, self.timezone, self.country = now, timezone, country
        self.today = local_day(now, timezone)
        self.pursued = Pursued(session, now=now, timezone=timezone, country=country)
        self.reviewed = Reviewed(session, now=now, timezone=timezone)
        self.searched = Searched(session, now=now, timezone=timezone, country=country)
        self._calls: dict[int, Call] = {}
        self._projects: dict[int, Project] = {}
        self._matches: dict[int, Match] = {}
        self._histories: dict[int, History] = {}
        self._tags: dict[int, list[Tag]] = {}

    @classmethod
    def by_settings(cls, session: Session, settings: Settings, *, now: datetime) -> Self:
        """What is shared by the mails that ``settings`` let go."""
        return cls(
            session,
            now=now,
            timezone=settings.timezone,
            country=settings.agency_country,
            others=settings.other_departments,
        )

    @cached_property
    def runs(self) -> list[SourceRun]:
        """The last run of each source that was read within a week."""
        return [run for run in latest_runs(self._session) if run.started_at >= self.now - WEEK]

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """The agency's lines, by code."""
        return {line.code: line.name for line in lines(self._session)}

    @cached_property
    def changes(self) -> Mapping[int, Sequence[VersionChange]]:
        """Call → what changed in it of late."""
        return recent_changes(self._session, now=self.now)

    @cached_property
    def closing(self) -> Collection[int]:
        """The calls one can still apply to and that close soon enough to be reminded of."""
        states = state_sql(self._session, now=self.now, timezone=self.timezone)
        near = CallDeadline.on_day.between(self.today - _DAY, self.today + NEAR)
        asked = select(Call.id).where(
            Call.id.in_(select(CallDeadline.call_id).where(near)), states.state().in_(LIVE)
        )
        return set(self._session.scalars(asked))

    @cached_property
    def _questions(self) -> Sequence[tuple[Project, Sequence[Person]]]:
        return open_questions(self._session, now=self.now)

    def waiting_for(self, person: Person) -> UnconfirmedProjects:
        """The projects that wait for the person's word, and those that stopped."""
        return waiting_in(self._questions, person, now=self.now)

    @cached_property
    def _candidates(self) -> Mapping[int, Sequence[FittingCall]]:
        """Project → the matches with calls one can still apply to, which no team refused."""
        states = state_sql(self._session, now=self.now, timezone=self.timezone)
        rows = self._session.execute(
            select(
                Match.id,
                Match.call_id,
                Match.project_id,
                Match.score,
                Project.department,
                Project.owner_id,
                Call.quiet,
                states.next_day().label("closes"),
            )
            .join(Project, Project.id == Match.project_id)
            .join(Call, Call.id == Match.call_id)
            .where(Match.blocked.is_(False), Match.score >= WORTH)
            .where(Project.archived_at.is_(None), states.state().in_(LIVE), ~dismissed(_NOBODY))
            .order_by(Match.score.desc(), Match.id)
        )
        found: dict[int, list[FittingCall]] = defaultdict(list)
        unshown = kept_from_mail(self._session)
        for match_id, call_id, project_id, score, department, owner_id, quiet, closes in rows:
            if match_id in unshown:
                continue
            found[project_id].append(
                FittingCall(
                    match_id=match_id,
                    call_id=call_id,
                    project_id=project_id,
                    score=score,
                    department=department,
                    owner_id=owner_id,
                    quiet=quiet,
                    closes=closes,
                )
            )
        return found

    def candidates(self, person: Person, choices: MailChoices) -> Iterator[FittingCall]:
        """The matches ``person`` hears of: of the projects, departments and themes they chose.

        Where they chose no project or department: of their own secretaría and the projects they
        lead; without a secretaría, all. A call nobody could put in a line or goal passes.
        """
        themes = {("line", code) for code in choices.lines} | {
            ("ods", code) for code in choices.ods
        }
        for found in self._candidates.values():
            if not hears_of(person, choices, found[0]) or self._hides(person, found[0]):
                continue
            for one in found:
                if round(100 * one.score) < choices.least:
                    continue
                if not themes or self._is_about(one.call_id, themes):
                    yield one

    def _hides(self, person: Person, one: FittingCall) -> bool:
        """Whether the project of ``one`` is another department's, and not to be seen."""
        return self._others == "none" and not is_theirs(person, one)

    def _is_about(self, call_id: int, themes: Collection[tuple[str, str]]) -> bool:
        if not self._tags:
            every = {one.call_id for found in self._candidates.values() for one in found}
            self.tags(sorted(every))
        chosen = {scheme for scheme, _code in themes}
        given = {(t.scheme, t.code) for t in self._tags.get(call_id, ()) if t.scheme in chosen}
        return not given or bool(given & set(themes))

    def tags(self, call_ids: Collection[int]) -> Mapping[int, Sequence[Tag]]:
        """Call → its tags that count."""
        missing = [call_id for call_id in call_ids if call_id not in self._tags]
        for start in range(0, len(missing), _AT_ONCE):
            chosen = missing[start : start + _AT_ONCE]
            found = assigned_tags(self._session, "call", chosen)
            self._tags |= {call_id: found.get(call_id, []) for call_id in chosen}
        return self._tags

    def matches(self, ids: Collection[int]) -> list[Match]:
        """The matches of these ids with their calls and projects; only new ones are read."""
        self._matches |= self._read(Match, {i for i in ids if i not in self._matches})
        found = [self._matches[match_id] for match_id in ids]
        self.calls({match.call_id for match in found})
        projects = self.projects({match.project_id for match in found})
        for match in found:
            set_committed_value(match, "call", self._calls[match.call_id])
            set_committed_value(match, "project", projects[match.project_id])
        return found

    def projects(self, ids: Collection[int]) -> Mapping[int, Project]:
        """The projects of these ids, and whichever others were read."""
        self._projects |= self._read(Project, {i for i in ids if i not in self._projects})
        return self._projects

    def calls(self, ids: Collection[int]) -> list[Call]:
        """The calls of these ids; only those nobody had before are read."""
        self._calls |= self._read(Call, {i for i in ids if i not in self._calls})
        return [self._calls[call_id] for call_id in ids]

    def read_calls_of(self, concerns: Iterable[Collection[int]]) -> None:
        """Have at hand the calls of several people that changed or close soon."""
        self.calls(sorted({i for one in concerns for i in one} & {*self.changes, *self.closing}))

    def _read(self, model: type[Row], ids: Collection[int]) -> dict[int, Row]:
        wanted, found = sorted(ids), dict[int, Row]()
        for start in range(0, len(wanted), _AT_ONCE):
            chosen = wanted[start : start + _AT_ONCE]
            query = select(model).where(model.id.in_(chosen))
            found |= {one.id: one for one in self._session.scalars(query)}
        return found

    def is_live(self, call: Call) -> bool:
        """Whether one can still apply, or soon."""
        return call_state(call, now=self.now, timezone=self.timezone) in LIVE

    def history(self, call: Call) -> History:
        """The earlier rounds of a call, what was decided on them, and how far the office went."""
        self.read_histories([call])
        return self._histories[call.id]

    def read_histories(self, calls: Collection[Call]) -> None:
        """Have the earlier rounds of ``calls`` at hand; only of those nobody had before."""
        missing = [call for call in calls if call.id not in self._histories]
        for start in range(0, len(missing), _AT_ONCE):
            rounds = rounds_before(self._session, missing[start : start + _AT_ONCE])
            earlier = [one.call.id for found in rounds.values() for one in found]
            decided = decisions_on(self._session, earlier) if earlier else {}
            pursued = past_pursuits(self._session, earlier)
            for call_id, found in rounds.items():
                said = [one for r in found for one in decided.get(r.call.id, ())]
                done = [one for r in found for one in pursued.get(r.call.id, ())]
                self._histories[call_id] = found, said, done


def is_theirs(person: Person, one: FittingCall) -> bool:
    """Whether the project of ``one`` is the person's own, or of their department."""
    departments = frozenset(d for d in (one.department,) if d)
    people = frozenset(p for p in (one.owner_id,) if p is not None)
    return is_own(person, Hold(departments=departments, people=people))


def hears_of(person: Person, choices: MailChoices, one: FittingCall) -> bool:
    """Whether the project of ``one`` is among those a person is told of."""
    if choices.projects:
        return one.project_id in choices.projects
    own = one.owner_id == person.id
    if choices.departments:
        return own or one.department in choices.departments
    return own or not person.department or one.department == person.department


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
