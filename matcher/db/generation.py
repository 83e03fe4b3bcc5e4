"""What was written, by part: each has a mark, another one as soon as anything in it was written.

A part is a table, for the rows that come and go, or one of its columns («person.signed_in_at»),
for what is written into rows that stay. What is worked out of parts nobody has touched since is
the same again. Whoever writes through an engine of ours leaves the marks of what they wrote in the
same transaction, just before its end, so that nobody waits for them longer than a commit takes.
What others write to a file of SQLite is seen too, without saying where.
"""

import re
import secrets
import sqlite3
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Column, Connection, Engine, MetaData, Table, Text, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.db.base import Base

T = TypeVar("T")
WRITTEN = Table(
    "written",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("mark", BigInteger, nullable=False),
)
"""Of this database alone: it is no part of what an office holds."""
Marks = Mapping[str, int]
OTHERS = ""
"""Stands for what somebody wrote who leaves no marks: then everything is another."""
_READ = select(WRITTEN.c.name, WRITTEN.c.mark)
_TOUCHED = "touched-parts"
_THERE = "marks-are-kept"
_WRITES = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|(DELETE\s+FROM)|"
    r'TRUNCATE(?:\s+TABLE)?)\s+"?(\w+)',
    re.IGNORECASE,
)
_KNOWN = frozenset({"INSERT", "REPLACE", "UPDATE", "DELETE", "TRUNCATE", "WITH"})
_NOTHING = frozenset(
    "SELECT PRAGMA EXPLAIN SAVEPOINT RELEASE ROLLBACK BEGIN COMMIT SET SHOW VALUES "
    "ANALYZE VACUUM LOCK DISCARD".split()
)
_HEAD = 120
_WORD = re.compile(r"\w+")
_SET = re.compile(r"""UPDATE\s+(?:OR\s+\w+\s+)?"?(\w+)"?\s+SET\s+""", re.IGNORECASE)
_PLACE = re.compile(r"""([(,)])|\b(WHERE|FROM|RETURNING)\b|(')|"?(\w+)"?\s*=""", re.IGNORECASE)
_EVERY_COLUMN = re.compile(r"(?<!EXISTS \()(?:SELECT|DISTINCT|\.|,)\s*\*", re.IGNORECASE)
"""A star that stands for all columns: of a count it does not, nor of what only has to be there."""
_INDEX = "search_entry"
_MANY = 8
"""An update of so many columns is as good as one of the whole table, which is marked then."""


def read_parts(statement: str) -> frozenset[str]:
    """What a statement may read: every table it names, and every column of one that it names."""
    said = set(_WORD.findall(statement))
    whole = _EVERY_COLUMN.search(statement) is not None
    found: set[str] = said & Base.metadata.tables.keys()
    if any(word.startswith("search_") for word in said):
        found.add(_INDEX)  # filled by triggers, or worked out by the database from other columns
    for name in tuple(found):
        columns = Base.metadata.tables[name].columns.keys()
        found.update(f"{name}.{one}" for one in columns if whole or name == _INDEX or one in said)
    return frozenset(found)


def written_parts(statement: str) -> frozenset[str]:
    """What a statement may write: the columns an update names, else whole tables.

    A deletion reaches other tables too; of a statement not known, everything is written.
    """
    first = statement.lstrip(" \n\t(").partition(" ")[0].upper()
    if first in _NOTHING:
        return frozenset()
    if first not in _KNOWN:
        return frozenset(Base.metadata.tables)
    if first == "UPDATE" and (columns := _set_columns(statement)):
        return columns
    found: set[str] = set()
    searched = statement if first == "WITH" else statement[:_HEAD]  # what follows may be long
    for deleted, name in _WRITES.findall(searched):
        if name in Base.metadata.tables:
            found |= _reached(name) if deleted else {name}
    return frozenset(found)


def _set_columns(statement: str) -> frozenset[str]:
    """The columns an update sets; none where it cannot be told for certain."""
    told = statement.lstrip()
    begun = _SET.match(told)
    table = None if begun is None else Base.metadata.tables.get(begun[1])
    if begun is None or table is None:
        return frozenset()
    found = _assigned(told, begun.end())
    if len(found) >= _MANY or not found.issubset(table.columns.keys()):
        return frozenset()
    return frozenset(f"{table.name}.{name}" for name in found)


def _assigned(told: str, start: int) -> set[str]:
    """What stands before an «=» at the beginning and behind each comma that is in no brackets."""
    found, depth, next_one = set(), 0, True
    for place in _PLACE.finditer(told, start):
        sign, ends, quote, name = place.groups()
        if quote:  # a text may say anything
            return set()
        if sign:
            depth += {"(": 1, ")": -1}.get(sign, 0)
            next_one = next_one or (sign == "," and not depth)
        elif not depth and ends:
            break
        elif not depth and next_one:
            found.add(name)
            next_one = False
    return found


