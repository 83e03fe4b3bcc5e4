"""What the report of results says, as plain data for its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matcher.results.entries import ResultEntry
from matcher.results.missed import MissedCalls
from matcher.results.models import REPORTED_IN
from matcher.results.report import Row
from matcher.results.summary import GoalProgress, Total
from matcher.web.frame.gettext import _, ngettext
from matcher.web.results.words import MEASURES, fact_told, why_missed
from matcher.web.values.filters import day, money, number, percent, short_day
from matcher.web.values.spanish import title_told

SHOWN = 60
"""Missed calls the document names; the book has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything of one report, worked out; each thing that was lost has its reason."""

    total: Total
    progress: Sequence[GoalProgress]
    rows: Sequence[Row]
    groups: Sequence[tuple[str, bool, Sequence[tuple[str, Total]]]]
    lost: Sequence[tuple[ResultEntry, str]]
    missed: MissedCalls
    without_result: Sequence[ResultEntry]


def contents(report: Report, about: Mapping[str, str]) -> dict[str, Any]:
    """The whole context of the template; ``about`` says who reports of when."""
    named = report.missed.shown[:SHOWN]
    more = report.missed.total - len(named)
    return {
        **about,
        "cifras": _figures(report.total),
        "notas": _notes(report),
        "metas": [_goal(one) for one in report.progress],
        "filas": [_row(one) for one in report.rows],
        "grupos": [_group(*one) for one in report.groups],
        "lo_perdido": [
            {"nombre": fact_told(one), "dia": short_day(one.day), "por_que": why or "–"}
            for one, why in report.lost
        ],
        "perdidas": [
            {
                "nombre": title_told(one.call.title, one.call.language),
                "cerro": short_day(one.call.closes_on),
                "por_que": why_missed(one),
            }
            for one in named
        ],
        "notas_perdidas": [_("Y %(count)s más.", count=number(more))] if more > 0 else [],
    }


def _figures(told: Total) -> list[dict[str, str]]:
    pairs = [
        (_("Cooperación recibida"), _sum(told.money)),
        (_("Desembolsado"), _sum(told.paid)),
        (_("Presentadas"), number(told.sent)),
        (_("Ganadas"), number(told.won)),
        (_("Perdidas"), number(told.lost)),
        (_("Resultados obtenidos"), number(told.results)),
        (_("Proyectos alcanzados"), number(told.projects)),
        (_("Acciones Sur-Sur"), number(told.south_south)),
        (_("Personas alcanzadas"), "–" if told.reached is None else number(told.reached)),
    ]
    return [{"nombre": name, "valor": value} for name, value in pairs]


def _sum(value: Decimal | None) -> str:
    return "–" if value is None else money(value, REPORTED_IN)


def _notes(report: Report) -> list[str]:
    """What the figures leave out."""
    told = report.total
    found = []
    if told.without_rate:
        found.append(
            ngettext(
                "%(num)d resultado no tiene tasa de cambio y no suma en USD.",
                "%(num)d resultados no tienen tasa de cambio y no suman en USD.",
                told.without_rate,
            )
        )
    if told.without_sum:
        found.append(
            ngettext(
                "%(num)d resultado no dice su monto.",
                "%(num)d resultados no dicen su monto.",
                told.without_sum,
            )
        )
    if report.without_result:
        found.append(
            ngettext(
                "De %(num)d ganada falta registrar el resultado.",
                "De %(num)d ganadas falta registrar el resultado.",
                len(report.without_result),
            )
        )
    return found


def _goal(one: GoalProgress) -> dict[str, str]:
    goal = one.goal
    years = sorted({goal.first_year, goal.last_year})
    return {
        "nombre": str(MEASURES[goal.measure]),
        "anos": "–".join(str(year) for year in years),
        "meta": number(goal.target),
        "va": number(one.reached),
        "parte": percent(one.share),
        "fuente": goal.source or "–",
    }


def _row(one: Row) -> dict[str, str]:
    received = _("sin monto") if one.received is None else money(one.received, one.currency)
    if one.received is not None and one.worth is None:
        received += f" ({_('sin tasa de cambio')})"
    elif one.rate is not None:
        received += f" = {money(one.worth, REPORTED_IN)} " + _(
            "(tasa %(rate)s del %(day)s)", rate=number(one.rate, 6), day=short_day(one.rate_day)
        )
    return {
        "linea": one.line or "–",
        "hecho": f"{one.fact} ({day(one.day)})",
        "secretaria": one.department or "–",
        "cooperante": one.funder or "–",
        "recibido": received,
    }


def _group(name: str, several: bool, members: Sequence[tuple[str, Total]]) -> dict[str, Any]:
    return {
        "nombre": name,
        "varios": int(several),
        "filas": [
            {
                "nombre": label,
                "presentadas": number(told.sent),
                "ganadas": number(told.won),
                "resultados": number(told.results),
                "usd": "–" if told.money is None else number(told.money),
            }
            for label, told in members
        ],
    }
