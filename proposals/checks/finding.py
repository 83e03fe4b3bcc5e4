"""What a check looks at, and what it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from matcher.messages import Message
from matcher.money.rates import Converted
from matcher.projects.numbers import Money
from proposals.answers import Answers, rows
from proposals.budget import Budget
from proposals.checks.todo import TODO
from proposals.schedule import Schedule
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field

Severity = Literal["blocking", "warning", "advice"]
Exchange = Callable[[Decimal, str, str], Converted | None]
"""An amount of a currency in another, at a dated rate; ``None`` where there is none."""


def no_rates(_amount: Decimal, _currency: str, _into: str) -> Converted | None:
    """Where no rates are at hand nothing is converted."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at: a code, how grave it is, a sentence, the field and step to go to."""

    code: str
    severity: Severity
    text: Message
    field: str
    at: str | None = None
    """The step to go to, where it is not the field's own: a donor's question is answered there."""

    quote: str = ""
    """The sentence of the call that it rests on."""

    @property
    def todo(self) -> str:
        """What to do about it."""
        return TODO[self.code]

    @property
    def step(self) -> str:
        """The slug of the step that asks for the field."""
        return self.at or next(step.slug for step in STEPS if self.field in {f.key for f in step})

    @property
    def label(self) -> str:
        """The label of the field."""
        return FIELDS[self.field].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The newest document of the whole proposal: how its file is called, how many pages it has."""

    name: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything a rule may look at.

    ``call`` is the text of the call, ``language`` that of the document, ``sought`` what the project
    of the bank looks for, while there is no budget. ``rivals`` are the titles of other drafts for
    the same call, ``quotes`` its sentences behind what a field says it asks.
    """

    given: Answers
    budget: Budget
    schedule: Schedule
    quotes: Mapping[str, str]
    call: str = ""
    sought: Money | None = None
    rivals: tuple[str, ...] = ()
    language: str = "es"
    exchange: Exchange = no_rates
    printed: Printed | None = None


Rule = Callable[[Whole], Iterator[Finding]]


def finding(
    text: str,
    /,
    *,
    code: str,
    field: str,
    severity: Severity = "warning",
    at: str | None = None,
    **values: object,
) -> Finding:
    """A finding whose sentence has ``values`` in it; labels are said in the reader's language."""
    return Finding(code=code, severity=severity, text=Message(text, **values), field=field, at=at)


def cells(given: Answers, field: Field) -> Iterator[tuple[int, Field, object]]:
    """Row (0 for a field of its own), column and stored value of each cell of ``field``."""
    if not field.is_table:
        yield 0, field, given.get(field.key)
        return
    for number, row in enumerate(rows(given, field.key), 1):
        for column in field.columns:
            yield number, column, row.get(column.key)
