"""Rounds: a call that comes back, linked to what happened the last time."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session, defer, selectinload

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
    return rounds_before(session, [call])[call.id]


def rounds_before(session: Session, calls: Sequence[Call]) -> dict[int, list[Round]]:
    """Call → its :func:`earlier_rounds`, of many at once."""
    alike: dict[str, list[Call]] = defaultdict(list)
    for other in session.scalars(
        select(Call)
        .where(Call.round_key.in_({call.round_key for call in calls}))
        .where(Call.closes_on.is_not(None), genuine())
        .options(selectinload(Call.sightings), defer(Call.text), defer(Call.facts))
    ):
        alike[other.round_key].append(other)
    return {call.id: _rounds(call, alike[call.round_key]) for call in calls}


def _rounds(call: Call, alike: Sequence[Call]) -> list[Round]:
    before = call.closes_on or call.opens_on or call.first_seen_at.date()
    rounds = [
        Round(call=other, closed_on=other.closes_on)
        for other in alike
        if other.id != call.id
        and other.closes_on is not None
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
