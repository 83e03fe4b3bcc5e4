"""A word for what the database holds: another one as soon as anything in it was written.

What is worked out of rows nobody has touched since is the same again. SQLite tells a connection
that others have written, PostgreSQL which transactions a statement sees; both at next to no cost.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

_SEEN = "generation-seen"
_SNAPSHOT = text(
    "SELECT CAST(pg_current_snapshot() AS text), pg_current_xact_id_if_assigned() IS NULL"
)


@dataclass(slots=True)
class _Count:
    """How often this process has found the file written to."""

    number: int = 0
    lock: Lock = field(default_factory=Lock)


_COUNTS: WeakKeyDictionary[Engine, _Count] = WeakKeyDictionary()
_BEGIN = Lock()


def generation(session: Session) -> Hashable | None:
    """What the database holds now, for comparing; ``None`` while this session is writing."""
    if session.new or session.dirty or session.deleted:
        return None
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return _of_sqlite(connection)
    snapshot, reads = connection.execute(_SNAPSHOT).one()
    return str(snapshot) if reads else None


def _of_sqlite(connection: Connection) -> int | None:
    """A number that grows whenever one of our connections sees that somebody has written.

    Each of them sees it for itself, so that one writing may be counted several times.
    """
    raw = connection.connection.dbapi_connection
    if raw is None or raw.in_transaction:
        return None
    seen = (raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)
    with _BEGIN:
        count = _COUNTS.setdefault(connection.engine, _Count())
    with count.lock:
        if connection.info.get(_SEEN) != seen:
            connection.info[_SEEN] = seen
            count.number += 1
        return count.number
