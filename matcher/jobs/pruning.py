"""Let go of what nobody asks for any more, after as many days as the settings say."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Engine, delete, select, update
from sqlalchemy.orm import Session, aliased, sessionmaker

from matcher.calls.models import Snapshot, SourceRun
from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.digests.models import Digest
from matcher.jobs.job import KEPT
from matcher.jobs.models import JobRun
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.settings import Settings


def prune(sessions: sessionmaker[Session], settings: Settings, *, clock: Clock) -> dict[str, Any]:
    """Delete what is older than ``settings.keep_days``, a transaction for each kind; how many.

    Of every page that was read the newest copy stays, so that a call can be read when its page is
    gone; of each source the last reading. A mail of news keeps its words and loses its layout;
    other mail goes. Calls, their history and the audit trail are never touched.
    """
    if not settings.keep_days:
        return {}
    before = clock.now() - timedelta(days=settings.keep_days)
    newer, later = aliased(Snapshot), aliased(SourceRun)
    superseded = (
        select(newer.id)
        .where(newer.sighting_id == Snapshot.sighting_id, newer.id > Snapshot.id)
        .exists()
    )
    not_last = (
        select(later.id).where(later.source_id == SourceRun.source_id, later.id > SourceRun.id)
    ).exists()
    over = (OutgoingMail.state.in_(("sent", "replaced")), OutgoingMail.created_at < before)
    told = select(Digest.id).where(Digest.mail_id == OutgoingMail.id).exists()
    paused = select(PausedAddress.address).where(PausedAddress.mail_id == OutgoingMail.id).exists()
    statements: dict[str, Any] = {
        "snapshots": delete(Snapshot).where(Snapshot.fetched_at < before, superseded),
        "readings": delete(SourceRun).where(SourceRun.started_at < before, not_last),
        "runs": delete(JobRun).where(
            JobRun.started_at < clock.now() - KEPT, JobRun.status != "running", _is_not_last()
        ),
        "mails": delete(OutgoingMail).where(*over, ~told, ~paused),
        "layouts": update(OutgoingMail).where(*over, told, OutgoingMail.html != "").values(html=""),
    }
    counts = {}
    for name, statement in statements.items():
        with transaction(sessions) as session:
            done = session.execute(statement.execution_options(synchronize_session=False))
            assert isinstance(done, CursorResult)
            counts[name] = done.rowcount
    return counts


def _is_not_last() -> ColumnElement[bool]:
    """Whether a run is followed by another of its job that ended well."""
    later = aliased(JobRun)
    return (
        select(later.id)
        .where(later.name == JobRun.name, later.id > JobRun.id, later.status == "ok")
        .exists()
    )


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
