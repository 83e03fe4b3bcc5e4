"""What of a draft may reach whoever finances it: the door from answers to a document."""

from typing import Any

from proposals.answers import Answers
from proposals.steps import FIELDS
from proposals.steps.step import Field


def for_donor(given: Answers) -> dict[str, Any]:
    """The answers without what is written for the office: whole fields, and columns of tables."""
    return {
        key: _open_columns(FIELDS[key], value)
        for key, value in given.items()
        if key in FIELDS and not FIELDS[key].is_internal
    }


def _open_columns(field: Field, value: Any) -> Any:
    if not field.is_table:
        return value
    closed = {column.key for column in field.columns if column.is_internal}
    return [{key: cell for key, cell in row.items() if key not in closed} for row in value]
