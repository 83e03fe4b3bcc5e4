"""A real application over a real SQLite file, and a client that looks at every page it fetches."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.people import passwords
from matcher.settings import Settings
from matcher.web.projects import tables
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import Visitor
from wsgi import create_app

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""For people who sign in at every test; what a hash must cost is tested with the people."""


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agency's database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("seeded") / "puente.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", CHEAP)
        with transaction(session_factory(engine)) as session:
            seed(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def app(tmp_path: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    copy(seeded, tmp_path / "puente.sqlite")
    given = Settings(data_dir=tmp_path, secret_key="for tests", agency_name="Agencia de prueba")
    app = create_app(given, clock=FixedClock(NOW))
    app.testing = True
    yield app
    app.extensions["puente"].sessions.kw["bind"].dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with app.extensions["puente"].sessions() as session:
        yield session


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture
def officer(visitor: Visitor) -> Visitor:
    return visitor.sign_in("luz@ciudad.example")


@pytest.fixture
def viewer(visitor: Visitor) -> Visitor:
    return visitor.sign_in("ver@ciudad.example")


@pytest.fixture
def admin(visitor: Visitor) -> Visitor:
    return visitor.sign_in("admin@ciudad.example")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a small book may take longer than somebody is kept waiting."""
    monkeypatch.setattr(tables, "PATIENCE", 60.0)
