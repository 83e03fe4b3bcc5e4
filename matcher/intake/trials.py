"""Trying sources from the web: what each gave the last time, and switching on those that answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.models import SourceTrial
from matcher.coded import to_stored
from matcher.intake.source_settings import set_enabled

_SHOWN = 3
"""Titles kept of a trial, for a person to see that they are calls."""
_MOST = 10
"""Problems kept of a trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a source gave when it was tried: how many calls, how many that say when they close."""

    found: int
    dated: int
    titles: Sequence[str]
    problems: Sequence[str]


def keep_trial(
    session: Session, source_id: str, tried: Tried, *, person_id: int, at: datetime
) -> SourceTrial:
    """Write down what trying a source gave, in place of the time before."""
    trial = session.merge(
        SourceTrial(
            source_id=source_id,
            at=at,
            person_id=person_id,
            found=tried.found,
            dated=tried.dated,
            titles=list(tried.titles[:_SHOWN]),
            problems=[to_stored(problem) for problem in tried.problems[:_MOST]],
        )
    )
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type="source",
        subject_id=source_id,
        action="source.tried",
        found=trial.found,
    )
    return trial


def trials(session: Session) -> dict[str, SourceTrial]:
    """Source → the last time it was tried."""
    return {trial.source_id: trial for trial in session.scalars(select(SourceTrial))}


def switch_on_good(
    session: Session, source_ids: Collection[str], *, person_id: int, at: datetime
) -> Sequence[str]:
    """Switch on those of ``source_ids`` whose last trial was good; which they were."""
    good = [i for i, trial in sorted(trials(session).items()) if trial.good and i in source_ids]
    for source_id in good:
        set_enabled(session, source_id, enabled=True, person_id=person_id, at=at)
    return good
