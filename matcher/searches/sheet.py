"""What the filters of the list ask of every call, in columns: counted at once, many times over.

Beside each value of each filter stands how many calls choosing it would leave. With very many
calls the database goes through all of them for every one of those figures; here it did so once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.calls.queries import STATES, CallFilter
from matcher.calls.state_sql import StateSql, joined
from matcher.searches.address import Asked
from matcher.tags.models import Tag

Marks = NDArray[np.bool_]
Places = NDArray[np.int64]
FAR = date(9999, 12, 31)
"""Stands for the next day of a call that has none ahead."""


@dataclass(frozen=True, slots=True)
class CallColumn:
    """One value for each call: ``codes`` number ``names``; what has none has the code −1."""

    names: tuple[str, ...]
    codes: NDArray[np.int16]
    each: tuple[Marks, ...] = field(init=False)
    """The calls of each value: to count those that are marked, two of these are laid together."""

    def __post_init__(self) -> None:
        each = tuple(self.codes == code for code in range(len(self.names)))
        object.__setattr__(self, "each", each)

    def among(self, wanted: Sequence[str]) -> Marks:
        """Which calls have one of the values ``wanted``."""
        asked = np.array([*(name in wanted for name in self.names), False])  # the last is no value
        found: Marks = asked[self.codes]
        return found

    def counted(self, marked: Marks) -> dict[str, int]:
        """Value → how many of the calls ``marked`` have it."""
        counts = (int(np.count_nonzero(one & marked)) for one in self.each)
        return {n: c for n, c in zip(self.names, counts, strict=True) if c}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """The calls as they were when it was read, by id; ``next_days`` as ordinal numbers.

    ``by_day`` are their places in the order of that day, then of the id.
    ``sources`` and ``tags`` (by scheme and code) are the places of the calls that have them.
    """

    ids: Places
    next_days: Places
    by_day: Places
    states: CallColumn
    kinds: CallColumn
    languages: CallColumn
    local_refused: Marks
    country_refused: Marks
    sources: Mapping[str, Places]
    tags: Mapping[tuple[str, str], Places]

    def marked(self, ids: Places) -> Marks:
        """The calls with these ids."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        at, known = self.places(ids)
        found[at[known]] = True
        return found

    def places(self, ids: Places) -> tuple[Places, Marks]:
        """Where these calls stand, and which of them do at all."""
        return _places(self.ids, ids)

    def beyond(self, day: int, number: int) -> int:
        """Where in ``by_day`` stands what follows the call ``number`` of this day."""

        def key(place: int) -> tuple[int, int]:
            return int(self.next_days[place]), int(self.ids[place])

        return bisect_right(self.by_day, (day, number), key=key)

    def conditions(self, asked: Asked, query: CallFilter) -> dict[str, Marks]:
        """Which calls meet each of the filters that are set, by the name of the filter."""
        parts: dict[str, Marks] = {}
        for name, column, wanted in (
            ("states", self.states, query.states),
            ("kinds", self.kinds, query.kinds),
            ("languages", self.languages, query.languages),
        ):
            if wanted and not (name == "states" and set(wanted) == set(STATES)):
                parts[name] = column.among(wanted)
        if query.sources:
            parts["sources"] = self._any(self.sources, query.sources)
        for name, scheme, codes in (("lines", "line", asked.lines), ("ods", "ods", asked.ods)):
            if codes:
                parts[name] = self._any(self.tags, [(scheme, code) for code in codes])
        if query.local_government:
            parts["local"] = ~self.local_refused
        if query.country:
            parts["country"] = ~self.country_refused
        return parts

    def closing(self, query: CallFilter, today: date) -> Marks | None:
        """Which calls have a day ahead within those asked for; ``None`` if days alone do not say.

        Up to a day, the next one decides: unless it lies before today, in a zone where today has
        not begun, and another may follow it.
        """
        if not query.closes_to or (query.closes_from or today) > today:
            return None
        if bool(np.any(self.next_days < today.toordinal())):
            return None
        found: Marks = self.next_days <= query.closes_to.toordinal()
        return found

    def _any(self, having: Mapping[Any, Places], wanted: Sequence[Any]) -> Marks:
        found = np.zeros(len(self.ids), dtype=np.bool_)
        for value in wanted:
            if value in having:
                found[having[value]] = True
        return found


def read_sheet(session: Session, states: StateSql) -> CallSheet:
    """The columns of every call there is, but those that are another."""
    rows = session.execute(
        select(
            Call.id,
            states.state(),
            Call.kind,
            Call.language,
            Call.local_refused,
            Call.country_refused,
            func.coalesce(states.next_day(), FAR),
        )
        .where(~joined())
        .order_by(Call.id)
    ).all()
    ids, state, kind, language, local, country, days = zip(*rows, strict=True) if rows else [()] * 7
    numbers = np.array(ids, dtype=np.int64)
    next_days = np.array([day.toordinal() for day in days], dtype=np.int64)
    told = select(Sighting.source_id, Sighting.call_id)
    tagged = select(Tag.scheme, Tag.code, Tag.subject_id).where(
        Tag.subject_type == "call", Tag.assigned.is_(True)
    )
    return CallSheet(
        ids=numbers,
        next_days=next_days,
        by_day=np.lexsort((numbers, next_days)),
        states=_column(state, STATES),
        kinds=_column(kind),
        languages=_column(language),
        local_refused=np.array(local, dtype=np.bool_),
        country_refused=np.array(country, dtype=np.bool_),
        sources=_grouped(numbers, ((source, i) for source, i in session.execute(told))),
        tags=_grouped(numbers, (((s, code), i) for s, code, i in session.execute(tagged))),
    )


def _column(values: Sequence[Any], names: Sequence[str] = ()) -> CallColumn:
    known = tuple(names) or tuple(sorted({value for value in values if value is not None}))
    numbers: dict[Any, int] = {name: number for number, name in enumerate(known)}
    return CallColumn(known, np.array([numbers.get(v, -1) for v in values], dtype=np.int16))


def _grouped(ids: Places, pairs: Iterable[tuple[Any, int]]) -> dict[Any, Places]:
    """Value → the places of the calls that have it."""
    having: dict[Any, list[int]] = {}
    for value, number in pairs:
        having.setdefault(value, []).append(number)
    found = {value: _places(ids, np.array(those, np.int64)) for value, those in having.items()}
    return {value: np.unique(at[known]) for value, (at, known) in found.items()}


def _places(ids: Places, wanted: Places) -> tuple[Places, Marks]:
    """Where in ``ids`` the ``wanted`` stand, and which of them do at all."""
    if not len(ids):
        return np.zeros(0, np.int64), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return at, ids[at] == wanted
