"""Everything a report counts, a row each: what was sent and waits, was won, was lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matcher.clock import local_day
from matcher.money.rates import Converted, RateTable
from matcher.pursuits.models import Pursuit, PursuitChange
from matcher.pursuits.stages import AT_THE_FUNDER
from matcher.results.models import REPORTED_IN, Result
from matcher.tags.models import Tag
from matcher.tags.queries import assigned_tags
from matcher.words.calm import calm_name

Outcome = Literal["won", "lost", "waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEntry:
    """One thing the office sent or obtained, as a report counts it.

    ``result`` is ``None`` where nobody has written down yet what became of ``pursuit``.
    ``received`` is what was granted and the technical cooperation valued, ``None`` where nobody
    told it; ``worth`` the same in the currency of the report, ``None`` without a rate.
    """

    result: Result | None
    pursuit: Pursuit | None
    outcome: Outcome
    day: date
    sent_on: date | None
    title: str
    line: str | None
    ods: tuple[str, ...]
    department: str | None
    funder: str | None
    country: str | None
    relation: str | None
    project_id: int | None
    project: str | None
    currency: str | None = None
    received: Decimal | None = None
    worth: Converted | None = None
    disbursed: Converted | None = None

    @property
    def people(self) -> int | None:
        """How many people it reached, where it was won and somebody told."""
        return self.result.people if self.result and self.outcome == "won" else None

    @property
    def language(self) -> str:
        """The language of the title: that of its call while it is called the same."""
        call = self.pursuit.call if self.pursuit else None
        return (call.language if call and call.title == self.title else None) or "es"

    @property
    def without_rate(self) -> bool:
        """Whether there is a sum that cannot be told in the currency of the report."""
        return self.received is not None and self.worth is None


def entries(session: Session, *, timezone: str) -> list[ResultEntry]:
    """All of them, the latest first."""
    rates, pursuits = RateTable(session), _pursuits(session)
    sent = _sent_on(session, pursuits, timezone)
    told = _told(session, pursuits)
    reported = {pursuit.id for pursuit in told.values() if pursuit}
    found = [
        entry
        for result, pursuit in told.items()
        if (entry := _of_result(result, pursuit, rates=rates, sent=sent))
    ]
    rest = [
        one
        for one in pursuits.values()
        if one.joined_into_id is None and one.id not in reported and _outcome(one)
    ]
    tags = _Tags(session, rest)
    found += [_of_pursuit(one, tags, sent=sent, timezone=timezone) for one in rest]
    return sorted(
        found,
        key=lambda e: (e.day, e.result.id if e.result else 0, e.pursuit.id if e.pursuit else 0),
        reverse=True,
    )


def _told(session: Session, pursuits: Mapping[int, Pursuit]) -> dict[Result, Pursuit | None]:
    """Each result and the pursuit it is of, if it is of one.

    Where both were told of before two calls were joined it is one grant: that which stays counts.
    """
    results = list(session.scalars(select(Result).options(selectinload(Result.project))))
    own, told = {one.pursuit_id for one in results}, dict[Result, Pursuit | None]()
    for one in results:
        root = _root(one.pursuit_id, pursuits)
        if root is None and one.pursuit_id is not None:
            continue
        if root is None or root.id == one.pursuit_id or root.id not in own:
            told[one] = root
    return told


def _outcome(pursuit: Pursuit) -> Outcome | None:
    if pursuit.stage == "won":
        return "won"
    if pursuit.stage == "lost":
        return "lost"
    return "waiting" if pursuit.stage in AT_THE_FUNDER else None


def _pursuits(session: Session) -> dict[int, Pursuit]:
    """Those that reached a funder, or have a result, or took another's place."""
    reached = select(PursuitChange.pursuit_id).where(PursuitChange.after == "submitted")
    told = select(Result.pursuit_id).where(Result.pursuit_id.is_not(None))
    rows = session.scalars(
        select(Pursuit)
        .where(
            Pursuit.stage.in_(("won", "lost", *AT_THE_FUNDER))
            | Pursuit.id.in_(reached)
            | Pursuit.id.in_(told)
        )
        .options(selectinload(Pursuit.call), selectinload(Pursuit.project))
    )
    return {one.id: one for one in rows}


def _root(pursuit_id: int | None, pursuits: Mapping[int, Pursuit]) -> Pursuit | None:
    """The pursuit, or the one that took its place."""
    found = pursuits.get(pursuit_id or 0)
    while found is not None and found.joined_into_id is not None:
        found = pursuits.get(found.joined_into_id)
    return found


