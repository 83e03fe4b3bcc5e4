"""From a digest's content to its subject, text and HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from matcher.agency.identity import Identity, of_settings
from matcher.calls.models import Call, CallDeadline
from matcher.calls.queries import LIVE
from matcher.calls.sections import section_anchor
from matcher.calls.state import next_deadline
from matcher.desk.fixed import fixed_words
from matcher.digests.concerns import concern_words
from matcher.digests.content import Content, Item
from matcher.digests.mine.wording import mine_subject, mine_words, parts_of
from matcher.digests.subject import subject_words
from matcher.digests.tickets import MailTicket, address
from matcher.mail.message import weight
from matcher.mail.templates import Rendered, render_email
from matcher.matches.decisions import Begun
from matcher.matches.models import Decision, Match
from matcher.matches.queries import WELL
from matcher.messages import Message
from matcher.people.models import Person
from matcher.people.permissions import may
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Origin, Tag
from matcher.tags.ods import ODS_COLOURS, ODS_NAMES
from matcher.text import outward
from matcher.translation.faces import key_of
from matcher.words.calls import (
    call_state,
    changes_words,
    days_left_words,
    deadline_words,
    left_words,
    main_deadline,
    not_found_words,
    offer_words,
    sum_doubts_words,
    unknown_words,
    warnings_words,
)
from matcher.words.calm import calm_name
from matcher.words.days import DaySaid, closing_said
from matcher.words.language import Words, gettext_noop, words_in
from matcher.words.names import KIND_NAMES, STATE_NAMES
from matcher.words.pursuits import past_words
from matcher.words.reasons import reason_words

FIT = (
    (0.75, gettext_noop("muy alta")),
    (WELL, gettext_noop("alta")),
    (0.25, gettext_noop("baja")),
    (0.0, gettext_noop("muy baja")),
)
MOST_PROJECTS = 10
"""So many stopped projects are named; the rest is counted."""
MOST_BYTES = 100_000
"""Of a whole mail on the line: Gmail cuts what is longer, and phones are slow."""
TITLES: Mapping[str, str] = {
    "espera": gettext_noop("Esto espera por usted"),
    "fechas": gettext_noop("Sus fechas, y las de lo que sigue"),
    "busquedas": gettext_noop("Nuevas en sus búsquedas guardadas"),
    "vigentes": gettext_noop("¿Siguen vigentes estos proyectos?"),
}
"""The parts of a mail besides its calls, by what they are called in links."""
FLAGS: Mapping[str, str] = {
    "change": gettext_noop("Cambió"),
    "closing": gettext_noop("Cierra pronto"),
    "match": "",
}


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
    agency: Identity | None = None
    """Who writes; ``None`` for an agency that wrote nothing down."""
    halted: Sequence[str] = ()
    """What of the timetable stands still, a sentence each."""
    barred: Mapping[int, Message] = field(default_factory=dict)
    """Call → why the agency's own gate stops it."""
    begun: Mapping[tuple[int, int], Begun] = field(default_factory=dict)
    """Call and project → the application they have already."""
    spanish: Mapping[str, str] = field(default_factory=dict)
    """What its foreign calls say in Spanish, for who wants it (see ``translation/faces.py``)."""

    def spoken(self, text: str, call: Call) -> str:
        """``text`` of ``call`` in Spanish; empty where it is not to be had."""
        return self.spanish.get(key_of(text, call.language or ""), "")


def render(content: Content, view: View) -> Rendered:
    """The digest as a message in the person's language: the same facts in text and HTML."""
    words = words_in(content.person.language)
    base = view.settings.base_url.rstrip("/")
    now, timezone = view.now, view.settings.timezone
    mine = mine_words(content, words, base=base, now=now, timezone=timezone)
    asked = _projects(content.to_confirm, content.person, view)
    titles = {name: words.gettext(title) for name, title in TITLES.items()}
    return render_email(
        "digest",
        {
            "_": words.gettext,
            "ngettext": words.ngettext,
            "locale": words.locale,
            "agency": view.agency or of_settings(view.settings),
            "person": content.person.name,
            "subject": _subject(content, words, now=now, timezone=timezone),
            **mine,
            "parts": parts_of(titles, {**mine, "to_confirm": asked}),
            "TITLES": titles,
            "FLAGS": {kind: words.gettext(flag) if flag else "" for kind, flag in FLAGS.items()},
            "items": [
                item_words(item, content, view, words, place=number)
                for number, item in enumerate(content.items, start=1)
            ],
            "news": "news" in content.kinds,
            "more": content.more,
            "base": base,
            "sources_read": content.sources_read,
            "sources_failed": [
                view.source_titles.get(run.source_id, run.source_id)
                for run in content.sources_failed
            ],
            "to_confirm": asked,
            "stopped": _projects(content.stopped[:MOST_PROJECTS], content.person, view),
            "stopped_count": len(content.stopped),
            "may_confirm": may(content.person, "edit-projects"),
            "halted": [words.say(sentence) for sentence in view.halted],
            "leave": leaving_address(view.settings, content.person, now=now),
        },
        filters={},
    )


