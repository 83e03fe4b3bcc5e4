"""Where one is signed in, and ending one session or another."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import Length

from matcher.audit.record import record
from matcher.people.sessions import end_noted, name_of, note_session, open_sessions
from matcher.web.account.beginning import device_here
from matcher.web.account.guessing import gives_password
from matcher.web.frame.access import signed_in
from matcher.web.frame.gettext import _l, ngettext
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import REQUIRED, Form

blueprint = Blueprint("open_sessions", __name__, url_prefix="/perfil/sesiones")


class EndSessions(Form):
    """What shows that it is the person who ends the sessions that are ticked."""

    current = PasswordField(_l("Contraseña actual"), [REQUIRED, Length(max=200)])


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The sessions of who asks."""
    return _page(EndSessions(formdata=None))


@blueprint.post("")
@signed_in
def end() -> ResponseReturnValue:
    """End those that are ticked, for who gives the password again."""
    who, form = person(), EndSessions()
    if not gives_password(who, form):
        return _page(form)
    ended = end_noted(db(), who, request.form.getlist("which"), at=now())
    if ended:
        record(
            db(),
            at=now(),
            person_id=who.id,
            action="person.sessions-ended",
            subject_type="person",
            subject_id=who.id,
        )
    flash(ngettext("Cerró %(num)s sesión.", "Cerró %(num)s sesiones.", ended))
    return redirect(url_for("open_sessions.index"))


def _page(form: EndSessions) -> ResponseReturnValue:
    found = open_sessions(db(), person(), at=now())
    here = name_of(current_user.sign_in)
    if here not in {one.id for one in found}:  # of a former release, or begun on a full disk
        note_session(db(), current_user.sign_in, device=device_here(), at=now())
        found = open_sessions(db(), person(), at=now())
    page = render_template("auth/open_sessions.html", form=form, sessions=found, here=here)
    return page, 422 if form.errors else 200
