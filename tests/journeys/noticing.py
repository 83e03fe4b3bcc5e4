"""A database that notices every row written, and forgets it all when told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.base import Base


def on_one_connection(engine: Engine) -> Connection:
    """A connection in a transaction that is never committed, so savepoints can undo anything."""
    event.listen(engine, "connect", _leave_transactions_alone)
    event.listen(engine, "begin", _begin)
    connection = engine.connect()
    connection.begin()
    _watch(connection)
    return connection


def _leave_transactions_alone(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # else the driver begins and ends them by itself


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def sessions_on(connection: Connection) -> sessionmaker[Session]:
    """Sessions whose commit is a savepoint of ``connection``."""
    return sessionmaker(
        connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
    )


@contextmanager
def forgotten(connection: Connection) -> Iterator[None]:
    """Whatever is written inside is taken back at the end."""
    with connection.begin_nested() as savepoint:
        connection.exec_driver_sql("DELETE FROM noticed")
        yield
        savepoint.rollback()


def noticed(connection: Connection) -> list[str]:
    """What was written since the last :func:`forgotten` began: «person.role: «a» → «b»»."""
    return [str(row[0]) for row in connection.exec_driver_sql("SELECT DISTINCT what FROM noticed")]


def _watch(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TEMP TABLE noticed (what TEXT)")
    for table in Base.metadata.sorted_tables:
        name = f'main."{table.name}"'
        for act in ("INSERT", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TEMP TRIGGER {act}_{table.name} AFTER {act} ON {name} BEGIN "
                f"INSERT INTO noticed VALUES ('{table.name}: {act.lower()}'); END"
            )
        compared = " ".join(
            f"""INSERT INTO noticed SELECT '{table.name}.{column.name}: ' ||
            substr(quote(OLD."{column.name}"), 1, 200) || ' → ' ||
            substr(quote(NEW."{column.name}"), 1, 200)
            WHERE OLD."{column.name}" IS NOT NEW."{column.name}";"""
            for column in table.columns
        )
        connection.exec_driver_sql(
            f"CREATE TEMP TRIGGER update_{table.name} AFTER UPDATE ON {name} BEGIN {compared} END"
        )
