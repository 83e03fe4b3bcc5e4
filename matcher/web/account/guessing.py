"""Guesses at what only the person knows: counted, and stopped where they are too many."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from matcher.db.session import transaction
from matcher.people.attempts import WINDOW, Limits, is_over, note_failure, password_limits
from matcher.people.models import Person
from matcher.people.passwords import is_password
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, services

logger = logging.getLogger(__name__)


class AsksPassword(Protocol):
    """A form that wants the present password before it does anything."""

    current: Any

    def validate_on_submit(self) -> bool:
        """Whether it was sent, and whole."""

    def blame(self, name: str, sentence: str) -> bool:
        """Say ``sentence`` beside the field ``name``."""


def aside(work: Callable[[Session], object]) -> None:
    """Write something that stands whatever becomes of the request, and that it can do without.

    Whoever administers must get in to make room on a disk that is full.
    """
    try:
        with transaction(services().sessions) as session:
            work(session)
    except (OperationalError, InternalError) as error:
        logger.warning("could not be noted: %s", error.orig)


def stop_guessing(limits: Limits) -> None:
    """End the request where one of ``limits`` is reached."""
    if is_over(db(), limits, at=now()):
        raise TooManyRequests(retry_after=int(WINDOW.total_seconds()))


def note_guess(limits: Limits) -> None:
    """Count one wrong guess.

    Also where it cannot be written: whoever guesses would learn as much from a page of errors.
    """
    aside(lambda session: note_failure(session, limits, at=now()))


def gives_password(who: Person, form: AsksPassword) -> bool:
    """Whether ``form`` is whole and holds the present password; a wrong one counts, and is said."""
    limits = password_limits(who.id)
    stop_guessing(limits)
    if not form.validate_on_submit():
        return False
    if is_password(who.password_hash, form.current.data):
        return True
    note_guess(limits)
    form.blame("current", _("No es su contraseña actual."))
    return False
