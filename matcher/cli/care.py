"""Looking after an installation: ``backup``, ``restore``, ``doctor``."""

import json
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import inspect, text

from matcher.audit.chain import ChainState, check_chain
from matcher.audit.guards import lost_guards
from matcher.cli.health.mail import examine_mail, examine_mailbox, examine_server
from matcher.cli.health.office import examine_office
from matcher.cli.health.standing import examine_domain
from matcher.cli.service import Service, open_service
from matcher.coded import to_message
from matcher.db.copying import copy_database, put_aside, put_back_postgres
from matcher.db.lock import alone
from matcher.db.migrate import COPIES_KEPT, current_revision, is_known
from matcher.db.private import close_to_others
from matcher.db.session import open_engine, open_url
from matcher.errors import PuenteError, SettingsError
from matcher.jobs.causes import LITTLE_ROOM
from matcher.jobs.models import JobRun
from matcher.jobs.pulse import LATE_AFTER, STAGES, long_runs, read_pulse, told_late
from matcher.jobs.schedule import TIMETABLE
from matcher.meaning.encoder import PACKAGE, find_encoder
from matcher.projects.asking import stopped_projects
from matcher.settings import Settings, from_env
from matcher.settings_file import settings_file
from scrapers.files import written_whole

KEPT = ("documents", "outbox", "models", "secret-key")
MANIFEST = "puente.json"
DAMAGED = "base-danada.sqlite"
_A_PIECE = 256 * 1024
DUMPS = {"puente.sqlite": "SQLite", "puente.dump": "PostgreSQL"}


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
    # The draft is its maker's only: it holds the key of the sessions and everybody's password hash.
    with tempfile.TemporaryDirectory() as folder, written_whole(target) as draft:
        dump = copy_database(service.engine.url, Path(folder))
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


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Reemplaza lo que hay ahora.")
def restore(source: Path, *, replace: bool) -> None:
    """Recupera una copia hecha con «puente backup»."""
    read_backup(from_env(), source, replace=replace)
    click.echo("Copia recuperada. Revise con: puente doctor")


def read_backup(settings: Settings, source: Path, *, replace: bool) -> None:
    """Put an archive's database and files in their place.

    :raises PuenteError: if something stands there and ``replace`` was not given, the file is no
        backup or one of a newer Puente, or another process has the database open.
    """
    url = open_url(settings.database)
    close_to_others(settings)
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder)
        dump = _unpacked(source, inside)
        here = "SQLite" if url.get_backend_name() == "sqlite" else "PostgreSQL"
        if (there := DUMPS[dump.name]) != here:
            raise PuenteError(f"La copia es de {there} y PUENTE_DATABASE_URL apunta a {here}.")
        with alone(url):
            put_back = _restore_sqlite if here == "SQLite" else _restore_postgres
            put_back(settings, dump, replace=replace)
            if (inside / "data").exists():
                shutil.copytree(inside / "data", settings.data_dir, dirs_exist_ok=True)
    close_to_others(settings)


def _unpacked(source: Path, folder: Path) -> Path:
    """Unpack a backup into ``folder``; where its database stands there.

    :raises PuenteError: if it is no backup, a damaged one, or one of a newer Puente.
    """
    refused = PuenteError(f"{source} no es una copia de Puente, o está dañada.")
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
        name, revision = manifest["database"], manifest.get("revision")
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise refused from error
    if name not in DUMPS or not (folder / name).is_file():
        raise refused
    dump = folder / str(name)
    if dump.suffix == ".sqlite" and not _is_sound(dump):
        raise refused
    if revision is not None and not is_known(revision):
        raise PuenteError(
            f"La copia es de una versión más nueva de Puente (esquema {revision}). Actualice "
            "Puente primero y vuelva a recuperarla."
        )
    return dump


