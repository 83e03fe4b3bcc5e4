"""Composition root: the only module that sees the three packages.

``create_app`` builds the web application and ``main`` the ``puente`` command; nothing is built at
import time, and each command loads only what it needs, so that a short one answers at once.
"""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from matcher.clock import Clock, SystemClock
from matcher.errors import PuenteError
from matcher.places import BESIDE, templates_of
from matcher.settings import Settings, from_env
from scrapers.errors import ScraperError

if TYPE_CHECKING:
    from flask import Flask

    from proposals.demo.command import SampleSources

MAX_UPLOAD = 20 * 1024 * 1024

MODELS = (
    "matcher.people.models",
    "matcher.federation.models",
    "matcher.audit.models",
    "matcher.calls.models",
    "matcher.money.models",
    "matcher.tags.models",
    "matcher.projects.models",
    "matcher.projects.imports.models",
    "matcher.glossary.models",
    "matcher.translation.models",
    "matcher.meaning.models",
    "matcher.matches.models",
    "matcher.searches.models",
    "matcher.gate.models",
    "matcher.pursuits.models",
    "matcher.networks.models",
    "matcher.files.models",
    "matcher.desk.models",
    "matcher.funders.models",
    "matcher.results.models",
    "matcher.agency.models",
    "matcher.personal.models",
    "matcher.departments.models",
    "matcher.mail.models",
    "matcher.digests.models",
    "matcher.rehearsals.models",
    "matcher.jobs.models",
    "proposals.models",
    "proposals.own_templates.models",
    "proposals.library.models",
)
# What tables tell of themselves to what lies upstream.
TELLING = ("proposals.process.awaiting", "matcher.departments.keeping")
# Where each command of ``puente`` is written, loaded when it is asked for.
COMMANDS: Mapping[str, str] = {
    "demo": "proposals.demo.command:demo",
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
    "same": "matcher.cli.same:same",
    "proposals": "proposals.cli:proposals",
    "templates": "proposals.cli:templates",
    "train": "matcher.cli.tags:train",
    "rehearse": "matcher.cli.rehearse:rehearse",
    "backup": "matcher.cli.care:backup",
    "restore": "matcher.cli.care:restore",
    "prune": "matcher.cli.pruning:prune_command",
    "copy-database": "matcher.cli.moving:copy_database",
    "doctor": "matcher.cli.care:doctor",
}


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> "Flask":
    """The web application over the database of ``settings`` (read from the environment).

    :raises SettingsError: for a setting that cannot be used.
    """
    from flask import Flask
    from flask_wtf import CSRFProtect
    from werkzeug.middleware.proxy_fix import ProxyFix

    from matcher import web
    from matcher.db.lock import hold
    from matcher.db.private import close_to_others
    from matcher.db.session import open_engine, session_factory
    from proposals import web as proposals_web

    settings, folder = settings or from_env(), templates_of("web")
    register_models()  # a server builds the application without any command
    app = Flask(
        "puente",
        root_path=str(BESIDE),
        template_folder=str(folder),
        static_folder=str(folder / "static"),
    )
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=MAX_UPLOAD,  # a whole step is one form, with texts of any length
        # With this prefix no other host of the city can set or overwrite it (needs HTTPS).
        SESSION_COOKIE_NAME="__Host-puente" if settings.https else "puente",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.remember_days),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session: long forms stay valid
    )
    app.jinja_environment = web.SharedGlobals
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.proxies:  # as many as were declared: whoever comes may write the rest
        trusted = {"x_for": settings.proxies, "x_proto": settings.proxies, "x_host": 0}
        app.wsgi_app = ProxyFix(app.wsgi_app, **trusted)  # type: ignore[method-assign] # its way
    CSRFProtect(app)
    close_to_others(settings)
    engine = open_engine(settings.database)
    hold(engine)
    clock, sessions = clock or SystemClock(), session_factory(engine)
    given = web.Services(settings=settings, sessions=sessions, clock=clock)
    web.register(app, given, translations=(proposals_web.TRANSLATIONS,))
    proposals_web.register(app, given)
    return app


def sample_sources() -> "SampleSources":
    """The sources of the demo: nobody else sees both them and the pipe."""
    from proposals.demo.command import SampleSources
    from scrapers.demo import server

    return SampleSources(
        ids=tuple(site.source_id for site in server.SITES), serve=server.serve_bases
    )


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
        except _troubles_of_the_machine() as error:
            from matcher.cli.service import told_of_machine  # looked for only then, as above

            if (told := told_of_machine(error)) is None:
                raise
            click.echo(f"Error: {told}", err=True)
            sys.exit(2)


def _troubles_of_the_machine() -> tuple[type[Exception], ...]:
    """What the database and the disk raise; asked for once something went wrong."""
    from sqlalchemy.exc import DatabaseError  # a short command never loads it

    return OSError, DatabaseError


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
    for module in (*MODELS, *TELLING):
        import_module(module)


def main() -> None:
    """The ``puente`` command, with the commands of the three packages.

    What it makes is for its own user: the database, copies, letters, documents.
    """
    os.umask(0o077)
    _Puente("puente", help="Convocatorias para los proyectos de la ciudad.")(
        prog_name="puente", obj=sample_sources
    )
