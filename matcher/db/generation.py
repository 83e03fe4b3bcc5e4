"""A word for what the database holds: another one as soon as anything in it was written.

What is worked out of rows nobody has touched since is the same again. SQLite tells a connection
that others have written, PostgreSQL which transactions a statement sees; both at next to no cost.
"""

import sqlite3
from collections.abc import Hashable
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

_SNAPSHOT = text(
    "SELECT CAST(pg_current_snapshot() AS text), pg_current_xact_id_if_assigned() IS NULL"
)


class _Watcher:
    """A connection to a file that never writes: all that others write counts up its number."""

    def __init__(self, path: str) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)

    def number(self) -> int:
        """Another number than before as soon as anybody has written, in this process or not."""
        with self._lock:
            found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return found


_WATCHERS: WeakKeyDictionary[Engine, _Watcher] = WeakKeyDictionary()
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
    raw, path = connection.connection.dbapi_connection, connection.engine.url.database
    if raw is None or raw.in_transaction or not path or path == ":memory:":
        return None
    with _BEGIN:
        watcher = _WATCHERS.get(connection.engine)
        if watcher is None:
            watcher = _WATCHERS[connection.engine] = _Watcher(path)
    return watcher.number()
