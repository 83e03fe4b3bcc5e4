"""A person's word on a match: interesa or no interesa, for me or for the team, with undo."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import Forbidden, InvalidInput, NotFound
from matcher.matches.models import REASONS, Feedback, Match, Scope, Verdict
from matcher.matches.queries import get_match
from matcher.people.models import Person
from matcher.people.permissions import may


def give_feedback(
    session: Session,
    *,
    call_id: int,
    project_id: int,
    person: Person,
    verdict: Verdict,
    at: datetime,
    scope: Scope = "me",
    reason: str | None = None,
) -> Feedback:
    """Keep a verdict; an earlier one of the same person on the same match is undone by it.

    The trail says that a person judged for themselves, not what: that is nobody else's.

    :raises NotFound: if there is no such match.
    :raises InvalidInput: for a reason that is not in :data:`REASONS`.
    """
    if reason is not None and reason not in REASONS:
        raise InvalidInput("Escoja una razón de la lista.", field="reason")
    match = get_match(session, call_id=call_id, project_id=project_id)
    for earlier in _standing(session, match, person):
        earlier.undone_at = at
    feedback = Feedback(
        call_id=call_id,
        project_id=project_id,
        person_id=person.id,
        verdict=verdict,
        scope=scope,
        reason=reason if verdict == "no-interesa" else None,
        position=_position(session, match),
        at=at,
    )
    session.add(feedback)
    session.flush()
    told = {"verdict": verdict, "reason": feedback.reason} if scope == "team" else {}
    record(
        session,
        at=at,
        person_id=person.id,
        action="match.judged",
        subject_type="match",
        subject_id=match.id,
        scope=scope,
        **told,
    )
    return feedback


def undo_feedback(session: Session, feedback_id: int, *, person: Person, at: datetime) -> Feedback:
    """Take a verdict back: one's own, or one that was given for the team.

    :raises NotFound: if it does not exist or was undone before.
    :raises Forbidden: for another person's own verdict.
    """
    feedback = session.get(Feedback, feedback_id)
    if feedback is None or feedback.undone_at is not None:
        raise NotFound("Esa opinión ya no está.")
    of_team = feedback.scope == "team" and may(person, "give-feedback")
    if feedback.person_id != person.id and not of_team:
        raise Forbidden("Esa opinión es de otra persona.")
    feedback.undone_at = at
    record(
        session,
        at=at,
        person_id=person.id,
        action="match.judgement-undone",
        subject_type="feedback",
        subject_id=feedback.id,
    )
    return feedback


def _standing(session: Session, match: Match, person: Person) -> list[Feedback]:
    return list(
        session.scalars(
            select(Feedback).where(
                Feedback.call_id == match.call_id,
                Feedback.project_id == match.project_id,
                Feedback.person_id == person.id,
                Feedback.undone_at.is_(None),
            )
        )
    )


def _position(session: Session, match: Match) -> int:
    """The place of ``match`` among those of its project that nothing forbids."""
    better = session.scalar(
        select(func.count()).where(
            Match.project_id == match.project_id,
            Match.blocked.is_(False),
            (Match.score > match.score) | ((Match.score == match.score) & (Match.id < match.id)),
        )
    )
    return (better or 0) + 1
