"""The board as a table to take away: what its filters show, a row per pursuit."""

from collections.abc import Iterator
from typing import Any

from matcher.pursuits.board import board, on_board
from matcher.pursuits.reasons import end_reasons
from matcher.web.cards.calls import timezone
from matcher.web.cards.pursuits import pursuit_views, stage_name
from matcher.web.frame.services import db, now
from matcher.web.pursuits.pages import asked, blueprint, index
from matcher.web.values.lists import MOST_ROWS, as_table

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


@as_table(blueprint, index, named="seguimiento", headings=_HEADINGS, what="pursuits")
def _rows() -> Iterator[list[Any]]:
    columns = board(db(), asked(), now=now(), timezone=timezone(), shown=MOST_ROWS)
    reasons = {one.code: one.name for one in end_reasons(db())}
    for column in columns:
        for view in pursuit_views(on_board(db(), column.rows)):
            yield _row(view, reasons)


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
