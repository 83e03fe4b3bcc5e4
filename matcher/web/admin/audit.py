"""Auditoría: who changed what, when. Nobody can edit it here."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from matcher.audit.models import AuditEntry
from matcher.people.queries import people
from matcher.text import number_of
from matcher.web.admin.audit_words import AuditTold, subjects_of, told_of
from matcher.web.frame.access import requires
from matcher.web.frame.services import db
from matcher.web.values.filters import day_bounds
from matcher.web.values.inputs import day_of
from matcher.web.values.labels import ACTIONS
from matcher.web.values.lists import MOST_ROWS, as_table

blueprint = Blueprint("audit", __name__, url_prefix="/auditoria")
PAGE = 100


@blueprint.get("")
@requires("manage-people")
def index() -> ResponseReturnValue:
    """The trail, newest first, narrowed by person, action and days."""
    args, query = request.args, _asked()
    if (after := number_of(args.get("after"))) is not None:
        query = query.where(AuditEntry.id < after)
    entries = list(db().scalars(query.limit(PAGE + 1)))
    names = {p.id: p.name for p in people(db())}
    asked = {n: args[n] for n in ("person", "action", "from", "to") if args.get(n)}
    return render_template(
        "audit/index.html",
        entries=entries[:PAGE],
        after=entries[PAGE - 1].id if len(entries) > PAGE else None,
        people=names,
        subjects=subjects_of(db(), entries[:PAGE]),
        told_of=lambda entry: told_of(entry, names),
        actions=ACTIONS,
        asked=asked,
    )


def _asked() -> Select[AuditEntry]:
    """The entries this request asks for, the newest first."""
    args, query = request.args, select(AuditEntry).order_by(AuditEntry.id.desc())
    who, action = number_of(args.get("person")), args.get("action", "")
    first, last = day_of(args.get("from", "")), day_of(args.get("to", ""))
    if who is not None:
        query = query.where(AuditEntry.person_id == who)
    if action:
        query = query.where(AuditEntry.action == action)
    if first:
        query = query.where(AuditEntry.at >= day_bounds(first)[0])
    if last:
        query = query.where(AuditEntry.at < day_bounds(last)[1])
    return query


@as_table(
    blueprint,
    index,
    named="auditoria",
    headings=("Cuándo", "Quién", "Qué hizo", "Sobre qué", "Cuál", "Detalle"),
)
def _rows() -> Iterator[list[Any]]:
    entries = list(db().scalars(_asked().limit(MOST_ROWS)))
    names = {p.id: p.name for p in people(db())}
    about = subjects_of(db(), entries)
    for entry in entries:
        subject = about[entry.id]
        yield [
            entry.at,
            names.get(entry.person_id or 0, "el servicio"),
            str(ACTIONS.get(entry.action, entry.action)),
            subject.kind,
            subject.name,
            "; ".join(_line(told) for told in told_of(entry, names)) or None,
        ]


def _line(told: AuditTold) -> str:
    said = f"{told.before or 'nada'} → {told.after or 'nada'}" if told.changed else told.after
    return f"{told.name}: {said}" if told.name else said
