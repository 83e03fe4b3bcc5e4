"""Rights on one project, pursuit or application: who works it, and who sees it at all.

What the address of a request names is looked at before its page is asked for anything, so that a
new page cannot forget to. What only a form names is asked with :func:`require_own`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import ColumnElement, Connection, and_, event, or_, select, union
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption

from matcher.errors import Forbidden
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.people.ownership import WORK, Hold, is_of_one_department, is_own, own_names
from matcher.people.permissions import Permission, may
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit
from matcher.pursuits.queries import get_pursuit
from matcher.results.models import Result
from matcher.tags.models import Tag
from matcher.web.frame.services import Services, db, person_or_none, services

_KEY = "owned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A kind of thing that is somebody's: its rows, and the columns that say who carries one."""

    model: Any
    people: tuple[str, ...]
    find: Callable[[Session, int], Any] | None = None


def own_also(app: Flask, name: str, kind: Owned) -> None:
    """Let the part ``name`` of an address stand for one of ``kind``."""
    app.extensions[_KEY][name] = kind


def owned() -> Mapping[str, Owned]:
    """What parts of an address name something that is somebody's."""
    kinds: dict[str, Owned] = current_app.extensions[_KEY]
    return kinds


def names_owned(endpoint_arguments: Mapping[str, Any]) -> str | None:
    """The part of an address that names something owned, if one does."""
    if endpoint_arguments.get("kind") == "project" and "number" in endpoint_arguments:
        return "number"
    return next((name for name in owned() if name in endpoint_arguments), None)


def _subject() -> Any | None:
    """What the address of this request names."""
    held = request.view_args or {}
    name = names_owned(held)
    if name is None:
        return None
    kind = owned()["project_id" if name == "number" else name]
    return kind.find(db(), held[name]) if kind.find else db().get(kind.model, held[name])


def _hold(thing: Any) -> Hold:
    kind = next(one for one in owned().values() if isinstance(thing, one.model))
    project = getattr(thing, "project", None)
    if isinstance(thing, Feedback):
        project = db().get(Project, thing.project_id)
    owner = getattr(thing, "owner", None) if project is None else None
    departments = (getattr(one, "department", None) for one in (thing, project, owner))
    people = (getattr(thing, name) for name in kind.people)
    return Hold(
        departments=frozenset(one for one in departments if one),
        people=frozenset(one for one in people if one is not None),
    )


def is_free(who: Person) -> bool:
    """Whether nothing that is others' is closed to ``who``."""
    return services().settings.other_departments == "edit" or not is_of_one_department(who)


def works(who: Person, thing: Any) -> bool:
    """Whether ``who`` works ``thing``: a project, a pursuit, an application."""
    return thing is None or is_free(who) or is_own(who, _hold(thing))


def require_own(who: Person, thing: Any) -> None:
    """Stop here unless ``who`` works ``thing``.

    :raises Forbidden: with a sentence that says who does.
    """
    if not works(who, thing):
        raise Forbidden(
            "Es de otra secretaría: usted puede mirarlo, y lo cambia quien lo lleva o la agencia."
        )


def require_here(who: Person, permission: Permission) -> None:
    """Stop here unless ``who`` may do to what the address names what ``permission`` is about.

    :raises Forbidden: as :func:`require_own`.
    """
    if permission in WORK and not is_free(who):
        require_own(who, _subject())


def can(permission: Permission, thing: Any | None = None) -> bool:
    """Whether who is signed in holds ``permission`` on ``thing``, or on what the page is about."""
    who = person_or_none()
    if who is None or not may(who, permission):
        return False
    if permission not in WORK or is_free(who):
        return True
    return works(who, _subject() if thing is None else thing)


def _hide_others(state: ORMExecuteState) -> None:
    """Leave out of every answer to who may not see others' work what is not their own."""
    if not state.is_select or state.is_column_load or not has_request_context():
        return
    account = g.get("_login_user")
    who = getattr(account, "person", None)
    if who is None or not is_of_one_department(who):
        return
    if "seen" not in g:
        g.seen = _seen_by(who, state.session.connection())
    state.statement = state.statement.options(*g.seen)


def _seen_by(who: Person, connection: Connection) -> list[ORMOption]:
    """What narrows a question to the work of ``who`` and of their department."""
    project, everybody = Project.__table__.c, Person.__table__.c
    written = (project.department, Pursuit.__table__.c.department, everybody.department)
    every = union(*(select(column).distinct() for column in written))
    names = own_names(who, [name for (name,) in connection.execute(every) if name])
    of_projects = [kind for kind in owned().values() if hasattr(kind.model, "project")]
    ids = union(
        select(project.id).where(or_(project.department.in_(names), project.owner_id == who.id)),
        *(
            select(kind.model.__table__.c.project_id).where(_carries(kind, who))
            for kind in of_projects
        ),
    )
    seen = select(ids.subquery().c.id)
    colleagues = select(everybody.id).where(everybody.department.in_(names))
    own: dict[Any, ColumnElement[bool]] = {
        Project: Project.id.in_(seen),
        Match: Match.project_id.in_(seen),
        Tag: or_(Tag.subject_type != "project", Tag.subject_id.in_(seen)),
    }
    for kind in of_projects:
        row = kind.model.__table__.c
        bare = row.department.in_(names) if "department" in row else row.owner_id.in_(colleagues)
        own[kind.model] = or_(
            row.project_id.in_(seen), _carries(kind, who), and_(row.project_id.is_(None), bare)
        )
    return [with_loader_criteria(model, its, include_aliases=True) for model, its in own.items()]


def _carries(kind: Owned, who: Person) -> ColumnElement[bool]:
    return or_(*(kind.model.__table__.c[name] == who.id for name in kind.people))


def install(app: Flask) -> None:
    """Let ``app`` know what is somebody's, and hide others' where the setting says so."""
    app.extensions[_KEY] = {
        "project_id": Owned(model=Project, people=("owner_id",)),
        "pursuit_id": Owned(model=Pursuit, people=("assignee_id", "opened_by"), find=get_pursuit),
        "result_id": Owned(model=Result, people=("person_id",)),
        "feedback_id": Owned(model=Feedback, people=("person_id",)),
    }
    given: Services = app.extensions["puente"]
    if given.settings.other_departments == "none":
        event.listen(given.sessions, "do_orm_execute", _hide_others)
    app.add_template_global(can)
