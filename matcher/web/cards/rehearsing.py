"""Before a setting is saved: replay the year with it, and ask."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from matcher.rehearsals.models import Rehearsal
from matcher.rehearsals.running import forget_old, start
from matcher.rehearsals.settings import would_change
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now, person, services

ASKED, BACK = "rehearse", "back"
_OURS = frozenset({ASKED, BACK, "csrf_token"})


def returning() -> bool:
    """Whether somebody comes back from a rehearsal to change what they wrote."""
    return BACK in request.form


def retiring(name: str, *, away: bool) -> str:
    """What is about to be done to ``name``, in words."""
    return _("Retirar: %(name)s", name=name) if away else _("Devolver: %(name)s", name=name)


def before_saving(
    deed: str, proposal: Mapping[str, Any], *, about: str, back: str | None = None
) -> ResponseReturnValue | None:
    """The page that shows what ``deed`` would have done; ``None`` where it is to be done now.

    It is done at once where the button of a rehearsal sent it, and where it changes nothing.

    :param about: what is to be saved, in the words of who wrote it.
    :param back: the page to go back to, where the form is not a page of its own.
    :raises InvalidInput: or ``Conflict``, where it cannot be done.
    """
    if ASKED not in request.form:
        return None
    given, who = services(), person()
    if not would_change(given.sessions, deed, proposal, person_id=who.id, at=now()):
        return None
    forget_old(db(), now=now())
    asked = Rehearsal(
        person_id=who.id,
        deed=deed,
        proposal=dict(proposal),
        form=[[n, v] for n, v in request.form.items(multi=True) if n not in _OURS],
        path=request.path,
        back=back,
        about=about,
        asked_at=now(),
    )
    db().add(asked)
    db().commit()  # the other process reads it from the database
    start(given.sessions, given.settings, asked.id, clock=given.clock)
    return redirect(url_for("rehearsals.page", rehearsal_id=asked.id))
