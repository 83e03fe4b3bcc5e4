"""From a digest's content to its subject, text and HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matcher.calls.compose import in_words
from matcher.digests.compose import Content, Item
from matcher.mail.templates import Rendered, render_email
from matcher.matches.models import Decision, Match
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Origin, Tag
from matcher.tags.ods import ODS_COLOURS, ODS_NAMES
from matcher.words.calls import (
    STATE_NAMES,
    UNKNOWN,
    call_state,
    changes_words,
    days_left_words,
    deadline_words,
    money_words,
)
from matcher.words.language import SPANISH, Words
from matcher.words.names import KIND_NAMES
from matcher.words.reasons import reason_words

FIT = ((0.75, "muy alta"), (0.5, "alta"), (0.25, "media"), (0.0, "baja"))
MOST_PROJECTS = 10
"""So many stopped projects are named; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What wording needs besides the content: the moment, the zone and where the web is."""

    settings: Settings
    now: datetime
    source_titles: Mapping[str, str]
    tags: Mapping[int, Sequence[Tag]]
    """Call → its tags that count."""
    doubts: Mapping[int, str] = field(default_factory=dict)
    """Call → what was found wrong when its page was looked at just before."""
    halted: Sequence[str] = ()
    """What of the timetable stands still, a sentence each."""


def render(content: Content, view: View) -> Rendered:
    """The digest as a message: the same facts in text and HTML."""
    base = view.settings.base_url.rstrip("/")
    return render_email(
        "digest",
        {
            "agency": view.settings.agency_name,
            "person": content.person.name,
            "items": [_item(item, view) for item in content.items],
            "more": content.more,
            "base": base,
            "sources_read": content.sources_read,
            "sources_failed": [
                view.source_titles.get(run.source_id, run.source_id)
                for run in content.sources_failed
            ],
            "to_confirm": _projects(content.to_confirm, base),
            "stopped": _projects(content.stopped[:MOST_PROJECTS], base),
            "stopped_count": len(content.stopped),
            "may_confirm": may(content.person, "edit-projects"),
            "halted": view.halted,
        },
        filters={},
    )


def _projects(projects: Sequence[Project], base: str) -> list[dict[str, str]]:
    return [{"name": p.name, "url": f"{base}/proyectos/{p.id}"} for p in projects]


def _item(item: Item, view: View) -> dict[str, Any]:
    call, now, timezone = item.call, view.now, view.settings.timezone
    return {
        "kind": item.kind,
        "title": call.title,
        "url": f"{view.settings.base_url.rstrip('/')}/convocatorias/{call.id}",
        "original": call.url,
        "funder": call.funder or UNKNOWN,
        "kind_name": KIND_NAMES.get(call.kind or "", "clase: " + UNKNOWN),
        "state": STATE_NAMES[call_state(call, now=now, timezone=timezone)],
        "deadline": deadline_words(call, now=now, timezone=timezone),
        "left": days_left_words(call, now=now, timezone=timezone),
        "amount": money_words(call),
        "who": _who(call.facts.get("composed", {}).get("eligibility") or {}),
        "ods": _goals(view.tags.get(call.id, ()), origin="person"),
        "guessed": _goals(view.tags.get(call.id, ()), origin="model"),
        "projects": [_project(match, SPANISH) for match in item.matches],
        "changes": changes_words(item.changes),
        "rounds": [in_words(earlier.closed_on) for earlier in item.rounds[:2]],
        "decided": [_decided(decision) for decision in item.decided[:2] if decision.verdict],
        "warnings": [*call.warnings, *filter(None, [view.doubts.get(call.id)])],
    }


def _goals(tags: Sequence[Tag], *, origin: Origin) -> list[dict[str, Any]]:
    """The ODS of that origin: what nobody confirmed is told as Puente's own word."""
    codes = [int(tag.code) for tag in tags if tag.scheme == "ods" and tag.origin == origin]
    return [{"code": code, "name": ODS_NAMES[code], "colour": ODS_COLOURS[code]} for code in codes]


def _who(eligibility: Mapping[str, Any]) -> dict[str, str]:
    """Whether a local government may apply, in three values, and the sentence that says so."""
    fact = eligibility.get("local_government") or {}
    answer = UNKNOWN if fact.get("answer") is None else ("sí" if fact["answer"] else "no")
    quote = (fact.get("span") or {}).get("quote", "")
    return {"answer": answer, "quote": quote}


def _decided(decision: Decision) -> str:
    """What was decided on an earlier round, as one would say it."""
    said = "ir" if decision.verdict == "vamos" else "no ir"
    reason = f": {decision.reason}" if decision.reason else ""
    return f"Entonces decidieron {said} con «{decision.project.name}»{reason}".rstrip(".") + "."


def _project(match: Match, words: Words) -> dict[str, Any]:
    return {
        "name": match.project.name,
        "fit": fit_words(match.score),
        "score": round(100 * match.score),
        "reasons": [reason_words(r, words) for r in match.reasons if r["kind"] != "against"][:3],
        "against": [reason_words(r, words) for r in match.reasons if r["kind"] == "against"][:2],
    }


def fit_words(score: float) -> str:
    """How well a call fits, in words."""
    return next(words for least, words in FIT if score >= least)
