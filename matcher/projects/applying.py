"""Do what the plan of an import says: new projects, changed fields, an audit entry for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict
from matcher.messages import Message
from matcher.people.models import Person
from matcher.projects.importing import TAGS, ImportPlan, PlannedRow
from matcher.projects.models import Project
from matcher.projects.reading import ReadRow
from matcher.tags.models import Scheme, Tag
from matcher.words.language import gettext_noop

_TAKEN = gettext_noop(
    "Alguien guardó un proyecto con uno de los códigos de la tabla mientras usted la revisaba. "
    "Vuelva a cargarla para ver cómo quedó: no se importó nada."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: numbers of projects, and the ids of those new or changed."""

    new: int
    changed: int
    same: int
    rejected: int
    ids: tuple[int, ...]


def apply_import(
    session: Session, plan: ImportPlan, *, by: int | None, at: datetime, owner: int | None = None
) -> ImportResult:
    """Write what ``plan`` says: new projects, changed fields, and an audit entry for each.

    ``by`` is the person's id, ``None`` for the service itself. A line or ODS that the table
    states counts as said by that person. ``owner`` (``by`` without it) answers for what is new,
    and for what the table names and nobody answered for. The caller commits.

    :raises Conflict: where a project changed after the plan was made.
    """
    rows = [*plan.of("new"), *plan.of("changed")]
    ids = apply_rows(session, rows, by=by, owner=owner or by, at=at)
    if owner is not None:
        known = [row.project_id for row in plan.rows if row.outcome in ("changed", "same")]
        _give_owner(session, known, owner=owner, by=by, at=at)
    return ImportResult(ids=tuple(ids), **plan.counts())


def apply_rows(
    session: Session,
    rows: Sequence[PlannedRow],
    *,
    by: int | None,
    owner: int | None,
    at: datetime,
) -> list[int]:
    """Write some rows of a plan, the new ones before the changed; the ids of their projects.

    :raises Conflict: where a project changed after the plan was made.
    """
    new = [row for row in rows if row.outcome == "new"]
    changed = [row for row in rows if row.outcome == "changed"]
    ids = _create(session, new, by=by, owner=owner, at=at)
    return ids + [_change(session, row, by=by, at=at).id for row in changed]


def _give_owner(
    session: Session, ids: Sequence[int | None], *, owner: int, by: int | None, at: datetime
) -> None:
    """Make ``owner`` answer for those of ``ids`` that nobody answers for."""
    name = session.get_one(Person, owner).name
    for project_id in ids:
        project = session.get(Project, project_id)
        if project is not None and project.owner_id is None:
            project.owner_id = owner
            record(
                session,
                at=at,
                person_id=by,
                action="project.owner-given",
                subject_type="project",
                subject_id=project.id,
                owner=name,
            )


def _create(
    session: Session,
    rows: Sequence[PlannedRow],
    *,
    by: int | None,
    owner: int | None,
    at: datetime,
) -> list[int]:
    """Add all the new projects at once, then what hangs on their ids."""
    projects = [_project(row.reading, owner=owner, at=at) for row in rows]
    session.add_all(projects)
    flush_first(session, Conflict(_TAKEN))
    for row, project in zip(rows, projects, strict=True):
        values = row.reading.values
        for name, scheme in TAGS.items():
            for code in values.get(name, []):
                session.add(said(project, scheme, code, yes=True, by=by, at=at))
        record(
            session,
            at=at,
            person_id=by,
            action="project.imported",
            subject_type="project",
            subject_id=project.id,
            row=row.row.number,
            after={name: plain(value) for name, value in values.items()},
        )
    session.flush()
    return [project.id for project in projects]


def _project(reading: ReadRow, *, owner: int | None, at: datetime) -> Project:
    values = {name: value for name, value in reading.values.items() if name not in TAGS}
    return Project(
        **values,
        extra=dict(reading.extra),
        owner_id=owner,
        created_at=at,
        updated_at=at,
        confirmed_at=at,
    )


def _change(session: Session, row: PlannedRow, *, by: int | None, at: datetime) -> Project:
    project = session.get(Project, row.project_id)
    late = Message(
        "«%(name)s» cambió mientras usted revisaba la importación. Vuelva a cargar la tabla para "
        "ver cómo quedó.",
        name=row.name,
    )
    if project is None or row.version is None:
        raise Conflict(late)
    advance(session, project, seen=row.version, conflict=late)
    for change in row.changes:
        if change.field in TAGS:
            _set_tags(session, project, TAGS[change.field], change.after, by=by, at=at)
        elif change.field.startswith("extra."):
            project.extra = {**project.extra, change.heading: change.after}
        else:
            setattr(project, change.field, change.after)
    project.updated_at = project.confirmed_at = at
    flush_first(session, Conflict(_TAKEN))
    record(
        session,
        at=at,
        person_id=by,
        action="project.imported",
        subject_type="project",
        subject_id=project.id,
        row=row.row.number,
        before={change.heading: plain(change.before) for change in row.changes},
        after={change.heading: plain(change.after) for change in row.changes},
    )
    return project


def _set_tags(
    session: Session,
    project: Project,
    scheme: Scheme,
    codes: Sequence[str],
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Make exactly ``codes`` count for the project; what already agrees keeps its origin."""
    query = select(Tag).where(
        Tag.subject_type == "project", Tag.subject_id == project.id, Tag.scheme == scheme
    )
    known = {tag.code: tag for tag in session.scalars(query)}
    for code in {*known, *codes}:
        tag, wanted = known.get(code), code in codes
        if tag is not None and tag.assigned == wanted:
            continue
        now_said = said(project, scheme, code, yes=wanted, by=by, at=at)
        if tag is not None:
            now_said.id = tag.id
        session.merge(now_said)


def said(
    project: Project, scheme: Scheme, code: str, *, yes: bool, by: int | None, at: datetime
) -> Tag:
    """A person's yes or no, which no model touches."""
    return Tag(
        subject_type="project",
        subject_id=project.id,
        scheme=scheme,
        code=code,
        score=float(yes),
        assigned=yes,
        evidence=[],
        origin="person",
        model_version=None,
        person_id=by,
        at=at,
    )


def plain(value: Any) -> Any:
    """``value`` as JSON can keep it."""
    return str(value) if isinstance(value, Decimal | date) else value
