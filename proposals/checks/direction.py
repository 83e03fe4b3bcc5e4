"""Which way an indicator improves: as said, else by its words; and the targets that go astray."""

import re
from collections.abc import Iterator
from decimal import Decimal

from matcher.text import fold
from matcher.words.language import gettext_noop
from proposals.answers import rows
from proposals.checks.finding import Finding, Whole, finding
from proposals.steps import FIELDS
from proposals.steps.values import number_in

_FALLS = re.compile(
    r"\b(?:inundad|homicid|muert|mortalidad|defuncion|desercion|delit|violen|pobreza|desemple|"
    r"contamin|emision|accident|choque|siniestr|perdida|tiempo de espera|deforest|desnutri|"
    r"brecha|queja|hacinam|analfabet|morbilidad|embarazo|vertimient|robo|hurto|deficit|"
    r"death|dropout|crime|poverty|unemploy|pollut|flooded|waiting time)\w*"
)
_RISES = re.compile(
    r"^(?:reduccion|disminucion|reduction|decrease)|\b\w{3,}(?:ad[ao]s?|id[ao]s?)\b|"
    r"\b(?:cobertura|acceso|asistencia|satisfaccion|coverage|access|trained|restored)\b"
)
_SUFFERED = re.compile(
    r"\b(?:inundad|contaminad|deforestad|perdid|afectad|desplazad|hacinad)[ao]s?\b"
)


def improves(text: str, said: object = None) -> str | None:
    """«sube», «baja», «mantiene», or ``None`` where neither the person nor the words tell."""
    if said in ("sube", "baja", "mantiene"):
        return str(said)
    words = fold(text).strip()
    if re.match(r"(?:reduccion|disminucion|reduction|decrease)", words):
        return "sube"
    if _SUFFERED.search(words):
        return "baja"
    if _RISES.search(words):
        return "sube"
    return "baja" if _FALLS.search(words) else None


_FIGURES = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(
    r"\((?P<a>(?:19|20)\d\d)\)|\b(?:en|a|al|ano|in|by)\s(?P<b>(?:19|20)\d\d)\b|"
    r"\b(?P<c>(?:19|20)\d\d)\s?[:=]"
)
"""A year, told from a figure by what stands around it."""


def milestones(whole: Whole) -> Iterator[Finding]:
    """Milestones go from the base line to the target without turning back, inside the project."""
    columns = {c.key: c for c in FIELDS["indicadores"].columns}
    start, end = whole.schedule.start, whole.schedule.end
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        base, goal = (number_in(columns[k], row.get(k)) for k in ("linea_base", "meta"))
        steps, years = _milestones(str(row.get("hitos") or ""))
        way = [one for one in (base, *steps, goal) if one is not None]
        if steps and way not in (sorted(way), sorted(way, reverse=True)):
            yield finding(
                "Las metas intermedias del indicador %(number)s no van en orden de la línea base a "
                "la meta: %(steps)s.",
                code="milestones-disordered",
                field="indicadores",
                number=number,
                steps=str(row["hitos"]),
            )
        if start and end and any(not start.year <= year <= end.year for year in years):
            yield finding(
                "Una meta intermedia del indicador %(number)s cae fuera de los años del proyecto: "
                "%(steps)s.",
                code="milestone-outside",
                field="indicadores",
                number=number,
                steps=str(row["hitos"]),
            )


def _milestones(text: str) -> tuple[list[Decimal | None], list[int]]:
    """The figures and the years of «6 (2028), 12 (2029)»."""
    told = fold(text)
    column = next(c for c in FIELDS["indicadores"].columns if c.key == "meta")
    years = [int(one[one.lastgroup or 0]) for one in _YEAR.finditer(told)]
    figures = (one.rstrip(".,") for one in _FIGURES.findall(_YEAR.sub(" ", told)))
    return [number_in(column, one) for one in figures], years


def targets(whole: Whole) -> Iterator[Finding]:
    """A target lies on the better side of its base line."""
    columns = {c.key: c for c in FIELDS["indicadores"].columns}
    for number, row in enumerate(rows(whole.given, "indicadores"), 1):
        base, goal = (number_in(columns[k], row.get(k)) for k in ("linea_base", "meta"))
        way = improves(str(row.get("texto") or ""), row.get("sentido"))
        if base is None or goal is None or way in (None, "mantiene"):
            continue
        worse = goal < base if way == "sube" else goal > base
        if worse or goal == base:
            text = (
                gettext_noop(
                    "La meta del indicador %(number)s (%(goal)s) empeora la línea base (%(base)s)."
                )
                if worse
                else gettext_noop(
                    "La meta del indicador %(number)s es igual a la línea base (%(base)s)."
                )
            )
            yield finding(
                text,
                code="target-wrong-way",
                field="indicadores",
                number=number,
                goal=goal,
                base=base,
            )
