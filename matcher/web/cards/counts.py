"""How many calls there are of each state, kind, source, tag: beside filters and in sentences."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from flask import g
from sqlalchemy import func, select

from matcher.audit.models import AuditEntry
from matcher.calls.counts import (
    source_counts,
    state_counts,
    value_counts,
)
from matcher.calls.models import Call, SourceRun
from matcher.calls.queries import LIVE, CallFilter
from matcher.db.search_names import Names
from matcher.funders.queries import all_names, open_by_name
from matcher.jobs.models import JobRun
from matcher.searches.sheet import read_sheet
from matcher.searches.sheeted import Ranked, Sheeted, read_ranked
from matcher.tags.queries import tag_counts
from matcher.web.cards.calls import states_now, timezone
from matcher.web.frame import kept as keeping
from matcher.web.frame.services import db, now

T = TypeVar("T")
_MARKS = select(
    *(
        select(func.max(column)).scalar_subquery()
        for column in (Call.id, Call.changed_at, AuditEntry.id, SourceRun.id, JobRun.id)
    ),
    select(JobRun.done).order_by(JobRun.id.desc()).limit(1).scalar_subquery(),
)
MOST_FUNDERS = 300


def counts_by_state() -> Mapping[str, int]:
    """How many calls are in each state now."""
    states = states_now()
    return _kept("states", states, lambda: state_counts(db(), now=now(), timezone=timezone()))


def open_calls_now() -> int:
    """How many calls one could apply to now."""
    counted = counts_by_state()
    return sum(counted.get(state, 0) for state in LIVE)


def counts_by_source() -> list[tuple[str, int]]:
    """Source id and how many calls it tells of, most first."""
    return _kept("sources", None, lambda: source_counts(db()))


def call_counts() -> Mapping[str, Any]:
    """What stands beside the filters of the list: how many calls have each value."""
    return _kept("values", None, _call_counts)


def calls_by_funder() -> list[tuple[str, int]]:
    """Name of a funder and how many calls have it, most first."""
    return _kept("funders", None, lambda: value_counts(db(), Call.funder))


def names_of_funders() -> Names:
    """Every name of a funder, to look through."""
    return _kept("funder-names", None, lambda: Names.of(sorted(all_names(db()))))


def open_by_funder() -> Mapping[str, int]:
    """Name of a funder → how many of its calls one can apply to today."""
    states = states_now()
    return _kept("open-by-funder", states, lambda: open_by_name(db(), states))


def sheeted() -> Sheeted | None:
    """The sheet of all calls and what holds the words looked for; ``None`` where they are few."""
    if (call_marks()[0] or 0) < keeping.MANY:
        return None
    if "sheeted" in g:
        known: Sheeted = g.sheeted
        return known
    states = states_now()
    sheet = _kept("sheet", states, lambda: read_sheet(db(), states))

    def ranked(query: CallFilter) -> Ranked:
        also = tuple((word, *others) for word, others in query.also.items())
        name = ("words", query.words, also, query.any_word)
        return _kept(name, None, lambda: read_ranked(db(), query))

    found: Sheeted = g.setdefault("sheeted", Sheeted(sheet=sheet, ranked=ranked))
    return found


def count_beforehand() -> None:
    """Count now what the first page of a process would: with very many calls that takes seconds."""
    if (call_marks()[0] or 0) >= keeping.MANY:
        for count in (counts_by_state, call_counts, names_of_funders, open_by_funder, sheeted):
            count()


def _call_counts() -> Mapping[str, Any]:
    session = db()
    return {
        "kinds": dict(value_counts(session, Call.kind)),
        "languages": dict(value_counts(session, Call.language)),
        "funders": value_counts(session, Call.funder)[:MOST_FUNDERS],
        "currencies": [value for value, _count in value_counts(session, Call.currency)],
        "sources": counts_by_source(),
        "line_counts": tag_counts(session, "call", "line"),
        "ods_counts": tag_counts(session, "call", "ods"),
    }


def kept_by_calls(name: Hashable, count: Callable[[], T]) -> T:
    """What ``count`` gives, counted again when a call, a project or a tag changes."""
    return _kept(name, None, count)


def _kept(name: Hashable, also: Hashable, count: Callable[[], T]) -> T:
    rows, *marks = call_marks()
    return keeping.kept(name, rows=rows or 0, stamp=(also, *marks), count=count)


def call_marks() -> tuple[int | None, ...]:
    """How many calls there are, about, and what changes whenever one of them or its tags do.

    Readings and jobs leave a run, people an entry in the audit; all are found by an index alone.
    """
    if "call_marks" not in g:
        g.call_marks = tuple(db().execute(_MARKS).one())
    found: tuple[int | None, ...] = g.call_marks
    return found
