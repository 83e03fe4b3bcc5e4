"""What stands in a draft now: live answers, by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from proposals.models import Answer, Draft
from proposals.rows.references import known_rows, numbered
from proposals.steps import FIELDS

Answers = Mapping[str, Any]
"""Field key → stored text or list of codes; for a table the list of its rows, in order.

Where a row refers to another its cell is the number that row has now, or an ``AstrayRow``.
"""


def live(draft: Draft) -> Iterator[Answer]:
    """The answers that were not deleted, rows in their order; fields no step has are passed over.

    A field that a later version of the steps dropped stays in the database, out of sight.
    """
    return (answer for answer in draft.answers if not answer.deleted and answer.field in FIELDS)


def answers(draft: Draft) -> dict[str, Any]:
    """Field → what stands there: a value, or for a table the list of its rows in order."""
    found: dict[str, Any] = {}
    known = known_rows(draft)
    for answer in live(draft):
        field = FIELDS[answer.field]
        if field.is_table:
            found.setdefault(answer.field, []).append(numbered(field, answer.value, known))
        else:
            found[answer.field] = answer.value
    return found


def rows(given: Answers, key: str) -> list[dict[str, Any]]:
    """The rows of a table that hold anything."""
    return [row for row in given.get(key, ()) if any(str(v).strip() for v in row.values())]
