"""The timetable: every regular job in one commented table. Times are UTC.

Bogotá is five hours behind UTC all year round.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from matcher.jobs import stages
from matcher.jobs.job import Context
from matcher.jobs.stages import Pipe
from matcher.jobs.told import TITLES
from matcher.workdays import working_days

OPENS, CLOSES = time(6, 30), time(19, 0)
SATURDAY = 5
Work = Callable[[Pipe, Context], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One job of the timetable.

    ``every`` is how long may lie between two good runs before one is owed: whoever starts the
    scheduler after that gets it at once, or, with ``office_hours``, in those.
    """

    name: str
    title: str
    work: Work
    trigger: BaseTrigger
    every: timedelta
    office_hours: bool = False


def _cron(**fields: Any) -> CronTrigger:
    return CronTrigger(timezone="UTC", **fields)


TIMETABLE: tuple[Planned, ...] = (
    # 04:30 in Bogotá: done before anybody comes to the office, and sites are quiet then.
    Planned(
        name="collect",
        title=TITLES["collect"],
        work=stages.collect,
        trigger=_cron(hour=9, minute=30),
        every=timedelta(hours=24),
    ),
    # After collecting, and every hour for what was added or edited by hand meanwhile.
    Planned(
        name="tag",
        title=TITLES["tag"],
        work=stages.tag,
        trigger=_cron(minute=10),
        every=timedelta(hours=1),
    ),
    Planned(
        name="match",
        title=TITLES["match"],
        work=stages.match,
        trigger=_cron(minute=25),
        every=timedelta(hours=1),
    ),
    # Before the mail of the hour: what is new is told in Spanish.
    Planned(
        name="translate",
        title=TITLES["translate"],
        work=stages.translate,
        trigger=_cron(minute=40),
        every=timedelta(hours=24),
    ),
    # Every hour of the day's work: who is due a mail gets one.
    Planned(
        name="notify",
        title=TITLES["notify"],
        work=stages.notify,
        trigger=_cron(minute=45, hour="11-23"),
        every=timedelta(hours=24),
        office_hours=True,
    ),
    # Every five minutes, by night too: what a mail server puts off is tried again when it asked.
    Planned(
        name="send",
        title=TITLES["send"],
        work=stages.send,
        trigger=_cron(minute="*/5"),
        every=timedelta(hours=1),
    ),
    # Within the hour, and away from the minutes of the others: most servers say at once that
    # nobody reads an address, the rest after days.
    Planned(
        name="mailbox",
        title=TITLES["mailbox"],
        work=stages.mailbox,
        trigger=_cron(minute=35),
        every=timedelta(hours=2),
    ),
    # By night and once a week: nothing of it is in a hurry.
    Planned(
        name="prune",
        title=TITLES["prune"],
        work=stages.prune,
        trigger=_cron(day_of_week="sun", hour=7, minute=50),
        every=timedelta(days=8),
    ),
)


def cycle(only: str | None = None) -> tuple[tuple[str, Work], ...]:
    """The stages in their order, for a run by hand."""
    return (
        ("collect", partial(stages.collect, only=only)),
        ("tag", stages.tag),
        ("match", stages.match),
        ("translate", stages.translate),
        ("notify", stages.notify),
    )


def is_owed(planned: Planned, *, last_good: datetime | None, now: datetime) -> bool:
    """Whether a run was missed while no scheduler ran."""
    return last_good is None or now - last_good > planned.every


def in_office_hours(now: datetime, *, timezone: str, country: str) -> bool:
    """Whether somebody who gets a mail now would find it at work."""
    here = now.astimezone(ZoneInfo(timezone))
    if not OPENS <= here.time() < CLOSES:
        return False
    worked = working_days(here.date() - timedelta(days=1), here.date(), country=country)
    return here.weekday() < SATURDAY if worked is None else worked == 1
