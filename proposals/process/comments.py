"""Remarks on a field of a draft, answers to them, who is called by name, and what is settled."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person
from matcher.settings import Settings
from proposals.models import Draft, DraftComment
from proposals.process.mail import DraftNews, tell, writers
from proposals.steps import get_field

MOST_LETTERS = 10_000


def comment(
    session: Session,
    settings: Settings,
    given: DraftComment,
    *,
    draft: Draft,
    also: Sequence[int] = (),
) -> DraftComment:
    """Keep a remark; who is mentioned («@Nombre Apellido», or in ``also``) gets a mail.

    :raises InvalidInput: without words, or with more than :data:`MOST_LETTERS`.
    :raises UnknownField: for a field no step has.
    """
    get_field(given.field)
    given.text = given.text.replace("\r\n", "\n").strip()
    if not given.text:
        raise InvalidInput("Escriba el comentario.", field="text")
    if len(given.text) > MOST_LETTERS:
        raise InvalidInput(
            "El comentario pasa de %(most)s caracteres.", most=MOST_LETTERS, field="text"
        )
    able = writers(session)
    called = [one for one in able if one.id in also or _is_called(one, given.text)]
    given.mentions = [one.id for one in called]
    session.add(given)
    session.flush()
    path = f"/propuestas/{draft.id}/comentarios#comentario-{given.parent_id or given.id}"
    parent = session.get(DraftComment, given.parent_id) if given.parent_id else None
    heard = [*called, *([parent.person] if parent else [])]
    news = DraftNews(kind="mention", draft=draft, by=given.person, words=given.text, path=path)
    tell(session, settings, news, to=heard, at=given.at)
    return given


def _is_called(person: Person, text: str) -> bool:
    """Whether ``text`` has «@» and the whole name of ``person``, in whatever case."""
    name = r"\s+".join(map(re.escape, person.name.split()))
    return re.search(rf"@{name}(?!\w)", text, re.IGNORECASE) is not None


def get_comment(session: Session, draft: Draft, comment_id: int) -> DraftComment:
    """The remark with this id.

    :raises NotFound: if this draft has none such.
    """
    found = session.get(DraftComment, comment_id)
    if found is None or found.draft_id != draft.id:
        raise NotFound("Este comentario no existe.")
    return found


def settle(found: DraftComment, *, settled: bool, person: Person, at: datetime) -> None:
    """Mark a remark as settled, or take that back."""
    found.resolved_at = at if settled else None
    found.resolved_by_id = person.id if settled else None


def comments(session: Session, draft: Draft) -> list[DraftComment]:
    """Every remark and answer on ``draft``, the first one first."""
    query = select(DraftComment).where(DraftComment.draft_id == draft.id)
    return list(session.scalars(query.order_by(DraftComment.id)))


def unsettled(session: Session, draft: Draft) -> dict[str, int]:
    """Field → how many remarks on it (or on a row of it) nobody settled."""
    query = (
        select(DraftComment.field, func.count())
        .where(
            DraftComment.draft_id == draft.id,
            DraftComment.parent_id.is_(None),
            DraftComment.resolved_at.is_(None),
        )
        .group_by(DraftComment.field)
    )
    return {field: count for field, count in session.execute(query).all()}
