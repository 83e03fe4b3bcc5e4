"""The closing of a call as a calendar takes it (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vUri

from matcher.calls.models import Call
from matcher.calls.state import closing_instant
from matcher.settings import Settings
from matcher.words.calls import deadline_words, main_deadline
from matcher.words.language import Words


def closing_event(call: Call, settings: Settings, words: Words, *, now: datetime) -> bytes | None:
    """The closing of ``call``, under an id that stays; ``None`` for one without a day.

    A day without an hour is a whole day, in every zone the same.
    """
    deadline = main_deadline(call, now=now, timezone=settings.timezone)
    if deadline is None or deadline.on_day is None:
        return None
    base, domain = settings.base_url.rstrip("/"), settings.base_url.split("//")[-1].split("/")[0]
    event = Event()
    event.add("uid", f"convocatoria-{call.id}@{domain}")
    event.add("dtstamp", now)
    event.add("sequence", call.version)
    event.add("summary", words.gettext("Cierra: %(title)s", title=" ".join(call.title.split())))
    said = deadline_words(words, call, now=now, timezone=settings.timezone)
    event.add("description", f"{said}\n{base}/convocatorias/{call.id}\n{call.url}")
    event.add("url", vUri(f"{base}/convocatorias/{call.id}"))
    instant = closing_instant(deadline)
    if instant is None:
        event.add("dtstart", deadline.on_day)
        event.add("dtend", deadline.on_day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", instant.astimezone(UTC))
        event.add("dtend", instant.astimezone(UTC))
    calendar = Calendar()
    calendar.add("prodid", "-//Puente//Cierres//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
