"""Plan the import of a project table: what would happen, row by row; ``applying`` does it.

An empty cell never erases what the bank knows. Rows that cannot be read are left out and
reported; the others go in.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.departments.names import DepartmentNames, department_names
from matcher.departments.unknown import UnknownDepartment, unknown_departments
from matcher.messages import Message, joined
from matcher.projects.columns import (
    BY_FIELD,
    WHAT_TO_FIX,
    heading_of,
)
from matcher.projects.headings import ColumnHeading, match_headings
from matcher.projects.models import Project
from matcher.projects.national.labels import PLACES
from matcher.projects.reading import Problem, ReadRow, read_row
from matcher.projects.tables.table import Table, TableRow
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.models import Scheme, Tag
from matcher.tags.queries import assigned_tags
from matcher.tags.queries import lines as lines_of
from matcher.text import fold

Outcome = Literal["new", "changed", "same", "rejected"]
TOLD_EVERY = 100
TAGS: dict[str, Scheme] = {"lines": "line", "ods": "ods"}


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
    """What importing a table would do. ``warnings`` are sentences for the officer.

    ``unknown`` are the departments no list has; the warnings tell them too.
    """

    table: Table
    headings: tuple[ColumnHeading, ...]
    rows: tuple[PlannedRow, ...]
    warnings: tuple[str, ...]
    unknown: tuple[UnknownDepartment, ...] = ()

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


def plan_import(
    session: Session,
    table: Table,
    *,
    lines: Mapping[str, str] | None = None,
    done: Callable[[int, int], object] = lambda *_: None,
    works: Callable[[Project], bool] = lambda _: True,
    called: Mapping[str, str] = MappingProxyType({}),
) -> ImportPlan:
    """Compare ``table`` with the bank and say what importing it would do; nothing is written.

    A project is known by its code, else by name and department. ``lines`` are the agency's
    thematic lines (code to name); by default those of the database. ``done`` is told how many
    rows of how many were looked at, now and then. Rows of a project that whoever imports does not
    work (``works``) are left out. ``called`` says of a department of the table which it is.
    """
    names = lines if lines is not None else line_names(session)
    found = match_headings(table.headings)
    headings = tuple(heading for heading in found if heading.text != WHAT_TO_FIX)
    bank = _Bank.load(session, works=works)
    departments = department_names(session)
    seen: dict[object, TableRow] = {}
    rows: list[PlannedRow] = []
    for row in table.rows:
        reading = _as_listed(read_row(row, headings, lines=names), departments, called)
        rows.append(_plan_row(row, reading, bank=bank, seen=seen))
        if len(rows) % TOLD_EVERY == 0 or len(rows) == len(table.rows):
            done(len(rows), len(table.rows))
    told: list[str] = [*table.notes, *_about_headings(headings, table.made)]
    told += [warning for row in rows if not row.problems for warning in row.reading.warnings]
    named = (row.reading.values.get("department") for row in rows if not row.problems)
    unknown = unknown_departments(named, departments)
    told += [one.told for one in unknown]
    return ImportPlan(
        table=table, headings=headings, rows=tuple(rows), warnings=tuple(told), unknown=unknown
    )


def _as_listed(
    reading: ReadRow, departments: DepartmentNames, called: Mapping[str, str]
) -> ReadRow:
    """With its department as the list has it, whatever the table calls it."""
    named = reading.values.get("department") or ""
    chosen = called.get(named, named)
    known = departments.called(chosen) or (chosen if chosen != named else None)
    return replace(reading, values={**reading.values, "department": known}) if known else reading


def _of_others(reading: ReadRow, project: Project) -> Problem:
    text = Message(
        "%(place)s: «%(name)s» es de otra secretaría. Pida el cambio a quien lleva el proyecto.",
        place=reading.place,
        name=project.name,
    )
    return Problem(row=reading.number, column=BY_FIELD["department"].heading, text=text)


def line_names(session: Session) -> dict[str, str]:
    """The agency's thematic lines, code to name; the default ones while it has none of its own."""
    return {one.code: one.name for one in lines_of(session) or load_taxonomy().lines}


def _about_headings(headings: Sequence[ColumnHeading], made: Sequence[str]) -> list[Message]:
    found: list[Message] = []
    # Of a national sheet every heading is known; where the bank has no field, it stays as it is.
    national = any(heading.text == PLACES for heading in headings)
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
        if heading.column is None and not national and heading.text not in made:
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
    works: Callable[[Project], bool] = lambda _: True

    @classmethod
    def load(cls, session: Session, *, works: Callable[[Project], bool]) -> "_Bank":
        bank = cls(works=works)
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
    row: TableRow, reading: ReadRow, *, bank: _Bank, seen: dict[object, TableRow]
) -> PlannedRow:
    refused = PlannedRow(row=row, outcome="rejected", reading=reading, problems=reading.problems)
    if reading.problems:
        return refused
    known = bank.find(reading.values)
    if len(known) > 1:
        return replace(refused, problems=(_several(reading, known),))
    project = known[0] if known else None
    if project is not None and not bank.works(project):
        return replace(refused, problems=(_of_others(reading, project),))
    for identity in _identities(reading, project):
        if (first := seen.setdefault(identity, row)) is not row:
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


def _repeated(reading: ReadRow, first: TableRow) -> Problem:
    text = Message(
        "%(place)s: «%(name)s» ya está antes (%(first)s). Déjelo una sola vez, o dé códigos "
        "distintos a los dos.",
        place=reading.place,
        name=reading.values["name"],
        first=first.place,
    )
    return Problem(row=reading.number, column=BY_FIELD["name"].heading, text=text)


def _several(reading: ReadRow, known: list[Project]) -> Problem:
    text = Message(
        "%(place)s: hay %(count)s proyectos llamados «%(name)s» (%(codes)s). Escriba el código o "
        "la secretaría para saber cuál es.",
        place=reading.place,
        count=len(known),
        name=reading.values["name"],
        codes=joined([_told_apart(project) for project in known], between=", "),
    )
    return Problem(row=reading.number, column=BY_FIELD["code"].heading, text=text)


def _told_apart(project: Project) -> Message:
    """What tells a project from others of its name."""
    if project.code:
        return Message("%(code)s", code=project.code)
    department = project.department or Message("sin secretaría")
    return Message("sin código, %(department)s", department=department)


def _changes(project: Project, reading: ReadRow, bank: _Bank) -> Iterable[Change]:
    for name, after in reading.values.items():
        scheme = TAGS.get(name)
        before = bank.codes(project, scheme) if scheme else getattr(project, name)
        if scheme == "line":
            after = sorted(after)
        if before != after:
            yield Change(field=name, heading=heading_of(name), before=before, after=after)
    for heading, after in reading.extra.items():
        before = project.extra.get(heading)
        if before != after:
            yield Change(field=f"extra.{heading}", heading=heading, before=before, after=after)
