"""The second step of signing in: its page, setting it up, and its recovery codes."""

import logging
from typing import Any

import segno
from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup
from wtforms import PasswordField, StringField
from wtforms.validators import Length

from matcher.messages import gettext_noop
from matcher.people.attempts import second_step_limits, take_back
from matcher.people.models import Person, SecondStep
from matcher.people.second_step import (
    begin_second_step,
    confirm_second_step,
    find_second_step,
    key_address,
    new_recovery_codes,
    passes,
    remove_second_step,
)
from matcher.web.account.beginning import begin
from matcher.web.account.guessing import begin_try, gives_password
from matcher.web.frame.access import PASSED, public, signed_in
from matcher.web.frame.gettext import _, _l
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.replaying import FIELD as KEPT
from matcher.web.frame.replaying import KeptForm, offer
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, Form

logger = logging.getLogger(__name__)
blueprint = Blueprint("second", __name__)
HALF = "half"
FIVE_MINUTES = 300
WRONG = gettext_noop(
    "Ese código no es, ya se usó o acaba de cambiar. Escriba el que muestra ahora su teléfono; si "
    "vuelve a pasar, ponga el teléfono en hora automática."
)


class CodeForm(Form):
    """A code of the telephone, or a recovery code."""

    code = StringField(
        _l("Código"),
        [REQUIRED, Length(max=40)],
        description=_l("Seis cifras que da su teléfono, o uno de sus códigos de recuperación."),
    )


class RemoveForm(Form):
    """What shows that it is the person who gives up the second step."""

    current = PasswordField(_l("Contraseña actual"), [REQUIRED, Length(max=200)])


def wait_for_code(who: Person, *, remember: bool, kept: KeptForm | None) -> ResponseReturnValue:
    """The password was right: the session begins once a code was given too."""
    until = int(now().timestamp()) + FIVE_MINUTES
    session[HALF] = [who.id, who.session_epoch, remember, until]
    return render_template(
        "auth/code.html", form=CodeForm(formdata=None), kept=kept, next=request.args.get("next")
    )


def _half() -> tuple[Person, bool] | None:
    """Who gave a password in this browser a moment ago, and whether to be remembered."""
    held: Any = session.get(HALF)
    if not isinstance(held, list) or len(held) != 4 or now().timestamp() > held[3]:
        return None
    who = db().get(Person, held[0])
    if who is None or not who.active or who.session_epoch != held[1]:
        return None
    return who, bool(held[2])


def _ask(form: CodeForm, who: Person) -> bool:
    """Whether the code of ``form`` is good; a wrong one counts, and is said beside the field."""
    counted = begin_try(second_step_limits(who.id))
    if passes(db(), who, form.code.data, at=now()):
        take_back(db(), counted)
        return True
    logger.warning("sign-in refused", extra={"fields": {"how": "code", "person": who.id}})
    db().rollback()  # what looks for the code writes
    form.blame("code", _(WRONG))
    return False


@blueprint.route("/entrar/codigo", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for the code."""
    half = _half()
    if current_user.is_authenticated or half is None:
        return redirect(url_for("auth.sign_in", next=request.args.get("next")))
    form, kept = CodeForm(), KeptForm.of(request.form.get(KEPT))
    who, remember = half
    if form.validate_on_submit() and _ask(form, who):
        begin(who, remember=remember)
        session[PASSED] = True
        who.signed_in_at = now()
        if kept is not None:
            return offer(kept, status=200)
        return redirect(safe_back(request.args.get("next")))
    page = render_template("auth/code.html", form=form, kept=kept, next=request.args.get("next"))
    return page, 422 if form.errors else 200


@blueprint.post("/perfil/segundo-paso/empezar")
@signed_in
def begin_set_up() -> ResponseReturnValue:
    """Make a key, to be put into a telephone."""
    begin_second_step(db(), person())
    return redirect(url_for("second.set_up"))


@blueprint.route("/perfil/segundo-paso", methods=["GET", "POST"])
@signed_in
def set_up() -> ResponseReturnValue:
    """Put the key into a telephone, and show with a code of it that it is there."""
    who, form = person(), CodeForm()
    if find_second_step(db(), who):
        return render_template("auth/second_step.html", removing=RemoveForm(formdata=None))
    begun = db().get(SecondStep, who.id)
    if begun is not None and form.validate_on_submit():
        codes = confirm_second_step(db(), who, form.code.data, at=now())
        if codes is not None:
            session[PASSED] = True
            return render_template("auth/recovery.html", codes=codes)
        form.blame("code", _(WRONG))
    picture = _picture(key_address(begun, who, site=services().settings.site)) if begun else None
    page = render_template("auth/set_up_step.html", form=form, begun=begun, picture=picture)
    return page, 422 if form.errors else 200


def _picture(address: str) -> Markup:
    """``address`` as a telephone reads it, drawn here."""
    drawn = segno.make(address, error="m").svg_inline(scale=5, light="#fff", svgclass="qr")
    return Markup(drawn)  # noqa: S704 # drawn by segno, which puts no text into it


@blueprint.post("/perfil/segundo-paso/codigos")
@signed_in
def codes() -> ResponseReturnValue:
    """Fresh recovery codes, for who gives the password again."""
    who, form = person(), RemoveForm()
    if (refused := _refused(who, form)) is not None:
        return refused
    return render_template("auth/recovery.html", codes=new_recovery_codes(db(), who))


@blueprint.post("/perfil/segundo-paso/quitar")
@signed_in
def remove() -> ResponseReturnValue:
    """Sign in without it again, for who gives the password."""
    who, form = person(), RemoveForm()
    if (refused := _refused(who, form)) is not None:
        return refused
    remove_second_step(db(), who, at=now(), by=None)
    session.pop(PASSED, None)
    flash(_("Quitado: desde ahora entra solo con la contraseña."))
    return redirect(url_for("auth.profile"))


def _refused(who: Person, form: RemoveForm) -> ResponseReturnValue | None:
    """The page again where the password is not theirs, or there is no second step."""
    if not find_second_step(db(), who):
        return redirect(url_for("second.set_up"))
    if gives_password(who, form):
        return None
    return render_template("auth/second_step.html", removing=form), 422
