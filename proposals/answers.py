"""What stands in a draft now: live answers, by field, and by question of whoever finances."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from proposals.models import Answer, Draft
from proposals.rows.references import known_rows, numbered
from proposals.steps import FIELDS
from proposals.steps.call import UNITS
from proposals.steps.step import Limit
from proposals.steps.values import number_in

Answers = Mapping[str, Any]
"""Field key → stored text or list of codes; for a table the list of its rows, in order.

Where a row refers to another its cell is the number that row has now, or an ``AstrayRow``.
"""


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
    known = known_rows(draft)
    for answer in live(draft):
        field = FIELDS[answer.field]
        value = instead.get((answer.field, answer.row), answer.value)
        if field.is_table:
            found.setdefault(answer.field, []).append(numbered(field, value, known))
        else:
            found[answer.field] = value
    return found


def rows(given: Answers, key: str) -> list[dict[str, Any]]:
    """The rows of a table that hold anything."""
    return [row for row in given.get(key, ()) if any(str(v).strip() for v in row.values())]


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorQuestion:
    """One question of the call; ``weight`` is its criterion's, as typed, ``limit`` the call's."""

    text: str
    answer: str
    weight: str = ""
    limit: Limit | None = None


def donor_questions(given: Answers) -> list[DonorQuestion]:
    """The donor's questions with our answers: its form, or else its criteria and requirements."""
    form = [_asked(row) for row in rows(given, "formulario")]
    criteria = [
        DonorQuestion(
            text=str(row.get("criterio") or ""),
            answer=str(row.get("respuesta") or ""),
            weight=str(row.get("peso") or ""),
        )
        for row in rows(given, "criterios")
    ]
    required = [
        DonorQuestion(text=str(row.get("texto") or ""), answer=str(row.get("evidencia") or ""))
        for row in rows(given, "requisitos")
    ]
    return [one for one in (form or (*criteria, *required)) if one.text.strip()]


def _asked(row: Mapping[str, Any]) -> DonorQuestion:
    """A question of the donor's form, with the length it allows where it says one."""
    column = next(c for c in FIELDS["formulario"].columns if c.key == "limite")
    most = number_in(column, row.get("limite"))
    unit = UNITS.get(str(row.get("unidad") or ""), "characters")
    return DonorQuestion(
        text=str(row.get("pregunta") or ""),
        answer=str(row.get("respuesta") or ""),
        limit=Limit(most=int(most), unit=unit) if most else None,
    )
