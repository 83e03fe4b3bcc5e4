"""Guesses at what only the person knows: counted, and stopped where they are too many."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from flask import g
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from matcher.db.session import transaction
from matcher.people.attempts import (
    WINDOW,
    Limits,
    TooManyTries,
    count_try,
    is_over,
    password_limits,
    take_back,
)
from matcher.people.models import Person
from matcher.people.passwords import is_password
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, services

logger = logging.getLogger(__name__)
_REFUSED = "not_noted"


class AsksPassword(Protocol):
    """A form that wants the present password before it does anything."""

    current: Any

    def validate_on_submit(self) -> bool:
        """Whether it was sent, and whole."""

    def blame(self, name: str, sentence: str) -> bool:
        """Say ``sentence`` beside the field ``name``."""


def aside(work: Callable[[Session], object]) -> None:
    """Write something that stands whatever becomes of the request, and that it can do without.

    Whoever administers must get in to make room on a disk that is full. Where the database did
    not take one such thing it is not asked for the next: each would wait half a minute.
    """
    if g.get(_REFUSED):
        return
    try:
        with transaction(services().sessions) as session:
            work(session)
    except (OperationalError, InternalError) as error:
        g.setdefault(_REFUSED, default=True)
        logger.warning("could not be noted: %s", error.orig)


def begin_try(limits: Limits) -> Sequence[int]:
    """Count a try before what it says is looked at; end the request where there were too many.

    Where nothing can be written it is let go on, if those already counted allow it: whoever
    guesses would learn as much from a page of errors, and who administers must get in.

    :returns: what :func:`take_back` wants where it was right.
    """
    counted: list[int] = []
    try:
        aside(lambda session: counted.extend(count_try(session, limits, at=now())))
        if counted or not is_over(db(), limits, at=now()):
            return counted
    except TooManyTries:
        pass
    raise TooManyRequests(retry_after=int(WINDOW.total_seconds()))


def gives_password(who: Person, form: AsksPassword) -> bool:
    """Whether ``form`` is whole and holds the present password; a wrong one counts, and is said."""
    if not form.validate_on_submit():
        return False
    counted = begin_try(password_limits(who.id))
    if is_password(who.password_hash, form.current.data):
        aside(lambda session: take_back(session, counted))
        return True
    form.blame("current", _("No es su contraseña actual."))
    return False
