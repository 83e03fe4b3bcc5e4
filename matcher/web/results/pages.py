"""Resultados: what was sent, won and lost, by line, funder…, against the goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, cast

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.results.countries import country_names
from matcher.results.entries import ResultEntry, entries
from matcher.results.goals import goals_for
from matcher.results.iati import Publisher, what_is_missing
from matcher.results.missed import missed
from matcher.results.models import REPORTED_IN
from matcher.results.summary import (
    DIMENSIONS,
    UNKNOWN,
    By,
    Group,
    ResultFilter,
    Total,
    grouped,
    lost,
    narrowed,
    progress,
    total,
    won,
    years_of,
)
from matcher.text import fold, number_of
from matcher.web.cards.calls import line_names, timezone
from matcher.web.frame.access import requires
from matcher.web.frame.agency import agency
from matcher.web.frame.gettext import said
from matcher.web.frame.language import language
from matcher.web.frame.services import db, services, today
from matcher.web.results import words
from matcher.web.values.departments import asked_department
from matcher.web.values.spanish import look_up_titles

blueprint = Blueprint("results", __name__, url_prefix="/resultados")
ALL_YEARS = "todos"
LISTED = 200
"""Rows of the table on the page; the files have all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: from 0 to 1 of its width, and its figure in words."""

    label: str
    share: float
    figure: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and its table, of one dimension."""

    by: By
    heading: object
    groups: Sequence[tuple[str, Group]]
    bars: Sequence[Bar]
    in_money: bool


def wanted() -> ResultFilter:
    """What the address asks for; without a year, this one."""
    told = {by: request.args.get(by, "") for by in DIMENSIONS}
    told["department"] = asked_department(told["department"])
    asked = request.args.get("year", "")
    year = None if asked == ALL_YEARS else number_of(asked) or today().year
    return ResultFilter(year=year, **told)


def all_entries() -> list[ResultEntry]:
    """Everything a report counts; read once per request."""
    if "results" not in g:
        g.results = entries(db(), timezone=timezone())
        look_up_titles((one.title, one.language) for one in g.results)
    return cast("list[ResultEntry]", g.results)


def years(asked: ResultFilter) -> range | None:
    """The years of a filter."""
    return None if asked.year is None else range(asked.year, asked.year + 1)


@blueprint.get("")
@requires("read")
def index() -> ResponseReturnValue:
    """The figures of a year, with pictures, and what was obtained."""
    asked, every = wanted(), all_entries()
    found, span = narrowed(every, asked), years(asked)
    here = won(found, span)
    return render_template(
        "results/index.html",
        asked=asked,
        address=address(asked),
        narrow=replace(asked, year=None).address(),
        years=sorted({*years_of(every), today().year}, reverse=True),
        choices={by: _choices(every, by) for by in DIMENSIONS},
        dimensions=words.DIMENSIONS,
        reported_in=REPORTED_IN,
        total=total(found, span),
        progress=progress(every, goals_for(db(), asked.year)),
        measures=words.MEASURES,
        by_year=_by_year(found),
        charts=[chart for by in DIMENSIONS if (chart := _chart(found, by, span))],
        won=here[:LISTED],
        more=max(0, len(here) - LISTED),
        lost=lost(found, span)[:LISTED],
        line_names=line_names(),
        relations=words.RELATIONS,
        countries=country_names(language()),
        link=partial(_link, address(asked)),
        empty=not every,
        iati_missing=iati_missing(),
    )


def publisher() -> Publisher:
    """Who publishes by IATI: what the settings say."""
    given = services().settings
    return Publisher(
        identifier=given.iati_identifier,
        name=agency().name,
        kind=given.iati_organisation_type,
        country=given.agency_country,
    )


def iati_missing() -> str:
    """What has to be filled in before there can be a file of IATI, as a sentence."""
    missing = what_is_missing(publisher())
    return said(missing) if missing else ""


def address(asked: ResultFilter) -> dict[str, str]:
    """The filter as the addresses of the files have it."""
    return {"year": ALL_YEARS, **asked.address()}


def _link(kept: Mapping[str, str], name: str, value: object) -> str:
    """The same page with one filter more, or another year."""
    told: dict[str, Any] = {**kept, name: str(value)}
    return url_for("results.index", **told)


@blueprint.get("/perdidas")
@requires("read")
def lost_chances() -> ResponseReturnValue:
    """Calls that fitted, were open to us, closed, and nobody answered; and why."""
    asked = wanted()
    found = missed(db(), year=asked.year, today=today())
    return render_template(
        "results/missed.html",
        asked=asked,
        found=found,
        why=words.why_missed,
        years=sorted({*years_of(all_entries()), today().year}, reverse=True),
    )


def _choices(every: Sequence[ResultEntry], by: By) -> list[tuple[str, str]]:
    """What a filter offers: the groups there are, by name."""
    groups = [(one.key, words.group_name(by, one)) for one in grouped(every, by, None)]
    return sorted(groups, key=lambda c: (c[0] == UNKNOWN, number_of(c[0]) or 0, fold(c[1])))


def _by_year(found: Sequence[ResultEntry]) -> list[tuple[int, Total]]:
    """The figures of each year there is anything of, the earliest first."""
    return [(year, total(found, range(year, year + 1))) for year in reversed(years_of(found))]


def _chart(found: Sequence[ResultEntry], by: By, span: range | None) -> Chart | None:
    groups = grouped(found, by, span)
    if not groups:
        return None
    in_money = any(one.total.worth for one in groups)
    figures: list[Any] = [one.total.worth if in_money else one.total.results for one in groups]
    most = max(figures) or 1
    bars = [
        Bar(words.group_name(by, one), float(figure / most), Decimal(figure))
        for one, figure in zip(groups, figures, strict=True)
        if figure
    ]
    named = [(words.group_name(by, one), one) for one in groups]
    return Chart(by, words.DIMENSIONS[by], named, bars, in_money)
