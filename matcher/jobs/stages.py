"""The stages of the pipe as jobs: collect, tag, match, translate, notify, and the cycle of all.

Each takes up where a killed run left off, and run again with nothing new it writes nothing.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import SourceRun
from matcher.calls.queries import refresh_index
from matcher.db.session import gather_statistics, transaction
from matcher.digests.send import ON_FAILED, deliver, due_digests, queue_digests, without
from matcher.intake import collect as ingest
from matcher.intake import forwarded
from matcher.intake.faults import OF_THE_DATABASE, store_fault
from matcher.intake.judging import judge_calls
from matcher.intake.spool import close_spool, open_spool, stored_at
from matcher.intake.visits import as_told, follow_all, look_again
from matcher.jobs import pruning
from matcher.jobs.job import Context
from matcher.jobs.pausing import queue_pause_notices
from matcher.jobs.pulse import Stage, read_pulse, told_late
from matcher.mail.mailbox import read_mailbox
from matcher.mail.senders import sender_for
from matcher.matches.incremental import Keeper
from matcher.matches.matching import match_bank
from matcher.projects.subjects import PROJECTS
from matcher.settings import Settings
from matcher.tags.tagging import CALLS, tag_everything
from matcher.translation.faces import translate_calls
from scrapers.confined.sparing import Sparing

BEFORE_MAIL: tuple[Stage, ...] = ("collect", "match")
"""Without these a mail that tells nothing new says nothing."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipe:
    """What every stage needs: where the data is and what the agency decided.

    ``keeper`` holds what matching keeps in memory from one run of this process to the next.
    """

    sessions: sessionmaker[Session]
    settings: Settings
    keeper: Keeper = field(default_factory=Keeper, compare=False, repr=False)


def collect(pipe: Pipe, context: Context, *, only: str | None = None) -> dict[str, Any]:
    """Read the sources that are switched on and due (or the one named); store what they tell.

    :raises NotFound: for a source nobody knows.
    """
    chosen, known, usual = _chosen(pipe, only, now=context.clock.now())
    folder = pipe.settings.data_dir / "spool" / (only or "all")
    spool = open_spool(folder, now=context.clock.now())
    total, through = 2 * len(chosen), 0

    def step(source_id: str) -> None:
        nonlocal through
        through += 1
        context.progress(through, total, source_id)

    bases = [source.base for source in chosen]
    with ingest.open_fetcher(pipe.settings, bases, clock=context.clock) as fetcher:
        paths = ingest.fetch(
            chosen,
            fetcher,
            spool=spool,
            clock=context.clock,
            usual=usual,
            agency_country=pipe.settings.agency_country,
            done=step,
            alive=lambda: context.progress(through, total),
        )
    counts: dict[str, Any] = {}
    at, through = stored_at(spool, now=context.clock.now()), len(chosen)
    for path in paths:
        run = _stored(pipe, path, known, at=at)
        counts[run.source_id] = {
            "status": run.status,
            "found": run.found,
            "new": run.new,
            "changed": run.changed,
            "merged": run.merged,
            "withdrawn": run.withdrawn,
        }
        step(path.stem)
    with transaction(pipe.sessions) as session:
        judge_calls(session)  # those that another edition of the signals has judged
        refresh_index(session)
        gather_statistics(session.connection())
    close_spool(spool)
    return counts


def _stored(
    pipe: Pipe, path: Path, known: Mapping[str, ingest.KnownSource], *, at: datetime
) -> SourceRun:
    """Store one reading, or that our own code broke on it: that ends no other."""
    faults = list[Exception]()
    with Sparing(faults.append, but=OF_THE_DATABASE), transaction(pipe.sessions) as session:
        return ingest.store_reading(session, path, sources=known, at=at)
    with transaction(pipe.sessions) as session:
        return store_fault(session, path, faults[0])