def _subject(content: Content, words: Words, *, now: datetime, timezone: str) -> str:
    about = subject_words(content.items, words, now=now, timezone=timezone)
    return " · ".join(
        filter(
            None, [about, *mine_subject(content.pursued, content.reviews, content.searched, words)]
        )
    )


def rendered_within(
    content: Content, view: View, *, most: int = MOST_BYTES
) -> tuple[Content, Rendered]:
    """The digest as a message no server cuts short: what is too much waits for the next."""
    rendered = render(content, view)
    while (heavy := weight(text=rendered.text, html=rendered.html)) > most and content.items[1:]:
        kept = max(1, min(len(content.items) - 1, len(content.items) * most // heavy))
        over = content.items[kept:]
        content = replace(content, items=content.items[:kept], held=[*over, *content.held])
        rendered = render(content, view)
    return content, rendered


def leaving_address(settings: Settings, person: Person, *, now: datetime) -> str:
    """Where ``person`` leaves, pauses or changes their mail without signing in."""
    return address(settings, MailTicket(purpose="leave", person_id=person.id), now=now)


def _projects(projects: Sequence[Project], person: Person, view: View) -> list[dict[str, str]]:
    base = view.settings.base_url.rstrip("/")
    return [
        {
            "name": p.name,
            "url": f"{base}/proyectos/{p.id}",
            "confirm": address(
                view.settings,
                MailTicket(purpose="confirm", person_id=person.id, project_id=p.id),
                now=view.now,
            ),
        }
        for p in projects
    ]


def item_words(
    item: Item, content: Content, view: View, words: Words, *, place: int
) -> dict[str, Any]:
    """One call as the templates of the mail and of its preview want it."""
    call, now, timezone = item.call, view.now, view.settings.timezone
    tags = view.tags.get(call.id, ())
    ahead = main_deadline(call, now=now, timezone=timezone)
    state = call_state(call, now=now, timezone=timezone)
    live = state in LIVE
    return {
        "kind": item.kind,
        "place": place,
        "title": call.title,
        "spanish": view.spoken(call.title, call),
        "lang": call.language if call.language not in (None, words.locale) else None,
        "url": f"{view.settings.base_url.rstrip('/')}/convocatorias/{call.id}",
        "original": outward(call.url),
        "funder": calm_name(call.funder) or unknown_words(words),
        "kind_name": _kind(call.kind, words),
        "state": words.named(STATE_NAMES[state]),
        "deadline": deadline_words(words, call, now=now, timezone=timezone),
        **_day(call, ahead, view, words),
        "left": days_left_words(words, call, now=now, timezone=timezone) if live else None,
        "calendar": _calendar(item, content.person, view) if live else "",
        "amount": offer_words(words, call),
        "who": _who(call, words, view),
        "lines": _lines(tags, content.lines, origin="person"),
        "guessed_lines": _lines(tags, content.lines, origin="model"),
        "ods": _goals(tags, words, origin="person"),
        "guessed": _goals(tags, words, origin="model"),
        "projects": [_project(match, content.person, view, words) for match in item.told],
        "also": [{"name": m.project.name, "score": round(100 * m.score)} for m in item.also],
        "changes": changes_words(words, item.changes),
        "reminder": _reminder_words(item, words),
        "concern": concern_words(item.concern, words) if item.concern else "",
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
        "warnings": _warnings(call, view, words),
    }


def _day(
    call: Call, ahead: CallDeadline | None, view: View, words: Words
) -> dict[str, DaySaid | str | None]:
    """How the source said the day that counts, and that in Spanish."""
    if ahead is None:
        return {"day": None, "day_spanish": ""}
    said = closing_said(words, call, ahead)
    return {"day": said, "day_spanish": view.spoken(said.quote, call)}


def _warnings(call: Call, view: View, words: Words) -> list[str]:
    doubt = view.doubts.get(call.id)
    why = view.barred.get(call.id)
    return [
        *([words.gettext("No pasa nuestro filtro. %(why)s", why=words.say(why))] if why else []),
        *fixed_words(words, call),
        *warnings_words(words, [*call.warnings, *([doubt] if doubt else [])]),
        *sum_doubts_words(words, call),
    ]


def _calendar(item: Item, person: Person, view: View) -> str:
    """Where the closing is got for one's calendar; empty where there is no day ahead."""
    ahead = next_deadline(item.call.deadlines, now=view.now, timezone=view.settings.timezone)
    if ahead is None or ahead.on_day is None:
        return ""
    ticket = MailTicket(purpose="calendar", person_id=person.id, call_id=item.call.id)
    return address(view.settings, ticket, now=view.now)


def _reminder_words(item: Item, words: Words) -> str:
    """«faltan 7 días, 5 hábiles»; empty where there is nothing to remind of."""
    if item.reminder is None:
        return ""
    said = left_words(words, item.reminder.days)
    if item.reminder.working is None or item.reminder.days < 2:
        return said
    worked = words.ngettext("%(num)d hábil", "%(num)d hábiles", item.reminder.working)
    return f"{said}, {worked}"


def _lines(tags: Sequence[Tag], names: Mapping[str, str], *, origin: Origin) -> list[str]:
    chosen = [tag.code for tag in tags if tag.scheme == "line" and tag.origin == origin]
    return [names[code] for code in chosen if code in names]


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
        return {"answer": answer, "quote": "", "spanish": "", "url": address}
    if fact.partner:
        answer = words.gettext("solo como socio")
    elif fact.answer is None:
        answer = unknown_words(words)
    else:
        answer = words.gettext("sí") if fact.answer else words.gettext("no")
    if fact.guessed:
        answer = words.gettext("parece que %(answer)s", answer=answer)
    quote = fact.span.quote if fact.span else ""
    return {"answer": answer, "quote": quote, "spanish": view.spoken(quote, call), "url": ""}


def _decided(decision: Decision, words: Words) -> str:
    """What was decided on an earlier round, as one would say it."""
    goes, project = decision.verdict == "vamos", decision.project
    if project is None:
        told = (
            words.gettext("Entonces decidieron ir")
            if goes
            else words.gettext("Entonces decidieron no ir")
        )
    elif goes:
        told = words.gettext("Entonces decidieron ir con «%(project)s»", project=project.name)
    else:
        told = words.gettext("Entonces decidieron no ir con «%(project)s»", project=project.name)
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{told}{reason}".rstrip(".") + "."


def _project(match: Match, person: Person, view: View, words: Words) -> dict[str, Any]:
    ids: dict[str, Any] = {
        "person_id": person.id,
        "call_id": match.call_id,
        "project_id": match.project_id,
    }
    tickets = []
    if may(person, "give-feedback"):
        tickets += [
            MailTicket(purpose="judge", word=verdict, **ids)
            for verdict in ("interesa", "no-interesa")
        ]
    if may(person, "pursue") and match.call_id not in view.barred:
        tickets.append(MailTicket(purpose="take", **ids))
    begun = view.begun.get((match.call_id, match.project_id))
    acts = {one.word or one.purpose: address(view.settings, one, now=view.now) for one in tickets}
    return {
        "name": match.project.name,
        "fit": fit_words(match.score, words),
        "score": round(100 * match.score),
        "reasons": [_reason(r, words) for r in match.reasons if r["kind"] != "against"][:3],
        "against": [reason_words(r, words) for r in match.reasons if r["kind"] == "against"][:2],
        "like": acts.get("interesa"),
        "dislike": acts.get("no-interesa"),
        "take": acts.get("take"),
        "draft": f"{view.settings.base_url.rstrip('/')}{begun.path}" if begun else "",
        "writing": begun and begun.writing,
    }


def _reason(record: Mapping[str, Any], words: Words) -> str:
    """The sentence of a reason; two sentences to be compared stand in the mail itself."""
    told = reason_words(record, words)
    if record["kind"] != "meaning":
        return told
    call = words.gettext("La convocatoria: «%(quote)s».", quote=_unstopped(record["call_quote"]))
    if translation := record["params"].get("translation"):
        call += " " + words.gettext(
            "(Traducción automática: «%(quote)s».)", quote=_unstopped(translation)
        )
    project = words.gettext("El proyecto: «%(quote)s».", quote=_unstopped(record["project_quote"]))
    return f"{told} {call} {project}"


def _unstopped(quote: str) -> str:
    """A sentence without the stop that its quotation has behind the marks."""
    return quote.removesuffix(".")


def fit_words(score: float, words: Words) -> str:
    """How well a call fits, in words."""
    return words.named(next(name for least, name in FIT if score >= least))
