"""Banco de proyectos: the list, one project with what fits it, the form, and what is done to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.audit.record import history
from matcher.errors import Conflict, InvalidInput
from matcher.matches.comparing import project_compared
from matcher.matches.queries import match_counts, project_matches
from matcher.people.queries import people
from matcher.projects.asking import asked_about, is_asked, stops_at, waiting_for
from matcher.projects.models import Project
from matcher.projects.queries import (
    FIELDS,
    ProjectFilter,
    archive,
    confirm,
    departments,
    find_projects,
    get_project,
    is_stale,
    refresh_index,
    save_project,
)
from matcher.tags.queries import tag_marks, tagged_with, tags_of
from matcher.web.cards.calls import line_names, states_now
from matcher.web.cards.matches import my_taste
from matcher.web.cards.matches import views as match_views
from matcher.web.cards.standing import late_stages, pulse
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, ngettext, said
from matcher.web.frame.kept import unchanged
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.rights import works
from matcher.web.frame.services import db, now, person, services
from matcher.web.projects.forms import ProjectForm
from matcher.web.values.departments import asked_department

blueprint = Blueprint("projects", __name__, url_prefix="/proyectos")
_ON_A_CARD = (
    Project.code,
    Project.name,
    Project.summary,
    Project.department,
    Project.stage,
    Project.amount_sought,
    Project.amount_sought_currency,
    Project.confirmed_at,
    Project.archived_at,
)
"""What the list shows: it names them to its piece one by one, so that no more is read."""


def wanted() -> ProjectFilter:
    """The filters of this request."""
    args = request.args
    line = args.get("line", "")
    return ProjectFilter(
        words=args.get("q", "").strip()[:200],
        department=asked_department(args.get("department", "")),
        stage=args.get("stage", ""),
        archived="archived" in args,
        to_confirm_at=now() if "stale" in args else None,
        extra=(tagged_with("project", Project.id, "line", [line]),) if line else (),
    )


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The bank, by name."""
    asked = wanted()
    page = find_projects(db(), asked, after=request.args.get("after"), shown=_ON_A_CARD)
    return render_template(
        "projects/index.html",
        asked=asked,
        page=page,
        departments=unchanged("departments-of-projects", lambda: departments(db())),
        counts=_counts([p.id for p in page.projects]),
        tags=tag_marks(db(), "project", [p.id for p in page.projects]),
        stale={p.id for p in page.projects if is_stale(p, now=now())},
    )


def _counts(ids: list[int]) -> dict[int, int]:
    """Project → how many calls fit it; kept for the page that was asked for last, mostly the first
    of the bank."""
    zone = services().settings.timezone
    return unchanged(
        "counts-of-projects",
        lambda: match_counts(db(), ids, now=now(), timezone=zone),
        also=(tuple(ids), states_now()),
    )


@blueprint.get("/<int:project_id>")
@requires("read")
def page(project_id: int) -> ResponseReturnValue:
    """One project: what fits it first, then what is known of it."""
    project = get_project(db(), project_id)
    taste, zone = my_taste(), services().settings.timezone
    found = project_matches(db(), project.id, now=now(), timezone=zone, taste=taste)
    return render_template(
        "projects/page.html",
        project=project,
        views=match_views(found[:5], taste),
        more=max(0, len(found) - 5),
        tags=tags_of(db(), "project", project.id),
        line_names=line_names(),
        people={p.id: p.name for p in people(db())},
        stale=is_stale(project, now=now()),
        stops_at=stops_at(project) if is_asked(project, now=now()) else None,
        asked=asked_about(db(), [project])[project.id],
        compared=project_compared(
            db(), project, now=now(), timezone=zone, last_run=pulse()["match"].begun
        ),
        history=history(db(), subject_type="project", subject_id=project.id)[-20:],
    )


@blueprint.route("/nuevo", methods=["GET", "POST"])
@requires("edit-projects")
def new() -> ResponseReturnValue:
    """A new project."""
    form = ProjectForm()
    if form.validate_on_submit() and (saved := _save(form, None)):
        flash(
            _("Proyecto guardado. El horario está parado: se comparará cuando vuelva a andar.")
            if "match" in late_stages()
            else _("Proyecto guardado. Las coincidencias aparecen después de la próxima búsqueda.")
        )
        return redirect(url_for("projects.page", project_id=saved.id))
    return render_template("projects/edit.html", form=form, project=None), _status(form)


