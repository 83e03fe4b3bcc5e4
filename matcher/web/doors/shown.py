"""What may be shown to everybody: open calls and the projects somebody said may be shown.

Pages and feeds are made of these values alone; no row of the database reaches a template, so that
a new column is private until somebody writes it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher.calls.facts import HAND_SOURCE
from matcher.calls.models import Call
from matcher.calls.queries import CallFilter, find_calls
from matcher.calls.state import State
from matcher.projects.models import Project
from matcher.text import fold
from matcher.words.calls import call_state, deadline_words, main_deadline, offer_words
from matcher.words.days import closing_said
from matcher.words.language import Words

Category = Literal["subvenciones", "convocatorias", "premios", "educacion"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
"""Those of Bogotá's public listing, which other offices link to."""
_KINDS: dict[Category, tuple[str, ...]] = {
    "subvenciones": ("subvencion", "prestamo", "cooperacion-tecnica"),
    "convocatorias": ("convocatoria",),
    "premios": ("premio",),
    "educacion": ("beca",),
}
OPEN: tuple[State, ...] = ("abierta", "cierra-pronto", "permanente", "sin-fecha")
PAGE = 20
MOST_ENTRIES = 100
MOST_PROJECTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """An open call as everybody sees it: what its source published, and nothing of ours."""

    id: int
    title: str
    url: str
    language: str | None
    funder: str | None
    state: State
    closing: str
    closes_on: date | None
    money: str
    amount_max: Decimal | None
    currency: str | None
    marks: tuple[str, ...]
    doubtful: bool
    first_seen_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProject:
    """A project that may be shown: its name and what it is about."""

    id: int
    name: str
    summary: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ShownCalls:
    """A page of open calls; ``after`` continues it."""

    calls: list[ShownCall]
    total: int
    after: str | None


def category_of(text: str) -> Category | None:
    """The category an address names, if it is one."""
    return next((one for one in CATEGORIES if one == text), None)


def shown_calls(
    session: Session,
    words: Words,
    *,
    asked: str,
    category: Category | None,
    now: datetime,
    timezone: str,
    after: str | None = None,
    newest: bool = False,
) -> ShownCalls:
    """Open calls that a source published, those that close first or the newest first.

    What a person brought in stays inside: it may have come by a letter meant for the agency.
    """
    wanted = CallFilter(words=asked, states=OPEN, extra=tuple(_conditions(category)))
    found = find_calls(
        session,
        wanted,
        now=now,
        timezone=timezone,
        sort="newest" if newest else "deadline",
        after=after,
        limit=MOST_ENTRIES if newest else PAGE,
    )
    shown = [_shown(words, call, now=now, timezone=timezone) for call in found.calls]
    return ShownCalls(shown, found.total, found.after)


def _conditions(category: Category | None) -> list[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = [~Call.sightings.any(source_id=HAND_SOURCE)]
    if category == "convocatorias":  # and those of which no source says what they are
        parts.append(or_(Call.kind.in_(_KINDS[category]), Call.kind.is_(None)))
    elif category is not None:
        parts.append(Call.kind.in_(_KINDS[category]))
    return parts


def _shown(words: Words, call: Call, *, now: datetime, timezone: str) -> ShownCall:
    deadline = main_deadline(call, now=now, timezone=timezone)
    marks = closing_said(words, call, deadline).marks if deadline else ()
    return ShownCall(
        id=call.id,
        title=call.title,
        url=call.url,
        language=call.language,
        funder=call.funder,
        state=call_state(call, now=now, timezone=timezone),
        closing=deadline_words(words, call, now=now, timezone=timezone),
        closes_on=deadline.on_day if deadline else None,
        money=offer_words(words, call),
        amount_max=call.amount_max,
        currency=call.currency,
        marks=marks,
        doubtful=bool(call.warnings or marks or call.offer.doubts),
        first_seen_at=call.first_seen_at,
        changed_at=call.changed_at,
    )


def shown_projects(session: Session, *, asked: str) -> list[ShownProject]:
    """The projects of the bank that may be shown, by name.

    They are searched by what is shown of them: the index holds more, and would tell of it.
    """
    rows = session.execute(
        select(Project.id, Project.name, Project.summary, Project.created_at, Project.updated_at)
        .where(Project.public.is_(True), Project.archived_at.is_(None))
        .order_by(Project.name, Project.id)
        .limit(MOST_PROJECTS)
    )
    sought = fold(asked).split()
    found = [ShownProject(**row._mapping) for row in rows]
    return [one for one in found if _holds(one, sought)]


def _holds(project: ShownProject, sought: Sequence[str]) -> bool:
    there = fold(f"{project.name} {project.summary or ''}")
    return all(word in there for word in sought)


def calls_as_data(calls: Sequence[ShownCall], *, name: str) -> dict[str, Any]:
    """A page of calls in the terms of schema.org, for search engines."""
    return _listed(name, [_call_data(call) for call in calls])


def _call_data(call: ShownCall) -> dict[str, Any]:
    grant: dict[str, Any] = {"@type": "MonetaryGrant", "name": call.title, "url": call.url}
    if call.funder:
        grant["funder"] = {"@type": "Organization", "name": call.funder}
    if call.amount_max and call.currency and not call.doubtful:
        grant["amount"] = {
            "@type": "MonetaryAmount",
            "currency": call.currency,
            "value": f"{call.amount_max.normalize():f}",
        }
    told: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": call.title,
        "url": call.url,
        "about": grant,
        "dateModified": call.changed_at.isoformat(),
    }
    if call.language:
        told["inLanguage"] = call.language
    if call.closes_on and not call.doubtful:
        told["expires"] = call.closes_on.isoformat()
    return told


def projects_as_data(projects: Sequence[ShownProject], *, name: str, agency: str) -> dict[str, Any]:
    """The catalogue of projects in the terms of schema.org."""
    owner = {"@type": "GovernmentOrganization", "name": agency}
    told = [
        {"@type": "Project", "name": one.name, "parentOrganization": owner}
        | ({"description": one.summary} if one.summary else {})
        for one in projects
    ]
    return _listed(name, told)


def _listed(name: str, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": name,
        "numberOfItems": len(items),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "item": item}
            for number, item in enumerate(items, start=1)
        ],
    }
