"""Move a pursuit from stage to stage, ask for its endorsement, end it with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.people.permissions import require
from matcher.pursuits.changes import change
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.queries import require_gate
from matcher.pursuits.reasons import find_reason
from matcher.pursuits.stages import GATED, NEXT, REASONED

LONGEST = 2000
"""Characters a reason may have."""


def move(
    session: Session,
    pursuit: Pursuit,
    *,
    to: Stage,
    person: Person,
    at: datetime,
    seen: int | None = None,
    end_reason: str | None = None,
    reason: str = "",
) -> None:
    """Bring ``pursuit`` to another stage; where it is there already nothing changes.

    :param end_reason: the code of an :class:`~matcher.pursuits.models.EndReason`, asked for where
        it is lost or discarded.
    :raises InvalidInput: if one does not come from here to there, without a reason that is asked
        for, where nobody has it yet, or where the gate is shut.
    :raises Forbidden: for an endorsement by somebody who may not give it.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    if to == pursuit.stage:
        return
    if to not in NEXT[pursuit.stage]:
        raise InvalidInput("Desde este estado no se puede pasar a ese.", field="to")
    if to == "assigned" and pursuit.assignee_id is None:
        raise InvalidInput("Diga primero a quién se le asigna.", field="assignee")
    if to == "endorsed":
        require(person, "approve")
    if to in GATED and pursuit.stage != "submitted":
        require_gate(session, pursuit.call, project_id=pursuit.project_id, at=at)
    told = _end_reason(session, to, end_reason)
    change(
        session,
        pursuit,
        "stage",
        person=person,
        at=at,
        seen=seen,
        before=pursuit.stage,
        after=to,
        end_reason=told,
        reason=reason[:LONGEST],
    )
    pursuit.stage, pursuit.moved_at, pursuit.end_reason = to, at, told
    pursuit.endorsement_asked_at = None
    session.flush()


def _end_reason(session: Session, to: Stage, code: str | None) -> str | None:
    """
    :raises InvalidInput: where one is asked for and none of the list was given.
    """
    if to not in REASONED:
        return None
    found = find_reason(session, code or "")
    if found is None or found.ending != to or found.retired_at is not None:
        raise InvalidInput("Escoja de la lista por qué terminó.", field="end_reason")
    return found.code


def ask_endorsement(
    session: Session, pursuit: Pursuit, *, person: Person, at: datetime, seen: int | None = None
) -> None:
    """Let the aval of the dirección wait for it.

    :raises InvalidInput: if nothing is being drafted.
    """
    if pursuit.endorsement_asked_at is not None:
        return
    if pursuit.stage not in ("analysis", "drafting"):
        raise InvalidInput("El aval se pide mientras se analiza o se formula.")
    change(session, pursuit, "endorsement", person=person, at=at, seen=seen, after="asked")
    pursuit.endorsement_asked_at = at
    session.flush()


def refuse_endorsement(
    session: Session,
    pursuit: Pursuit,
    *,
    person: Person,
    at: datetime,
    reason: str,
    seen: int | None = None,
) -> None:
    """Say no to an aval that was asked for, and why; the pursuit stays where it is.

    :raises InvalidInput: if none was asked for, or without a reason.
    :raises Forbidden: for somebody who may not decide it.
    """
    require(person, "approve")
    if pursuit.endorsement_asked_at is None:
        raise InvalidInput("Nadie ha pedido el aval de este seguimiento.")
    if not reason.strip():
        raise InvalidInput("Escriba por qué no se da el aval.", field="reason")
    change(
        session,
        pursuit,
        "endorsement",
        person=person,
        at=at,
        seen=seen,
        before="asked",
        after="refused",
        reason=reason[:LONGEST],
    )
    pursuit.endorsement_asked_at = None
    session.flush()
