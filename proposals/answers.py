"""What stands in a draft now: live answers, by field."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from proposals.models import Answer, Draft
from proposals.steps import FIELDS

Answers = Mapping[str, Any]
"""Field key → stored text or list of codes; for a table the list of its rows, in order."""


def live(draft: Draft) -> Iterator[Answer]:
    """The answers that were not deleted, rows in their order; fields no step has are passed over.

    A field that a later version of the steps dropped stays in the database, out of sight.
    """
    return (answer for answer in draft.answers if not answer.deleted and answer.field in FIELDS)


def answers(
    draft: Draft, *, instead: Mapping[tuple[str, str], Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Field → what stands there: a value, or for a table the list of its rows in order.

    :param instead: (field, row) → what to read there instead.
    """
    found: dict[str, Any] = {}
    for answer in live(draft):
        value = instead.get((answer.field, answer.row), answer.value)
        if FIELDS[answer.field].is_table:
            found.setdefault(answer.field, []).append(value)
        else:
            found[answer.field] = value
    return found


def rows(given: Answers, key: str) -> list[dict[str, Any]]:
    """The rows of a table that hold anything."""
    return [row for row in given.get(key, ()) if any(str(v).strip() for v in row.values())]
