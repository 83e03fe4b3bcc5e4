"""Fingerprints: what tells, without reading any text, whether something is to be matched again.

A fingerprint changes when anything the matcher looks at does. They are read in a few light
queries, so that a run over an unchanged bank costs next to nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.state_sql import state_sql
from matcher.projects.models import Project
from matcher.projects.queries import STALE
from matcher.tags.models import Subject, Tag


def call_fingerprints(session: Session, *, now: datetime, timezone: str) -> dict[int, str]:
    """Each call that neither ended nor is doubtful → its fingerprint.

    Content, language, next closing day, tags.
    """
    state = state_sql(session, now=now, timezone=timezone)
    rows = session.execute(
        select(Call.id, Call.content_hash, Call.language, state.next_day())
        .where(state.state().in_(LIVE))
        .order_by(Call.id)
    )
    tags = _tags(session, "call")
    return {
        row[0]: fingerprint_of(row[1], row[2], str(row[3]), *tags.get(row[0], ())) for row in rows
    }


def project_fingerprints(session: Session, *, now: datetime) -> dict[int, str]:
    """Each project of the bank that still stands → its fingerprint: version and tags."""
    rows = session.execute(
        select(Project.id, Project.version)
        .where(Project.archived_at.is_(None), Project.confirmed_at >= now - STALE)
        .order_by(Project.id)
    )
    tags = _tags(session, "project")
    return {row[0]: fingerprint_of(str(row[1]), *tags.get(row[0], ())) for row in rows}


def fingerprint_of(*parts: str | None) -> str:
    """A short hash of ``parts``, in their order."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def _tags(session: Session, kind: Subject) -> Mapping[int, list[str]]:
    """Thing → the tags that count, as ``scheme:code:origin``, always in the same order.

    Who gave a tag changes how it is told.
    """
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Tag.subject_id, Tag.scheme, Tag.code, Tag.origin)
        .where(Tag.subject_type == kind, Tag.assigned.is_(True))
        .order_by(Tag.subject_id, Tag.scheme, Tag.code)
    )
    for subject_id, scheme, code, origin in rows:
        found[subject_id].append(f"{scheme}:{code}:{origin}")
    return found
