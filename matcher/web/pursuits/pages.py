"""Seguimiento: the board, and what one click on a call, a match or a card does."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.calls.queries import get_call
from matcher.people.queries import get_person, people
from matcher.projects.queries import get_project
from matcher.pursuits.board import (
    SHOWN,
    PursuitFilter,
    StageColumn,
    board,
    departments,
)
from matcher.pursuits.following import assign, follow, open_pursuit, take, unfollow
from matcher.pursuits.models import Pursuit
from matcher.pursuits.moving import ask_endorsement, move, refuse_endorsement
from matcher.pursuits.queries import get_pursuit
from matcher.pursuits.reasons import end_reasons
from matcher.pursuits.stages import STAGES
from matcher.tags.queries import named_lines
from matcher.text import number_of
from matcher.web.cards.calls import timezone
from matcher.web.cards.pursuits import on_cards
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.kept import unchanged
from matcher.web.frame.navigation import safe_back
from matcher.web.frame.rights import require_own
from matcher.web.frame.services import db, now, person
from matcher.web.values.departments import asked_department
from matcher.web.values.forms import as_stored

blueprint = Blueprint("pursuits", __name__, url_prefix="/seguimiento")
SPANS = (15, 30, 60, 90)
"""Days within which a call may be asked to close."""
PAGE = 60
"""Cards of a page of the one stage that is asked for alone."""


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The board, narrowed by what the address asks for."""
    wanted = asked()
    columns = (
        _columns(wanted)
        if wanted != PursuitFilter()
        else unchanged("board", lambda: _columns(wanted))
    )
    return render_template(
        "pursuits/index.html",
        wanted=wanted,
        columns=list(zip(columns, on_cards(db(), columns), strict=True)),
        asked_again=_asked_again,
        any_at_all=any(column.total for column in columns),
        people=[one for one in people(db()) if one.active],
        departments=unchanged("board-departments", lambda: departments(db())),
        lines=named_lines(db()),
        spans=SPANS,
        stages=STAGES,
        reasons=end_reasons(db()),
        here=request.full_path.rstrip("?"),
    )


def _columns(wanted: PursuitFilter) -> list[StageColumn]:
    return board(
        db(),
        wanted,
        now=now(),
        timezone=timezone(),
        shown=PAGE if wanted.stages else SHOWN,
        after=request.args.get("after") if wanted.stages else None,
    )


def _asked_again(**changes: str) -> dict[str, str]:
    """The filters of this request with ``changes``, for links: from the beginning of the list."""
    return {name: v for name, v in request.args.items() if name != "after"} | changes


def asked() -> PursuitFilter:
    """What the address asks of the board."""
    args = request.args
    days, stage = number_of(args.get("cierra")), args.get("estado")
    return PursuitFilter(
        mine=person().id if args.get("de") == "mias" else None,
        person=number_of(args.get("persona")),
        department=asked_department(args.get("secretaria", "")),
        line=args.get("linea", ""),
        closes_within=days if days in SPANS else None,
        stuck="detenidas" in args,
        stages=(stage,) if stage in STAGES else (),
    )


@blueprint.post("/abrir")
@requires("pursue")
def open_one() -> ResponseReturnValue:
    """Follow a call, or take it: with a project, or before one is chosen."""
    call = get_call(db(), number_of(request.form.get("call")) or 0)
    number = number_of(request.form.get("project"))
    project = get_project(db(), number) if number else None
    require_own(person(), project)
    pursuit = open_pursuit(db(), call, project, person=person(), at=now())
    if request.form.get("take") == "yes":
        take(db(), pursuit, person=person(), at=now())
        flash(_("Es suya. La encuentra en Seguimiento y en Hoy."))
    else:
        follow(db(), pursuit, person=person(), at=now())
        flash(_("La sigue. Lo que el equipo haga con ella se lo contamos en Hoy."))
    return back(pursuit)


@blueprint.post("/<int:pursuit_id>/seguir")
@requires("pursue")
def follow_one(pursuit_id: int) -> ResponseReturnValue:
    """Follow a pursuit, or no longer."""
    pursuit = get_pursuit(db(), pursuit_id)
    if request.form.get("follow") == "no":
        unfollow(db(), pursuit, person=person())
        flash(_("Ya no la sigue."))
    else:
        follow(db(), pursuit, person=person(), at=now())
        flash(_("La sigue. Lo que el equipo haga con ella se lo contamos en Hoy."))
    return back(pursuit)


@blueprint.post("/<int:pursuit_id>/asignar")
@requires("pursue")
def assign_one(pursuit_id: int) -> ResponseReturnValue:
    """Give it to somebody, to oneself, to nobody."""
    pursuit = get_pursuit(db(), pursuit_id)
    chosen = number_of(request.form.get("assignee"))
    before = pursuit.assignee
    assign(
        db(),
        pursuit,
        to=get_person(db(), chosen) if chosen else None,
        person=person(),
        at=now(),
        seen=_seen(),
    )
    if pursuit.assignee is not before:
        name = pursuit.assignee.name if pursuit.assignee else ""
        flash(
            _("La tiene %(name)s, que desde ya la sigue.", name=name)
            if name
            else _("Quedó sin responsable.")
        )
    return back(pursuit)


@blueprint.post("/<int:pursuit_id>/aval")
@requires("pursue")
def endorsement(pursuit_id: int) -> ResponseReturnValue:
    """Ask for the aval; the dirección gives it, or says why not."""
    pursuit, answer = get_pursuit(db(), pursuit_id), request.form.get("answer")
    told: dict[str, Any] = {"person": person(), "at": now(), "seen": _seen()}
    if answer == "yes":
        if pursuit.stage == "analysis":
            move(db(), pursuit, to="drafting", **told)
            told["seen"] = None
        move(db(), pursuit, to="endorsed", **told)
        flash(_("Aval dado."))
    elif answer == "no":
        refuse_endorsement(db(), pursuit, reason=as_stored(request.form.get("reason")), **told)
        flash(_("Dicho: sin aval, y por qué."))
    else:
        ask_endorsement(db(), pursuit, **told)
        flash(_("Pedido. La dirección lo ve en Hoy."))
    return back(pursuit)


def _seen() -> int | None:
    return number_of(request.form.get("version"))


def back(pursuit: Pursuit) -> ResponseReturnValue:
    """To where the form was, else to the pursuit."""
    given = request.form.get("next")
    page = url_for("pursuits.page", pursuit_id=pursuit.id)
    return redirect(safe_back(given) if given else page)
