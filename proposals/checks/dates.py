"""Days that must follow each other."""

from collections.abc import Iterator
from functools import partial

from matcher.text import fold, words
from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import day_in

_TELLING = 2
"""Words that a deliverable needs, to be known again in the text of another activity."""


def activities(whole: Whole) -> Iterator[Finding]:
    """Every activity lies inside the project and ends after it begins."""
    schedule = whole.schedule
    blocking = partial(finding, field="actividades", severity="blocking")
    for task in schedule.tasks:
        number = task.number
        if task.start and task.end and task.start > task.end:
            text = gettext_noop("La actividad %(number)s termina antes de empezar.")
            yield blocking(text, code="activity-order", number=number)
        elif schedule.start and task.start and task.start < schedule.start:
            text = gettext_noop("La actividad %(number)s empieza antes que el proyecto.")
            yield blocking(text, code="activity-early", number=number)
        elif schedule.end and task.end and task.end > schedule.end:
            text = gettext_noop(
                "La actividad %(number)s termina después del proyecto, que acaba el %(day)s."
            )
            yield blocking(text, code="activity-late", number=number, day=schedule.end)
        elif not task.dated:
            yield finding(
                "La actividad %(number)s no tiene sus dos fechas.",
                code="activity-undated",
                field="actividades",
                severity="advice",
                number=number,
            )


def deadlines(whole: Whole) -> Iterator[Finding]:
    """Beginning and endorsement agree with the closing day."""
    given, schedule = whole.given, whole.schedule
    closing = day_in(FIELDS["cierre"], given.get("cierre"))
    approved = day_in(FIELDS["aval_fecha"], given.get("aval_fecha"))
    if closing and schedule.start and schedule.start <= closing:
        yield finding(
            "El proyecto empieza antes de que cierre la convocatoria.",
            code="start-before-closing",
            field="inicio",
        )
    if closing and approved and approved > closing:
        yield finding(
            "El aval tiene fecha posterior al cierre de la convocatoria.",
            code="endorsement-late",
            field="aval_fecha",
            severity="blocking",
        )
    elif approved and schedule.start and approved > schedule.start:
        yield finding(
            "El aval tiene fecha posterior al inicio del proyecto.",
            code="endorsement-after-start",
            field="aval_fecha",
        )


def annexes(whole: Whole) -> Iterator[Finding]:
    """Annexes are valid on the closing day, and still when the agreement is likely signed."""
    given, signed = whole.given, whole.schedule.start
    closing = day_in(FIELDS["cierre"], given.get("cierre"))
    validity = next(c for c in FIELDS["anexos"].columns if c.key == "vigencia")
    for number, row in enumerate(rows(given, "anexos"), 1):
        until = day_in(validity, row.get("vigencia"))
        if closing and until and until < closing:
            yield finding(
                "El anexo %(number)s vence antes del día de cierre.",
                code="annex-expired",
                field="anexos",
                severity="blocking",
                number=number,
            )
        elif signed and until and until < signed:
            yield finding(
                "El anexo %(number)s vence el %(day)s, antes de que el proyecto empiece.",
                code="annex-short",
                field="anexos",
                number=number,
                day=until,
            )


def deliverables(whole: Whole) -> Iterator[Finding]:
    """What an activity works with is there before it begins."""
    for made in whole.schedule.tasks:
        product = set(words(fold(made.product)))
        if made.end is None or len(product) < _TELLING:
            continue
        for user in whole.schedule.tasks:
            early = user.start is not None and user.start < made.end
            if user is not made and early and product <= set(words(fold(user.text))):
                yield finding(
                    "La actividad %(number)s usa «%(product)s» y empieza antes de que la "
                    "actividad %(maker)s lo termine (%(day)s).",
                    code="deliverable-late",
                    field="actividades",
                    number=user.number,
                    product=made.product,
                    maker=made.number,
                    day=made.end,
                )
