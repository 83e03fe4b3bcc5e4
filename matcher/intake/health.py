"""How each source is doing, from the record of its runs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import CTE, Select, and_, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from matcher.calls.models import SourceRun

RUNS = 20
"""Runs of a source that a page shows: about three weeks of daily readings."""
EVERY = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
GRACE = {"daily": timedelta(hours=12), "weekly": timedelta(hours=36)}
"""A reading may come so much after its time; then the source is not being read any more."""


def _next_at(last: "LastRun | ShortRun | SourceRun", frequency: str) -> datetime:
    well = last.status in ("ok", "running")
    return last.started_at + (EVERY[frequency] if well else EVERY["daily"])


class LastRun(NamedTuple):
    """The latest run of a source, as far as it says how the source is doing."""

    source_id: str
    status: str
    started_at: datetime

    @property
    def well(self) -> bool:
        """Whether it went well, or goes on."""
        return self.status in ("ok", "running")

    def stopped(self, frequency: str, *, now: datetime) -> bool:
        """Whether the source should have been read again long ago."""
        return now - _next_at(self, frequency) > GRACE[frequency]


class ShortRun(NamedTuple):
    """A run as far as a list of sources tells of it; why it went wrong, of those that did."""

    source_id: str
    id: int
    status: str
    started_at: datetime
    found: int
    reasons: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """The last runs of one source, oldest first, and what they say.

    ``usual`` is the median of what the good runs found; ``failing_since`` the first of the runs
    that went wrong without a good one since.
    """

    source_id: str
    runs: tuple[SourceRun | ShortRun, ...]

    @property
    def last(self) -> SourceRun | ShortRun:
        """The latest run."""
        return self.runs[-1]

    @property
    def last_good(self) -> SourceRun | ShortRun | None:
        """The latest run that went well."""
        return next((r for r in reversed(self.runs) if r.status == "ok"), None)

    @property
    def usual(self) -> int | None:
        """What a good run finds, before the latest one."""
        good = [r.found for r in self.runs[:-1] if r.status == "ok"]
        return round(median(good)) if good else None

    @property
    def well(self) -> bool:
        """Whether the latest finished run went well."""
        return self.last.status in ("ok", "running")

    def next_at(self, frequency: str) -> datetime:
        """From when it is due again: what did not go well is tried the next day."""
        return _next_at(self.last, frequency)

    def stopped(self, frequency: str, *, now: datetime) -> bool:
        """Whether it should have been read long ago: how it went then says nothing of today."""
        return now - _next_at(self.last, frequency) > GRACE[frequency]

    @property
    def is_whole_history(self) -> bool:
        """Whether these are all the runs there ever were."""
        return len(self.runs) < RUNS

    @property
    def failing_since(self) -> datetime | None:
        """Since when it goes wrong, or ``None``; the oldest run known where none was good."""
        since = None
        for run in reversed(self.runs):
            if run.status == "ok":
                break
            if run.status != "running":
                since = run.started_at
        return None if self.well else since


def health(session: Session, source_ids: Collection[str] | None = None) -> dict[str, SourceHealth]:
    """Source id → how it is doing; a source that never ran is missing.

    :param source_ids: of which sources, if not of all.
    """
    return _by_source(session.scalars(_shown(select(SourceRun), source_ids)))


def health_in_short(session: Session) -> dict[str, SourceHealth]:
    """The same of all sources, as far as a list tells of it: nothing that went well is read out."""
    rows = session.execute(_in_short())
    return _by_source(ShortRun(*row)._replace(reasons=row[-1] or []) for row in rows)


@lru_cache
def _in_short() -> Select[Any]:
    why = type_coerce(case((SourceRun.status != "ok", SourceRun.reasons)), SourceRun.reasons.type)
    told = (SourceRun.source_id, SourceRun.id, SourceRun.status, SourceRun.started_at)
    return _shown(select(*told, SourceRun.found, why), None)


def _shown(query: Select[Any], source_ids: Collection[str] | None) -> Select[Any]:
    """``query`` of the latest runs of each source."""
    other, each = aliased(SourceRun), _known()
    first_shown = (
        select(other.id)
        .where(other.source_id == each.c.id)
        .order_by(other.id.desc())
        .offset(RUNS - 1)
        .limit(1)
        .scalar_subquery()
    )
    shown = select(each.c.id, func.coalesce(first_shown, 0).label("first_shown"))
    wanted = each.c.id.is_not(None) if source_ids is None else each.c.id.in_(source_ids)
    source = shown.where(wanted).subquery()
    latest = and_(SourceRun.source_id == source.c.id, SourceRun.id >= source.c.first_shown)
    return query.join(source, latest)


def _by_source(rows: Iterable[SourceRun | ShortRun]) -> dict[str, SourceHealth]:
    # Put in order here: asked for it, SQLite makes an index of all the runs first.
    runs: dict[str, list[SourceRun | ShortRun]] = defaultdict(list)
    for run in sorted(rows, key=lambda run: run.id):
        runs[run.source_id].append(run)
    return {i: SourceHealth(source_id=i, runs=tuple(found)) for i, found in runs.items()}


def _known() -> CTE:
    """The sources that ever ran, each found from the one before: their runs are not gone through.

    The last row is empty.
    """
    first = select(func.min(SourceRun.source_id).label("id")).cte("known", recursive=True)
    after = select(func.min(SourceRun.source_id)).where(SourceRun.source_id > first.c.id)
    return first.union_all(select(after.scalar_subquery()).where(first.c.id.is_not(None)))


def last_runs(session: Session) -> dict[str, LastRun]:
    """Source id → its latest run; a source that never ran is missing."""
    return {row[0]: LastRun(*row) for row in session.execute(_LAST)}


def _last_runs() -> Select[str, str, datetime]:
    each, other = _known(), aliased(SourceRun)
    latest = select(func.max(other.id)).where(other.source_id == each.c.id).scalar_subquery()
    return select(SourceRun.source_id, SourceRun.status, SourceRun.started_at).join(
        each, SourceRun.id == latest
    )


_LAST = _last_runs()


def last_reading(session: Session) -> datetime | None:
    """When any source was last read, well or not."""
    return session.scalar(select(func.max(SourceRun.started_at)))


def ailing(session: Session) -> Sequence[SourceHealth]:
    """The sources whose latest run went wrong, the longest first."""
    found = [h for h in health(session).values() if not h.well]
    return sorted(found, key=lambda h: h.failing_since or h.last.started_at)


def last_good(
    session: Session, source_id: str, *, until: datetime | None = None
) -> datetime | None:
    """When the last good run of a source began, of those that began before ``until``."""
    asked = select(SourceRun.started_at).where(
        SourceRun.source_id == source_id, SourceRun.status == "ok"
    )
    if until is not None:
        asked = asked.where(SourceRun.started_at <= until)
    return session.scalar(asked.order_by(SourceRun.started_at.desc()).limit(1))
