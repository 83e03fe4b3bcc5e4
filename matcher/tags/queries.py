"""Read tags: of one thing, of many, as a filter, and the lines of the agency."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from matcher.errors import NotFound
from matcher.tags.models import Scheme, Subject, Tag, ThematicLine


def tags_of(session: Session, subject_type: Subject, subject_id: int) -> list[Tag]:
    """Every tag of one thing, assigned or not, best first."""
    return list(
        session.scalars(
            select(Tag)
            .where(Tag.subject_type == subject_type, Tag.subject_id == subject_id)
            .order_by(Tag.assigned.desc(), Tag.score.desc(), Tag.code)
        )
    )


def assigned_tags(
    session: Session, subject_type: Subject, ids: Sequence[int]
) -> dict[int, list[Tag]]:
    """The tags that count, of many things at once: lines first, then ODS by number."""
    found: dict[int, list[Tag]] = defaultdict(list)
    rows = session.scalars(
        select(Tag).where(
            Tag.subject_type == subject_type, Tag.subject_id.in_(ids), Tag.assigned.is_(True)
        )
    )
    for tag in rows:
        found[tag.subject_id].append(tag)
    for tags in found.values():
        tags.sort(key=lambda t: (t.scheme != "line", int(t.code) if t.scheme == "ods" else 0))
    return found


def tagged_with(
    subject_type: Subject,
    subject_id: ColumnElement[int] | Any,
    scheme: Scheme,
    codes: Sequence[str],
) -> ColumnElement[bool]:
    """A condition: the thing whose id is ``subject_id`` has one of ``codes`` assigned."""
    return exists().where(
        Tag.subject_type == subject_type,
        Tag.subject_id == subject_id,
        Tag.scheme == scheme,
        Tag.code.in_(codes),
        Tag.assigned.is_(True),
    )


def tag_counts(session: Session, subject_type: Subject, scheme: Scheme) -> dict[str, int]:
    """How many things have each code assigned."""
    rows = session.execute(
        select(Tag.code, func.count())
        .where(Tag.subject_type == subject_type, Tag.scheme == scheme, Tag.assigned.is_(True))
        .group_by(Tag.code)
    )
    return {code: count for code, count in rows}


def lines(session: Session, *, retired: bool = False) -> list[ThematicLine]:
    """The thematic lines in the agency's order; with the retired ones if asked."""
    query = select(ThematicLine).order_by(ThematicLine.position, ThematicLine.code)
    if not retired:
        query = query.where(ThematicLine.retired_at.is_(None))
    return list(session.scalars(query))


def get_line(session: Session, code: str) -> ThematicLine:
    """The line with this code.

    :raises NotFound: if there is none.
    """
    line = session.get(ThematicLine, code)
    if line is None:
        raise NotFound("Esta línea temática no existe.")
    return line
