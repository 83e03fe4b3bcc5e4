"""What a person says of the queue: it is right, leave it as it was, it is no call; and undoing it.

Each act is one entry of the audit trail, and by that entry it is undone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.audit.record import record
from matcher.calls.models import Call, Review
from matcher.calls.review_queue import (
    changes_of,
    close,
    find_waiting,
    important,
    reopen,
)
from matcher.calls.state_sql import genuine
from matcher.desk.corrections import keep_former, release
from matcher.desk.doubts import signed_verdict, take_back
from matcher.desk.join import unjoin
from matcher.desk.twins import ask_again
from matcher.errors import Conflict, NotFound
from matcher.intake.store import Store
from matcher.text import instant, key_after, start_after
from matcher.words.language import gettext_noop

PAGE = 20
_NOTHING = gettext_noop("No hay qué deshacer: ya se deshizo, o alguien cambió algo después.")


def get_review(session: Session, review_id: int) -> Review:
    """The entry of the queue with this id.

    :raises NotFound: if there is none.
    """
    row = session.get(Review, review_id)
    if row is None:
        raise NotFound("Esta novedad ya no espera: la fuente volvió a lo de antes.")
    return row


def accept(
    session: Session, seen: Mapping[int, int], *, person_id: int, at: datetime
) -> tuple[AuditEntry | None, int]:
    """Note that a person has looked at entries of the queue and found them right.

    :param seen: entry → the version that person saw; one that has changed since goes on waiting.
    :returns: the signed act, ``None`` if nothing was left to accept; and how many were accepted.
    """
    waiting = select(Review).where(Review.id.in_(seen), Review.looked_at.is_(None))
    rows = [row for row in session.scalars(waiting) if row.version == seen[row.id]]
    if not rows:
        return None, 0
    one = rows[0].call_id if len(rows) == 1 else None
    entry = record(
        session,
        at=at,
        person_id=person_id,
        action="review.accepted",
        subject_type="call" if one else "review",
        subject_id=one or len(rows),
        calls=[] if one else [row.call_id for row in rows],
    )
    session.flush()
    for row in rows:
        row.looked_at, row.person_id, row.outcome, row.entry_id = at, person_id, "ok", entry.id
    return entry, len(rows)


def accept_first_loads(
    session: Session, sources: Sequence[str], *, before: datetime, person_id: int, at: datetime
) -> tuple[AuditEntry | None, int]:
    """Accept what waits of the first loads of ``sources`` in one go.

    :param before: what was read later than this has not been seen and goes on waiting.
    """
    waits = (
        Review.looked_at.is_(None),
        Review.quiet.is_(True),
        Review.call.has(genuine()),
        Review.at <= before,
        Review.source_id.in_(sources),
    )
    count = session.scalar(select(func.count()).select_from(Review).where(*waits)) or 0
    if not count:
        return None, 0
    entry = record(
        session,
        at=at,
        person_id=person_id,
        action="review.accepted",
        subject_type="source",
        subject_id=", ".join(sources),
    )
    session.flush()
    session.execute(
        update(Review)
        .where(*waits)
        .values(looked_at=at, person_id=person_id, outcome="ok", entry_id=entry.id)
    )
    return entry, count


def leave_as_it_was(
    session: Session, row: Review, *, only: str | None, version: int, person_id: int, at: datetime
) -> AuditEntry:
    """Fix the former values of what a reading has changed; nothing else left, it is looked at.

    :param only: one field; else all of them.
    :raises Conflict: if the call has changed again since that person saw it.
    :raises InvalidInput: if the change has no former value that can be fixed.
    """
    check_version(row, version)
    told = changes_of(session, row)
    former = {c["field"]: c["before"] for c in told if only in (None, c["field"])}
    entry = keep_former(session, row.call, former, person_id=person_id, at=at)
    session.flush()
    row.version = row.call.version
    if not important(changes_of(session, row)) or only is None:
        close(session, row.call, "former", person_id=person_id, at=at, entry_id=entry.id)
    return entry


def check_version(row: Review, version: int) -> None:
    """Stop unless ``row`` still waits as a person saw it.

    :raises Conflict: if somebody has looked at it since, or the call has changed again.
    """
    if row.looked_at is not None:
        raise Conflict("Otra persona ya miró esta novedad.")
    if row.version != version:
        raise Conflict(
            "Esta convocatoria cambió otra vez mientras usted la miraba: véala de nuevo."
        )


def discard(session: Session, call: Call, *, person_id: int, at: datetime) -> AuditEntry:
    """Say that ``call`` is none: it leaves every list, and no later reading brings it back.

    :raises Conflict: if somebody has said so already.
    """
    if call.discarded_at is not None:
        raise Conflict("Otra persona ya la había descartado.")
    call.discarded_at = at
    entry = signed_verdict(
        session, call, action="call.discarded", is_call=False, person_id=person_id, at=at
    )
    if find_waiting(session, call) is None:  # so that it is known who said it
        session.add(
            Review(
                call=call,
                since=call.version,
                version=call.version,
                quiet=False,
                at=at,
                source_id=call.sightings[0].source_id if call.sightings else "",
            )
        )
    close(session, call, "discarded", person_id=person_id, at=at, entry_id=entry.id)
    return entry


def restore(session: Session, call: Call, *, person_id: int, at: datetime) -> AuditEntry:
    """Give a discarded call back to the lists: who does so says that it is one.

    :raises NotFound: if nobody has discarded it.
    """
    if call.discarded_at is None:
        raise NotFound("Esta convocatoria no está descartada.")
    call.discarded_at = None
    call.confirmed_at = call.confirmed_at or (at if call.doubt else None)
    return signed_verdict(
        session, call, action="call.restored", is_call=True, person_id=person_id, at=at
    )


def undo(
    session: Session, entry_id: int, *, person_id: int, at: datetime, store: Store
) -> Call | None:
    """Undo one act of this module, or a joining; what it closed waits again.

    :returns: the call whose words have changed by it, if any.
    :raises NotFound: if there is no such act, or it has been undone.
    """
    entry = session.get(AuditEntry, entry_id)
    if entry is None:
        raise NotFound(_NOTHING)
    changed = None
    match entry.action:
        case "review.accepted":
            pass  # nothing but the queue remembers it
        case "call.corrected":
            changed = _release(session, entry, person_id=person_id, at=at, store=store)
        case "call.discarded" | "call.restored" | "call.confirmed":
            changed = session.get_one(Call, int(entry.subject_id))
            take_back(session, changed, entry)
        case "call.joined":
            changed = session.get_one(Call, int(entry.detail["other"]))
            unjoin(session, changed, person_id=person_id, at=at, store=store)
        case "call.told-apart":
            pass  # the rules it left go with it
        case _:
            raise NotFound(_NOTHING)
    opened = reopen(session, entry.id) + ask_again(session, entry)
    if not opened and changed is None:
        raise NotFound(_NOTHING)
    record(
        session,
        at=at,
        person_id=person_id,
        action="review.undone",
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
    )
    return changed


def _release(
    session: Session, entry: AuditEntry, *, person_id: int, at: datetime, store: Store
) -> Call:
    """Let the fields fixed by ``entry`` be what the sources say now."""
    call = session.get_one(Call, int(entry.subject_id))
    named = entry.detail["field"]
    for name in [named] if isinstance(named, str) else named:
        release(session, call, name, person_id=person_id, at=at, store=store)
    row = find_waiting(session, call)
    if row is not None:
        row.version = call.version
    return call


def discarded(
    session: Session, *, after: str | None = None, limit: int = PAGE
) -> tuple[list[Call], str | None]:
    """One page of the calls people have discarded, the latest first, and where the next begins."""
    at = Call.discarded_at
    query = select(Call).where(at.is_not(None))
    if (start := start_after(instant, after)) is not None:
        query = query.where(or_(at < start[0], and_(at == start[0], Call.id < start[1])))
    found = list(session.scalars(query.order_by(at.desc(), Call.id.desc()).limit(limit + 1)))
    last = found[limit - 1] if len(found) > limit else None
    if last is None or last.discarded_at is None:
        return found[:limit], None
    return found[:limit], key_after(last.discarded_at.isoformat(), last.id)


def discarders(session: Session, calls: Sequence[Call]) -> dict[int, int]:
    """Call → who discarded it last."""
    rows = session.execute(
        select(Review.call_id, Review.person_id)
        .where(Review.call_id.in_([call.id for call in calls]), Review.outcome == "discarded")
        .order_by(Review.looked_at)
    )
    return {call_id: person_id for call_id, person_id in rows if person_id is not None}
