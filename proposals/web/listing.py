"""The list of proposals, and beginning one."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.projects.models import Project
from matcher.text import number_of
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.rights import require_own, works
from matcher.web.frame.services import db, now, person, services, today
from matcher.web.values.lists import as_table
from proposals.drafts import begin, drafts_for, drafts_on
from proposals.models import Draft, DraftState
from proposals.process.listing import CLOSINGS, DRAFT_SORTS, DraftFilter, listed, owners, page_of
from proposals.web.blueprint import blueprint
from proposals.web.words import DRAFT_STATES


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
    projects = db().scalars(
        select(Project).where(Project.archived_at.is_(None)).order_by(Project.name)
    )
    return render_template(
        "proposals/new.html",
        projects=[one for one in projects if works(person(), one)],
        project=project,
        call=call,
        begun=_begun(project, call),
    )


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
