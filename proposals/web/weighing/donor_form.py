"""The donor's own form: pasted once, printed whole, its answers counted and copied."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput
from matcher.people.permissions import may
from matcher.web.frame.access import requires
from matcher.web.frame.gettext import _, ngettext
from matcher.web.frame.services import db, now, person
from proposals.asked.pasted import read_form
from proposals.counting import count
from proposals.drafts import get_draft, new_row
from proposals.locking import find_lock, hold_open
from proposals.saving import Save, save
from proposals.steps import FIELDS
from proposals.steps.call import UNITS
from proposals.steps.step import Unit
from proposals.steps.values import number_in
from proposals.web.blueprint import blueprint
from proposals.wizard import view_step

MOST_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of the form with its answer, counted as the donor counts."""

    row: str
    text: str
    answer: str
    step: str
    must: str
    most: int | None
    unit: Unit
    length: int

    @property
    def over(self) -> bool:
        """Whether the answer is too long."""
        return self.most is not None and self.length > self.most


@blueprint.get("/<int:draft_id>/formulario")
@requires("read")
def donor_form(draft_id: int) -> ResponseReturnValue:
    """The whole form: to print before starting, to copy from when sending."""
    return _page(draft_id)


@blueprint.post("/<int:draft_id>/formulario")
@requires("write-proposals")
def paste_form(draft_id: int) -> ResponseReturnValue:
    """Take the questions out of a pasted text; what is there already stays."""
    draft = get_draft(db(), draft_id)
    hold_open(db(), draft)
    text = request.form.get("texto", "")
    known = {question.text.casefold() for question in _questions(draft_id)}
    problem = ""
    if len(text) > MOST_CHARACTERS:
        problem = _("Es demasiado largo. Pegue solo las preguntas del formulario.")
    found = [] if problem else read_form(text)
    if not problem and not found:
        problem = _(
            "No encontramos preguntas. Pegue una por línea, por ejemplo: «1. Describa el problema "
            "(máximo 300 palabras)»."
        )
    if problem:
        return _page(draft_id, problem=problem, typed=text), 422
    added = [row for row in found if row["pregunta"].casefold() not in known]
    try:
        for row in added:
            given = Save(field="formulario", row=new_row(), value=row, base=0)
            save(db(), draft, given, person=person(), at=now())
    except InvalidInput as error:
        return _page(draft_id, problem=str(error), typed=text), 422
    flash(
        ngettext(
            "Se agregó %(num)d pregunta. Revise su límite y el paso.",
            "Se agregaron %(num)d preguntas. Revise sus límites y los pasos.",
            len(added),
        )
        if added
        else _("Esas preguntas ya estaban.")
    )
    return redirect(url_for("proposals.donor_form", draft_id=draft_id))


def _questions(draft_id: int) -> list[AskedQuestion]:
    view = view_step(get_draft(db(), draft_id), "convocatoria")
    column = next(c for c in FIELDS["formulario"].columns if c.key == "limite")
    rows = next(q for q in view.questions if q.field.key == "formulario").rows
    found = []
    for unit in rows:
        cells = unit.value or {}
        most = number_in(column, cells.get("limite"))
        counted = UNITS.get(cells.get("unidad", ""), "words" if most is None else "characters")
        answer = str(cells.get("respuesta") or "")
        found.append(
            AskedQuestion(
                row=unit.row,
                text=str(cells.get("pregunta") or ""),
                answer=answer,
                step=str(cells.get("paso") or "") or "convocatoria",
                must=str(cells.get("obligatoria") or ""),
                most=int(most) if most is not None else None,
                unit=counted,
                length=count(answer, counted),
            )
        )
    return found


def _page(draft_id: int, *, problem: str = "", typed: str = "") -> str:
    draft = get_draft(db(), draft_id)
    questions = _questions(draft_id)
    lock = find_lock(db(), draft)
    return render_template(
        "proposals/donor_form.html",
        draft=draft,
        questions=questions,
        answered=sum(bool(one.answer.strip()) for one in questions),
        problem=problem,
        typed=typed,
        step_names={o.value: o.label for o in _STEP_NAMES},
        writable=lock is None and may(person(), "write-proposals"),
        lock=lock,
    )


_STEP_NAMES = next(c for c in FIELDS["formulario"].columns if c.key == "paso").options
