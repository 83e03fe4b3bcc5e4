"""Read matches: of a project, of a call, of a person; and how good the first five were."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Integer, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from matcher.calls.models import Call, CallDeadline
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import StateSql, state_sql
from matcher.errors import NotFound
from matcher.matches.models import Decision, Feedback, Match
from matcher.matches.personal_feedback import Taste
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.words.calls import call_state

FIRST = 5
"""Places of a list that precision is told for."""
LIMIT = 25
"""Matches of a page."""
WORTH = 0.25
"""Least score of a match that is shown unasked: below it the words for it are «muy baja»."""
WELL = 0.5
"""A score from here on is called «alta»."""
_AROUND = 100
"""Matches beyond the cut that one's own verdicts may raise into it."""

_HEARD = select(Feedback).where(
    Feedback.call_id.in_(bindparam("calls", expanding=True)),
    Feedback.undone_at.is_(None),
    or_(Feedback.scope == "team", Feedback.person_id == bindparam("person")),
)
"""What the team and this person said of calls."""
_VERDICTS = _HEARD.where(Feedback.project_id.in_(bindparam("projects", expanding=True))).order_by(
    Feedback.person_id == bindparam("person"), Feedback.id
)
_OPINIONS = _HEARD.order_by(Feedback.at.desc(), Feedback.id.desc())


_ON_A_CARD = load_only(Project.name, Project.department, Project.owner_id)
_BEST_FIRST = (Match.blocked, Match.score.desc(), Match.id)
_OF_CALL = (
    select(Match)
    .join(Match.project)
    .where(Match.call_id == bindparam("call", type_=Integer()), Project.archived_at.is_(None))
    .options(contains_eager(Match.project).options(_ON_A_CARD))
    .order_by(*_BEST_FIRST)
    .limit(bindparam("most", type_=Integer()))
)


@lru_cache
def on_a_card(*, light: bool) -> tuple[ORMOption, ...]:
    """How a match is read with its call and project.

    :param light: without what no card shows; where it is asked for after all, it is read then.
    """
    call, project = contains_eager(Match.call), contains_eager(Match.project)
    if not light:
        return call, project
    return (
        defer(Match.signals),
        call.options(
            *map(defer, (Call.text, Call.facts, Call.warnings, Call.pinned)),
            selectinload(Call.deadlines).defer(CallDeadline.span),
        ),
        project.options(_ON_A_CARD),
    )


@lru_cache(maxsize=256)
def dismissed(person_id: int) -> ColumnElement[bool]:
    """A condition: this person, or anybody for the team, has said no to the match.

    So has who decided «no vamos».
    """
    refused = exists().where(
        Decision.call_id == Match.call_id,
        Decision.project_id == Match.project_id,
        Decision.verdict == "no-vamos",
    )
    return refused | exists().where(
        Feedback.call_id == Match.call_id,
        Feedback.project_id == Match.project_id,
        Feedback.verdict == "no-interesa",
        Feedback.undone_at.is_(None),
        or_(Feedback.scope == "team", Feedback.person_id == person_id),
    )


def get_match(session: Session, *, call_id: int, project_id: int) -> Match:
    """The match of this call and this project.

    :raises NotFound: if there is none.
    """
    match = find_match(session, call_id=call_id, project_id=project_id)
    if match is None:
        raise NotFound("Esta coincidencia ya no existe: la convocatoria o el proyecto cambió.")
    return match


def find_match(session: Session, *, call_id: int, project_id: int) -> Match | None:
    """The match of this call and this project, if there is one."""
    return session.scalar(
        select(Match).where(Match.call_id == call_id, Match.project_id == project_id)
    )


def matches_after(
    session: Session,
    after: int,
    *,
    call_id: int | None = None,
    project_id: int | None = None,
    least: float = 0.0,
    conditions: Sequence[ColumnElement[bool]] = (),
    limit: int = LIMIT,
) -> list[Match]:
    """The next matches by id after ``after``, of any state, at least as good as ``least``.

    :param conditions: what their call and project must meet besides.
    """
    query = select(Match).where(Match.id > after, Match.score >= least)
    if conditions:
        query = query.join(Match.call).join(Match.project).where(*conditions)
    if call_id is not None:
        query = query.where(Match.call_id == call_id)
    if project_id is not None:
        query = query.where(Match.project_id == project_id)
    return list(session.scalars(query.order_by(Match.id).limit(limit)))


def project_matches(
    session: Session,
    project_id: int,
    *,
    now: datetime,
    timezone: str,
    limit: int = LIMIT,
    taste: Taste | None = None,
) -> list[Match]:
    """The calls still open that fit a project: those nothing forbids first, by score.

    :param taste: whose order; without it, that of the team.
    """
    query = _of_project(state_sql(session, now=now, timezone=timezone))
    found = list(session.scalars(query, {"project": project_id, "most": limit}))
    return taste.sorted(found) if taste else found


def call_matches(
    session: Session,
    call: Call,
    *,
    now: datetime,
    timezone: str,
    limit: int = LIMIT,
    taste: Taste | None = None,
) -> list[Match]:
    """The projects a call fits, in the same order; of a closed call none.

    The call is at hand: its state needs no question.
    """
    if call_state(call, now=now, timezone=timezone) not in LIVE:
        return []
    found = list(session.scalars(_OF_CALL, {"call": call.id, "most": limit}))
    return taste.sorted(found) if taste else found


