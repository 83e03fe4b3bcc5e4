"""Calendars: a file to download, an address to subscribe to, and the month as a page."""

import calendar as months
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from matcher.calls.models import Call
from matcher.calls.state import local_closing_day
from matcher.errors import NotFound
from matcher.people.keys import GONE, find_key
from matcher.people.models import Person
from matcher.web.calls.filters import address_args
from matcher.web.cards.calls import timezone
from matcher.web.doors.fresh import send_fresh
from matcher.web.doors.lists import AskedList, calls_in, listed, with_withdrawn
from matcher.web.doors.own_days import MINE, TEAM, closings_of, entries_of, pursued
from matcher.web.frame.access import as_person, public, requires
from matcher.web.frame.gettext import _, here
from matcher.web.frame.services import db, person, today
from matcher.web.values.labels import KINDS
from matcher.web.values.lists import as_table
from matcher.words.calendar import calendar
from matcher.words.language import Words, words_in

blueprint = Blueprint("calendars", __name__)
MIMETYPE = "text/calendar"
MOST_A_MONTH = 600


@blueprint.get("/calendario/<key>.ics")
@public
def subscription(key: str) -> ResponseReturnValue:
    """The closing days of a list, for the program that holds its address."""
    found = find_key(db(), key, door="calendar")
    if found is None:
        raise NotFound(GONE)
    subscribed, who = found
    as_person(who)  # no more than they see in the web: not what is another department's
    words = words_in(who.language)
    if subscribed.asked in (MINE, TEAM):
        return _send_pursued(words, subscribed.asked, who, name=subscribed.name)
    return _send(words, listed(subscribed.asked), name=subscribed.name)


@blueprint.get("/convocatorias/calendario.ics")
@requires("read")
def download() -> ResponseReturnValue:
    """The closing days of the list shown, once: a file does not change later."""
    words = words_in(person().language)
    response = _send(words, listed(), name=_("Convocatorias"))
    response.headers["Content-Disposition"] = (
        f'attachment; filename="convocatorias-{today().isoformat()}.ics"'
    )
    return response


def _send_pursued(words: Words, asked: str, who: Person, *, name: str) -> Response:
    def make() -> bytes:
        told = words.gettext("Lo que se persigue: cierres del financiador y fechas propias.")
        return calendar(entries_of(words, pursued(asked, who)), name=name, told=told)

    return send_fresh(make, "ics", asked, who.id, name, words.locale, mimetype=MIMETYPE)


def _send(words: Words, wanted: AskedList, *, name: str) -> Response:
    def make() -> bytes:
        entries = closings_of(words, with_withdrawn(wanted))
        told = words.gettext("Cierres de convocatorias que Puente sigue. Verifique en la fuente.")
        return calendar(entries, name=name, told=told)

    return send_fresh(make, "ics", wanted.text, name, words.locale, mimetype=MIMETYPE)


@blueprint.get("/calendario")
@requires("read")
def month() -> ResponseReturnValue:
    """The closing days of one month, with the filters of the list."""
    first, last = _month_asked(request.args.get("month", ""))
    calls = _closing_within(listed(), first, last)
    return render_template(
        "doors/month.html",
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=last + timedelta(days=1),
        weeks=_weeks(first, calls),
        count=len(calls),
        this_day=today(),
        this_month=today().replace(day=1),
        most=MOST_A_MONTH,
        address_args=address_args,
    )


@as_table(
    blueprint,
    month,
    named="cierres-del-mes",
    headings=("Convocatoria", "Cierra", "Clase", "Financiador", "Enlace"),
    path="/calendario/tabla",
)
def _rows() -> Iterator[list[Any]]:
    for day, call in _closing_within(listed(), *_month_asked(request.args.get("month", ""))):
        yield [call.title, day, str(KINDS.get(call.kind or "", "")) or None, call.funder, call.url]


def _month_asked(text: str) -> tuple[date, date]:
    """The first and the last day of the month an address names, else of this one."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today().replace(day=1)
    return first, first.replace(day=months.monthrange(first.year, first.month)[1])


def _closing_within(wanted: AskedList, first: date, last: date) -> list[tuple[date, Call]]:
    query = replace(wanted.query, closes_from=first, closes_to=last)
    found = []
    for call in calls_in(AskedList(query, wanted.text), sort="deadline", limit=MOST_A_MONTH):
        days = {local_closing_day(d, timezone=timezone()) for d in call.deadlines}
        found += [(day, call) for day in sorted(d for d in days if d and first <= d <= last)]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def _weeks(first: date, closing: list[tuple[date, Call]]) -> list[list[dict[str, Any]]]:
    """The month as weeks from Monday on; days of other months are there and empty."""
    by_day: dict[date, list[Call]] = {}
    for day, call in closing:
        by_day.setdefault(day, []).append(call)
    return [
        [
            {
                "day": day,
                "weekday": here().weekday(day),
                "within": day.month == first.month,
                "calls": by_day.get(day, []),
            }
            for day in week
        ]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]
