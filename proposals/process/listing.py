"""The list of proposals: searched and narrowed, with closing day, amount and progress of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher.calls.models import Call
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.text import key_after, start_after, words
from proposals.budget import FOREIGN, read_budget
from proposals.models import Answer, Draft, DraftState
from proposals.steps import FIELDS, STEPS
from proposals.steps.values import day_in

Closing = Literal["", "30", "90", "past", "none"]
CLOSINGS: tuple[Closing, ...] = ("", "30", "90", "past", "none")
DRAFT_SORTS = ("updated", "closing", "title")
PAGE = 25
_DONE = {step.done.key for step in STEPS}
_READ = {"cierre", "presupuesto", "moneda", *_DONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFilter:
    """What of the list is asked for; empty parts narrow nothing."""

    words: str = ""
    states: tuple[DraftState, ...] = ()
    owner_id: int | None = None
    closing: Closing = ""
    archived: bool = False
    sort: str = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A draft as the list shows it."""

    draft: Draft
    done: int
    closes_on: date | None
    requested: Decimal | None
    currency: str | None


class DraftPage(NamedTuple):
    """One page of the list, of how many, and the key from which the next goes on."""

    rows: list[Listed]
    total: int
    after: str | None


class _Place(NamedTuple):
    """Where a draft stands in the list: equal keys go by number."""

    key: Any
    draft_id: int


class _Order(NamedTuple):
    """The key of a draft by its title, its last change and its closing day; the key as text."""

    key: Callable[[str, datetime, date | None], Any]
    told: Callable[[Any], str]
    read: Callable[[str], Any]


_ORDERS = {
    # The latest first, in whole microseconds.
    "updated": _Order(lambda _title, at, _day: -int(at.timestamp() * 1e6), str, int),
    "closing": _Order(lambda _title, _at, day: day or date.max, date.isoformat, date.fromisoformat),
    "title": _Order(lambda title, _at, _day: " ".join(words(title)), str, str),
}


def listed(session: Session, asked: DraftFilter, *, on: date) -> list[Listed]:
    """The drafts that were asked for, in the order that was asked for."""
    return _read(session, [place.draft_id for place in _places(session, asked, on=on)])


def page_of(
    session: Session, asked: DraftFilter, *, on: date, after: str | None = None, limit: int = PAGE
) -> DraftPage:
    """The drafts of one page; of the others nothing is read but what places them."""
    places, order = _places(session, asked, on=on), _ORDERS[asked.sort]
    start = start_after(order.read, after)
    further = [p for p in places if start is None or (p.key, p.draft_id) > start]
    left = further or places  # beyond the end is the beginning
    shown = left[:limit]
    return DraftPage(
        rows=_read(session, [place.draft_id for place in shown]),
        total=len(places),
        after=key_after(order.told(shown[-1].key), shown[-1].draft_id)
        if len(left) > limit
        else None,
    )


def _places(session: Session, asked: DraftFilter, *, on: date) -> list[_Place]:
    """Where each draft that was asked for stands, in their order."""
    there = Draft.archived_at.is_not(None) if asked.archived else Draft.archived_at.is_(None)
    query = (
        select(Draft.id, Draft.updated_at, Draft.title, Person.name, Project.name, Call.title)
        .add_columns(Call.funder)
        .where(there)
        .join(Draft.owner)
        .outerjoin(Draft.project)
        .outerjoin(Draft.call)
    )
    if asked.states:
        query = query.where(Draft.state.in_(asked.states))
    if asked.owner_id is not None:
        query = query.where(Draft.owner_id == asked.owner_id)
    closing = _closing_days(session) if asked.closing or asked.sort == "closing" else {}
    wanted, key = words(asked.words), _ORDERS[asked.sort].key
    found = [
        _Place(key=key(title, at, closing.get(number)), draft_id=number)
        for number, at, title, *names in session.execute(query)
        if _tells([title, *names], wanted) and _closes(closing.get(number), asked.closing, on=on)
    ]
    return sorted(found)


def _closing_days(session: Session) -> dict[int, date | None]:
    """Draft → the day its call closes, as the draft says it."""
    said = select(Answer.draft_id, Answer.value).where(Answer.field == "cierre", ~Answer.deleted)
    return {number: day_in(FIELDS["cierre"], value) for number, value in session.execute(said)}


def _read(session: Session, ids: Sequence[int]) -> list[Listed]:
    """The drafts with these numbers, in this order."""
    query = (
        select(Draft)
        .where(Draft.id.in_(ids))
        .options(joinedload(Draft.project), joinedload(Draft.call), joinedload(Draft.owner))
    )
    found = {draft.id: draft for draft in session.scalars(query)}
    kept = _kept(session, found)
    return [_listed(found[number], kept.get(number, {})) for number in ids]


def owners(session: Session) -> list[Person]:
    """Who is responsible for some proposal, by name."""
    there = select(Draft.owner_id)
    return list(session.scalars(select(Person).where(Person.id.in_(there)).order_by(Person.name)))


def _tells(texts: Iterable[str | None], wanted: list[str]) -> bool:
    """Whether every word begins one of title, owner, project, call or funder."""
    if not wanted:
        return True
    known = words(" ".join(text for text in texts if text))
    return all(any(one.startswith(word) for one in known) for word in wanted)


def _kept(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Draft → the answers the list reads of it."""
    query = (
        select(Answer)
        .where(Answer.draft_id.in_(list(ids)), Answer.field.in_(_READ), ~Answer.deleted)
        .order_by(Answer.position, Answer.id)
    )
    found: dict[int, dict[str, Any]] = {}
    for answer in session.scalars(query):
        mine = found.setdefault(answer.draft_id, {})
        if FIELDS[answer.field].is_table:
            mine.setdefault(answer.field, []).append(answer.value)
        else:
            mine[answer.field] = answer.value
    return found


def _listed(draft: Draft, given: Mapping[str, Any]) -> Listed:
    budget = read_budget(given)
    asked = budget.of_source(FOREIGN)
    return Listed(
        draft=draft,
        done=sum(given.get(key) == "si" for key in _DONE),
        closes_on=day_in(FIELDS["cierre"], given.get("cierre")),
        requested=asked or None,
        currency=budget.currency,
    )


def _closes(day: date | None, closing: Closing, *, on: date) -> bool:
    if closing in ("30", "90"):
        return day is not None and on <= day <= on + timedelta(days=int(closing))
    if closing == "past":
        return day is not None and day < on
    return day is None if closing == "none" else True
