"""Bring a database to the present schema. The same migrations on SQLite and PostgreSQL.

Every command asks whether there is something to do, and hardly ever there is: so Alembic, a third
of what a short command costs, is loaded only where a schema is changed.
"""

import logging
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from matcher.db.copying import put_aside
from matcher.db.lock import migrating, sqlite_file
from matcher.db.session import gather_statistics
from matcher.errors import PuenteError

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)
FOLDER = Path(__file__).parent / "migrations"
COPIES_KEPT = 2
UNFINISHED = "copia-"
"""How the revision of a database begins that another one is being copied into."""


def upgrade(engine: Engine, *, copies: Path | None = None) -> None:
    """Apply what is missing, all of it or nothing; a database that is up to date is left alone.

    Of several processes that start at once, one applies it and the others wait. A process killed
    in the middle leaves the former schema.

    :param copies: where to put a copy of a database with data before it is changed.
    :raises PuenteError: if that copy cannot be made, or the database is half of a copy or one of
        a newer release; nothing was changed then.
    """
    with migrating(engine) as connection:
        now = _revision(connection)
        if now == latest_revision():
            return
        if now is not None and now.startswith(UNFINISHED):
            raise PuenteError(
                "En esta base de datos hay una copia sin terminar. Repita «puente copy-database» "
                "con los ajustes de la base de origen: sigue donde quedó."
            )
        if now is not None and not is_known(now):
            raise PuenteError(
                f"La base de datos es de una versión más nueva de Puente (esquema {now}); no se "
                "cambió nada. Instale esa versión, o siga «Volver atrás» de docs/instalacion.md "
                "para recuperar la copia hecha antes de actualizar."
            )
        if now is not None and copies is not None:
            _copy_first(engine, copies, now)
        apply(connection)
        _check_references(connection)
        if now is not None:  # of a new index nothing is known, and an old one is taken for it
            gather_statistics(connection)


def apply(connection: Connection) -> None:
    """Bring the database of ``connection`` to the present schema, in its transaction."""
    from alembic import command  # noqa: PLC0415

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _copy_first(engine: Engine, copies: Path, revision: str) -> None:
    try:
        put_aside(engine.url, copies, f"esquema-{revision}", most=COPIES_KEPT)
    except PuenteError as error:
        if sqlite_file(engine.url) is not None:
            raise
        # PostgreSQL takes back a failed change by itself, and its client may not be installed.
        logger.warning("no copy before the upgrade: %s", error)


def _check_references(connection: Connection) -> None:
    """
    :raises PuenteError: if a migration left something that points at nothing (SQLite).
    """
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise PuenteError(
            f"La actualización de la base de datos dejaría datos sueltos en: {tables}. No se "
            "cambió nada; avise a quien mantiene Puente."
        )


def current_revision(engine: Engine) -> str | None:
    """The revision a database stands at; ``None`` for an empty one."""
    with engine.connect() as connection:
        return _revision(connection)


def is_known(revision: str | None) -> bool:
    """Whether this release of Puente has the schema ``revision`` among its own."""
    return revision in _revisions()


def latest_revision() -> str:
    """The revision this release of Puente works with."""
    return _revisions()[-1]


@lru_cache(maxsize=1)
def _revisions() -> tuple[str, ...]:
    """All there are, in order: each file is named for its revision."""
    return tuple(sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py")))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def alembic_config() -> "Config":
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
