"""The chain of the audit trail: each entry's seal holds the one before it.

An entry that is changed, taken out or put between two others no longer agrees with the seals. What
is sealed is what was just written, at the very end of its transaction, so that those who write at
once wait for each other for no longer than a commit takes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, bindparam, event, func, select, update
from sqlalchemy.orm import Mapper, Session, object_session

from matcher.audit.models import AuditChain, AuditEntry

BEGINNING = ""
_UNSEALED = "unsealed-entries"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """What was found of the trail: how many entries agree, and the first that does not."""

    sound: int
    unsealed: int
    broken_at: int | None
    missing: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every entry is there as it was written."""
        return not self.unsealed and self.broken_at is None


def seal_of(previous: str, place: int, entry: Mapping[str, Any]) -> str:
    """The seal of ``entry`` at ``place``, after the entry with the seal ``previous``."""
    at: datetime = entry["at"]
    told = [
        previous,
        place,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry["person_id"],
        entry["action"],
        entry["subject_type"],
        entry["subject_id"],
        _plain(entry["detail"]),
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """``value`` as both databases give it back: PostgreSQL makes 1e3 of a number 1000."""
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def check_chain(session: Session) -> ChainState:
    """Read the whole trail and compare it with its seals."""
    table = AuditEntry.__table__
    rows = session.execute(
        select(table).where(table.c.seal.is_not(None)).order_by(table.c.place),
        execution_options={"yield_per": _AT_ONCE},
    ).mappings()
    unsealed = session.scalar(select(func.count()).where(AuditEntry.seal.is_(None))) or 0
    place, seal = 0, BEGINNING
    for row in rows:
        place += 1
        if row["place"] != place or row["seal"] != seal_of(seal, place, dict(row)):
            missing = row["place"] != place
            return ChainState(sound=place - 1, unsealed=unsealed, broken_at=place, missing=missing)
        seal = row["seal"]
    head = session.get(AuditChain, 1)  # gone, where somebody took the whole trail away
    if head is None or (head.place, head.seal) != (place, seal):
        return ChainState(sound=place, unsealed=unsealed, broken_at=place + 1, missing=True)
    return ChainState(sound=place, unsealed=unsealed, broken_at=None)


def _note(_mapper: Mapper[AuditEntry], _connection: Connection, entry: AuditEntry) -> None:
    session = object_session(entry)
    if session is not None:
        session.info.setdefault(_UNSEALED, []).append(entry.id)


def _seal(session: Session) -> None:
    """Seal what this transaction wrote, when nothing is left but to commit it."""
    if session.in_nested_transaction():
        return
    session.flush()
    if ids := session.info.pop(_UNSEALED, None):
        _seal_entries(session.connection(), sorted(ids))


def _seal_entries(connection: Connection, ids: list[int]) -> None:
    table, chain = AuditEntry.__table__, AuditChain.__table__
    assert isinstance(table, Table)
    assert isinstance(chain, Table)
    place, seal = connection.execute(select(chain.c.place, chain.c.seal).with_for_update()).one()
    sealing = (
        update(table)
        .where(table.c.id == bindparam("its"))
        .values(place=bindparam("its_place"), seal=bindparam("its_seal"))
    )
    for few in chunks(ids, _AT_ONCE):
        query = select(table).where(table.c.id.in_(few), table.c.seal.is_(None))
        sealed = []
        for row in connection.execute(query.order_by(table.c.id)).mappings():
            place += 1
            seal = seal_of(seal, place, dict(row))
            sealed.append({"its": row["id"], "its_place": place, "its_seal": seal})
        if sealed:
            connection.execute(sealing, sealed)
    connection.execute(update(chain).values(place=place, seal=seal))


def chunks(ids: Sequence[int], most: int) -> Iterable[Sequence[int]]:
    """``ids`` in parts of at most ``most``: a database takes no list of any length."""
    return (ids[start : start + most] for start in range(0, len(ids), most))


event.listen(AuditEntry, "after_insert", _note)
event.listen(Session, "before_commit", _seal)
