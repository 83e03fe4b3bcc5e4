"""Copies of the database as of one instant, while the service goes on."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from matcher.db.lock import sqlite_file
from matcher.errors import PuenteError

_EMPTY = """
DO $$ DECLARE drop_it text; BEGIN
  FOR drop_it IN
    SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
    WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS (
      SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
  LOOP EXECUTE drop_it; END LOOP;
END $$;
"""
"""Empties the schema of tables and of routines that belong to no extension."""


def copy_database(url: URL, folder: Path) -> Path:
    """Write a copy of the database of ``url`` into ``folder``, readable by nobody else.

    :raises PuenteError: if it cannot be made; the sentence says what is missing.
    """
    database = sqlite_file(url)
    if database is not None:
        return _copy_sqlite(database, folder / "puente.sqlite")
    copy = _fresh(folder / "puente.dump")
    postgres_program("pg_dump", url, "--format=custom", f"--file={copy}")
    return copy


def _fresh(path: Path) -> Path:
    """``path`` as an empty file of ours, without what a killed process left there."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    return path


def _copy_sqlite(database: Path, copy: Path) -> Path:
    _fresh(copy)
    try:
        with (
            closing(sqlite3.connect(database)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise PuenteError(
            f"No se pudo copiar la base de datos en {copy.parent}: {error}. Revise que haya "
            "espacio en el disco."
        ) from error
    return copy


def put_back_postgres(url: URL, dump: Path) -> None:
    """Make the database of ``url`` what ``dump`` holds, and nothing else, or leave it as it was.

    ``pg_restore --clean`` would drop only what the copy knows: a table of a newer schema would
    stay, or, where it refers to another one, stand in the way.

    :raises PuenteError: if a program is missing or did not manage; the sentence says why.
    """
    emptying, script = dump.with_name("empty.sql"), dump.with_name("fill.sql")
    emptying.write_text(_EMPTY)
    _run("pg_restore", url, f"--file={script}", dump)
    strict = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
    both = (f"--file={emptying}", f"--file={script}")
    postgres_program("psql", url, *strict, "--single-transaction", *both)


def postgres_program(name: str, url: URL, *words: str | Path) -> None:
    """Run ``pg_dump`` or ``psql`` on ``url``; its password goes where ``ps`` shows nothing.

    :raises PuenteError: if the program is missing or did not manage; the sentence says why.
    """
    address = url.set(password=None, drivername="postgresql").render_as_string()
    _run(name, url, f"--dbname={address}", *words)


def _run(name: str, url: URL, *words: str | Path) -> None:
    program = shutil.which(name)
    if program is None:
        raise PuenteError(f"Falta {name} (paquete postgresql-client): no se hizo nada.")
    done = subprocess.run(  # noqa: S603 # the program was looked up, the address is ours
        [program, *map(str, words)],
        env=os.environ | _password(url),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PuenteError(f"{name} no pudo con la base de datos: {' '.join(done.stderr.split())}")


def _password(url: URL) -> dict[str, str]:
    return {"PGPASSWORD": str(url.password)} if url.password else {}


def put_aside(url: URL, folder: Path, name: str, *, most: int) -> Path:
    """Keep a copy in ``folder`` as ``name``; of such copies the newest ``most`` stay.

    :raises PuenteError: if it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = copy_database(url, folder)
    kept = made.replace(folder / f"{name}{made.suffix}")
    for old in _newest(folder)[most:]:
        old.unlink()
    return kept


def _newest(folder: Path) -> Sequence[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
