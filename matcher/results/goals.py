"""The goals of the agency, per year or per plan: set by the dirección, each change audited."""

from datetime import datetime
from decimal import Decimal
from typing import cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person
from matcher.results.models import Goal, Measure
from matcher.words.language import gettext_noop

SUBJECT = "goal"
MEASURES: tuple[Measure, ...] = get_args(Measure)
FIRST, LAST = 2000, 2100
_LATE = gettext_noop("Alguien cambió esta meta mientras usted la editaba.")


def goals(session: Session) -> list[Goal]:
    """Every goal: the longest period first, then in the order of the measures."""
    found = session.scalars(select(Goal))
    return sorted(
        found,
        key=lambda g: (-g.last_year, g.first_year, MEASURES.index(g.measure)),
    )


def goals_for(session: Session, year: int | None) -> list[Goal]:
    """The goals a year counts towards; without a year, all of them."""
    return [
        one for one in goals(session) if year is None or one.first_year <= year <= one.last_year
    ]


def get_goal(session: Session, goal_id: int) -> Goal:
    """The goal with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(Goal, goal_id)
    if found is None:
        raise NotFound("Esta meta ya no está.")
    return found


def save_goal(
    session: Session,
    goal: Goal | None,
    *,
    measure: str,
    first_year: int,
    last_year: int,
    target: Decimal,
    source: str,
    person: Person,
    at: datetime,
    seen: int | None = None,
) -> Goal:
    """Set a goal (``None``: a new one).

    :raises InvalidInput: with ``field``, for what cannot be one, or is there already.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    _check(session, goal, measure=measure, years=(first_year, last_year), target=target)
    before = told(goal) if goal else None
    kept = goal or Goal(version=1)
    after = f"{measure} {first_year}–{last_year}: {target.normalize():f} ({source.strip()})"
    if before == after:
        return kept
    if goal is not None:
        advance(session, kept, seen=kept.version if seen is None else seen, conflict=_LATE)
    kept.measure, kept.target, kept.source = cast("Measure", measure), target, source.strip()
    kept.first_year, kept.last_year = first_year, last_year
    session.add(kept)
    session.flush()
    record(
        session,
        at=at,
        person_id=person.id,
        action="goal.changed" if before else "goal.added",
        subject_type=SUBJECT,
        subject_id=kept.id,
        before=before,
        after=after,
    )
    return kept


def _check(
    session: Session, goal: Goal | None, *, measure: str, years: tuple[int, int], target: Decimal
) -> None:
    """
    :raises InvalidInput: for what cannot be a goal, or is there already.
    """
    first_year, last_year = years
    if measure not in MEASURES:
        raise InvalidInput("Escoja qué se mide.", field="measure")
    if not FIRST <= first_year <= last_year <= LAST:
        raise InvalidInput("Revise los años: el primero no va después del último.", field="years")
    if target <= 0:
        raise InvalidInput("La meta debe ser mayor que cero.", field="target")
    if measure != "money" and target % 1:
        raise InvalidInput("Escriba un número entero: esto se cuenta de a uno.", field="target")
    same = session.scalar(
        select(Goal).where(
            Goal.measure == measure, Goal.first_year == first_year, Goal.last_year == last_year
        )
    )
    if same is not None and same is not goal:
        raise InvalidInput("Ya hay una meta de eso para esos años: cámbiela.", field="measure")


def remove_goal(session: Session, goal: Goal, *, person: Person, at: datetime) -> None:
    """Take a goal away."""
    record(
        session,
        at=at,
        person_id=person.id,
        action="goal.removed",
        subject_type=SUBJECT,
        subject_id=goal.id,
        before=told(goal),
    )
    session.delete(goal)
    session.flush()


def told(goal: Goal) -> str:
    """A goal as the audit keeps it."""
    years = f"{goal.first_year}–{goal.last_year}"
    return f"{goal.measure} {years}: {goal.target.normalize():f} ({goal.source})"
