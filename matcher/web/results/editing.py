"""Write down what became of a pursuit, or came without a call; set the goals."""

from typing import Any

from flask import Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.projects.models import Project
from matcher.projects.queries import departments
from matcher.pursuits.models import Pursuit
from matcher.pursuits.queries import get_pursuit
from matcher.results.entries import known_of
from matcher.results.models import Result
from matcher.results.recording import (
    FIELDS,
    SUBJECT,
    find_result_of,
    get_result,
    remove_result,
    save_result,
)
from matcher.web.cards.calls import timezone
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person, today
from matcher.web.results.forms import ResultForm
from matcher.web.results.pages import blueprint

OFFERED = 500
"""Projects a box offers while one types."""


@blueprint.route("/nuevo", methods=["GET", "POST"])
@requires("pursue")
def new() -> ResponseReturnValue:
    """A result that came without a call."""
    return _edit(ResultForm.of(None), None)


@blueprint.route("/<int:result_id>", methods=["GET", "POST"])
@requires("pursue")
def edit(result_id: int) -> ResponseReturnValue:
    """Correct a result; if somebody changed it meanwhile, both are shown."""
    result = get_result(db(), result_id)
    return _edit(ResultForm.of(result), result)


@blueprint.route("/de-seguimiento/<int:pursuit_id>", methods=["GET", "POST"])
@requires("pursue")
def of_pursuit(pursuit_id: int) -> ResponseReturnValue:
    """What became of a pursuit that was won or lost."""
    pursuit = get_pursuit(db(), pursuit_id)
    if (kept := find_result_of(db(), pursuit)) is not None:
        return redirect(url_for("results.edit", result_id=kept.id))
    return _edit(ResultForm.of(_known(pursuit)), None, pursuit)


@blueprint.post("/<int:result_id>/quitar")
@requires("pursue")
def remove(result_id: int) -> ResponseReturnValue:
    """Take a result away; the audit keeps its words."""
    remove_result(db(), get_result(db(), result_id), person=person(), at=now())
    flash(_("Quitado. La auditoría conserva lo que decía."))
    return redirect(url_for("results.index"))


def _known(pursuit: Pursuit) -> dict[str, Any]:
    return known_of(db(), pursuit, timezone=timezone())


def _edit(
    form: ResultForm, result: Result | None, pursuit: Pursuit | None = None
) -> ResponseReturnValue:
    clash: Any = None
    if not form.is_submitted():
        if result is not None:
            form.stand_on(result.version)
    elif form.agrees():
        try:
            _save(form, result, pursuit)
        except InvalidInput as problem:
            if not form.blame(problem.field, said(problem)):
                raise
        except Conflict:
            assert result is not None
            clash = form.differing({n: getattr(result, n) for n in FIELDS if n in form})
            form.stand_on(result.version)
        else:
            return _saved(form, pursuit)
    return _form_page(form, result, pursuit, clash)


def _saved(form: ResultForm, pursuit: Pursuit | None) -> ResponseReturnValue:
    flash(_("Guardado."))
    if pursuit is not None:
        return redirect(url_for("pursuits.page", pursuit_id=pursuit.id))
    return redirect(url_for("results.index", year=form.day.data.year))


def _form_page(
    form: ResultForm, result: Result | None, pursuit: Pursuit | None, clash: Any
) -> ResponseReturnValue:
    page = render_template(
        "results/edit.html",
        form=form,
        result=result,
        pursuit=pursuit or (result.pursuit if result else None),
        clash=clash,
        projects=_projects(),
        departments=departments(db()),
        history=history(db(), subject_type=SUBJECT, subject_id=result.id) if result else [],
    )
    wrong = form.is_submitted() and form.errors
    return page, 409 if clash is not None else 422 if wrong else 200


def _save(form: ResultForm, result: Result | None, pursuit: Pursuit | None) -> None:
    save_result(
        db(),
        result,
        form.values(),
        person=person(),
        at=now(),
        today=today(),
        pursuit=pursuit,
        seen=form.seen if result else None,
    )


def _projects() -> list[str]:
    names = select(Project.name).where(Project.archived_at.is_(None)).order_by(Project.name)
    return list(db().scalars(names.limit(OFFERED)))


def result_of(pursuit: Pursuit) -> Result | None:
    """What was written down of a pursuit; for its page."""
    return find_result_of(db(), pursuit)


def result_form(pursuit: Pursuit) -> ResultForm:
    """The form its page offers, with what is known."""
    return ResultForm.shown(_known(pursuit))


def install(app: Flask) -> None:
    """Let the page of a pursuit show its result, or ask for it."""
    app.add_template_global(result_of)
    app.add_template_global(result_form)
