"""What keeps the trail from being changed in the database itself, and whether it is still there.

The chain tells what was done; without these triggers it could be done again.
"""

from sqlalchemy import text
from sqlalchemy.orm import Session

_BOTH = frozenset(
    {"audit_entry_unchanged", "audit_entry_kept", "audit_chain_kept", "audit_chain_grows"}
)
_GUARDS = {
    "sqlite": _BOTH,
    "postgresql": _BOTH | {"audit_entry_whole", "audit_chain_whole"},
}
_ASKED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgrelid IN "
    "(SELECT oid FROM pg_class WHERE relname IN ('audit_entry', 'audit_chain'))",
}


def lost_guards(session: Session) -> list[str]:
    """The triggers that are gone or switched off."""
    kind = session.get_bind().dialect.name
    return sorted(_GUARDS[kind] - set(session.scalars(text(_ASKED[kind]))))
