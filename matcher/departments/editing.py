"""Add a department, rename it, make two one, retire it; all that names it follows."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.base import Base
from matcher.departments.models import Department
from matcher.departments.names import department_names, key_of
from matcher.errors import Conflict, InvalidInput, check_length

LONGEST = 200


def add_department(session: Session, name: str, *, person_id: int, at: datetime) -> Department:
    """Put a department on the list.

    :raises InvalidInput: without a name, or for one that is there.
    """
    clean = _checked(name)
    if known := department_names(session).called(clean):
        raise InvalidInput("Ya está en la lista: «%(name)s».", name=known, field="name")
    department = Department(name=clean)
    session.add(department)
    session.flush()
    _note(session, department, "added", person_id=person_id, at=at, after=clean)
    return department


def rename_department(
    session: Session,
    department: Department,
    name: str,
    *,
    person_id: int,
    at: datetime,
    seen: str | None = None,
) -> int:
    """Give it another name, by which all that names it goes from now on; how many rows did.

    The former name still means it, in tables that are brought in and programs that write.

    :param seen: the name that was on the screen.
    :raises Conflict: if it goes by another name by now.
    :raises InvalidInput: without a name, or for that of another.
    """
    clean, old = _checked(name), department.name if seen is None else seen
    if clean in {old, department.name}:
        return 0
    _refuse_anothers(session, department, clean)
    _hold(session, department, Department.name == old)
    session.execute(
        delete(Department).where(Department.name == clean, Department.known_as_id.is_not(None))
    )
    department.name = clean
    session.flush()
    session.add(Department(name=old, known_as_id=department.id))
    moved = _move(session, old, clean)
    _note(session, department, "renamed", person_id=person_id, at=at, before=old, after=clean)
    return moved


def merge_departments(
    session: Session, department: Department, into: Department, *, person_id: int, at: datetime
) -> int:
    """Make ``department`` another name of ``into``; how many rows follow.

    :raises Conflict: if one of them has become another name meanwhile.
    :raises InvalidInput: for the same one twice.
    """
    if department.id == into.id:
        raise InvalidInput("Escoja otra secretaría: es la misma.", field="into")
    for one in sorted((department, into), key=lambda one: one.id):  # in one order: no deadlock
        _hold(session, one, Department.name == one.name)
    former = update(Department).where(Department.known_as_id == department.id)
    session.execute(former.values(known_as_id=into.id))
    department.known_as_id, department.retired_at = into.id, None
    session.flush()
    moved = _move(session, department.name, into.name)
    _note(
        session,
        into,
        "merged",
        person_id=person_id,
        at=at,
        before=department.name,
        after=into.name,
    )
    return moved


def retire_department(
    session: Session, department: Department, *, retired: bool, person_id: int, at: datetime
) -> None:
    """Offer it no more, or again; what names it keeps its name."""
    if (department.retired_at is not None) == retired:
        return
    department.retired_at = at if retired else None
    session.flush()
    action = "retired" if retired else "restored"
    _note(session, department, action, person_id=person_id, at=at)


def uses(session: Session) -> dict[str, dict[str, int]]:
    """How many rows of each table name each department: table → name → how many."""
    found: dict[str, dict[str, int]] = {}
    for table in naming_tables():
        named = table.c.department
        query = select(named, func.count()).where(named.is_not(None)).group_by(named)
        found[table.name] = {name: count for name, count in session.execute(query)}
    return found


def drop_unused(session: Session, names: Sequence[str]) -> None:
    """Take those of ``names`` off the list that nothing bears and that no other name means."""
    for department in session.scalars(select(Department).where(Department.name.in_(names))):
        of_it = select(Department.id).where(Department.known_as_id == department.id)
        named = (
            select(table.c.department).where(table.c.department == department.name)
            for table in naming_tables()
        )
        if not any(session.execute(one.limit(1)).first() for one in (of_it, *named)):
            session.delete(department)


def naming_tables() -> Iterator[Table]:
    """The tables whose rows name a department."""
    return (table for table in Base.metadata.sorted_tables if "department" in table.c)


def _hold(session: Session, department: Department, unchanged: ColumnElement[bool]) -> None:
    """Keep others from ``department`` until this transaction ends, if it is still ``unchanged``.

    The database decides, in one statement, as for a row with a version.

    :raises Conflict: if somebody was first.
    """
    still = (Department.id == department.id, Department.known_as_id.is_(None), unchanged)
    held: Any = session.execute(
        update(Department)
        .where(*still)
        .values(retired_at=Department.retired_at)
        .execution_options(synchronize_session=False)
    )
    if not held.rowcount:
        raise Conflict("Alguien cambió esta secretaría mientras usted la editaba. Mire cómo quedó.")


def _refuse_anothers(session: Session, department: Department, name: str) -> None:
    present = select(Department).where(
        Department.known_as_id.is_(None), Department.id != department.id
    )
    for other in session.scalars(present):
        if key_of(other.name) == key_of(name):
            raise InvalidInput(
                "Ya hay una secretaría «%(name)s». Si es la misma, júntelas.",
                name=other.name,
                field="name",
            )


def _move(session: Session, old: str, new: str) -> int:
    """Write the new name wherever the old one stands; who is editing such a row is told."""
    session.flush()
    moved = 0
    for table in naming_tables():
        told: dict[str, Any] = {"department": new}
        if "version" in table.c:
            told["version"] = table.c.version + 1
        named = table.c.department == old
        count = select(func.count()).select_from(table).where(named)
        moved += session.scalar(count) or 0
        session.execute(update(table).where(named).values(told))
    choices = Base.metadata.tables["mail_choices"]
    for row in session.execute(select(choices.c.person_id, choices.c.departments)).all():
        if old in row.departments:
            renamed = list(dict.fromkeys(new if one == old else one for one in row.departments))
            of_them = update(choices).where(choices.c.person_id == row.person_id)
            session.execute(of_them.values(departments=renamed))
    session.expire_all()
    return moved


def _checked(name: str) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise InvalidInput("Escriba este dato.", field="name")
    check_length(clean, LONGEST, field="name")
    return clean


def _note(
    session: Session,
    department: Department,
    action: str,
    *,
    person_id: int,
    at: datetime,
    **detail: str,
) -> None:
    record(
        session,
        at=at,
        person_id=person_id,
        action=f"department.{action}",
        subject_type="department",
        subject_id=department.id,
        **detail,
    )
