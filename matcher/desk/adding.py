"""A call that a person brings in: a page, a text, a file that no source of ours lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matcher.audit.record import record
from matcher.calls.facts import HAND_SOURCE, CallFacts
from matcher.calls.fields import write_facts
from matcher.calls.models import Call, Sighting, Snapshot
from matcher.desk.corrections import correct
from matcher.desk.likely_twins import likely_same
from matcher.errors import InvalidInput
from matcher.intake.identity.addresses import canonical_url, is_page
from matcher.intake.store import RawBody, Record, Store

ADDED = "call.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRight:
    """What the person says otherwise than it was read: pin → value, pin → words."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alike:
    """What is in Puente already that may be the same: by its address, by its title."""

    same_page: list[Call]
    likely: list[Call]


def alike(session: Session, facts: CallFacts) -> Alike:
    """The calls that may be the one somebody is about to add."""
    closing = [d.on for d in facts.deadlines if d.on]
    asked = Call(
        title=facts.title, funder=facts.funder, closes_on=max(closing) if closing else None
    )
    same = _of_page(session, facts.url)
    likely = [call for call in likely_same(session, asked) if call not in same]
    return Alike(same, likely)


def _of_page(session: Session, url: str) -> list[Call]:
    canonical = canonical_url(url)
    if not canonical or not is_page(canonical):
        return []
    there = select(Sighting.call_id).where(Sighting.canonical_url == canonical)
    wanted = select(Call).where(Call.id.in_(there)).order_by(Call.id).limit(5)
    return list(session.scalars(wanted.options(selectinload(Call.sightings))))


def add_by_hand(
    session: Session,
    facts: CallFacts,
    said: SetRight,
    *,
    key: str,
    store: Store,
    own_pages: str,
    person_id: int,
    at: datetime,
) -> Call:
    """Make a call of what was read and what the person says of it; no run overwrites it.

    :param key: of the form: sent twice, it is one call.
    :param own_pages: where our pages of calls are. What has no address of its own leads to the
        copy of its text that is kept.
    :raises InvalidInput: for what cannot be so, with the pin as its field.
    """
    known = select(Sighting).where(Sighting.source_id == HAND_SOURCE, Sighting.source_key == key)
    if (sighting := session.scalar(known)) is not None:
        return sighting.call
    if not facts.title.strip():
        raise InvalidInput("Escriba el título.", field="title")
    call = store.add_apart(_record(facts, key, at=at))
    call.confirmed_at = at
    if not facts.url:
        _lead_to_copy(session, call, own_pages)
    record(
        session,
        at=at,
        person_id=person_id,
        action=ADDED,
        subject_type="call",
        subject_id=call.id,
        title=call.title,
    )
    changes = dict(said.changes)
    if facts.rolling and not changes.keys() & {"rolling", "deadlines"}:
        changes["rolling"] = True  # else a closing day of another source would take it away
    if changes:
        session.flush()
        correct(session, call, changes, quotes=_quotes(facts, said), person_id=person_id, at=at)
    return call


def _record(facts: CallFacts, key: str, *, at: datetime) -> Record:
    """What was brought in as a record of its own source; its text is the copy that is kept."""
    words = RawBody(
        body=facts.text.encode(),
        content_type="text/plain; charset=utf-8",
        url=facts.url,
        fetched_at=at,
    )
    payload = {"source_id": HAND_SOURCE, "source_key": key} | facts.to_payload()
    return Record(source_id=HAND_SOURCE, source_key=key, payload=payload, raw=words)


def _quotes(facts: CallFacts, said: SetRight) -> dict[str, str]:
    read = {"rolling": facts.rolling_span.quote} if facts.rolling_span else {}
    return read | dict(said.quotes)


def _lead_to_copy(session: Session, call: Call, own_pages: str) -> None:
    """Let the page of ``call`` be the copy of its text: it was published nowhere we know of."""
    (sighting,) = call.sightings
    copy = session.scalars(select(Snapshot).where(Snapshot.sighting_id == sighting.id)).one()
    url = f"{own_pages}/{call.id}/copia/{copy.id}"
    sighting.url = copy.url = url
    sighting.canonical_url = canonical_url(url)
    sighting.payload = sighting.payload | {"url": url}
    write_facts(call, replace(call.composed, url=url))
