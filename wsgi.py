"""Composition root: the only module that sees the three packages.

``create_app`` builds the web application and ``main`` the ``puente`` command; nothing is built at
import time.
"""

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_wtf import CSRFProtect

import proposals.cli
import scrapers.cli
from matcher import web
from matcher.cli import bank, care, match, people, pipe, serve, tags
from matcher.cli.service import open_service
from matcher.clock import Clock, SystemClock, local_day
from matcher.db.session import open_engine, session_factory, transaction
from matcher.errors import PuenteError
from matcher.jobs.schedule import cycle
from matcher.jobs.stages import Pipe
from matcher.settings import Settings, from_env
from proposals import demo as sample
from proposals import web as proposals_web
from scrapers.demo import server as sample_sources
from scrapers.errors import ScraperError

ROOT = Path(__file__).parent
MAX_UPLOAD = 20 * 1024 * 1024


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """The web application over the database of ``settings`` (read from the environment).

    :raises SettingsError: for a setting that cannot be used.
    """
    settings = settings or from_env()
    folder = ROOT / "templates" / "web"
    app = Flask(
        "puente", root_path=str(ROOT), template_folder=str(folder),
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
        "PUENTE_SOURCES": ",".join(site.source_id for site in sample_sources.SITES),
    }
    serve.run_server(host="127.0.0.1", port=port)


def run_demo(settings: Settings) -> sample.Totals:
    """The whole pipe over the sample sources in ``settings.data_dir``; tells what it does."""
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

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (PuenteError, ScraperError) as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)


def main() -> None:
    """The ``puente`` command, with the commands of the three packages."""
    group = _Puente("puente", help="Convocatorias para los proyectos de la ciudad.")
    modules = (scrapers.cli, bank, care, match, people, pipe, serve, tags, proposals.cli)
    for command in (demo, *(one for module in modules for one in module.COMMANDS)):
        group.add_command(command)
    group(prog_name="puente")
