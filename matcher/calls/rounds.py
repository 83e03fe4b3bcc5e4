"""Rounds: a call that comes back, linked to what happened the last time."""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matcher.calls.models import Call, Sighting
from matcher.calls.state_sql import genuine
from matcher.calls.titles import title_key
from matcher.text import fold, words

SAME_FUNDER = 80
APART_DAYS = 60
"""Two rounds close at least this far apart; nearer ones are an extension or a second cut-off."""
_EDITION = re.compile(r"\b(?:\d+(?:st|nd|rd|th|ra|da|ta|va|na|ma|a|o|ª|º)?|[ivxl]+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """An earlier round of a call, and when it closed."""

    call: Call
    closed_on: date


def round_key(title: str) -> str:
    """The words of a title without year, edition and number: the same for every round."""
    bare = _EDITION.sub(" ", fold(title))
    return title_key(bare if words(bare) else title)


def earlier_rounds(session: Session, call: Call) -> list[Round]:
    """Calls of the same name by the same funder that closed well before, the latest first."""
    before = call.closes_on or call.opens_on or call.first_seen_at.date()
    alike = session.scalars(
        select(Call)
        .where(Call.round_key == call.round_key, Call.id != call.id, Call.closes_on.is_not(None))
        .where(genuine())
        .options(selectinload(Call.sightings))
    )
    rounds = [
        Round(call=other, closed_on=other.closes_on)
        for other in alike
        if other.closes_on is not None
        and (before - other.closes_on).days >= APART_DAYS
        and _same_house(call, other)
    ]
    return sorted(rounds, key=lambda r: (r.closed_on, r.call.id), reverse=True)


def _same_house(call: Call, other: Call) -> bool:
    """One funder, or where one of them names none, one source."""
    if call.funder and other.funder:
        return fuzz.token_set_ratio(fold(call.funder), fold(other.funder)) >= SAME_FUNDER
    return bool(_sources(call.sightings) & _sources(other.sightings))


def _sources(sightings: list[Sighting]) -> set[str]:
    return {sighting.source_id for sighting in sightings}
