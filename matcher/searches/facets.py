"""How many of the calls that were asked for have each value of a filter.

A filter's own choice does not count against its other values: they say what choosing them too
would bring.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.calls.queries import STATES, CallFilter, found_ids
from matcher.calls.state_sql import state_sql
from matcher.searches.address import Asked
from matcher.tags.models import Scheme, Tag
from matcher.tags.queries import tagged_with

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Value → how many, of each filter."""

    states: Counts = field(default_factory=dict)
    kinds: Counts = field(default_factory=dict)
    languages: Counts = field(default_factory=dict)
    sources: Counts = field(default_factory=dict)
    lines: Counts = field(default_factory=dict)
    ods: Counts = field(default_factory=dict)


def facets(
    session: Session, asked: Asked, query: CallFilter, *, now: datetime, timezone: str
) -> Facets:
    """The counts beside the filters of ``asked``, whose words are looked for as in ``query``."""

    def ids(**changes: Any) -> Select[Any] | None:
        return found_ids(session, replace(query, **changes), now=now, timezone=timezone)

    plain = ids(states=STATES, kinds=(), languages=())
    if plain is None:
        return Facets()
    state = state_sql(session, now=now, timezone=timezone).state()
    by_values = session.execute(
        plain.with_only_columns(
            state.label("state"), Call.kind, Call.language, func.count()
        ).group_by("state", Call.kind, Call.language)
    ).all()
    chosen = (set[str](query.states), set(query.kinds), set(query.languages))
    states, kinds, languages = (_counted(by_values, chosen, place) for place in range(3))
    return Facets(
        states=states,
        kinds=kinds,
        languages=languages,
        sources=_sources(session, ids(sources=())),
        lines=_tags(session, "line", ids(extra=_tagged("ods", asked.ods))),
        ods=_tags(session, "ods", ids(extra=_tagged("line", asked.lines))),
    )


def _counted(rows: Any, chosen: tuple[set[str], ...], own: int) -> Counts:
    """The counts of one column, where the others are as they were chosen."""
    found: Counter[str] = Counter()
    for *values, count in rows:
        others = (
            not wanted or value in wanted
            for place, (value, wanted) in enumerate(zip(values, chosen, strict=True))
            if place != own
        )
        if values[own] is not None and all(others):
            found[values[own]] += count
    return found


def _tagged(scheme: Scheme, codes: tuple[str, ...]) -> tuple[Any, ...]:
    return (tagged_with("call", Call.id, scheme, codes),) if codes else ()


def _sources(session: Session, ids: Select[Any] | None) -> Counts:
    if ids is None:
        return {}
    rows = session.execute(
        select(Sighting.source_id, func.count(Sighting.call_id.distinct()))
        .where(Sighting.call_id.in_(ids))
        .group_by(Sighting.source_id)
    )
    return {value: count for value, count in rows}


def _tags(session: Session, scheme: Scheme, ids: Select[Any] | None) -> Counts:
    if ids is None:
        return {}
    rows = session.execute(
        select(Tag.code, func.count())
        .where(Tag.subject_type == "call", Tag.scheme == scheme, Tag.assigned.is_(True))
        .where(Tag.subject_id.in_(ids))
        .group_by(Tag.code)
    )
    return {code: count for code, count in rows}
