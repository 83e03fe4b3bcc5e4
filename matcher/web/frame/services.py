"""What a request may use: settings, sessions, time; handed in once, at registration."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

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


_g = g._get_current_object


def known() -> dict[str, Any]:
    """What this request knows: all that ``g`` holds, for what is asked hundreds of times a page.

    By way of ``g`` itself each question takes five calls; together they took a tenth of a page.
    """
    page: dict[str, Any] = vars(_g())
    return page


def services() -> Services:
    """The services of the running application."""
    here = known()
    if "services" not in here:
        here["services"] = current_app.extensions[_KEY]
    return cast("Services", here["services"])


def db() -> Session:
    """The session of this request: opened on first use, closed at the end."""
    here = known()
    if "session" not in here:
        here["session"] = services().sessions()
        here["session"].info.update(current_app.extensions[SESSION_INFO])
    return cast("Session", here["session"])


def now() -> datetime:
    """The present instant, one and the same for the whole request."""
    here = known()
    if "now" not in here:
        here["now"] = services().clock.now()
    return cast("datetime", here["now"])


def today() -> date:
    """Today in the agency's calendar."""
    here = known()
    if "today" not in here:
        here["today"] = local_day(now(), services().settings.timezone)
    return cast("date", here["today"])


def person() -> Person:
    """Who is signed in; only for routes that require it."""
    return cast("Person", current_user.person)


def person_or_none() -> Person | None:
    """Who is signed in, or ``None`` on a page open to all."""
    account = known().get("_login_user")  # past the proxy where it is known
    if account is None:
        account = current_user
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
