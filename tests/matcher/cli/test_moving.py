"""From SQLite to PostgreSQL: nothing changes on the way, whatever interrupts it."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import JSON, URL, Column, Engine, Enum, Table, func, insert, inspect, select, text
from sqlalchemy.types import LargeBinary

import matcher.db.search  # noqa: F401 # its tables are known once it is read
from matcher.db.base import Base
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine
from matcher.errors import PuenteError
from matcher.people.models import Person
from tests.conftest import run_on
from wsgi import load_command

pytestmark = pytest.mark.postgres
AT = datetime(2026, 11, 29, 23, 59, 59, 123456, tzinfo=UTC)
LONG = "Ñandú «ágil» 🌧️\n\t'\\" * 5_000
ODD = {"vacío": None, "lista": [1, 2.5, "x"], "z": {"a": True}, "a": "último", "n": 10**15}
PLENTY = 1_200
"""Rows of one table: more than one lot."""


ROOT = Path(__file__).parents[3]
DOOMED = """
import os, signal, sys
from matcher.db.moving import move_database
from matcher.db.session import open_engine
from wsgi import register_models

def told(done, total, label):
    told.lots += label == "person"
    if told.lots == 3:
        os.kill(os.getpid(), signal.SIGKILL)

told.lots = 0
register_models()
move_database(open_engine(sys.argv[1]), open_engine(sys.argv[2]), told=told)
"""
"""Copies as the command does, and is killed after some lots of one table."""


def value(column: Column[Any], number: int) -> Any:
    """Something of the column's type, another for each number where it may have to be."""
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enums[-1]
    if isinstance(kind, JSON):
        return ODD if number % 2 else []
    if isinstance(kind, LargeBinary):
        return bytes(range(256))
    given = {
        str: f"{LONG if number == 1 and not keyed(column) else 'Texto'} {number}",
        int: number,
        float: number / 3,
        bool: bool(number % 2),
        Decimal: Decimal("123456789.01") + number,
        object: AT + timedelta(days=number),  # an instant with its zone
        date: AT.date() + timedelta(days=number),
        hour: hour(6, 30),
    }
    return given[kind.python_type]


def keyed(column: Column[Any]) -> bool:
    """Whether the column stands in a key or an index, which hold no long text."""
    table = column.table
    indexed = {c for index in table.indexes for c in index.columns}
    unique = {c for one in table.constraints for c in getattr(one, "columns", ())}
    return column in indexed | unique


GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
"""What keeps the trail of changes from being emptied; here it is filled anew."""


def fill(engine: Engine) -> None:
    """Rows in every table there is: with everything, and with as little as may be."""
    with engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        guards = connection.execute(text(GUARDS)).all()
        for name, _sql in guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for table in Base.metadata.tables.values():
            connection.execute(table.delete())
            full = [{c.name: value(c, n) for c in table.columns} for n in (1, 2)]
            bare = {c.name: None if c.nullable else value(c, 3) for c in table.columns}
            for row in (*full, bare):
                connection.execute(insert(table), row)
        people: Table = Base.metadata.tables["person"]
        many = [{c.name: value(c, n) for c in people.columns} for n in range(4, PLENTY + 1)]
        connection.execute(insert(people), many)
        for _name, sql in guards:
            connection.exec_driver_sql(sql)
        connection.commit()


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "puente.sqlite"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    fill(engine)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copyfile(filled, tmp_path / "puente.sqlite")
    return tmp_path


@pytest.fixture
def empty(postgres_template: URL) -> Iterator[Engine]:
    name = f"moved_{uuid4().hex}"
    run_on(postgres_template, f"CREATE DATABASE {name}")
    engine = open_engine(postgres_template.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    run_on(postgres_template, f"DROP DATABASE {name} WITH (FORCE)")


def copy(folder: Path, to: str) -> tuple[str, str]:
    """What ``puente copy-database`` says, and what it refuses with."""
    asked = {"PUENTE_DATA_DIR": str(folder), "PUENTE_DATABASE_URL": None, "PUENTE_ENV_FILE": ""}
    done = CliRunner(env=asked).invoke(load_command("copy-database"), ["--to", to])
    if not isinstance(done.exception, PuenteError | None):
        raise done.exception
    return done.stdout, str(done.exception or "")


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Base.metadata.tables.values()
        }


