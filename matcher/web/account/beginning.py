"""Beginning a session."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import g, request, session
from flask_login import login_user
from sqlalchemy.orm import Session

from matcher.people.devices import device_of
from matcher.people.models import Person
from matcher.people.sessions import WORKING_DAY, begin_session, note_session
from matcher.web.frame.access import SEEN, Account
from matcher.web.frame.language import KEY as LANGUAGE_KEY
from matcher.web.frame.services import db, now, services

Beside = Callable[[Callable[[Session], object]], object]
logger = logging.getLogger(__name__)


def begin(who: Person, *, remember: bool, beside: Beside | None = None) -> None:
    """Begin a session that nobody had before, with nothing left in it of the former one.

    :param beside: notes that it is open where that may fail; else it is noted in this request.
    """
    language = session.get(LANGUAGE_KEY)
    session.clear()
    g.pop("csrf_token", None)  # made for the session that was; the next page needs one of this
    if language:
        session[LANGUAGE_KEY] = language
    session.permanent = remember
    session[SEEN] = int(now().timestamp())
    lasting = timedelta(days=services().settings.remember_days) if remember else WORKING_DAY
    logger.info("signed in", extra={"fields": {"person": who.id, "remember": remember}})
    sign_in = begin_session(who, at=now(), lasting=lasting)
    login_user(Account(who, sign_in))
    note = partial(note_session, sign_in=sign_in, device=device_here(), at=now())
    if beside is None:
        note(db())
    else:
        beside(note)


def device_here() -> str:
    """The kind of machine that asks."""
    return device_of(request.headers.get("User-Agent", ""))
