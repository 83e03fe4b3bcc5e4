"""What lists and pages show of a call: its state, the deadline that counts, the days left."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.calls.queries import load_calls
from matcher.calls.state import local_closing_day
from matcher.calls.state_sql import StateSql, state_sql
from matcher.tags.models import Tag
from matcher.tags.queries import LineName, TagMark, named_lines, tag_marks
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, known, now, services, today
from matcher.web.values.filters import days_until
from matcher.web.values.pieces import as_stored, mark_of, short_mark
from matcher.web.values.spanish import spanish_marks
from matcher.words.calls import call_state, shown_deadline


def timezone() -> str:
    """The agency's time zone."""
    return services().settings.timezone


def summaries(session: Session, calls: list[Call]) -> list[dict[str, Any]]:
    """What a list shows of each call: state, next deadline, days left, tags."""
    tags = tag_marks(session, "call", [c.id for c in calls])
    return [{"call": c, "tags": tags.get(c.id, []), **dates_shown(c)} for c in calls]


class CallView:
    """One call of a list: ``mark`` is a word for all that is stored of it.

    What a card shows is read when it is asked for, of all calls of the list together: a card that
    was rendered before for the same mark asks for nothing.
    """

    def __init__(self, listed: "_OnCards", number: int) -> None:
        self._listed = listed
        self.number = number

    @property
    def mark(self) -> str:
        """Another word as soon as anything of the call, its days or its tags is another."""
        return self._listed.marks[self.number]

    @property
    def call(self) -> Call:
        """The call."""
        return self._listed.calls[self.number]

    @property
    def tags(self) -> list[TagMark]:
        """Its tags, lines first."""
        return self._listed.tags.get(self.number, [])

    @cached_property
    def dates(self) -> dict[str, Any]:
        """State, deadline and days left."""
        return dates_shown(self.call)


class _OnCards:
    """The calls of one list, what is stored of them, and what is read of them where it must be."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        self._session = session
        self._ids = ids

    @cached_property
    def marks(self) -> dict[int, str]:
        stored = unchanged(("cards", *self._ids), self._stored)
        spanish = spanish_marks(self._ids)
        return {number: f"{mark}.{spanish.get(number)}" for number, mark in stored.items()}

    def _stored(self) -> dict[int, str]:
        """A word for what the database holds of each."""
        told: dict[int, list[Any]] = {number: [] for number in self._ids}
        for stored in _STORED:
            for number, *row in self._session.execute(stored, {"ids": self._ids}):
                told[number].append(row)
        return {number: short_mark(rows) for number, rows in told.items()}

    @cached_property
    def calls(self) -> dict[int, Call]:
        return {call.id: call for call in load_calls(self._session, self._ids)}

    @cached_property
    def tags(self) -> dict[int, list[TagMark]]:
        return tag_marks(self._session, "call", self._ids)


_CALL, _DAY, _TAG = Call.__table__.c, CallDeadline.__table__.c, Tag.__table__.c
_STORED = (
    as_stored(_CALL.id, *_CALL),
    as_stored(_DAY.call_id, *_DAY).order_by(_DAY.id),
    as_stored(_TAG.subject_id, _TAG.scheme, _TAG.code, _TAG.origin)
    .where(_TAG.subject_type == "call", _TAG.assigned.is_(True))
    .order_by(_TAG.id),
)
"""All that a card shows of a call."""


def listed(session: Session, ids: Sequence[int]) -> list[CallView]:
    """The calls with these ids, for the cards of a list."""
    those = _OnCards(session, ids)
    return [CallView(those, number) for number in ids]


def dates_shown(call: Call) -> dict[str, Any]:
    """State, the deadline that counts now and the days to it."""
    return {
        "state_now": call_state(call, now=now(), timezone=timezone()),
        "opened": call.opens_on is not None and call.opens_on <= today(),
        **days_shown(call.deadlines),
    }


def days_shown(deadlines: Sequence[CallDeadline]) -> dict[str, Any]:
    """The deadline that counts now and the days to it."""
    shown = shown_deadline(deadlines, now=now(), timezone=timezone())
    closing = local_closing_day(shown, timezone=timezone()) if shown else None
    return {
        "deadline": shown,
        "closing_here": closing,
        "days_left": days_until(closing),
    }


def states_now() -> StateSql:
    """What decides the states of calls at this request; read once."""
    here = known()
    if "states_now" not in here:
        here["states_now"] = state_sql(db(), now=now(), timezone=timezone())
    found: StateSql = here["states_now"]
    return found


def moment() -> str:
    """A word for this moment: another as soon as the hour of any deadline has passed."""
    here = known()
    if "moment" not in here:
        here["moment"] = mark_of(states_now())
    found: str = here["moment"]
    return found


def every_line() -> list[LineName]:
    """Every line, retired ones too; read once per request."""
    here = known()
    if "every_line" not in here:
        here["every_line"] = unchanged("lines", lambda: named_lines(db(), retired=True))
    found: list[LineName] = here["every_line"]
    return found


def lines_now() -> list[LineName]:
    """The lines that are not retired."""
    return [line for line in every_line() if not line.retired]


def line_names() -> dict[str, str]:
    """Code and name of every line, retired ones too."""
    return {line.code: line.name for line in every_line()}


def line_mark() -> str:
    """A word for the names of all lines."""
    here = known()
    if "line_mark" not in here:
        here["line_mark"] = mark_of(line_names())
    found: str = here["line_mark"]
    return found


def install(app: Flask) -> None:
    """Let templates name lines, and know the moment."""
    for function in (line_names, line_mark, moment):
        app.add_template_global(function)
