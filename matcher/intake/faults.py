"""What our own code breaks on costs one record, or at worst one reading, which say so by name."""

import logging
from collections.abc import Sequence
from copy import copy
from pathlib import Path

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from matcher.calls.models import SourceRun
from matcher.coded import to_stored
from matcher.intake.spool import read_reading
from matcher.intake.store import Counts, Record, Store
from scrapers.confined.sparing import Sparing
from scrapers.remark import Remark, broken

logger = logging.getLogger(__name__)
OF_THE_DATABASE = (OperationalError, InterfaceError)
"""Faults for which no record is to blame."""
_MOST_BROKEN = 50
"""Records of a reading that may break; beyond, the fault is not theirs and all is taken back."""


def taken_in(
    store: Store, session: Session, batch: Sequence[Record], counts: Counts, run: SourceRun
) -> Counts:
    """Store a batch; one that breaks is taken back and stored record by record, but for those
    our own code breaks on, which ``run`` names. Where too many do, the fault is raised.
    """
    after, faults = copy(counts), list[Exception]()
    with Sparing(faults.append, but=OF_THE_DATABASE), session.begin_nested():
        store.add(batch, after, quiet=run.quiet)
    if not faults:
        return after
    store.forget()
    if len(batch) > 1:
        for record in batch:
            counts = taken_in(store, session, [record], counts, run)
        return counts
    if counts.broken >= _MOST_BROKEN:
        raise faults[0]
    counts.broken += 1
    _note(run, batch[0], faults[0])
    return counts


def _note(run: SourceRun, record: Record, fault: Exception) -> None:
    where = str(record.payload.get("url") or record.source_key)
    logger.error("record broke", exc_info=fault, extra={"fields": {"record": where}})
    told = broken(fault)
    run.failures = [*run.failures, {"where": where, "reason": to_stored(told)}]
    run.reasons = [*run.reasons, to_stored(told.at(where))]


def store_fault(session: Session, path: Path, fault: Exception) -> SourceRun:
    """Note that a reading could not be stored at all; the other sources go on."""
    reading = read_reading(path)
    logger.error("reading broke", exc_info=fault, extra={"fields": {"source": reading.source_id}})
    told = to_stored(Remark("broke", fault=f"{type(fault).__name__}: {fault}"))
    run = SourceRun(
        source_id=reading.source_id,
        started_at=reading.started_at,
        finished_at=reading.finished_at,
        status="failed",
        reasons=[told],
    )
    session.add(run)
    return run
