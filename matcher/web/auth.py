"""Sign in, sign out, and one's own profile."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user

from matcher.audit.record import record
from matcher.errors import InvalidInput
from matcher.people.passwords import check_password, hash_password, is_password
from matcher.people.queries import authenticate
from matcher.web.access import Account, public, signed_in
from matcher.web.forms import Password, Profile, SignIn
from matcher.web.gettext import _
from matcher.web.language import KEY as LANGUAGE_KEY
from matcher.web.navigation import safe_back
from matcher.web.services import db, now, person, services

blueprint = Blueprint("auth", __name__)
limiter = Limiter(get_remote_address, storage_uri="memory://")
FAILED = 401


def _typed_address() -> str:
    return request.form.get("email", "").strip().lower()[:254]


@blueprint.route("/entrar", methods=["GET", "POST"])
@public
@limiter.limit("30/15minutes", methods=["POST"], deduct_when=lambda r: r.status_code == FAILED)
@limiter.limit(
    "8/15minutes", key_func=_typed_address, methods=["POST"],
    deduct_when=lambda r: r.status_code == FAILED,
)  # fmt: skip
def sign_in() -> ResponseReturnValue:
    """Ask for address and password; a failure never says which of the two was wrong."""
    if current_user.is_authenticated:
        return redirect(safe_back(request.args.get("next")))
    form = SignIn()
    if not form.validate_on_submit():
        return render_template("auth/sign_in.html", form=form)
    who = authenticate(db(), email=form.email.data, password=form.password.data)
    if who is None:
        return render_template("auth/sign_in.html", form=form, failed=True), FAILED
    language = session.get(LANGUAGE_KEY)
    session.clear()
    if language:
        session[LANGUAGE_KEY] = language
    login_user(Account(who), remember=bool(form.remember.data))
    who.signed_in_at = now()
    return redirect(safe_back(request.args.get("next")))


@blueprint.post("/salir")
@public
def sign_out() -> ResponseReturnValue:
    """End the session on this machine."""
    logout_user()
    session.clear()
    return redirect(url_for("auth.sign_in"))


@blueprint.route("/perfil", methods=["GET", "POST"])
@signed_in
def profile() -> ResponseReturnValue:
    """One's own name, language and emails."""
    who = person()
    form = Profile(obj=who)
    if form.validate_on_submit():
        form.populate_obj(who)
        session[LANGUAGE_KEY] = who.language
        flash(_("Guardado."))
        return redirect(url_for("auth.profile"))
    return render_template("auth/profile.html", form=form, password_form=Password())


@blueprint.post("/perfil/contrasena")
@signed_in
@limiter.limit("10/15minutes", deduct_when=lambda r: r.status_code >= 400)
def change_password() -> ResponseReturnValue:
    """Change one's own password; sessions on other machines end."""
    who, form = person(), Password()
    valid = form.validate_on_submit()
    if valid and not is_password(who.password_hash, form.current.data):
        form.blame("current", _("No es su contraseña actual."))
        valid = False
    if valid:
        own = [who.name, who.email, *services().settings.own_words]
        try:
            check_password(form.new.data, words=own)
        except InvalidInput as problem:
            valid = not form.blame("new", str(problem))
    if not valid:
        page = render_template("auth/profile.html", form=Profile(None, obj=who), password_form=form)
        return page, 422
    who.password_hash = hash_password(form.new.data)
    who.session_epoch += 1
    record(
        db(), at=now(), person_id=who.id, action="person.password-changed",
        subject_type="person", subject_id=who.id,
    )  # fmt: skip
    login_user(Account(who))
    flash(_("Contraseña cambiada. Las sesiones en otros equipos se cerraron."))
    return redirect(url_for("auth.profile"))


def install(app: Flask) -> None:
    """Add these pages and the limit on attempts to ``app``."""
    limiter.init_app(app)
    app.register_blueprint(blueprint)
