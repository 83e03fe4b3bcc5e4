"""Figures of a report: what a filter leaves, its totals, by line or funder, against goals."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal

from matcher.funders.names import funder_key
from matcher.results.entries import ResultEntry
from matcher.results.models import Goal, Measure
from matcher.words.calm import calm_name

By = Literal["line", "ods", "department", "funder", "country", "relation"]
DIMENSIONS: tuple[By, ...] = ("line", "ods", "department", "funder", "country", "relation")
UNKNOWN = "-"
"""What an address says for entries of which nobody told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFilter:
    """What somebody asked of the report; an empty field asks for nothing."""

    year: int | None = None
    line: str = ""
    ods: str = ""
    department: str = ""
    funder: str = ""
    country: str = ""
    relation: str = ""

    def address(self) -> dict[str, str]:
        """The same, as an address says it."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in told.items() if value}


def keys(entry: ResultEntry, by: By) -> list[str]:
    """Where an entry is counted; one of several ODS is counted in each."""
    if by == "ods":
        return list(entry.ods) or [UNKNOWN]
    value: str | None = getattr(entry, by)
    if by == "funder" and value:
        return [funder_key(value) or UNKNOWN]
    return [value or UNKNOWN]


def narrowed(found: Iterable[ResultEntry], wanted: ResultFilter) -> list[ResultEntry]:
    """What a filter leaves of any year."""
    asked = [(by, getattr(wanted, by)) for by in DIMENSIONS if getattr(wanted, by)]
    return [one for one in found if all(value in keys(one, by) for by, value in asked)]


def won(found: Iterable[ResultEntry], years: range | None) -> list[ResultEntry]:
    """What was won or obtained in these years."""
    return [e for e in found if e.outcome == "won" and (years is None or e.day.year in years)]


def lost(found: Iterable[ResultEntry], years: range | None) -> list[ResultEntry]:
    """What was lost in these years."""
    return [e for e in found if e.outcome == "lost" and (years is None or e.day.year in years)]


def sent(found: Iterable[ResultEntry], years: range | None) -> list[ResultEntry]:
    """What was sent in these years, however it ended."""
    return [e for e in found if e.sent_on and (years is None or e.sent_on.year in years)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The figures of some entries.

    ``won`` are proposals that were won; ``results`` also what came without a call.
    ``worth`` and ``disbursed`` are in the currency of the report, of the sums that have a rate;
    ``without_rate`` says how many have none. ``by_currency`` is what was received as it was told.
    """

    sent: int = 0
    won: int = 0
    results: int = 0
    lost: int = 0
    worth: Decimal = Decimal(0)
    disbursed: Decimal = Decimal(0)
    without_rate: int = 0
    without_sum: int = 0
    projects: int = 0
    without_project: int = 0
    south_south: int = 0
    people: int = 0
    by_currency: Mapping[str, Decimal] = field(default_factory=dict)
    with_worth: int = 0
    with_disbursed: int = 0
    disbursed_without_rate: int = 0
    with_people: int = 0

    @property
    def money(self) -> Decimal | None:
        """What was received; ``None`` where none of it can be told in that currency."""
        return self.worth if self.with_worth or not self.results else None

    @property
    def paid(self) -> Decimal | None:
        """What was disbursed; ``None`` where nobody told any that can be added."""
        return self.disbursed if self.with_disbursed else None

    @property
    def reached(self) -> int | None:
        """How many people were reached; ``None`` where nobody told it of any result."""
        return self.people if self.with_people else None


def total(found: Sequence[ResultEntry], years: range | None) -> Total:
    """The figures of ``found`` in these years."""
    here = won(found, years)
    worths = [one.worth.value for one in here if one.worth]
    disbursed = [one.disbursed.value for one in here if one.disbursed]
    people = [one.people for one in here if one.people is not None]
    reached = [one.project_id for one in here if one.project_id]
    return Total(
        sent=len(sent(found, years)),
        won=sum(one.pursuit is not None for one in here),
        results=len(here),
        lost=len(lost(found, years)),
        worth=sum(worths, Decimal(0)),
        disbursed=sum(disbursed, Decimal(0)),
        without_rate=sum(one.without_rate for one in here),
        without_sum=sum(one.received is None for one in here),
        projects=len(set(reached)),
        without_project=len(here) - len(reached),
        south_south=sum(one.relation == "sur-sur" for one in here),
        people=sum(people),
        by_currency=_by_currency(here),
        with_worth=len(worths),
        with_disbursed=len(disbursed),
        disbursed_without_rate=sum(map(_is_disbursed_without_rate, here)),
        with_people=len(people),
    )


def _by_currency(here: Sequence[ResultEntry]) -> dict[str, Decimal]:
    """What was received, as it was, by currency."""
    told: dict[str, Decimal] = {}
    for one in here:
        if one.received is not None and one.currency:
            told[one.currency] = told.get(one.currency, Decimal(0)) + one.received
    return dict(sorted(told.items()))


def _is_disbursed_without_rate(one: ResultEntry) -> bool:
    return bool(one.result and one.result.disbursed is not None and one.disbursed is None)


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one line, one funder…; ``label`` is as somebody wrote it, or the code."""

    key: str
    label: str
    total: Total


def grouped(found: Sequence[ResultEntry], by: By, years: range | None) -> list[Group]:
    """The groups of a dimension: what received most first; the unknown last."""
    members: dict[str, list[ResultEntry]] = {}
    for one in found:
        for key in keys(one, by):
            members.setdefault(key, []).append(one)
    groups = [
        Group(key, _label(key, by, some), total(some, years)) for key, some in members.items()
    ]
    there = [one for one in groups if one.total.sent or one.total.results or one.total.lost]
    return sorted(
        there,
        key=lambda g: (g.key == UNKNOWN, -g.total.worth, -g.total.results, -g.total.sent, g.key),
    )


def _label(key: str, by: By, members: Sequence[ResultEntry]) -> str:
    if by != "funder" or key == UNKNOWN:
        return key
    names = Counter(one.funder for one in members if one.funder)
    return calm_name(names.most_common(1)[0][0])


_REACHED: Mapping[Measure, Callable[[Total], Decimal]] = {
    "money": lambda t: t.worth,
    "projects": lambda t: Decimal(t.projects),
    "south-south": lambda t: Decimal(t.south_south),
    "sent": lambda t: Decimal(t.sent),
    "won": lambda t: Decimal(t.won),
    "people": lambda t: Decimal(t.people),
}


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """How far a goal is reached, with what cannot be counted towards it."""

    goal: Goal
    reached: Decimal
    total: Total

    @property
    def share(self) -> float:
        """The part of the goal that is reached; more than one where it was passed."""
        return float(self.reached / self.goal.target)


def progress(found: Sequence[ResultEntry], goals: Iterable[Goal]) -> list[GoalProgress]:
    """How far each goal is reached, by all there is: a goal knows no filter."""
    told = []
    for goal in goals:
        figures = total(found, range(goal.first_year, goal.last_year + 1))
        told.append(GoalProgress(goal, _REACHED[goal.measure](figures), figures))
    return told


def years_of(found: Iterable[ResultEntry]) -> list[int]:
    """The years anything was sent, won or lost in, the latest first."""
    told = {one.day.year for one in found} | {one.sent_on.year for one in found if one.sent_on}
    return sorted(told, reverse=True)
