"""``puente serve``: the web application behind gunicorn."""

import os
import sys

import click

from matcher.cli.service import open_service

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
    open_service()
    run_server(host=host, port=port, workers=workers)


def run_server(*, host: str, port: int, workers: int = 1) -> None:
    """Become gunicorn; does not return. The environment holds the settings."""
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
            "gthread",
            "--threads",
            "8",
            "--timeout",
            "120",
            "--config",
            "python:matcher.cli.watching",
            "wsgi:create_app()",
        ],
    )
