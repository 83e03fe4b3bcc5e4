"""Composition root: the only module that sees the three packages.

``create_app`` builds the web application; nothing is built at import time.
"""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

from matcher import web
from matcher.clock import Clock, SystemClock
from matcher.db.session import open_engine, session_factory
from matcher.settings import Settings, from_env

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
    web.register(app, given)
    return app


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
    for package in (scrapers.cli, matcher.cli, proposals.cli):
        for command in package.COMMANDS:
            group.add_command(command)
    group(prog_name="puente")
