"""Whether what is asked is answered, can be read, and leaves no sample text."""

import re
from collections.abc import Iterator

from matcher.messages import Message
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, cells, finding
from proposals.steps import FIELDS
from proposals.steps.values import is_blank, read

LEFT_OVER = re.compile(
    r"(?i:\bX{3,}\b|\[[^\]]{0,40}\]|lorem ipsum|_{4,}|\?{2,})|"
    r"\b(?:TODO|OJO|PENDIENTE|FALTA|COMPLETAR|REVISAR|VERIFICAR|CONFIRMAR|BORRAR|TB[DC])\b"
    r"(?=\s*(?:[:.)(,–-]|$)|\s[¿a-záéíóúñ\d])"
)
"""Sample text, gaps, and notes to oneself: in capitals, and nothing else around them is."""
PLACEHOLDER = re.compile(
    r"(?i)\W*(?:(?:por|a|sin|falta|pendiente(?: por| de)?) (?:definir|confirmar|completar|precisar|"
    r"acordar|establecer|revisar)\w*|pendiente\W*$|to be (?:defined|confirmed|completed|determined|"
    r"agreed)|tb[dc]\b)"
)
"""An answer that only says that there will be one."""


def required(whole: Whole) -> Iterator[Finding]:
    """What is required is answered."""
    for field in FIELDS.values():
        if field.required and is_blank(whole.given.get(field.key)):
            label = Message(field.label)
            yield finding(
                "Falta responder «%(label)s».",
                code="required",
                field=field.key,
                severity="blocking",
                label=label,
            )


def unreadable(whole: Whole) -> Iterator[Finding]:
    """Every number, sum and day can be read."""
    for field in FIELDS.values():
        for number, column, stored in cells(whole.given, field):
            problem = read(column, stored).problem
            if problem and number:
                yield finding(
                    "En %(row)s %(number)s, %(column)s: %(problem)s",
                    code="unreadable",
                    field=field.key,
                    severity="blocking",
                    number=number,
                    row=Message(field.row_name),
                    column=Message(column.label),
                    problem=problem,
                )
            elif problem:
                yield Finding(code="unreadable", severity="blocking", text=problem, field=field.key)


def left_overs(whole: Whole) -> Iterator[Finding]:
    """No sample text stayed."""
    for field in FIELDS.values():
        for _number, _column, stored in cells(whole.given, field):
            if not isinstance(stored, str):
                continue
            if found := LEFT_OVER.search(stored) or PLACEHOLDER.match(stored):
                yield finding(
                    "Quedó un texto por reemplazar: «%(left)s».",
                    code="left-over",
                    field=field.key,
                    left=found[0].strip(),
                )


def endorsement(whole: Whole) -> Iterator[Finding]:
    """The endorsement is granted."""
    if whole.given.get("aval_estado") != "concedido":
        yield finding(
            "Todavía no hay aval concedido.",
            code="endorsement-missing",
            field="aval_estado",
            severity="blocking",
        )


def requirements(whole: Whole) -> Iterator[Finding]:
    """Every requirement of the call is met or settled."""
    listed = list(enumerate(rows(whole.given, "requisitos"), 1))
    unmet = [str(number) for number, row in listed if row.get("cumple") == "no"]
    unsure = [str(number) for number, row in listed if row.get("cumple") not in ("si", "no")]
    if unmet:
        yield finding(
            "Hay requisitos que no se cumplen: %(numbers)s.",
            numbers=", ".join(unmet),
            code="requirement-unmet",
            field="requisitos",
            severity="blocking",
        )
    if unsure:
        yield finding(
            "Hay requisitos por confirmar: %(numbers)s.",
            numbers=", ".join(unsure),
            code="requirement-open",
            field="requisitos",
            severity="blocking",
        )


def reports(whole: Whole) -> Iterator[Finding]:
    """A final report is planned."""
    kinds = [row.get("tipo") for row in rows(whole.given, "informes")]
    if "final" not in kinds:
        yield finding(
            "No hay informe final previsto.", code="final-report-missing", field="informes"
        )