def same_on_both(folder: Path, engine: Engine) -> None:
    source = open_engine(f"sqlite:///{folder / 'puente.sqlite'}")
    wanted, found = everything(source), everything(engine)
    source.dispose()
    engine.dispose()
    assert len(wanted["person"]) == PLENTY
    for name, rows in wanted.items():
        assert rows, name
        assert found[name] == rows, name


def structure(engine: Engine) -> list[Any]:
    """What guards the rows: keys to other tables, and triggers that are on."""
    inspector = inspect(engine)
    with engine.connect() as connection:
        off = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'"
        keys = {
            name: sorted(map(str, inspector.get_foreign_keys(name)))
            for name in inspector.get_table_names()
        }
        return [keys, connection.scalar(text(off))]


def test_everything_arrives_as_it_was(folder: Path, empty: Engine, postgres_template: URL) -> None:
    said, refused = copy(folder, address(empty))
    assert "Copiadas y comparadas" in said, refused
    same_on_both(folder, empty)
    pattern = open_engine(
        postgres_template.set(database="template_puente").render_as_string(hide_password=False)
    )
    assert structure(empty) == structure(pattern)
    pattern.dispose()
    upgrade(empty)  # as every command does first: it is a database like any other now
    with empty.begin() as connection:  # the numbering goes on after the last
        row = {c.name: value(c, PLENTY + 1) for c in Person.__table__.columns if c.name != "id"}
        number = connection.scalar(insert(Person).values(row).returning(Person.id))
        assert number == PLENTY + 1
    empty.dispose()
    assert "no está vacía" in copy(folder, address(empty))[1]


def test_killed_in_the_middle_it_goes_on_and_nobody_opens_half_of_it(
    folder: Path, empty: Engine
) -> None:
    source = f"sqlite:///{folder / 'puente.sqlite'}"
    doomed = subprocess.run(
        [sys.executable, "-c", DOOMED, source, address(empty)], cwd=ROOT, check=False
    )
    assert doomed.returncode == -signal.SIGKILL
    with empty.connect() as connection:
        assert 0 < (connection.scalar(select(func.count()).select_from(Person)) or 0) < PLENTY
    empty.dispose()
    with pytest.raises(PuenteError, match="copia sin terminar"):  # as every command does first
        upgrade(empty)
    empty.dispose()
    other = folder / "other"
    other.mkdir()
    shutil.copyfile(folder / "puente.sqlite", other / "puente.sqlite")
    assert "no es una copia empezada de esta misma base" in copy(other, address(empty))[1]
    original = open_engine(source)
    with original.begin() as connection:  # somebody worked meanwhile
        connection.execute(text("UPDATE person SET name = 'Otra' WHERE id = 5"))
    original.dispose()
    said, refused = copy(folder, address(empty))
    assert "Copiadas y comparadas" in said, refused
    same_on_both(folder, empty)


def test_what_postgresql_cannot_keep_is_named_and_the_rest_waits(
    folder: Path, empty: Engine
) -> None:
    source = open_engine(f"sqlite:///{folder / 'puente.sqlite'}")
    with source.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'A' || char(0) || 'B' WHERE id = 7"))
    assert "una fila de la tabla «person» (7)" in copy(folder, address(empty))[1]
    with source.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'AB' WHERE id = 7"))
    source.dispose()
    said, refused = copy(folder, address(empty))
    assert "Copiadas y comparadas" in said, refused
    same_on_both(folder, empty)


def test_another_s_database_and_a_wrong_address_are_refused(folder: Path, empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (x int)"))
    empty.dispose()
    assert "no está vacía" in copy(folder, address(empty))[1]
    for wrong, told in (
        ("sqlite:///x.sqlite", "espera una dirección de PostgreSQL"),
        ("postgresql://nadie@127.0.0.1:9/puente", "No se pudo seguir con la base de destino"),
    ):
        assert told in copy(folder, wrong)[1]
