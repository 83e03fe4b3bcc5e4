"""The agency's gate where the office is about to spend its days: on taking, and on drafting."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.gate.passing import require_pass
from matcher.pursuits.models import Pursuit, Stage

APPLYING: tuple[Stage, ...] = ("drafting", "endorsed", "submitted", "second_stage", "won")
"""Stages in which the office has a proposal of its own for the call."""


def require_gate(session: Session, call: Call, *, project_id: int | None, at: datetime) -> None:
    """Stop here where a rule of the agency stops ``call`` and nobody let it through.

    :raises InvalidInput: saying which rule and why.
    """
    applied = Pursuit.call_id == call.id, Pursuit.stage.in_(APPLYING)
    others = session.scalar(
        select(func.count())
        .select_from(Pursuit)
        .where(*applied, Pursuit.joined_into_id.is_(None))
        .where(Pursuit.project_id.is_distinct_from(project_id))
    )
    # A day more or less on the clock of another zone tells no month from the next.
    require_pass(session, call, today=at.date(), others=others or 0)


def applications(session: Session) -> Mapping[int, int]:
    """Call → how many proposals of the office are under way for it, of those that have any."""
    rows = session.execute(
        select(Pursuit.call_id, func.count())
        .where(Pursuit.stage.in_(APPLYING), Pursuit.joined_into_id.is_(None))
        .group_by(Pursuit.call_id)
    )
    return {call_id: count for call_id, count in rows}
