"""The marks of tables: the same until something in one is written, then never again."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.base import Base
from matcher.db.generation import OTHERS, read_marks, read_parts, written_parts
from matcher.db.session import open_engine, session_factory, transaction
from matcher.jobs.models import JobRun
from matcher.people.models import Person
from tests.conftest import NOON

RUN: dict[str, Any] = {"name": "tag", "started_at": NOON, "status": "ok", "counts": {}}


def write(sessions: sessionmaker[Session]) -> None:
    """Something small, by somebody else."""
    with transaction(sessions) as session:
        session.add(JobRun(**RUN))


def seen_by(sessions: sessionmaker[Session]) -> Any:
    with sessions() as session:
        return read_marks(session)


def test_it_is_the_same_for_all_until_somebody_writes(sessions: sessionmaker[Session]) -> None:
    with sessions() as one, sessions() as other:
        for _settling in range(2):  # each connection of SQLite is met once
            read_marks(one)
            read_marks(other)
        one.rollback()
        other.rollback()
        before = read_marks(one)
        assert before is not None
        assert read_marks(other) == before
        one.rollback()
        other.rollback()
        write(sessions)
        after = [read_marks(one), read_marks(other)]
    assert before not in after
    assert seen_by(sessions) not in (None, before)


def test_every_write_is_noticed_by_a_connection_that_was_idle(
    sessions: sessionmaker[Session],
) -> None:
    """What one connection worked out before a write is never shown by another after it."""
    with sessions() as idle, sessions() as busy:
        read_marks(idle)
        idle.rollback()
        known: list[object] = []
        for _time in range(5):
            known.append(read_marks(busy))
            busy.rollback()
            write(sessions)
            assert read_marks(idle) not in known
            idle.rollback()


def test_it_is_not_told_while_one_writes_oneself(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.add(JobRun(**RUN))
        assert read_marks(session) is None
        session.flush()
        assert read_marks(session) is None
        session.rollback()
        assert read_marks(session) is not None
        session.execute(insert(JobRun).values(**RUN))
        assert read_marks(session) is None


def test_another_process_is_noticed(engine: Engine, sessions: sessionmaker[Session]) -> None:
    before = seen_by(sessions)
    assert seen_by(sessions) == before
    other = open_engine(engine.url.render_as_string(hide_password=False))
    write(session_factory(other))
    other.dispose()
    assert seen_by(sessions) != before


def changed(before: Any, after: Any) -> set[str]:
    """The tables and columns that have another mark."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_a_write_marks_its_table_alone(sessions: sessionmaker[Session]) -> None:
    before = seen_by(sessions)
    write(sessions)
    first = seen_by(sessions)
    write(sessions)
    assert changed(before, first) == changed(first, seen_by(sessions)) == {"job_run"}


def test_what_is_taken_back_leaves_no_mark(sessions: sessionmaker[Session]) -> None:
    before = seen_by(sessions)
    with sessions() as session:
        session.add(JobRun(**RUN))
        session.flush()
        session.rollback()
    write(sessions)
    with sessions() as session:
        session.execute(delete(Person))
        session.rollback()
        session.execute(update(JobRun).values(status="failed"))
        session.commit()
    assert changed(before, seen_by(sessions)) == {"job_run", "job_run.status"}


