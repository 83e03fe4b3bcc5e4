"""Tag what the database holds: what is new or changed, and everything after a new model.

A tag by a person is never touched. What a subject was tagged with (text, model, lines) is
remembered as a fingerprint, so that a run takes up where a killed one stopped.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.settings import Settings
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import Taxonomy, load_taxonomy, taxonomy_from_rows
from matcher.tags.models import ModelVersion, Subject, Tag, Tagged, ThematicLine
from matcher.tags.spreading import Rows, Subjected, spread

BATCH = 200
"""Texts tagged in one transaction: bounds memory and how much an interrupted run repeats."""
_WORTH_FORKING = 1_000
"""Texts from which copies of the process are started: some seconds of work. Set by hand;
``bench_pipe.py`` would tell."""


@dataclass(slots=True)
class TagCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    assigned: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that is tagged: how to list ids with their stamps, how to load some."""

    kind: Subject
    stamps: Callable[[Session], Iterable[tuple[int, str]]]
    load: Callable[[Session, Sequence[int]], list[Subjected]]


def seed_lines(session: Session) -> None:
    """Write the default lines into an empty database, for the agency to edit."""
    if session.scalar(select(ThematicLine.code).limit(1)) is not None:
        return
    for position, line in enumerate(load_taxonomy().lines, start=1):
        session.add(
            ThematicLine(
                code=line.code,
                position=position,
                name=line.name,
                description=line.description,
                words=list(line.words),
                ods={str(number): weight for number, weight in line.ods.items()},
            )
        )
    session.flush()


def agency_taxonomy(session: Session) -> Taxonomy:
    """The lines in force, as the agency edited them."""
    seed_lines(session)
    rows = session.scalars(
        select(ThematicLine)
        .where(ThematicLine.retired_at.is_(None))
        .order_by(ThematicLine.position, ThematicLine.code)
    )
    return taxonomy_from_rows(rows)


def open_tagger(session: Session, settings: Settings) -> Tagger:
    """The model in service over the agency's lines: the one trained here, else the shipped one.

    :raises ModelError: if its files are missing or damaged.
    """
    directory = session.scalar(
        select(ModelVersion.directory).where(ModelVersion.active_until.is_(None)).limit(1)
    )
    path = Path(settings.data_dir) / directory if directory else None
    return Tagger.load(path, taxonomy=agency_taxonomy(session))


def tag_everything(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    now: datetime,
    progress: Callable[[int, int | None], None],
    kinds: Sequence[Kind],
) -> TagCounts:
    """Tag everything of ``kinds`` whose text, model or lines changed; commits batch by batch."""
    counts, through = TagCounts(), 0
    with transaction(sessions) as session:
        tagger = open_tagger(session, settings)
        stale = {kind: _stale(session, kind, tagger, counts) for kind in kinds}
    total, method = sum(map(len, stale.values())), _method(tagger)
    for batch, found in spread(_batches(sessions, stale), tagger, processes=_processes(total)):
        with transaction(sessions) as session:
            _write(session, batch, found, method=method, at=now, counts=counts)
        through += len(batch)
        progress(through, total)
    return counts


def _processes(total: int) -> int:
    return len(os.sched_getaffinity(0)) if total >= _WORTH_FORKING else 1


def _batches(
    sessions: sessionmaker[Session], stale: Mapping[Kind, Sequence[int]]
) -> Iterator[list[Subjected]]:
    """What is to be tagged, a transaction's worth at a time."""
    for kind, ids in stale.items():
        for first in range(0, len(ids), BATCH):
            with transaction(sessions) as session:
                batch = kind.load(session, ids[first : first + BATCH])
            yield batch


def _stale(session: Session, kind: Kind, tagger: Tagger, counts: TagCounts) -> list[int]:
    """What was never tagged, or with another text, model or set of lines."""
    query = select(Tagged.subject_id, Tagged.fingerprint).where(Tagged.subject_type == kind.kind)
    known = {subject_id: fingerprint for subject_id, fingerprint in session.execute(query)}
    method = _method(tagger)
    stale = []
    for subject_id, stamp in kind.stamps(session):
        if known.get(subject_id) == _fingerprint(stamp, method):
            counts.unchanged += 1
        else:
            stale.append(subject_id)
    return stale


def _call_stamps(session: Session) -> Iterable[tuple[int, str]]:
    rows = session.execute(select(Call.id, Call.content_hash).order_by(Call.id))
    return [(call_id, stamp) for call_id, stamp in rows]


def _call_subjects(session: Session, ids: Sequence[int]) -> list[Subjected]:
    columns = (Call.id, Call.content_hash, Call.title, Call.text)
    rows = session.execute(select(*columns).where(Call.id.in_(ids)).order_by(Call.id))
    return [
        Subjected(kind="call", id=call_id, stamp=stamp, title=title, text=text)
        for call_id, stamp, title, text in rows
    ]


CALLS = Kind(kind="call", stamps=_call_stamps, load=_call_subjects)


def _method(tagger: Tagger) -> str:
    return hashlib.sha256(f"{tagger.version}|{tagger.taxonomy!r}".encode()).hexdigest()[:16]


def _fingerprint(stamp: str, method: str) -> str:
    return f"{stamp}:{method}"


_NEW_TAGS = insert(cast("Table", Tag.__table__))
_NEWLY_TAGGED = insert(cast("Table", Tagged.__table__))
"""Into the tables themselves: by the classes it takes twice as long."""


def _write(
    session: Session,
    subjects: Sequence[Subjected],
    found: Sequence[Rows],
    *,
    method: str,
    at: datetime,
    counts: TagCounts,
) -> None:
    """Replace the model's tags of ``subjects``, all of one kind; remember with what."""
    kind, ids = subjects[0].kind, [subject.id for subject in subjects]
    mine = (Tag.subject_type == kind, Tag.subject_id.in_(ids))
    theirs = {
        (tag.subject_id, tag.scheme, tag.code): tag
        for tag in session.scalars(select(Tag).where(*mine, Tag.origin == "person"))
    }
    session.execute(delete(Tag).where(*mine, Tag.origin == "model"))
    new = []
    for row in chain.from_iterable(found):
        said = theirs.get((row["subject_id"], row["scheme"], row["code"]))
        if said is not None:
            said.score = row["score"]
        else:
            new.append({**row, "at": at})
    if new:
        session.execute(_NEW_TAGS, new)
    session.execute(delete(Tagged).where(Tagged.subject_type == kind, Tagged.subject_id.in_(ids)))
    told = [(one.id, _fingerprint(one.stamp, method)) for one in subjects]
    session.execute(
        _NEWLY_TAGGED,
        [
            {"subject_type": kind, "subject_id": i, "fingerprint": fingerprint, "at": at}
            for i, fingerprint in told
        ],
    )
    session.flush()
    counts.assigned += sum(row["assigned"] for row in new)
    if kind == "call":
        counts.calls += len(subjects)
    else:
        counts.projects += len(subjects)
