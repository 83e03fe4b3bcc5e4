"""Grants.gov: the federal grants of the United States, embassies included.

The search gives rows, ``fetchOpportunity`` the synopsis of one. Errors come as HTTP 200 with an
``errorcode``; dates are month first; contact persons are in the payload and are left there.
"""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from scrapers.errors import FilterIgnored, LayoutChanged
from scrapers.item import (
    Amount,
    Deadline,
    Document,
    Eligibility,
    Fact,
    Kind,
    PublishedStatus,
    Raw,
    ScrapedCall,
)
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About
from scrapers.sources.base.federal import (
    COST_SHARING,
    FLOOR_CEILING,
    FUNDING,
    local_government,
)
from scrapers.sources.base.json_list import Door, JsonList
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import incomplete, json_raw, with_every_cycle
from scrapers.sources.base.record import JsonRecord, plain_number
from scrapers.sources.base.values import (
    closing,
    floor_and_ceiling,
    iso_day,
    money,
    named_day,
    said,
    some,
    span,
    us_day,
)

if TYPE_CHECKING:
    from scrapers.fetch import Response

_SEARCH, _DETAIL = "/v1/api/search2", "/v1/api/fetchOpportunity"
_ROWS = 100
_ASKED = ("posted", "forecasted")
_STATUS: dict[str, PublishedStatus] = {
    "posted": "open",
    "forecasted": "forthcoming",
    "closed": "closed",
    "archived": "closed",
}
_PUBLIC = "https://www.grants.gov/search-results-detail/{}"
_ANYBODY = "25|99"
"""Applicant codes for "others" and "unrestricted", under which foreign public bodies fall."""


