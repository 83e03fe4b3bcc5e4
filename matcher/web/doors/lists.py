"""A filtered list of calls as others read it: what a key or an address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, parse_qsl, urlencode

from matcher.calls.models import Call
from matcher.calls.queries import CallFilter, Sort, find_calls
from matcher.calls.state import State
from matcher.searches.address import NAMES
from matcher.web.calls.filters import address_args, asked
from matcher.web.cards.calls import timezone
from matcher.web.frame.services import db, now, today

MOST_ENTRIES = 1000
"""Entries of a calendar: beyond it no program shows a month that one can read."""
GONE: tuple[State, ...] = ("retirada", "descartada")


@dataclass(frozen=True, slots=True)
class AskedList:
    """What one address asks for: the filters, and how it is written in an address."""

    query: CallFilter
    text: str


def listed(text: str | None = None) -> AskedList:
    """The list that ``text`` (as in an address) asks for, else this request."""
    if text is None:
        text = urlencode(address_args(sort=None), doseq=True)
    pairs = [(name, value) for name, value in parse_qsl(text) if name in NAMES - {"sort"}]
    kept = urlencode(pairs)
    return AskedList(asked(parse_qs(kept)).query, kept)


def calls_in(wanted: AskedList, *, sort: Sort, limit: int) -> list[Call]:
    """The calls of a list, the first ``limit`` of them."""
    return find_calls(
        db(), wanted.query, now=now(), timezone=timezone(), sort=sort, limit=limit
    ).calls


def with_withdrawn(wanted: AskedList) -> Sequence[Call]:
    """The calls of a list by closing day, then those taken out of it that had yet to close."""
    here = calls_in(wanted, sort="deadline", limit=MOST_ENTRIES)
    lost = replace(
        wanted.query,
        states=GONE,
        joined=True,
        closes_from=max(wanted.query.closes_from or today(), today()),
    )
    known = {call.id for call in here}
    gone = calls_in(AskedList(lost, wanted.text), sort="deadline", limit=MOST_ENTRIES)
    return [*here, *(call for call in gone if call.id not in known)]
