"""What a check looks at, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from matcher.messages import Message
from proposals.answers import Answers, rows
from proposals.budget import Budget
from proposals.schedule import Schedule
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field

Severity = Literal["blocking", "warning", "advice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at: a code, how grave it is, a sentence, the field and step to go to."""

    code: str
    severity: Severity
    text: Message
    field: str

    @property
    def step(self) -> str:
        """The slug of the step that asks for the field."""
        return next(step.slug for step in STEPS if self.field in {f.key for f in step})

    @property
    def label(self) -> str:
        """The label of the field."""
        return FIELDS[self.field].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything a rule may look at."""

    given: Answers
    budget: Budget
    schedule: Schedule


Rule = Callable[[Whole], Iterator[Finding]]


def finding(
    text: str, /, *, code: str, field: str, severity: Severity = "warning", **values: object
) -> Finding:
    """A finding whose sentence has ``values`` in it; labels are said in the reader's language."""
    return Finding(code=code, severity=severity, text=Message(text, **values), field=field)


def cells(given: Answers, field: Field) -> Iterator[tuple[int, Field, object]]:
    """Row (0 for a field of its own), column and stored value of each cell of ``field``."""
    if not field.is_table:
        yield 0, field, given.get(field.key)
        return
    for number, row in enumerate(rows(given, field.key), 1):
        for column in field.columns:
            yield number, column, row.get(column.key)
