"""World Bank procurement notices: tenders of financed projects, not grants.

Unknown parameters are ignored in silence and the whole corpus comes back, three quarters of it
contract awards. ``submission_date`` is the day of publication, never the deadline.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scrapers.errors import FilterIgnored, UnknownValue
from scrapers.item import Deadline, Language, PublishedStatus, ScrapedCall
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About, Run
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.record import JsonRecord
from scrapers.sources.base.values import (
    clock,
    closing,
    iso_day,
    named_day,
    said,
    span,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

_PATH = "/api/v2/procnotices"
_ROWS = 100
_TYPES = (
    "Invitation for Bids",
    "Request for Expression of Interest",
    "Invitation for Prequalification",
    "General Procurement Notice",
    "Request for Proposals",
)
_COUNTRY = "Colombia"
_WINDOW = timedelta(days=400)
"""Notices older than this beside the newest one are history."""
_REGIONAL = 20
_LANGUAGES: dict[str, Language] = {
    "Spanish": "es",
    "English": "en",
    "French": "fr",
    "Portuguese": "pt",
}
_NOTICE = "https://projects.worldbank.org/en/projects-operations/procurement-detail/{}"


ABOUT = About(
    id="world_bank",
    title="Banco Mundial: avisos de adquisiciones",
    publisher="Banco Mundial",
    funder_kind="banco",
    access="json-api",
    home="https://projects.worldbank.org",
    base="https://search.worldbank.org",
    licence="CC BY 4.0 (World Bank Open Data)",
    expected=(1, 2000),
    note="Licitaciones de proyectos financiados por el Banco; no son subvenciones.",
)


def search(door: Door, number: int) -> "Response":
    """One page, newest first; ``^`` separates alternatives."""
    params: dict[str, str | int] = {
        "format": "json",
        "rows": _ROWS,
        "os": number * _ROWS,
        "srt": "noticedate",
        "order": "desc",
        "project_ctry_name": _COUNTRY,
        "notice_type": "^".join(_TYPES),
    }
    return door.fetcher.get(door.at(_PATH), params=params)


def rows_of(data: object) -> list[JsonRecord]:
    """The notices of an answer: a list in version 2, an object by number in older ones."""
    envelope = JsonRecord(data)
    found = envelope.value("procnotices")
    if isinstance(found, dict):
        return [JsonRecord(found[name], f"procnotices.{name}") for name in found]
    return envelope.rows("procnotices")


def row_name(row: JsonRecord) -> str:
    """What names a row: the notice's number."""
    return str(row.value("id") or "sin número")


def is_notice(row: JsonRecord) -> bool:
    """Whether the notice asks for something; awards tell what was already given."""
    kind = (row.text("notice_type") or "").lower()
    return "award" not in kind


def recent(rows: Iterable[JsonRecord]) -> Iterator[JsonRecord]:
    """The rows up to one a year older than the newest: the server cannot filter by date."""
    newest: date | None = None
    for row in rows:
        day = _dated(row)
        newest = newest or day
        if newest and day and newest - day > _WINDOW:
            return
        yield row


def _dated(row: JsonRecord) -> date | None:
    """The day of the notice; ``None`` where it cannot be read, which parsing will tell."""
    try:
        return named_day(row.text("noticedate"), field="noticedate")
    except UnknownValue:
        return None


def of_country(rows: Iterable[JsonRecord], run: Run) -> Iterator[JsonRecord]:
    """The rows; a few of other countries are regional projects and stay, many are a lost filter.

    :raises FilterIgnored: when rows of other countries prevail.
    """
    own = foreign = 0
    for row in rows:
        if str(row.value("project_ctry_name") or _COUNTRY).strip() == _COUNTRY:
            own += 1
        else:
            foreign += 1
        if foreign > max(own, _REGIONAL):
            raise FilterIgnored(Remark("notices-all-abroad", country=_COUNTRY))
        yield row
    if foreign:
        run.warnings.append(Remark("notices-abroad", foreign=foreign, country=_COUNTRY))


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One notice as a call.

    :raises ScraperError: where id or title are missing, or a date cannot be read.
    """
    number = row.need("id")
    title = row.text("bid_description") or row.text("project_name") or row.need("notice_type")
    country = row.text("project_ctry_name")
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=number,
        url=_NOTICE.format(number),
        title=one_line(title),
        text=paragraphs(
            (None, one_line(title)),
            ("Notice type", row.text("notice_type")),
            ("Project", row.text("project_name")),
            ("Country", country),
            ("Method", row.text("procurement_method_name")),
            (None, plain_text(row.markup("notice_text"))),
        ),
        language=_LANGUAGES.get(row.text("notice_lang_name") or ""),
        kind="convocatoria",
        kind_span=said(row.text("notice_type"), "notice_type"),
        funder="Banco Mundial",
        funder_span=span(ABOUT.title, "fuente"),
        status=_status(row),
        published_on=named_day(row.text("noticedate"), field="noticedate"),
        deadlines=_deadlines(row),
        identifiers=tuple(filter(None, (row.text("bid_reference_no"), row.text("project_id")))),
    )


def _status(row: JsonRecord) -> PublishedStatus:
    return "cancelled" if (row.text("notice_status") or "").lower() == "cancelled" else "unknown"


def _deadlines(row: JsonRecord) -> tuple[Deadline, ...]:
    """The submission deadline and its local clock time; the zone is not published."""
    value = row.text("submission_deadline_date")
    day = iso_day(value, field="submission_deadline_date")
    if day is None or value is None:
        return ()
    at = clock(row.text("submission_deadline_time"), field="submission_deadline_time")
    clocked = f" {at:%H:%M}" if at else ""
    return (
        closing(
            day,
            quote=f"{day}{clocked}",
            field="submission_deadline_date",
            name="Submission Deadline",
            at=at,
        ),
    )


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=rows_of,
    total="total",
    name=row_name,
    sift=lambda rows, run: of_country(recent(rows), run),
    matches=is_notice,
    what="avisos que no son adjudicaciones",
    parse=parse_row,
    at_most=40,
)
