"""Days as entries of a calendar (RFC 5545): the closing days of calls, in one language.

An entry keeps its UID for as long as the call is known; its SEQUENCE grows with every version of
the call and with every act of a person on it, and what was withdrawn stays as CANCELLED, so that a
program that has the entry already changes it or strikes it out. Where no hour is published, or not
of which country, the entry is of the whole day: an hour is never made up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event, Journal, vDuration

from matcher.calls.models import Call, CallDeadline
from matcher.calls.state import closing_instant
from matcher.words.calls import call_state, closing_words, offer_words
from matcher.words.days import closing_said
from matcher.words.language import Words

_REFRESH = timedelta(hours=6)
"""How often a program is asked to look again; set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day of a calendar; ``start`` is a day, or an instant with its zone.

    ``revision`` grows with every change; ``at`` is when it was last written.
    """

    uid: str
    revision: int
    at: datetime
    start: date | datetime
    title: str
    told: str
    url: str
    cancelled: bool = False


Acts = Mapping[int, tuple[int, datetime]]
"""Call → how many acts of people are signed on it, and when the last was."""


def closing_entries(
    words: Words,
    calls: Iterable[Call],
    *,
    acts: Acts,
    now: datetime,
    timezone: str,
    base_url: str,
    site: str,
) -> list[CalendarEntry]:
    """Every dated closing of ``calls``, with what an officer asks first.

    :param acts: who discards a call, or gives it back, makes no version of it: a program that
        compares SEQUENCE and DTSTAMP would leave the entry as it has it.
    :param base_url: where the pages are.
    :param site: what makes the UIDs this agency's own.
    """
    found = []
    for call in calls:
        count, last = acts.get(call.id, (0, call.changed_at))
        state = call_state(call, now=now, timezone=timezone)
        url = f"{base_url}/convocatorias/{call.id}"
        for deadline in call.deadlines:
            if deadline.on_day is None:
                continue
            found.append(
                CalendarEntry(
                    uid=f"call-{call.id}-{deadline.position}@{site}",
                    revision=call.version + count,
                    at=max(call.changed_at, last),
                    start=closing_instant(deadline) or deadline.on_day,
                    title=_title(words, call, deadline),
                    told=_told(words, call, deadline, timezone=timezone, url=url),
                    url=url,
                    cancelled=state in ("retirada", "descartada"),
                )
            )
    return found


def _title(words: Words, call: Call, deadline: CallDeadline) -> str:
    if deadline.label:
        return words.gettext(
            "Cierra (%(stage)s): %(title)s", stage=deadline.label, title=call.title
        )
    return words.gettext("Cierra: %(title)s", title=call.title)


def _told(words: Words, call: Call, deadline: CallDeadline, *, timezone: str, url: str) -> str:
    said = closing_said(words, call, deadline)
    lines = [
        words.gettext("Cierra: %(day)s", day=closing_words(words, deadline, timezone=timezone)),
        *(words.gettext("Atención: %(mark)s", mark=mark) for mark in said.marks),
        *([f"«{said.quote}»"] if said.worded else []),
        words.gettext("Monto: %(sum)s", sum=offer_words(words, call)),
        *([words.gettext("Financiador: %(name)s", name=call.funder)] if call.funder else []),
        words.gettext("En Puente: %(url)s", url=url),
        words.gettext("En la fuente: %(url)s", url=call.url),
    ]
    return "\n".join(lines)


def calendar(entries: Iterable[CalendarEntry], *, name: str, told: str) -> bytes:
    """The file a calendar program reads.

    :param name: what the program calls it.
    :param told: one sentence on what is in it.
    """
    file = Calendar()
    file.add("prodid", "-//Puente//Convocatorias//ES")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    for both in ("name", "x-wr-calname"):
        file.add(both, name)
    for both in ("description", "x-wr-caldesc"):
        file.add(both, told)
    for both in ("refresh-interval", "x-published-ttl"):
        file.add(both, vDuration(_REFRESH), parameters={"value": "DURATION"})
    days = [_event(entry) for entry in entries]
    for day in days:
        file.add_component(day)
    if not days:
        file.add_component(_note(name, told))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _note(name: str, told: str) -> Journal:
    """What a list without days gives in their place: a note, which no program shows as a day.

    A calendar with nothing in it is none by the standard, and a program that is careful takes one
    for a failure and leaves every entry it had.
    """
    note = Journal()
    note.add("uid", f"none@{sha256(name.encode()).hexdigest()[:16]}")
    note.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    note.add("summary", name)
    note.add("description", told)
    return note


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.at)
    event.add("last-modified", entry.at)
    event.add("dtstart", entry.start)
    if not isinstance(entry.start, datetime):
        event.add("dtend", entry.start + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.told)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
