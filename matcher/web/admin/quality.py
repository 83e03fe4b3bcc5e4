"""Calidad: how well the model and the matches do, measured on this agency's own answers."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matcher.matches.queries import precision_at_five
from matcher.tags.models import ModelVersion
from matcher.tags.queries import agreement, to_review
from matcher.web.frame.access import requires
from matcher.web.frame.services import db

blueprint = Blueprint("quality", __name__, url_prefix="/calidad")
MOST = 8


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """Agreement per tag and over time, precision at five, and what is most worth reviewing."""
    rows = agreement(db())
    models = db().scalars(select(ModelVersion).order_by(ModelVersion.active_from.desc()))
    return render_template(
        "quality/index.html",
        months=_summed(rows, by="month"),
        tags=_summed(rows, by="tag"),
        precision=precision_at_five(db()),
        review=to_review(db(), "call", limit=MOST),
        models=list(models)[:5],
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
