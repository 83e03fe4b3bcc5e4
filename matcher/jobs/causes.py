"""What those who administer are written about: each cause once, however long it lasts."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.coded import to_message
from matcher.jobs.models import JobRun
from matcher.jobs.pulse import (
    LONG,
    STAGES,
    is_just_back,
    long_runs,
    read_pulse,
    silent_since,
    told_late,
    told_silent,
)
from matcher.jobs.told import TITLES
from matcher.messages import Message
from matcher.settings import Settings
from matcher.words.language import gettext_noop

FAILS_FOR = timedelta(hours=1)
"""A job that fails and goes well again within this time is nothing to write about."""
LITTLE_ROOM = 500_000_000
"""Bytes: below this the next reading may be the last that can be kept."""
_FAILING = gettext_noop("«%(job)s» falla desde el %(day)s a las %(hour)s: %(why)s")
_LONG = gettext_noop("«%(job)s» lleva más de %(hours)s horas sin terminar.")
_DISK = gettext_noop("En el disco de los datos solo quedan %(free)s MB.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that is wrong.

    ``key`` is the same as long as the cause is, so that nobody is told twice; ``letter`` is the
    mail it is told in.
    """

    key: str
    letter: str
    sentences: tuple[Message, ...]


def find_causes(session: Session, settings: Settings, *, now: datetime) -> list[Cause]:
    """Everything that is wrong now."""
    failing = list(_failing(session, now=now))
    causes = [_told_failing(run, last, settings.timezone) for run, last in failing]
    causes += _standstill(session, {run.name for run, _ in failing}, settings.timezone, now=now)
    causes += [_told_long(run) for run in long_runs(session, now=now)]
    causes += _little_room(settings, now=now)
    return causes


def _failing(session: Session, *, now: datetime) -> Iterator[tuple[JobRun, JobRun]]:
    """Of each job that fails: the first run that failed since it last went well, and the last."""
    good = (
        select(JobRun.name, func.max(JobRun.id).label("number"))
        .where(JobRun.status == "ok")
        .group_by(JobRun.name)
        .subquery()
    )
    query = (
        select(JobRun.name, func.min(JobRun.id), func.max(JobRun.id))
        .outerjoin(good, good.c.name == JobRun.name)
        .where(JobRun.status == "failed", JobRun.id > func.coalesce(good.c.number, 0))
        .where(JobRun.name.in_(TITLES))
        .group_by(JobRun.name)
    )
    for _name, first, last in session.execute(query):
        began = session.get_one(JobRun, first)
        if now - began.started_at >= FAILS_FOR:
            yield began, session.get_one(JobRun, last)


def _told_failing(first: JobRun, last: JobRun, timezone: str) -> Cause:
    there = first.started_at.astimezone(ZoneInfo(timezone))
    sentence = Message(
        _FAILING,
        job=Message(TITLES[first.name]),
        day=there.date(),
        hour=f"{there:%H:%M}",
        why=to_message(last.error or {}),
    )
    return Cause(key=f"trabajo-{first.id}", letter="trouble", sentences=(sentence,))


def _standstill(
    session: Session, failing: set[str], timezone: str, *, now: datetime
) -> Iterator[Cause]:
    """The timetable gives no sign, or stages of it that do not fail stand still."""
    silent = silent_since(session, now=now)
    pulse = read_pulse(session, now=now)
    late = [pulse[stage] for stage in STAGES if pulse[stage].late and stage not in failing]
    if is_just_back(session, now=now):
        return
    since = silent or min((one.since for one in late if one.since), default=None)
    if since is None:
        return
    sentences = [told_silent(silent, timezone=timezone)] if silent else []
    sentences += [told_late(one, timezone=timezone) for one in late]
    yield Cause(key=f"horario-{since:%Y%m%d%H%M}", letter="timetable", sentences=tuple(sentences))


def _told_long(run: JobRun) -> Cause:
    hours = LONG // timedelta(hours=1)
    job = Message(TITLES.get(run.name, run.name))
    sentence = Message(_LONG, job=job, hours=hours)
    return Cause(key=f"largo-{run.id}", letter="trouble", sentences=(sentence,))


def _little_room(settings: Settings, *, now: datetime) -> Iterator[Cause]:
    """The disk is nearly full; told again every week it is."""
    if not settings.data_dir.exists():  # PostgreSQL, and nothing was kept here yet
        return
    if (free := shutil.disk_usage(settings.data_dir).free) < LITTLE_ROOM:
        year, week, _ = now.isocalendar()
        sentence = Message(_DISK, free=free // 1_000_000)
        yield Cause(key=f"disco-{year}-{week}", letter="trouble", sentences=(sentence,))
