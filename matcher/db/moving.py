"""Move a whole database from SQLite to PostgreSQL: copied, compared row by row, only then usable.

While it is under way the target stands at a revision nobody knows, so that no Puente opens half a
database. Foreign keys and triggers rest meanwhile: tables come whole and in any order, and what a
trigger would do was done where the rows come from. The last transaction puts both back.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    collate,
    func,
    insert,
    inspect,
    select,
    text,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.schema import AddConstraint

import matcher.db.search  # noqa: F401 # its tables are known once it is read
from matcher.db.base import Base
from matcher.db.generation import WRITTEN
from matcher.db.lock import migrating, sqlite_file
from matcher.db.migrate import UNFINISHED, apply, current_revision, latest_revision
from matcher.errors import PuenteError

AT_ONCE = 500
Told = Callable[[int, int | None, str], None]
"""Told how many rows of how many were copied or compared, and of which table."""
Row = tuple[Any, ...]
_INDEX = "search_fts"
"""SQLite's own tables for searching: PostgreSQL makes its own from the same words."""


@dataclass(slots=True)
class _Way:
    """How far the work is: every row is met twice, to be copied and to be compared."""

    told: Told
    total: int
    done: int = 0

    def go_on(self, rows: int, table: Table) -> None:
        self.done += rows
        self.told(self.done, self.total, table.name)


def move_database(source: Engine, target: Engine, *, told: Told) -> int:
    """Copy everything in ``source`` into the empty ``target``; how many rows there are.

    Where an earlier copy of the same source was interrupted, it goes on.

    :raises PuenteError: if the target holds something else, or a row cannot be kept there as it
        is; nothing in the source is changed.
    """
    _know_all(source)
    _begin(source, target)
    tables = list(Base.metadata.tables.values())
    with source.connect() as reading:
        rows = sum(_count(reading, table) for table in tables)
        way = _Way(told, 2 * rows)
        for table in tables:
            _copy(reading, target, table, way)
        for table in tables:
            if _difference(reading, target, table):  # the source went on after the first attempt
                _empty(target, table)
                _copy(reading, target, table, _Way(told, 2 * rows, way.done))
            if key := _difference(reading, target, table):
                raise PuenteError(
                    f"La fila {key} de la tabla «{table.name}» no quedó igual en el destino. La "
                    "copia no se puede usar; la base de origen está intacta. Avise a quien "
                    "mantiene Puente."
                )
            way.go_on(_count(reading, table), table)
    _finish(target, tables)
    return rows


def _know_all(source: Engine) -> None:
    """
    :raises PuenteError: if the source has a table that would be left behind.
    """
    found = {name for name in inspect(source).get_table_names() if not name.startswith(_INDEX)}
    if unknown := found - set(Base.metadata.tables) - {"alembic_version", WRITTEN.name}:
        raise PuenteError(
            f"La base de origen tiene tablas que no son de Puente: {', '.join(sorted(unknown))}. "
            "No se copió nada, para no perderlas."
        )


def _mark(source: Engine) -> str:
    """The revision of a target that is being filled from ``source``."""
    path = str(sqlite_file(source.url))
    return UNFINISHED + hashlib.sha256(path.encode()).hexdigest()[:20]


def _begin(source: Engine, target: Engine) -> None:
    """Make the schema and empty it, in one transaction; a copy that was begun is left alone."""
    mark = _mark(source)
    if inspect(target).get_table_names():
        if current_revision(target) == mark:
            return
        raise PuenteError(
            "La base de datos de destino no está vacía y no es una copia empezada de esta misma "
            "base. No se tocó nada: cree una vacía (por ejemplo «createdb puente») y vuelva a "
            "intentarlo con su dirección."
        )
    with migrating(target) as connection:
        apply(connection)
        inspector, name_of = inspect(connection), connection.dialect.identifier_preparer.quote
        for name in Base.metadata.tables:
            for key in inspector.get_foreign_keys(name):
                told = f"ALTER TABLE {name_of(name)} DROP CONSTRAINT {name_of(str(key['name']))}"
                connection.execute(text(told))
        for name in Base.metadata.tables:
            connection.execute(text(f"ALTER TABLE {name_of(name)} DISABLE TRIGGER USER"))
            connection.execute(text(f"TRUNCATE {name_of(name)}"))
        _stand_at(connection, mark)


def _stand_at(connection: Connection, revision: str | None) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def _copy(reading: Connection, target: Engine, table: Table, way: _Way) -> None:
    """Write what is missing of ``table``, a transaction for each lot."""
    with target.connect() as connection:
        there = _count(connection, table)
    way.go_on(there, table)
    for lot in _lots(reading, table, after=there):
        try:
            with target.begin() as connection:
                _write(connection, table, lot)
        except (DataError, IntegrityError) as error:
            _name_the_row(target, table, lot)
            raise PuenteError(_NOT_KEPT % (table.name, "?", _reason(error))) from error
        way.go_on(len(lot), table)


