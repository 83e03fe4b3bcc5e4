"""Read the networks, and the reviews that come near."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from matcher.networks.models import Network
from matcher.networks.questions import QUESTIONS
from matcher.people.models import Person
from matcher.people.permissions import may

NEAR = timedelta(days=30)
"""How long before its day a review is called near."""
_NEAR_REVIEW = (
    select(Network)
    .where(Network.archived_at.is_(None), Network.review_on <= bindparam("last"))
    .order_by(Network.review_on, Network.id)
)


def networks(session: Session, *, archived: bool = False) -> list[Network]:
    """Every network by name: those in use, or those put away."""
    away = Network.archived_at.is_not(None) if archived else Network.archived_at.is_(None)
    return list(
        session.scalars(
            select(Network)
            .where(away)
            .options(selectinload(Network.keeper))
            .order_by(func.lower(Network.name), Network.id)
        )
    )


def unanswered(network: Network) -> list[str]:
    """The questions nobody has answered, in words."""
    return [asked for name, asked in QUESTIONS.items() if not getattr(network, name).strip()]


def reviews_near(session: Session, *, today: date) -> list[Network]:
    """Networks whose review comes near or is past, the earliest first."""
    return list(session.scalars(_NEAR_REVIEW, {"last": today + NEAR}))


def reviews_for(near: Sequence[Network], person: Person) -> list[Network]:
    """Those of ``near`` that ``person`` keeps; whoever approves hears of those nobody keeps."""
    approves = may(person, "approve")
    return [
        one for one in near if one.keeper_id == person.id or (one.keeper_id is None and approves)
    ]
