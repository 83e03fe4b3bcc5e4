"""Results by the interface: what was won and lost, with its sums as they were told."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from matcher.errors import NotFound
from matcher.results.entries import ResultEntry, entries
from matcher.results.models import Relation, Result
from matcher.results.summary import ResultFilter, narrowed
from matcher.web.api.filters import Limit, NothingAsked
from matcher.web.api.operations import blueprint, cut, operation
from matcher.web.api.shapes import LARGEST, Ods, Short
from matcher.web.api.views import address
from matcher.web.cards.calls import timezone
from matcher.web.frame.services import db
from matcher.web.values.departments import asked_department

__all__ = ["blueprint"]


class ApiWorth(Struct, kw_only=True):
    """An amount in the currency of the report: at which rate, of which day, from where."""

    value: str
    currency: str
    rate: str
    rate_day: date | None
    source: str


class ApiResult(Struct, kw_only=True):
    """What became of a pursuit, or came without a call.

    What was granted and the technical cooperation are in ``currency``, the other two sums in their
    own.
    ``worth`` is what was granted and the technical cooperation, ``null`` without a rate.
    """

    id: int
    version: int
    pursuit_id: int | None
    project_id: int | None
    outcome: Literal["won", "lost"]
    title: str
    day: date
    ends_on: date | None
    line: str | None
    ods: list[str]
    department: str | None
    funder: str | None
    country: str | None
    relation: Relation | None
    currency: str | None
    requested: str | None
    requested_currency: str | None
    granted: str | None
    disbursed: str | None
    disbursed_currency: str | None
    disbursed_on: date | None
    technical: str | None
    people: int | None
    worth: ApiWorth | None
    at: datetime
    url: str


class ApiResults(Struct, kw_only=True):
    """A page of results."""

    items: list[ApiResult]
    next: str | None


class ResultsAsked(Struct, kw_only=True, forbid_unknown_fields=True):
    """The filters of the page of results, by their names in the web; all years without one."""

    year: Annotated[int, Meta(ge=2000, le=2100)] | None = None
    line: Short = ""
    ods: Ods | None = None
    department: Short = ""
    funder: Short = ""
    country: Annotated[str, Meta(pattern="^([A-Z]{2})?$")] = ""
    relation: Relation | None = None
    after: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    limit: Limit = 25


@operation("GET", "/results", asks=ResultsAsked, gives=ApiResults)
def results(asked: ResultsAsked) -> ApiResults:
    """Los resultados registrados, con los filtros de la página."""
    wanted = ResultFilter(
        line=asked.line,
        ods=str(asked.ods or ""),
        department=asked_department(asked.department),
        funder=asked.funder,
        country=asked.country,
        relation=asked.relation or "",
    )
    found = [
        (one, one.result)
        for one in narrowed(entries(db(), timezone=timezone()), wanted)
        if one.result and one.result.id > asked.after and asked.year in (None, one.day.year)
    ]
    found.sort(key=lambda pair: pair[1].id)
    by_id = {result.id: entry for entry, result in found}
    here, after = cut([result for _, result in found[: asked.limit + 1]], asked.limit)
    return ApiResults(items=[result_given(one, by_id[one.id]) for one in here], next=after)


@operation("GET", "/results/<int:result_id>", asks=NothingAsked, gives=ApiResult)
def result(_asked: NothingAsked, result_id: int) -> ApiResult:
    """Un resultado."""
    for entry in entries(db(), timezone=timezone()):
        if entry.result is not None and entry.result.id == result_id:
            return result_given(entry.result, entry)
    raise NotFound("Este resultado no existe.")


def result_given(told: Result, entry: ResultEntry) -> ApiResult:
    """A result as the interface gives it."""
    worth = entry.worth
    return ApiResult(
        id=told.id,
        version=told.version,
        pursuit_id=told.pursuit_id,
        project_id=told.project_id,
        outcome="lost" if entry.outcome == "lost" else "won",
        title=told.title,
        day=told.day,
        ends_on=told.ends_on,
        line=told.line,
        ods=told.ods,
        department=told.department,
        funder=told.funder,
        country=told.country,
        relation=told.relation,
        currency=told.currency,
        requested=_figure(told.requested),
        requested_currency=_currency(told, "requested"),
        granted=_figure(told.granted),
        disbursed=_figure(told.disbursed),
        disbursed_currency=_currency(told, "disbursed"),
        disbursed_on=told.disbursed_on,
        technical=_figure(told.technical),
        people=told.people,
        worth=ApiWorth(
            value=f"{worth.value:.2f}",
            currency=worth.currency,
            rate=f"{worth.rate.normalize():f}",
            rate_day=worth.day,
            source=worth.source,
        )
        if worth
        else None,
        at=told.at,
        url=address("results.index", year=told.day.year),
    )


def _currency(told: Result, name: str) -> str | None:
    return None if getattr(told, name) is None else told.currency_of(name)


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
