"""Pictures of a proposal: the timetable and who pays. Same answers, same bytes.

Matplotlib's object interface only, with the font that comes with it: nothing is shared between
threads, and the picture looks alike on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from matcher.words.language import Words
from proposals.budget import Budget
from proposals.schedule import Schedule, Task

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, GRID = "#1b2530", "#52606d", "#dcd7cb"
COLOURS = ("#0d4f4f", "#b8651b", "#1d4b75", "#7a3e6b", "#5b6b1f", "#52606d")
DPI = 200
WIDTH = 9.0
"""Inches: the text of a landscape Letter page."""
NAME_PER_INCH = 5.2
"""Letters of a line of the name of an activity, for each inch that the picture is wide."""
BAR = 0.33
"""Inches of a row: two pictures with all their bars fit on an upright page."""
MOST_BARS = 14
"""Bars that fit on a page, with the caption below."""
PLAN_SHARE = 0.55
"""About the part of a picture that the bars have; the rest is for the names."""
LETTER = 0.0088
"""Inches of a figure, for each point of its size."""
ROOMY = 8
"""So many periods leave each room for the year above it."""
MOST_TOLD = 30
"""Activities named in the text that stands for a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, how wide it is meant to stand (inches), and what it shows, for who cannot see it.

    ``part`` says which of several it is, for its caption.
    """

    png: bytes
    width: float
    alt: str
    part: str = ""


def draw_timetable(schedule: Schedule, said: Words, width: float = WIDTH) -> list[Picture]:
    """A bar for each dated activity, in as many pictures as it takes to show them all."""
    tasks = schedule.drawn
    if not schedule.periods:
        return []
    count = -(-len(tasks) // MOST_BARS)
    size = -(-len(tasks) // count) if count else 0
    parts = [tasks[first : first + size] for first in range(0, len(tasks), size or 1)]
    alone = len(parts) == 1
    return [_draw_part(part, schedule, said, alone=alone, width=width) for part in parts]


def _draw_part(
    tasks: Sequence[Task], schedule: Schedule, said: Words, *, alone: bool, width: float
) -> Picture:
    figure, axes = _canvas(width, 0.7 + BAR * len(tasks))
    for row, task in enumerate(tasks):
        _bar(axes, row, task)
    names = [_named(task, int(width * NAME_PER_INCH)) for task in tasks]
    axes.set_yticks(range(len(tasks)), names, linespacing=0.95)
    axes.set_ylim(len(tasks) - 0.4, -0.6)
    _months(axes, schedule, said, width=width)
    first, last = tasks[0].number, tasks[-1].number
    part = "" if alone else said.gettext("actividades %(first)s a %(last)s", first=first, last=last)
    return Picture(png=_png(figure), width=width, alt=_told(tasks, said), part=part)


def _named(task: Task, letters: int) -> str:
    """The number and the name of an activity, in two lines at most."""
    text = shorten(f"{task.number}. {task.text}", 2 * letters, placeholder="…")
    first, *rest = wrap(text, letters) or [""]
    return "\n".join(
        [first, shorten(" ".join(rest), letters, placeholder="…")] if rest else [first]
    )


def _bar(axes: "Axes", row: int, task: Task) -> None:
    if task.start is None or task.end is None:
        return
    left = _place(task.start)
    width = _place(task.end + timedelta(days=1)) - left
    colour = COLOURS[((task.objective or 1) - 1) % len(COLOURS)]
    axes.barh(row, width, left=left, height=0.56, color=colour, zorder=2)


def _months(axes: "Axes", schedule: Schedule, said: Words, *, width: float) -> None:
    """A tick where each period begins; its number on the plan, and the year where it changes."""
    periods = schedule.periods
    marks = [_place(period.first) for period in periods]
    axes.set_xlim(marks[0], _place(periods[-1].last + timedelta(days=1)))
    axes.set_xticks(marks, [""] * len(marks))
    middles = [(_place(p.first) + _place(p.last) + 1) / 2 for p in periods]
    labels = [p.label(said) for p in periods]
    axes.set_xticks(middles, labels, minor=True)
    room = width * PLAN_SHARE / len(periods) / (max(map(len, labels)) + 0.5)
    size = min(9.0, room / LETTER)
    axes.tick_params(
        axis="x", which="both", length=0, labelsize=size, labeltop=True, labelbottom=False
    )
    axes.grid(axis="x", which="major", color=GRID, linewidth=0.8, zorder=0)
    for number, period in enumerate(periods):
        alone = number + 1 < len(periods) > ROOMY and periods[number + 1].year != period.year
        if (number == 0 or period.year != periods[number - 1].year) and not alone:
            axes.text(
                marks[number],
                1.0 + 0.34 / axes.bbox.height * DPI,
                f" {period.year}",
                transform=axes.get_xaxis_transform(),
                fontsize=9,
                fontweight="bold",
                color=INK,
                va="bottom",
            )


def draw_sources(budget: Budget, said: Words, width: float = WIDTH) -> list[Picture]:
    """A bar for each who pays, with figure and share; no picture where nothing adds up."""
    parts = budget.by_source
    if not parts or not budget.total:
        return []
    figure, axes = _canvas(width, 0.3 + 0.5 * len(parts))
    amounts = [float(part.amount) for part in parts]
    axes.barh(range(len(parts)), amounts, height=0.58, color=COLOURS[0], zorder=2)
    labels = ["\n".join(wrap(said.named(part.label), 30)) for part in parts]
    axes.set_yticks(range(len(parts)), labels)
    axes.set_ylim(len(parts) - 0.4, -0.6)
    axes.set_xlim(0, max(amounts) * (1 + 2.9 / width))
    axes.set_xticks([])
    for row, part in enumerate(parts):
        words = (
            f"{_money(part.amount, budget, said)} ({said.hundredths(said.number(part.percent))})"
        )
        axes.text(
            amounts[row] + max(amounts) * 0.012, row, words, va="center", fontsize=9.5, color=INK
        )
    return [Picture(png=_png(figure), width=width, alt=_paid(budget, said))]


def _paid(budget: Budget, said: Words) -> str:
    """Who pays, in sentences: the largest part first."""
    first = max(budget.by_source, key=lambda part: part.amount)
    parts = "; ".join(
        f"{said.named(part.label)}: {_money(part.amount, budget, said)} "
        f"({said.hundredths(said.number(part.percent))})"
        for part in budget.by_source
    )
    return said.gettext(
        "%(source)s cubre la mayor parte: %(share)s de %(total)s. %(parts)s.",
        source=said.named(first.label),
        share=said.hundredths(said.number(first.percent)),
        total=_money(budget.total, budget, said),
        parts=parts,
    )


def _told(tasks: Sequence[Task], said: Words) -> str:
    """What the timetable shows, in sentences: the finding first."""
    first = min(task.start for task in tasks if task.start)
    last = max(task.end for task in tasks if task.end)
    return said.ngettext(
        "Una actividad entre %(first)s y %(last)s. %(lines)s.",
        "%(num)d actividades entre %(first)s y %(last)s. %(lines)s.",
        len(tasks),
        first=said.short_day(first),
        last=said.short_day(last),
        lines="; ".join(_task(task, said) for task in tasks[:MOST_TOLD]),
    )


def _task(task: Task, said: Words) -> str:
    return said.gettext(
        "%(number)s. %(task)s: %(first)s a %(last)s",
        number=task.number,
        task=shorten(task.text, 60, placeholder="…"),
        first=said.short_day(task.start) if task.start else "",
        last=said.short_day(task.end) if task.end else "",
    )


def _place(day: date) -> int:
    """Where a day stands on the axis."""
    return day.toordinal()


def _money(value: Decimal, budget: Budget, said: Words) -> str:
    """A sum on a picture, where cents are too small to matter."""
    whole = said.number(value)
    return said.money(whole, budget.currency) if budget.currency else whole


def _canvas(width: float, height: float) -> "tuple[Figure, Axes]":
    # matplotlib takes a second to import, and only a document with a picture needs it.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(SOFT)
    axes.tick_params(axis="y", length=0, labelsize=9.5, colors=INK)
    return figure, axes


def _png(figure: "Figure") -> bytes:
    target = BytesIO()
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()
