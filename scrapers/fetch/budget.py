"""How long one source may take in all: what each page may take does not bound their number."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from scrapers.errors import OutOfTime
from scrapers.remark import Remark


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """The seconds one source has, and when they end."""

    seconds: float
    ends_at: float

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return monotonic() >= self.ends_at

    def check(self) -> None:
        """Stop here where nothing is left.

        :raises OutOfTime: with a sentence for the officer.
        """
        if self.is_spent:
            minutes = round(self.seconds / 60)
            raise OutOfTime(Remark("out-of-time", minutes=minutes))


_budget: ContextVar[TimeBudget | None] = ContextVar("puente_source_budget", default=None)


@contextmanager
def time_budget(seconds: float) -> Iterator[TimeBudget]:
    """Hold every request this thread makes meanwhile to ``seconds`` in all."""
    budget = TimeBudget(seconds, monotonic() + seconds)
    token = _budget.set(budget)
    try:
        yield budget
    finally:
        _budget.reset(token)


def check_budget() -> None:
    """Stop here where the source this thread reads has used up its time.

    :raises OutOfTime: where it has; never outside a budget.
    """
    budget = _budget.get()
    if budget is not None:
        budget.check()
