"""How far the documents of a draft are: read from the records of their jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.coded import Stored, to_message
from matcher.jobs.models import JobRun
from matcher.messages import Message
from proposals.answers import answers
from proposals.checks.answering import most_pages
from proposals.documents.kinds import DocumentKind, get_kind
from proposals.documents.making import JOB
from proposals.models import WHOLE, Draft, Export

LONGEST = timedelta(minutes=15)
"""No document takes so long: whoever was making it is not there any more."""
TOLD_FOR = timedelta(days=1)
"""How long a document that could not be made is still told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """A document as it stands: ready, being made (``done`` of ``total`` steps) or failed.

    ``over`` is how many pages it may have, where it has more.
    """

    export: Export
    kind: DocumentKind
    state: Literal["ready", "making", "failed"]
    done: int = 0
    total: int = 0
    why: Message | None = None
    pages: int | None = None
    over: int | None = None


def documents_of(session: Session, draft: Draft, *, now: datetime) -> list[DocumentState]:
    """The documents of ``draft``, the newest first; a failure is told for a day."""
    exports = session.scalars(
        select(Export).where(Export.draft_id == draft.id).order_by(Export.id.desc())
    ).all()
    runs, most = _runs(session, exports), most_pages(answers(draft))
    found = [_document(one, runs.get(JOB % one.id), now=now, most=most) for one in exports]
    return [one for one in found if one.state != "failed" or now - one.export.at < TOLD_FOR]


def ready_exports(session: Session, draft: Draft) -> list[Export]:
    """The documents of ``draft`` that are made, the newest first."""
    query = select(Export).where(Export.draft_id == draft.id, Export.fingerprint != "")
    return list(session.scalars(query.order_by(Export.id.desc())))


def _runs(session: Session, exports: Sequence[Export]) -> dict[str, JobRun]:
    names = [JOB % one.id for one in exports]
    query = select(JobRun).where(JobRun.name.in_(names)).order_by(JobRun.id)
    return {run.name: run for run in session.scalars(query)}


def _document(
    export: Export, run: JobRun | None, *, now: datetime, most: int | None
) -> DocumentState:
    """:param most: the pages that the call allows a whole proposal."""
    kind = get_kind(export.kind)
    if export.fingerprint:
        pages = export.pages or (run.counts.get("pages") if run else None)
        bound = most if kind.key in WHOLE.values() else kind.most_pages
        over = bound if bound and (pages or 0) > bound else None
        return DocumentState(export=export, kind=kind, state="ready", pages=pages, over=over)
    if run is not None and run.error:
        why: Stored = run.error
        return DocumentState(export=export, kind=kind, state="failed", why=to_message(why))
    if now - (run.started_at if run else export.at) > LONGEST:
        why_not = Message("Se interrumpió mientras se hacía. Genérelo otra vez.")
        return DocumentState(export=export, kind=kind, state="failed", why=why_not)
    done, total = (run.done, run.total or 0) if run else (0, 0)
    return DocumentState(export=export, kind=kind, state="making", done=done, total=total)
