"""«¿Vamos?» is the decision sheet of a pursuit: what is decided on it moves the pursuit."""

from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import get_call
from matcher.calls.state_sql import joined
from matcher.calls.twins import standing
from matcher.matches.decisions import Sheet, decide, find_decision
from matcher.matches.models import Decision
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.projects.queries import get_project
from matcher.pursuits.changes import change
from matcher.pursuits.following import find_pursuit, follow, open_pursuit
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.moving import move
from matcher.pursuits.reasons import DECIDED_NO
from matcher.pursuits.stages import NEXT, is_open

_BEFORE_ANALYSIS: frozenset[Stage] = frozenset({"detected", "assigned"})
_BEFORE_DRAFTING: frozenset[Stage] = _BEFORE_ANALYSIS | {"analysis"}


def find_sheet(session: Session, *, call_id: int, project_id: int | None) -> Decision | None:
    """The sheet of this call and project, or the one that will be theirs by the next save.

    That is what was written before a project was chosen, while its pursuit is open.
    """
    found = find_decision(session, call_id=call_id, project_id=project_id)
    if found is not None or project_id is None:
        return found
    if find_pursuit(session, call_id=call_id, project_id=project_id) is not None:
        return None
    bare = find_pursuit(session, call_id=call_id, project_id=None)
    if bare is None or not is_open(bare.stage):
        return None
    return find_decision(session, call_id=call_id, project_id=None)


def sheets_left(session: Session, *, call_id: int, project_id: int | None) -> list[Decision]:
    """The sheets for this project of calls that were joined to this one, which had its own.

    They count for nothing and wait for the parting; the latest comes first.
    """
    waiting = session.scalars(
        select(Decision)
        .join(Decision.call)
        .where(joined(), Decision.project_id.is_not_distinct_from(project_id))
        .order_by(Decision.at.desc(), Decision.id.desc())
    )
    stand = ((one, standing(session, one.call)) for one in waiting)
    return [one for one, call in stand if call is not None and call.id == call_id]


def _goes_on(session: Session, *, call_id: int, project_id: int | None) -> bool:
    """Whether what was written before a project was chosen goes on with this one."""
    written = find_sheet(session, call_id=call_id, project_id=project_id)
    return written is not None and written.project_id != project_id


def decide_on(
    session: Session,
    *,
    call_id: int,
    project_id: int | None,
    sheet: Sheet,
    person: Person,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Save the sheet, and let its pursuit follow: looked into, or discarded where it says «no».

    One that is already with the funder stays there: it cannot be called back by a sheet.

    :raises PuenteError: as :func:`matcher.matches.decisions.decide`.
    """
    call = get_call(session, call_id)
    project = get_project(session, project_id) if project_id is not None else None
    if _goes_on(session, call_id=call_id, project_id=project_id):
        open_pursuit(session, call, project, person=person, at=at)
    before = find_decision(session, call_id=call_id, project_id=project_id)
    seen = before.version if before else None
    decision = decide(
        session,
        call_id=call_id,
        project_id=project_id,
        sheet=sheet,
        person=person,
        at=at,
        version=version,
    )
    if decision.version == seen:
        return decision  # saved as it stood
    pursuit = open_pursuit(session, call, project, person=person, at=at)
    if decision.verdict == "no-vamos":
        if "discarded" in NEXT[pursuit.stage]:
            move(
                session,
                pursuit,
                to="discarded",
                person=person,
                at=at,
                end_reason=DECIDED_NO,
                reason=decision.reason,
            )
    elif pursuit.stage in _BEFORE_ANALYSIS or (
        decision.verdict == "vamos" and pursuit.stage == "discarded"
    ):
        move(session, pursuit, to="analysis", person=person, at=at)
    return decision


def start_drafting(
    session: Session, call: Call | None, project: Project | None, *, person: Person, at: datetime
) -> Pursuit | None:
    """The pursuit a proposal belongs to: opened or brought to where it is drafted.

    A proposal without a call belongs to none.

    :raises InvalidInput: where the agency's gate is shut.
    """
    if call is None:
        return None
    pursuit = open_pursuit(session, call, project, person=person, at=at)
    follow(session, pursuit, person=person, at=at)
    if pursuit.stage == "discarded":
        move(session, pursuit, to="analysis", person=person, at=at)
    if pursuit.stage in _BEFORE_DRAFTING:
        move(session, pursuit, to="drafting", person=person, at=at)
    return pursuit


def follow_proposal(
    session: Session,
    call: Call | None,
    project: Project | None,
    *,
    to: Stage | Literal["asked", "unasked"],
    person: Person,
    at: datetime,
    reason: str = "",
    end_reason: str | None = None,
) -> Pursuit | None:
    """Bring the pursuit of a proposal to where the proposal is; ``None`` where it has none.

    A proposal that was sent was sent: it is not asked whether one may come from there to here.

    :param to: a stage; or that its endorsement is waited for, or is no longer.
    """
    if call is None:
        return None
    found = find_pursuit(session, call_id=call.id, project_id=project.id if project else None)
    if found is None or found.stage == to:
        return found
    if to in ("asked", "unasked"):
        if (found.endorsement_asked_at is not None) != (to == "asked"):
            change(session, found, "endorsement", person=person, at=at, after=to, reason=reason)
            found.endorsement_asked_at = at if to == "asked" else None
        return found
    change(
        session,
        found,
        "stage",
        person=person,
        at=at,
        before=found.stage,
        after=to,
        end_reason=end_reason,
        reason=reason,
    )
    found.stage, found.moved_at, found.end_reason = cast("Stage", to), at, end_reason
    found.endorsement_asked_at = None
    session.flush()
    return found