def _is_sound(database: Path) -> bool:
    """Whether an SQLite file is whole."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _restore_sqlite(settings: Settings, dump: Path, *, replace: bool) -> None:
    url = open_url(settings.database)
    database = Path(str(url.database))
    if database.exists() and not replace:
        raise PuenteError(f"Ya hay una base de datos en {database}. Use --replace si está seguro.")
    database.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(database) as draft:
        shutil.copyfile(dump, draft)
        if database.exists():
            if _is_sound(database):
                put_aside(url, settings.copies, "antes-de-recuperar", most=COPIES_KEPT)
            else:  # somebody may yet read more out of it than we can
                settings.copies.mkdir(parents=True, exist_ok=True, mode=0o700)
                with written_whole(settings.copies / DAMAGED) as kept:
                    shutil.copyfile(database, kept)
            for leftover in (f"{database}-wal", f"{database}-shm"):
                Path(leftover).unlink(missing_ok=True)


def _restore_postgres(settings: Settings, dump: Path, *, replace: bool) -> None:
    url = open_url(settings.database)
    if not replace and _has_tables(settings.database):
        raise PuenteError("La base de datos no está vacía. Use --replace si está seguro.")
    if replace:
        put_aside(url, settings.copies, "antes-de-recuperar", most=COPIES_KEPT)
    put_back_postgres(url, dump)


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


_SENSE = (
    f"Comparar por el sentido (paquete {PACKAGE}; PUENTE_SEMANTIC lo apaga). Sin él se "
    "compara solo por palabras y temas."
)


def examine(service: Service) -> list[tuple[bool, bool, str]]:
    """Findings: whether it is well, whether work is impossible without it, the sentence."""
    settings = service.settings
    with service.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    told = settings_file() or "ninguno (busca /etc/puente/puente.env y ./puente.env)"
    found = [
        (True, True, f"Archivo de ajustes: {told}."),
        (True, True, f"Base de datos al día (versión {current_revision(service.engine)})."),
        (_writable(settings.data_dir), True, f"Se puede escribir en {settings.data_dir}."),
        *_signing_key(settings),
        *_room(settings.data_dir),
        (bool(settings.contact), False, "PUENTE_CONTACT: quién lee los sitios (correo o página)."),
        examine_server(settings),
        (shutil.which("apertium") is not None, False, "Apertium, para comparar entre idiomas."),
        (find_encoder(wanted=settings.semantic) is not None, False, _SENSE),
        *examine_office(),
    ]
    if settings.https:
        found.append(
            (
                bool(settings.proxies),
                False,
                "PUENTE_PROXIES: con HTTPS hay un servidor delante; sin "
                "este ajuste todos comparten un solo límite de intentos para entrar.",
            )
        )
    with service.sessions() as session:
        found += examine_domain(settings) + examine_mailbox(settings)
        found += examine_mail(session, now=service.clock.now())
        found += [
            (False, False, _long(run, now=service.clock.now()))
            for run in long_runs(session, now=service.clock.now())
        ]
        found += [_trail(check_chain(session)), *_guards(lost_guards(session))]
        stopped = len(stopped_projects(session, now=service.clock.now()))
    found.append(
        (
            not stopped,
            False,
            "Proyectos que dejaron de buscar convocatorias porque nadie confirmó "
            f"que siguen vigentes: {stopped}.",
        )
    )
    return [*found, *_timetable(service)]


def _trail(found: ChainState) -> tuple[bool, bool, str]:
    """Whether the audit trail is whole, with where it is not."""
    if found.is_whole:
        return (
            True,
            True,
            f"Auditoría completa: {found.sound} anotaciones, ninguna falta ni cambió.",
        )
    if found.broken_at is None:
        told = f"hay {found.unsealed} anotaciones que no escribió Puente"
    elif found.missing:
        told = f"falta la anotación {found.broken_at}"
    else:
        told = f"la anotación {found.broken_at} ya no es la que se escribió"
    return (
        False,
        True,
        f"Auditoría: {told}. Alguien tocó la base de datos por fuera de Puente: guarde una copia "
        "tal como está («puente backup») y compárela con una anterior.",
    )


def _guards(lost: list[str]) -> list[tuple[bool, bool, str]]:
    """What is said where the database itself no longer keeps the trail from being changed."""
    if not lost:
        return []
    told = (
        f"Auditoría: la base de datos ya no impide cambiarla (faltan {', '.join(lost)}). Alguien "
        "la tocó por fuera de Puente: recupere una copia anterior a eso."
    )
    return [(False, True, told)]


def _timetable(service: Service) -> list[tuple[bool, bool, str]]:
    """A finding per stage; one that stands still is an error, with what to do last of all."""
    with service.sessions() as session:
        pulse = read_pulse(session, now=service.clock.now())
    found: list[tuple[bool, bool, str]] = []
    for stage in STAGES:
        one = pulse[stage]
        told: str = told_late(one, timezone=service.settings.timezone)
        if one.error:
            told = f"{told} Después falló: {to_message(one.error)}"
        well = one.last_good is not None and not one.late and one.error is None
        found.append((well, one.late, told))
    if any(pulse[stage].late for stage in STAGES):
        hours = int(LATE_AFTER.total_seconds()) // 3600
        found.append(
            (
                False,
                True,
                f"El horario está parado: hay trabajos sin una vuelta buena hace más de "
                f"{hours} horas. Arránquelo con «puente scheduler» y déjelo en marcha (si ya lo "
                "está, arriba dice con qué error falla); mientras tanto, «puente cycle» da una "
                "vuelta.",
            )
        )
    return found


def _long(run: JobRun, *, now: datetime) -> str:
    """What to do about a run that does not end."""
    title = next((p.title for p in TIMETABLE if p.name == run.name), run.name)
    hours = int((now - run.started_at).total_seconds() // 3600)
    far = f" (va en {run.done} de {run.total})" if run.total else ""
    return (
        f"{title}: lleva {hours} horas sin terminar{far}. Si no avanza, reinicie el horario: sigue "
        "donde quedó."
    )


def _room(folder: Path) -> list[tuple[bool, bool, str]]:
    """What is said where the disk is nearly full."""
    free = shutil.disk_usage(folder).free if folder.exists() else LITTLE_ROOM
    if free >= LITTLE_ROOM:
        return []
    return [(False, False, f"En el disco de {folder} quedan {free // 10**6} MB: libere espacio.")]


def _signing_key(settings: Settings) -> list[tuple[bool, bool, str]]:
    """What is wrong with the key that signs sessions; it is made when the web first starts."""
    path = settings.data_dir / "secret-key"
    if settings.secret_key or not path.exists():
        return []
    try:
        settings.signing_key()
    except SettingsError as error:
        return [(False, True, str(error))]
    except OSError:
        return [(False, True, f"El archivo {path} es de otro usuario y la web no puede leerlo.")]
    return []


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_A_PIECE))  # a full disk takes a name, and nothing in it
            file.flush()
            return True
    except OSError:
        return False
