"""Read and change the project bank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal_column, or_, select
from sqlalchemy.orm import QueryableAttribute, Session, load_only

from matcher.audit.record import record
from matcher.db import search
from matcher.db.search_sql import matches
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.messages import Message
from matcher.projects.models import Project
from matcher.text import key_after, start_after
from matcher.words.language import gettext_noop

SUBJECT = "project"
PAGE = 50
STALE = timedelta(days=92)
"""A project nobody confirmed for a quarter stops matching."""
_BY_NAME = func.lower(func.substr(Project.name, literal_column("1"), literal_column("200")))
"""What the bank is sorted by, written as its index is."""
_TAKEN = gettext_noop("El código %(code)s acaba de quedar en otro proyecto. Escriba otro.")
FIELDS = (
    "code",
    "name",
    "summary",
    "description",
    "problem",
    "objective",
    "department",
    "contact_name",
    "contact_email",
    "programme",
    "place",
    "beneficiaries",
    "beneficiary_count",
    "stage",
    "total_cost",
    "total_cost_currency",
    "amount_sought",
    "amount_sought_currency",
    "counterpart",
    "counterpart_currency",
    "starts_on",
    "duration_months",
    "partners",
    "documents",
    "modalities",
    "public",
)
_SEARCHED = (
    "code",
    "summary",
    "description",
    "problem",
    "objective",
    "department",
    "programme",
    "place",
    "beneficiaries",
    "partners",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter:
    """What somebody asked for; an empty field asks for nothing."""

    words: str = ""
    department: str = ""
    stage: str = ""
    archived: bool = False
    to_confirm_at: datetime | None = None
    """Only projects nobody has confirmed for a quarter at this instant."""
    extra: tuple[ColumnElement[bool], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the whole bank was asked for."""
        return self != ProjectFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """One page of projects by name; ``after`` continues it, ``None`` at the end."""

    projects: list[Project]
    total: int
    after: str | None


def get_project(session: Session, project_id: int) -> Project:
    """The project with this id.

    :raises NotFound: if there is none.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("Este proyecto no existe.")
    return project


def find_projects(
    session: Session,
    wanted: ProjectFilter,
    *,
    after: str | None = None,
    limit: int = PAGE,
    shown: Sequence[QueryableAttribute[Any]] = (),
) -> ProjectPage:
    """One page of the projects ``wanted``, by name.

    :param shown: the columns that are read, where not all are.
    """
    query = select(Project).options(load_only(*shown)) if shown else select(Project)
    if wanted.words.strip():
        found = matches(session, SUBJECT, wanted.words)
        if found is None:
            return ProjectPage(projects=[], total=0, after=None)
        query = query.join(found, found.c.subject_id == Project.id)
    archived = Project.archived_at
    query = query.where(archived.is_not(None) if wanted.archived else archived.is_(None))
    if wanted.department:
        query = query.where(Project.department == wanted.department)
    if wanted.stage:
        query = query.where(Project.stage == wanted.stage)
    if wanted.to_confirm_at:
        query = query.where(Project.confirmed_at < wanted.to_confirm_at - STALE)
    query = query.where(*wanted.extra)
    asked = query.with_only_columns(Project.id).subquery()
    total = session.scalar(select(func.count()).select_from(asked)) or 0
    key = _BY_NAME
    if (start := start_after(str, after)) is not None:
        name, last_id = start
        query = query.where(or_(key > name, (key == name) & (Project.id > last_id)))
    rows = session.execute(query.add_columns(key).order_by(key, Project.id).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return ProjectPage(
        projects=[row[0] for row in rows[:limit]],
        total=total,
        after=key_after(last[1], last[0].id) if last else None,
    )


def departments(session: Session) -> list[str]:
    """The secretarías that have projects."""
    return list(
        session.scalars(
            select(Project.department)
            .where(Project.department.is_not(None))
            .distinct()
            .order_by(Project.department)
        )
    )


def is_stale(project: Project, *, now: datetime) -> bool:
    """Whether nobody has said for a quarter that the project still stands."""
    return project.archived_at is None and project.confirmed_at < now - STALE


def save_project(
    session: Session,
    project: Project | None,
    values: Mapping[str, Any],
    *,
    person_id: int,
    at: datetime,
    version: int | None = None,
) -> Project:
    """Write ``values`` (of :data:`FIELDS`) into ``project``, or into a new one.

    :param version: the version the person saw; a newer one in the database is a conflict.
    :raises Conflict: if somebody else has changed the project since.
    :raises InvalidInput: without a name, or with a code another project has.
    """
    if not str(values.get("name") or "").strip():
        raise InvalidInput("Escriba el nombre del proyecto.", field="name")
    _check_code(session, values.get("code"), project)
    new = project is None
    if project is None:
        project = Project(
            owner_id=person_id, created_at=at, updated_at=at, confirmed_at=at, extra={}, version=1
        )
    seen = project.version if version is None else version
    if not new and project.version != seen:
        raise Conflict(_changed(project))
    changes = _changes(project, values)
    if not changes:
        return project
    if new:
        session.add(project)
    else:
        advance(session, project, seen=seen, conflict=_changed(project))
    for name in changes:
        setattr(project, name, values[name])
    project.updated_at = project.confirmed_at = at
    flush_first(session, InvalidInput(_TAKEN, field="code", code=values.get("code")))
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=project.id,
        action="project.added" if new else "project.changed",
        changes=changes,
    )
    return project


def _changes(project: Project, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field → what it says now and what it is to say, of those that differ."""
    return {
        name: [_plain(getattr(project, name)), _plain(value)]
        for name, value in values.items()
        if name in FIELDS and getattr(project, name) != value
    }


def _changed(project: Project) -> Message:
    return Message("«%(name)s» cambió mientras usted lo editaba.", name=project.name)


def _check_code(session: Session, code: str | None, project: Project | None) -> None:
    if not code:
        return
    taken = session.scalar(select(Project).where(Project.code == code))
    if taken is not None and taken is not project:
        raise InvalidInput(
            "El código %(code)s ya es de «%(name)s».", code=code, name=taken.name, field="code"
        )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | list) else str(value)


def confirm(session: Session, project: Project, *, person_id: int, at: datetime) -> None:
    """Say that the project still stands: it matches for another quarter."""
    project.confirmed_at = at
    record(
        session,
        at=at,
        person_id=person_id,
        action="project.confirmed",
        subject_type=SUBJECT,
        subject_id=project.id,
    )


def archive(
    session: Session, project: Project, *, archived: bool, person_id: int, at: datetime
) -> None:
    """Put a project away, or bring it back. It is never deleted."""
    project.archived_at = at if archived else None
    if not archived:
        project.confirmed_at = at
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=project.id,
        action="project.archived" if archived else "project.restored",
    )


def refresh_index(session: Session) -> int:
    """Make what changed in the bank findable; how many."""
    session.flush()
    stale = search.stale(session, SUBJECT, Project.id, cast(Project.version, Text))
    changed = (
        project
        for first in range(0, len(stale), search.TOGETHER)
        for project in session.scalars(
            select(Project).where(Project.id.in_(stale[first : first + search.TOGETHER]))
        )
    )
    return search.index(session, SUBJECT, map(_document, changed))


def _document(project: Project) -> search.Searchable:
    return search.Searchable(
        id=project.id,
        stamp=str(project.version),
        title=project.name,
        text=" ".join(str(getattr(project, n)) for n in _SEARCHED if getattr(project, n)),
        language="es",
    )
