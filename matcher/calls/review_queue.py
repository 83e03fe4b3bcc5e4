"""A second pair of eyes: what machines wrote in the calls and nobody has looked at yet.

Calls are shown as soon as they are read; nothing waits here to be published. Each call has one
open row at most, however often it changes before somebody looks. Doubtful calls wait in a pile of
their own, see :mod:`matcher.desk.doubts`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from matcher.calls.models import Call, CallVersion, Outcome, Review, SourceRun
from matcher.calls.state_sql import genuine, set_apart
from matcher.text import instant, key_after, start_after

ReviewKind = Literal["nuevas", "cambios", "con-advertencia"]
KINDS: tuple[ReviewKind, ...] = ("nuevas", "cambios", "con-advertencia")
PAGE = 20
MOST = 500
"""Counting stops here: whoever has more to look at needs no exact figure."""
ORDER = (
    "withdrawn",
    "deadlines",
    "rolling",
    "amounts",
    "cofunding",
    "eligibility",
    "status",
    "opens_on",
    "title",
    "funder",
    "kind",
    "documents",
    "url",
    "text",
)
"""The fields of a change in the order in which they matter."""
_UNIMPORTANT = frozenset({"text", "url"})
"""A page reworded or moved asks for nobody's eyes; it is told beside what does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilter:
    """What part of the queue is asked for.

    ``first_load`` asks for the calls of first loads of ``source``, one by one; without it they
    are left out, for :func:`first_loads` tells of them as groups.
    """

    source: str = ""
    kind: ReviewKind | None = None
    first_load: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One entry of the queue; ``changes`` is empty for a call that is new."""

    row: Review
    changes: Sequence[Mapping[str, Any]]

    @property
    def new(self) -> bool:
        """Whether nobody has seen the call at all."""
        return self.row.since == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLoad:
    """The calls a source gave when it was read for the first time, or again after a pause."""

    source_id: str
    count: int
    again: bool


# -- what machines write ---------------------------------------------------------------------


def note_new(session: Session, call: Call, *, source_id: str, quiet: bool, at: datetime) -> None:
    """Put a call that has just been read for the first time on the queue."""
    session.add(
        Review(call=call, since=0, version=call.version, source_id=source_id, quiet=quiet, at=at)
    )


def note_changed(session: Session, written: Mapping[Call, str], *, at: datetime) -> None:
    """Put calls a reading has just changed on the queue.

    A call that waits already goes on waiting, with the later version; a discarded one stays gone.

    :param written: call → the source whose reading changed it; all of them flushed.
    """
    if not written:
        return
    numbers = [call.id for call in written]
    waits = select(Review).where(Review.call_id.in_(numbers), Review.looked_at.is_(None))
    open_rows = {row.call_id: row for row in session.scalars(waits)}
    versions = _versions(session, numbers)
    for call, source_id in written.items():
        row = open_rows.get(call.id)
        if row is not None and row.since == 0:
            row.version = call.version
            continue
        since = row.since if row is not None else call.version - 1
        worth = important(net_changes(v for v in versions[call.id] if v.number > since))
        if row is not None and worth:
            row.version, row.at = call.version, at
        elif row is not None:
            session.delete(row)  # the source took it back before anybody looked
        elif worth and call.discarded_at is None:
            session.add(
                Review(
                    call=call,
                    since=since,
                    version=call.version,
                    source_id=source_id,
                    quiet=False,
                    at=at,
                )
            )


def _versions(session: Session, call_ids: Sequence[int]) -> dict[int, list[CallVersion]]:
    """Call → its versions in their order."""
    told: dict[int, list[CallVersion]] = {number: [] for number in call_ids}
    query = select(CallVersion).where(CallVersion.call_id.in_(call_ids))
    for version in session.scalars(query.order_by(CallVersion.number)):
        told[version.call_id].append(version)
    return told


# -- reading the queue -------------------------------------------------------------------------


def waiting(
    session: Session, wanted: ReviewFilter, *, after: str | None = None, limit: int = PAGE
) -> tuple[list[Waiting], str | None]:
    """One page of the queue, the latest first, and where the next begins (``None`` at the end).

    :param after: what the page before gave; one that cannot be read starts anew.
    """
    numbers = select(Review.id).where(*_conditions(wanted))
    if (start := start_after(instant, after)) is not None:
        at, number = start
        numbers = numbers.where(or_(Review.at < at, and_(Review.at == at, Review.id < number)))
    latest = (Review.at.desc(), Review.id.desc())
    # By their numbers first: told to read the calls too, PostgreSQL joins all that wait with all
    # there are before it takes twenty.
    numbers = numbers.order_by(*latest).limit(limit + 1)
    both = joinedload(Review.call, innerjoin=True).selectinload(Call.sightings)
    query = select(Review).where(Review.id.in_(numbers)).order_by(*latest).options(both)
    rows = list(session.scalars(query))
    shown = rows[:limit]
    changes = _changes(session, [row for row in shown if row.since])
    entries = [Waiting(row=row, changes=changes.get(row.id, [])) for row in shown]
    more = len(rows) > limit
    return entries, key_after(shown[-1].at.isoformat(), shown[-1].id) if more else None


def count_waiting(session: Session, wanted: ReviewFilter | None = None) -> int:
    """How many entries wait, doubtful calls aside, counted up to :data:`MOST` and one."""
    rows = select(Review.id).where(*_conditions(wanted or ReviewFilter())).limit(MOST + 1)
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def source_counts(session: Session) -> list[tuple[str, int]]:
    """Source and how many entries of it wait one by one, most first."""
    count = func.count()
    rows = session.execute(
        select(Review.source_id, count)
        .where(Review.looked_at.is_(None), Review.quiet.is_(False))
        .where(Review.call_id.not_in(set_apart()))
        .group_by(Review.source_id)
        .order_by(count.desc(), Review.source_id)
    )
    return [(source, number) for source, number in rows]


def first_loads(session: Session) -> list[FirstLoad]:
    """The first loads nobody has looked at, the largest first."""
    loads = (
        select(Review.source_id, func.count().label("number"), func.min(Review.at).label("at"))
        .where(Review.looked_at.is_(None), Review.quiet.is_(True))
        .where(Review.call_id.not_in(set_apart()))
        .group_by(Review.source_id)
        .subquery()
    )
    rows = session.execute(
        select(
            loads.c.source_id, loads.c.number, _second_good_run(loads.c.source_id, loads.c.at)
        ).order_by(loads.c.number.desc(), loads.c.source_id)
    )
    return [
        FirstLoad(source_id=name, count=number, again=second is not None)
        for name, number, second in rows
    ]


def _second_good_run(
    source_id: ColumnElement[str], until: ColumnElement[datetime]
) -> ScalarSelect[int]:
    """A run that found the source read well once before, until a moment; that run counts too."""
    return (
        select(SourceRun.id)
        .where(SourceRun.source_id == source_id, SourceRun.finished_at <= until)
        .where(SourceRun.status == "ok")
        .order_by(SourceRun.id)
        .offset(1)
        .limit(1)
        .scalar_subquery()
    )


def count_first_loads(session: Session) -> int:
    """Of how many sources a first load waits."""
    return session.scalar(_FIRST_LOADS) or 0


def _first_loads() -> Select[int]:
    """The sources that wait are found each from the one before, and one call of each will do."""
    waits = (Review.looked_at.is_(None), Review.quiet.is_(True))
    known = select(func.min(Review.source_id).label("id")).where(*waits).cte(recursive=True)
    after = select(func.min(Review.source_id)).where(*waits, Review.source_id > known.c.id)
    known = known.union_all(select(after.scalar_subquery()).where(known.c.id.is_not(None)))
    # Not «exists»: PostgreSQL would then join all that wait with all calls at once.
    one = select(Review.id).where(
        *waits, Review.source_id == known.c.id, Review.call.has(genuine())
    )
    found = one.limit(1).correlate(known).scalar_subquery()
    return select(func.count()).select_from(known).where(found.is_not(None))


_FIRST_LOADS = _first_loads()


def _conditions(wanted: ReviewFilter) -> list[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = [
        Review.looked_at.is_(None),
        Review.quiet.is_(wanted.first_load),
        Review.call.has(genuine()),
    ]
    if wanted.source:
        parts.append(Review.source_id == wanted.source)
    if wanted.kind == "nuevas":
        parts.append(Review.since == 0)
    elif wanted.kind == "cambios":
        parts.append(Review.since > 0)
    elif wanted.kind == "con-advertencia":
        parts.append(Review.call.has(Call.warnings != []))
    return parts


def _changes(session: Session, rows: Sequence[Review]) -> dict[int, list[dict[str, Any]]]:
    """Row → what has changed in its call since a person last had it, all versions taken as one."""
    versions = _versions(session, [row.call_id for row in rows])
    return {
        row.id: net_changes(v for v in versions[row.call_id] if v.number > row.since)
        for row in rows
    }


def net_changes(versions: Iterable[CallVersion]) -> list[dict[str, Any]]:
    """What ``versions``, in their order, changed together: the first before, the last after.

    What came back to where it had been is no change; what matters most comes first.
    """
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for version in versions:
        for change in version.changes:
            first.setdefault(change["field"], change["before"])
            last[change["field"]] = change["after"]
    return [
        {"field": name, "before": first[name], "after": last[name]}
        for name in ORDER
        if name in first and first[name] != last[name]
    ]


def important(changes: Iterable[Mapping[str, Any]]) -> bool:
    """Whether ``changes`` ask for somebody's eyes."""
    return any(change["field"] not in _UNIMPORTANT for change in changes)


