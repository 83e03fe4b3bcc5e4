import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matcher.db.session import open_engine, session_factory


@pytest.fixture
def plain(sqlite_template: Path, tmp_path: Path) -> Iterator[Session]:
    """A session for what does not depend on the database."""
    path = tmp_path / "test.sqlite"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        yield session
    engine.dispose()
