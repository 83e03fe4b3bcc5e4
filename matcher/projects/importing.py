"""Import a project table: first a plan that says what would happen, row by row; then do it.

An empty cell never erases what the bank knows. Rows that cannot be read are left out and
reported; the others go in.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict
from matcher.messages import Message
from matcher.people.models import Person
from matcher.projects.columns import (
    BY_FIELD,
    WHAT_TO_FIX,
    ColumnHeading,
    heading_of,
    match_headings,
)
from matcher.projects.models import Project
from matcher.projects.reading import Problem, ReadRow, read_row
from matcher.projects.tables import Table, TableRow, read_table
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.models import Scheme, Tag
from matcher.tags.queries import assigned_tags
from matcher.tags.queries import lines as lines_of
from matcher.text import fold

__all__ = ["ImportPlan", "ImportResult", "apply_import", "plan_import", "read_table"]

Outcome = Literal["new", "changed", "same", "rejected"]
_TAKEN = (
    "Alguien guardó un proyecto con uno de los códigos de la tabla mientras usted la revisaba. "
    "Vuelva a cargarla para ver cómo quedó: no se importó nada."
)
TOLD_EVERY = 100
_TAGS: dict[str, Scheme] = {"lines": "line", "ods": "ods"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that would change, with its heading."""

    field: str
    heading: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What would happen to one row. ``project_id`` and ``version`` are of the known project."""

    row: TableRow
    outcome: Outcome
    reading: ReadRow
    project_id: int | None = None
    version: int | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The project's name as the row gives it; empty where it gives none."""
        return str(self.reading.values.get("name", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing a table would do. ``warnings`` are sentences for the officer."""

    table: Table
    headings: tuple[ColumnHeading, ...]
    rows: tuple[PlannedRow, ...]
    warnings: tuple[str, ...]

    def of(self, outcome: Outcome) -> tuple[PlannedRow, ...]:
        """The rows with that outcome, in the table's order."""
        return tuple(row for row in self.rows if row.outcome == outcome)

    def counts(self) -> dict[str, int]:
        """How many rows have each outcome; all four are named."""
        found = Counter(row.outcome for row in self.rows)
        return {name: found[name] for name in ("new", "changed", "same", "rejected")}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in the table's order."""
        return tuple(problem for row in self.rows for problem in row.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: numbers of projects, and the ids of those new or changed."""

    new: int
    changed: int
    same: int
    rejected: int
    ids: tuple[int, ...]


def plan_import(
    session: Session,
    table: Table,
    *,
    lines: Mapping[str, str] | None = None,
    done: Callable[[int, int], object] = lambda *_: None,
) -> ImportPlan:
    """Compare ``table`` with the bank and say what importing it would do; nothing is written.

    A project is known by its code, else by name and department. ``lines`` are the agency's
    thematic lines (code to name); by default those of the database. ``done`` is told how many
    rows of how many were looked at, now and then.
    """
    names = lines if lines is not None else line_names(session)
    found = match_headings(table.headings)
    headings = tuple(heading for heading in found if heading.text != WHAT_TO_FIX)
    bank = _Bank.load(session)
    seen: dict[object, int] = {}
    rows: list[PlannedRow] = []
    for row in table.rows:
        rows.append(_plan_row(row, read_row(row, headings, lines=names), bank=bank, seen=seen))
        if len(rows) % TOLD_EVERY == 0 or len(rows) == len(table.rows):
            done(len(rows), len(table.rows))
    told = _about_headings(headings)
    told += [warning for row in rows if not row.problems for warning in row.reading.warnings]
    return ImportPlan(table=table, headings=headings, rows=tuple(rows), warnings=tuple(told))


def line_names(session: Session) -> dict[str, str]:
    """The agency's thematic lines, code to name; the default ones while it has none of its own."""
    return {one.code: one.name for one in lines_of(session) or load_taxonomy().lines}


def _about_headings(headings: Iterable[ColumnHeading]) -> list[str]:
    found: list[str] = []
    for heading in headings:
        if heading.guessed and heading.column:
            found.append(
                Message(
                    "La columna «%(heading)s» se leyó como «%(column)s».",
                    heading=heading.text,
                    column=heading.column.heading,
                )
            )
        if heading.scale > 1:
            found.append(
                Message(
                    "Los valores de «%(heading)s» se multiplicaron por %(factor)s.",
                    heading=heading.text,
                    factor=Decimal(heading.scale),
                )
            )
        if heading.column is None:
            found.append(
                Message(
                    "La columna «%(heading)s» no se reconoce; se guarda tal como está.",
                    heading=heading.text,
                )
            )
    return found


@dataclass(slots=True)
class _Bank:
    """The projects there are, by what they are known by."""

    by_code: dict[str, Project] = field(default_factory=dict)
    by_name: dict[str, list[Project]] = field(default_factory=lambda: defaultdict(list))
    tags: Mapping[int, list[Tag]] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> "_Bank":
        bank = cls()
        projects = list(session.scalars(select(Project).order_by(Project.id)))
        for project in projects:
            if project.code:
                bank.by_code[_key(project.code)] = project
            bank.by_name[_key(project.name)].append(project)
        bank.tags = assigned_tags(session, "project", [project.id for project in projects])
        return bank

    def find(self, values: Mapping[str, Any]) -> list[Project]:
        """The projects a row may mean: one, none, or several where it does not say enough."""
        code = _key(values.get("code"))
        if code and code in self.by_code:
            return [self.by_code[code]]
        named = self.by_name.get(_key(values["name"]), [])
        if code:
            named = [project for project in named if not project.code]
        if "department" in values:
            wanted = _key(values["department"])
            named = [project for project in named if _key(project.department) in (wanted, "")]
        return named

    def codes(self, project: Project, scheme: Scheme) -> list[str]:
        """The codes assigned to a project, in the order an import reads them."""
        codes = [tag.code for tag in self.tags.get(project.id, []) if tag.scheme == scheme]
        return sorted(codes, key=int) if scheme == "ods" else sorted(codes)


def _key(text: object) -> str:
    return " ".join(fold(str(text or "")).split())


def _plan_row(
    row: TableRow, reading: ReadRow, *, bank: _Bank, seen: dict[object, int]
) -> PlannedRow:
    refused = PlannedRow(row=row, outcome="rejected", reading=reading, problems=reading.problems)
    if reading.problems:
        return refused
    known = bank.find(reading.values)
    if len(known) > 1:
        return replace(refused, problems=(_several(reading, known),))
    project = known[0] if known else None
    for identity in _identities(reading, project):
        if (first := seen.setdefault(identity, row.number)) != row.number:
            return replace(refused, problems=(_repeated(reading, first),))
    if project is None:
        return replace(refused, outcome="new")
    changes = tuple(_changes(project, reading, bank))
    return replace(
        refused,
        outcome="changed" if changes else "same",
        project_id=project.id,
        version=project.version,
        changes=changes,
    )


def _identities(reading: ReadRow, project: Project | None) -> list[object]:
    """All a later row could be the same by."""
    values = reading.values
    found: list[object] = [project.id] if project else []
    if code := _key(values.get("code")):
        return [*found, ("code", code)]
    return [*found, ("name", _key(values["name"]), _key(values.get("department")))]


def _repeated(reading: ReadRow, first: int) -> Problem:
    text = (
        f"Fila {reading.number}: «{reading.values['name']}» ya está en la fila {first}. Deje una"
        " sola fila por proyecto, o deles códigos distintos."
    )
    return Problem(row=reading.number, column=BY_FIELD["name"].heading, text=text)


def _several(reading: ReadRow, known: list[Project]) -> Problem:
    codes = ", ".join(
        project.code or f"sin código, {project.department or 'sin secretaría'}" for project in known
    )
    text = (
        f"Fila {reading.number}: hay {len(known)} proyectos llamados «{reading.values['name']}»"
        f" ({codes}). Escriba el código o la secretaría para saber cuál es."
    )
    return Problem(row=reading.number, column=BY_FIELD["code"].heading, text=text)


def _changes(project: Project, reading: ReadRow, bank: _Bank) -> Iterable[Change]:
    for name, after in reading.values.items():
        scheme = _TAGS.get(name)
        before = bank.codes(project, scheme) if scheme else getattr(project, name)
        if scheme == "line":
            after = sorted(after)
        if before != after:
            yield Change(field=name, heading=heading_of(name), before=before, after=after)
    for heading, after in reading.extra.items():
        before = project.extra.get(heading)
        if before != after:
            yield Change(field=f"extra.{heading}", heading=heading, before=before, after=after)


def apply_import(
    session: Session, plan: ImportPlan, *, by: int | None, at: datetime, owner: int | None = None
) -> ImportResult:
    """Write what ``plan`` says: new projects, changed fields, and an audit entry for each.

    ``by`` is the person's id, ``None`` for the service itself. A line or ODS that the table
    states counts as said by that person. ``owner`` (``by`` without it) answers for what is new,
    and for what the table names and nobody answered for. The caller commits.

    :raises Conflict: where a project changed after the plan was made.
    """
    ids = _create(session, plan.of("new"), by=by, owner=owner or by, at=at)
    ids += [_change(session, row, by=by, at=at).id for row in plan.of("changed")]
    if owner is not None:
        known = [row.project_id for row in plan.rows if row.outcome in ("changed", "same")]
        _give_owner(session, known, owner=owner, by=by, at=at)
    return ImportResult(ids=tuple(ids), **plan.counts())


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
        for name, scheme in _TAGS.items():
            for code in values.get(name, []):
                session.add(_said(project, scheme, code, yes=True, by=by, at=at))
        record(
            session,
            at=at,
            person_id=by,
            action="project.imported",
            subject_type="project",
            subject_id=project.id,
            row=row.row.number,
            after={name: _plain(value) for name, value in values.items()},
        )
    session.flush()
    return [project.id for project in projects]


def _project(reading: ReadRow, *, owner: int | None, at: datetime) -> Project:
    values = {name: value for name, value in reading.values.items() if name not in _TAGS}
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
        if change.field in _TAGS:
            _set_tags(session, project, _TAGS[change.field], change.after, by=by, at=at)
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
        before={change.heading: _plain(change.before) for change in row.changes},
        after={change.heading: _plain(change.after) for change in row.changes},
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
        said = _said(project, scheme, code, yes=wanted, by=by, at=at)
        if tag is not None:
            said.id = tag.id
        session.merge(said)


def _said(
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


def _plain(value: Any) -> Any:
    """``value`` as JSON can keep it."""
    return str(value) if isinstance(value, Decimal | date) else value
