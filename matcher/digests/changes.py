"""What changed of late in calls, as far as it is worth a mail; read once for everybody."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallVersion
from matcher.calls.state_sql import genuine
from matcher.words.names import CHANGE_NAMES

KEPT = timedelta(days=60)
"""A change older than this is no news, even to who had mail paused meanwhile."""
_ALWAYS = frozenset({"deadlines", "rolling", "status", "withdrawn"})
"""Fields a change of which is told even where one can no longer apply."""
PREFIX = "change:"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    """What one version of a call changed, of the fields that are worth a mail."""

    number: int
    at: datetime
    person_id: int | None
    fields: Sequence[Mapping[str, Any]]

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return f"{PREFIX}{self.number}"


def recent_changes(session: Session, *, now: datetime) -> dict[int, list[VersionChange]]:
    """Call → its changes of the last weeks, the oldest first."""
    rows = session.execute(
        select(
            CallVersion.call_id,
            CallVersion.number,
            CallVersion.at,
            CallVersion.person_id,
            CallVersion.changes,
        )
        .join(Call, Call.id == CallVersion.call_id)
        .where(CallVersion.at >= now - KEPT, genuine())
        .order_by(CallVersion.call_id, CallVersion.number)
    )
    found: dict[int, list[VersionChange]] = defaultdict(list)
    for call_id, number, at, person_id, changes in rows:
        worth = [one for one in changes if one["field"] in CHANGE_NAMES]
        if worth:
            change = VersionChange(number=number, at=at, person_id=person_id, fields=worth)
            found[call_id].append(change)
    return dict(found)


def untold(
    changes: Sequence[VersionChange], told: Collection[str], *, since: datetime, by_others_than: int
) -> list[VersionChange]:
    """The changes after ``since`` that a person was not told of and did not make themselves."""
    return [
        change
        for change in changes
        if change.at > since and change.key not in told and change.person_id != by_others_than
    ]


def in_one(changes: Sequence[VersionChange], *, live: bool) -> list[dict[str, Any]]:
    """Several changes as one: each field as it was before the first and is after the last.

    What came back to where it was is no change.

    :param live: whether one can still apply; of other calls only their end is told.
    """
    made: dict[str, dict[str, Any]] = {}
    for change in changes:
        for one in change.fields:
            first = made.get(one["field"], one)
            made[one["field"]] = {**one, "before": first["before"]}
    return [
        one
        for one in made.values()
        if one["before"] != one["after"] and (live or one["field"] in _ALWAYS)
    ]
