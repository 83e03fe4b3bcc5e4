"""What of the proposals waits for somebody, told to the digests of those it waits for.

Loaded with the tables: a digest is written by processes that show no proposal.
"""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from matcher.db.base import AWAITS
from matcher.digests.mine.awaited import Awaited
from proposals.models import Draft, DraftComment, DraftPassage


def waits(session: Session) -> Iterator[Awaited]:
    """Endorsements and reviews that were asked for, and comments nobody settled or answered.

    A proposal for no call stands in no digest: its people were written to when it was asked.
    """
    yield from _asked(session)
    yield from _commented(session)


def _asked(session: Session) -> Iterator[Awaited]:
    last = select(func.max(DraftPassage.id)).where(DraftPassage.deed.in_(("ask", "ask-review")))
    rows = session.execute(
        select(Draft, DraftPassage)
        .join(DraftPassage, DraftPassage.draft_id == Draft.id)
        .where(DraftPassage.id.in_(last.group_by(DraftPassage.draft_id)))
        .where(Draft.state == DraftPassage.after, Draft.state.in_(("review", "asked")))
        .where(Draft.archived_at.is_(None), Draft.call_id.is_not(None))
    )
    for draft, passage in rows:
        assert draft.call_id is not None
        path = f"/propuestas/{draft.id}/proceso"
        for whom in passage.asked if draft.state == "review" else (None,):
            yield Awaited(
                kind="draft-review" if whom else "draft-aval",
                row=draft.id,
                call_id=draft.call_id,
                title=draft.title,
                path=path,
                at=passage.at,
                by=passage.person_id,
                person_id=whom,
                permission=None if whom else "approve",
            )


def _commented(session: Session) -> Iterator[Awaited]:
    open_ones = list(
        session.execute(
            select(DraftComment, Draft)
            .join(Draft, Draft.id == DraftComment.draft_id)
            .where(DraftComment.resolved_at.is_(None))
            .where(Draft.archived_at.is_(None), Draft.call_id.is_not(None))
            .order_by(DraftComment.id)
        )
    )
    settled = set(
        session.scalars(select(DraftComment.id).where(DraftComment.resolved_at.is_not(None)))
    )
    answered = {
        (one.parent_id or one.id, one.person_id): one.id for one, _draft in open_ones
    }  # the last word of each in a thread
    for one, draft in open_ones:
        thread = one.parent_id or one.id
        for person_id in () if thread in settled else one.mentions:
            if answered.get((thread, person_id), 0) > one.id:
                continue
            assert draft.call_id is not None
            yield Awaited(
                kind="draft-comment",
                row=one.id,
                call_id=draft.call_id,
                title=draft.title,
                path=f"/propuestas/{draft.id}/comentarios#comentario-{thread}",
                at=one.at,
                by=one.person_id,
                person_id=person_id,
                text=one.text,
            )


cast("Table", Draft.__table__).info[AWAITS] = waits
