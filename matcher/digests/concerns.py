"""Which calls concern a person, and why: the one place that says whose a call is.

What a person said yes to, was given or follows, what they decide on, what they write, what fits a
project they lead, and what they were told of by mail. Every change in these is told to them, mailed
before or not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.base import FOLLOWS, Base
from matcher.db.types import UTCDateTime
from matcher.digests.models import DESK, Digest, DigestItem
from matcher.matches.models import Decision, Feedback, Match
from matcher.matches.queries import WORTH, dismissed
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit, PursuitFollower
from matcher.words.language import Words, gettext_noop

Why = Literal["assigned", "draft", "follows", "sheet", "liked", "project", "told"]
FOLLOWED: frozenset[Why] = frozenset({"assigned", "draft", "follows", "sheet", "liked"})
"""What a person took up themselves: of these they are reminded before they close."""


_ASKED, _SINCE = "person", "since"
_ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One reason why a call is a person's, and since when."""

    call_id: int
    why: Why
    since: datetime


def concerns(
    session: Session, person: Person, *, changed_since: datetime = _ALWAYS
) -> dict[int, list[Concern]]:
    """Call → why it concerns ``person``; see :func:`concerns_of`."""
    return concerns_of(session, [person.id], changed_since=changed_since)[person.id]


def concerns_of(
    session: Session, people: Sequence[int], *, changed_since: datetime = _ALWAYS
) -> dict[int, dict[int, list[Concern]]]:
    """Person → call → why it concerns them; in one query, whatever the reasons.

    :param changed_since: of what they were told of, only what changed after it: years of mail hold
        thousands of calls.
    """
    found: dict[int, dict[int, list[Concern]]] = {i: defaultdict(list) for i in people}
    asked = {_ASKED: list(people), _SINCE: changed_since}
    for person_id, call_id, why, since in session.execute(_every_reason(), asked):
        one = Concern(call_id=call_id, why=cast("Why", why), since=since)
        found[person_id][call_id].append(one)
    return found


@lru_cache(maxsize=1)
def _every_reason() -> CompoundSelect[Any]:
    """The question, put together once: it is asked of everybody, every hour."""
    who = Person.id
    parts = (*_taken_up(who), *_pursued(who), _of_projects(who), _told(who), *_downstream(who))
    asked = who.in_(bindparam(_ASKED, type_=Integer, expanding=True))
    return union_all(*(part.where(asked) for part in parts))


def is_followed(why: Collection[Concern]) -> bool:
    """Whether the person took the call up themselves."""
    return any(one.why in FOLLOWED for one in why)


def _part(call_id: Any, why: Why, since: Any) -> Select[Any]:
    return select(
        Person.id.label("person_id"),
        call_id.label("call_id"),
        literal(why).label("why"),
        since.label("since"),
    )


def _taken_up(who: Any) -> Iterator[Select[Any]]:
    """What they find interesting, and the sheets they filled in or that are of their projects."""
    yield _part(Feedback.call_id, "liked", Feedback.at).where(
        Feedback.person_id == who,
        Feedback.verdict == "interesa",
        Feedback.undone_at.is_(None),
    )
    go = (Decision.verdict == "vamos") | Decision.verdict.is_(None)
    mine = _part(Decision.call_id, "sheet", Decision.at).where(go)
    yield mine.where(Decision.person_id == who)
    yield (
        mine.where(Decision.person_id.is_distinct_from(who)).where(
            Project.id == Decision.project_id, Project.owner_id == who
        )
    )


def _pursued(who: Any) -> Iterator[Select[Any]]:
    """What the office goes after and they have or follow; until it ends without success."""
    goes_on = and_(Pursuit.stage.not_in(("lost", "discarded")), Pursuit.joined_into_id.is_(None))
    yield _part(Pursuit.call_id, "assigned", Pursuit.moved_at).where(
        Pursuit.assignee_id == who, goes_on
    )
    yield _part(Pursuit.call_id, "follows", PursuitFollower.at).where(
        PursuitFollower.pursuit_id == Pursuit.id, PursuitFollower.person_id == who, goes_on
    )


def _of_projects(who: Any) -> Select[Any]:
    """What fits a project this person leads, and was not refused."""
    return (
        _part(Match.call_id, "project", Match.first_at)
        .where(Project.id == Match.project_id, Project.owner_id == who)
        .where(Project.archived_at.is_(None))
        .where(Match.blocked.is_(False), Match.score >= WORTH, ~dismissed(who))
    )


def _told(who: Any) -> Select[Any]:
    """What a mail told them of, unless they said that it is nothing for them."""
    changed = select(Call.id).where(Call.changed_at >= bindparam(_SINCE, type_=UTCDateTime()))
    return (
        _part(DigestItem.call_id, "told", Digest.created_at)
        .where(Digest.id == DigestItem.digest_id, (DigestItem.call_id + 0).in_(changed))
        .where(DigestItem.person_id == who, ~_refused(who, DigestItem.call_id))
        .where(DigestItem.reason.not_like(f"{DESK}%"))
    )


def _refused(who: Any, call_id: Any) -> ColumnElement[bool]:
    return exists().where(
        Feedback.call_id == call_id,
        Feedback.person_id == who,
        Feedback.verdict == "no-interesa",
        Feedback.undone_at.is_(None),
    )


def _downstream(who: Any) -> Iterator[Select[Any]]:
    """What rows of tables downstream, such as ``draft``, make a person's: their ``info`` says."""
    for table in Base.metadata.sorted_tables:
        if FOLLOWS in table.info:
            call_id, since, condition = table.info[FOLLOWS](table, who)
            part = _part(call_id, cast("Why", table.name), since)
            yield part.where(call_id.is_not(None), condition)


WHY: Mapping[str, str] = {
    "assigned": gettext_noop("Se lo contamos porque usted la tiene a su cargo."),
    "draft": gettext_noop("Se lo contamos porque usted tiene una propuesta para ella."),
    "follows": gettext_noop("Se lo contamos porque usted la sigue."),
    "sheet": gettext_noop("Se lo contamos porque tiene una ficha «¿Vamos?» suya."),
    "liked": gettext_noop("Se lo contamos porque usted dijo que le interesa."),
    "project": gettext_noop("Se lo contamos porque encaja con un proyecto que usted lleva."),
    "told": gettext_noop("Se lo contamos porque antes le escribimos de ella."),
}
"""What each of :data:`Why` is told as; the strongest first."""


def concern_words(concern: Collection[Concern], words: Words) -> str:
    """Why a change or a closing is told to this person."""
    every = {one.why for one in concern}
    return words.named(next((text for why, text in WHY.items() if why in every), ""))
