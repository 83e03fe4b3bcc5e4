"""Looking after an installation: ``backup``, ``restore``, ``doctor``."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from matcher.cli.service import Service, open_service
from matcher.db.migrate import current_revision
from matcher.db.session import open_engine
from matcher.digests.send import stuck
from matcher.errors import PuenteError
from matcher.jobs.pulse import LATE_AFTER, STAGES, read_pulse, told_late
from matcher.projects.asking import stopped_projects
from matcher.settings import Settings, from_env
from scrapers.files import written_whole

KEPT = ("documents", "outbox", "models", "secret-key")
MANIFEST = "puente.json"
DUMPS = ("puente.sqlite", "puente.dump")


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def backup(target: Path) -> None:
    """Guarda la base de datos y los documentos en un solo archivo .tar.gz."""
    service = open_service()
    write_backup(service, target)
    click.echo(f"Copia guardada en {target} ({target.stat().st_size // 1024} kB).")


def write_backup(service: Service, target: Path) -> None:
    """Write one archive with the database as of now and the files of ``data_dir``.

    :raises PuenteError: if the database cannot be copied; no half archive stays behind.
    """
    with tempfile.TemporaryDirectory() as folder, written_whole(target) as draft:
        dump = _dump(service, Path(folder))
        manifest = Path(folder) / MANIFEST
        revision = current_revision(service.engine)
        manifest.write_text(json.dumps({"database": dump.name, "revision": revision}))
        with tarfile.open(draft, "w:gz") as archive:
            archive.add(manifest, MANIFEST)
            archive.add(dump, dump.name)
            for name in KEPT:
                path = service.settings.data_dir / name
                if path.exists():
                    archive.add(path, f"data/{name}")


def _dump(service: Service, folder: Path) -> Path:
    """A consistent copy of the database while the service goes on."""
    url = make_url(service.settings.database)
    if url.get_backend_name() == "sqlite":
        copy = folder / "puente.sqlite"
        with sqlite3.connect(str(url.database)) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        return copy
    program = shutil.which("pg_dump")
    if program is None:
        raise PuenteError("Falta pg_dump (paquete postgresql-client): no se pudo hacer la copia.")
    copy = folder / "puente.dump"
    address = url.render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603 # the program was looked up, the address is ours
        [program, "--format=custom", f"--file={copy}", address],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PuenteError(
            f"pg_dump no pudo copiar la base de datos: {' '.join(done.stderr.split())}"
        )
    return copy


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Reemplaza lo que hay ahora.")
def restore(source: Path, *, replace: bool) -> None:
    """Recupera una copia hecha con «puente backup»."""
    read_backup(from_env(), source, replace=replace)
    click.echo("Copia recuperada. Revise con: puente doctor")


def read_backup(settings: Settings, source: Path, *, replace: bool) -> None:
    """Put an archive's database and files in their place.

    :raises PuenteError: if something stands there and ``replace`` was not given, or the file is
        no backup.
    """
    url = make_url(settings.database)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder)
        dump = _unpacked(source, inside)
        if url.get_backend_name() == "sqlite":
            _restore_sqlite(Path(str(url.database)), dump, replace=replace)
        else:
            _restore_postgres(url.render_as_string(hide_password=False), dump, replace=replace)
        if (inside / "data").exists():
            shutil.copytree(inside / "data", settings.data_dir, dirs_exist_ok=True)


def _unpacked(source: Path, folder: Path) -> Path:
    """Unpack a backup into ``folder``; where its database stands there.

    :raises PuenteError: if it is no backup, or a damaged one.
    """
    refused = PuenteError(f"{source} no es una copia de Puente, o está dañada.")
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        name = json.loads((folder / MANIFEST).read_text())["database"]
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise refused from error
    if name not in DUMPS or not (folder / name).is_file():
        raise refused
    dump = folder / str(name)
    if dump.suffix == ".sqlite" and not _is_sound(dump):
        raise refused
    return dump


def _is_sound(database: Path) -> bool:
    """Whether an SQLite file is whole."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _restore_sqlite(database: Path, dump: Path, *, replace: bool) -> None:
    if dump.suffix != ".sqlite":
        raise PuenteError("La copia es de PostgreSQL y PUENTE_DATABASE_URL apunta a SQLite.")
    if database.exists() and not replace:
        raise PuenteError(f"Ya hay una base de datos en {database}. Use --replace si está seguro.")
    database.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(database) as draft:
        shutil.copyfile(dump, draft)
        for leftover in (f"{database}-wal", f"{database}-shm"):
            Path(leftover).unlink(missing_ok=True)


