"""Take an import back: new projects go, changed ones are as they were, what was worked on stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from matcher.audit.chain import chunks
from matcher.audit.record import record
from matcher.db import search
from matcher.db.base import Base
from matcher.db.versions import advance
from matcher.departments.editing import drop_unused
from matcher.errors import Conflict
from matcher.messages import Message
from matcher.projects.applying import said
from matcher.projects.importing import TAGS
from matcher.projects.imports.models import BankImport, ImportedProject
from matcher.projects.imports.running import ADDED, CONFIRMED
from matcher.projects.models import Project
from matcher.projects.queries import SUBJECT, refresh_index
from matcher.tags.models import Scheme, Tag
from matcher.words.language import gettext_noop

_MADE = frozenset({"match", "closed_match", "imported_project"})
"""What a machine writes of a project goes with it; in any other table somebody did."""
_WHY: Mapping[str, str] = {
    "match_feedback": gettext_noop("alguien opinó de sus coincidencias"),
    "decision": gettext_noop("tiene una ficha ¿Vamos?"),
    "pursuit": gettext_noop("tiene seguimiento"),
    "document": gettext_noop("tiene documentos"),
    "draft": gettext_noop("tiene una propuesta"),
    "result": gettext_noop("tiene un resultado"),
}
_ELSEWHERE = gettext_noop("se usa en otra parte")
_CHANGED = gettext_noop("alguien lo cambió después")
_TAGGED = gettext_noop("alguien corrigió sus etiquetas")
_AT_ONCE = 500
_SEARCHED = "search_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """A project that stays as it is, and why."""

    project_id: int
    name: str
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What taking an import back would do: projects that go, that go back, and that stay."""

    gone: tuple[int, ...]
    back: tuple[int, ...]
    stays: tuple[Staying, ...]


def undoing(session: Session, one: BankImport) -> Undoing:
    """What undoing ``one`` would do now."""
    used = _used(session, one)
    tagged = _tagged_since(session, one)
    gone: list[int] = []
    back: list[int] = []
    stays: list[Staying] = []
    query = (
        select(
            ImportedProject.project_id,
            ImportedProject.version,
            ImportedProject.before.is_(None).label("new"),
            Project.version.label("present"),
            Project.name,
        )
        .join(Project, Project.id == ImportedProject.project_id)
        .where(ImportedProject.import_id == one.id)
        .order_by(ImportedProject.project_id)
    )
    for row in session.execute(query):
        why = _CHANGED if row.present != row.version else None
        why = why or (_TAGGED if row.project_id in tagged else None)
        why = why or (used.get(row.project_id) if row.new else None)
        if why:
            stays.append(Staying(project_id=row.project_id, name=row.name, why=Message(why)))
        else:
            (gone if row.new else back).append(row.project_id)
    return Undoing(gone=tuple(gone), back=tuple(back), stays=tuple(stays))


def undo(session: Session, one: BankImport, *, by: int, at: datetime) -> Undoing:
    """Take ``one`` back, and say what was done.

    :raises Conflict: where it was taken back already, or somebody changes a project right now.
    """
    if one.undone_at is not None:
        raise Conflict("Esta importación ya se deshizo.")
    found = undoing(session, one)
    for project_id in found.back:
        _give_back(session, one, project_id, by=by, at=at)
    for few in chunks(found.gone, _AT_ONCE):
        _take_away(session, few)
    session.flush()
    drop_unused(session, (one.found or {}).get(ADDED, []))
    one.undone_at, one.undone_by = at, by
    record(
        session,
        at=at,
        person_id=by,
        action="import.undone",
        subject_type="import",
        subject_id=one.id,
        file=one.filename,
        removed=len(found.gone),
        restored=len(found.back),
        stayed=len(found.stays),
    )
    refresh_index(session)
    return found


def _of_import(one: BankImport) -> Any:
    return select(ImportedProject.project_id).where(ImportedProject.import_id == one.id)


def _used(session: Session, one: BankImport) -> dict[int, str]:
    """Project → why it cannot go: the tables themselves say what refers to a project."""
    found: dict[int, str] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in _MADE:
            continue
        for key in table.foreign_keys:
            if key.column is Project.__table__.c.id:
                why = _WHY.get(table.name, _ELSEWHERE)
                asked = select(key.parent).where(key.parent.in_(_of_import(one))).distinct()
                found |= dict.fromkeys(session.scalars(asked), why)
    return found


def _tagged_since(session: Session, one: BankImport) -> set[int]:
    """The projects whose tags a person judged after the import did."""
    asked = select(Tag.subject_id).where(
        Tag.subject_type == "project",
        Tag.origin == "person",
        Tag.at > one.asked_at,
        Tag.subject_id.in_(_of_import(one)),
    )
    return set(session.scalars(asked))


def _take_away(session: Session, ids: Sequence[int]) -> None:
    for table in _about_subjects():
        session.execute(
            delete(table).where(table.c.subject_type == "project", table.c.subject_id.in_(ids))
        )
    search.forget(session, SUBJECT, ids)
    session.execute(
        delete(Project).where(Project.id.in_(ids)),
        execution_options={"synchronize_session": False},
    )


def _about_subjects() -> Iterator[Table]:
    """What is written of a thing by its kind and number; the trail of what was done stays."""
    for table in Base.metadata.sorted_tables:
        if "subject_id" in table.c and table.name not in ("audit_entry", _SEARCHED):
            yield table


def _give_back(
    session: Session, one: BankImport, project_id: int, *, by: int, at: datetime
) -> None:
    kept = session.get_one(ImportedProject, (one.id, project_id))
    project = session.get_one(Project, project_id)
    late = Message("«%(name)s» cambió en este momento. Inténtelo otra vez.", name=project.name)
    advance(session, project, seen=kept.version, conflict=late)
    before = dict(kept.before or {})
    project.confirmed_at = datetime.fromisoformat(before.pop(CONFIRMED))
    for name, value in before.items():
        if scheme := TAGS.get(name):
            _give_back_tags(session, one, project, scheme, value or [], by=by, at=at)
        elif name.startswith("extra."):
            heading = name.removeprefix("extra.")
            rest = {key: held for key, held in project.extra.items() if key != heading}
            project.extra = rest if value is None else rest | {heading: value}
        else:
            setattr(project, name, _typed(name, value))
    project.updated_at = at
    record(
        session,
        at=at,
        person_id=by,
        action="project.import-undone",
        subject_type="project",
        subject_id=project.id,
        after=before,
    )


def _give_back_tags(
    session: Session,
    one: BankImport,
    project: Project,
    scheme: Scheme,
    codes: Sequence[str],
    *,
    by: int,
    at: datetime,
) -> None:
    """Take away what the import said of the tags; what it had struck out counts again."""
    given = select(Tag).where(
        Tag.subject_type == "project",
        Tag.subject_id == project.id,
        Tag.scheme == scheme,
        Tag.origin == "person",
        Tag.at == one.asked_at,
    )
    for tag in session.scalars(given):
        if tag.code in codes and not tag.assigned:
            again = said(project, scheme, tag.code, yes=True, by=by, at=at)
            again.id = tag.id
            session.merge(again)
        else:
            session.delete(tag)


def _typed(name: str, value: Any) -> Any:
    """``value`` as its column holds it; JSON keeps sums and days as text."""
    kind = Project.__table__.c[name].type.python_type
    if not isinstance(value, str) or kind is str:
        return value
    return Decimal(value) if kind is Decimal else date.fromisoformat(value)