def test_a_deletion_marks_what_it_takes_along() -> None:
    reached = written_parts("DELETE FROM call WHERE call.id = ?")
    assert {"call", "call_deadline", "match", "review", "pursuit", "pursuit_note"} <= reached
    assert "person" not in reached


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("UPDATE person SET name = ?", {"person.name"}),
        (
            "UPDATE call SET title=%(title)s, text=lower(call.text), version=(call.version + 1) "
            "WHERE call.id = %(id)s AND kind = 1",
            {"call.title", "call.text", "call.version"},
        ),
        (
            "UPDATE OR IGNORE person SET name=(SELECT name FROM call WHERE kind = 1, 2), "
            "role=coalesce(CASE WHEN (email = ?) THEN 1 END, 2) RETURNING id, email = 1",
            {"person.name", "person.role"},
        ),
        ('UPDATE pursuit_change SET "before"=? FROM call WHERE 1', {"pursuit_change.before"}),
        ("UPDATE person SET name = 'a, role = b'", {"person"}),
        ("UPDATE person SET (name, role) = (SELECT 1, 2)", {"person"}),
        ("UPDATE person SET nobody_knows = 1", {"person"}),
        ("UPDATE person AS p SET name = 1", {"person"}),
        ('INSERT INTO "match" (id) VALUES (?)', {"match"}),
        ("INSERT OR REPLACE INTO tag (id) VALUES (?)", {"tag"}),
        ("INSERT INTO tag (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET code = ?", {"tag"}),
        ("WITH old AS (DELETE FROM result RETURNING id) UPDATE goal SET year = 1", None),
        ("WITH x AS (SELECT 1) SELECT * FROM person", set()),
        ("SELECT * FROM person FOR UPDATE", set()),
        ("SAVEPOINT sa_savepoint_1", set()),
    ],
)
def test_what_a_statement_writes(statement: str, tables: set[str] | None) -> None:
    found = written_parts(statement)
    assert found == tables if tables is not None else {"result", "goal"} <= found


def test_of_an_unknown_statement_everything_is_marked() -> None:
    assert written_parts("ALTER TABLE person ADD COLUMN x TEXT") == set(Base.metadata.tables)


def test_what_a_statement_reads() -> None:
    found = read_parts('SELECT "match".id FROM "match" JOIN call ON call.kind = 1')
    assert found == {"match", "match.id", "call", "call.id", "call.kind"}
    assert {"search_entry", "search_entry.body"} <= read_parts(
        "SELECT rowid FROM search_fts WHERE search_fts MATCH ?"
    )


@pytest.mark.parametrize(
    ("statement", "all_columns"),
    [
        ("SELECT count(*) AS number FROM person", False),
        ("SELECT 1 WHERE EXISTS (SELECT * \nFROM person)", False),
        ("SELECT * FROM person", True),
        ("SELECT DISTINCT * FROM person", True),
        ("SELECT 1, * FROM person", True),
        ("SELECT p.* FROM person AS p", True),
    ],
)
def test_a_star_stands_for_all_columns_but_where_rows_are_counted(
    statement: str, *, all_columns: bool
) -> None:
    assert ("person.name" in read_parts(statement)) is all_columns
    assert "person" in read_parts(statement)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])  # type: ignore[no-untyped-call] # SQLAlchemy's
def test_whoever_reads_a_column_notices_what_is_written_into_it(dialect: Dialect) -> None:
    """Every column there is: an update of it alone, and of a row that comes or goes."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            read = read_parts(str(select(table.alias().c[column.key]).compile(dialect=dialect)))
            one = update(table).values({column: column})
            assert read & written_parts(str(one.compile(dialect=dialect))), column
            few = update(table).values({column: column}).where(column.is_(None))
            assert read & written_parts(str(few.compile(dialect=dialect))), column
            assert read & written_parts(str(insert(table).compile(dialect=dialect))), column
            assert read & written_parts(str(delete(table).compile(dialect=dialect))), column


def test_an_update_marks_the_columns_it_sets_alone(sessions: sessionmaker[Session]) -> None:
    write(sessions)
    before = seen_by(sessions)
    with transaction(sessions) as session:
        session.scalars(select(JobRun)).one().error = "Se cayó"
    assert changed(before, seen_by(sessions)) == {"job_run.error"}


def test_whoever_leaves_no_marks_is_noticed_in_a_file(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("of SQLite alone")
    before = seen_by(sessions)
    with closing(sqlite3.connect(str(engine.url.database))) as other, other:
        other.execute("CREATE TABLE somebody_else (id INTEGER)")
    assert changed(before, seen_by(sessions)) == {OTHERS}


def test_two_that_write_the_same_table_do_not_wait_for_each_other(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    """A mark is written at the very end: a long piece of work holds up nobody."""
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with sessions() as long:
        long.add(JobRun(**RUN))
        long.flush()
        with sessions() as short:
            short.execute(text("SET LOCAL lock_timeout = '2s'"))
            short.add(JobRun(**RUN))
            short.commit()
        before = seen_by(sessions)
        long.commit()
    assert changed(before, seen_by(sessions)) == {"job_run"}
