"""What is a person's own: what they were told, refused, follow and like; read for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Text,
    bindparam,
    cast,
    literal,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.types import UTCDateTime
from matcher.digests.changes import KEPT
from matcher.digests.concerns import Concern, concerns_of
from matcher.digests.models import DESK, DigestItem
from matcher.matches.models import Feedback
from matcher.matches.personal_feedback import Taste, tastes
from matcher.people.models import Person

_REFUSED = "refused:"
_OVER = timedelta(days=2)
"""After so long a closing day has passed in every zone."""
_ASKED = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is a person's own: what they were told, do not want, follow, and like."""

    told: Mapping[int, set[str]]
    """Call → the reasons for which they were told of it."""
    refused: Collection[tuple[int, int]]
    """Calls and projects whose match they do not want to hear of."""
    concerns: Mapping[int, Sequence[Concern]]
    taste: Taste


def known_of(session: Session, people: Sequence[Person], *, now: datetime) -> dict[int, Known]:
    """Person → what is their own; read for all of them together."""
    ids = [person.id for person in people]
    told, refused = _ledger(session, ids, now=now)
    mine, taste = concerns_of(session, ids, changed_since=now - KEPT), tastes(session, ids)
    return {
        i: Known(told=told[i], refused=refused[i], concerns=mine[i], taste=taste[i]) for i in ids
    }


def _ledger(
    session: Session, people: Sequence[int], *, now: datetime
) -> tuple[dict[int, dict[int, set[str]]], dict[int, set[tuple[int, int]]]]:
    """Person → call → reasons they were told of it; person → the matches they do not want.

    Of calls of which there may be something to tell: over and unchanged, they stay told.
    """
    asked = {_ASKED: list(people), "since": now - KEPT, "day": (now - _OVER).date()}
    rows = session.execute(_told_and_refused(), asked)
    told: dict[int, dict[int, set[str]]] = {i: defaultdict(set) for i in people}
    refused: dict[int, set[tuple[int, int]]] = {i: set() for i in people}
    for person_id, call_id, reason in rows:
        if reason.startswith(_REFUSED):
            refused[person_id].add((call_id, int(reason.removeprefix(_REFUSED))))
        elif not reason.startswith(DESK):
            told[person_id][call_id].add(reason)
    return told, refused


@lru_cache(maxsize=1)
def _told_and_refused() -> CompoundSelect[Any]:
    """The question, put together once: it is asked of everybody, every hour."""
    asked: Any = bindparam(_ASKED, type_=Integer, expanding=True)
    # Found by index, once for everybody: years of mail hold thousands of calls, whose texts
    # would be passed over one by one. The sum keeps SQLite from asking call by call.
    worth = union(
        select(Call.id).where(Call.changed_at >= bindparam("since", type_=UTCDateTime())),
        select(Call.id).where(Call.closes_on >= bindparam("day", type_=Date())),
        select(Call.id).where(
            Call.closes_on.is_(None),
            Call.published_status != "closed",
            Call.withdrawn_at.is_(None),
            Call.discarded_at.is_(None),
        ),
    )
    refused = literal(_REFUSED) + cast(Feedback.project_id, Text)
    return union_all(
        select(DigestItem.person_id, DigestItem.call_id, DigestItem.reason)
        .where(DigestItem.person_id.in_(asked))
        .where((DigestItem.call_id + 0).in_(worth)),
        select(Feedback.person_id, Feedback.call_id, refused).where(
            Feedback.person_id.in_(asked),
            Feedback.verdict == "no-interesa",
            Feedback.undone_at.is_(None),
        ),
    )
