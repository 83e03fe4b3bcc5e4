"""The list of proposals: searched and narrowed, with closing day, amount and progress of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matcher.people.models import Person
from matcher.text import words
from proposals.budget import FOREIGN, read_budget
from proposals.models import Answer, Draft, DraftState
from proposals.steps import FIELDS, STEPS
from proposals.steps.values import day_in

Closing = Literal["", "30", "90", "past", "none"]
CLOSINGS: tuple[Closing, ...] = ("", "30", "90", "past", "none")
DRAFT_SORTS = ("updated", "closing", "title")
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


def listed(session: Session, asked: DraftFilter, *, on: date) -> list[Listed]:
    """The drafts that were asked for, in the order that was asked for."""
    there = Draft.archived_at.is_not(None) if asked.archived else Draft.archived_at.is_(None)
    query = (
        select(Draft)
        .where(there)
        .options(joinedload(Draft.project), joinedload(Draft.call), joinedload(Draft.owner))
        .order_by(Draft.updated_at.desc(), Draft.id)
    )
    if asked.states:
        query = query.where(Draft.state.in_(asked.states))
    if asked.owner_id is not None:
        query = query.where(Draft.owner_id == asked.owner_id)
    wanted = words(asked.words)
    found = [draft for draft in session.scalars(query) if _tells(draft, wanted)]
    kept = _kept(session, [draft.id for draft in found])
    rows = [_listed(draft, kept.get(draft.id, {})) for draft in found]
    return _sorted([row for row in rows if _closes(row, asked.closing, on=on)], asked.sort)


def owners(session: Session) -> list[Person]:
    """Who is responsible for some proposal, by name."""
    there = select(Draft.owner_id)
    return list(session.scalars(select(Person).where(Person.id.in_(there)).order_by(Person.name)))


def _tells(draft: Draft, wanted: list[str]) -> bool:
    """Whether every word begins one of title, project, call, funder or owner."""
    call, project = draft.call, draft.project
    texts = (
        draft.title,
        draft.owner.name,
        project.name if project else "",
        call.title if call else "",
        (call.funder or "") if call else "",
    )
    known = words(" ".join(texts))
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


def _closes(row: Listed, closing: Closing, *, on: date) -> bool:
    day = row.closes_on
    if closing in ("30", "90"):
        return day is not None and on <= day <= on + timedelta(days=int(closing))
    if closing == "past":
        return day is not None and day < on
    return day is None if closing == "none" else True


def _sorted(rows: list[Listed], sort: str) -> list[Listed]:
    if sort == "closing":
        return sorted(rows, key=lambda row: (row.closes_on is None, row.closes_on or date.min))
    if sort == "title":
        return sorted(rows, key=lambda row: words(row.draft.title))
    return rows
