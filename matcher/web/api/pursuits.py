"""Pursuits by the interface: what the office goes after, opened and moved by other systems too."""

from msgspec import UNSET

from matcher.calls.queries import get_call
from matcher.errors import InvalidInput
from matcher.people.queries import get_person
from matcher.projects.queries import get_project
from matcher.pursuits.board import PursuitFilter, conditions_of
from matcher.pursuits.following import assign, open_pursuit
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.moving import move
from matcher.pursuits.queries import get_pursuit, pursuits_after
from matcher.web.api import filters, shapes
from matcher.web.api.operations import blueprint, cut, operation
from matcher.web.api.views import pursuit_given
from matcher.web.cards.calls import timezone
from matcher.web.frame.rights import require_own
from matcher.web.frame.services import db, now, person
from matcher.web.values.departments import asked_department

__all__ = ["blueprint"]


@operation("GET", "/pursuits", asks=filters.PursuitsAsked, gives=shapes.ApiPursuits)
def pursuits(asked: filters.PursuitsAsked) -> shapes.ApiPursuits:
    """Los seguimientos: estado, responsable y fechas propias."""
    wanted = PursuitFilter(
        mine=person().id if asked.de or asked.mine else None,
        person=asked.persona,
        department=asked_department(asked.secretaria),
        line=asked.linea,
        closes_within=asked.cierra,
        stuck=bool(asked.detenidas),
    )
    found = pursuits_after(
        db(),
        asked.after,
        stages=[*asked.estado, *asked.stage],
        call_id=asked.call,
        project_id=asked.project,
        conditions=conditions_of(db(), wanted, now=now(), timezone=timezone()),
        limit=asked.limit + 1,
    )
    here, after = cut(found, asked.limit)
    return shapes.ApiPursuits(items=[pursuit_given(one) for one in here], next=after)


@operation("GET", "/pursuits/<int:pursuit_id>", asks=filters.NothingAsked, gives=shapes.ApiPursuit)
def pursuit(_asked: filters.NothingAsked, pursuit_id: int) -> shapes.ApiPursuit:
    """Un seguimiento."""
    return pursuit_given(get_pursuit(db(), pursuit_id))


@operation(
    "POST",
    "/pursuits",
    asks=shapes.PursuitNew,
    gives=shapes.ApiPursuit,
    needs="pursue",
    status=201,
)
def add_pursuit(asked: shapes.PursuitNew) -> shapes.ApiPursuit:
    """Sigue una convocatoria; si ya se sigue para ese proyecto, devuelve ese seguimiento."""
    call = get_call(db(), asked.call_id)
    project = get_project(db(), asked.project_id) if asked.project_id else None
    require_own(person(), project)
    return pursuit_given(open_pursuit(db(), call, project, person=person(), at=now()))


@operation(
    "PATCH",
    "/pursuits/<int:pursuit_id>",
    asks=shapes.PursuitMove,
    gives=shapes.ApiPursuit,
    needs="pursue",
)
def change_pursuit(asked: shapes.PursuitMove, pursuit_id: int) -> shapes.ApiPursuit:
    """Lo mueve de estado o de responsable, con las reglas de la web."""
    found, seen = get_pursuit(db(), pursuit_id), asked.version
    if asked.assignee_id is not UNSET:
        to = get_person(db(), asked.assignee_id) if asked.assignee_id else None
        assign(db(), found, to=to, person=person(), at=now(), seen=seen)
        seen = found.version
    if asked.stage is not UNSET:
        _move(found, asked.stage, asked, seen=seen)
    return pursuit_given(found)


def _move(found: Pursuit, to: Stage, asked: shapes.PursuitMove, *, seen: int) -> None:
    """Move it; what is wrong with where to is said of the field that told it here.

    :raises InvalidInput: as the web's form says it.
    """
    try:
        move(
            db(),
            found,
            to=to,
            person=person(),
            at=now(),
            seen=seen,
            end_reason=asked.end_reason,
            reason=asked.reason,
        )
    except InvalidInput as problem:
        problem.field = "stage" if problem.field == "to" else problem.field
        raise
