"""``puente serve``: the web application behind gunicorn."""

import os
import sys
from dataclasses import replace

import click

from matcher.cli.service import open_service
from matcher.db.lock import sqlite_file
from matcher.db.session import transaction
from matcher.people.first import first_link, is_empty
from matcher.settings import Settings

# gunicorn looks for modules in the working folder first: ours is loaded before, so that a folder
# with another wsgi.py in it is none the worse, and relative settings mean what they meant.
_GUNICORN = (
    "import wsgi; from matcher.logs import configure; configure(); "
    "from gunicorn.app.wsgiapp import run; run(prog='puente')"
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Dónde escuchar.")
@click.option("--port", type=int, default=8000, show_default=True, help="Puerto.")
@click.option("--workers", type=int, default=1, show_default=True, help="Procesos.")
def serve(host: str, port: int, workers: int) -> None:
    """Abre la aplicación web."""
    service = open_service()
    settings = at_home(service.settings, host=host, port=port)
    os.environ["PUENTE_BASE_URL"] = settings.base_url  # for the processes that answer
    with transaction(service.sessions) as session:
        if is_empty(session):
            link = first_link(settings, now=service.clock.now())
            click.echo(
                "Puente está vacío. Abra este enlace para crear la primera cuenta, la que "
                f"administra (sirve una vez, durante 24 horas):\n{link}"
            )
    kind = "OneByOne" if sqlite_file(service.engine.url) else "Worker"
    run_server(host=host, port=port, workers=workers, kind=kind)


def at_home(settings: Settings, *, host: str, port: int) -> Settings:
    """The settings with the address that is listened at, where nobody gave the public one.

    Links are built from it, the one for the first account before any other.
    """
    if settings.base_url != Settings().base_url:
        return settings
    here = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 # compared, not bound
    here = f"[{here}]" if ":" in here else here
    return replace(settings, base_url=f"http://{here}:{port}")


def run_server(*, host: str, port: int, workers: int, kind: str) -> None:
    """Become gunicorn; does not return. The environment holds the settings.

    :param kind: of the classes of ``matcher.cli.answering``.
    """
    os.execv(  # noqa: S606 # no shell on purpose
        sys.executable,
        [
            sys.executable,
            "-P",
            "-c",
            _GUNICORN,
            "--bind",
            f"{host}:{port}",
            "--workers",
            str(workers),
            "--worker-class",
            f"matcher.cli.answering.{kind}",
            "--threads",
            "8",
            "--keep-alive",  # none: a kept connection stays with one process, busy or not
            "0",
            "--timeout",
            "120",
            "--no-control-socket",  # a door nobody asked for, one for all that one user runs
            "--config",
            "python:matcher.cli.watching",
            "wsgi:create_app()",
        ],
    )
