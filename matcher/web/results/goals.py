"""The goals of the agency, for the years somebody sets them for."""

from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.results.goals import SUBJECT, get_goal, goals, remove_goal, save_goal
from matcher.results.models import Goal
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, said
from matcher.web.frame.services import db, now, person
from matcher.web.results.forms import GoalForm
from matcher.web.results.pages import blueprint
from matcher.web.results.words import MEASURES


@blueprint.get("/metas")
@requires("read")
def goal_list() -> ResponseReturnValue:
    """Every goal."""
    return render_template("results/goals.html", goals=goals(db()), measures=MEASURES)


@blueprint.route("/metas/nueva", methods=["GET", "POST"])
@requires("set-goals")
def new_goal() -> ResponseReturnValue:
    """Set a goal."""
    return _edit(GoalForm.of(None), None)


@blueprint.route("/metas/<int:goal_id>", methods=["GET", "POST"])
@requires("set-goals")
def edit_goal(goal_id: int) -> ResponseReturnValue:
    """Change a goal; below it, who set it before."""
    goal = get_goal(db(), goal_id)
    return _edit(GoalForm.of(goal), goal)


@blueprint.post("/metas/<int:goal_id>/quitar")
@requires("set-goals")
def drop_goal(goal_id: int) -> ResponseReturnValue:
    """Take a goal away."""
    remove_goal(db(), get_goal(db(), goal_id), person=person(), at=now())
    flash(_("Quitada."))
    return redirect(url_for("results.goal_list"))


def _edit(form: GoalForm, goal: Goal | None) -> ResponseReturnValue:
    status = 200
    if not form.is_submitted():
        if goal is not None:
            form.stand_on(goal.version)
    elif form.agrees():
        try:
            _save(form, goal)
        except InvalidInput as problem:
            field = "first_year" if problem.field == "years" else problem.field
            if not form.blame(field, said(problem)):
                raise
            status = 422
        except Conflict as problem:
            assert goal is not None
            form.blame("target", said(problem))
            form.stand_on(goal.version)
            status = 409
        else:
            flash(_("Guardada. Rige desde ya."))
            return redirect(url_for("results.goal_list"))
    else:
        status = 422
    told = history(db(), subject_type=SUBJECT, subject_id=goal.id) if goal else []
    page = render_template("results/goal.html", form=form, goal=goal, history=told)
    return page, status


def _save(form: GoalForm, goal: Goal | None) -> None:
    save_goal(
        db(),
        goal,
        measure=form.measure.data,
        first_year=form.first_year.data,
        last_year=form.last_year.data,
        target=form.target.data or Decimal(0),
        source=form.source.data or "",
        person=person(),
        at=now(),
        seen=form.seen if goal else None,
    )
