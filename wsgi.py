"""Composition root: the only module that sees the three packages.

``create_app`` builds the web application and ``main`` the ``puente`` command; nothing is built at
import time, and each command loads only what it needs, so that a short one answers at once.
"""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.clock import Clock, SystemClock, local_day
from matcher.errors import PuenteError
from matcher.places import BESIDE, templates_of
from matcher.settings import Settings, from_env
from scrapers.errors import ScraperError

if TYPE_CHECKING:
    from flask import Flask

    from proposals.demo import Totals

MAX_UPLOAD = 20 * 1024 * 1024

MODELS = (
    "matcher.people.models", "matcher.audit.models", "matcher.calls.models", "matcher.tags.models",
    "matcher.projects.models", "matcher.glossary.models", "matcher.matches.models",
    "matcher.digests.models", "matcher.jobs.models", "proposals.models",
)  # fmt: skip
# Where each command of ``puente`` is written, loaded when it is asked for.
COMMANDS: Mapping[str, str] = {
    "demo": "wsgi:demo",
    "serve": "matcher.cli.serve:serve",
    "scheduler": "matcher.cli.pipe:scheduler",
    "cycle": "matcher.cli.pipe:cycle_command",
    "collect": "matcher.cli.pipe:collect",
    "tag": "matcher.cli.tags:tag",
    "match": "matcher.cli.match:match",
    "notify": "matcher.cli.pipe:notify_command",
    "bank": "matcher.cli.bank:bank",
    "user": "matcher.cli.people:user",
    "sources": "scrapers.cli:sources",
    "extract": "scrapers.extract.command:extract_command",
    "proposals": "proposals.cli:proposals",
    "templates": "proposals.cli:templates",
    "train": "matcher.cli.tags:train",
    "backup": "matcher.cli.care:backup",
    "restore": "matcher.cli.care:restore",
    "doctor": "matcher.cli.care:doctor",
}


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> "Flask":
    """The web application over the database of ``settings`` (read from the environment).

    :raises SettingsError: for a setting that cannot be used.
    """
    from flask import Flask
    from flask_wtf import CSRFProtect

    from matcher import web
    from matcher.db.session import open_engine, session_factory
    from proposals import web as proposals_web

    settings = settings or from_env()
    folder = templates_of("web")
    app = Flask(
        "puente", root_path=str(BESIDE), template_folder=str(folder),
        static_folder=str(folder / "static"),
    )  # fmt: skip
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        SESSION_COOKIE_NAME="puente",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.https,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session: long forms stay valid
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    CSRFProtect(app)
    sessions = session_factory(open_engine(settings.database))
    given = web.Services(settings=settings, sessions=sessions, clock=clock or SystemClock())
    web.register(app, given, translations=(proposals_web.TRANSLATIONS,))
    proposals_web.register(app, given)
    return app


@click.command()
@click.option("--once", is_flag=True, help="Sin abrir la web.")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=Path("var/demo"), show_default=True
)
@click.option("--port", type=int, default=8000, show_default=True, help="Puerto de la web.")
def demo(*, once: bool, folder: Path, port: int) -> None:
    """Recorre todo con fuentes de muestra y abre la web. Otra vez no repite nada."""
    from matcher.cli.serve import run_server
    from proposals import demo as sample
    from scrapers.demo.server import SITES

    settings = Settings(
        data_dir=folder,
        base_url=f"http://127.0.0.1:{port}",
        agency_name="Agencia de muestra",
        agency_city="Medellín",
    )
    totals = run_demo(settings)
    for missing in totals.missing():
        click.echo(f"No hubo {missing}: algo falló en la demostración.", err=True)
    if totals.missing():
        sys.exit(1)
    if once:
        return
    click.echo(f"\nAbra http://127.0.0.1:{port} y entre con una de estas cuentas:")
    for person in sample.PEOPLE:
        click.echo(f"  {person.email:<30} {sample.PASSWORD}   ({person.role})")
    os.environ |= {
        "PUENTE_DATA_DIR": str(folder),
        "PUENTE_BASE_URL": settings.base_url,
        "PUENTE_AGENCY_NAME": settings.agency_name,
        "PUENTE_AGENCY_CITY": settings.agency_city,
        "PUENTE_SOURCES": ",".join(site.source_id for site in SITES),
    }
    run_server(host="127.0.0.1", port=port)


def run_demo(settings: Settings) -> "Totals":
    """The whole pipe over the sample sources in ``settings.data_dir``; tells what it does."""
    from matcher.cli import pipe
    from matcher.cli.service import open_service
    from matcher.db.session import transaction
    from matcher.jobs.schedule import cycle
    from matcher.jobs.stages import Pipe
    from proposals import demo as sample
    from scrapers.demo import server as sample_sources

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    day, number = _demo_day(settings, local_day(clock.now(), settings.timezone))
    state = sample_sources.DemoState(round=number)
    with sample_sources.serve(day, state) as url:
        bases = sample_sources.bases(url)
        service = open_service(
            replace(settings, sources=tuple(bases), source_bases=bases), clock=clock
        )
        pipeline = Pipe(sessions=service.sessions, settings=service.settings)
        click.echo(f"Banco de proyectos: {sample.prepare(pipeline, clock=clock)} proyectos nuevos")
        for name, work in cycle():
            click.echo(pipe.TITLES[name])
            pipe.tell_stage(name, pipe.run_stage(service, name, work))
    document = sample.propose(pipeline, clock=clock)
    if document:
        click.echo(f"Propuesta de muestra: {document}")
    with transaction(service.sessions) as session:
        totals = sample.totals(session)
    click.echo("Ahora hay:")
    sample.summary(totals, pipeline, tell=click.echo)
    return totals


def _demo_day(settings: Settings, today: date) -> tuple[date, int]:
    """The day the sample deadlines count from and the round: both kept from run to run."""
    path = settings.data_dir / "demo.json"
    kept: dict[str, Any] = {"day": today.isoformat(), "round": 0}
    if path.exists():
        kept = json.loads(path.read_text())
    kept["round"] = min(kept["round"] + 1, 2)
    path.write_text(json.dumps(kept))
    return date.fromisoformat(kept["day"]), kept["round"]


class _Puente(click.Group):
    """The ``puente`` command: what goes wrong is told in one sentence, not in a trace."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002 # click gives it
        """Every command, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command, loaded now; ``None`` for a name nobody has."""
        return load_command(name) if name in COMMANDS else None

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (PuenteError, ScraperError) as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)


def load_command(name: str) -> click.Command:
    """One of ``COMMANDS``; what works on the database finds every table known.

    :raises KeyError: for a name that is not among them.
    """
    module, _, attribute = COMMANDS[name].partition(":")
    if not module.startswith("scrapers."):
        register_models()
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    return command


def register_models() -> None:
    """Load the tables of all packages, which point at each other by name."""
    for module in MODELS:
        import_module(module)


def main() -> None:
    """The ``puente`` command, with the commands of the three packages."""
    _Puente("puente", help="Convocatorias para los proyectos de la ciudad.")(prog_name="puente")
