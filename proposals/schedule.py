"""The timetable of a draft: its activities on months, or on quarters when it is long."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from matcher.words.language import Words
from proposals.answers import Answers, rows
from proposals.steps import get_field
from proposals.steps.values import day_in, number_in, read

MOST_MONTHS = 24
LONGEST = 120
LAST_YEAR = 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One activity; a day nobody gave, or that is none, is ``None``."""

    number: int
    text: str
    objective: int | None
    owner: str
    start: date | None
    end: date | None
    product: str

    @property
    def dated(self) -> bool:
        """Whether it can be drawn: it has both days, in order."""
        return self.start is not None and self.end is not None and self.start <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A column of the timetable: a month or a quarter, counted from 1; both days included.

    They are months of the project, as its reports and evaluations count them: a year that begins on
    the 18th has twelve of them and not thirteen.
    """

    number: int
    quarter: bool
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year it begins in."""
        return self.first.year

    def label(self, said: Words) -> str:
        """«1», or «T1» for a quarter."""
        if self.quarter:
            return said.gettext("T%(number)s", number=self.number)
        return str(self.number)

    def holds(self, task: Task) -> bool:
        """Whether the activity goes on in this period: a quarter of either falls in the other."""
        if task.start is None or task.end is None:
            return False
        both = _days(max(task.start, self.first), min(task.end, self.last))
        least = min(_days(task.start, task.end), _days(self.first, self.last))
        return both > 0 and both * 4 >= least


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """``start`` and ``end`` as declared (start plus duration); ``periods`` cover activities too."""

    start: date | None
    end: date | None
    tasks: tuple[Task, ...]
    periods: tuple[Period, ...]

    @property
    def drawn(self) -> tuple[Task, ...]:
        """The activities that can be drawn."""
        return tuple(task for task in self.tasks if task.dated)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def read_schedule(given: Answers) -> Schedule:
    """The timetable that the answers describe."""
    tasks = tuple(_task(number, row) for number, row in enumerate(rows(given, "actividades"), 1))
    start = day_in(get_field("inicio"), given.get("inicio"))
    end = end_of(start, read(get_field("duracion"), given.get("duracion")).value)
    return Schedule(start=start, end=end, tasks=tasks, periods=_periods(start, end, tasks))


def end_of(start: date | None, months: object) -> date | None:
    """The last day of a project of so many whole months; ``None`` where either is unknown."""
    if start is None or not isinstance(months, int):
        return None
    if (start.year * 12 + start.month - 1 + months) // 12 > MAXYEAR:
        return None
    return _later(start, months=months) - timedelta(days=1)


def _task(number: int, row: dict[str, object]) -> Task:
    columns = {column.key: column for column in get_field("actividades").columns}
    objective = number_in(columns["objetivo"], row.get("objetivo"))
    return Task(
        number=number,
        text=str(row.get("texto") or ""),
        objective=int(objective) if objective is not None else None,
        owner=str(row.get("responsable") or ""),
        start=day_in(columns["inicio"], row.get("inicio")),
        end=day_in(columns["fin"], row.get("fin")),
        product=str(row.get("entregable") or ""),
    )


def _periods(start: date | None, end: date | None, tasks: tuple[Task, ...]) -> tuple[Period, ...]:
    """Months up to :data:`MOST_MONTHS`, then quarters; none for a span nobody can mean."""
    firsts = [start] if start else []
    lasts = [end] if end else []
    for task in tasks:
        if task.dated and task.start and task.end:
            firsts.append(task.start)
            lasts.append(task.end)
    if not firsts or not lasts or min(firsts) > max(lasts):
        return ()
    first, last = min(firsts), max(lasts)
    count = (last.year - first.year) * 12 + last.month - first.month + (last.day >= first.day)
    count = max(count, 1)
    if count > LONGEST or last.year > LAST_YEAR:
        return ()
    size = 1 if count <= MOST_MONTHS else 3
    return tuple(_period(first, number, size) for number in range(-(-count // size)))


def _period(first: date, number: int, size: int) -> Period:
    begin, end = (_later(first, months=n * size) for n in (number, number + 1))
    return Period(number=number + 1, quarter=size == 3, first=begin, last=end - timedelta(days=1))


def _later(day: date, *, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
