"""Personas: who may enter, and as what. Administration proposes, dirección grants."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import Length

from matcher.agency.identity import own_words
from matcher.audit.record import record
from matcher.desk.invitations import send_link
from matcher.errors import Conflict, InvalidInput
from matcher.mail.outbox import find_pause, pauses
from matcher.people.granting import (
    ask_access,
    change_account,
    grant,
    grants,
    refuse,
    waiting_requests,
)
from matcher.people.links import Purpose
from matcher.people.models import Person
from matcher.people.queries import address_of, find_by_email, get_person
from matcher.people.queries import people as everybody
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person, services
from matcher.web.values.departments import DepartmentField
from matcher.web.values.forms import REQUIRED, ROLES, Form, Versioned, options, written
from matcher.web.values.lists import as_table

blueprint = Blueprint("people", __name__, url_prefix="/personas")


class NewPerson(Form):
    """A new account."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=120)])
    email = EmailField(_l("Correo electrónico"), [REQUIRED, Length(max=254)])
    role = SelectField(_l("Perfil"), choices=options(ROLES), default="profesional")
    department = DepartmentField(
        _l("Secretaría"),
        description=_l(
            "Si se escribe, trabaja lo de esa secretaría y recibe correos solo de ella."
        ),
    )


class ChangePerson(Versioned):
    """What is changed in an account."""

    role = SelectField(_l("Perfil"), choices=options(ROLES))
    department = DepartmentField(_l("Secretaría"))
    active = BooleanField(_l("Puede entrar"))


@blueprint.get("")
@requires("see-access")
def index() -> ResponseReturnValue:
    """What waits to be granted, and everybody by name."""
    people = everybody(db())
    return render_template(
        "people/index.html",
        people=people,
        names={who.id: who.name for who in people},
        known={who.id: who for who in people},
        roles=ROLES,
        paused={pause.address for pause in pauses(db())},
        waiting=waiting_requests(db()),
        grants=grants(db(), person()),
    )


@as_table(
    blueprint,
    index,
    named="personas",
    headings=(
        "Nombre",
        "Correo",
        "Perfil",
        "Secretaría",
        "Última entrada",
        "Puede entrar",
        "Le llegan correos",
    ),
)
def _rows() -> Iterator[list[Any]]:
    paused = {pause.address for pause in pauses(db())}
    for who in everybody(db()):
        yield [
            who.name,
            who.email,
            str(ROLES[who.role]).partition(":")[0],
            who.department,
            who.signed_in_at,
            "sí" if who.active else "no",
            "no, en pausa" if who.email in paused else "sí",
        ]


@blueprint.route("/nueva", methods=["GET", "POST"])
@requires("see-access")
def new() -> ResponseReturnValue:
    """Add somebody, or propose it to who grants."""
    form, given = NewPerson(), grants(db(), person())
    if form.validate_on_submit():
        try:
            if find_by_email(db(), form.email.data):
                raise _taken(form.email.data)
            asked = ask_access(
                db(),
                email=form.email.data,
                name=form.name.data,
                role=form.role.data,
                department=written(form.department.data),
                by=person(),
                at=now(),
            )
            answer = _granted(asked.id, adding=True) if given else _proposed()
        except InvalidInput as problem:
            db().rollback()
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            return answer
    page = render_template("people/new.html", form=form, grants=given)
    return page, 422 if form.errors else 200


def _proposed() -> ResponseReturnValue:
    flash(_("Propuesto. Lo decide la dirección."))
    return redirect(url_for("people.index"))


def _taken(email: str) -> InvalidInput:
    return InvalidInput(
        "Ya hay una cuenta con el correo %(address)s.", address=address_of(email), field="email"
    )


def _granted(request_id: int, *, adding: bool = False) -> ResponseReturnValue:
    """Grant it; who is new gets the link by which they set a password.

    :raises InvalidInput: where somebody new was to be added, and another added them meanwhile.
    """
    words = own_words(db(), services().settings)
    who, is_new = grant(db(), request_id, by=person(), at=now(), words=words)
    if is_new:
        return _with_link(who, "invitation")
    if adding:
        raise _taken(who.email)
    flash(_("Concedido a %(name)s.", name=who.name))
    return redirect(url_for("people.index"))


def _with_link(who: Person, purpose: Purpose) -> ResponseReturnValue:
    """The link goes by mail; without a mail server it is shown, this once."""
    link = send_link(db(), services().settings, who, purpose, at=now())
    record(
        db(),
        at=now(),
        person_id=person().id,
        action="person.link-given",
        subject_type="person",
        subject_id=who.id,
    )
    if services().settings.smtp_host:
        flash(_("Le escribimos a %(name)s para que ponga su contraseña.", name=who.name))
        return redirect(url_for("people.index"))
    return render_template("people/link.html", who=who, link=link)


@blueprint.post("/solicitudes/<int:request_id>/conceder")
@requires("grant-access")
def give(request_id: int) -> ResponseReturnValue:
    """Grant what was asked for."""
    return _granted(request_id)


@blueprint.post("/solicitudes/<int:request_id>/negar")
@requires("grant-access")
def deny(request_id: int) -> ResponseReturnValue:
    """Say no to what was asked for."""
    request = refuse(db(), request_id, by=person(), at=now())
    flash(_("Negado a %(name)s.", name=request.name))
    return redirect(url_for("people.index"))


@blueprint.post("/<int:person_id>/enlace")
@requires("manage-people")
def link(person_id: int) -> ResponseReturnValue:
    """Give somebody the link by which they set a new password."""
    return _with_link(get_person(db(), person_id), "reset")


@blueprint.route("/<int:person_id>", methods=["GET", "POST"])
@requires("see-access")
def page(person_id: int) -> ResponseReturnValue:
    """Change the role of somebody, or close the account."""
    who = get_person(db(), person_id)
    form = ChangePerson(obj=who)
    if not form.is_submitted():
        form.stand_on(who.version)
    if form.validate_on_submit():
        try:
            asked = change_account(
                db(),
                who,
                by=person(),
                at=now(),
                role=form.role.data,
                department=written(form.department.data),
                active=form.active.data,
                version=form.seen,
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
            if asked is not None:
                return _proposed()
            flash(_("Guardado."))
            return redirect(url_for("people.index"))
    pause = find_pause(db(), who.email)
    page = render_template(
        "people/page.html", form=form, who=who, pause=pause, grants=grants(db(), person())
    )
    return page, 422 if form.errors else 200
