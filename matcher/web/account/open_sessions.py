"""Where one is signed in, and ending one session or another."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import PasswordField
from wtforms.validators import Length

from matcher.audit.record import record
from matcher.db.session import transaction
from matcher.people.attempts import is_over, note_failure, password_limits
from matcher.people.passwords import is_password
from matcher.people.sessions import end_noted, name_of, note_session, open_sessions
from matcher.web.account.beginning import device_here
from matcher.web.frame.access import signed_in
from matcher.web.frame.gettext import _, _l, ngettext
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, Form

blueprint = Blueprint("open_sessions", __name__, url_prefix="/perfil/sesiones")
TOO_MANY = 429


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
    limits = password_limits(who.id)
    if is_over(db(), limits, at=now()):
        abort(TOO_MANY)
    if not form.validate_on_submit():
        return _page(form)
    if not is_password(who.password_hash, form.current.data):
        with transaction(services().sessions) as aside:
            note_failure(aside, limits, at=now())
        form.blame("current", _("No es su contraseña actual."))
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
