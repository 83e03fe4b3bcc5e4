"""Which calls concern a person, and why: the one place that says whose a call is.

What a person said yes to, was given or follows, what they decide on, what they write, what fits a
project they lead, and what they were told of by mail. Every change in these is told to them, mailed
before or not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
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
    """Call → why it concerns ``person``; in one query, whatever the reasons.

    :param changed_since: of what they were told of, only what changed after it: years of mail hold
        thousands of calls.
    """
    found: dict[int, list[Concern]] = defaultdict(list)
    asked = {_ASKED: person.id, _SINCE: changed_since}
    for call_id, why, since in session.execute(_every_reason(), asked):
        found[call_id].append(Concern(call_id=call_id, why=cast("Why", why), since=since))
    return found


@lru_cache(maxsize=1)
def _every_reason() -> CompoundSelect[Any]:
    """The question, put together once: it is asked of everybody, every hour."""
    who: Any = bindparam(_ASKED, type_=Integer)
    return union_all(
        *_taken_up(who), *_pursued(who), _of_projects(who), _told(who), *_downstream(who)
    )


def is_followed(why: Collection[Concern]) -> bool:
    """Whether the person took the call up themselves."""
    return any(one.why in FOLLOWED for one in why)


def _part(call_id: Any, why: Why, since: Any) -> Select[Any]:
    return select(call_id.label("call_id"), literal(why).label("why"), since.label("since"))


def _taken_up(who: Any) -> Iterator[Select[Any]]:
    """What they find interesting, and the sheets they filled in or that are of their projects."""
    yield _part(Feedback.call_id, "liked", Feedback.at).where(
        Feedback.person_id == who,
        Feedback.verdict == "interesa",
        Feedback.undone_at.is_(None),
    )
    yield (
        _part(Decision.call_id, "sheet", Decision.at)
        .join(Project, Project.id == Decision.project_id)
        .where((Decision.person_id == who) | (Project.owner_id == who))
        .where((Decision.verdict == "vamos") | Decision.verdict.is_(None))
    )


def _pursued(who: Any) -> Iterator[Select[Any]]:
    """What the office goes after and they have or follow; until it ends without success."""
    goes_on = and_(Pursuit.stage.not_in(("lost", "discarded")), Pursuit.joined_into_id.is_(None))
    yield _part(Pursuit.call_id, "assigned", Pursuit.moved_at).where(
        Pursuit.assignee_id == who, goes_on
    )
    yield (
        _part(Pursuit.call_id, "follows", PursuitFollower.at)
        .join(PursuitFollower, PursuitFollower.pursuit_id == Pursuit.id)
        .where(PursuitFollower.person_id == who, goes_on)
    )


def _of_projects(who: Any) -> Select[Any]:
    """What fits a project this person leads, and was not refused."""
    return (
        _part(Match.call_id, "project", Match.first_at)
        .join(Project, Project.id == Match.project_id)
        .where(Project.owner_id == who, Project.archived_at.is_(None))
        .where(Match.blocked.is_(False), Match.score >= WORTH, ~dismissed(who))
    )


def _told(who: Any) -> Select[Any]:
    """What a mail told them of, unless they said that it is nothing for them."""
    return (
        _part(DigestItem.call_id, "told", Digest.created_at)
        .join(Digest, Digest.id == DigestItem.digest_id)
        .join(Call, Call.id == DigestItem.call_id)
        .where(Call.changed_at >= bindparam(_SINCE, type_=UTCDateTime()))
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
