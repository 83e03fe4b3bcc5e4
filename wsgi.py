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
