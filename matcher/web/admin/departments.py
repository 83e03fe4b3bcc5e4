"""Secretarías: the list of the city's departments; projects, people and pursuits follow it."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from matcher.departments.editing import (
    LONGEST,
    add_department,
    merge_departments,
    rename_department,
    retire_department,
    uses,
)
from matcher.departments.models import Department
from matcher.departments.names import departments_of, get_department
from matcher.errors import Conflict, InvalidInput
from matcher.projects.queries import refresh_index
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, _l, ngettext, said
from matcher.web.frame.services import db, now, person
from matcher.web.values.forms import REQUIRED, Form
from matcher.web.values.lists import as_table

Clash = list[tuple[Any, str]]
blueprint = Blueprint("departments", __name__, url_prefix="/secretarias")
COUNTED = {
    "project": _l("Proyectos"),
    "person": _l("Personas"),
    "pursuit": _l("Seguimientos"),
    "result": _l("Resultados"),
}


class DepartmentForm(Form):
    """What a department is called."""

    name = StringField(_l("Nombre"), [REQUIRED, Length(max=LONGEST)])
    seen = HiddenField()

    def stand_on(self, name: str) -> None:
        """Let the next save be one on ``name``."""
        self.seen.raw_data, self.seen.data = None, name


class MergeForm(Form):
    """Which other one it is."""

    into = SelectField(_l("Es la misma que"), coerce=int)


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """All of them, with what names each."""
    return _index(DepartmentForm())


@as_table(
    blueprint,
    index,
    named="secretarias",
    headings=("Secretaría", "Proyectos", "Personas", "Seguimientos", "Resultados", "Retirada"),
)
def _rows() -> Iterator[list[Any]]:
    used = uses(db())
    for one in departments_of(db(), retired=True):
        counts = [used.get(table, {}).get(one.name, 0) for table in COUNTED]
        yield [one.name, *counts, one.retired_at]


def _index(form: DepartmentForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "departments/index.html",
        departments=departments_of(db(), retired=True),
        form=form,
        uses=uses(db()),
        counted=COUNTED,
    )
    return page, status


@blueprint.post("")
@requires("manage-agency")
def add() -> ResponseReturnValue:
    """Put one on the list."""
    form = DepartmentForm()
    if form.validate_on_submit():
        try:
            add_department(db(), form.name.data, person_id=person().id, at=now())
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            flash(_("Guardado."))
            return redirect(url_for("departments.index"))
    return _index(form, 422)


@blueprint.get("/<int:department_id>")
@requires("manage-agency")
def edit(department_id: int) -> ResponseReturnValue:
    """Rename one, make it another, retire it."""
    found = get_department(db(), department_id)
    return _page(found, DepartmentForm(obj=found, data={"seen": found.name}))


def _page(
    found: Department, form: DepartmentForm, status: int = 200, clash: Clash | None = None
) -> ResponseReturnValue:
    page = render_template(
        "departments/edit.html",
        department=found,
        form=form,
        clash=clash,
        merging=_merging(found),
        uses=uses(db()),
        counted=COUNTED,
    )
    return page, status


def _merging(found: Department) -> MergeForm:
    form = MergeForm()
    others = [one for one in departments_of(db(), retired=True) if one.id != found.id]
    form.into.choices = [SelectChoice(one.id, one.name) for one in others]
    return form


@blueprint.post("/<int:department_id>/nombre")
@requires("manage-agency")
def rename(department_id: int) -> ResponseReturnValue:
    """Give one another name, everywhere."""
    found, form = get_department(db(), department_id), DepartmentForm()
    if form.validate_on_submit():
        try:
            moved = rename_department(
                db(),
                found,
                form.name.data,
                seen=form.seen.data or None,
                person_id=person().id,
                at=now(),
            )
        except Conflict:
            db().refresh(found)
            form.stand_on(found.name)
            return _page(found, form, 409, clash=[(form.name, found.name)])
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        else:
            return _moved(moved)
    return _page(found, form, 422)


@blueprint.post("/<int:department_id>/unir")
@requires("manage-agency")
def merge(department_id: int) -> ResponseReturnValue:
    """Make two one."""
    found = get_department(db(), department_id)
    form = _merging(found)
    if not form.validate_on_submit():
        return _page(found, DepartmentForm(None, obj=found, data={"seen": found.name}), 422)
    into = get_department(db(), form.into.data)
    return _moved(merge_departments(db(), found, into, person_id=person().id, at=now()))


def _moved(count: int) -> ResponseReturnValue:
    refresh_index(db())
    flash(_("Guardado."))
    if count:
        flash(
            ngettext(
                "%(num)d registro lleva ya el nombre nuevo.",
                "%(num)d registros llevan ya el nombre nuevo.",
                count,
            )
        )
    return redirect(url_for("departments.index"))


@blueprint.post("/<int:department_id>/retirar")
@requires("manage-agency")
def retire(department_id: int) -> ResponseReturnValue:
    """Offer one no more, or again."""
    retired = request.form.get("retired") != "no"
    found = get_department(db(), department_id)
    retire_department(db(), found, retired=retired, person_id=person().id, at=now())
    flash(_("Guardado."))
    return redirect(url_for("departments.index"))
