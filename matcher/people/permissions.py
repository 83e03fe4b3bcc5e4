"""What each role may do. Access is by profile, and there is one table of profiles: this one."""

from typing import Literal

from matcher.errors import Forbidden
from matcher.people.models import Person, Role

Permission = Literal[
    "read",
    "correct-tags",
    "give-feedback",
    "pursue",
    "edit-projects",
    "edit-calls",
    "write-proposals",
    "approve",
    "set-goals",
    "see-access",
    "grant-access",
    "manage-sources",
    "manage-people",
    "manage-taxonomy",
    "manage-agency",
]

_VIEWER: frozenset[Permission] = frozenset({"read"})
_OFFICER: frozenset[Permission] = _VIEWER | {
    "correct-tags",
    "give-feedback",
    "pursue",
    "edit-projects",
    "edit-calls",
    "write-proposals",
}
_DIRECTOR: frozenset[Permission] = _OFFICER | {
    "approve",
    "set-goals",
    "see-access",
    "grant-access",
}
_ADMIN: frozenset[Permission] = _OFFICER | {
    "set-goals",
    "see-access",
    "manage-sources",
    "manage-people",
    "manage-taxonomy",
    "manage-agency",
}
GRANTS: dict[Role, frozenset[Permission]] = {
    "consulta": _VIEWER,
    "profesional": _OFFICER,
    "direccion": _DIRECTOR,
    "administracion": _ADMIN,
}


def may(person: Person, permission: Permission) -> bool:
    """Whether ``person`` holds ``permission``; nobody who was deactivated does."""
    return person.active and permission in GRANTS[person.role]


def require(person: Person, permission: Permission) -> None:
    """Stop here unless ``person`` holds ``permission``.

    :raises Forbidden: with a sentence that says whom to ask.
    """
    if not may(person, permission):
        raise Forbidden(
            "Su perfil no permite hacer esto. Pida el acceso a la dirección o a quien administra."
        )
