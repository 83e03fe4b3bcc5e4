"""The sums of the budget while it is written, and the budget as a workbook, there and back."""

import io
import re
from decimal import Decimal

from flask import flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, UnreadableTable
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, here, ngettext
from matcher.web.frame.services import db, now, person
from matcher.web.values.filters import number, say
from proposals.answers import answers, live
from proposals.budget import Budget, read_budget
from proposals.drafts import get_draft
from proposals.locking import hold_open
from proposals.models import Draft
from proposals.regime import regime_of
from proposals.steps.values import is_blank
from proposals.web.blueprint import blueprint
from proposals.workbook.reading import bring_workbook
from proposals.workbook.writing import budget_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TOLD = 50


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


@blueprint.get("/<int:draft_id>/presupuesto.xlsx")
@requires("read")
def budget_as_workbook(draft_id: int) -> ResponseReturnValue:
    """The budget as a workbook, to work on it in Excel and bring it back."""
    draft = get_draft(db(), draft_id)
    title = re.sub(r"[^\w\- ]", "", draft.title)[:60].strip() or "propuesta"
    return send_file(
        io.BytesIO(budget_workbook(draft, here())),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"presupuesto {title}.xlsx",
    )


@blueprint.post("/<int:draft_id>/presupuesto")
@requires("write-proposals")
def bring_budget(draft_id: int) -> ResponseReturnValue:
    """A workbook that comes back: what changed is saved row by row, and what is odd is told."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    back = redirect(
        url_for("proposals.step", draft_id=draft_id, slug="objetivos", _anchor="presupuesto")
    )
    file = request.files.get("libro")
    if file is None or not file.filename:
        flash(_("Elija el libro de Excel del presupuesto."), "warn")
        return back
    try:
        brought = bring_workbook(
            db(),
            draft,
            file.read(),
            name=file.filename,
            said=here(),
            person=person(),
            at=now(),
        )
    except (InvalidInput, UnreadableTable) as problem:
        flash(say(problem.message), "warn")
        return back
    changed = ngettext("%(num)d renglón cambiado", "%(num)d renglones cambiados", brought.changed)
    added = ngettext("%(num)d agregado", "%(num)d agregados", brought.added)
    flash(_("Libro leído: %(changed)s y %(added)s.", changed=changed, added=added))
    for told in brought.told[:MOST_TOLD]:
        flash(say(told), "warn")
    return back


def line_totals(draft: Draft, budget: Budget) -> dict[str, str]:
    """Row of the budget → its total as it reads; lines that cannot be added have none."""
    rows = [
        one.row for one in live(draft) if one.field == "presupuesto" and not is_blank(one.value)
    ]
    pairs = zip(rows, budget.lines, strict=True)
    return {row: _amount(line.total) for row, line in pairs if line.total is not None}


def _amount(value: Decimal) -> str:
    return str(number(value, 2 if value % 1 else 0))
