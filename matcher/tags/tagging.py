"""Tag what the database holds: what is new or changed, and everything after a new model.

A tag by a person is never touched. What a subject was tagged with (text, model, lines) is
remembered as a fingerprint, so that a run takes up where a killed one stopped.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.settings import Settings
from matcher.tags.classifier.tagger import ScoredTag, Tagger, Tagging
from matcher.tags.classifier.taxonomy import Taxonomy, load_taxonomy, taxonomy_from_rows
from matcher.tags.models import ModelVersion, Scheme, Subject, Tag, Tagged, ThematicLine

BATCH = 200
"""Texts tagged in one transaction: bounds memory and how much an interrupted run repeats."""
SUGGESTED = 3
"""How many of the best tags below the threshold are kept, to be reviewed."""


@dataclass(slots=True)
class TagCounts:
    """What one run did."""

    calls: int = 0
    projects: int = 0
    assigned: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjected:
    """One thing to be tagged: a call or a project, as text. ``stamp`` changes when its words do."""

    kind: Subject
    id: int
    stamp: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that is tagged: how to list ids with their stamps, how to load one."""

    kind: Subject
    stamps: Callable[[Session], Iterable[tuple[int, str]]]
    load: Callable[[Session, int], Subjected]


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
    counts = TagCounts()
    with transaction(sessions) as session:
        tagger = open_tagger(session, settings)
        stale = [key for kind in kinds for key in _stale(session, kind, tagger, counts)]
    for first in range(0, len(stale), BATCH):
        with transaction(sessions) as session:
            batch = [kind.load(session, i) for kind, i in stale[first : first + BATCH]]
            tag_subjects(session, tagger, batch, at=now, counts=counts)
        progress(min(first + BATCH, len(stale)), len(stale))
    return counts


def tag_subjects(
    session: Session,
    tagger: Tagger,
    subjects: Sequence[Subjected],
    *,
    at: datetime,
    counts: TagCounts,
) -> None:
    """Tag ``subjects`` now and remember with what."""
    found = tagger.tag([s.text for s in subjects], titles=[s.title for s in subjects])
    method = _method(tagger)
    for subject, tagging in zip(subjects, found, strict=True):
        counts.assigned += _write(session, subject, tagging, at=at)
        session.merge(
            Tagged(
                subject_type=subject.kind,
                subject_id=subject.id,
                fingerprint=_fingerprint(subject.stamp, method),
                at=at,
            )
        )
        if subject.kind == "call":
            counts.calls += 1
        else:
            counts.projects += 1
    session.flush()


def _stale(
    session: Session, kind: Kind, tagger: Tagger, counts: TagCounts
) -> list[tuple[Kind, int]]:
    """What was never tagged, or with another text, model or set of lines."""
    query = select(Tagged.subject_id, Tagged.fingerprint).where(Tagged.subject_type == kind.kind)
    known = {subject_id: fingerprint for subject_id, fingerprint in session.execute(query)}
    method = _method(tagger)
    stale = []
    for subject_id, stamp in kind.stamps(session):
        if known.get(subject_id) == _fingerprint(stamp, method):
            counts.unchanged += 1
        else:
            stale.append((kind, subject_id))
    return stale


def _call_stamps(session: Session) -> Iterable[tuple[int, str]]:
    rows = session.execute(select(Call.id, Call.content_hash).order_by(Call.id))
    return [(call_id, stamp) for call_id, stamp in rows]


def _call_subject(session: Session, call_id: int) -> Subjected:
    call = session.get_one(Call, call_id)
    return Subjected(
        kind="call", id=call.id, stamp=call.content_hash, title=call.title, text=call.text
    )


CALLS = Kind(kind="call", stamps=_call_stamps, load=_call_subject)


def _method(tagger: Tagger) -> str:
    return hashlib.sha256(f"{tagger.version}|{tagger.taxonomy!r}".encode()).hexdigest()[:16]


def _fingerprint(stamp: str, method: str) -> str:
    return f"{stamp}:{method}"


def _write(session: Session, subject: Subjected, tagging: Tagging, *, at: datetime) -> int:
    """Replace the model's tags of one subject; how many count now."""
    of_subject = (Tag.subject_type == subject.kind, Tag.subject_id == subject.id)
    theirs = {
        (tag.scheme, tag.code): tag
        for tag in session.scalars(select(Tag).where(*of_subject, Tag.origin == "person"))
    }
    session.execute(delete(Tag).where(*of_subject, Tag.origin == "model"))
    assigned = 0
    schemes: tuple[tuple[Scheme, Sequence[ScoredTag]], ...] = (
        ("ods", tagging.ods),
        ("line", tagging.lines),
    )
    for scheme, tags in schemes:
        for scored in worth_keeping(tags):
            if (scheme, scored.code) in theirs:
                theirs[scheme, scored.code].score = scored.score
                continue
            session.add(_row(subject, scheme, scored, tagging.model_version, at))
            assigned += scored.assigned
    return assigned


def worth_keeping(tags: Sequence[ScoredTag]) -> list[ScoredTag]:
    """Those that count and the likeliest of the others, best first."""
    others = [tag for tag in tags if not tag.assigned][:SUGGESTED]
    return [tag for tag in tags if tag.assigned or tag in others]


def _row(subject: Subjected, scheme: Scheme, scored: ScoredTag, version: str, at: datetime) -> Tag:
    return Tag(
        subject_type=subject.kind,
        subject_id=subject.id,
        scheme=scheme,
        code=scored.code,
        score=scored.score,
        assigned=scored.assigned,
        evidence=[
            {"quote": e.quote, "field": e.field, "start": e.start, "end": e.end}
            for e in scored.evidence
        ],
        origin="model",
        model_version=version,
        at=at,
    )
