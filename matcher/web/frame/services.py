"""What a request may use: settings, sessions, time; handed in once, at registration."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Flask, Response, current_app, g
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.state_sql import ONE_MOMENT
from matcher.clock import Clock, local_day
from matcher.people.models import Person
from matcher.settings import Settings

_KEY = "puente"
SESSION_INFO = "session-info"
"""What the sessions of an application know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the pages need from outside the request."""

    settings: Settings
    sessions: sessionmaker[Session]
    clock: Clock


def services() -> Services:
    """The services of the running application."""
    return cast("Services", current_app.extensions[_KEY])


def db() -> Session:
    """The session of this request: opened on first use, closed at the end."""
    if "session" not in g:
        g.session = services().sessions()
        g.session.info.update(current_app.extensions[SESSION_INFO])
    return cast("Session", g.session)


def now() -> datetime:
    """The present instant, one and the same for the whole request."""
    if "now" not in g:
        g.now = services().clock.now()
    return cast("datetime", g.now)


def today() -> date:
    """Today in the agency's calendar."""
    if "today" not in g:
        g.today = local_day(now(), services().settings.timezone)
    return cast("date", g.today)


def person() -> Person:
    """Who is signed in; only for routes that require it."""
    return cast("Person", current_user.person)


def person_or_none() -> Person | None:
    """Who is signed in, or ``None`` on a page open to all."""
    known = g.get(
        "_login_user"
    )  # asked some hundred times a page: past the proxy where it is known
    account = current_user if known is None else known
    return account.person if account.is_authenticated else None


def _finish(response: Response) -> Response:
    """Commit what a successful request changed; an error leaves nothing half-done.

    What the database says only now gets its page like what it says before.
    """
    session: Session | None = g.get("session")
    if session is None:
        return response
    if response.status_code >= 400:
        session.rollback()
        return response
    try:
        session.commit()
    except SQLAlchemyError as error:
        session.rollback()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def install(app: Flask, given: Services) -> None:
    """Hand ``given`` to ``app`` and bind one database session to each request."""
    app.extensions[_KEY] = given
    app.extensions.setdefault(SESSION_INFO, {})[ONE_MOMENT] = True
    app.after_request(_finish)
    app.teardown_appcontext(_close)
