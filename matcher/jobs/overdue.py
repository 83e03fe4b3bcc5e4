"""What nobody asks for any more, after as many days as the settings say: which rows these are.

It tells and takes nothing away, so that a page can ask it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from matcher.calls.models import Snapshot, SourceRun
from matcher.digests.models import Digest
from matcher.jobs.models import JobRun
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.settings import Settings

KEPT = timedelta(days=90)
"""How long the record of a run is kept: a job of every five minutes makes 100,000 a year."""
LAYOUTS = "layouts"


@dataclass(frozen=True, slots=True)
class OverdueRows:
    """Rows of one kind: their table and what marks them."""

    model: Any
    where: tuple[ColumnElement[bool], ...]


def overdue(settings: Settings, *, now: datetime) -> Mapping[str, OverdueRows]:
    """What would go now, by kind; nothing where everything is kept.

    Of every page that was read the newest copy stays, so that a call can be read when its page is
    gone; of each source the last reading, of each job the last good run. Of mails of news the
    layout goes (:data:`LAYOUTS`) and the words stay.
    """
    if not settings.keep_days:
        return {}
    before = now - timedelta(days=settings.keep_days)
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
    runs = (JobRun.started_at < now - KEPT, JobRun.status != "running", _is_not_last())
    return {
        "snapshots": OverdueRows(Snapshot, (Snapshot.fetched_at < before, superseded)),
        "readings": OverdueRows(SourceRun, (SourceRun.started_at < before, not_last)),
        "runs": OverdueRows(JobRun, runs),
        "mails": OverdueRows(OutgoingMail, (*over, ~told, ~paused)),
        LAYOUTS: OverdueRows(OutgoingMail, (*over, told, OutgoingMail.html != "")),
    }


def count_overdue(session: Session, settings: Settings, *, now: datetime) -> dict[str, int]:
    """How many rows of each kind would go now."""
    return {
        kind: session.scalar(select(func.count()).select_from(rows.model).where(*rows.where)) or 0
        for kind, rows in overdue(settings, now=now).items()
    }


def last_run(session: Session, name: str) -> JobRun | None:
    """The last run of a job, however it ended."""
    runs = select(JobRun).where(JobRun.name == name)
    return session.scalars(runs.order_by(JobRun.id.desc()).limit(1)).first()


def _is_not_last() -> ColumnElement[bool]:
    """Whether a run is followed by another of its job that ended well."""
    later = aliased(JobRun)
    return (
        select(later.id)
        .where(later.name == JobRun.name, later.id > JobRun.id, later.status == "ok")
        .exists()
    )
