"""Grants.gov: the federal grants of the United States, embassies included.

The search gives rows, ``fetchOpportunity`` the synopsis of one. Errors come as HTTP 200 with an
``errorcode``; dates are month first; contact persons are in the payload and are left there.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from scrapers.errors import FetchError, FilterIgnored, LayoutChanged
from scrapers.item import (
    Amount,
    Deadline,
    Document,
    Eligibility,
    Fact,
    Kind,
    PublishedStatus,
    ScrapedCall,
)
from scrapers.page import plain_text
from scrapers.source import About, Run
from scrapers.sources.base.prose import line, paragraphs
from scrapers.sources.base.reading import (
    Details,
    Pages,
    asked,
    incomplete,
    json_raw,
    read,
    refuse_flood,
)
from scrapers.sources.base.record import Record, plain_number
from scrapers.sources.base.values import (
    closing,
    floor_and_ceiling,
    iso_day,
    money,
    named_day,
    some,
    span,
    us_day,
)

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

_SEARCH, _DETAIL = "/v1/api/search2", "/v1/api/fetchOpportunity"
_ROWS = 100
_CEILING = 20_000
_ASKED = ("posted", "forecasted")
_STATUS: dict[str, PublishedStatus] = {
    "posted": "open", "forecasted": "forthcoming", "closed": "closed", "archived": "closed",
}  # fmt: skip
_PUBLIC = "https://www.grants.gov/search-results-detail/{}"
_ANYBODY = "25|99"
"""Applicant codes for "others" and "unrestricted", under which foreign public bodies fall."""


class GrantsGov:
    """The search interface, open and forecast opportunities."""

    about = About(
        id="grants_gov",
        title="Estados Unidos: Grants.gov",
        publisher="U.S. Department of Health and Human Services",
        funder_kind="gobierno-nacional",
        access="json-api",
        home="https://www.grants.gov",
        base="https://api.grants.gov",
        licence="Dominio público (obra del Gobierno de los Estados Unidos)",
        expected=(50, 5000),
        language="en",
        country="US",
        note="Incluye los programas de la Embajada en Bogotá.",
    )

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield every posted or forecast opportunity that others than US bodies may apply to.

        :raises FilterIgnored: when the server sends its whole corpus.
        :raises ScraperError: when the first page cannot be read.
        """
        details = Details(run=run)
        announced: list[int | None] = [None]
        answer: list[Response] = []

        def load(_number: int) -> list[Record]:
            response = search(fetcher, base=base, start=pages.count)
            data = answered(response).record("data")
            hits = data.number("hitCount")
            announced[0] = None if hits is None else int(hits)
            refuse_flood(announced[0], ceiling=_CEILING, what="convocatorias abiertas")
            answer[:] = [response]
            return data.rows("oppHits")

        def parse(row: Record) -> ScrapedCall:
            call = replace(parse_row(row), raw=json_raw(row, answer[0]))
            found = details.get(
                lambda: detail(fetcher, base=base, number=call.source_key), where=call.source_key
            )
            if found is None:
                return incomplete(call)
            record, response = found
            return replace(with_detail(call, record), raw=json_raw(record, response))

        pages = Pages(load=load, key=row_name, run=run, at_most=200, total=lambda: announced[0])
        rows = asked(pages, was_asked, run=run, what="abiertas o previstas")
        yield from read(
            rows, parse, run=run, name=row_name, country=self.about.country, limit=limit
        )
        details.close()
        run.complete = pages.ended


def search(fetcher: "Fetcher", *, base: str, start: int) -> "Response":
    """One page of the search from row ``start`` on, newest first."""
    return fetcher.post_json(
        base.rstrip("/") + _SEARCH,
        {
            "keyword": "", "oppStatuses": "|".join(_ASKED), "eligibilities": _ANYBODY,
            "sortBy": "openDate|desc", "rows": _ROWS, "startRecordNum": start,
        },
    )  # fmt: skip


def detail(fetcher: "Fetcher", *, base: str, number: str) -> tuple[Record, "Response"]:
    """The synopsis (or forecast) of one opportunity.

    :raises FilterIgnored: when another opportunity than the one asked for comes back.
    :raises ScraperError: when it cannot be read.
    """
    asked_for = int(number) if number.isdigit() else number
    response = fetcher.post_json(base.rstrip("/") + _DETAIL, {"opportunityId": asked_for})
    data = answered(response).record("data")
    if data.text("id") != number:
        raise FilterIgnored(f"Se pidió la oportunidad {number} y llegó la {data.text('id')}.")
    return data, response


def answered(response: "Response") -> Record:
    """The envelope of an answer.

    :raises FetchError: where it carries an error under HTTP 200.
    :raises LayoutChanged: where it has no ``data``.
    """
    envelope = Record(response.json())
    code = envelope.number("errorcode")
    if code:
        raise FetchError(response.url, f"La API respondió: {envelope.text('msg')} (error {code}).")
    if envelope.value("data") is None:
        raise LayoutChanged("La respuesta de Grants.gov no trae «data».")
    return envelope


def row_name(row: Record) -> str:
    """What names a row: the opportunity's number in the portal."""
    return str(row.value("id") or row.value("number") or "sin número")


def was_asked(row: Record) -> bool:
    """Whether the row has a state that was asked for."""
    return (row.text("oppStatus") or "").lower() in _ASKED


