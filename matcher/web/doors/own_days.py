"""What the office goes after as a calendar: the funder's days and the office's own."""

from collections.abc import Collection, Iterable, Sequence

from matcher.audit.record import acts_on
from matcher.calls.models import Call
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit
from matcher.pursuits.queries import pursuits_after, pursuits_of
from matcher.pursuits.stages import OPEN
from matcher.web.cards.calls import timezone
from matcher.web.doors.lists import MOST_ENTRIES
from matcher.web.frame.services import db, now, services
from matcher.words.calendar import CalendarEntry, closing_entries
from matcher.words.language import Words
from matcher.words.pursuits import DATE_NAMES

MINE, TEAM = "@mine", "@team"
"""What a key opens that is no list of calls."""


def pursued(asked: str, who: Person) -> Sequence[Pursuit]:
    """What ``who`` has or follows, or all that the office goes after."""
    if asked == MINE:
        return pursuits_of(db(), who)
    return pursuits_after(db(), 0, stages=OPEN, limit=MOST_ENTRIES)


def entries_of(words: Words, pursuits: Sequence[Pursuit]) -> list[CalendarEntry]:
    """The closing days of their calls, each once, and the office's own days."""
    calls = {pursuit.call_id: pursuit.call for pursuit in pursuits}
    return [*closings_of(words, calls.values()), *_own(words, pursuits)]


def closings_of(words: Words, calls: Collection[Call]) -> list[CalendarEntry]:
    """The closing days of ``calls`` as entries of a calendar of this agency."""
    return closing_entries(
        words,
        calls,
        acts=acts_on(db(), "call", [call.id for call in calls]),
        now=now(),
        timezone=timezone(),
        base_url=services().settings.base_url,
        site=services().settings.site,
    )


def _own(words: Words, pursuits: Iterable[Pursuit]) -> list[CalendarEntry]:
    settings = services().settings
    found = []
    for pursuit in pursuits:
        url = f"{settings.base_url}/seguimiento/{pursuit.id}"
        for one in pursuit.dates:
            name = one.label or words.named(DATE_NAMES[one.kind])
            project = pursuit.project.name if pursuit.project else ""
            found.append(
                CalendarEntry(
                    uid=f"own-{pursuit.id}-{one.id}@{settings.site}",
                    revision=pursuit.version,
                    at=pursuit.touched_at,
                    start=one.day,
                    title=words.gettext(
                        "%(name)s: %(title)s", name=name, title=project or pursuit.call.title
                    ),
                    told="\n".join(filter(None, (pursuit.call.title, project, url))),
                    url=url,
                    cancelled=one.done_at is not None,
                )
            )
    return found
