"""Who else has a draft open. It locks nothing: a closed laptop would hold it for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matcher.people.models import Person
from proposals.models import Draft, Presence

GONE = timedelta(seconds=90)
"""After so long without a sign from their page somebody is no longer there."""
IDLE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Somebody who has the draft open, in which step, and whether they do anything."""

    name: str
    step: str
    idle: bool


def be_here(
    session: Session, draft: Draft, *, person: Person, step: str, idle: bool, at: datetime
) -> None:
    """Note that a page of ``person`` is open; two tabs at once are one line."""
    dialects = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
    insert: Any = dialects[session.get_bind().dialect.name]
    told = {"step": step, "at": at} | ({} if idle else {"active_at": at})
    session.execute(
        insert(Presence)
        .values(draft_id=draft.id, person_id=person.id, since=at, step=step, at=at, active_at=at)
        .on_conflict_do_update(index_elements=["draft_id", "person_id"], set_=told)
    )
    session.execute(delete(Presence).where(Presence.at < at - timedelta(days=1)))


def others_here(session: Session, draft: Draft, *, person: Person, at: datetime) -> list[Here]:
    """Who else has ``draft`` open, whoever came first first."""
    found = session.scalars(
        select(Presence)
        .where(
            Presence.draft_id == draft.id,
            Presence.person_id != person.id,
            Presence.at >= at - GONE,
        )
        .order_by(Presence.since, Presence.person_id)
    )
    return [
        Here(name=one.person.name, step=one.step, idle=one.active_at < at - IDLE) for one in found
    ]
