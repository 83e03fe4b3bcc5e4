"""The scheduler: its own process, UTC, one run of each job at a time.

What was missed while it was off is run once at the start. A job that is late still runs (the
library's own default drops one that is two seconds late), and several late runs become one.
"""

import logging
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.errors import JobRunning
from matcher.jobs.asking import asked_jobs
from matcher.jobs.job import run_job
from matcher.jobs.models import JobRun
from matcher.jobs.schedule import TIMETABLE, Planned, in_office_hours, is_owed
from matcher.jobs.stages import Pipe

logger = logging.getLogger(__name__)


def build_scheduler(
    pipe: Pipe, *, clock: Clock, kind: type[BaseScheduler] = BackgroundScheduler
) -> BaseScheduler:
    """A scheduler with the whole timetable; the caller starts it."""
    scheduler = kind(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for planned in TIMETABLE:
        scheduler.add_job(
            run_planned,
            planned.trigger,
            id=planned.name,
            args=[pipe, planned],
            kwargs={"clock": clock},
        )
    return scheduler


def run_planned(pipe: Pipe, planned: Planned, *, clock: Clock) -> JobRun | None:
    """Run one job of the timetable; ``None`` where another machine is at it."""
    try:
        return run_job(
            pipe.sessions,
            planned.name,
            lambda context: planned.work(pipe, context),
            clock=clock,
        )
    except JobRunning:
        logger.info("job already running", extra={"fields": {"job": planned.name}})
        return None


def run_asked(pipe: Pipe, *, clock: Clock) -> list[str]:
    """Run what people asked for in their pages, in the order of the work; the names.

    What is running at this moment waits for the next time.
    """
    with transaction(pipe.sessions) as session:
        asked = [one.name for one in asked_jobs(session)]
    planned = [one for one in TIMETABLE if one.name in asked]
    return [one.name for one in planned if run_planned(pipe, one, clock=clock) is not None]


def catch_up(pipe: Pipe, *, clock: Clock) -> list[str]:
    """Run what is owed, in the order of the timetable; the names of what was run, and ended well.

    What writes to people waits for the office's hours: the timetable sends it then.
    """
    done = []
    for planned in TIMETABLE:
        now = clock.now()
        if not is_owed(planned, last_good=last_good(pipe.sessions, planned.name, now=now), now=now):
            continue
        if planned.office_hours and not in_office_hours(
            now, timezone=pipe.settings.timezone, country=pipe.settings.agency_country
        ):
            logger.info("waits for office hours", extra={"fields": {"job": planned.name}})
            continue
        run = run_planned(pipe, planned, clock=clock)
        if run is not None and run.status == "ok":
            done.append(planned.name)
    return done


def last_good(sessions: sessionmaker[Session], name: str, *, now: datetime) -> datetime | None:
    """When a job last ended well; what a clock that was ahead wrote does not count."""
    with transaction(sessions) as session:
        return session.scalar(
            select(JobRun.finished_at)
            .where(JobRun.name == name, JobRun.status == "ok", JobRun.finished_at <= now)
            .order_by(JobRun.finished_at.desc())
            .limit(1)
        )
