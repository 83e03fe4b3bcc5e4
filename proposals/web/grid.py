"""The sums of the budget while it is written, and the budget as a workbook, there and back."""

from decimal import Decimal

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from matcher.web.frame.access import requires
from matcher.web.frame.services import db
from matcher.web.values.filters import number
from proposals.answers import answers, live
from proposals.budget import Budget, read_budget
from proposals.drafts import get_draft
from proposals.models import Draft
from proposals.regime import regime_of
from proposals.steps.values import is_blank
from proposals.web.blueprint import blueprint


@blueprint.get("/<int:draft_id>/sumas")
@requires("read")
def sums(draft_id: int) -> ResponseReturnValue:
    """The sums of what is saved now: the table as the page shows it, and each line's total."""
    draft = get_draft(db(), draft_id)
    budget = read_budget(answers(draft))
    table = ""
    if budget.lines:
        table = render_template("proposals/sums.html", budget=budget, regime=regime_of(budget))
    return jsonify(table=table, totals=line_totals(draft, budget))


def line_totals(draft: Draft, budget: Budget) -> dict[str, str]:
    """Row of the budget → its total as it reads; lines that cannot be added have none."""
    rows = [
        one.row for one in live(draft) if one.field == "presupuesto" and not is_blank(one.value)
    ]
    pairs = zip(rows, budget.lines, strict=True)
    return {row: _amount(line.total) for row, line in pairs if line.total is not None}


def _amount(value: Decimal) -> str:
    return str(number(value, 2 if value % 1 else 0))