def changes_of(session: Session, row: Review) -> list[dict[str, Any]]:
    """What has changed in the call of ``row`` since a person last had it."""
    return _changes(session, [row])[row.id]


# -- closing and opening rows --------------------------------------------------------------------


def find_waiting(session: Session, call: Call) -> Review | None:
    """The open row of ``call``, if it waits."""
    mine = select(Review).where(Review.call_id == call.id, Review.looked_at.is_(None))
    return session.scalar(mine)


def close(
    session: Session,
    call: Call,
    outcome: Outcome,
    *,
    person_id: int,
    at: datetime,
    entry_id: int | None = None,
) -> None:
    """Note that a person has looked at ``call`` as it now stands; nothing if nothing waits."""
    row = find_waiting(session, call)
    if row is not None:
        row.looked_at, row.person_id, row.outcome, row.entry_id = at, person_id, outcome, entry_id


def reopen(session: Session, entry_id: int) -> int:
    """Let what the act ``entry_id`` closed wait again; how many rows.

    What has come to wait for the same calls since becomes part of it.
    """
    acted = select(Review, Call.version).join(Call).where(Review.entry_id == entry_id)
    found = [(row, version) for row, version in session.execute(acted)]
    of_these = select(Review.call_id).where(Review.entry_id == entry_id)
    since_then = session.scalars(
        select(Review).where(Review.looked_at.is_(None), Review.call_id.in_(of_these))
    )
    later = {row.call_id: row for row in since_then}
    for row, version in found:
        if row.since >= version:
            session.delete(row)  # it never waited
            continue
        row.looked_at, row.person_id, row.outcome, row.entry_id = None, None, None, None
        row.version = version
        if (other := later.get(row.call_id)) is not None:
            row.at = other.at
            session.delete(other)
    return len(found)
