"""Which department a text means, and the list of those there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.departments.models import Department
from matcher.errors import NotFound
from matcher.text import fold


@dataclass(frozen=True, slots=True)
class DepartmentNames:
    """Every name by which a department is known, present or former, → its present name."""

    exact: Mapping[str, str]
    folded: Mapping[str, str] = field(repr=False)

    def called(self, text: str) -> str | None:
        """The department ``text`` means, however it is capitalised or accented, else ``None``."""
        return self.exact.get(text) or self.folded.get(key_of(text))


def key_of(name: str) -> str:
    """``name`` without what people write differently."""
    return " ".join(fold(name).split())


def department_names(session: Session) -> DepartmentNames:
    """Read all names."""
    rows = list(session.execute(select(Department.id, Department.name, Department.known_as_id)))
    present = {row.id: row.name for row in rows}
    exact = {row.name: present[row.known_as_id or row.id] for row in rows}
    # A present name comes before a former one, an older row before a newer.
    by_age = sorted(rows, key=lambda row: (row.known_as_id is not None, row.id), reverse=True)
    return DepartmentNames(exact, {key_of(row.name): exact[row.name] for row in by_age})


def present_name(session: Session, text: str) -> str:
    """What the department ``text`` means is called now; an unknown one is called as it is."""
    return (department_names(session).called(text) or text) if text else text


def departments_of(session: Session, *, retired: bool = False) -> list[Department]:
    """The departments by name.

    :param retired: also those that are offered no more.
    """
    query = select(Department).where(Department.known_as_id.is_(None))
    if not retired:
        query = query.where(Department.retired_at.is_(None))
    return list(session.scalars(query.order_by(Department.name, Department.id)))


def get_department(session: Session, department_id: int) -> Department:
    """The department with this id.

    :raises NotFound: if there is none, or it goes by another name by now.
    """
    found = session.get(Department, department_id)
    if found is None or found.known_as_id is not None:
        raise NotFound("Esa secretaría no existe.")
    return found
