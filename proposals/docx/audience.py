"""What of a draft may reach whoever finances it: the door from answers to a document."""

from typing import Any

from proposals.answers import Answers
from proposals.docx.wording import clean
from proposals.steps import FIELDS
from proposals.steps.step import Field


def for_donor(given: Answers) -> dict[str, Any]:
    """The answers without what is written for the office: whole fields, and columns of tables.

    Every word of them is one that a Word file can hold: a letter it cannot would cut off, unseen,
    all that follows.
    """
    return {
        key: _cleaned(_open_columns(FIELDS[key], value))
        for key, value in given.items()
        if key in FIELDS and not FIELDS[key].is_internal
    }


def _open_columns(field: Field, value: Any) -> Any:
    if not field.is_table:
        return value
    closed = {column.key for column in field.columns if column.is_internal}
    return [{key: cell for key, cell in row.items() if key not in closed} for row in value]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(cell) for key, cell in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value
