"""From the problem to the activity: people, objectives, indicators, risks."""

from collections.abc import Iterator
from itertools import pairwise

from matcher.messages import Message, joined
from matcher.words.language import gettext_noop
from proposals.answers import Answers, rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS, get_field
from proposals.steps.values import is_blank, number_in


def people(whole: Whole) -> Iterator[Finding]:
    """No group is larger than the one it is part of, and the figure has a source."""
    chain = (
        "poblacion_lugar",
        "poblacion_afectada",
        "poblacion_objetivo",
        "beneficiarios_directos",
    )
    counts = {key: number_in(FIELDS[key], whole.given.get(key)) for key in chain}
    for wider, narrower in pairwise(chain):
        more, fewer = counts[wider], counts[narrower]
        if more is not None and fewer is not None and fewer > more:
            yield finding(
                "«%(narrower)s» no puede pasar de «%(wider)s».",
                code="more-people",
                field=narrower,
                narrower=Message(FIELDS[narrower].label),
                wider=Message(FIELDS[wider].label),
            )
    if counts["poblacion_afectada"] and is_blank(whole.given.get("poblacion_afectada_fuente")):
        yield finding(
            "La cifra de personas afectadas no dice de dónde sale.",
            code="figure-without-source",
            field="poblacion_afectada_fuente",
        )


_CHAIN = {
    "indicadores": (
        gettext_noop("El indicador %(number)s apunta al objetivo %(target)s, que no existe."),
        gettext_noop("El objetivo %(number)s no tiene indicador."),
    ),
    "actividades": (
        gettext_noop("La actividad %(number)s apunta al objetivo %(target)s, que no existe."),
        gettext_noop("El objetivo %(number)s no tiene actividad."),
    ),
}

_LOOSE = {
    "indicadores": gettext_noop("El indicador %(number)s no dice de qué objetivo es."),
    "actividades": gettext_noop("La actividad %(number)s no dice a qué objetivo sirve."),
}


def chain(whole: Whole) -> Iterator[Finding]:
    """Every objective has an indicator and an activity; every reference leads somewhere."""
    objectives = len(rows(whole.given, "objetivos"))
    for key, (astray, bare) in _CHAIN.items():
        pointed = targets(whole.given, key, "objetivo")
        for number, target in enumerate(pointed, 1):
            if target is None and objectives:
                yield finding(_LOOSE[key], code="row-without-objective", field=key, number=number)
            elif target is not None and not 1 <= target <= objectives:
                yield finding(
                    astray, code="objective-unknown", field=key, number=number, target=target
                )
        for number in range(1, objectives + 1):
            if number not in pointed:
                yield finding(bare, code="objective-without", field=key, number=number)


def results(whole: Whole) -> Iterator[Finding]:
    """Each objective says what comes of it."""
    for number, row in enumerate(rows(whole.given, "objetivos"), 1):
        if is_blank(row.get("resultado")) and not is_blank(row.get("texto")):
            yield finding(
                "El objetivo %(number)s no dice qué resultado se espera.",
                code="objective-without-result",
                field="objetivos",
                number=number,
            )


def causes(whole: Whole) -> Iterator[Finding]:
    """Once objectives name causes, each has one behind it and no direct cause is left aside."""
    behind = targets(whole.given, "objetivos", "causa")
    if not any(behind):
        return
    for number, cause in enumerate(behind, 1):
        if cause is None:
            yield finding(
                "El objetivo %(number)s no dice qué causa ataca.",
                code="objective-without-cause",
                field="objetivos",
                number=number,
            )
    for number, row in enumerate(rows(whole.given, "causas"), 1):
        if number not in behind and row.get("grado") != "indirecto":
            yield finding(
                "Ningún objetivo ataca la causa %(number)s: «%(cause)s».",
                code="cause-without-objective",
                field="causas",
                severity="advice",
                number=number,
                cause=str(row.get("texto") or "–")[:120],
            )


def measures(whole: Whole) -> Iterator[Finding]:
    """An activity and the indicator it moves serve one objective; once used, no one is left."""
    measured = targets(whole.given, "actividades", "indicador")
    serves = targets(whole.given, "actividades", "objetivo")
    of = targets(whole.given, "indicadores", "objetivo")
    for number, (indicator, objective) in enumerate(zip(measured, serves, strict=True), 1):
        if indicator is not None and not 1 <= indicator <= len(of):
            yield finding(
                "La actividad %(number)s apunta al indicador %(target)s, que no existe.",
                code="indicator-unknown",
                field="actividades",
                number=number,
                target=indicator,
            )
        elif (
            indicator is not None
            and None not in (objective, other := of[indicator - 1])
            and (objective != other)
        ):
            yield finding(
                "La actividad %(number)s sirve al objetivo %(objective)s y su indicador "
                "%(target)s es del objetivo %(other)s.",
                code="indicator-of-another",
                field="actividades",
                number=number,
                objective=objective,
                target=indicator,
                other=other,
            )
    for number in range(1, len(of) + 1) if any(measured) else ():
        if number not in measured:
            yield finding(
                "Ninguna actividad mueve el indicador %(number)s.",
                code="indicator-without-activity",
                field="indicadores",
                severity="advice",
                number=number,
            )


def indicators(whole: Whole) -> Iterator[Finding]:
    """Every indicator has unit, base line, goal, day and source."""
    needed = ("unidad", "linea_base", "linea_base_ano", "meta", "meta_fecha", "fuente")
    labels = {c.key: c.label for c in FIELDS["indicadores"].columns}
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        lacking = [Message(labels[key]) for key in needed if is_blank(row.get(key))]
        if lacking:
            yield finding(
                "Al indicador %(number)s le falta: %(lacking)s.",
                code="indicator-incomplete",
                field="indicadores",
                number=number,
                lacking=joined(lacking, between=", "),
            )


def risks(whole: Whole) -> Iterator[Finding]:
    """Every risk has an answer and somebody who answers for it."""
    for number, row in enumerate(rows(whole.given, "riesgos"), 1):
        grave = row.get("probabilidad") == row.get("impacto") == "alta"
        if is_blank(row.get("mitigacion")) or is_blank(row.get("responsable")):
            yield finding(
                "El riesgo %(number)s necesita qué se hará y quién responde.",
                number=number,
                code="risk-open",
                field="riesgos",
                severity="blocking" if grave else "warning",
            )


def targets(given: Answers, table: str, column: str) -> list[int | None]:
    """For each row of ``table``, the number of the row that its ``column`` names."""
    kept = next(c for c in get_field(table).columns if c.key == column)
    found = (number_in(kept, row.get(column)) for row in rows(given, table))
    return [int(number) if number is not None else None for number in found]
