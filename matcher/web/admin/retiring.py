"""What people ask about their data, and taking the name of a former user away."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from matcher.errors import InvalidInput
from matcher.people.queries import get_person
from matcher.personal.asking import LONGEST, answer_correction, waiting_corrections
from matcher.personal.retiring import label_of, retire_person
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import REQUIRED, Form, as_stored
from matcher.web.values.lists import as_table

blueprint = Blueprint("retiring", __name__, url_prefix="/personas")


class RetireForm(Form):
    """That it is meant."""

    typed = StringField(
        _l("Escriba el nombre de la persona para confirmar"), [REQUIRED, Length(max=200)]
    )


class AnswerForm(Form):
    """What was done."""

    answer = TextAreaField(_l("Qué se hizo"), [REQUIRED, Length(max=LONGEST)])


@blueprint.route("/<int:person_id>/retirar", methods=["GET", "POST"])
@requires("manage-people")
def retire(person_id: int) -> ResponseReturnValue:
    """Take name and address away, for good."""
    who, form = get_person(db(), person_id), RetireForm()
    if form.validate_on_submit():
        try:
            retire_person(db(), who, typed=form.typed.data, by=person(), at=now())
        except InvalidInput as problem:
            if not form.blame("typed", said(problem)):
                raise
        else:
            flash(_("Hecho. Desde ahora es «%(label)s».", label=who.name))
            return redirect(url_for("people.index"))
    page = render_template("personal/retire.html", form=form, who=who, label=label_of(who))
    return page, 422 if form.errors else 200


@blueprint.get("/correcciones")
@requires("manage-people")
def corrections() -> ResponseReturnValue:
    """What people asked to have corrected and nobody has answered."""
    return _corrections(AnswerForm())


@as_table(
    blueprint,
    corrections,
    named="correcciones-de-datos",
    headings=("Quién", "Correo", "Qué pide corregir", "Cuándo lo pidió"),
    path="/correcciones/tabla",
)
def _rows() -> Iterator[list[Any]]:
    for one in waiting_corrections(db()):
        yield [one.person.name, one.person.email, one.text, one.asked_at]


@blueprint.post("/correcciones/<int:request_id>")
@requires("manage-people")
def answer(request_id: int) -> ResponseReturnValue:
    """Say what was done about one."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return _corrections(form, request_id, 422)
    answer_correction(db(), request_id, as_stored(form.answer.data), by=person(), at=now())
    flash(_("Respondido. La persona lo ve en «Mis datos»."))
    return redirect(url_for("retiring.corrections"))


def _corrections(form: AnswerForm, at: int = 0, status: int = 200) -> ResponseReturnValue:
    waiting = waiting_corrections(db())
    page = render_template("personal/corrections.html", waiting=waiting, form=form, wrong=at)
    return page, status
