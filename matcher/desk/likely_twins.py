"""Which calls may well be the same as one: a short list for a person to choose from."""

from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matcher.calls.models import Call
from matcher.calls.queries import SUBJECT
from matcher.calls.titles import title_key
from matcher.db.search_sql import matches
from matcher.text import fold

LEAST = 55
"""Likeness of titles, of 100, below which nothing is offered."""
_LOOKED_AT = 60
_LEAST_LETTERS = 4
_SAME_DAY = 15
_SAME_FUNDER = 5


def likely_same(session: Session, call: Call, *, limit: int = 5) -> list[Call]:
    """The calls whose titles share words with that of ``call``, the likeliest first.

    The same closing day and the same funder speak for it too. What was discarded, or joined to
    another already, is left out.
    """
    words = [w for w in title_key(call.title).split() if len(w) >= _LEAST_LETTERS]
    if not words:
        return []
    first, *others = words
    found = matches(session, SUBJECT, first, {first: others})
    if found is None:
        return []
    nearest = select(found.c.subject_id).order_by(found.c.rank).limit(_LOOKED_AT)
    alike = session.scalars(
        select(Call)
        .where(Call.id.in_(session.scalars(nearest).all()), Call.id != call.id)
        .where(Call.discarded_at.is_(None))
        .options(selectinload(Call.sightings))
    )
    scored = [(_likeness(call, other), other) for other in alike if other.sightings]
    scored.sort(key=lambda one: (-one[0], one[1].id))
    return [other for score, other in scored if score >= LEAST][:limit]


def _likeness(call: Call, other: Call) -> float:
    alike = fuzz.token_set_ratio(title_key(call.title), title_key(other.title))
    return float(alike + _dated(call.closes_on, other.closes_on) + _funded(call, other))


def _dated(one: date | None, other: date | None) -> int:
    return _SAME_DAY if one is not None and one == other else 0


def _funded(call: Call, other: Call) -> int:
    both = call.funder and other.funder
    return _SAME_FUNDER if both and fold(call.funder or "") == fold(other.funder or "") else 0
