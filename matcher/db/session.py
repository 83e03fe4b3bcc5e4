"""Engines and sessions: the same code on SQLite (WAL) and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.generation import leave_marks
from matcher.db.lock import application_name
from matcher.errors import SettingsError

_USABLE = (
    "PUENTE_DATABASE_URL no es una dirección de base de datos que Puente pueda usar; escriba por "
    "ejemplo «sqlite:///var/puente.sqlite» o «postgresql://usuario:clave@host/base»."
)


def open_url(url: str) -> URL:
    """The parts of a database address.

    :raises SettingsError: for one that cannot be read, or of another kind of database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsError(_USABLE) from None
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise SettingsError(_USABLE)
    return parsed


def open_engine(url: str) -> Engine:
    """An engine on ``url`` (``sqlite:///file`` or ``postgresql://…``).

    The folder of an SQLite file is made; its connections use WAL, foreign keys and a thirty
    second wait for a lock, since the web and the scheduler write to the same file. No error
    repeats the values of a statement: they are people's texts and passwords.

    :raises SettingsError: for an address that cannot be read, or of another kind of database.
    """
    parsed = open_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(
            parsed,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"application_name": application_name()},
        )
        event.listen(engine, "handle_error", _leave_out_the_row)
        leave_marks(engine)
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    leave_marks(engine)
    return engine


def _leave_out_the_row(context: ExceptionContext) -> None:
    """Of what PostgreSQL says keep the first sentence: the others quote the row it refused."""
    original, told = context.original_exception, context.sqlalchemy_exception
    said = getattr(getattr(original, "diag", None), "message_primary", None)
    if said and told is not None:
        original.args = (said,)
        told.args = (f"({type(original).__name__}) {said}",)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


_GATHER = ("PRAGMA analysis_limit=1000", "ANALYZE")
"""A part of each index is read: a third of a second with 100,000 calls."""


def gather_statistics(connection: Connection) -> None:
    """Tell SQLite how its rows are spread, by which it chooses among indexes.

    Without, some lists take the wrong one and read the whole table. PostgreSQL does it by itself.
    """
    if connection.dialect.name == "sqlite":
        for statement in _GATHER:
            connection.exec_driver_sql(statement)


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions on ``engine``; what they hold stays readable after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(factory: sessionmaker[Session]) -> Iterator[Session]:
    """A session that commits at the end, or rolls back on an error. For edges only."""
    with factory() as session, session.begin():
        yield session
