"""Reports, evaluations and targets, against the days of the project."""

from collections.abc import Iterator
from datetime import date

from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.schedule import end_of
from proposals.steps import FIELDS
from proposals.steps.values import day_in, number_in

MONTHS_TO_CLOSE = 6
"""How long after the last day a final report may still be due."""


def reports(whole: Whole) -> Iterator[Finding]:
    """Reports fall inside the project; a final one soon after it at the latest."""
    start, end = whole.schedule.start, whole.schedule.end
    column = next(c for c in FIELDS["informes"].columns if c.key == "fecha")
    for number, row in enumerate(rows(whole.given, "informes"), 1):
        day = day_in(column, row.get("fecha"))
        last = end if row.get("tipo") == "avance" else _later(end)
        if day and start and day < start:
            text = gettext_noop(
                "El informe %(number)s es del %(day)s, antes de que el proyecto empiece."
            )
        elif day and last and day > last:
            text = gettext_noop(
                "El informe %(number)s es del %(day)s, cuando el proyecto ya terminó."
            )
        else:
            continue
        yield finding(text, code="report-outside", field="informes", number=number, day=day)


def _later(end: date | None) -> date | None:
    return end_of(end, MONTHS_TO_CLOSE + 1) if end else None


def evaluations(whole: Whole) -> Iterator[Finding]:
    """Evaluations fall inside the project; the final one after the last activity."""
    lasts = number_in(FIELDS["duracion"], whole.given.get("duracion"))
    column = next(c for c in FIELDS["evaluaciones"].columns if c.key == "mes")
    ends = [task.end for task in whole.schedule.tasks if task.end]
    for number, row in enumerate(rows(whole.given, "evaluaciones"), 1):
        month = number_in(column, row.get("mes"))
        if month is None or month != int(month):
            continue
        day = end_of(whole.schedule.start, int(month)) if month > 0 else None
        if lasts is not None and month > lasts:
            yield finding(
                "La evaluación %(number)s es en el mes %(month)s y el proyecto dura %(lasts)s.",
                code="evaluation-outside",
                field="evaluaciones",
                number=number,
                month=month,
                lasts=lasts,
            )
        elif row.get("momento") == "despues" and day and ends and day < max(ends):
            yield finding(
                "La evaluación final %(number)s termina el %(day)s, antes que la última actividad "
                "(%(last)s).",
                code="evaluation-early",
                field="evaluaciones",
                number=number,
                day=day,
                last=max(ends),
            )


def targets(whole: Whole) -> Iterator[Finding]:
    """A target is reached while the project runs, from a base line of before it."""
    start, end = whole.schedule.start, whole.schedule.end
    columns = {c.key: c for c in FIELDS["indicadores"].columns}
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        day = day_in(columns["meta_fecha"], row.get("meta_fecha"))
        year = number_in(columns["linea_base_ano"], row.get("linea_base_ano"))
        if day and ((end and day > end) or (start and day < start)):
            yield finding(
                "La meta del indicador %(number)s es del %(day)s, fuera de los días del proyecto.",
                code="indicator-date-outside",
                field="indicadores",
                number=number,
                day=day,
            )
        if year is not None and start and year > start.year:
            yield finding(
                "La línea base del indicador %(number)s es de %(year)s, después de empezar.",
                code="base-line-late",
                field="indicadores",
                number=number,
                year=str(year),
            )
