"""The one way to run a job: lock, record, progress, counts, failure.

A job is a plain function; running it twice must do no harm. What it counted becomes the record
of the run, and so does the error it ended with.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError

from matcher.clock import Clock
from matcher.coded import Coded, to_stored
from matcher.db.session import transaction
from matcher.errors import PuenteError
from matcher.jobs.asking import take_request
from matcher.jobs.lock import Factory, hold
from matcher.jobs.models import JobRun
from matcher.jobs.overdue import KEPT
from matcher.jobs.pulse import LONG
from matcher.logs import bind

logger = logging.getLogger(__name__)


class Progress(Protocol):
    """Told how far a job is; a terminal draws a bar, a scheduler writes it down."""

    def __call__(self, done: int, total: int | None, label: str = "") -> None:
        """``done`` of ``total`` (``None``: unknown) are through."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a running job is given: the clock, its run, and how to say how far it is."""

    run_id: int
    clock: Clock
    progress: Progress


def run_job(
    factory: Factory,
    name: str,
    work: Callable[[Context], dict[str, Any]],
    *,
    clock: Clock,
    progress: Progress | None = None,
) -> JobRun:
    """Run ``work`` once, alone under this name, and keep a record of it.

    What ``work`` raises is logged with its trace and becomes the record's ``error``; the caller
    looks at ``status``.

    :raises JobRunning: if the same job runs already, here or on another machine.
    """
    with hold(factory, name, clock=clock) as renew:
        run_id = _begin(factory, name, clock=clock)
        bind(job=name, run=run_id)
        tell = _recording(factory, run_id, renew, _watched(clock, progress))
        try:
            counts = work(Context(run_id=run_id, clock=clock, progress=tell))
        except PuenteError as error:  # foreseen: the sentence says it all
            logger.info("job stopped")
            return _end(factory, run_id, clock=clock, error=to_stored(error.message))
        except OperationalError:
            logger.exception("job lost its database")
            away = to_stored(Coded("job-database-away"))
            return _end(factory, run_id, clock=clock, error=away)
        except Exception as error:  # one job's failure must not end the scheduler
            logger.exception("job failed")
            return _end(
                factory, run_id, clock=clock, error=to_stored(f"{type(error).__name__}: {error}")
            )
        return _end(factory, run_id, clock=clock, counts=counts)


def _watched(clock: Clock, shown: Progress | None) -> Progress:
    """``shown``, and a warning in the log every hour once the run is long."""
    warn_at = (began := clock.now()) + LONG

    def tell(done: int, total: int | None, label: str = "") -> None:
        nonlocal warn_at
        if (now := clock.now()) >= warn_at:
            warn_at = now + timedelta(hours=1)
            hours = round((now - began) / timedelta(hours=1), 1)
            fields = {"hours": hours, "done": done, "total": total}
            logger.warning("job runs long", extra={"fields": fields})
        if shown is not None:
            shown(done, total, label)

    return tell


def _begin(factory: Factory, name: str, *, clock: Clock) -> int:
    """Note the start; a run that never came to its end (it was killed) is told so."""
    with transaction(factory) as session:
        session.execute(
            update(JobRun)
            .where(JobRun.name == name, JobRun.status == "running")
            .values(
                status="failed", finished_at=clock.now(), error=to_stored(Coded("job-interrupted"))
            )
        )
        session.execute(
            delete(JobRun).where(JobRun.name == name, JobRun.started_at < clock.now() - KEPT)
        )
        run = JobRun(
            name=name,
            started_at=clock.now(),
            status="running",
            asked_by=take_request(session, name),
        )
        session.add(run)
        session.flush()
        return run.id


def _recording(
    factory: Factory, run_id: int, renew: Callable[[], object], shown: Progress
) -> Progress:
    """Progress that is written down and keeps the lock alive, and drawn where there is a screen."""

    def tell(done: int, total: int | None, label: str = "") -> None:
        shown(done, total, label)
        with transaction(factory) as session:
            session.execute(
                update(JobRun).where(JobRun.id == run_id).values(done=done, total=total)
            )
        renew()

    return tell


def _end(
    factory: Factory,
    run_id: int,
    *,
    clock: Clock,
    counts: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
) -> JobRun:
    with transaction(factory) as session:
        run = session.get_one(JobRun, run_id)
        run.finished_at = clock.now()
        run.status = "failed" if error else "ok"
        run.counts = counts or {}
        run.error = error
        return run
