"""Where scrapers meet the database; with ``visits`` the only importer of ``scrapers``.

Two steps, so that neither waits for the other: :func:`fetch` reads sources into spool files, many
hosts at once and no database; :func:`store_reading` takes one file into the database, in the
caller's transaction.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.facts import CallFacts
from matcher.calls.models import SourceRun, SourceSetting
from matcher.calls.tasks import ReadingTask, Stuck, run_all
from matcher.clock import Clock
from matcher.coded import to_stored
from matcher.errors import NotFound
from matcher.intake.faults import taken_in
from matcher.intake.health import EVERY, last_good
from matcher.intake.judging import judge_calls
from matcher.intake.spool import (
    Reading,
    read_reading,
    read_records,
    spool_file,
    spooling,
    write_error,
)
from matcher.intake.store import BATCH, Counts, RawBody, Record, SourceFacts, Store
from matcher.settings import Settings
from scrapers import checks, registry
from scrapers.confined.sparing import Sparing
from scrapers.errors import ScraperError
from scrapers.fetch import Fetcher, FetchPolicy, Times, time_budget
from scrapers.item import ScrapedCall
from scrapers.remark import Remark
from scrapers.source import About, Run, Source

logger = logging.getLogger(__name__)
THREADS = 8
"""Sources read at once; each host is still asked one thing at a time."""
SOURCE_SECONDS = 2 * 3600.0
"""What one source may take; the largest we know takes an hour."""
GRACE_SECONDS = 900.0
"""After that a source that does not end by itself is given up: it hangs in our own code."""
HURRIED_SECONDS = 20.0
"""What one page may take while somebody waits for it."""
HURRIED_BYTES = 20 * 1024 * 1024
TRIAL_SECONDS = 30.0
"""What an answer of a source may take that is tried, and all its answers but the last together."""
EARLY = timedelta(hours=12)
"""A weekly source is due when its week is over but for so much: no run begins on the second."""
RECOVERED_AFTER = {"daily": timedelta(days=7), "weekly": timedelta(days=21)}
USUAL_RUNS = 5
"""Good runs that tell what is usual of a source: about a week of daily readings."""
T = TypeVar("T")
Usual = list[checks.Tally]
"""What the last good runs of a source found, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source and what the agency decided about it."""

    source: Source
    enabled: bool
    base: str
    added: bool

    @property
    def about(self) -> About:
        """What the source says of itself."""
        return self.source.about

    @property
    def facts(self) -> SourceFacts:
        """What composing a call needs to know of it."""
        return SourceFacts(title=self.about.title, aggregator=self.about.funder_kind == "agregador")


def known_sources(session: Session, settings: Settings) -> dict[str, KnownSource]:
    """Every source by id: built in, from the catalogue, and added in the web."""
    decided = {row.source_id: row for row in session.scalars(select(SourceSetting))}
    keys = settings.source_keys
    built_in = {source.about.id: source for source in registry.sources()}
    added = {i: registry.from_entry(row.entry) for i, row in decided.items() if row.entry}
    return {
        source_id: KnownSource(
            source=source,
            enabled=_is_enabled(source.about, decided.get(source_id), settings, keys),
            base=settings.source_bases.get(source_id, source.about.base),
            added=source_id in added,
        )
        for source_id, source in sorted({**built_in, **added}.items())
    }


def _is_enabled(
    about: About, decided: SourceSetting | None, settings: Settings, keys: Mapping[str, str]
) -> bool:
    if settings.sources:
        return about.id in settings.sources
    return decided.enabled if decided else about.is_on(keys, settings.agency_country)


def get_source(session: Session, settings: Settings, source_id: str) -> KnownSource:
    """The source with this id.

    :raises NotFound: if there is none; the message names the nearest ids.
    """
    known = known_sources(session, settings)
    if source_id not in known:
        raise NotFound(
            "No hay una fuente «%(source_id)s». Vea la lista: puente sources list.",
            source_id=source_id,
        )
    return known[source_id]


def open_fetcher(
    settings: Settings,
    bases: Sequence[str] = (),
    *,
    clock: Clock | None = None,
    hurried: bool = False,
    tried: bool = False,
) -> Fetcher:
    """A fetcher with the agency's identity.

    :param bases: where the sources are read. If all of them are on this machine because the
        settings say so (a demo, a replay), private addresses are allowed and no pause is made
        between requests; what a source says of itself, or somebody typed, opens nothing.
    :param clock: what the sources take for today; the machine's own without it.
    :param hurried: somebody waits at the screen: asked once, for seconds, and for one page.
    :param tried: somebody waits at the screen for a sample: asked once, with the pauses of a run.
    """
    replayed = {b for b in settings.source_bases.values() if urlsplit(b).hostname == "127.0.0.1"}
    local = bool(bases) and replayed.issuperset(bases)
    policy = FetchPolicy(
        contact=settings.contact or settings.base_url,
        allow_private=settings.allow_private_addresses or local,
        keys=settings.source_keys,
        delay_seconds=0.0 if local or hurried else 1.0,
    )
    if hurried:
        policy = replace(policy, attempts=1, total_seconds=HURRIED_SECONDS, max_bytes=HURRIED_BYTES)
    if tried:
        policy = replace(policy, attempts=1, total_seconds=TRIAL_SECONDS)
    times = Times(now=clock.now) if clock else None
    return Fetcher(policy, cache_dir=settings.cache / "http", times=times)


def fetch(
    sources: Sequence[KnownSource],
    fetcher: Fetcher,
    *,
    spool: Path,
    clock: Clock,
    usual: Mapping[str, Sequence[checks.Tally]],
    agency_country: str,
    done: Callable[[str], None] = lambda _: None,
    alive: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Read ``sources`` into files of ``spool``; those that stand there whole are not read again.

    What goes wrong in one source, foreseen or not, is written down as its reading and stops no
    other.

    :param usual: source id → what its last good runs found, to judge this one by.
    :param agency_country: from which country it is asked whether one may apply.
    :param done: told the id of each source as it ends.
    :param alive: called at least every minute, for a source may take an hour.
    :returns: the files, in the order of ``sources``.
    """
    work = {
        s.about.id: partial(
            _read,
            s,
            fetcher,
            spool=spool,
            clock=clock,
            usual=usual.get(s.about.id, ()),
            agency_country=agency_country,
        )
        for s in sources
        if not spool_file(spool, s.about.id).exists()
    }

    def ended(source_id: str, fault: BaseException | None) -> None:
        _note_fault(fault, source_id, spool=spool, at=clock.now())
        done(source_id)

    late = SOURCE_SECONDS + GRACE_SECONDS
    run_all(work, threads=THREADS, seconds=late, ended=ended, alive=alive)
    return [spool_file(spool, s.about.id) for s in sources]


