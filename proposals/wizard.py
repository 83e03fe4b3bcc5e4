"""The ten steps as one person sees them now: what is answered, what is odd, how far each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Literal

from matcher.messages import Message
from proposals.counting import over_limit
from proposals.models import Answer, Draft, Origin
from proposals.rows.references import Known, known_rows, numbered
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field, Step
from proposals.steps.values import is_blank, read

State = Literal["done", "begun", "prefilled", "empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A field, or a row of a table, with what stands there.

    ``problems`` are sentences about what cannot be read or is too long, by column (empty key: the
    field itself).
    """

    field: Field
    row: str
    value: Any
    version: int
    origin: Origin | None
    at: datetime | None
    problems: Mapping[str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field of a step: its own unit, or its rows; ``removed`` rows can be brought back."""

    field: Field
    unit: Unit | None
    rows: tuple[Unit, ...] = ()
    removed: tuple[Unit, ...] = ()

    @property
    def numbered(self) -> list[tuple[int | None, Unit]]:
        """The rows with the number each has; a row that says nothing yet has none."""
        numbers = count(1)
        return [(None if is_blank(one.value) else next(numbers), one) for one in self.rows]

    @property
    def answered(self) -> bool:
        """Whether anything stands there."""
        return bool(self.rows) or (self.unit is not None and not is_blank(self.unit.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step with its questions. ``missing`` are required fields without an answer.

    ``donor`` holds the questions of the donor's form that are answered in this step.
    """

    step: Step
    number: int
    questions: tuple[Question, ...]
    done: Unit
    donor: Question | None
    state: State
    answered: int
    missing: tuple[Field, ...]
    problems: int


def view_steps(draft: Draft) -> tuple[StepView, ...]:
    """All ten steps of ``draft``, in order."""
    kept: dict[str, list[Answer]] = {}
    for answer in draft.answers:
        kept.setdefault(answer.field, []).append(answer)
    known = known_rows(draft)
    return tuple(_view(number, step, kept, known) for number, step in enumerate(STEPS, 1))


def view_step(draft: Draft, slug: str) -> StepView:
    """One step of ``draft``; the slug is one of :data:`STEPS`."""
    return next(view for view in view_steps(draft) if view.step.slug == slug)


def _view(number: int, step: Step, kept: Mapping[str, list[Answer]], known: Known) -> StepView:
    questions = tuple(_question(field, kept.get(field.key, []), known) for field in step)
    units = [unit for q in questions for unit in ((q.unit,) if q.unit else q.rows)]
    done = _unit(step.done, next(iter(kept.get(step.done.key, [])), None), known)
    return StepView(
        step=step,
        number=number,
        questions=questions,
        done=done,
        donor=_donor(step, kept, known),
        state=_state(done, units),
        answered=sum(q.answered for q in questions),
        missing=tuple(q.field for q in questions if q.field.required and not q.answered),
        problems=sum(len(unit.problems) for unit in units),
    )


def _donor(step: Step, kept: Mapping[str, list[Answer]], known: Known) -> Question | None:
    """The donor's questions mapped to ``step``; that of the call holds the whole form itself."""
    field = FIELDS["formulario"]
    mine = [
        answer
        for answer in kept.get(field.key, [])
        if isinstance(answer.value, dict) and answer.value.get("paso") == step.slug
    ]
    found = _question(field, mine, known) if field not in step.fields else None
    return found if found and found.rows else None


def _question(field: Field, kept: list[Answer], known: Known) -> Question:
    if not field.is_table:
        return Question(field=field, unit=_unit(field, next(iter(kept), None), known))
    rows = [_unit(field, answer, known) for answer in kept if not answer.deleted]
    gone = [_unit(field, answer, known) for answer in kept if answer.deleted]
    return Question(field=field, unit=None, rows=tuple(rows), removed=tuple(gone))


def _unit(field: Field, answer: Answer | None, known: Known) -> Unit:
    if answer is None:
        return Unit(field=field, row="", value=None, version=0, origin=None, at=None, problems={})
    value = None if answer.deleted and not field.is_table else answer.value
    return Unit(
        field=field,
        row=answer.row,
        value=value,
        version=answer.version,
        origin=answer.origin,
        at=answer.at,
        problems=problems_of(field, numbered(field, value, known)),
    )


def problems_of(field: Field, value: Any) -> dict[str, Message]:
    """What is odd about a value, by column; a draft keeps it all the same.

    References are read by number: ``proposals.rows.references.numbered``.
    """
    if field.is_table:
        cells = value if isinstance(value, dict) else {}
        found = {c.key: _problem(c, cells.get(c.key)) for c in field.columns}
        return {key: problem for key, problem in found.items() if problem}
    problem = _problem(field, value)
    return {"": problem} if problem else {}


def _problem(field: Field, value: Any) -> Message | None:
    return over_limit(field, value) or read(field, value).problem


def _state(done: Unit, units: list[Unit]) -> State:
    if done.value == "si":
        return "done"
    filled = [unit for unit in units if not is_blank(unit.value)]
    if any(unit.origin == "typed" for unit in filled):
        return "begun"
    return "prefilled" if filled else "empty"