@blueprint.route("/<int:project_id>/editar", methods=["GET", "POST"])
@requires("edit-projects")
def edit(project_id: int) -> ResponseReturnValue:
    """Change a project; if somebody changed it meanwhile, both texts are shown."""
    project = get_project(db(), project_id)
    form = ProjectForm.of(project)
    if not form.is_submitted():
        form.stand_on(project.version)
    if form.validate_on_submit():
        try:
            saved = _save(form, project)
        except Conflict:
            return _conflict(form, project)
        if saved:
            flash(_("Guardado."))
            return redirect(url_for("projects.page", project_id=project.id))
    return render_template("projects/edit.html", form=form, project=project), _status(form)


def _status(form: ProjectForm) -> int:
    return 422 if form.is_submitted() and form.errors else 200


def _save(form: ProjectForm, project: Project | None) -> Project | None:
    """The project as saved; ``None`` where the form now says what to correct."""
    try:
        saved = save_project(
            db(),
            project,
            form.values(),
            person_id=person().id,
            at=now(),
            version=form.seen,
        )
    except InvalidInput as problem:
        if not form.blame(problem.field, said(problem)):
            raise
        return None
    refresh_index(db())
    return saved


def _conflict(form: ProjectForm, project: Project) -> ResponseReturnValue:
    """Both texts side by side: nothing typed is lost, and the person decides."""
    mine = form.values()
    differing = [
        {"label": form.label_of(name), "theirs": getattr(project, name), "mine": mine[name]}
        for name in FIELDS
        if name in mine and mine[name] != getattr(project, name)
    ]
    form.stand_on(project.version)
    last = history(db(), subject_type="project", subject_id=project.id)
    page = render_template(
        "projects/conflict.html",
        form=form,
        project=project,
        differing=differing,
        last=last[-1] if last else None,
    )
    return page, 409


@blueprint.post("/<int:project_id>/vigente")
@requires("edit-projects")
def still_valid(project_id: int) -> ResponseReturnValue:
    """One click: the project still stands."""
    project = get_project(db(), project_id)
    confirm(db(), project, person_id=person().id, at=now())
    flash(_("Gracias. «%(name)s» sigue en la búsqueda.", name=project.name))
    return redirect(safe_back(request.form.get("next")))


@blueprint.get("/por-confirmar")
@requires("read")
def to_confirm() -> ResponseReturnValue:
    """What has stopped or is about to because nobody confirmed it: one click each, or for all."""
    return render_template(
        "projects/to_confirm.html",
        waiting=waiting_for(db(), person(), now=now()),
        stops_at=stops_at,
    )


@blueprint.post("/vigentes")
@requires("edit-projects")
def still_valid_all() -> ResponseReturnValue:
    """One click: all those that were shown still stand."""
    ids = sorted({int(i) for i in request.form.getlist("project") if i.isdecimal()})
    asked = [get_project(db(), i) for i in ids]
    found = [one for one in asked if not one.archived_at and works(person(), one)]
    for project in found:
        confirm(db(), project, person_id=person().id, at=now())
    flash(
        ngettext(
            "Gracias. %(num)d proyecto sigue en la búsqueda.",
            "Gracias. %(num)d proyectos siguen en la búsqueda.",
            len(found),
        )
    )
    return redirect(safe_back(request.form.get("next")))


@blueprint.post("/<int:project_id>/archivar")
@requires("edit-projects")
def put_away(project_id: int) -> ResponseReturnValue:
    """Archive a project, or bring it back."""
    project = get_project(db(), project_id)
    away = request.form.get("archived") == "yes"
    archive(db(), project, archived=away, person_id=person().id, at=now())
    flash(
        _("Archivado: ya no se le buscan convocatorias. Puede deshacerlo aquí mismo.")
        if away
        else _("De vuelta en el banco.")
    )
    return redirect(url_for("projects.page", project_id=project.id))
