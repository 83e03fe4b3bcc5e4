"""The facts behind every sentence that calms: what was read, compared and sent, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g
from sqlalchemy import select

from matcher.calls.models import Call
from matcher.intake.health import SourceHealth, health, last_reading, last_runs
from matcher.jobs.pulse import STAGES, Pulse, Stage, read_pulse, silent_since, told_silent
from matcher.tags.models import Subject, Tag, Tagged
from matcher.web.cards.calls import timezone
from matcher.web.cards.counts import open_calls_now
from matcher.web.frame.gettext import here
from matcher.web.frame.kept import unchanged
from matcher.web.frame.services import db, now
from matcher.web.values.source_names import all_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesNow:
    """How the sources that are switched on are doing, by id.

    ``unread`` were never read, ``stopped`` are read no more, ``ailing`` went wrong the last time;
    the rest answers as always. ``last`` is the latest reading of any.
    """

    on: int
    unread: Sequence[str]
    stopped: Sequence[str]
    ailing: Sequence[SourceHealth]
    last: datetime | None

    @property
    def all_well(self) -> bool:
        """Whether every source that is on was read lately, and well."""
        return bool(self.on) and not (self.unread or self.stopped or self.ailing)


def sources_now() -> SourcesNow:
    """The sources as they are at this request; read once."""
    if "sources_now" not in g:
        g.sources_now = unchanged("sources", _sources_now, also=minute())
    found: SourcesNow = g.sources_now
    return found


def minute() -> datetime:
    """Whether something is late is looked at anew every minute."""
    return now().replace(second=0, microsecond=0)


def _sources_now() -> SourcesNow:
    on = {i: s for i, s in all_sources().items() if s.enabled}
    states = last_runs(db())
    stopped = [
        i for i, s in on.items() if i in states and states[i].stopped(s.about.frequency, now=now())
    ]
    ill = [i for i in on if i in states and not states[i].well and i not in stopped]
    ailing = health(db(), ill).values() if ill else ()
    return SourcesNow(
        on=len(on),
        unread=[i for i in on if i not in states],
        stopped=stopped,
        ailing=sorted(ailing, key=lambda h: h.failing_since or h.last.started_at),
        last=last_reading(db()),
    )


def pulse() -> Mapping[Stage, Pulse]:
    """The timetable as it is at this request; read once."""
    if "pulse" not in g:
        g.pulse = unchanged("pulse", lambda: read_pulse(db(), now=now()), also=minute())
    found: Mapping[Stage, Pulse] = g.pulse
    return found


def late_stages() -> dict[Stage, Pulse]:
    """The stages that stand still, in their order."""
    return {stage: pulse()[stage] for stage in STAGES if pulse()[stage].late}


def timetable_silent() -> str | None:
    """That the timetable gives no sign of life, in a sentence; ``None`` where it does."""
    since = unchanged("silent", lambda: silent_since(db(), now=now()), also=minute())
    return None if since is None else here().say(told_silent(since, timezone=timezone()))


def any_calls() -> bool:
    """Whether anything was ever collected."""
    return db().scalar(select(Call.id).limit(1)) is not None


def any_tags() -> bool:
    """Whether any call was ever tagged."""
    found = select(Tag.id).where(Tag.subject_type == "call").limit(1)
    return db().scalar(found) is not None


def is_tagged(kind: Subject, subject_id: int) -> bool:
    """Whether the tagger has looked at a call or project."""
    return db().get(Tagged, (kind, subject_id)) is not None


def install(app: Flask) -> None:
    """Let templates ask for the facts before they say that all is well."""
    for function in (
        sources_now,
        pulse,
        late_stages,
        timetable_silent,
        any_calls,
        any_tags,
        is_tagged,
        open_calls_now,
    ):
        app.add_template_global(function)
