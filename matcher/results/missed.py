"""Lost opportunities: calls that fitted, were open to us, closed, and nobody answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.state_sql import genuine
from matcher.matches.decisions import decisions_on
from matcher.matches.models import ClosedMatch, Decision, Feedback, Match
from matcher.matches.queries import WORTH
from matcher.projects.models import Project
from matcher.pursuits.models import EndReason, Pursuit
from matcher.pursuits.queries import pursuits_on
from matcher.pursuits.stages import AT_THE_FUNDER

SHOWN = 200
Why = Literal["discarded", "left", "declined", "not-interested", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One of them, with the project it fitted best and what is known of why.

    ``reason`` is in words where ``why`` is «discarded» or «declined», the code of a reason where
    it is «not-interested», and a stage where it is «left».
    """

    call: Call
    project: Project
    score: float
    why: Why
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MissedCalls:
    """The latest of them, and how many there are."""

    shown: Sequence[Missed]
    total: int


def missed(session: Session, *, year: int | None, today: date, shown: int = SHOWN) -> MissedCalls:
    """The calls of ``year`` (without: of all) that nobody answered, the latest closing first.

    A call fits where its best match is worth showing unasked; it was open to us where nothing it
    says forbids that match. One the funder answered, or waits to, is no lost one.
    """
    sent = select(Pursuit.call_id).where(Pursuit.stage.in_(("won", "lost", *AT_THE_FUNDER)))
    wanted = [Call.closes_on < today, Call.id.not_in(sent), genuine()]
    # One that was first read when it had closed already was nobody's to miss.
    wanted += [func.date(Call.first_seen_at) <= Call.closes_on]
    if year is not None:
        wanted += [Call.closes_on.between(date(year, 1, 1), date(year, 12, 31))]
    query = select(Call.id).where(Call.id.in_(select(_FITTED.c.call_id)), *wanted)
    counted = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ids = session.scalars(query.order_by(Call.closes_on.desc(), Call.id).limit(shown)).all()
    return MissedCalls(_told(session, ids), counted)


_FITTED = union_all(
    select(Match.call_id, Match.project_id, Match.score).where(
        Match.blocked.is_(False), Match.score >= WORTH
    ),
    select(ClosedMatch.call_id, ClosedMatch.project_id, ClosedMatch.score),
).subquery("fitted")
"""What is in the lists, and what was when the call closed."""


def _told(session: Session, ids: Sequence[int]) -> list[Missed]:
    matches = {
        call.id: (call, project, score)
        for call, project, score in session.execute(
            select(Call, Project, _FITTED.c.score)
            .join(_FITTED, _FITTED.c.call_id == Call.id)
            .join(Project, Project.id == _FITTED.c.project_id)
            .where(Call.id.in_(ids))
            .order_by(_FITTED.c.score, Project.id.desc())
        )
    }
    pursuits, sheets = pursuits_on(session, ids), decisions_on(session, ids)
    verdicts = _verdicts(session, ids)
    names = {one.code: one.name for one in session.scalars(select(EndReason))}
    found = []
    for call_id in ids:
        call, project, score = matches[call_id]
        why, reason = _why(
            pursuits.get(call_id, []), sheets.get(call_id, []), verdicts.get(call_id), names
        )
        found.append(Missed(call=call, project=project, score=score, why=why, reason=reason))
    return found


def _why(
    pursuits: Sequence[Pursuit],
    sheets: Sequence[Decision],
    verdict: str | None,
    names: Mapping[str, str],
) -> tuple[Why, str]:
    """The surest reason anybody gave."""
    for pursuit in pursuits:
        if pursuit.stage != "discarded":
            return "left", pursuit.stage
    for pursuit in pursuits:
        return "discarded", names.get(pursuit.end_reason or "", "")
    for sheet in sheets:
        if sheet.verdict == "no-vamos":
            return "declined", sheet.reason
    if verdict is not None:
        return "not-interested", verdict
    return "nobody", ""


def _verdicts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Call → the last reason for which somebody said that it is of no interest."""
    rows = session.execute(
        select(Feedback.call_id, Feedback.reason)
        .where(Feedback.call_id.in_(ids), Feedback.undone_at.is_(None))
        .where(Feedback.verdict == "no-interesa")
        .order_by(Feedback.id)
    )
    return {call_id: reason or "" for call_id, reason in rows}
