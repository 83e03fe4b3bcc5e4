"""What pages work out of rows, kept by the process that did, where the rows are the same.

:func:`kept` keeps figures about very many rows a moment longer than they are exact; where there
are few, nothing. :func:`unchanged` keeps what holds until something it was read from is written.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from matcher.db.generation import KEEP, Marks, marks_of, read_marks, read_parts
from matcher.web.frame.rights import is_free
from matcher.web.frame.services import SESSION_INFO, Services, db, known, person_or_none

T = TypeVar("T")
MANY = 10_000
"""From so many rows on figures are kept."""
AT_MOST = 900.0
"""Seconds after which figures are counted again in any case."""
SHARE = 30
"""Where rows keep changing, counting takes at most this part of the time."""
ASKED = 30
"""Questions of people that are kept beside the figures of every page."""
PIECES = 2_000
"""So many pieces of a process are kept; then those go that were made first."""
_KEY = "kept-figures"
_UNCHANGED = "kept-unchanged"
_WROTE = "wrote"
_MARKS = "marks"
_READING = "reading"
"""In what a request knows: what was read so far for each piece that is being made."""
_ANY = "*"
"""Among these: something that no mark tells of."""
_BESIDE = frozenset(
    {"services", "session", "now", "today", "_login_user", _WROTE, _MARKS, _READING}
)
"""What a piece is made with; all else is asked anew, so that what it depends on is seen."""


@dataclass(slots=True)
class _Figures:
    """What was counted, of which rows, when, and how long it took."""

    value: Any = None
    stamp: Hashable = None
    at: float = float("-inf")
    cost: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def serves(self, stamp: Hashable) -> bool:
        """Whether it may be shown: of the rows as they are, or of those of a moment ago."""
        age = time.monotonic() - self.at
        return age < (AT_MOST if self.stamp == stamp else min(AT_MOST, SHARE * self.cost))


def kept(name: Hashable, *, rows: int, stamp: Hashable, count: Callable[[], T]) -> T:
    """What ``count`` gives, or gave while the rows were as ``stamp`` says.

    :param name: a text, or a tuple for what somebody asked: of these the latest few are kept.
    :param rows: about how many rows there are.
    :param stamp: changes when the rows do. Figures of changed rows are shown a moment longer where
        counting took long; one request at a time counts, and the others show the former figures.
    """
    if rows < MANY:
        return count()
    for parts in known().get(_READING, ()):
        parts.add(_ANY)
    figures = _figures(name)
    if figures.serves(stamp):
        value: T = figures.value
        return value
    counted_before = figures.at > float("-inf")
    if not figures.lock.acquire(blocking=not counted_before):
        former: T = figures.value
        return former
    try:
        if not figures.serves(stamp):
            begun = time.monotonic()
            figures.value = count()
            figures.at = time.monotonic()
            figures.stamp, figures.cost = stamp, figures.at - begun
        found: T = figures.value
        return found
    finally:
        figures.lock.release()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made, with what besides, and the marks of the parts it was read from."""

    value: Any
    also: Hashable
    parts: tuple[str, ...]
    stamp: Hashable


def unchanged(name: Hashable, make: Callable[[], T], *, also: Hashable = None) -> T:
    """What ``make`` gives, or gave before if nothing it read was written since.

    Only what is the same for everybody; who sees their own work alone has it made for them. Which
    tables and columns it reads is seen while it is made: nobody has to name them, so nobody can
    forget one.

    :param also: what it depends on besides the database: an hour, a moment.
    """
    marks = _marks()
    if marks is None:
        return make()
    places: dict[Hashable, _Kept] = current_app.extensions[_UNCHANGED]
    found = places.get(name)
    if found is None or found.also != also or found.stamp != marks_of(marks, found.parts):
        value, parts = _made(make)
        found = _Kept(value, also, parts, marks_of(marks, parts))
        if parts and _ANY not in parts:  # else nobody knows when it changes
            places[name] = found
            for former in list(places)[:-PIECES]:
                places.pop(former, None)
    for around in known().get(_READING, ()):
        around.update(found.parts)
    told: T = found.value
    return told


def _made(make: Callable[[], T]) -> tuple[T, tuple[str, ...]]:
    """What ``make`` gives, and the tables and columns it was read from.

    What the page knows already is put away meanwhile: it would be used without being read.
    """
    here = known()
    before = dict(here)
    parts: set[str] = set()
    for each in before.keys() - _BESIDE:
        del here[each]
    here[_READING] = [*before.get(_READING, ()), parts]
    try:
        return make(), tuple(parts)
    finally:
        here.clear()
        here.update(before)


def _marks() -> Marks | None:
    """What the database holds, asked once by a page that only reads; ``None`` by any other."""
    here = known()
    if request.method != "GET" or here.get(_WROTE):
        return None
    who = person_or_none()
    if who is not None and not is_free(who):
        return None
    if _MARKS not in here:
        here[_MARKS] = read_marks(db())
    found: Marks | None = here[_MARKS]
    return found


def _read(*told: Any) -> None:
    """That the pieces that are being made are read from what this statement names."""
    if has_request_context() and (reading := known().get(_READING)):
        parts = read_parts(told[2])
        for piece in reading:
            piece.update(parts)


def _note(*told: Any) -> None:
    """That this request writes."""
    state = told[0]
    if has_request_context() and (
        not isinstance(state, ORMExecuteState) or not (state.is_select or state.is_from_statement)
    ):
        setattr(g, _WROTE, True)


def _figures(name: Hashable) -> _Figures:
    """The place of the figures of this name."""
    places: dict[Hashable, _Figures] = current_app.extensions[_KEY]
    if isinstance(name, tuple) and name not in places:
        for former in [one for one in list(places) if isinstance(one, tuple)][:-ASKED]:
            places.pop(former, None)
    return places.setdefault(name, _Figures())


def install(app: Flask) -> None:
    """Give ``app`` a place to keep figures."""
    app.extensions[_KEY] = {}
    app.extensions[_UNCHANGED] = {}
    app.extensions.setdefault(SESSION_INFO, {})[KEEP] = unchanged


def watch(given: Services) -> None:
    """Know of every request that writes, and of what pieces are read from."""
    for happening in ("before_flush", "do_orm_execute"):
        event.listen(given.sessions, happening, _note)
    event.listen(given.sessions.kw["bind"], "before_cursor_execute", _read)
