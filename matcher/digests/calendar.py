"""The closing of a call as a mail gives it to a calendar: the very entry of a subscription."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.audit.record import acts_on
from matcher.calls.models import Call
from matcher.settings import Settings
from matcher.words.calendar import calendar, closing_entries
from matcher.words.calls import main_deadline
from matcher.words.language import Words


def closing_event(
    session: Session, call: Call, settings: Settings, words: Words, *, now: datetime
) -> bytes | None:
    """The closing of ``call`` to be shown, under an id that stays; ``None`` without a day."""
    shown = main_deadline(call, now=now, timezone=settings.timezone)
    if shown is None or shown.on_day is None:
        return None
    entries = closing_entries(
        words,
        [call],
        acts=acts_on(session, "call", [call.id]),
        now=now,
        timezone=settings.timezone,
        base_url=settings.base_url.rstrip("/"),
        site=settings.site,
    )
    mine = [one for one in entries if one.uid.startswith(f"call-{call.id}-{shown.position}@")]
    return calendar(mine, name=call.title, told=words.gettext("Cierre de una convocatoria."))
