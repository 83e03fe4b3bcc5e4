"""From SQLite to PostgreSQL: ``copy-database``."""

import click
from sqlalchemy.exc import OperationalError

from matcher.cli.service import open_service
from matcher.cli.terminal import bar
from matcher.db.lock import alone
from matcher.db.moving import move_database
from matcher.db.session import open_engine, open_url
from matcher.errors import PuenteError

_TO = "La dirección de la base vacía: postgresql://usuario@servidor/puente"


@click.command()
@click.option("--to", "address", required=True, metavar="URL", help=_TO)
def copy_database(address: str) -> None:
    """Copia la base de SQLite a una de PostgreSQL vacía y compara fila por fila.

    La contraseña puede ir en PGPASSWORD o en ~/.pgpass, donde no la ven los demás usuarios.
    """
    target = open_url(address)
    if target.get_backend_name() != "postgresql":
        raise PuenteError("--to espera una dirección de PostgreSQL: postgresql://usuario@…/puente")
    service = open_service()
    if service.engine.dialect.name != "sqlite":
        raise PuenteError(
            "La base de datos de los ajustes ya es de PostgreSQL; se copia desde SQLite. Revise "
            "PUENTE_DATABASE_URL."
        )
    engine = open_engine(address)
    try:
        with alone(service.engine.url), alone(target), bar("Copiando") as told:
            rows = move_database(service.engine, engine, told=told)
    except OperationalError as error:
        reason = " ".join(str(error.orig).split())
        raise PuenteError(
            f"No se pudo seguir con la base de destino: {reason} Nada cambió en la de origen; al "
            "repetir la orden sigue donde quedó."
        ) from error
    finally:
        engine.dispose()
        service.engine.dispose()
    click.echo(
        f"Copiadas y comparadas {rows} filas. Ponga ahora PUENTE_DATABASE_URL con la dirección "
        "nueva en los ajustes y arranque la web y el horario. La base anterior queda como estaba."
    )
