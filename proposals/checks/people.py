"""Who benefits, who takes part: counts that agree, partners with letters, opponents in mind."""

import re
from collections.abc import Iterator
from decimal import Decimal

from matcher.text import fold
from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import is_blank, number_in

STRONG = 4
_PERSONS = re.compile(r"^(?:personas?|people|persons?|beneficiari\w+|participantes?)\b")
_MONEY = re.compile(r"\d[\d.,\s]*(?:eur|usd|cop|euros?|dolares|pesos|millones)|[$€]\s?\d")


def parts(whole: Whole) -> Iterator[Finding]:
    """By sex and by age they add up to those who benefit; by group they may be anybody."""
    added = _added(whole)
    direct = FIELDS["beneficiarios_directos"]
    stated = number_in(direct, whole.given.get(direct.key))
    wrong = [count for count in added.values() if count != stated]
    if wrong and stated is not None:
        yield finding(
            "Por sexo y por edad las sumas no dan los beneficiarios directos: %(sums)s frente a "
            "%(stated)s.",
            code="people-sums",
            field="beneficiarios_detalle",
            sums=" / ".join(str(count) for count in wrong),
            stated=stated,
        )
    elif stated is None and len(set(added.values())) > 1:
        yield finding(
            "La suma por sexo y la suma por edad son distintas.",
            code="people-sums",
            field="beneficiarios_detalle",
        )


def _added(whole: Whole) -> dict[str, Decimal]:
    """Sex and age → how many its groups come to."""
    column = next(c for c in FIELDS["beneficiarios_detalle"].columns if c.key == "numero")
    added: dict[str, Decimal] = {}
    for row in rows(whole.given, "beneficiarios_detalle"):
        count, kind = number_in(column, row.get("numero")), str(row.get("clase") or "")
        if count is not None and kind in ("sexo", "edad"):
            added[kind] = added.get(kind, Decimal()) + count
    return added


def reach(whole: Whole) -> Iterator[Finding]:
    """An indicator that counts persons does not promise more than those who benefit."""
    given = whole.given
    keys = ("beneficiarios_directos", "poblacion_objetivo")
    told = [n for n in (number_in(FIELDS[key], given.get(key)) for key in keys) if n is not None]
    column = next(c for c in FIELDS["indicadores"].columns if c.key == "meta")
    for number, row in enumerate(rows(given, "indicadores"), 1):
        goal = number_in(column, row.get("meta"))
        persons = _PERSONS.match(fold(str(row.get("unidad") or "")).strip())
        if told and persons and goal is not None and goal > told[0]:
            yield finding(
                "La meta del indicador %(number)s son %(goal)s personas y el proyecto beneficia a "
                "%(told)s.",
                code="target-over-people",
                field="indicadores",
                number=number,
                goal=goal,
                told=told[0],
            )


def partners(whole: Whole) -> Iterator[Finding]:
    """A partner that brings money has signed for it."""
    for number, row in enumerate(rows(whole.given, "socios"), 1):
        money = not is_blank(row.get("monto")) or _MONEY.search(fold(str(row.get("aporte") or "")))
        if money and row.get("carta") != "si":
            yield finding(
                "El socio %(number)s (%(name)s) pone dinero y no hay carta firmada.",
                code="partner-without-letter",
                field="socios",
                number=number,
                name=str(row.get("entidad") or "–"),
            )


def opponents(whole: Whole) -> Iterator[Finding]:
    """Who opposes it and counts has an answer."""
    column = next(c for c in FIELDS["actores"].columns if c.key == "influencia")
    for number, row in enumerate(rows(whole.given, "actores"), 1):
        weight = number_in(column, row.get("influencia"))
        against = row.get("posicion") in ("oponente", "perjudicado")
        if against and (weight is None or weight >= STRONG) and is_blank(row.get("accion")):
            yield finding(
                "El actor %(number)s se opone o sale perjudicado, y no dice qué se hará con él.",
                code="opponent-open",
                field="actores",
                number=number,
            )


_PROMISES = (
    (
        "evaluaciones",
        re.compile(
            r"extern|contrat|consult|evaluador|auditor|universi|institut|fundacion|corporacion|"
            r"\bfirma\b|observatorio|foundation|evaluation firm"
        ),
        re.compile(r"evalua[ct]|auditor|\baudit\b|monitor|seguimiento"),
        gettext_noop("Se promete una evaluación externa y el presupuesto no la paga."),
    ),
    (
        "comunicacion",
        re.compile(r"\w"),
        re.compile(
            r"comm?unic|difusi|campa[ni]|public|visib|medios|prensa|divulg|\bmedia\b|outreach"
        ),
        gettext_noop("Hay un plan de comunicación y ningún renglón lo paga."),
    ),
    (
        "informes",
        re.compile(r"monitor|seguimiento"),
        re.compile(r"monitor|seguimiento|coordina|direccion|manage"),
        gettext_noop("Se promete seguimiento y ningún renglón lo paga."),
    ),
    (
        "informes",
        re.compile(r"\baudit"),
        re.compile(r"\baudit"),
        gettext_noop("Se promete una auditoría y el presupuesto no la paga."),
    ),
)


def promises(whole: Whole) -> Iterator[Finding]:
    """What step 9 promises has a line in the budget."""
    paid = fold(" ".join(line.concept for line in whole.budget.lines))
    for table, promised, line, text in _PROMISES:
        said = fold(" ".join(str(v) for row in rows(whole.given, table) for v in row.values()))
        if whole.budget.lines and promised.search(said) and not line.search(paid):
            yield finding(text, code="promise-without-line", field=table)
