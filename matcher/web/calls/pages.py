"""Convocatorias: the list with its filters, one call with its evidence, the table to take away."""

import gzip
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session, defer

from matcher.calls.models import Call, Sighting, Snapshot
from matcher.calls.queries import COUNTED, CallFilter, get_call
from matcher.calls.rounds import earlier_rounds
from matcher.calls.sections import line_anchor
from matcher.calls.twins import twins_of
from matcher.desk.corrected import signatures
from matcher.desk.corrections import stated_by_sources
from matcher.desk.verdicts import discarders
from matcher.errors import NotFound
from matcher.matches.comparing import call_compared
from matcher.matches.decisions import decisions_on
from matcher.matches.queries import WORTH, call_matches, opinions
from matcher.people.models import Person
from matcher.pursuits.returning import past_pursuits
from matcher.searches.address import WITHIN, Asked
from matcher.searches.facets import Facets, facets
from matcher.searches.looking import Hits, look
from matcher.searches.sheeted import among, sheet_facets
from matcher.tags.models import Tag
from matcher.tags.queries import tags_of
from matcher.web.calls.chips import chips
from matcher.web.calls.copies import readable
from matcher.web.calls.filters import address_args, asked, place
from matcher.web.cards.calls import dates_shown, line_names, lines_now, listed, states_now, timezone
from matcher.web.cards.counts import call_counts, counts_by_state, sheeted
from matcher.web.cards.matches import my_taste
from matcher.web.cards.matches import views as match_views
from matcher.web.cards.standing import pulse
from matcher.web.frame.access import requires
from matcher.web.frame.finding import found_elsewhere
from matcher.web.frame.services import db, now, person
from matcher.web.values.marking import Paragraph, evidence_ranges, paragraphs
from matcher.web.values.source_names import source_title
from matcher.words.names import QUESTION_NAMES

_COPIES = (
    select(Snapshot)
    .join(Sighting, Sighting.id == Snapshot.sighting_id)
    .where(Sighting.call_id == bindparam("call", type_=Integer()))
    .options(defer(Snapshot.body))
    .order_by(Snapshot.fetched_at.desc())
)
blueprint = Blueprint("calls", __name__, url_prefix="/convocatorias")


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The list, narrowed by what the address asks for."""
    wanted, after = asked(), request.args.get("after")
    found = look(
        db(),
        wanted,
        now=now(),
        timezone=timezone(),
        after=after,
        counted=counts_by_state(),
        sheeted=sheeted() if wanted.narrowed or wanted.query.words else None,
    )
    return render_template(
        "calls/index.html",
        asked=wanted,
        found=found,
        page=found.page,
        views=listed(db(), found.page.ids),
        options=(options := _options(db(), wanted, found)),
        source_names={code: source_title(code) for code, _count in options["sources"]},
        chips=chips(wanted),
        elsewhere=found_elsewhere(found.query.words) if found.query.words and not after else [],
        base_currency=place().currency,
        within=WITHIN,
        counted=COUNTED,
        address_args=address_args,
    )


def _options(session: Session, asked: Asked, found: Hits) -> dict[str, Any]:
    """The values the filters offer, with how many calls have each: of those asked for, if any."""
    offered = {**call_counts(), "states": counts_by_state(), "lines": lines_now()}
    if not (asked.narrowed or asked.query.words):
        return offered
    here = _facets(session, asked, found.query)
    sources = dict.fromkeys(asked.query.sources, 0) | dict(here.sources)
    return offered | {
        "states": here.states,
        "kinds": here.kinds,
        "languages": here.languages,
        "sources": sorted(sources.items(), key=lambda one: (-one[1], one[0])),
        "line_counts": here.lines,
        "ods_counts": here.ods,
    }


def _facets(session: Session, asked: Asked, query: CallFilter) -> Facets:
    """Where the calls are many they are counted on their sheet."""
    if (given := sheeted()) is None:
        return facets(session, asked, query, now=now(), timezone=timezone())
    return sheet_facets(among(session, given, asked, query, states_now()), given.sheet)


@blueprint.get("/<int:call_id>")
@requires("read")
def page(call_id: int) -> ResponseReturnValue:
    """One call: who may apply first, then dates, money, tags with their evidence, history."""
    call = get_call(db(), call_id)
    if call.id != call_id:
        return redirect(url_for("calls.page", call_id=call.id))  # it was joined to that one
    tags = tags_of(db(), "call", call.id)
    snapshots = _snapshots(db(), call)
    rounds = earlier_rounds(db(), call)
    former = [r.call.id for r in rounds]
    said = opinions(db(), former, person_id=person().id) if former else {}
    decided = decisions_on(db(), former) if former else {}
    taste, signed = my_taste(), signatures(db(), call)
    matching = call_matches(db(), call, now=now(), timezone=timezone(), limit=5, taste=taste)
    return render_template(
        "calls/page.html",
        facts=call.composed,
        tags=tags,
        marked=_marked(call, tags),
        snapshots=snapshots,
        people=_people(
            db(), tags, call.versions, signed.values(), *said.values(), *decided.values()
        ),
        signatures=signed,
        call=call,
        twins=twins_of(db(), call),
        discarded_by=_discarded_by(db(), call),
        rounds=rounds,
        said_then=said,
        decided_then=decided,
        done_then=past_pursuits(db(), former) if former else {},
        stated_by_sources=stated_by_sources,
        line_names=line_names(),
        views=match_views([m for m in matching if m.score >= WORTH], taste),
        compared=call_compared(
            db(), call, now=now(), timezone=timezone(), last_run=pulse()["match"].begun
        ),
        weak=sum(m.score < WORTH for m in matching),
        **dates_shown(call),
    )


def _marked(call: Call, tags: list[Tag]) -> list[Paragraph]:
    shown = [t for t in tags if t.assigned]
    names = line_names()

    def why(tag: Tag) -> str:
        return f"ODS {tag.code}" if tag.scheme == "ods" else names.get(tag.code, tag.code)

    ranges = [r for t in shown for r in evidence_ranges(t.evidence, field="text", why=why(t))]
    rules = call.composed.eligibility
    unread = [f for name in QUESTION_NAMES if (f := getattr(rules, name)).unread]
    anchors = {f.span.start: line_anchor(f.span.start) for f in unread if f.span and f.span.start}
    return paragraphs(call.text, ranges, css="why", anchors=anchors)


def _people(session: Session, *signed: Iterable[Any]) -> dict[int, str]:
    """The names of those who signed any of these."""
    ids = {one.person_id for several in signed for one in several} - {None}
    if not ids:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {number: name for number, name in rows}


def _discarded_by(session: Session, call: Call) -> str | None:
    """The name of who said that ``call`` is none."""
    who = discarders(session, [call]).get(call.id) if call.discarded_at else None
    return None if who is None else session.get_one(Person, who).name


def _snapshots(session: Session, call: Call) -> list[Snapshot]:
    return list(session.scalars(_COPIES, {"call": call.id}))


@blueprint.get("/<int:call_id>/copia/<int:snapshot_id>")
@requires("read")
def snapshot(call_id: int, snapshot_id: int) -> ResponseReturnValue:
    """Our copy of a page, as text: no script, no picture, no address of it is loaded."""
    call = get_call(db(), call_id)
    kept = db().get(Snapshot, snapshot_id)
    if kept is None or kept.id not in {s.id for s in _snapshots(db(), call)}:
        raise NotFound("Esta copia no existe.")
    body = gzip.decompress(kept.body)
    return render_template(
        "calls/snapshot.html", call=call, snapshot=kept, text=readable(body, kept.content_type)
    )
