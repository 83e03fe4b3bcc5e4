"""Which row a row refers to: the one place that knows how a reference is kept."""

from proposals.answers import Answers, rows
from proposals.steps import get_field
from proposals.steps.values import number_in


def targets(given: Answers, table: str, column: str) -> list[int | None]:
    """For each row of ``table``, the number of the row that its ``column`` names."""
    kept = next(c for c in get_field(table).columns if c.key == column)
    found = (number_in(kept, row.get(column)) for row in rows(given, table))
    return [int(number) if number is not None else None for number in found]
