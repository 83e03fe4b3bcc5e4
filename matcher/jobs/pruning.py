"""Let go of what nobody asks for any more, after as many days as the settings say."""

from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, Engine, delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.jobs.models import JobRun
from matcher.jobs.overdue import LAYOUTS, overdue
from matcher.settings import Settings

_DAYS, _FORTNIGHT = timedelta(days=5), timedelta(days=14)


def prune(sessions: sessionmaker[Session], settings: Settings, *, clock: Clock) -> dict[str, Any]:
    """Delete what is older than ``settings.keep_days``, a transaction for each kind; how many.

    Calls, their history and the audit trail are never touched.
    """
    counts = {}
    for name, rows in overdue(settings, now=clock.now()).items():
        taking = update(rows.model).values(html="") if name == LAYOUTS else delete(rows.model)
        statement: Any = taking.where(*rows.where)
        with transaction(sessions) as session:
            done = session.execute(statement.execution_options(synchronize_session=False))
            assert isinstance(done, CursorResult)
            counts[name] = done.rowcount
    return counts


def went_on(sessions: sessionmaker[Session], *, clock: Clock) -> bool:
    """Whether jobs ran in the last fortnight but for the last days, or there was nothing before.

    A clock that jumped ahead would make everything old; after such a jump there is a gap.
    """
    now = clock.now()
    with transaction(sessions) as session:
        first, before = session.execute(
            select(
                func.min(JobRun.started_at),
                func.count().filter(JobRun.started_at.between(now - _FORTNIGHT, now - _DAYS)),
            )
        ).one()
    return first is None or first > now - _DAYS or before > 0


def pack(engine: Engine) -> int:
    """Give the room that was freed back to the disk (SQLite); how many bytes.

    PostgreSQL uses it again by itself.
    """
    if engine.dialect.name != "sqlite":
        return 0
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        free, size = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
            for name in ("freelist_count", "page_size")
        )
        connection.exec_driver_sql("VACUUM")
    return free * size
