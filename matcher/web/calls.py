"""Convocatorias: the list with its filters, one call with its evidence, the table to take away."""

import gzip
from html import unescape
from typing import Any

import nh3
from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting, Snapshot
from matcher.calls.queries import (
    find_calls,
    get_call,
    source_counts,
    state_counts,
    value_counts,
)
from matcher.calls.state import local_closing_day, next_deadline
from matcher.calls.wording import call_state
from matcher.errors import NotFound
from matcher.people.models import Person
from matcher.tags.models import Tag
from matcher.tags.queries import assigned_tags, lines, tag_counts, tags_of
from matcher.web import tables
from matcher.web.access import requires
from matcher.web.call_filters import address_args, asked
from matcher.web.filters import days_until
from matcher.web.gettext import _
from matcher.web.labels import KINDS, STATES, ods_name
from matcher.web.marking import evidence_ranges, mark
from matcher.web.services import db, now, services
from matcher.web.source_names import source_title

blueprint = Blueprint("calls", __name__, url_prefix="/convocatorias")
EXPORT_LIMIT = 5000


def timezone() -> str:
    """The agency's time zone."""
    return services().settings.timezone


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The list, narrowed by what the address asks for."""
    wanted = asked()
    page = find_calls(
        db(), wanted.query, now=now(), timezone=timezone(), sort=wanted.sort,
        after=request.args.get("after"),
    )  # fmt: skip
    return render_template(
        "calls/index.html",
        asked=wanted,
        page=page,
        views=summaries(db(), page.calls),
        options=_options(db()),
        address_args=address_args,
    )


def summaries(session: Session, calls: list[Call]) -> list[dict[str, Any]]:
    """What a list shows of each call: state, next deadline, days left, tags."""
    tags = assigned_tags(session, "call", [c.id for c in calls])
    return [{"call": c, "tags": tags.get(c.id, []), **dates_shown(c)} for c in calls]


def dates_shown(call: Call) -> dict[str, Any]:
    """State, the deadline that counts now and the days to it."""
    ahead = next_deadline(call.deadlines, now=now(), timezone=timezone())
    last = call.deadlines[-1] if call.deadlines else None
    shown = ahead or last
    return {
        "state_now": call_state(call, now=now(), timezone=timezone()),
        "deadline": shown,
        "days_left": days_until(local_closing_day(shown, timezone=timezone())) if shown else None,
    }


def _options(session: Session) -> dict[str, Any]:
    """The values the filters offer, with how many calls have each."""
    return {
        "states": state_counts(session, now=now(), timezone=timezone()),
        "kinds": dict(value_counts(session, Call.kind)),
        "languages": dict(value_counts(session, Call.language)),
        "funders": value_counts(session, Call.funder)[:300],
        "currencies": [value for value, _count in value_counts(session, Call.currency)],
        "sources": source_counts(session),
        "lines": lines(session),
        "line_counts": tag_counts(session, "call", "line"),
        "ods_counts": tag_counts(session, "call", "ods"),
    }


@blueprint.get("/<int:call_id>")
@requires("read")
def page(call_id: int) -> ResponseReturnValue:
    """One call: who may apply first, then dates, money, tags with their evidence, history."""
    call = get_call(db(), call_id)
    tags = tags_of(db(), "call", call.id)
    snapshots = _snapshots(db(), call)
    return render_template(
        "calls/page.html",
        facts=call.facts.get("composed", call.facts),
        tags=tags,
        marked=_marked(call, tags),
        snapshots=snapshots,
        people=_people(db(), tags, call),
        **dates_shown(call),
        **extras(call),
    )


def extras(call: Call) -> dict[str, Any]:
    """What other pages of this blueprint add to the page of a call."""
    return {"line_names": line_names(), "call": call}


@blueprint.app_template_global()
def line_names() -> dict[str, str]:
    """Code and name of every line, retired ones too; read once per request."""
    if "line_names" not in g:
        g.line_names = {line.code: line.name for line in lines(db(), retired=True)}
    found: dict[str, str] = g.line_names
    return found


def _marked(call: Call, tags: list[Tag]) -> dict[str, Any]:
    shown = [t for t in tags if t.assigned]
    names = line_names()

    def why(tag: Tag) -> str:
        return f"ODS {tag.code}" if tag.scheme == "ods" else names.get(tag.code, tag.code)

    return {
        field: mark(
            getattr(call, field),
            [r for t in shown for r in evidence_ranges(t.evidence, field=field, why=why(t))],
            css="why",
        )
        for field in ("title", "text")
    }


def _people(session: Session, tags: list[Tag], call: Call) -> dict[int, str]:
    ids = {t.person_id for t in tags} | {v.person_id for v in call.versions}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids - {None})))
    return {number: name for number, name in rows}


def _snapshots(session: Session, call: Call) -> list[Snapshot]:
    return list(
        session.scalars(
            select(Snapshot)
            .join(Sighting, Sighting.id == Snapshot.sighting_id)
            .where(Sighting.call_id == call.id)
            .order_by(Snapshot.fetched_at.desc())
        )
    )


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


def readable(body: bytes, content_type: str) -> str:
    """The words of a payload: pages without their markup, other formats as they are."""
    text = body.decode("utf-8", errors="replace")
    if "html" not in content_type and "xml" not in content_type:
        return text
    for tag in ("</p>", "</div>", "</li>", "</h1>", "</h2>", "</h3>", "<br", "</tr>"):
        text = text.replace(tag, "\n" + tag)
    clean = nh3.clean(text, tags=set(), clean_content_tags={"script", "style", "head", "nav"})
    rows = (" ".join(row.split()) for row in unescape(clean).splitlines())
    return "\n".join(row for row in rows if row)


@blueprint.get("/tabla.<any(xlsx, csv):kind>")
@requires("read")
def export(kind: str) -> ResponseReturnValue:
    """What the list shows now, as a table with Spanish headings."""
    wanted = asked()
    found = find_calls(
        db(), wanted.query, now=now(), timezone=timezone(), sort=wanted.sort, limit=EXPORT_LIMIT
    )
    names = line_names()
    rows = [_row(view, names) for view in summaries(db(), found.calls)]
    return tables.send(_("convocatorias"), list(_HEADINGS), rows, kind=kind)


_HEADINGS = (
    "Título", "Estado", "Cierre", "Hora", "Zona horaria", "Clase", "Financiador", "Monto máximo",
    "Monto total", "Moneda", "Entidad territorial puede aplicar", "Líneas temáticas", "ODS",
    "Idioma", "Fuentes", "Enlace", "Vista por primera vez",
)  # fmt: skip
_ANSWER = {True: "sí", False: "no", None: None}


def _row(view: dict[str, Any], names: dict[str, str]) -> list[Any]:
    call, deadline, tags = view["call"], view["deadline"], view["tags"]
    facts = call.facts.get("composed", call.facts)
    local = (facts.get("eligibility") or {}).get("local_government") or {}
    return [
        call.title,
        str(STATES[view["state_now"]]),
        deadline.on_day if deadline else None,
        deadline.at_time if deadline else None,
        deadline.timezone if deadline else None,
        str(KINDS.get(call.kind, "")) or None,
        call.funder,
        call.amount_max,
        call.amount_total,
        call.currency,
        _ANSWER[local.get("answer")],
        "; ".join(names.get(t.code, t.code) for t in tags if t.scheme == "line") or None,
        "; ".join(f"{t.code} {ods_name(t.code)}" for t in tags if t.scheme == "ods") or None,
        call.language,
        "; ".join(source_title(s.source_id) for s in call.sightings),
        call.url,
        call.first_seen_at.date(),
    ]
