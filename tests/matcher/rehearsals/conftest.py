"""One lived year for all tests of rehearsals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.settings import Settings
from tests.matcher.rehearsals.lived_year import Office, live


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """No test changes it."""
    folder: Path = tmp_path_factory.mktemp("year")
    settings = Settings(
        data_dir=folder, secret_key="only for tests", semantic=False, apertium=False
    )
    engine = open_engine(settings.database)
    upgrade(engine)
    sessions = session_factory(engine)
    yield sessions, settings, live(sessions, settings)
    engine.dispose()