def _chosen(
    pipe: Pipe, only: str | None, *, now: datetime
) -> tuple[list[ingest.KnownSource], dict[str, ingest.KnownSource], dict[str, ingest.Usual]]:
    with transaction(pipe.sessions) as session:
        known = ingest.known_sources(session, pipe.settings)
        if only:
            chosen = [ingest.get_source(session, pipe.settings, only)]
        else:
            enabled = (source for source in known.values() if source.enabled)
            chosen = [source for source in enabled if ingest.is_due(session, source, now=now)]
        usual = {s.about.id: ingest.usual_tallies(session, s.about.id) for s in chosen}
    return chosen, known, usual


def tag(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Tag what is new or changed, or everything after a new model or taxonomy."""
    return asdict(
        tag_everything(
            pipe.sessions,
            pipe.settings,
            now=context.clock.now(),
            progress=context.progress,
            kinds=(CALLS, PROJECTS),
        )
    )


def match(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Pair what is new or changed: calls with the bank, projects with the open calls."""
    counts = match_bank(
        pipe.sessions,
        pipe.settings,
        now=context.clock.now(),
        progress=context.progress,
        keeper=pipe.keeper,
    )
    if counts.projects:  # an hour in which nothing changed writes nothing
        with transaction(pipe.sessions) as session:
            gather_statistics(session.connection())
    return asdict(counts)


def translate(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Put foreign calls into Spanish, where a translator is installed."""
    return asdict(
        translate_calls(
            pipe.sessions, pipe.settings, now=context.clock.now(), progress=context.progress
        )
    )


def notify(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Look again at the pages to be told of, queue the digests that are due, send them."""
    now = context.clock.now()
    # One session, two transactions: no lock is held while the pages are looked at.
    with pipe.sessions() as session:
        with session.begin():
            known = ingest.known_sources(session, pipe.settings)
            titles = {source_id: source.about.title for source_id, source in known.items()}
            contents = list(due_digests(session, pipe.settings, now=now))
            told = {call.id: as_told(call) for content in contents for call in content.calls}
        doubts = look_again(told, pipe.settings, clock=context.clock)
        with session.begin():
            queued = queue_digests(
                session,
                pipe.settings,
                now=now,
                source_titles=titles,
                doubts={call_id: doubt.sentence for call_id, doubt in doubts.items()},
                contents=without(contents, {i for i, doubt in doubts.items() if doubt.over}),
                halted=_halted(session, now=now, timezone=pipe.settings.timezone),
            )
    return {"queued": queued.queued, **send(pipe, context)}


def _halted(session: Session, *, now: datetime, timezone: str) -> list[str]:
    """What a reader of the mail must know: what came before it stands still."""
    pulse = read_pulse(session, now=now)
    return [
        told_late(pulse[stage], timezone=timezone) for stage in BEFORE_MAIL if pulse[stage].late
    ]


def send(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Send the mail that is due: what is new, and what the server put off."""
    with transaction(pipe.sessions) as session:
        queue_pause_notices(session, pipe.settings, now=context.clock.now())
    delivered = deliver(
        pipe.sessions,
        pipe.settings,
        sender_for(pipe.settings),
        clock=context.clock,
        done=context.progress,
    )
    return asdict(delivered)


def mailbox(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Read what came to the mailbox: mail that came back, and newsletters people forward.

    Nothing where the settings name none.

    :raises MailboxError: if it cannot be read.
    """
    if not pipe.settings.imap_host:
        return {}
    read = read_mailbox(
        pipe.sessions,
        pipe.settings,
        clock=context.clock,
        on_failed=ON_FAILED,
        on_letter=lambda session, raw: forwarded.take(
            session, raw, pipe.settings, now=context.clock.now()
        ),
        done=context.progress,
    )
    with ingest.open_fetcher(pipe.settings, clock=context.clock) as fetcher:
        follow = partial(follow_all, fetcher=fetcher, agency_country=pipe.settings.agency_country)
        new = forwarded.read_letters(pipe.sessions, follow, clock=context.clock)
    return {**asdict(read), "new": new}


def prune(pipe: Pipe, context: Context) -> dict[str, Any]:
    """Let go of what is older than the settings keep."""
    if not pruning.went_on(pipe.sessions, clock=context.clock):
        logger.warning("nothing pruned: no job ran in the days before; is the clock right?")
        return {}
    return pruning.prune(pipe.sessions, pipe.settings, clock=context.clock)
