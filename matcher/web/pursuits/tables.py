"""The board as a table to take away: what its filters show, a row per pursuit."""

from typing import Any

from flask.typing import ResponseReturnValue

from matcher.pursuits.board import board, on_board
from matcher.pursuits.reasons import end_reasons
from matcher.web.cards.calls import timezone
from matcher.web.cards.pursuits import pursuit_views, stage_name
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _
from matcher.web.frame.services import db, now
from matcher.web.pursuits.pages import asked, blueprint
from matcher.web.values import tables
from matcher.web.values.trail import taken_away

MOST = 2000
"""Rows of each stage."""
_HEADINGS = (
    "Convocatoria",
    "Financiador",
    "Estado",
    "Desde",
    "Proyecto",
    "Secretaría",
    "Responsable",
    "Cierre",
    "Próxima fecha propia",
    "Detenida",
    "Motivo",
    "Abierta el",
    "Enlace",
)


@blueprint.get("/tabla.<any(xlsx, csv):table>")
@requires("read")
def export(table: str) -> ResponseReturnValue:
    """What the board shows now, as a table with Spanish headings."""
    columns = board(db(), asked(), now=now(), timezone=timezone(), shown=MOST)
    reasons = {one.code: one.name for one in end_reasons(db())}
    rows = [
        _row(v, reasons) for column in columns for v in pursuit_views(on_board(db(), column.rows))
    ]
    taken_away("pursuits", format=table, rows=len(rows))
    return tables.send(_("seguimiento"), list(_HEADINGS), rows, kind=table)


def _row(view: dict[str, Any], reasons: dict[str, str]) -> list[Any]:
    one, deadline, own = view["pursuit"], view["deadline"], view["next_date"]
    return [
        one.call.title,
        one.call.funder,
        stage_name(one.stage),
        one.moved_at.date(),
        one.project.name if one.project else None,
        one.department,
        one.assignee.name if one.assignee else None,
        deadline.on_day if deadline else None,
        own.day if own else None,
        "sí" if view["stuck"] else "no",
        reasons.get(one.end_reason, one.end_reason),
        one.opened_at.date(),
        one.call.url,
    ]