def matches_for(
    session: Session,
    person: Person,
    *,
    now: datetime,
    timezone: str,
    since: datetime | None = None,
    least: float = WORTH,
    limit: int = LIMIT,
    taste: Taste | None = None,
    light: bool = False,
    unless: ColumnElement[bool] | None = None,
) -> list[Match]:
    """What fits the projects of ``person`` (or of their secretaría, or all) and was not refused.

    In that person's own order (:class:`~matcher.matches.personal_feedback.Taste`).

    :param since: only matches first found after this instant.
    :param least: only matches with at least this score.
    :param taste: what the person's own verdicts do, where they are read already.
    :param light: see :func:`on_a_card`.
    :param unless: leaves those out of which it holds; the same object each time.
    """
    taste = Taste(session, person.id) if taste is None else taste
    around = limit + _AROUND if taste else limit  # what rises may come from below the cut
    states = state_sql(session, now=now, timezone=timezone)
    query = _for_person(states, light, person.id, person.department, since is not None, unless)
    asked = {"least": least, "most": around} | ({} if since is None else {"since": since})
    rows = session.scalars(query, asked)
    return taste.sorted(list(rows))[:limit]


@lru_cache(maxsize=256)
def _for_person(
    states: StateSql,
    light: bool,
    person_id: int,
    department: str | None,
    lately: bool,
    unless: ColumnElement[bool] | None,
) -> Select[Match]:
    """What fits their projects: put together once, for Hoy asks it each time."""
    conditions: list[ColumnElement[bool]] = [
        ~dismissed(person_id),
        Match.blocked.is_(False),
        Match.score >= bindparam("least", type_=Match.score.type),
    ]
    if lately:
        conditions.append(Match.first_at > bindparam("since", type_=Match.first_at.type))
    if unless is not None:
        conditions.append(~unless)
    if department:
        conditions.append(or_(Project.department == department, Project.owner_id == person_id))
    return live_matches(states, light).where(*conditions).limit(bindparam("most", type_=Integer()))


@lru_cache(maxsize=16)
def _of_project(states: StateSql) -> Select[Match]:
    mine = Match.project_id == bindparam("project", type_=Integer())
    return live_matches(states, False).where(mine).limit(bindparam("most", type_=Integer()))


@lru_cache(maxsize=16)
def live_matches(states: StateSql, light: bool) -> Select[Match]:
    """Matches of calls one could apply to, of projects in use, in the order of lists."""
    return (
        select(Match)
        .join(Call, Call.id == Match.call_id)
        .join(Project, Project.id == Match.project_id)
        .where(Project.archived_at.is_(None), states.within(LIVE, ahead=None))
        .options(*on_a_card(light=light))
        .order_by(*_BEST_FIRST)
    )


def verdicts(
    session: Session, matches: Sequence[Match], person_id: int
) -> dict[tuple[int, int], Feedback]:
    """(call, project) → the verdict that counts for this person: their own, else the team's."""
    if not matches:
        return {}
    calls, projects = {m.call_id for m in matches}, {m.project_id for m in matches}
    asked = {"calls": list(calls), "projects": list(projects), "person": person_id}
    rows = session.scalars(_VERDICTS, asked)
    return {(f.call_id, f.project_id): f for f in rows}


def opinions(
    session: Session, call_ids: Sequence[int], *, person_id: int
) -> dict[int, list[Feedback]]:
    """Call → the verdicts that stand on any of its matches, the latest first.

    Those of the team and those of this person: «solo para mí» is nobody else's.
    """
    found: dict[int, list[Feedback]] = defaultdict(list)
    for feedback in session.scalars(_OPINIONS, {"calls": call_ids, "person": person_id}):
        found[feedback.call_id].append(feedback)
    return found


def match_counts(
    session: Session, project_ids: Sequence[int], *, now: datetime, timezone: str
) -> dict[int, int]:
    """Project → with how many open calls it has a match worth reading that nothing forbids.

    Matches that somebody judged outlive their call.
    """
    states = state_sql(session, now=now, timezone=timezone)
    rows = session.execute(
        select(Match.project_id, func.count())
        .join(Call, Call.id == Match.call_id)
        .where(Match.project_id.in_(project_ids), Match.blocked.is_(False), Match.score >= WORTH)
        .where(states.within(LIVE, ahead=None))
        .group_by(Match.project_id)
    )
    return {project_id: count for project_id, count in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Of the judged matches that stood among the first five: how many were wanted."""

    month: str
    judged: int
    wanted: int

    @property
    def share(self) -> float:
        """Precision at five, from 0 to 1."""
        return self.wanted / self.judged


def precision_at_five(session: Session) -> list[Precision]:
    """Month by month, from the team's verdicts that stand; months without one are left out.

    What somebody said for themselves is not counted: in a small office a count tells it.
    """
    rows = session.execute(
        select(Feedback.at, Feedback.verdict).where(
            Feedback.position <= FIRST,
            Feedback.undone_at.is_(None),
            Feedback.scope == "team",
        )
    )
    months: dict[str, list[bool]] = defaultdict(list)
    for at, verdict in rows:
        months[f"{at:%Y-%m}"].append(verdict == "interesa")
    return [
        Precision(month=month, judged=len(found), wanted=sum(found))
        for month, found in sorted(months.items())
    ]
