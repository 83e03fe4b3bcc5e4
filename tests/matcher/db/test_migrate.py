"""Migrations on both databases: killed anywhere, started by several at once, with a copy before."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import URL, Engine, event, inspect, text

from matcher.db.migrate import alembic_config, current_revision, upgrade
from matcher.db.session import open_engine
from matcher.errors import PuenteError
from tests.conftest import run_on

FORMER = "0006"
PERSON = (
    "INSERT INTO person (id, email, name, password_hash, role, language, active, digest, "
    "created_at, session_epoch) VALUES (1, 'luz@ciudad.example', 'Luz Prueba', 'x', "
    "'profesional', 'es', true, 'weekly', '2026-11-20 17:00:00', 0)"
)
fork = multiprocessing.get_context("fork")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database that nobody has opened yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite'}"
        return
    admin: URL = request.getfixturevalue("postgres_template")
    name = f"migrate_{uuid4().hex}"
    run_on(admin, f"CREATE DATABASE {name}")
    yield admin.set(database=name).render_as_string(hide_password=False)
    run_on(admin, f"DROP DATABASE {name} WITH (FORCE)")


def at_revision(address: str, revision: str) -> None:
    """Bring a new database to a former schema, with a person in it."""
    engine = open_engine(address)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text(PERSON))
    engine.dispose()


def in_process(work: Any, *words: Any) -> int | None:
    process = fork.Process(target=work, args=words)
    process.start()
    process.join(timeout=120)
    return process.exitcode


def kill_at(address: str, number: int) -> None:
    """Upgrade, and be killed just after the statement of this number has run."""
    engine = open_engine(address)
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", count)
    upgrade(engine)


def killed_everywhere(address: str, step: int) -> int:
    """Be killed at every ``step``-th statement in its turn, until nothing is left; how often."""
    for number in range(1, 5000, step):
        if in_process(kill_at, address, number) == 0:
            return number // step
        engine = open_engine(address)
        yet = current_revision(engine)
        engine.dispose()
        assert yet in (None, FORMER), "half of the migrations were applied"
    raise AssertionError("there is no end to it")


def schema(address: str) -> dict[str, set[str]]:
    engine = open_engine(address)
    try:
        found = inspect(engine)
        tables = [t for t in found.get_table_names() if not t.startswith("search_fts")]
        columns = {name: {one["name"] for one in found.get_columns(name)} for name in tables}
        # Only PostgreSQL keeps in columns of their own what SQLite keeps in its index of words.
        return {
            name: {c for c in held if not c.endswith("_words")} for name, held in columns.items()
        }
    finally:
        engine.dispose()


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("begun", [False, True], ids=["new", "with-data"])
def test_killed_at_a_statement_it_starts_again(
    address: str, begun: bool, step: int, engine_schema: dict[str, set[str]]
) -> None:
    if begun:
        at_revision(address, FORMER)
    assert killed_everywhere(address, step) > 3
    assert schema(address) == engine_schema
    if begun:
        engine = open_engine(address)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT email FROM person")) == "luz@ciudad.example"
        engine.dispose()


@pytest.fixture
def engine_schema(sqlite_template: Path) -> dict[str, set[str]]:
    return schema(f"sqlite:///{sqlite_template}")


def start(address: str, together: Any) -> None:
    together.wait(timeout=60)
    engine = open_engine(address)
    upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("many", [2, 4])
def test_processes_that_start_at_once_on_a_new_database_all_live(address: str, many: int) -> None:
    together = fork.Barrier(many)
    processes = [fork.Process(target=start, args=(address, together)) for _ in range(many)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0] * many


def test_a_copy_is_kept_before_an_upgrade_and_none_where_there_is_nothing(tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    address = f"sqlite:///{tmp_path / 'x.sqlite'}"
    at_revision(address, FORMER)
    engine = open_engine(address)
    upgrade(engine, copies=copies)
    upgrade(engine, copies=copies)
    engine.dispose()
    (kept,) = copies.iterdir()
    assert kept.name == f"esquema-{FORMER}.sqlite"
    assert kept.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (FORMER,)
        assert copy.execute("SELECT name FROM person").fetchone() == ("Luz Prueba",)
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    upgrade(fresh, copies=tmp_path / "none")
    fresh.dispose()
    assert not (tmp_path / "none").exists()


def test_after_an_upgrade_the_planner_knows_the_new_indexes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'p.sqlite'}")
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, FORMER)
        connection.execute(text(PERSON))

    upgrade(engine)

    with engine.connect() as connection:
        known = connection.execute(text("SELECT tbl FROM sqlite_stat1")).scalars().all()
    engine.dispose()
    assert "person" in known


def test_a_schema_of_a_newer_release_is_left_as_it_is(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PuenteError, match="versión más nueva"):
        upgrade(engine, copies=tmp_path / "copies")
    assert current_revision(engine) == "9999"
    assert not (tmp_path / "copies").exists()


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'x.sqlite'}"
    at_revision(address, FORMER)
    engine = open_engine(address)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "puente.sqlite").mkdir()  # nothing can be written there
    with pytest.raises((PuenteError, OSError)):
        upgrade(engine, copies=tmp_path / "copies")
    assert current_revision(engine) == FORMER
    engine.dispose()


def test_a_migration_that_fails_leaves_the_former_schema(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inspect(engine).get_table_names()

    def broken(config: Any, _revision: str) -> None:
        config.attributes["connection"].execute(text("CREATE TABLE half (id INTEGER)"))
        config.attributes["connection"].execute(text("SELECT nothing FROM nowhere"))

    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(Exception, match="nowhere"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == before