def _sent_on(session: Session, pursuits: Mapping[int, Pursuit], timezone: str) -> dict[int, date]:
    """Pursuit → the day it was first sent, or one that was joined to it."""
    rows: Iterable[tuple[int, datetime]] = session.execute(
        select(PursuitChange.pursuit_id, func.min(PursuitChange.at))
        .where(PursuitChange.kind == "stage", PursuitChange.after == "submitted")
        .group_by(PursuitChange.pursuit_id)
    )
    sent: dict[int, date] = {}
    for pursuit_id, at in rows:
        if (root := _root(pursuit_id, pursuits)) is not None:
            day = local_day(at, timezone)
            sent[root.id] = min(day, sent.get(root.id, day))
    return sent


def _of_result(
    result: Result, pursuit: Pursuit | None, *, rates: RateTable, sent: Mapping[int, date]
) -> ResultEntry | None:
    outcome: Outcome | None = _outcome(pursuit) if pursuit else "won"
    if outcome is None:
        return None
    parts = [part for part in (result.granted, result.technical) if part is not None]
    received = sum(parts, Decimal(0)) if parts and outcome == "won" else None
    paid = result.disbursed if outcome == "won" else None
    return ResultEntry(
        result=result,
        pursuit=pursuit,
        outcome=outcome,
        day=result.day,
        sent_on=sent.get(pursuit.id) if pursuit else None,
        title=result.title,
        line=result.line,
        ods=tuple(result.ods),
        department=result.department,
        funder=result.funder,
        country=result.country,
        relation=result.relation,
        project_id=result.project_id,
        project=result.project.name if result.project else None,
        currency=result.currency,
        received=received,
        worth=_worth(rates, received, result.currency, result.day),
        disbursed=_worth(
            rates, paid, result.currency_of("disbursed"), result.disbursed_on or result.day
        ),
    )


def _worth(
    rates: RateTable, amount: Decimal | None, currency: str | None, day: date
) -> Converted | None:
    if amount is None or currency is None:
        return None
    return rates.convert(amount, currency, REPORTED_IN, day)


class _Tags:
    """The lines and ODS of projects, else of their calls: what is known before anybody reports."""

    def __init__(self, session: Session, pursuits: Sequence[Pursuit]) -> None:
        projects = [one.project_id for one in pursuits if one.project_id]
        self._projects = assigned_tags(session, "project", projects) if projects else {}
        calls = [one.call_id for one in pursuits]
        self._calls = assigned_tags(session, "call", calls) if calls else {}

    def codes(self, pursuit: Pursuit, scheme: str) -> list[str]:
        """The codes of ``scheme``, of the project where it has any."""
        for tags in (
            self._projects.get(pursuit.project_id or 0, ()),
            self._calls.get(pursuit.call_id, ()),
        ):
            if found := ranked(tags, scheme):
                return found
        return []


def ranked(tags: Iterable[Tag], scheme: str) -> list[str]:
    """The codes of ``scheme`` among ``tags``, the surest first."""
    theirs = [tag for tag in tags if tag.scheme == scheme]
    return [tag.code for tag in sorted(theirs, key=lambda tag: (-tag.score, tag.code))]


def _of_pursuit(
    pursuit: Pursuit, tags: _Tags, *, sent: Mapping[int, date], timezone: str
) -> ResultEntry:
    outcome = _outcome(pursuit)
    assert outcome is not None
    moved = local_day(pursuit.moved_at, timezone)
    project = pursuit.project
    return ResultEntry(
        result=None,
        pursuit=pursuit,
        outcome=outcome,
        day=sent.get(pursuit.id, moved) if outcome == "waiting" else moved,
        sent_on=sent.get(pursuit.id),
        title=pursuit.call.title,
        line=next(iter(tags.codes(pursuit, "line")), None),
        ods=tuple(sorted(tags.codes(pursuit, "ods"), key=int)),
        department=pursuit.department or (project.department if project else None),
        funder=pursuit.call.funder,
        country=None,
        relation=None,
        project_id=pursuit.project_id,
        project=project.name if project else None,
    )


def known_of(session: Session, pursuit: Pursuit, *, timezone: str) -> dict[str, object]:
    """What is known of a pursuit before anybody reports: what its form begins with."""
    tags, project = _Tags(session, [pursuit]), pursuit.project
    sought = project.amount_sought if project else None
    return {
        "title": pursuit.call.title,
        "day": local_day(pursuit.moved_at, timezone),
        "project_id": pursuit.project_id,
        "line": next(iter(tags.codes(pursuit, "line")), None),
        "ods": sorted(tags.codes(pursuit, "ods"), key=int),
        "department": pursuit.department or (project.department if project else None),
        "funder": calm_name(pursuit.call.funder) or None,
        "requested": sought,
        "currency": project.amount_sought_currency if project and sought is not None else None,
    }
