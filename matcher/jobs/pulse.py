"""Whether the timetable is alive, told from the records of its runs.

Reads and runs nothing, so that pages can ask it too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from matcher.coded import Stored
from matcher.jobs.models import JobRun
from matcher.messages import Message
from matcher.people.models import Person
from matcher.words.language import gettext_noop

Stage = Literal["collect", "tag", "match", "notify"]
STAGES: tuple[Stage, ...] = get_args(Stage)
LATE_AFTER = timedelta(hours=36)
"""Every stage runs once a day at the least: after a day and a half without a good run it stands."""

BEAT = "send"
"""The job a timetable runs most often, by night too: where it is silent, no timetable runs."""
SILENT_AFTER = timedelta(hours=6)
_BACK_FOR = timedelta(days=1)
"""Within so long a timetable that was off has run each stage once."""
LONG = timedelta(hours=3)
"""No run of an office lasts so long: from then on it is told every hour."""

_LAST: dict[Stage, str] = {
    "collect": gettext_noop(
        "La última lectura completa de las fuentes terminó el %(day)s a las %(hour)s."
    ),
    "tag": gettext_noop("Las etiquetas se pusieron por última vez el %(day)s a las %(hour)s."),
    "match": gettext_noop(
        "Los proyectos y las convocatorias se compararon por última vez el %(day)s a las %(hour)s."
    ),
    "notify": gettext_noop("El envío de correos corrió por última vez el %(day)s a las %(hour)s."),
}
_NEVER: dict[Stage, str] = {
    "collect": gettext_noop("Las fuentes nunca se han leído hasta el final."),
    "tag": gettext_noop("Nunca se han puesto etiquetas."),
    "match": gettext_noop("Los proyectos y las convocatorias nunca se han comparado."),
    "notify": gettext_noop("El envío de correos nunca ha corrido."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """One stage: when it last ended well, and with which error if it has failed since.

    ``begun`` is when that last good run began: it saw nothing of what came later. ``since`` is the
    instant since which it is missed (the last good run, or the first day of the installation);
    ``None`` while there is nobody to miss it.
    """

    stage: Stage
    begun: datetime | None
    last_good: datetime | None
    error: Stored | None
    since: datetime | None
    late: bool


def read_pulse(session: Session, *, now: datetime) -> Mapping[Stage, Pulse]:
    """How each stage of the timetable is doing at ``now``."""
    begun = session.scalar(_BEGUN)
    runs = [_Run(*row) for row in session.execute(_RUNS)]
    return {
        stage: _pulse(stage, [run for run in runs if run.name == stage], begun=begun, now=now)
        for stage in STAGES
    }


def _telling(stage: Stage) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """The last good run of ``stage``, and the last that ended."""
    mine = select(JobRun.id).where(JobRun.name == stage).limit(1)
    good = mine.where(JobRun.status == "ok")
    ended = mine.where(JobRun.status != "running")
    return (
        good.order_by(JobRun.finished_at.desc(), JobRun.id.desc()).scalar_subquery(),
        ended.order_by(JobRun.id.desc()).scalar_subquery(),
    )


class _Run(NamedTuple):
    """What is read of a run."""

    id: int
    name: str
    status: str
    started_at: datetime
    finished_at: datetime | None
    error: Stored | None


_BEGUN = select(func.min(Person.created_at))
_RUNS = (
    select(
        JobRun.id,
        JobRun.name,
        JobRun.status,
        JobRun.started_at,
        JobRun.finished_at,
        JobRun.error,
    )
    .where(JobRun.id.in_([number for stage in STAGES for number in _telling(stage)]))
    .order_by(JobRun.id)
)
"""Put together once: every page that calms asks for it."""


def _pulse(stage: Stage, runs: Sequence[_Run], *, begun: datetime | None, now: datetime) -> Pulse:
    """What the runs of :func:`_telling`, the older first, say of ``stage``."""
    good = max(
        (run for run in runs if run.status == "ok" and run.finished_at),
        key=lambda run: (run.finished_at or run.started_at, run.id),
        default=None,
    )
    last = runs[-1] if runs else None
    last_good = good.finished_at if good else None
    since = last_good or begun
    return Pulse(
        stage=stage,
        begun=good.started_at if good else None,
        last_good=last_good,
        error=last.error if last is not None and last.status == "failed" else None,
        since=since,
        late=since is not None and now - since > LATE_AFTER,
    )


def long_runs(session: Session, *, now: datetime) -> list[JobRun]:
    """The runs that go on for longer than any should, the oldest first."""
    query = select(JobRun).where(JobRun.status == "running", JobRun.started_at <= now - LONG)
    return list(session.scalars(query.order_by(JobRun.started_at)))


def told_late(pulse: Pulse, *, timezone: str) -> Message:
    """When a stage last ended well, in a sentence."""
    if pulse.last_good is None:
        return Message(_NEVER[pulse.stage])
    there = pulse.last_good.astimezone(ZoneInfo(timezone))
    return Message(_LAST[pulse.stage], day=there.date(), hour=f"{there:%H:%M}")


def silent_since(session: Session, *, now: datetime) -> datetime | None:
    """Since when the timetable gives no sign of life; ``None`` where it does, or never ran."""
    last = session.scalar(
        select(JobRun.started_at).where(JobRun.name == BEAT).order_by(JobRun.id.desc()).limit(1)
    )
    return last if last is not None and now - last > SILENT_AFTER else None


def is_just_back(session: Session, *, now: datetime) -> bool:
    """Whether the timetable runs again after it was off: what it missed then it is doing now."""
    then = now - _BACK_FOR
    beats = select(JobRun.id).where(JobRun.name == BEAT).limit(1)
    runs = beats.where(JobRun.started_at > now - SILENT_AFTER)
    ran = beats.where(JobRun.started_at <= then, JobRun.started_at > then - SILENT_AFTER)
    return session.scalar(runs) is not None and session.scalar(ran) is None


def told_silent(since: datetime, *, timezone: str) -> Message:
    """Since when the timetable is silent, in a sentence."""
    there = since.astimezone(ZoneInfo(timezone))
    return Message(
        "El horario no da señales desde el %(day)s a las %(hour)s.",
        day=there.date(),
        hour=f"{there:%H:%M}",
    )