def _note_fault(fault: BaseException | None, source_id: str, *, spool: Path, at: datetime) -> None:
    """Write a fault of our own in reading a source down as what its reading came to.

    :raises OSError: if the files themselves cannot be written.
    """
    if fault is None:
        return
    if isinstance(fault, OSError):
        raise fault
    logger.error("source broke", exc_info=fault, extra={"fields": {"source": source_id}})
    name = type(fault).__name__
    told = Remark("stuck", hours=fault.hours) if isinstance(fault, Stuck) else f"{name}: {fault}"
    write_error(spool, source_id, at=at, error=to_stored(Remark("broke", fault=told)))


def _read(
    known: KnownSource,
    fetcher: Fetcher,
    task: ReadingTask,
    *,
    spool: Path,
    clock: Clock,
    usual: Sequence[checks.Tally],
    agency_country: str,
) -> None:
    """Read one source to its end, or to its error, which is written down like a result."""
    started = clock.now()
    run, tally, error = Run(agency_country=agency_country, on=started.date()), checks.Tally(), None
    with spooling(spool, known.about.id) as writer:
        try:
            with time_budget(SOURCE_SECONDS) as budget:
                for call in known.source.calls(fetcher, base=known.base, run=run):
                    with Sparing(partial(run.broke, call.url)):
                        writer.add(record_of(call))
                        tally = tally.plus(call)
                budget.check()  # a source may have taken each refusal for one more broken record
        except ScraperError as problem:
            error = to_stored(problem.said)
        if task.given_up:
            return
        health = checks.judge(known.about, run, tally, usual, replayed=_replayed(known))
        writer.finish(
            Reading(
                source_id=known.about.id,
                started_at=started,
                finished_at=clock.now(),
                listed=run.listed,
                found=tally.found,
                dated=tally.dated,
                whole=tally.whole,
                complete=run.complete and error is None,
                healthy=health.ok and error is None,
                error=error,
                reasons=[*([error] if error else []), *map(to_stored, health.reasons)],
                failures=[{"where": f.where, "reason": to_stored(f.reason)} for f in run.failures],
            )
        )


