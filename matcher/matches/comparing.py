"""Whether a project or a call was compared at all: an empty list says nothing by itself."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import state_sql
from matcher.matches.models import MatchedState
from matcher.projects.models import Project
from matcher.projects.queries import is_stale
from matcher.tags.models import Subject
from matcher.words.calls import call_state

Comparison = Literal[
    "done", "barred", "never", "changed", "archived", "stopped", "ended", "doubtful", "alone"
]
"""``done``: as it is now, with what there was at the last comparison. ``alone``: there is nothing
to compare it with. ``barred``: compared, and the call lets no city of ours apply, so that calls
one can apply to come before it in every list. The others say why there is nothing to tell."""


def project_compared(
    session: Session, project: Project, *, now: datetime, timezone: str, last_run: datetime | None
) -> Comparison:
    """Whether ``project`` was compared with the open calls since it was last changed.

    :param last_run: when the last good run of the matcher began.
    """
    if project.archived_at is not None:
        return "archived"
    if is_stale(project, now=now):
        return "stopped"
    if not _any_open(session, now=now, timezone=timezone):
        return "alone"
    return _since(session, "project", project.id, changed=project.updated_at, run=last_run)


def call_compared(
    session: Session, call: Call, *, now: datetime, timezone: str, last_run: datetime | None
) -> Comparison:
    """Whether ``call`` was compared with the projects since it was last changed.

    :param last_run: when the last good run of the matcher began.
    """
    state = call_state(call, now=now, timezone=timezone)
    if state not in LIVE:
        return "doubtful" if state == "dudosa" else "ended"
    if not session.scalar(select(Project.id).where(Project.archived_at.is_(None)).limit(1)):
        return "alone"
    found = _since(session, "call", call.id, changed=call.changed_at, run=last_run)
    refused = call.local_refused or call.country_refused
    return "barred" if found == "done" and refused else found


def _any_open(session: Session, *, now: datetime, timezone: str) -> bool:
    """Whether there is a call one could still apply to.

    By a day ahead, or else without one: asked in one, PostgreSQL gathers every day ahead first.
    """
    states = state_sql(session, now=now, timezone=timezone)
    dated = select(Call.id).join(Call.deadlines).where(states.is_ahead())
    ways = ((dated, True), (select(Call.id), False))
    return any(
        session.scalar(some.where(states.within(LIVE, ahead=ahead)).limit(1)) is not None
        for some, ahead in ways
    )


def _since(
    session: Session, kind: Subject, subject_id: int, *, changed: datetime, run: datetime | None
) -> Comparison:
    at = session.scalar(
        select(MatchedState.at).where(
            MatchedState.subject_type == kind, MatchedState.subject_id == subject_id
        )
    )
    if at is None:
        return "never"
    return "done" if max(at, run or at) >= changed else "changed"
