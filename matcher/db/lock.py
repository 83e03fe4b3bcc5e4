"""Who has the database open, and who needs it alone: to bring it up to date, to replace it.

SQLite tells nobody that its file was replaced: a process that had it open goes on writing into
a file without a name. So each process holds a lock beside the database while it has it open.
"""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from matcher.errors import DatabaseInUse

_IN_USE = (
    "La base de datos está abierta en otro proceso de Puente (la web, el horario u otra orden), y "
    "lo que se guardara allí desde ahora se perdería. Detenga la web y el horario, por ejemplo con "
    "«systemctl stop puente-web puente-horario», y vuelva a intentarlo."
)
_BEING_REPLACED = (
    "Se está recuperando una copia de la base de datos. Espere a que termine y vuelva a intentarlo."
)
_MIGRATING = 0x50_75_65_6E_74_65
"""The number of the advisory lock on PostgreSQL: «Puente»."""
_held: dict[Path, "_Hold"] = {}


class _Hold:
    """The lock of this process on one database file, shared by all its engines."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.engines = 0


def application_name() -> str:
    """What PostgreSQL is told of the connections of this process."""
    return f"puente-{os.getpid()}"


def hold(engine: Engine) -> None:
    """Say, as long as ``engine`` lives, that this process has its database open.

    :raises DatabaseInUse: while the database is being replaced.
    """
    database = sqlite_file(engine.url)
    if database is None:
        with suppress(OperationalError), engine.connect():
            return  # PostgreSQL knows its connections, and the pool keeps this one
        return
    path = _beside(database, "lock")
    held = _held.get(path) or _Hold(path)
    if not held.engines:
        try:
            fcntl.flock(held.descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held.descriptor)
            raise DatabaseInUse(_BEING_REPLACED) from None
    held.engines += 1
    _held[path] = held
    weakref.finalize(engine, _release, path)


def _release(path: Path) -> None:
    held = _held[path]
    held.engines -= 1
    if not held.engines:
        os.close(_held.pop(path).descriptor)


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Have the database of ``url`` for this process alone.

    :raises DatabaseInUse: if another process has it open; the sentence says what to stop.
    """
    database = sqlite_file(url)
    if database is None:
        _refuse_others(url)
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    path = _beside(database, "lock")
    held = _held.get(path)
    descriptor = held.descriptor if held else _Hold(path).descriptor
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUse(_IN_USE) from None
        yield
    finally:
        if held:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        else:
            os.close(descriptor)


def _refuse_others(url: URL) -> None:
    engine = create_engine(url, connect_args={"application_name": application_name()})
    with closing(engine.connect()) as connection:
        others = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND usename IS NOT NULL AND application_name IS DISTINCT FROM :own"
            ),
            {"own": application_name()},
        )
    engine.dispose()
    if others:
        raise DatabaseInUse(_IN_USE)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction that nobody else may migrate in; it commits at the end.

    SQLite's driver would leave DDL outside of transactions, so here it begins none of its own;
    foreign keys rest meanwhile, since a table that is rebuilt would take its children along.
    """
    database = sqlite_file(engine.url)
    if database is None:
        with engine.begin() as connection:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING}
            )
            yield connection
        return
    descriptor = os.open(_beside(database, "upgrade"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with engine.connect() as connection:
            connection.detach()  # its settings are not for the pool
            raw: Any = connection.connection.dbapi_connection
            raw.isolation_level = None
            raw.execute("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
    finally:
        os.close(descriptor)


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; ``None`` for PostgreSQL."""
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" else None


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(f"{database.name}.{ending}")
