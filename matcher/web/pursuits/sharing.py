"""«Pasarla a alguien»: a link to a call for somebody without an account, and what they answered."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, Length, Optional

from matcher.desk.sharing import (
    DAYS,
    MOST_LETTERS,
    ShareWith,
    is_open,
    send_shared,
    share,
    shared_of,
    take_back,
)
from matcher.errors import InvalidInput
from matcher.pursuits.models import Pursuit
from matcher.pursuits.queries import get_pursuit
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.pursuits.pages import blueprint
from matcher.web.values.forms import REQUIRED, Form, options, written
from matcher.words.language import words_in


class ShareForm(Form):
    """To whom it goes."""

    name = StringField(
        _l("¿Para quién es?"),
        [REQUIRED, Length(max=200)],
        description=_l("Una secretaría, una universidad, una persona."),
    )
    email = EmailField(
        _l("Su correo"),
        [
            Optional(),
            Length(max=254),
            Email(message=_l("No es un correo electrónico."), check_deliverability=False),
        ],
        filters=[written],
        description=_l("Si lo deja vacío, copie el enlace y envíelo usted."),
    )
    days = SelectField(
        _l("¿Por cuántos días?"),
        choices=options({str(days): _l("%(num)s días", num=days) for days in DAYS}),
        default="15",
    )
    message = TextAreaField(_l("Unas palabras suyas"), [Length(max=MOST_LETTERS)])


@blueprint.route("/<int:pursuit_id>/pasar", methods=["GET", "POST"])
@requires("pursue")
def share_call(pursuit_id: int) -> ResponseReturnValue:
    """Make a link for somebody, show it this once, and mail it if an address was given."""
    pursuit, form, link = get_pursuit(db(), pursuit_id), ShareForm(), None
    if form.validate_on_submit():
        to = ShareWith(
            name=form.name.data,
            days=int(form.days.data),
            email=form.email.data or "",
            message=form.message.data or "",
        )
        settings = services().settings
        try:
            made, link = share(db(), pursuit, to, settings=settings, person=person(), at=now())
        except InvalidInput as problem:
            form.blame(problem.field, said(problem))
        else:
            send_shared(db(), made, link, settings=settings, words=words_in("es"), at=now())
    return _page(pursuit, form, link), 422 if form.errors else 200


def _page(pursuit: Pursuit, form: ShareForm, link: str | None) -> str:
    return render_template(
        "pursuits/share.html",
        pursuit=pursuit,
        call=pursuit.call,
        form=form,
        link=link,
        links=[(one, is_open(one, now=now())) for one in shared_of(db(), pursuit)],
    )


@blueprint.post("/<int:pursuit_id>/pasar/<int:shared_id>/retirar")
@requires("pursue")
def revoke_shared(pursuit_id: int, shared_id: int) -> ResponseReturnValue:
    """Let a link open nothing any more."""
    pursuit = get_pursuit(db(), pursuit_id)
    made = take_back(db(), shared_id, pursuit=pursuit, person=person(), at=now())
    flash(_("El enlace de «%(name)s» ya no abre nada.", name=made.name))
    return redirect(url_for("pursuits.share_call", pursuit_id=pursuit.id))
