"""Read tags: of one thing, of many, as a filter, and the lines of the agency."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, bindparam, exists, func, select, text
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.calls.state_sql import standing, unlisted
from matcher.errors import NotFound
from matcher.tags.models import DOUBT, DOUBTFUL, Scheme, Subject, Tag, ThematicLine

_EVERY_TAG = (
    select(Tag)
    .where(Tag.subject_type == bindparam("kind"), Tag.subject_id == bindparam("subject"))
    .order_by(Tag.assigned.desc(), Tag.score.desc(), Tag.code)
)
_MARKS = select(Tag.subject_id, Tag.scheme, Tag.code, Tag.origin).where(
    Tag.subject_type == bindparam("kind"),
    Tag.subject_id.in_(bindparam("ids", expanding=True)),
    Tag.assigned.is_(True),
)
_NAMED = select(
    ThematicLine.code, ThematicLine.name, ThematicLine.retired_at.is_not(None)
).order_by(ThematicLine.position, ThematicLine.code)


def tags_of(session: Session, subject_type: Subject, subject_id: int) -> list[Tag]:
    """Every tag of one thing, assigned or not, best first."""
    return list(session.scalars(_EVERY_TAG, {"kind": subject_type, "subject": subject_id}))


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
        tags.sort(key=_lines_first)
    return found


@dataclass(frozen=True, slots=True)
class TagMark:
    """A tag as a list shows it: without the words that earned it."""

    scheme: Scheme
    code: str
    origin: str


def tag_marks(
    session: Session, subject_type: Subject, ids: Sequence[int]
) -> dict[int, list[TagMark]]:
    """The tags :func:`assigned_tags` gives, as lists show them."""
    found: dict[int, list[TagMark]] = defaultdict(list)
    rows = session.execute(_MARKS, {"kind": subject_type, "ids": ids})
    for number, scheme, code, origin in rows:
        found[number].append(TagMark(scheme, code, origin))
    for tags in found.values():
        tags.sort(key=_lines_first)
    return found


def _lines_first(tag: Tag | TagMark) -> tuple[bool, int]:
    return tag.scheme != "line", int(tag.code) if tag.scheme == "ods" else 0


def tags_after(
    session: Session,
    after: int,
    *,
    subject_type: Subject | None = None,
    scheme: Scheme | None = None,
    code: str = "",
    limit: int,
) -> list[Tag]:
    """The next tags that count, by id after ``after``."""
    query = select(Tag).where(Tag.id > after, Tag.assigned.is_(True))
    if subject_type:
        query = query.where(Tag.subject_type == subject_type)
    if scheme:
        query = query.where(Tag.scheme == scheme)
    if code:
        query = query.where(Tag.code == code)
    return list(session.scalars(query.order_by(Tag.id).limit(limit)))


def doubtful_tags(
    session: Session, subject_type: Subject, ids: Sequence[int], *, least: float = 0.2
) -> dict[int, list[Tag]]:
    """The model's tags of many things that wait for a person's word, the likeliest first."""
    found: dict[int, list[Tag]] = defaultdict(list)
    rows = session.scalars(
        select(Tag)
        .where(Tag.subject_type == subject_type, Tag.subject_id.in_(ids))
        .where(Tag.assigned.is_(False), Tag.origin == "model", Tag.score >= least)
        .order_by(Tag.score.desc(), Tag.code)
    )
    for tag in rows:
        found[tag.subject_id].append(tag)
    return found


def tagged_with(
    subject_type: Subject,
    subject_id: ColumnElement[int] | Any,
    scheme: Scheme,
    codes: Sequence[str],
) -> ColumnElement[bool]:
    """A condition: the thing whose id is ``subject_id`` has one of ``codes`` assigned."""
    having = select(Tag.subject_id).where(
        Tag.subject_type == subject_type,
        Tag.scheme == scheme,
        Tag.code.in_(codes),
        Tag.assigned.is_(True),
    )
    # Added to nothing: the few columns of a list are gone through with the ids in hand, instead of
    # fetching each whole row by its id.
    return (subject_id + 0).in_(having)


def tag_counts(session: Session, subject_type: Subject, scheme: Scheme) -> dict[str, int]:
    """How many things have each code assigned; of calls only those taken for such."""
    asked = (
        select(Tag.code, func.count())
        .where(Tag.subject_type == subject_type, Tag.scheme == scheme, Tag.assigned.is_(True))
        .group_by(Tag.code)
    )
    if subject_type == "call":
        asked = asked.where(Tag.subject_id.not_in(unlisted()))
    rows = session.execute(asked)
    return {code: count for code, count in rows}


def lines(session: Session, *, retired: bool = False) -> list[ThematicLine]:
    """The thematic lines in the agency's order; with the retired ones if asked."""
    query = select(ThematicLine).order_by(ThematicLine.position, ThematicLine.code)
    if not retired:
        query = query.where(ThematicLine.retired_at.is_(None))
    return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class LineName:
    """A thematic line as lists and filters show it."""

    code: str
    name: str
    retired: bool


def named_lines(session: Session, *, retired: bool = False) -> list[LineName]:
    """The lines :func:`lines` gives, by name: their words are not read."""
    every = [LineName(*row) for row in session.execute(_NAMED)]
    return every if retired else [line for line in every if not line.retired]


def get_line(session: Session, code: str) -> ThematicLine:
    """The line with this code.

    :raises NotFound: if there is none.
    """
    line = session.get(ThematicLine, code)
    if line is None:
        raise NotFound("Esta línea temática no existe.")
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A thing whose tags the model is least sure of."""

    subject_id: int
    tag: Tag
    title: str
    language: str | None


def to_review(session: Session, subject_type: Subject, *, limit: int) -> list[Doubt]:
    """The calls most worth a person's look: the tag nearest to one half, the least certain first.

    Calls that were withdrawn or discarded are left out.
    """
    nearest: dict[int, Tag] = {}
    some = 4 * limit
    stands = exists().where(Call.id == Tag.subject_id, standing())
    asked = (
        select(Tag)
        .where(Tag.subject_type == subject_type, text(DOUBTFUL), stands)
        .order_by(text(DOUBT), Tag.subject_id, Tag.id)
    )
    while True:  # several tags of one call may be in doubt: more are read until there are enough
        tags = session.scalars(asked.limit(some)).all()
        for tag in tags:
            nearest.setdefault(tag.subject_id, tag)
        if len(tags) < some or len(nearest) >= limit:
            break
        some *= 4
    shown = dict(list(nearest.items())[:limit])
    named = session.execute(select(Call.id, Call.title, Call.language).where(Call.id.in_(shown)))
    said = {number: (title, language) for number, title, language in named}
    return [
        Doubt(subject_id=number, tag=tag, title=said[number][0], language=said[number][1])
        for number, tag in shown.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often people left standing what the model had said of one tag, in one month."""

    month: str
    scheme: Scheme
    code: str
    judged: int
    agreed: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.agreed / self.judged


def agreement(session: Session) -> list[Agreement]:
    """Month by month and tag by tag: the model's word against people's, from the audit trail."""
    rows = session.execute(
        select(AuditEntry.at, AuditEntry.detail)
        .where(AuditEntry.action == "tag.corrected")
        .order_by(AuditEntry.id)
    )
    found: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for at, detail in rows:
        before = detail.get("before")
        if before is not None:
            key = (f"{at:%Y-%m}", detail["scheme"], detail["code"])
            found[key].append(before == detail["after"])
    return [
        Agreement(month=m, scheme=cast("Scheme", s), code=c, judged=len(v), agreed=sum(v))
        for (m, s, c), v in sorted(found.items())
    ]
