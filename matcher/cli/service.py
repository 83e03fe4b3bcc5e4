"""What every command on the database needs: settings, database at the present schema, clock."""

import errno
import sqlite3
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock, SystemClock
from matcher.db.lock import hold
from matcher.db.migrate import upgrade
from matcher.db.private import close_to_others
from matcher.db.session import open_engine, session_factory
from matcher.errors import SettingsError
from matcher.settings import Settings, from_env

_UNDEFINED_TABLE = "42P01"  # PostgreSQL, appendix A
_NO_ROOM = (
    "No queda espacio en el disco del servidor: lo que esta orden iba a guardar no se guardó. "
    "Libere espacio y repítala."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An open installation of Puente."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    clock: Clock


def open_service(settings: Settings | None = None, *, clock: Clock | None = None) -> Service:
    """Open the installation of ``settings`` (from the environment by default) and migrate it.

    :raises SettingsError: for a setting that cannot be used, or a database nobody can reach.
    """
    settings = settings or from_env()
    try:
        close_to_others(settings)
        engine = open_engine(settings.database)
        upgrade(engine, copies=settings.copies)
        hold(engine)
    except OSError as error:
        raise SettingsError(
            f"No se puede escribir en PUENTE_DATA_DIR={settings.data_dir}: {error.strerror}."
        ) from error
    except OperationalError as error:
        reason = " ".join(str(error.orig).split())
        raise SettingsError(
            f"No se puede abrir la base de datos (PUENTE_DATABASE_URL): {reason}"
        ) from error
    return Service(
        settings=settings,
        engine=engine,
        sessions=session_factory(engine),
        clock=clock or SystemClock(),
    )


def told_of_machine(error: Exception) -> str | None:
    """What went wrong with the database or the disk; ``None`` if it was something else."""
    if isinstance(error, OSError):
        return _NO_ROOM if error.errno in {errno.ENOSPC, errno.EDQUOT} else None
    if not isinstance(error, DatabaseError):
        return None
    reason = " ".join(str(error.orig).split())
    if type(error.orig) is sqlite3.DatabaseError:  # its kinds below are other troubles
        return (
            f"El archivo de la base de datos está dañado ({reason}). Recupere una copia: «puente "
            "restore --replace ARCHIVO»; el dañado queda en la carpeta copies."
        )
    if "no such table" in reason or getattr(error.orig, "sqlstate", "") == _UNDEFINED_TABLE:
        return (
            f"A la base de datos le falta una tabla ({reason}): alguien la cambió por fuera de "
            "Puente. Recupere la última copia: «puente restore --replace ARCHIVO»."
        )
    if not isinstance(error, OperationalError):
        return None
    if "full" in reason or "No space" in reason:
        return _NO_ROOM
    return f"La base de datos no respondió ({reason}). Espere un minuto y repita la orden."