def parse_row(row: Record) -> ScrapedCall:
    """One search result as a call.

    :raises ScraperError: where id or title are missing, or a date cannot be read.
    """
    number = row.need("id")
    title = line(row.need("title"))
    agency = row.text("agency") or row.text("agencyName")
    close = us_day(row.text("closeDate"), field="closeDate")
    opens = us_day(row.text("openDate"), field="openDate")
    return ScrapedCall(
        source_id=GrantsGov.about.id,
        source_key=number,
        url=_PUBLIC.format(number),
        title=title,
        text=paragraphs((None, title), ("Agency", agency)),
        kind="subvencion",
        kind_span=span(row.text("docType") or "synopsis", "docType"),
        funder=agency,
        funder_span=span(agency, "agency"),
        status=_STATUS.get((row.text("oppStatus") or "").lower(), "unknown"),
        published_on=opens if row.text("oppStatus") != "forecasted" else None,
        opens_on=opens,
        opens_span=span(row.text("openDate"), "openDate"),
        deadlines=(closing(close, quote=row.need("closeDate"), field="closeDate"),)
        if close
        else (),
        identifiers=tuple(filter(None, (row.text("number"),))),
    )


def with_detail(call: ScrapedCall, data: Record) -> ScrapedCall:
    """``call`` with what its synopsis, or else its forecast, adds.

    :raises ScraperError: where a value has a shape nobody has met.
    """
    name = "synopsis" if data.value("synopsis") is not None else "forecast"
    body = data.record(name)
    prefix = f"data.{name}"
    return replace(
        call,
        title=line(data.text("opportunityTitle") or call.title),
        text=_text(call, body),
        kind=_kind(body),
        kind_span=span(_names(body, "fundingInstruments"), f"{prefix}.fundingInstruments"),
        funder=_agency(data, body) or call.funder,
        funder_span=span(_agency(data, body) or call.funder, f"{prefix}.agencyDetails.agencyName"),
        published_on=named_day(body.text("postingDate"), field=f"{prefix}.postingDate")
        or call.published_on,
        deadlines=_deadlines(body, prefix) or call.deadlines,
        amounts=_amounts(body, prefix),
        eligibility=_eligibility(call, body, prefix),
        documents=_documents(data),
        identifiers=tuple(
            dict.fromkeys((*call.identifiers, *filter(None, [data.text("opportunityNumber")])))
        ),
    )


def _text(call: ScrapedCall, body: Record) -> str:
    return paragraphs(
        (None, call.title),
        (None, plain_text(body.markup("synopsisDesc") or body.markup("forecastDesc"))),
        ("Eligible applicants", _names(body, "applicantTypes")),
        ("Eligibility", plain_text(body.markup("applicantEligibilityDesc"))),
        ("Closing date", plain_text(body.markup("responseDateDesc"))),
        ("Funding instrument", _names(body, "fundingInstruments")),
        ("Category", _names(body, "fundingActivityCategories")),
    )


def _names(body: Record, field: str) -> str:
    return ", ".join(item.text("description") or "" for item in body.records(field))


def _kind(body: Record) -> Kind:
    codes = {item.text("id") for item in body.records("fundingInstruments")}
    return "convocatoria" if codes and codes <= {"PC", "O"} else "subvencion"


def _agency(data: Record, body: Record) -> str | None:
    """The office, never ``agencyName`` of the synopsis, which may be a person."""
    for record, field in (
        (data, "agencyDetails"),
        (body, "agencyDetails"),
        (data, "topAgencyDetails"),
    ):
        if name := record.text(f"{field}.agencyName"):
            return name
    return None


def _deadlines(body: Record, prefix: str) -> tuple[Deadline, ...]:
    """The day of ``responseDate``; its midnight in an American zone is no time."""
    for name in ("responseDate", "estApplicationResponseDate"):
        if twin := body.text(f"{name}Str"):
            day = iso_day(twin[:10], field=f"{prefix}.{name}Str")
        else:
            day = named_day(body.text(name), field=f"{prefix}.{name}")
        if day:
            quote = body.text(name) or twin or day.isoformat()
            label = "prevista" if name.startswith("est") else None
            return (closing(day, quote=quote, field=f"{prefix}.{name}", label=label),)
    return ()


def _amounts(body: Record, prefix: str) -> tuple[Amount, ...]:
    """Dollars, as the interface counts them."""
    low = figure(body.text("awardFloor"), field=f"{prefix}.awardFloor")
    high = figure(body.text("awardCeiling"), field=f"{prefix}.awardCeiling")
    total = figure(body.text("estimatedFunding"), field=f"{prefix}.estimatedFunding")
    return some(
        floor_and_ceiling(low, high, currency="USD", field=f"{prefix}.awardCeiling"),
        money(total, kind="total", currency="USD", field=f"{prefix}.estimatedFunding"),
    )


def figure(text: str | None, *, field: str) -> Decimal | None:
    """A figure, or ``None`` for "none" and blanks.

    :raises UnknownValue: where it is no number.
    """
    return plain_number(text, field=field) if text else None


def _eligibility(call: ScrapedCall, body: Record, prefix: str) -> Eligibility:
    asked_share = body.flag("costSharing")
    if asked_share is None:
        return call.eligibility
    where = f"{prefix}.costSharing"
    return replace(
        call.eligibility,
        cofunding_required=Fact(answer=asked_share, span=span(asked_share, where)),
    )


def _documents(data: Record) -> tuple[Document, ...]:
    return tuple(
        Document(
            url=f"https://apply07.grants.gov/grantsws/rest/opportunity/att/download/{file.need('id')}",
            title=file.text("fileDescription") or file.text("fileName") or "Documento",
        )
        for folder in data.records("synopsisAttachmentFolders")
        for file in folder.records("synopsisAttachments")
    )


SOURCE = GrantsGov()
