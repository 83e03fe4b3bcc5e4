"""Rounds: a call that comes back, linked to what happened the last time."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from rapidfuzz import fuzz
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, lazyload, load_only

from matcher.calls.models import Call, Sighting
from matcher.calls.state_sql import genuine
from matcher.calls.titles import title_key
from matcher.text import fold, words

SAME_FUNDER = 80
APART_DAYS = 60
"""Two rounds close at least this far apart; nearer ones are an extension or a second cut-off."""
_ALIKE = (
    select(Call)
    .where(Call.round_key.in_(bindparam("keys", expanding=True)))
    .where(Call.closes_on.is_not(None), genuine())
    .options(
        load_only(Call.title, Call.language, Call.funder, Call.closes_on, Call.round_key),
        lazyload(Call.deadlines),
    )
)
"""As much as is told of an earlier round; what else is asked of one is read then."""
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
    for other in session.scalars(_ALIKE, {"keys": list({call.round_key for call in calls})}):
        alike[other.round_key].append(other)
    sources = _sources(session, {one.id: one for one in chain(calls, *alike.values())})
    return {call.id: _rounds(call, alike[call.round_key], sources) for call in calls}


def _rounds(call: Call, alike: Sequence[Call], sources: Mapping[int, set[str]]) -> list[Round]:
    before = call.closes_on or call.opens_on or call.first_seen_at.date()
    rounds = [
        Round(call=other, closed_on=other.closes_on)
        for other in alike
        if other.id != call.id
        and other.closes_on is not None
        and (before - other.closes_on).days >= APART_DAYS
        and _same_house(call, other, sources)
    ]
    return sorted(rounds, key=lambda r: (r.closed_on, r.call.id), reverse=True)


def _same_house(call: Call, other: Call, sources: Mapping[int, set[str]]) -> bool:
    """One funder, or where one of them names none, one source."""
    if call.funder and other.funder:
        return fuzz.token_set_ratio(fold(call.funder), fold(other.funder)) >= SAME_FUNDER
    return bool(sources[call.id] & sources[other.id])


def _sources(session: Session, calls: Mapping[int, Call]) -> dict[int, set[str]]:
    """Call → the sources that tell of it; of none where all name their funder."""
    found: dict[int, set[str]] = defaultdict(set)
    if not all(call.funder for call in calls.values()):
        told = select(Sighting.call_id, Sighting.source_id).where(Sighting.call_id.in_(calls))
        for number, source in session.execute(told):
            found[number].add(source)
    return found
