"""Setting one's own password by a link, asking for that link, and asking for access."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import EqualTo, Length

from matcher.agency.identity import own_words
from matcher.desk.invitations import write_link
from matcher.errors import InvalidInput
from matcher.people.attempts import asking_limits
from matcher.people.granting import LONGEST, ask_access
from matcher.people.links import find_invited, password_link, set_password
from matcher.people.models import Person
from matcher.people.queries import find_by_email
from matcher.web.account.guessing import begin_try
from matcher.web.frame.access import public, signed_in
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.departments import DepartmentField
from matcher.web.values.forms import REQUIRED, ROLES, Form, options, written

blueprint = Blueprint("links", __name__)


class ForgottenForm(Form):
    """Whose password is to be set anew."""

    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])


class ChooseForm(Form):
    """A password, twice."""

    password = PasswordField(
        _l("Contraseña nueva"),
        [REQUIRED, Length(max=200)],
        description=_l("Al menos 10 caracteres."),
    )
    again = PasswordField(
        _l("Otra vez"),
        [REQUIRED, EqualTo("password", message=_l("No es igual a la de arriba."))],
    )


class AskForm(Form):
    """An account for oneself."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    department = DepartmentField(_l("Secretaría"))
    why = TextAreaField(_l("¿Para qué la necesita?"), [Length(max=LONGEST)])


class AskRoleForm(Form):
    """Another role or department for oneself."""

    role = SelectField(_l("Perfil"), choices=options(ROLES))
    department = DepartmentField(_l("Secretaría"))
    why = TextAreaField(_l("¿Para qué la necesita?"), [Length(max=LONGEST)])


@blueprint.route("/contrasena/olvidada", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link; the answer and what it costs are the same whether there is an account."""
    form, settings = ForgottenForm(), services().settings
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template("auth/forgotten.html", form=form, mails=settings.smtp_host), status
    _limit(form.email.data)
    if settings.smtp_host:
        _write_or_pretend(form.email.data)
    return render_template("auth/forgotten.html", form=None, mails=settings.smtp_host)


def _write_or_pretend(email: str) -> None:
    """Write the mail; where nobody has the address, write one too and take it back."""
    with services().sessions() as session:
        who = find_by_email(session, email)
        known = who is not None and who.active
        one = who if who is not None and known else _nobody()
        write_link(session, services().settings, one, "reset", link=_link(one), at=now())
        if known:
            session.commit()
        else:
            session.rollback()


def _link(who: Person) -> str:
    return password_link(services().settings, who, "reset", now=now())


def _nobody() -> Person:
    return Person(
        id=0, email="nadie@puente.invalid", name="", password_hash="", language="es", active=False
    )


def _limit(email: str) -> None:
    """Stop who asks again and again: from one place, or for one address."""
    begin_try(asking_limits(email=email, address=request.remote_addr or ""))


@blueprint.route("/contrasena/<token>", methods=["GET", "POST"])
@public
def choose(token: str) -> ResponseReturnValue:
    """Set one's password by a link."""
    who = find_invited(db(), services().settings, token, now=now())
    form = ChooseForm()
    if form.validate_on_submit():
        words = own_words(db(), services().settings)
        try:
            set_password(db(), who, form.password.data, at=now(), words=words)
        except InvalidInput as problem:
            form.blame("password", said(problem))
        else:
            flash(_("Contraseña guardada. Ya puede entrar."))
            return redirect(url_for("auth.sign_in"))
    page = render_template("auth/choose.html", form=form, who=who)
    return page, 422 if form.errors else 200


def _ask_or_pretend(form: AskForm) -> None:
    """Put it before who grants; of an address that has an account, do so and take it back."""
    with services().sessions() as session:
        ask_access(
            session,
            email=form.email.data,
            name=form.name.data,
            role="consulta",
            department=written(form.department.data),
            why=form.why.data or "",
            at=now(),
        )
        if find_by_email(session, form.email.data) is None:
            session.commit()
        else:
            session.rollback()


@blueprint.route("/pedir-acceso", methods=["GET", "POST"])
@public
def ask() -> ResponseReturnValue:
    """Ask for an account; the answer and what it costs are the same whether there is one."""
    form = AskForm()
    if form.validate_on_submit():
        _limit(form.email.data)
        try:
            _ask_or_pretend(form)
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            return render_template("auth/ask.html", form=None)
    return render_template("auth/ask.html", form=form), 422 if form.errors else 200


@blueprint.route("/perfil/acceso", methods=["GET", "POST"])
@signed_in
def ask_role() -> ResponseReturnValue:
    """Ask for another role or department."""
    who = person()
    form = AskRoleForm(obj=who)
    if form.validate_on_submit():
        ask_access(
            db(),
            email=who.email,
            name=who.name,
            role=form.role.data,
            department=written(form.department.data),
            why=form.why.data or "",
            by=who,
            at=now(),
        )
        flash(_("Pedido. Lo decide la dirección."))
        return redirect(url_for("auth.profile"))
    return render_template("auth/ask_role.html", form=form), 422 if form.errors else 200
