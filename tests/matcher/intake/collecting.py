"""Collecting from the sample sources over a real socket, and what the database holds then."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.db.base import Base
from matcher.jobs import stages
from matcher.jobs.job import run_job
from matcher.jobs.stages import Pipe
from matcher.settings import Settings

RECORDS_OF_RUNS = frozenset({"source_run", "job_run", "job_lock", "job_request"})
PASSING = frozenset(
    "id call_id sighting_id project_id subject_id person_id owner_id digest_id at fetched_at "
    "first_seen_at last_seen_at changed_at withdrawn_at missing_since first_at computed_at "
    "created_at made_at updated_at sent_at queued_at confirmed_at fingerprint message_id".split()
)


def collect(
    sessions: sessionmaker[Session], settings: Settings, clock: Clock, *, only: str | None = None
) -> dict[str, Any]:
    """One run of the job; its counts by source."""
    pipe = Pipe(sessions=sessions, settings=settings)
    run = run_job(
        sessions, "collect", lambda context: stages.collect(pipe, context, only=only), clock=clock
    )
    assert run.error is None, run.error
    return run.counts


def dump(engine: Engine, *, leave_out: Iterable[str] = RECORDS_OF_RUNS) -> dict[str, list[Any]]:
    """Every row of every table, but for those that tell of runs."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in set(leave_out)
        }


def content(engine: Engine) -> dict[str, list[str]]:
    """What the tables say, without numbers and times that differ from run to run."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                repr({k: _plain(v) for k, v in row._mapping.items() if k not in PASSING})
                for row in connection.execute(select(table))
            )
            for table in Base.metadata.sorted_tables
            if table.name not in RECORDS_OF_RUNS
        }


def _plain(value: Any) -> Any:
    """``value`` as every database gives it: PostgreSQL orders keys and keeps zeros its own way."""
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
