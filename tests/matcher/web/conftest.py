"""A real application over a real SQLite file, and a client that looks at every page it fetches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matcher.clock import FixedClock
from matcher.db.base import Base
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import Visitor
from wsgi import create_app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = Settings(
        data_dir=tmp_path, secret_key="for tests only", agency_name="Agencia de prueba"
    )
    app = create_app(settings, clock=FixedClock(NOW))
    app.testing = True
    factory = app.extensions["puente"].sessions
    with factory() as session, session.begin():
        Base.metadata.create_all(session.connection())
        seed(session)
    return app


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
