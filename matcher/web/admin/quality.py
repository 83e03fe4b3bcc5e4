"""Calidad: how well the model and the matches do, measured on this agency's own answers."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.calls.pins import PINNABLE
from matcher.desk.corrected import corrected_since
from matcher.errors import NotFound
from matcher.matches.queries import precision_at_five
from matcher.people.queries import people
from matcher.tags.models import ModelVersion
from matcher.tags.queries import agreement, to_review
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.kept import kept
from matcher.web.frame.services import db, now, today

blueprint = Blueprint("quality", __name__, url_prefix="/calidad")
MOST = 8
YEAR = timedelta(days=365)


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Agreement per tag and over time, precision at five, and what is most worth reviewing."""
    signed = db().scalar(select(func.max(AuditEntry.id))) or 0
    rows = kept("agreement", rows=signed, stamp=signed, count=lambda: agreement(db()))
    models = db().scalars(select(ModelVersion).order_by(ModelVersion.active_from.desc()))
    return render_template(
        "quality/index.html",
        months=_summed(rows, by="month"),
        tags=_summed(rows, by="tag"),
        precision=precision_at_five(db()),
        review=to_review(db(), "call", limit=MOST),
        models=list(models)[:5],
        corrected=kept(
            "corrected",
            rows=signed,
            stamp=(signed, today()),
            count=lambda: corrected_since(db(), now() - YEAR),
        ),
    )


@blueprint.get("/correcciones/<field>")
@requires("read")
def corrected(field: str) -> ResponseReturnValue:
    """The calls in which people set one fact right in the last twelve months."""
    if field not in PINNABLE:
        raise NotFound(_("Este dato no existe."))
    found = next((one for one in corrected_since(db(), now() - YEAR) if one.pin == field), None)
    signed = found.calls if found else {}
    calls = {call.id: call for call in db().scalars(select(Call).where(Call.id.in_(signed)))}
    return render_template(
        "quality/corrected.html",
        field=field,
        rows=[(calls[number], signature) for number, signature in signed.items()],
        people={one.id: one.name for one in people(db())},
    )


def _summed(rows: list[Any], *, by: str) -> list[dict[str, Any]]:
    found: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        key = row.month if by == "month" else (row.scheme, row.code)
        found[key][0] += row.judged
        found[key][1] += row.agreed
    return [
        {"key": key, "judged": judged, "agreed": agreed, "share": agreed / judged}
        for key, (judged, agreed) in sorted(found.items(), key=lambda i: _order(i[0]))
    ]


def _order(key: Any) -> tuple[str, int, str]:
    if isinstance(key, str):
        return (key, 0, "")
    scheme, code = key
    return (scheme, int(code) if scheme == "ods" else 0, code)
