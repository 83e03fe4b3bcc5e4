"""A disk without room, a damaged database, an empty key: told in words, with an exit code."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from matcher.cli import care
from matcher.cli.service import told_of_machine
from matcher.db.session import open_engine
from tests.matcher.cli.running import puente

only_linux = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a device that is a full disk"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Path:
    """An installation in a folder, with nothing in it."""
    (tmp_path / "puente.sqlite").write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_database_that_is_damaged_is_told_and_kept(here: Path) -> None:
    copy = here / "copia.tar.gz"
    assert puente("backup", copy, folder=here).returncode == 0
    database = here / "puente.sqlite"
    whole = database.read_bytes()
    for damaged in (b"nothing of a database", whole[:4096] + b"x" * (len(whole) - 4096)):
        database.write_bytes(damaged)
        done = puente("doctor", folder=here)
        assert done.returncode == 2
        assert done.stderr.startswith("Error: El archivo de la base de datos está dañado")
        assert "Traceback" not in done.stderr
    assert puente("restore", "--replace", copy, folder=here).returncode == 0
    assert (here / "copies" / care.DAMAGED).read_bytes() == damaged
    assert puente("doctor", folder=here).returncode == 0


@only_linux
def test_doctor_says_that_the_disk_is_full(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = partial(open, "/dev/full", "wb")
    monkeypatch.setattr(care.tempfile, "TemporaryFile", lambda **_: full())
    monkeypatch.setattr(care, "LITTLE_ROOM", 10**18)
    done = CliRunner().invoke(care.doctor, [], catch_exceptions=False)
    assert f"FALTA   Se puede escribir en {here}." in done.output
    assert f"aviso   En el disco de {here} quedan " in done.output
    assert done.exit_code == 1


def test_doctor_says_that_the_key_is_empty(here: Path) -> None:
    (here / "secret-key").write_text("")
    done = CliRunner().invoke(care.doctor, [], catch_exceptions=False)
    assert "FALTA   El archivo" in done.output
    assert "secret-key está vacío. Bórrelo y vuelva a arrancar." in done.output
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("DROP TRIGGER audit_entry_kept", "ya no impide cambiarla (faltan audit_entry_kept)"),
        (
            "DROP TRIGGER audit_entry_kept; DROP TRIGGER audit_chain_kept;"
            "DELETE FROM audit_entry; DELETE FROM audit_chain",
            "Auditoría: falta la anotación 1. Alguien tocó la base de datos",
        ),
    ],
)
def test_doctor_says_that_the_audit_is_open_or_gone(here: Path, planted: str, told: str) -> None:
    with closing(sqlite3.connect(here / "puente.sqlite")) as database:
        database.executescript(planted)
    done = CliRunner().invoke(care.doctor, [], catch_exceptions=False)
    assert told in done.output
    assert done.exit_code == 1


def test_a_table_that_is_gone_is_told(here: Path) -> None:
    with closing(sqlite3.connect(here / "puente.sqlite")) as database:
        database.execute("DROP TABLE audit_chain")
    done = puente("doctor", folder=here)
    assert "A la base de datos le falta una tabla (no such table: audit_chain)" in done.stderr
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@only_linux
def test_what_a_command_cannot_write_is_told_in_a_sentence(here: Path) -> None:
    with pytest.raises(OSError, match="No space") as no_room:
        Path("/dev/full").write_bytes(b"x")
    engine = open_engine(f"sqlite:///{here / 'puente.sqlite'}")
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=1"))
    with engine.connect() as connection, pytest.raises(OperationalError) as full:
        connection.execute(text("CREATE TABLE more AS SELECT hex(zeroblob(90000))"))
    engine.dispose()
    for error in (no_room.value, full.value):
        assert str(told_of_machine(error)).startswith("No queda espacio en el disco del servidor")
    assert told_of_machine(ValueError("another thing")) is None
