"""The marks of tables: the same until something in one is written, then never again."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, text, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.base import Base
from matcher.db.generation import OTHERS, read_marks, read_tables, written_tables
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
    """The tables that have another mark."""
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
    assert changed(before, seen_by(sessions)) == {"job_run"}


def test_a_deletion_marks_what_it_takes_along() -> None:
    reached = written_tables("DELETE FROM call WHERE call.id = ?")
    assert {"call", "call_deadline", "match", "review", "pursuit", "pursuit_note"} <= reached
    assert "person" not in reached


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("UPDATE person SET name = ?", {"person"}),
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
    found = written_tables(statement)
    assert found == tables if tables is not None else {"result", "goal"} <= found


def test_of_an_unknown_statement_everything_is_marked() -> None:
    assert written_tables("ALTER TABLE person ADD COLUMN x TEXT") == set(Base.metadata.tables)


def test_what_a_statement_reads() -> None:
    assert read_tables('SELECT "match".id FROM "match" JOIN call ON 1') == {"match", "call"}
    assert read_tables("SELECT rowid FROM search_fts WHERE search_fts MATCH ?") == {"search_entry"}


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