def _replayed(known: KnownSource) -> bool:
    return known.base != known.about.base


def record_of(call: ScrapedCall) -> Record:
    """``call`` as it is spooled and stored."""
    key = {"source_id": call.source_id, "source_key": call.source_key}
    return Record(**key, payload=key | CallFacts.of(call).to_payload(), raw=_raw(call))


def _raw(call: ScrapedCall) -> RawBody | None:
    raw = call.raw
    if raw is None:
        return None
    return RawBody(
        body=raw.body, content_type=raw.content_type, url=raw.url, fetched_at=raw.fetched_at
    )


def store_reading(
    session: Session, path: Path, *, sources: Mapping[str, KnownSource], at: datetime
) -> SourceRun:
    """Take one spool file into the database, whole or (on an error) not at all.

    ``at`` is one instant for all files of a run: a call that two of them tell of is then new
    once, and not new and changed. A file that is stored already is not stored again. An
    unhealthy reading still adds and changes calls, but nothing is called gone because of it.
    """
    reading = read_reading(path)
    stored = session.scalar(
        select(SourceRun).where(
            SourceRun.source_id == reading.source_id, SourceRun.started_at == reading.started_at
        )
    )
    if stored is not None:
        return stored
    run = SourceRun(
        source_id=reading.source_id,
        started_at=reading.started_at,
        finished_at=reading.finished_at,
        status=_status(reading),
        dated=reading.dated,
        whole=reading.whole,
        reasons=reading.reasons,
        failures=reading.failures,
        quiet=_is_quiet(session, reading, sources.get(reading.source_id)),
    )
    session.add(run)
    session.flush()  # SQLite begins with the first row written: a savepoint alone would commit
    counts = Counts()
    facts = {source_id: known.facts for source_id, known in sources.items()}
    store = Store(session, sources=facts, at=at)
    for batch in _batches(read_records(path), BATCH):
        counts = taken_in(store, session, batch, counts, run)
    if reading.complete and reading.healthy:
        store.mark_missing(reading.source_id, counts)
    for name in ("found", "new", "changed", "merged", "unchanged", "withdrawn"):
        setattr(run, name, getattr(counts, name))
    judge_calls(session)
    return run


def _status(reading: Reading) -> str:
    if reading.error:
        return "failed"
    return "ok" if reading.healthy else "unhealthy"


def _is_quiet(session: Session, reading: Reading, known: KnownSource | None) -> bool:
    """Whether what this run adds is old news: a first load, or a source back after long."""
    last = last_good(session, reading.source_id)
    long = RECOVERED_AFTER[known.about.frequency if known else "daily"]
    return last is None or reading.started_at - last > long


def is_due(session: Session, known: KnownSource, *, now: datetime) -> bool:
    """Whether a source is to be read again: one that is read weekly rests after a good run.

    One that is read daily is always due: who orders a reading by hand wants it.
    """
    if known.about.frequency == "daily":
        return True
    last = last_good(session, known.about.id, until=now)
    return last is None or now - last >= EVERY[known.about.frequency] - EARLY


def usual_tallies(session: Session, source_id: str) -> Usual:
    """What the last good runs of a source found, newest first."""
    rows = session.execute(
        select(SourceRun.found, SourceRun.dated, SourceRun.whole)
        .where(SourceRun.source_id == source_id, SourceRun.status == "ok")
        .order_by(SourceRun.started_at.desc())
        .limit(USUAL_RUNS)
    )
    return [checks.Tally(found=found, dated=dated, whole=whole) for found, dated, whole in rows]


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch
