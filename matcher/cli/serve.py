"""``puente serve``: the web application behind gunicorn."""

import os
import sys
from pathlib import Path

import click

from matcher.cli.service import open_service
from matcher.settings import HOME


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
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.execv(  # noqa: S606 # no shell on purpose
        gunicorn,
        [
            str(gunicorn), "--bind", f"{host}:{port}", "--workers", str(workers),
            "--worker-class", "gthread", "--threads", "8", "--timeout", "120",
            # Not --chdir: what a setting says of folders must mean the same as before.
            "--pythonpath", str(HOME), "wsgi:create_app()",
        ],
    )  # fmt: skip