def _reached(name: str) -> set[str]:
    """A table, and those whose rows change where rows of it are deleted."""
    found, ahead = {name}, [name]
    while ahead:
        parent = ahead.pop()
        for table in Base.metadata.tables.values():
            ends = any(k.ondelete and k.column.table.name == parent for k in table.foreign_keys)
            if ends and table.name not in found:
                found.add(table.name)
                ahead.append(table.name)
    return found


# -- leaving marks -----------------------------------------------------------------------------


def leave_marks(engine: Engine) -> None:
    """Let every transaction of ``engine`` leave the marks of what it writes."""
    event.listen(engine, "before_cursor_execute", _note)
    event.listen(engine, "commit", _mark)
    event.listen(engine, "rollback", _forget)


def _note(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.startswith("SELECT"):  # nearly all, and the quickest
        return
    if parts := written_parts(statement):
        connection.info.setdefault(_TOUCHED, set()).update(parts)


def _mark(connection: Connection) -> None:
    touched = connection.info.get(_TOUCHED)
    if touched and _are_kept(connection):
        insert = _INSERTS[connection.dialect.name]
        rows = [{"name": name, "mark": secrets.randbits(62)} for name in sorted(touched)]
        connection.execute(insert, rows)
    _forget(connection)


def _are_kept(connection: Connection) -> bool:
    """Whether the schema has marks yet; asked again after whatever may have changed it."""
    whole = connection.info[_TOUCHED].issuperset(Base.metadata.tables)
    if whole or not connection.info.get(_THERE):
        connection.info[_THERE] = connection.dialect.has_table(connection, WRITTEN.name)
    return bool(connection.info[_THERE])


def _forget(connection: Connection) -> None:
    connection.info.pop(_TOUCHED, None)


def _upsert(insert: Any) -> Any:
    made = insert(WRITTEN)
    return made.on_conflict_do_update(
        index_elements=[WRITTEN.c.name], set_={"mark": made.excluded.mark}
    )


_INSERTS = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}


# -- reading them ------------------------------------------------------------------------------


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


@dataclass(slots=True)
class _File:
    """A file of SQLite: the marks as they were when its number was this."""

    watcher: _Watcher
    number: int = -1
    marks: Marks | None = None


_FILES: WeakKeyDictionary[Engine, _File] = WeakKeyDictionary()
_BEGIN = Lock()


def read_marks(session: Session) -> Marks | None:
    """The marks of what the database holds now; ``None`` while this session is writing.

    Read before what is to be kept: whatever is written meanwhile has another mark than this.
    """
    if session.new or session.dirty or session.deleted:
        return None
    connection = session.connection()
    if connection.info.get(_TOUCHED):
        return None
    if connection.dialect.name == "sqlite":
        return _of_sqlite(connection)
    return _read(connection)


def _read(connection: Connection) -> Marks:
    return {name: mark for name, mark in connection.execute(_READ)}


def _of_sqlite(connection: Connection) -> Marks | None:
    raw, path = connection.connection.dbapi_connection, connection.engine.url.database
    if raw is None or raw.in_transaction or not path or path == ":memory:":
        return None
    with _BEGIN:
        file = _FILES.get(connection.engine)
        if file is None:
            file = _FILES[connection.engine] = _File(_Watcher(path))
    number = file.watcher.number()
    known = file.marks
    if known is not None and file.number == number:
        return known
    marks = dict(_read(connection))
    others = 0 if known is None else known[OTHERS]
    if known is not None and {**marks, OTHERS: others} == known:
        others += 1  # somebody wrote who leaves no marks
    marks[OTHERS] = others
    file.number, file.marks = number, marks
    return marks


def marks_of(marks: Marks, parts: Sequence[str]) -> tuple[int | None, ...]:
    """The marks of these parts, for comparing."""
    return marks.get(OTHERS), *map(marks.get, parts)


# -- what keeps what was read --------------------------------------------------------------------

KEEP = "keep"
"""In the info of a session: what keeps what was read for it, if anything does."""


def remembered(
    session: Session, name: Hashable, read: Callable[[], T], *, also: Hashable = None
) -> T:
    """What ``read`` gives, or gave before to whoever keeps it for this session.

    It has to be plain values, which no session knows and nobody changes.

    :param also: what it depends on besides the database.
    """
    keep = session.info.get(KEEP)
    if keep is None:
        return read()
    found: T = keep(name, read, also=also)
    return found
