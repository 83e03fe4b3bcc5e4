"""The list of proposals, and beginning one."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, or_, select

from matcher.calls.models import Call
from matcher.people.models import Person
from matcher.people.ownership import own_names
from matcher.projects.models import Project
from matcher.projects.queries import ProjectFilter, departments, find_projects
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.rights import is_free, require_own, works
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.lists import as_table
from proposals.drafts import begin, drafts_for, drafts_on
from proposals.models import Draft, DraftState
from proposals.process.listing import CLOSINGS, DRAFT_SORTS, DraftFilter, listed, owners, page_of
from proposals.web.blueprint import blueprint
from proposals.web.words import DRAFT_STATES

OFFERED = 200
"""Projects of the bank that are offered at once to begin with; the others are searched for."""


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The proposals that the address asks for: it can be sent to a colleague."""
    asked = _asked()
    page = page_of(db(), asked, on=today(), after=request.args.get("after"))
    again = {name: v for name, v in request.args.to_dict(flat=False).items() if name != "after"}
    return render_template(
        "proposals/index.html",
        rows=page.rows,
        page=page,
        again=again,
        asked=asked,
        owners=owners(db()),
    )


@as_table(
    blueprint,
    index,
    named="propuestas",
    headings=(
        "Propuesta",
        "Estado",
        "Pasos completos de 10",
        "Proyecto",
        "Convocatoria",
        "Financiador",
        "Cierre",
        "Monto que se pide",
        "Moneda",
        "Responsable",
        "Último cambio",
        "Archivada",
    ),
)
def _rows() -> Iterator[list[Any]]:
    for row in listed(db(), _asked(), on=today()):
        draft = row.draft
        yield [
            draft.title,
            str(DRAFT_STATES[draft.state]),
            row.done,
            draft.project.name if draft.project else None,
            draft.call.title if draft.call else None,
            draft.call.funder if draft.call else None,
            row.closes_on,
            row.requested,
            row.currency,
            draft.owner.name,
            draft.updated_at,
            "sí" if draft.archived_at else "no",
        ]


def _asked() -> DraftFilter:
    """The filters of this request; what cannot be read counts as not asked."""
    args = request.args
    sort = args.get("sort", "")
    return DraftFilter(
        words=args.get("q", "").strip()[:200],
        states=tuple(one for one in get_args(DraftState) if one in args.getlist("state")),
        owner_id=number_of(args.get("owner")),
        closing=next((one for one in CLOSINGS if one == args.get("closing")), ""),
        archived="archived" in args,
        sort=sort if sort in DRAFT_SORTS else DRAFT_SORTS[0],
    )


@blueprint.get("/nueva")
@requires("write-proposals")
def new() -> ResponseReturnValue:
    """What a new proposal would be filled from."""
    project = _chosen(Project, request.args.get("project"))
    return _page(project, _chosen(Call, request.args.get("call")))


def _page(project: Project | None, call: Call | None) -> str:
    words, after = request.args.get("q", "").strip()[:200], request.args.get("after")
    wanted = ProjectFilter(words=words, extra=_own_only())
    offered = find_projects(db(), wanted, after=after, limit=OFFERED)
    projects = [one for one in offered.projects if works(person(), one)]
    return render_template(
        "proposals/new.html",
        projects=projects,
        offered=offered,
        words=words,
        chosen_apart=project if project and project not in projects else None,
        project=project,
        call=call,
        begun=_begun(project, call),
    )


def _own_only() -> tuple[ColumnElement[bool], ...]:
    """Conditions: the projects of who is signed in, where others' are closed to them."""
    who = person()
    if is_free(who):
        return ()
    written = db().scalars(select(Person.department).where(Person.department.is_not(None)))
    names = own_names(who, {*departments(db()), *(name for name in written if name)})
    colleagues = select(Person.id).where(or_(Person.department.in_(names), Person.id == who.id))
    return (or_(Project.department.in_(names), Project.owner_id.in_(colleagues)),)


def proposals_of(call_id: int, project_id: int | None) -> list[Draft]:
    """The drafts that belong to the pursuit of a call for a project."""
    return drafts_on(db(), call_id=call_id, project_id=project_id)


def _begun(project: Project | None, call: Call | None) -> list[Draft]:
    return drafts_for(db(), project=project, call=call) if project and call else []


@blueprint.post("/nueva")
@requires("write-proposals")
def create() -> ResponseReturnValue:
    """Begin a proposal; where the pair has one, only once its person has seen that one."""
    project = _chosen(Project, request.form.get("project"))
    call = _chosen(Call, request.form.get("call"))
    require_own(person(), project)
    seen = _chosen(Project, request.form.get("another"))
    if seen is not project and _begun(project, call):
        return _page(project, call), 409
    draft = begin(
        db(),
        owner=person(),
        project=project,
        call=call,
        settings=services().settings,
        at=now(),
    )
    flash(_("Propuesta empezada. Lo que ya se sabía está puesto y dice de dónde salió."))
    return redirect(url_for("proposals.overview", draft_id=draft.id))


T = TypeVar("T")


def _chosen(model: type[T], text: str | None) -> T | None:
    return db().get(model, int(text)) if text and text.isdecimal() and len(text) < 10 else None
