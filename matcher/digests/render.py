"""From a digest's content to its subject, text and HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matcher.calls.models import Call
from matcher.calls.sections import section_anchor
from matcher.digests.content import Content, Item
from matcher.mail.templates import Rendered, render_email
from matcher.matches.models import Decision, Match
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Origin, Tag
from matcher.tags.ods import ODS_COLOURS, ODS_NAMES
from matcher.words.calls import (
    call_state,
    changes_words,
    days_left_words,
    deadline_words,
    main_deadline,
    not_found_words,
    offer_words,
    sum_doubts_words,
    unknown_words,
    warnings_words,
)
from matcher.words.days import closing_said
from matcher.words.language import Words, gettext_noop, words_in
from matcher.words.names import KIND_NAMES, STATE_NAMES
from matcher.words.pursuits import past_words
from matcher.words.reasons import reason_words

FIT = (
    (0.75, gettext_noop("muy alta")),
    (0.5, gettext_noop("alta")),
    (0.25, gettext_noop("media")),
    (0.0, gettext_noop("baja")),
)
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
    """The digest as a message in the person's language: the same facts in text and HTML."""
    words = words_in(content.person.language)
    base = view.settings.base_url.rstrip("/")
    return render_email(
        "digest",
        {
            "_": words.gettext,
            "ngettext": words.ngettext,
            "locale": words.locale,
            "agency": view.settings.agency_name,
            "person": content.person.name,
            "items": [_item(item, view, words) for item in content.items],
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
            "halted": [words.say(sentence) for sentence in view.halted],
        },
        filters={},
    )


def _projects(projects: Sequence[Project], base: str) -> list[dict[str, str]]:
    return [{"name": p.name, "url": f"{base}/proyectos/{p.id}"} for p in projects]


def _item(item: Item, view: View, words: Words) -> dict[str, Any]:
    call, now, timezone = item.call, view.now, view.settings.timezone
    state = call_state(call, now=now, timezone=timezone)
    tags = view.tags.get(call.id, ())
    doubt = view.doubts.get(call.id)
    ahead = main_deadline(call, now=now, timezone=timezone)
    return {
        "kind": item.kind,
        "title": call.title,
        "url": f"{view.settings.base_url.rstrip('/')}/convocatorias/{call.id}",
        "original": call.url,
        "funder": call.funder or unknown_words(words),
        "kind_name": _kind(call.kind, words),
        "state": words.named(STATE_NAMES[state]),
        "deadline": deadline_words(words, call, now=now, timezone=timezone),
        "day": closing_said(words, call, ahead) if ahead else None,
        "left": days_left_words(words, call, now=now, timezone=timezone),
        "amount": offer_words(words, call),
        "who": _who(call, words, view),
        "ods": _goals(tags, words, origin="person"),
        "guessed": _goals(tags, words, origin="model"),
        "projects": [_project(match, words) for match in item.matches],
        "changes": changes_words(words, item.changes),
        "rounds": [words.day(earlier.closed_on) for earlier in item.rounds[:2]],
        "decided": [
            *(_decided(one, words) for one in item.decided[:2] if one.verdict),
            # What a sheet discarded is told by the sheet.
            *(
                past_words(words, one)
                for one in item.done[:2]
                if not (item.decided and one.stage == "discarded")
            ),
        ],
        "warnings": [
            *warnings_words(words, [*call.warnings, *([doubt] if doubt else [])]),
            *sum_doubts_words(words, call),
        ],
    }


def _kind(kind: str | None, words: Words) -> str:
    if kind in KIND_NAMES:
        return words.named(KIND_NAMES[kind])
    return words.gettext("clase: la fuente no lo dice")


def _goals(tags: Sequence[Tag], words: Words, *, origin: Origin) -> list[dict[str, Any]]:
    """The ODS of that origin: what nobody confirmed is told as Puente's own word."""
    codes = [int(tag.code) for tag in tags if tag.scheme == "ods" and tag.origin == origin]
    return [
        {"code": code, "name": words.named(ODS_NAMES[code]), "colour": ODS_COLOURS[code]}
        for code in codes
    ]


def _who(call: Call, words: Words, view: View) -> dict[str, str]:
    """Whether a local government may apply, and the sentence or the section that says so."""
    fact = call.composed.eligibility.local_government
    anchor = section_anchor(call, fact)
    if anchor is not None and fact.span is not None:
        address = f"{view.settings.base_url.rstrip('/')}/convocatorias/{call.id}#{anchor}"
        answer = not_found_words(words, fact.span.quote)
        return {"answer": answer, "quote": "", "url": address}
    if fact.partner:
        answer = words.gettext("solo como socio")
    elif fact.answer is None:
        answer = unknown_words(words)
    else:
        answer = words.gettext("sí") if fact.answer else words.gettext("no")
    return {"answer": answer, "quote": fact.span.quote if fact.span else "", "url": ""}


def _decided(decision: Decision, words: Words) -> str:
    """What was decided on an earlier round, as one would say it."""
    name = decision.project.name
    told = (
        words.gettext("Entonces decidieron ir con «%(project)s»", project=name)
        if decision.verdict == "vamos"
        else words.gettext("Entonces decidieron no ir con «%(project)s»", project=name)
    )
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{told}{reason}".rstrip(".") + "."


def _project(match: Match, words: Words) -> dict[str, Any]:
    return {
        "name": match.project.name,
        "fit": fit_words(match.score, words),
        "score": round(100 * match.score),
        "reasons": [reason_words(r, words) for r in match.reasons if r["kind"] != "against"][:3],
        "against": [reason_words(r, words) for r in match.reasons if r["kind"] == "against"][:2],
    }


def fit_words(score: float, words: Words) -> str:
    """How well a call fits, in words."""
    return words.named(next(name for least, name in FIT if score >= least))
