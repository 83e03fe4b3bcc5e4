"""Sign in, sign out, and one's own profile."""

import logging
from functools import partial

from flask import (
    Blueprint,
    Flask,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from sqlalchemy import update

from matcher.agency.identity import own_words
from matcher.audit.record import record
from matcher.errors import Conflict, InvalidInput
from matcher.people.attempts import sign_in_limits, take_back
from matcher.people.editing import change_profile
from matcher.people.models import Person
from matcher.people.passwords import check_password, hash_password, is_outdated
from matcher.people.queries import authenticate, renew_hash
from matcher.people.second_step import find_second_step
from matcher.people.sessions import end_session
from matcher.web.account.beginning import begin
from matcher.web.account.guessing import aside, begin_try, gives_password
from matcher.web.account.second import wait_for_code
from matcher.web.frame.access import PASSED, login_manager, public, signed_in
from matcher.web.frame.gettext import _, said
from matcher.web.frame.language import KEY as LANGUAGE_KEY
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.replaying import FIELD as KEPT
from matcher.web.frame.replaying import KeptForm, find_kept_form, offer
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import Password, Profile, SignIn

blueprint = Blueprint("auth", __name__)
logger = logging.getLogger(__name__)
FAILED = 401


@blueprint.route("/entrar", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password; a failure never says which of the two was wrong."""
    if current_user.is_authenticated:
        return redirect(safe_back(request.args.get("next")))
    form, kept = SignIn(), KeptForm.of(request.form.get(KEPT))
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form, kept=kept)
    limits = sign_in_limits(email=form.email.data, address=request.remote_addr or "")
    counted = begin_try(limits)
    who = authenticate(db(), email=form.email.data, password=form.password.data)
    if who is None:
        logger.warning("sign-in refused", extra={"fields": {"how": "password"}})
        return render_template("auth/sign_in.html", form=form, kept=kept, failed=True), FAILED
    aside(partial(take_back, rows=counted))
    if is_outdated(who.password_hash):
        aside(partial(renew_hash, who=who, password=form.password.data))
    if find_second_step(db(), who):
        return wait_for_code(who, remember=bool(form.remember.data), kept=kept)
    begin(who, remember=bool(form.remember.data), beside=aside)
    seen = update(Person).where(Person.id == who.id).values(signed_in_at=now())
    aside(lambda session: session.execute(seen))
    if kept is not None:
        return offer(kept, status=200)
    return redirect(safe_back(request.args.get("next")))


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator] # flask-login ships no types
def _ask_to_sign_in() -> ResponseReturnValue:
    """A page leads here and back; a form is kept through signing in; a script keeps its own."""
    if request.is_json:
        return {"error": _("Su sesión terminó. Entre de nuevo.")}, FAILED
    if kept := find_kept_form():
        return render_template("auth/sign_in.html", form=SignIn(formdata=None), kept=kept), FAILED
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=back))


@blueprint.post("/salir")
@public
def sign_out() -> ResponseReturnValue:
    """End this session for good: a copy of its cookie opens nothing."""
    if current_user.is_authenticated:
        end_session(db(), current_user.sign_in, at=now())
    return _leave()


def _leave() -> ResponseReturnValue:
    logout_user()
    session.clear()
    answer = redirect(url_for("auth.sign_in"))
    answer.headers["Clear-Site-Data"] = '"cache"'  # a shared computer keeps no page of this
    return answer


@blueprint.post("/perfil/salir-de-todo")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this person, this one too."""
    who = person()
    who.session_epoch += 1
    record(
        db(),
        at=now(),
        person_id=who.id,
        action="person.signed-out-everywhere",
        subject_type="person",
        subject_id=who.id,
    )
    answer = _leave()
    flash(_("Salió de todos los equipos."))
    return answer


@blueprint.route("/perfil", methods=["GET", "POST"])
@signed_in
def profile() -> ResponseReturnValue:
    """One's own name and language, and whether foreign calls are shown in Spanish."""
    who = person()
    form = Profile(obj=who)
    if not form.is_submitted():
        form.stand_on(who.version)
    if not form.validate_on_submit():
        page = render_template("auth/profile.html", form=form, password_form=Password())
        return page, 422 if form.errors else 200
    typed = {name: form[name].data for name in ("name", "language", "in_spanish")}
    try:
        change_profile(db(), who, **typed, version=form.seen)
    except Conflict:
        clash = form.differing({name: getattr(who, name) for name in typed})
        form.stand_on(who.version)
        page = render_template(
            "auth/profile.html", form=form, password_form=Password(), clash=clash
        )
        return page, 409
    session[LANGUAGE_KEY] = who.language
    flash(_("Guardado."))
    return redirect(url_for("auth.profile"))


@blueprint.post("/perfil/contrasena")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change one's own password; sessions on other machines end."""
    who, form = person(), Password()
    valid = gives_password(who, form)
    if valid:
        own = [who.name, who.email, *own_words(db(), services().settings)]
        try:
            check_password(form.new.data, words=own)
        except InvalidInput as problem:
            valid = not form.blame("new", said(problem))
    if not valid:
        shown = Profile(None, obj=who)
        shown.stand_on(who.version)
        return render_template("auth/profile.html", form=shown, password_form=form), 422
    who.password_hash = hash_password(form.new.data)
    who.session_epoch += 1
    record(
        db(),
        at=now(),
        person_id=who.id,
        action="person.password-changed",
        subject_type="person",
        subject_id=who.id,
    )
    passed = session.get(PASSED)
    begin(who, remember=session.permanent)
    if passed:
        session[PASSED] = True
    flash(_("Contraseña cambiada. Las sesiones en otros equipos se cerraron."))
    return redirect(url_for("auth.profile"))


def install(app: Flask) -> None:
    """Add these pages to ``app``."""
    app.register_blueprint(blueprint)