_NOT_KEPT = (
    "PostgreSQL no puede guardar una fila de la tabla «%s» (%s): %s La base de origen está "
    "intacta; corrija ese dato y repita la orden: sigue donde quedó."
)


def _name_the_row(target: Engine, table: Table, lot: Sequence[Row]) -> None:
    """
    :raises PuenteError: for the first row of ``lot`` that is refused alone.
    """
    for row in lot:
        connection = target.connect()
        try:
            _write(connection, table, [row])
        except (DataError, IntegrityError) as error:
            raise PuenteError(_NOT_KEPT % (table.name, _key(table, row), _reason(error))) from error
        finally:
            connection.close()  # it was a trial: nothing of it stays


def _reason(error: DataError | IntegrityError) -> str:
    return f"{str(error.orig).splitlines()[0].rstrip('.')}."


def _key(table: Table, row: Row) -> str:
    """The primary key of ``row``, in words."""
    places = [place for place, column in enumerate(table.columns) if column.primary_key]
    return ", ".join(str(row[place]) for place in places)


def _write(connection: Connection, table: Table, lot: Sequence[Row]) -> None:
    given: dict[str, ColumnElement[Any]] = {
        column.name: _given(column, f"c{place}") for place, column in enumerate(table.columns)
    }
    connection.execute(
        insert(table).values(given), [{f"c{i}": v for i, v in enumerate(row)} for row in lot]
    )


def _given(column: Column[Any], name: str) -> ColumnElement[Any]:
    """A place for a value; JSON goes as its text, which tells its ``null`` from no value."""
    if isinstance(column.type, JSON):
        return cast(bindparam(name, type_=Text()), JSONB)
    return bindparam(name, type_=column.type)


def _lots(connection: Connection, table: Table, *, after: int = 0) -> Iterator[list[Row]]:
    """The rows of ``table`` in the order of their keys, some at a time."""
    result = connection.execution_options(yield_per=AT_ONCE).execute(
        _all_of(connection, table).limit(2**62).offset(after)
    )
    for lot in result.partitions():
        yield [tuple(row) for row in lot]


def _all_of(connection: Connection, table: Table) -> Select[Any]:
    """Every row by its key, compared letter by letter on both databases."""
    sqlite = connection.dialect.name == "sqlite"

    def told(column: Column[Any]) -> ColumnElement[Any]:
        if not isinstance(column.type, JSON):
            return column
        return type_coerce(column, Text()) if sqlite else cast(column, Text)

    def order(column: Column[Any]) -> ColumnElement[Any]:
        letters = isinstance(column.type, String) and not sqlite
        return collate(column, "C") if letters else column

    columns = [told(column).label(f"c{place}") for place, column in enumerate(table.columns)]
    return select(*columns).order_by(*(order(column) for column in table.primary_key.columns))


def _difference(reading: Connection, target: Engine, table: Table) -> str | None:
    """The key of the first row that is not the same on both sides."""
    jsons = [place for place, column in enumerate(table.columns) if isinstance(column.type, JSON)]
    with target.connect() as connection:
        here, there = _rows(reading, table), _rows(connection, table)
        for wanted, found in zip_longest(here, there):
            if wanted is None or found is None or not _same(wanted, found, jsons):
                return _key(table, wanted or found)
    return None


def _rows(connection: Connection, table: Table) -> Iterator[Row]:
    for lot in _lots(connection, table):
        yield from lot


def _same(wanted: Row, found: Row, jsons: Sequence[int]) -> bool:
    """Whether two rows say the same; JSONB orders keys and spaces in its own way."""
    if wanted == found:
        return True
    one, other = list(wanted), list(found)
    for place in jsons:
        for row in (one, other):
            row[place] = row[place] and [json.loads(row[place])]
    return one == other


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _empty(target: Engine, table: Table) -> None:
    with target.begin() as connection:
        name = connection.dialect.identifier_preparer.quote(table.name)
        connection.execute(text(f"TRUNCATE {name}"))


def _finish(target: Engine, tables: Sequence[Table]) -> None:
    """Foreign keys, triggers and numbering as they belong, and the revision that opens it."""
    with target.begin() as connection:
        for table in tables:
            for key in table.foreign_key_constraints:
                connection.execute(AddConstraint(key))
        for table in tables:
            name = connection.dialect.identifier_preparer.quote(table.name)
            connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
            _count_on(connection, table, name)
        _stand_at(connection, latest_revision())


def _count_on(connection: Connection, table: Table, name: str) -> None:
    """Let the next row of ``table`` get the number after the last."""
    for column in table.primary_key.columns:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(name, column.name)))
        highest = connection.scalar(select(func.max(column))) if sequence else None
        if highest is not None:
            connection.execute(select(func.setval(sequence, highest)))