def _restore_postgres(address: str, dump: Path, *, replace: bool) -> None:
    if dump.suffix != ".dump":
        raise PuenteError("La copia es de SQLite y PUENTE_DATABASE_URL apunta a PostgreSQL.")
    if not replace and _has_tables(address):
        raise PuenteError("La base de datos no está vacía. Use --replace si está seguro.")
    program = shutil.which("pg_restore")
    if program is None:
        raise PuenteError("Falta pg_restore (paquete postgresql-client).")
    clean = ["--clean", "--if-exists"] if replace else []
    done = subprocess.run(  # noqa: S603 # the program was looked up, the address is ours
        [program, "--exit-on-error", *clean, f"--dbname={address}", str(dump)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PuenteError(f"pg_restore no pudo recuperar la copia: {' '.join(done.stderr.split())}")


def _has_tables(address: str) -> bool:
    engine = open_engine(address)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@click.command()
def doctor() -> None:
    """Revisa la instalación y dice qué arreglar; termina con error si algo impide trabajar."""
    service = open_service()
    broken = 0
    for good, needed, sentence in examine(service):
        mark = "bien   " if good else ("FALTA  " if needed else "aviso  ")
        broken += needed and not good
        click.echo(f"{mark} {sentence}")
    sys.exit(1 if broken else 0)


def examine(service: Service) -> list[tuple[bool, bool, str]]:
    """Findings: whether it is well, whether work is impossible without it, the sentence."""
    settings = service.settings
    with service.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    found = [
        (True, True, f"Base de datos al día (versión {current_revision(service.engine)})."),
        (_writable(settings.data_dir), True, f"Se puede escribir en {settings.data_dir}."),
        (bool(settings.contact), False, "PUENTE_CONTACT: quién lee los sitios (correo o página)."),
        (bool(settings.smtp_host), False, "Servidor de correo (PUENTE_SMTP_HOST); sin él los "
         f"mensajes quedan en {settings.outbox}."),
        (shutil.which("apertium") is not None, False, "Apertium, para comparar entre idiomas."),
        (shutil.which("soffice") is not None, False, "LibreOffice, para numerar el índice."),
    ]  # fmt: skip
    with service.sessions() as session:
        lost = len(stuck(session, now=service.clock.now()))
        stopped = len(stopped_projects(session, now=service.clock.now()))
    found.append((not lost, False, f"Correos de los que no se sabe si salieron: {lost}."))
    found.append(
        (not stopped, False, "Proyectos que dejaron de buscar convocatorias porque nadie confirmó "
         f"que siguen vigentes: {stopped}.")
    )  # fmt: skip
    return [*found, *_timetable(service)]


def _timetable(service: Service) -> list[tuple[bool, bool, str]]:
    """A finding per stage; one that stands still is an error, with what to do last of all."""
    with service.sessions() as session:
        pulse = read_pulse(session, now=service.clock.now())
    found = []
    for stage in STAGES:
        one = pulse[stage]
        told = told_late(one, timezone=service.settings.timezone)
        if one.error:
            told = f"{told} Después falló: {one.error}"
        well = one.last_good is not None and not one.late and one.error is None
        found.append((well, one.late, told))
    if any(pulse[stage].late for stage in STAGES):
        hours = int(LATE_AFTER.total_seconds()) // 3600
        found.append(
            (False, True, f"El horario está parado: hay trabajos sin una vuelta buena hace más de "
             f"{hours} horas. Arránquelo con «puente scheduler» y déjelo en marcha (si ya lo está, "
             "arriba dice con qué error falla); mientras tanto, «puente cycle» da una vuelta.")
        )  # fmt: skip
    return found


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
