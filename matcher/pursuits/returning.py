"""A call that comes back: what the office did about it the last time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import EndReason, Pursuit, PursuitChange, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPursuit:
    """How far the office went with an earlier round, why it ended, and who said so."""

    pursuit_id: int
    stage: Stage
    project: str | None
    reason: str
    note: str
    person: str
    at: datetime


def past_pursuits(session: Session, call_ids: Sequence[int]) -> dict[int, list[PastPursuit]]:
    """Call → what was done about it, the latest first."""
    found: dict[int, list[PastPursuit]] = defaultdict(list)
    if not call_ids:
        return found
    rows = session.execute(
        select(Pursuit, Project.name, EndReason.name)
        .outerjoin(Project, Project.id == Pursuit.project_id)
        .outerjoin(EndReason, EndReason.code == Pursuit.end_reason)
        .where(Pursuit.call_id.in_(call_ids), Pursuit.joined_into_id.is_(None))
        .order_by(Pursuit.moved_at.desc(), Pursuit.id.desc())
    ).all()
    last = _last_moves(session, [pursuit.id for pursuit, *_names in rows])
    for pursuit, project, reason in rows:
        note, person = last.get(pursuit.id, ("", ""))
        found[pursuit.call_id].append(
            PastPursuit(
                pursuit_id=pursuit.id,
                stage=pursuit.stage,
                project=project,
                reason=reason or "",
                note=note,
                person=person,
                at=pursuit.moved_at,
            )
        )
    return found


def _last_moves(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Pursuit → what was said at its last move, and by whom."""
    rows = session.execute(
        select(PursuitChange.pursuit_id, PursuitChange.reason, Person.name)
        .outerjoin(Person, Person.id == PursuitChange.person_id)
        .where(PursuitChange.pursuit_id.in_(ids), PursuitChange.kind.in_(("opened", "stage")))
        .order_by(PursuitChange.id)
    )
    return {number: (reason, name or "") for number, reason, name in rows}
