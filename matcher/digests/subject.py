"""The subject of a digest: what is inside, so that nobody opens it in vain or leaves it closed."""

from collections.abc import Sequence
from datetime import date, datetime

from matcher.calls.models import Call
from matcher.calls.state import local_closing_day, next_deadline
from matcher.clock import local_day
from matcher.digests.content import Item
from matcher.words.language import Words

SOON, WEEK = 15, 7
"""Days before a closing that a subject names it, and that it names it by the day of the week."""
_LONGEST = 50


def subject_words(items: Sequence[Item], words: Words, *, now: datetime, timezone: str) -> str:
    """«2 convocatorias cambiaron · 3 nuevas para 2 proyectos · una cierra el jueves»."""
    changed = [item for item in items if item.changes]
    fresh = [item for item in items if item.kind == "match"]
    days = {
        item.call.id: day
        for item in items
        if (day := _closing(item.call, now=now, timezone=timezone)) is not None
    }
    today = local_day(now, timezone)
    if len(items) == 1 and not fresh:
        return _of_one(items[0], days.get(items[0].call.id), words, today=today)
    parts = [
        words.ngettext("%(num)d convocatoria cambió", "%(num)d convocatorias cambiaron", n)
        for n in [len(changed)]
        if n
    ]
    parts += [_fresh_words(fresh, words)] if fresh else []
    parts += [_closing_words(list(days.values()), words, today=today)] if days else []
    return " · ".join(filter(None, parts))[:1].upper() + " · ".join(filter(None, parts))[1:]


def _closing(call: Call, *, now: datetime, timezone: str) -> date | None:
    """The day ``call`` closes, where that is soon."""
    ahead = next_deadline(call.deadlines, now=now, timezone=timezone)
    day = local_closing_day(ahead, timezone=timezone) if ahead else None
    soon = day is not None and (day - local_day(now, timezone)).days <= SOON
    return day if soon else None


def _of_one(item: Item, day: date | None, words: Words, *, today: date) -> str:
    """The subject of a mail about one call that one follows."""
    title = _short(item.call.title)
    if any(one["field"] == "withdrawn" and one["after"] for one in item.changes):
        return words.gettext("La fuente retiró «%(title)s»", title=title)
    if item.changes:
        return words.gettext("Cambió «%(title)s»", title=title)
    if day is None:
        return words.gettext("Cierra pronto «%(title)s»", title=title)
    when = _day_words(day, words, today=today)
    return words.gettext("«%(title)s» cierra %(when)s", title=title, when=when)


def _fresh_words(fresh: Sequence[Item], words: Words) -> str:
    projects = {m.project_id: m.project.name for item in fresh for m in item.told}
    if len(projects) == 1:
        return words.ngettext(
            "%(num)d nueva para «%(name)s»",
            "%(num)d nuevas para «%(name)s»",
            len(fresh),
            name=_short(*projects.values()),
        )
    return words.ngettext(
        "%(num)d nueva para %(projects)d proyectos",
        "%(num)d nuevas para %(projects)d proyectos",
        len(fresh),
        projects=len(projects),
    )


def _closing_words(days: Sequence[date], words: Words, *, today: date) -> str:
    """«una cierra el jueves», of the day that comes first."""
    first = min(days)
    return words.ngettext(
        "una cierra %(when)s",
        "%(num)d cierran %(when)s",
        days.count(first),
        when=_day_words(first, words, today=today),
    )


def _day_words(day: date, words: Words, *, today: date) -> str:
    left = (day - today).days
    if left < 2:
        return words.gettext("mañana") if left else words.gettext("hoy")
    if left < WEEK:
        return words.gettext("el %(day)s", day=words.weekday(day))
    return words.gettext("el %(day)s", day=words.day(day))


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1].rstrip()}…"
