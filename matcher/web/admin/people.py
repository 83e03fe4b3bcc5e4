"""Personas: who may sign in, and as what. For those who administer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import Length, Optional

from matcher.audit.record import record
from matcher.errors import Conflict, InvalidInput
from matcher.mail.outbox import find_pause, pauses
from matcher.people.editing import change_person
from matcher.people.queries import add_person, get_person
from matcher.people.queries import people as everybody
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.forms import REQUIRED, ROLES, Form, Versioned, options

blueprint = Blueprint("people", __name__, url_prefix="/personas")


class NewPerson(Form):
    """A new account."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    role = SelectField(_l("Perfil"), choices=options(ROLES), default="profesional")
    department = StringField(
        _l("Secretaría"),
        [Length(max=200)],
        description=_l("Si se escribe, recibe correos solo de los proyectos de esa secretaría."),
    )
    password = PasswordField(
        _l("Contraseña inicial"),
        [REQUIRED, Length(max=200)],
        description=_l("Al menos 10 caracteres. La persona la cambia en su perfil."),
    )


class ChangePerson(Versioned):
    """What those who administer change in an account."""

    role = SelectField(_l("Perfil"), choices=options(ROLES))
    department = StringField(_l("Secretaría"), [Length(max=200)])
    active = BooleanField(_l("Puede entrar"))
    password = PasswordField(
        _l("Contraseña nueva"),
        [Optional(), Length(max=200)],
        description=_l("Solo si la olvidó. Al menos 10 caracteres; cierra sus sesiones."),
    )


@blueprint.get("")
@requires("manage-people")
def index() -> ResponseReturnValue:
    """Everybody, by name."""
    return render_template(
        "people/index.html",
        people=everybody(db()),
        roles=ROLES,
        paused={pause.address for pause in pauses(db())},
    )


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("manage-people")
def new() -> ResponseReturnValue:
    """Add somebody."""
    form = NewPerson()
    if form.validate_on_submit():
        try:
            who = add_person(
                db(),
                email=form.email.data,
                name=form.name.data,
                password=form.password.data,
                role=form.role.data,
                department=form.department.data.strip() or None,
                at=now(),
                words=services().settings.own_words,
            )
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            record(
                db(),
                at=now(),
                person_id=person().id,
                action="person.added",
                subject_type="person",
                subject_id=who.id,
                email=who.email,
                role=who.role,
            )
            flash(_("Cuenta creada para %(name)s.", name=who.name))
            return redirect(url_for("people.index"))
    return render_template("people/new.html", form=form), 422 if form.errors else 200


@blueprint.route("/<int:person_id>", methods=["GET", "POST"])
@requires("manage-people")
def page(person_id: int) -> ResponseReturnValue:
    """Change the role of somebody, or close the account."""
    who = get_person(db(), person_id)
    form = ChangePerson(obj=who)
    if not form.is_submitted():
        form.stand_on(who.version)
    if form.validate_on_submit():
        try:
            change_person(
                db(),
                who,
                by=person(),
                at=now(),
                role=form.role.data,
                department=form.department.data.strip() or None,
                active=form.active.data,
                password=form.password.data or None,
                version=form.seen,
                words=services().settings.own_words,
            )
        except Conflict:
            kept = {"role": who.role, "department": who.department, "active": who.active}
            clash = form.differing(kept)
            form.stand_on(who.version)
            page = render_template("people/page.html", form=form, who=who, clash=clash)
            return page, 409
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            flash(_("Guardado."))
            return redirect(url_for("people.index"))
    pause = find_pause(db(), who.email)
    page = render_template("people/page.html", form=form, who=who, pause=pause)
    return page, 422 if form.errors else 200
