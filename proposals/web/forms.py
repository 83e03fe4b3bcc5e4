"""A whole step as a plain form posts it: every unit whose words changed becomes a save."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from matcher.web.frame.gettext import _
from proposals.drafts import new_row
from proposals.rows.pasting import read_block
from proposals.saving import Save
from proposals.steps.step import Field, Step
from proposals.steps.values import is_blank
from proposals.wizard import Question, StepView

NEW = "nueva"
UNFINISHED = "no"
"""What the page shows of a step nobody has called finished or unfinished."""
_VERSION = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A save asked for by a form, and the words that name it to a person."""

    save: Save
    field: Field


def read_form(view: StepView, form: MultiDict[str, str]) -> Iterator[Posted]:
    """Every unit of the step that the form changes; what it does not carry is left alone."""
    for question in view.questions:
        if question.field.is_table:
            yield from _rows(question, form)
        else:
            yield from _field(question.field, question.unit and question.unit.value, form)
    if view.donor:
        yield from _rows(view.donor, form)
    yield from _field(view.step.done, view.done.value or UNFINISHED, form)


def _field(field: Field, stored: Any, form: MultiDict[str, str]) -> Iterator[Posted]:
    name = f"campo-{field.key}"
    if field.sealed or (name not in form and f"version-{field.key}" not in form):
        return
    given: Any = form.get(name, "")
    if field.kind == "choices":
        given = form.getlist(name)
    if _same(field, given, stored):
        return
    base = _number(form.get(f"version-{field.key}"))
    yield Posted(field=field, save=Save(field=field.key, value=given, base=base))


def _rows(question: Question, form: MultiDict[str, str]) -> Iterator[Posted]:
    field = question.field
    for unit in question.rows:
        if f"version-{field.key}-{unit.row}" not in form:
            continue
        value = _kept(field, _cells(field, unit.row, form), unit.value)
        removed = f"quitar-{field.key}-{unit.row}" in form
        if not removed and value == _filled(unit.value):
            continue
        base = _number(form.get(f"version-{field.key}-{unit.row}"))
        save = Save(field=field.key, row=unit.row, value=value, base=base, deleted=removed)
        yield Posted(field=field, save=save)
    yield from _removed(question, form)
    for row in _unknown_rows(question, form):
        added = _cells(field, row, form)
        if not is_blank(added):
            name = new_row() if row == NEW else row
            yield Posted(field=field, save=Save(field=field.key, row=name, value=added, base=0))


def _removed(question: Question, form: MultiDict[str, str]) -> Iterator[Posted]:
    """Rows that somebody removed meanwhile and this form changed: their words are not dropped.

    A form written on the removal itself is the answer to the page that showed both.
    """
    field = question.field
    for unit in question.removed:
        name = f"version-{field.key}-{unit.row}"
        if name not in form:
            continue
        value = _kept(field, _cells(field, unit.row, form), unit.value)
        base = _number(form.get(name))
        if value != _filled(unit.value) or base == unit.version:
            yield Posted(
                field=field, save=Save(field=field.key, row=unit.row, value=value, base=base)
            )


def _unknown_rows(question: Question, form: MultiDict[str, str]) -> list[str]:
    """Rows the form carries and the draft does not: just added, or the blank one."""
    known = {unit.row for unit in (*question.rows, *question.removed)}
    prefix = f"version-{question.field.key}-"
    carried = (name.removeprefix(prefix) for name in form if name.startswith(prefix))
    return [*(row for row in carried if row not in known and row != NEW), NEW]


def read_pasted(field: Field, form: MultiDict[str, str]) -> list[Posted]:
    """Rows copied from a spreadsheet into the box of a table, to be added at the end.

    :raises InvalidInput: where the block does not fit the table.
    """
    text = form.get(f"pegar-{field.key}", "")
    if not text.strip():
        return []
    labels = {column.key: _(column.label) for column in field.columns}
    return [
        Posted(field=field, save=Save(field=field.key, row=new_row(), value=row, base=0))
        for row in read_block(field, text, labels)
    ]


def _cells(field: Field, row: str, form: MultiDict[str, str]) -> dict[str, str]:
    cells = {c.key: form.get(f"fila-{field.key}-{row}-{c.key}", "") for c in field.columns}
    return {key: text for key, text in cells.items() if text}


def _kept(field: Field, given: dict[str, str], stored: Any) -> dict[str, str]:
    """A row as given, where each cell nobody touched is what is stored."""
    known, columns = _filled(stored), {column.key: column for column in field.columns}
    return {
        key: known[key] if key in known and _same(columns[key], text, known[key]) else text
        for key, text in given.items()
    }


def _filled(row: Any) -> dict[str, Any]:
    return {key: text for key, text in row.items() if text} if isinstance(row, dict) else {}


def _same(field: Field, given: Any, stored: Any) -> bool:
    if is_blank(given) and is_blank(stored):
        return True
    return bool(_boxed(field, given) == _boxed(field, stored))


def _boxed(field: Field, value: Any) -> Any:
    """What the box of ``field`` holds of ``value``: only that of a text has more than one line."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n")
    return text if field.kind == "text" else text.replace("\n", "")


def _number(text: str | None) -> int:
    return int(text) if text and _VERSION.fullmatch(text) else 0


def label_of(step: Step, key: str) -> str:
    """The label of a field of this step."""
    return next((f.label for f in (*step.fields, step.done) if f.key == key), key)
