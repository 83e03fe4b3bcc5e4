"""What a national sheet left with a project, part by part again: its tree, goals, chain and costs.

The bank keeps each part as the lines that were read; what a line does not say is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matcher.projects.national.labels import CHAIN, INDICATORS
from matcher.projects.numbers import NotANumber, read_money

PARTED = " · "
GOAL, PRODUCT, ACTIVITY, COST = "Objetivo", "Producto", "Actividad", "Costo"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator; ``unit`` and ``target`` are empty where the sheet has none."""

    text: str
    unit: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """A step of the chain; ``costs`` are by year, the year empty where only a total is told."""

    text: str
    product: str = ""
    goal: str = ""
    costs: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class NationalPlan:
    """The parts of one project; all of them empty where it came from no national sheet."""

    causes: tuple[tuple[str, str], ...]
    effects: tuple[tuple[str, str], ...]
    goals: tuple[str, ...]
    indicators: tuple[Measure, ...]
    activities: tuple[Activity, ...]
    magnitude: str


def plan_of(extra: Mapping[str, Any]) -> NationalPlan:
    """The parts among the columns a project keeps without a field of its own."""
    told = [_text(extra, name) for name in ("Magnitud del problema", "Situación existente")]
    return NationalPlan(
        causes=tuple(_graded(extra, "Causas")),
        effects=tuple(_graded(extra, "Efectos")),
        goals=tuple(_lines(extra, "Objetivos específicos")),
        indicators=tuple(_measure(line) for line in _lines(extra, INDICATORS)),
        activities=tuple(_activities(_lines(extra, CHAIN))),
        magnitude="\n".join(filter(None, told)),
    )


def _text(extra: Mapping[str, Any], name: str) -> str:
    value = extra.get(name)
    return value.strip() if isinstance(value, str) else ""


def _lines(extra: Mapping[str, Any], name: str) -> list[str]:
    return [line.strip() for line in _text(extra, name).splitlines() if line.strip()]


def _graded(extra: Mapping[str, Any], what: str) -> Iterator[tuple[str, str]]:
    for degree in ("directo", "indirecto"):
        ending = "as" if what == "Causas" else "os"
        for line in _lines(extra, f"{what} {degree[:-1]}{ending}"):
            yield line, degree


def _measure(line: str) -> Measure:
    """«Hogares con agua · Número · 1850»: the target is the last part, if it is a figure."""
    text, *rest = line.split(PARTED)
    target = rest.pop() if rest and rest[-1].replace(".", "").replace(",", "").isdecimal() else ""
    return Measure(text, PARTED.join(rest), target)


def _activities(lines: list[str]) -> Iterator[Activity]:
    """The activities; a line that names a product alone says it of those below."""
    product = ""
    for line in lines:
        parts = [part.partition(": ") for part in line.split(PARTED)]
        said = {name: text.strip() for name, mark, text in parts if mark}
        product = said.get(PRODUCT, product)
        if ACTIVITY in said:
            yield Activity(said[ACTIVITY], product, said.get(GOAL, ""), tuple(_costs(said)))


def _costs(said: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    for name, text in said.items():
        if name != COST and not name.isdecimal():
            continue
        try:
            value = read_money(text).value
        except NotANumber:
            continue
        if value:
            yield "" if name == COST else name, value