ABOUT = About(
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


def search(door: Door, number: int) -> "Response":
    """One page of what others than US bodies may apply to, newest first."""
    return door.fetcher.post_json(
        door.at(_SEARCH),
        {
            "keyword": "",
            "oppStatuses": "|".join(_ASKED),
            "eligibilities": _ANYBODY,
            "sortBy": "openDate|desc",
            "rows": _ROWS,
            "startRecordNum": number * _ROWS,
        },
    )


def with_synopsis(_row: JsonRecord, call: ScrapedCall, door: Door) -> ScrapedCall:
    """``call`` with its own record; with a warning where that cannot be read."""
    found = door.details.get(lambda: detail(door, call.source_key), where=call.source_key)
    if found is None:
        return incomplete(call)
    record, raw = found
    full = with_every_cycle(with_detail(call, record), country=ABOUT.country)
    return replace(full, raw=raw)


def detail(door: Door, number: str) -> tuple[JsonRecord, Raw]:
    """The synopsis (or forecast) of one opportunity and its raw payload.

    :raises FilterIgnored: when another opportunity than the one asked for comes back.
    :raises ScraperError: when it cannot be read.
    """
    asked_for = int(number) if number.isdigit() else number
    response = door.fetcher.post_json(door.at(_DETAIL), {"opportunityId": asked_for})
    data = answered(response.json()).record("data")
    if data.text("id") != number:
        raise FilterIgnored(Remark("opportunity-other", number=number, answered=data.text("id")))
    return data, json_raw(_without_grantor(data), response)


def _without_grantor(data: JsonRecord) -> JsonRecord:
    """``data`` without ``agencyName`` of the synopsis and forecast, which may be a person."""
    kept = dict(data.data)
    for name in ("synopsis", "forecast"):
        body = data.record(name).data
        kept[name] = {k: v for k, v in body.items() if k not in {"agencyName", "agencyAddressDesc"}}
    return JsonRecord(kept)


def answered(data: object) -> JsonRecord:
    """The envelope of an answer.

    :raises LayoutChanged: where it carries an error under HTTP 200, or no ``data``.
    """
    envelope = JsonRecord(data)
    code = envelope.number("errorcode")
    if code:
        raise LayoutChanged(Remark("grants-gov-says", words=envelope.text("msg"), code=code))
    if envelope.value("data") is None:
        raise LayoutChanged(Remark("grants-gov-no-data"))
    return envelope


def row_name(row: JsonRecord) -> str:
    """What names a row: the opportunity's number in the portal."""
    return str(row.value("id") or row.value("number") or "sin número")


def was_asked(row: JsonRecord) -> bool:
    """Whether the row has a state that was asked for."""
    return (row.text("oppStatus") or "").lower() in _ASKED


def parse_row(row: JsonRecord) -> ScrapedCall:
    """One search result as a call.

    :raises ScraperError: where id or title are missing, or a date cannot be read.
    """
    number = row.need("id")
    title = one_line(row.need("title"))
    agency = row.text("agency") or row.text("agencyName")
    close = us_day(row.text("closeDate"), field="closeDate")
    opens = us_day(row.text("openDate"), field="openDate")
    return ScrapedCall(
        source_id=ABOUT.id,
        source_key=number,
        url=_PUBLIC.format(number),
        title=title,
        text=paragraphs((None, title), ("Agency", agency)),
        kind="subvencion",
        kind_span=said(row.text("docType"), "docType", name="Document Type"),
        funder=agency,
        funder_span=said(agency, "agency"),
        status=_STATUS.get((row.text("oppStatus") or "").lower(), "unknown"),
        published_on=opens if row.text("oppStatus") != "forecasted" else None,
        opens_on=opens,
        opens_span=said(row.text("openDate"), "openDate", name="Open Date"),
        deadlines=(
            closing(close, quote=row.need("closeDate"), field="closeDate", name="Close Date"),
        )
        if close
        else (),
        identifiers=tuple(filter(None, (row.text("number"),))),
    )


def with_detail(call: ScrapedCall, data: JsonRecord) -> ScrapedCall:
    """``call`` with what its synopsis, or else its forecast, adds.

    :raises ScraperError: where a value has a shape nobody has met.
    """
    name = "synopsis" if data.has("synopsis") else "forecast"
    body = data.record(name)
    prefix = f"data.{name}"
    return replace(
        call,
        title=one_line(data.text("opportunityTitle") or call.title),
        text=_text(call, body),
        kind=_kind(body),
        kind_span=said(
            _names(body, "fundingInstruments"),
            f"{prefix}.fundingInstruments",
            name="Funding Instrument Type",
        ),
        funder=_agency(data, body) or call.funder,
        funder_span=said(_agency(data, body), f"{prefix}.agencyDetails.agencyName")
        or call.funder_span,
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


def _text(call: ScrapedCall, body: JsonRecord) -> str:
    return paragraphs(
        (None, call.title),
        (None, plain_text(body.markup("synopsisDesc") or body.markup("forecastDesc"))),
        ("Eligible applicants", _names(body, "applicantTypes")),
        ("Eligibility", plain_text(body.markup("applicantEligibilityDesc"))),
        ("Closing date", plain_text(body.markup("responseDateDesc"))),
        ("Funding instrument", _names(body, "fundingInstruments")),
        ("Category", _names(body, "fundingActivityCategories")),
    )


def _names(body: JsonRecord, field: str) -> str:
    return ", ".join(item.text("description") or "" for item in body.records(field))


def _kind(body: JsonRecord) -> Kind:
    codes = {item.text("id") for item in body.records("fundingInstruments")}
    return "convocatoria" if codes and codes <= {"PC", "O"} else "subvencion"


def _agency(data: JsonRecord, body: JsonRecord) -> str | None:
    """The office, never ``agencyName`` of the synopsis, which may be a person."""
    for record, field in (
        (data, "agencyDetails"),
        (body, "agencyDetails"),
        (data, "topAgencyDetails"),
    ):
        if name := record.text(f"{field}.agencyName"):
            return name
    return None


def _deadlines(body: JsonRecord, prefix: str) -> tuple[Deadline, ...]:
    """The day of ``responseDate``; its midnight in an American zone is no time."""
    for name, told in (
        ("responseDate", "Closing Date for Applications"),
        ("estApplicationResponseDate", "Estimated Application Due Date"),
    ):
        if twin := body.text(f"{name}Str"):
            day = iso_day(twin[:10], field=f"{prefix}.{name}Str")
        else:
            day = named_day(body.text(name), field=f"{prefix}.{name}")
        if day:
            quote = body.text(name) or twin or day.isoformat()
            label = "prevista" if name.startswith("est") else None
            where = f"{prefix}.{name}"
            return (closing(day, quote=quote, field=where, name=told, label=label),)
    return ()


def _amounts(body: JsonRecord, prefix: str) -> tuple[Amount, ...]:
    """Dollars, as the interface counts them."""
    low = figure(body.text("awardFloor"), field=f"{prefix}.awardFloor")
    high = figure(body.text("awardCeiling"), field=f"{prefix}.awardCeiling")
    total = figure(body.text("estimatedFunding"), field=f"{prefix}.estimatedFunding")
    return some(
        floor_and_ceiling(
            low,
            high,
            currency="USD",
            field=f"{prefix}.awardCeiling",
            names=FLOOR_CEILING,
            language="en",
        ),
        money(
            total,
            kind="total",
            currency="USD",
            field=f"{prefix}.estimatedFunding",
            name=FUNDING,
            language="en",
        ),
    )


def figure(text: str | None, *, field: str) -> Decimal | None:
    """A figure, or ``None`` for "none" and blanks.

    :raises UnknownValue: where it is no number.
    """
    return plain_number(text, field=field) if text else None


def _eligibility(call: ScrapedCall, body: JsonRecord, prefix: str) -> Eligibility:
    """What the codes settle: whether local governments may apply, and whether a share is asked."""
    types = body.records("applicantTypes")
    asked_share = body.flag("costSharing")
    where = f"{prefix}.applicantTypes"
    return replace(
        call.eligibility,
        local_government=local_government(
            {item.text("id") or "" for item in types},
            quote=_names(body, "applicantTypes"),
            field=where,
        ),
        cofunding_required=Fact()
        if asked_share is None
        else Fact(
            answer=asked_share,
            span=span("Yes" if asked_share else "No", f"{prefix}.costSharing", name=COST_SHARING),
        ),
    )


def _documents(data: JsonRecord) -> tuple[Document, ...]:
    return tuple(
        Document(
            url=f"https://apply07.grants.gov/grantsws/rest/opportunity/att/download/{file.need('id')}",
            title=file.text("fileDescription") or file.text("fileName") or "Documento",
        )
        for folder in data.records("synopsisAttachmentFolders")
        for file in folder.records("synopsisAttachments")
    )


SOURCE = JsonList(
    about=ABOUT,
    ask=search,
    rows=lambda data: answered(data).record("data").rows("oppHits"),
    total="data.hitCount",
    name=row_name,
    matches=was_asked,
    what="abiertas o previstas",
    parse=parse_row,
    detail=with_synopsis,
)
