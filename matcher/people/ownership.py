"""Whose a project, a pursuit or an application is: a department's, and that of who carries it.

A person of a department works what is its own. Others' they see as far as the setting
``PUENTE_OTHER_DEPARTMENTS`` says. Who has no department works for the whole agency; so do those who
direct and who administer, whatever their department.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.people.models import Person, Role
from matcher.people.permissions import Permission
from matcher.text import fold

OF_ONE_DEPARTMENT: frozenset[Role] = frozenset({"consulta", "profesional"})
WORK: frozenset[Permission] = frozenset(
    {"correct-tags", "give-feedback", "pursue", "edit-projects", "write-proposals"}
)
"""What is done to something that is somebody's; the rest is reading it, or no department's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Whose something is: the departments it belongs to, and the ids of who carries it."""

    departments: frozenset[str]
    people: frozenset[int]


def is_of_one_department(person: Person) -> bool:
    """Whether ``person`` works only what one department has."""
    return bool(person.department) and person.role in OF_ONE_DEPARTMENT


def is_own(person: Person, hold: Hold) -> bool:
    """Whether ``person`` works what is held so."""
    if not is_of_one_department(person) or person.id in hold.people:
        return True
    return bool(own_names(person, hold.departments))


def own_names(person: Person, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are how somebody wrote the department of ``person``."""
    own = _plain(person.department or "")
    return [name for name in names if own and _plain(name) == own]


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
