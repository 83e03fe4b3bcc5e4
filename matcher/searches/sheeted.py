"""Search a sheet: which calls are asked for, how many have each value, and which come next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any, Literal

import numpy as np
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.calls.queries import (
    COUNTED,
    ENDED,
    STATES,
    SUBJECT,
    CallFilter,
    CallPage,
    closing_of_each,
    narrowing,
)
from matcher.calls.state_sql import StateSql
from matcher.db.search_sql import matches
from matcher.searches.address import Asked
from matcher.searches.facets import Facets
from matcher.searches.sheet import CallSheet, Marks, Places
from matcher.tags.models import Tag
from matcher.text import key_after, start_after

_IN_SHEET: dict[str, Any] = {
    "kinds": (),
    "languages": (),
    "sources": (),
    "local_government": False,
    "country": False,
    "extra": (),
}
"""What a sheet answers, left out of what the database is asked."""
_DAYS: dict[str, Any] = {"closes_from": None, "closes_to": None}
STRETCH = 20_000
"""Places of a sheet that are looked through at a time for the next page."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The calls that hold some words, and the rank of each: a low one is a good one."""

    ids: Places
    ranks: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheeted:
    """A sheet and how the calls are found that hold the words of a query; for one request.

    ``asked`` are the queries that were looked for on it, by their identity, and what was found.
    """

    sheet: CallSheet
    ranked: Callable[[CallFilter], Ranked]
    asked: dict[int, tuple[CallFilter, "Among"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """What a query asks for, with its filters apart: ``plain`` meets all that is no filter."""

    plain: Marks
    filters: dict[str, Marks]

    def without(self, *names: str) -> Marks:
        """The calls that meet all but these filters."""
        parts = (marks for name, marks in self.filters.items() if name not in names)
        return reduce(np.logical_and, parts, self.plain)


def read_ranked(session: Session, query: CallFilter) -> Ranked:
    """Every call that holds the words of ``query``."""
    found = matches(session, SUBJECT, query.words, query.also, any_word=query.any_word)
    rows = [] if found is None else session.execute(select(found.c.subject_id, found.c.rank)).all()
    pairs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    return Ranked(ids=pairs[:, 0], ranks=pairs[:, 1])


def among(
    session: Session, given: Sheeted, asked: Asked, query: CallFilter, states: StateSql
) -> Among:
    """What ``query`` asks for: words and what the sheet does not hold are asked of the database."""
    if id(query) not in given.asked:
        given.asked[id(query)] = query, _among(session, given, asked, query, states)
    return given.asked[id(query)][1]


def _among(
    session: Session, given: Sheeted, asked: Asked, query: CallFilter, states: StateSql
) -> Among:
    sheet = given.sheet
    plain = np.ones(len(sheet.ids), dtype=np.bool_)
    if query.words.strip():
        plain = sheet.marked(given.ranked(query).ids)
    days = sheet.closing(query, states.today)
    left = _IN_SHEET if days is None else _IN_SHEET | _DAYS
    if days is not None:
        plain = plain & days
    if rest := narrowing(replace(query, **left), states):
        numbers = session.scalars(select(Call.id).where(*rest)).all()
        plain = plain & sheet.marked(np.array(numbers, dtype=np.int64))
    return Among(plain=plain, filters=sheet.conditions(asked, query))


def sheet_page(
    session: Session,
    given: Sheeted,
    asked: Asked,
    query: CallFilter,
    *,
    states: StateSql,
    after: str | None,
    limit: int,
) -> tuple[int, CallPage | None]:
    """How many calls are asked for, and the page that follows ``after``.

    No page where the database reads it sooner in an order it keeps, or counts what is left out.
    """
    marks = among(session, given, asked, query, states).without()
    total = int(np.count_nonzero(marks))
    order = _order(asked, query)
    if order is None:
        return total, None
    by_rank = order == "rank"
    if by_rank:
        ids, keys = _by_rank(given, query, marks, after)
    else:
        ids, keys = _by_day(given.sheet, marks, after, limit=limit + 1)
    shown, more = [int(number) for number in ids[:limit]], len(ids) > limit
    last = int(keys[limit - 1]) if more else 0
    return total, CallPage(
        session=session,
        ids=_still(session, shown, asked, query, states),
        total=min(total, COUNTED + 1),
        without_amount=0,
        after=key_after(last if by_rank else date.fromordinal(last), shown[-1]) if more else None,
    )


def _order(asked: Asked, query: CallFilter) -> Literal["rank", "day"] | None:
    """What a sheet sorts by; ``None`` for what the database does better or alone."""
    if query.amount_min is not None and not query.unknown_amount:
        return None  # it counts what has no amount, too
    if query.words.strip():
        return "rank" if asked.sort == "relevance" else None
    ended = set(query.states) <= set(ENDED)
    return "day" if asked.sort in ("deadline", "relevance") and not ended else None


def _by_rank(
    given: Sheeted, query: CallFilter, marks: Marks, after: str | None
) -> tuple[Places, Places]:
    """The ids of the calls that are marked and their ranks, in that order, from ``after`` on."""
    ranked = given.ranked(query)
    at, known = given.sheet.places(ranked.ids)
    wanted = known & marks[at]
    ids, ranks = ranked.ids[wanted], ranked.ranks[wanted]
    start = start_after(float, after)
    if start is not None:
        beyond = (ranks > start[0]) | ((ranks == start[0]) & (ids > start[1]))
        ids, ranks = ids[beyond], ranks[beyond]
    order = np.lexsort((ids, ranks))
    return ids[order], ranks[order]


def _by_day(
    sheet: CallSheet, marks: Marks, after: str | None, *, limit: int
) -> tuple[Places, Places]:
    """The first calls that are marked and their days: it goes no further than they stand."""
    start = start_after(date.fromisoformat, after)
    at = 0 if start is None else sheet.beyond(start[0].toordinal(), start[1])
    found: list[Places] = []
    while at < len(sheet.by_day) and sum(map(len, found)) < limit:
        some = sheet.by_day[at : at + STRETCH]
        found.append(some[marks[some]])
        at += STRETCH
    places = np.concatenate(found)[:limit] if found else np.zeros(0, np.int64)
    return sheet.ids[places], sheet.next_days[places]


def _still(
    session: Session, ids: Sequence[int], asked: Asked, query: CallFilter, states: StateSql
) -> list[int]:
    """Those of ``ids`` that meet the filters now: the sheet may be of a moment ago.

    Sources, days and tags are asked of these calls alone, not of all there are.
    """
    rest = replace(query, sources=(), extra=(), **_DAYS)
    parts = [Call.id.in_(ids), *narrowing(rest, states), *_of_each(asked, query, states)]
    if set(query.states) != set(STATES):
        parts.append(states.within(query.states, ahead=None))
    found = set(session.scalars(select(Call.id).where(*parts)))
    return [number for number in ids if number in found]


def _of_each(asked: Asked, query: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """Sources, days and tags, looked up for each call."""
    parts = closing_of_each(query, states)
    if query.sources:
        parts.append(_has(Sighting.call_id, Sighting.source_id.in_(query.sources)))
    for scheme, codes in (("line", asked.lines), ("ods", asked.ods)):
        if codes:
            tagged = (Tag.scheme == scheme, Tag.code.in_(codes), Tag.assigned.is_(True))
            parts.append(_has(Tag.subject_id, Tag.subject_type == SUBJECT, *tagged))
    return parts


def _has(of: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(of).where(of == Call.id, *conditions).correlate(Call).exists()


def sheet_facets(among: Among, sheet: CallSheet) -> Facets:
    """The counts beside the filters: a filter's own choice does not count against its others."""
    return Facets(
        states=sheet.states.counted(among.without("states")),
        kinds=sheet.kinds.counted(among.without("kinds")),
        languages=sheet.languages.counted(among.without("languages")),
        sources=_having(sheet.sources, among.without("sources")),
        lines=_tagged(sheet, "line", among.without("lines")),
        ods=_tagged(sheet, "ods", among.without("ods")),
    )


def _tagged(sheet: CallSheet, scheme: str, marks: Marks) -> dict[str, int]:
    tags = {code: places for (of, code), places in sheet.tags.items() if of == scheme}
    return _having(tags, marks)


def _having(having: Mapping[str, Places], marks: Marks) -> dict[str, int]:
    """Value → how many of the calls that are marked have it."""
    counts = ((value, int(np.count_nonzero(marks[places]))) for value, places in having.items())
    return {value: count for value, count in counts if count}
