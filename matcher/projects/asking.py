"""Who is asked whether a project still stands, and which of them have stopped meanwhile.

Somebody is always asked: the owner, else who brought the project into the bank, else the people of
its secretaría, else the dirección, else the administration. Nobody is asked who may not answer.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.db.generation import remembered
from matcher.people.models import Person, Role
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.projects.queries import STALE, SUBJECT, is_stale
from matcher.text import fold

ASK_BEFORE = timedelta(days=14)
_ENDING = (
    select(Project)
    .where(Project.archived_at.is_(None))
    .where(Project.confirmed_at < bindparam("until", type_=Project.confirmed_at.type))
    .order_by(Project.confirmed_at, Project.id)
)
_BROUGHT = ("project.added", "project.imported")
_LEADS = frozenset({"direccion", "administracion"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnconfirmedProjects:
    """What waits for a person's «sí, sigue vigente», the longest unconfirmed first.

    ``stopped`` are the projects of this person that match no more; ``soon`` those that will stop
    within a fortnight and that this person is asked about.
    """

    stopped: Sequence[Project]
    soon: Sequence[Project]

    def __bool__(self) -> bool:
        return bool(self.stopped or self.soon)


def stops_at(project: Project) -> datetime:
    """The instant at which a project stops matching unless somebody confirms it."""
    return project.confirmed_at + STALE


def is_asked(project: Project, *, now: datetime) -> bool:
    """Whether the question is open: the project has stopped, or will within a fortnight."""
    return is_stale(project, now=now + ASK_BEFORE)


def waiting_for(session: Session, person: Person, *, now: datetime) -> UnconfirmedProjects:
    """What waits for ``person`` to say that it still stands.

    A stopped project is told, besides those who are asked, to everybody who would be written to
    about it, and to those who lead: who is asked may be away.
    """
    return waiting_in(open_questions(session, now=now), person, now=now)


def open_questions(
    session: Session, *, now: datetime
) -> Sequence[tuple[Project, Sequence[Person]]]:
    """The projects that stopped or will soon, each with who is asked about it."""
    until = now.replace(second=0, microsecond=0) + ASK_BEFORE - STALE
    first = _ENDING.with_only_columns(Project.id).limit(1)
    some = remembered(
        session,
        "unconfirmed",
        lambda: session.scalar(first, {"until": until}) is not None,
        also=until,
    )
    ending = list(session.scalars(_ENDING, {"until": until})) if some else []
    asked = asked_about(session, ending)
    return [(project, asked[project.id]) for project in ending]


def waiting_in(
    questions: Sequence[tuple[Project, Sequence[Person]]], person: Person, *, now: datetime
) -> UnconfirmedProjects:
    """Those of ``questions`` that wait for ``person``."""
    return UnconfirmedProjects(
        stopped=[
            project
            for project, people in questions
            if is_stale(project, now=now) and (person in people or _hears_of(person, project))
        ],
        soon=[p for p, people in questions if person in people and not is_stale(p, now=now)],
    )


def stopped_projects(session: Session, *, now: datetime) -> list[Project]:
    """Every project of the bank that stopped because nobody confirmed it."""
    return list(
        session.scalars(
            select(Project)
            .where(Project.archived_at.is_(None), Project.confirmed_at < now - STALE)
            .order_by(Project.confirmed_at, Project.id)
        )
    )


def asked_about(session: Session, projects: Sequence[Project]) -> dict[int, list[Person]]:
    """Project → who is asked; empty only where no account may answer."""
    if not projects:
        return {}
    able = _able(session)
    known, departments, leads = {p.id: p for p in able}, _by_department(able), _leads(able)
    brought = _brought(session, [p.id for p in projects if p.owner_id not in known])
    asked = {}
    for project in projects:
        owner = known.get(project.owner_id or 0) or known.get(brought.get(project.id, 0))
        department = departments.get(_key(project.department or ""))
        asked[project.id] = [owner] if owner else department or leads
    return asked


def _able(session: Session) -> list[Person]:
    """The accounts that may answer for a project."""
    active = select(Person).where(Person.active.is_(True)).order_by(Person.id)
    return [person for person in session.scalars(active) if may(person, "edit-projects")]


def _by_department(able: Sequence[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in able:
        if person.department:
            found[_key(person.department)].append(person)
    return found


def _leads(able: Sequence[Person]) -> list[Person]:
    """Dirección; else who administers; else whoever there is."""
    roles: tuple[Role, ...] = ("direccion", "administracion")
    of_role = ([person for person in able if person.role == role] for role in roles)
    return next(filter(None, of_role), list(able))


def _brought(session: Session, projects: Collection[int]) -> dict[int, int]:
    """Project → the person who last brought it into the bank."""
    if not projects:
        return {}
    wanted = {str(project_id) for project_id in projects}
    rows = session.execute(
        select(AuditEntry.subject_id, AuditEntry.person_id)
        .where(
            AuditEntry.subject_type == SUBJECT,
            AuditEntry.action.in_(_BROUGHT),
            AuditEntry.person_id.is_not(None),
        )
        .order_by(AuditEntry.id)
    )
    return {int(subject): who for subject, who in rows if who and subject in wanted}


def _hears_of(person: Person, project: Project) -> bool:
    """Whether matches of ``project`` are this person's, or they lead."""
    return (
        person.role in _LEADS
        or not person.department
        or person.department == project.department
        or person.id == project.owner_id
    )


def _key(department: str) -> str:
    return " ".join(fold(department).split())
