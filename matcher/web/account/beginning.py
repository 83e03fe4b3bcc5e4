"""Beginning a session."""

import logging
from datetime import timedelta

from flask import g, session
from flask_login import login_user

from matcher.people.models import Person
from matcher.people.sessions import WORKING_DAY, begin_session
from matcher.web.frame.access import SEEN, Account
from matcher.web.frame.language import KEY as LANGUAGE_KEY
from matcher.web.frame.services import now, services

logger = logging.getLogger(__name__)


def begin(who: Person, *, remember: bool) -> None:
    """Begin a session that nobody had before, with nothing left in it of the former one."""
    language = session.get(LANGUAGE_KEY)
    session.clear()
    g.pop("csrf_token", None)  # made for the session that was; the next page needs one of this
    if language:
        session[LANGUAGE_KEY] = language
    session.permanent = remember
    session[SEEN] = int(now().timestamp())
    lasting = timedelta(days=services().settings.remember_days) if remember else WORKING_DAY
    logger.info("signed in", extra={"fields": {"person": who.id, "remember": remember}})
    login_user(Account(who, begin_session(who, at=now(), lasting=lasting)))
