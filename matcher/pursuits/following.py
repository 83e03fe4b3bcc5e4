"""Open a pursuit, follow it, take it: what one click does."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.errors import InvalidInput
from matcher.matches.decisions import choose_project
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Feedback, Scope
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.pursuits.changes import change
from matcher.pursuits.models import Pursuit, PursuitFollower
from matcher.pursuits.queries import require_gate
from matcher.pursuits.stages import is_open


def find_pursuit(session: Session, *, call_id: int, project_id: int | None) -> Pursuit | None:
    """The pursuit of this call for this project (or for none yet), if there is one."""
    return session.scalar(
        select(Pursuit).where(
            Pursuit.call_id == call_id, Pursuit.project_id.is_not_distinct_from(project_id)
        )
    )


def open_pursuit(
    session: Session, call: Call, project: Project | None, *, person: Person, at: datetime
) -> Pursuit:
    """The pursuit of ``call`` for ``project``: the one there is, else a new one, detected.

    One that was opened before a project was chosen becomes that of the first project named, and
    so does its sheet.
    """
    project_id = project.id if project else None
    if found := find_pursuit(session, call_id=call.id, project_id=project_id):
        return found
    bare = find_pursuit(session, call_id=call.id, project_id=None)
    if project is not None and bare is not None and is_open(bare.stage):
        change(session, bare, "project", person=person, at=at, after=project.id)
        bare.project = project
        bare.department = bare.department or project.department
        session.flush()
        choose_project(session, call_id=call.id, project_id=project.id)
        return bare
    opened = Pursuit(
        call=call,
        project=project,
        stage="detected",
        department=(project.department if project else None) or person.department,
        opened_at=at,
        opened_by=person.id,
        moved_at=at,
        touched_at=at,
        version=1,
    )
    session.add(opened)
    change(session, opened, "opened", person=person, at=at, after="detected")
    follow(session, opened, person=person, at=at)
    return opened


def follow(session: Session, pursuit: Pursuit, *, person: Person, at: datetime) -> None:
    """Let ``person`` hear of ``pursuit``; who follows already goes on doing so."""
    if not any(one.person_id == person.id for one in pursuit.followers):
        pursuit.followers.append(PursuitFollower(person_id=person.id, at=at))
        session.flush()


def unfollow(session: Session, pursuit: Pursuit, *, person: Person) -> None:
    """Let ``person`` hear no more of ``pursuit``, unless it is theirs or they are named in it."""
    for one in [one for one in pursuit.followers if one.person_id == person.id]:
        pursuit.followers.remove(one)
        session.delete(one)
    session.flush()


def followers(pursuit: Pursuit) -> list[Person]:
    """Who hears of ``pursuit``: those who follow it and who has it, each once, if active."""
    heard = [one.person for one in pursuit.followers]
    if pursuit.assignee is not None and pursuit.assignee not in heard:
        heard.append(pursuit.assignee)
    return [person for person in heard if person.active]


def take(
    session: Session, pursuit: Pursuit, *, person: Person, at: datetime, seen: int | None = None
) -> None:
    """«Asignar a mí»."""
    assign(session, pursuit, to=person, person=person, at=at, seen=seen)


def assign(
    session: Session,
    pursuit: Pursuit,
    *,
    to: Person | None,
    person: Person,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Give ``pursuit`` to somebody, who then follows it; ``None`` leaves it to nobody.

    One that was only detected is assigned by it, and back if nobody has it any more.

    :raises InvalidInput: if it is over, if the person may not work it, or the gate is shut.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    if to is pursuit.assignee:
        return
    if not is_open(pursuit.stage):
        raise InvalidInput("Este seguimiento terminó: reábralo antes de asignarlo.")
    if to is not None:
        if not may(to, "pursue"):
            raise InvalidInput("El perfil de esa persona solo permite leer.", field="assignee")
        require_gate(session, pursuit.call, project_id=pursuit.project_id, at=at)
    change(
        session,
        pursuit,
        "assignee",
        person=person,
        at=at,
        seen=seen,
        before=pursuit.assignee_id,
        after=to.id if to else None,
    )
    pursuit.assignee = to
    if to is not None:
        pursuit.department = pursuit.department or to.department
        follow(session, pursuit, person=to, at=at)
    moved = {"detected": "assigned"} if to else {"assigned": "detected"}
    if after := moved.get(pursuit.stage):
        change(session, pursuit, "stage", person=person, at=at, before=pursuit.stage, after=after)
        pursuit.stage, pursuit.moved_at = after, at  # type: ignore[assignment] # both are Stages
    session.flush()


def interested(
    session: Session,
    *,
    call: Call,
    project: Project,
    person: Person,
    at: datetime,
    scope: Scope = "me",
) -> tuple[Feedback, Pursuit]:
    """«Interesa»: the verdict on the match, and the pursuit it opens."""
    feedback = give_feedback(
        session,
        call_id=call.id,
        project_id=project.id,
        person=person,
        verdict="interesa",
        at=at,
        scope=scope,
    )
    pursuit = open_pursuit(session, call, project, person=person, at=at)
    follow(session, pursuit, person=person, at=at)
    return feedback, pursuit
