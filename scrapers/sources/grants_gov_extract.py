"""Grants.gov daily extract: the whole federal corpus as one zipped XML file.

Today's file may not exist yet, and about a week is kept. The zip is streamed to disk and its XML
read record by record, so memory stays flat over 320 MB. Descriptions are escaped twice.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.access.xml_dump import XmlRecord, records
from scrapers.errors import FetchError, LayoutChanged
from scrapers.item import Amount, Deadline, Eligibility, Fact, PublishedStatus, Raw, ScrapedCall
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import About, Run
from scrapers.sources.base.federal import (
    APPLICANTS,
    COST_SHARING,
    FLOOR_CEILING,
    FUNDING,
    INSTRUMENTS,
    local_government,
    named,
)
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import finish, read, with_every_cycle
from scrapers.sources.base.record import as_json, plain_number
from scrapers.sources.base.values import (
    closing,
    floor_and_ceiling,
    iso_day,
    moment_of,
    money,
    said,
    some,
    span,
    us_day,
)

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher

_FILE = "/extracts/GrantsDBExtract{:%Y%m%d}v2.zip"
_DAYS_BACK = 7
_STAMP = re.compile(r"(\d{8})v\d")
_STILL = {"posted", "forecasted"}
_SYNOPSIS, _FORECAST = "OpportunitySynopsisDetail_1_0", "OpportunityForecastDetail_1_0"
_PUBLIC = "https://www.grants.gov/search-results-detail/{}"
_FOREIGN = {"25", "99"}
"""Applicant codes for "others" and "unrestricted", under which foreign public bodies fall."""


class GrantsGovExtract:
    """The dump, cut to what is still open and open to others than US bodies."""

    about = About(
        id="grants_gov_extract",
        title="Estados Unidos: Grants.gov (volcado diario)",
        publisher="U.S. Department of Health and Human Services",
        funder_kind="gobierno-nacional",
        access="xml-dump",
        home="https://www.grants.gov/xml-extract",
        base="https://prod-grants-gov-chatbot.s3.amazonaws.com",
        licence="Dominio público (obra del Gobierno de los Estados Unidos)",
        expected=(50, 5000),
        language="en",
        country="US",
        disabled="Repite lo que trae la búsqueda de Grants.gov: es el respaldo si esta falla.",
    )

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the opportunities of the newest extract that have not closed.

        :raises FetchError: when none of the last days has a file.
        :raises UnreadableFeed: when the file is damaged.
        """
        now = fetcher.now()
        url, path = download(fetcher, base=base, today=now.date())
        try:
            raw = Raw(body=b"", content_type="application/json", url=url, fetched_at=now)
            as_of = day_of(path) or now.date()
            yield from read(
                records(path, frozenset({_SYNOPSIS, _FORECAST})),
                lambda record: current(record, raw, on=as_of),
                run=run,
                name=lambda record: record.find("OpportunityID") or "sin número",
                country=self.about.country,
                limit=limit,
            )
            finish(run, ended=limit is None, about=self.about)
        finally:
            path.unlink(missing_ok=True)


def download(fetcher: "Fetcher", *, base: str, today: date) -> tuple[str, Path]:
    """The newest extract there is: its address and the file it was streamed to.

    :raises FetchError: when none of the last days has one.
    """
    for back in range(_DAYS_BACK + 1):
        url = base.rstrip("/") + _FILE.format(today - timedelta(days=back))
        try:
            return url, fetcher.stream(url)
        except FetchError as error:
            if error.status not in {403, 404}:
                raise
    raise FetchError(base, Remark("dump-none", days=_DAYS_BACK))


def day_of(path: Path) -> date | None:
    """The day of the extract, from the name of the file inside the zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            stamps = [_STAMP.search(name) for name in archive.namelist()]
    except zipfile.BadZipFile:
        return None
    found = next((stamp for stamp in stamps if stamp), None)
    return iso_day(found.group(1), field="nombre del volcado") if found else None


def current(record: XmlRecord, raw: Raw, *, on: date) -> ScrapedCall | None:
    """The call of ``record``; ``None`` where it had closed ``on`` that day or is for US bodies."""
    codes = set(record.all("EligibleApplicants"))
    if codes and not codes & _FOREIGN:
        return None
    if (record.find("OppStatus") or "") not in _STILL and has_closed(record, on=on):
        return None
    kept = {name: value for name, value in record.fields if "Contact" not in name}
    call = with_every_cycle(parse_record(record), country=GrantsGovExtract.about.country)
    return replace(call, raw=replace(raw, body=as_json(kept)))


def has_closed(record: XmlRecord, *, on: date) -> bool:
    """Whether the record had closed, or been archived, before ``on``."""
    last = max((d.on for d in _deadlines(record) if d.on), default=on)
    archived = us_day(record.find("ArchiveDate"), field="ArchiveDate") or on
    return min(last, archived) < on


def parse_record(record: XmlRecord) -> ScrapedCall:
    """One element of the extract as a call.

    :raises ScraperError: where id or title are missing, or a value cannot be read.
    """
    number = _need(record, "OpportunityID")
    title = one_line(_need(record, "OpportunityTitle"))
    agency = record.find("AgencyName")
    opens = us_day(record.find("PostDate"), field="PostDate")
    return ScrapedCall(
        source_id=GrantsGovExtract.about.id,
        source_key=number,
        url=_PUBLIC.format(number),
        title=title,
        text=paragraphs(
            (None, title),
            ("Agency", agency),
            (None, plain_text(record.find("Description") or "")),
            ("Eligibility", plain_text(record.find("AdditionalInformationOnEligibility") or "")),
            ("Closing date", plain_text(record.find("CloseDateExplanation") or "")),
        ),
        kind="subvencion",
        kind_span=said(
            named(record.all("FundingInstrumentType"), INSTRUMENTS),
            "FundingInstrumentType",
            name="Funding Instrument Type",
        ),
        funder=agency,
        funder_span=said(agency, "AgencyName"),
        status=_status(record),
        published_on=opens,
        opens_on=opens,
        opens_span=said(moment_of(record.find("PostDate") or ""), "PostDate", name="Posted Date"),
        deadlines=_deadlines(record),
        amounts=_amounts(record),
        eligibility=_eligibility(record),
        identifiers=tuple(filter(None, (record.find("OpportunityNumber"),))),
    )


def _need(record: XmlRecord, name: str) -> str:
    value = record.find(name)
    if not value:
        raise LayoutChanged(Remark("dump-lacks", name=name))
    return value


def _status(record: XmlRecord) -> PublishedStatus:
    return "forthcoming" if record.tag == _FORECAST else "unknown"


def _deadlines(record: XmlRecord) -> tuple[Deadline, ...]:
    """The closing day; of a forecast, the estimated one."""
    for name, told, label in (
        ("CloseDate", "Closing Date for Applications", None),
        ("EstimatedSynopsisCloseDate", "Estimated Application Due Date", "prevista"),
    ):
        value = record.find(name)
        day = us_day(value, field=name)
        if day and value:
            return (closing(day, quote=value, field=name, name=told, label=label),)
    return ()


def _amounts(record: XmlRecord) -> tuple[Amount, ...]:
    figures = {
        name: plain_number(record.find(name) or "", field=name)
        for name in ("AwardFloor", "AwardCeiling", "EstimatedTotalProgramFunding")
    }
    return some(
        floor_and_ceiling(
            figures["AwardFloor"],
            figures["AwardCeiling"],
            currency="USD",
            field="AwardCeiling",
            names=FLOOR_CEILING,
            language="en",
        ),
        money(
            figures["EstimatedTotalProgramFunding"],
            kind="total",
            currency="USD",
            field="EstimatedTotalProgramFunding",
            name=FUNDING,
            language="en",
        ),
    )


def _eligibility(record: XmlRecord) -> Eligibility:
    codes = record.all("EligibleApplicants")
    word = (record.find("CostSharingOrMatchingRequirement") or "").lower()
    share = Fact()
    if word in {"yes", "no"}:
        where = span(word.capitalize(), "CostSharingOrMatchingRequirement", name=COST_SHARING)
        share = Fact(answer=word == "yes", span=where)
    return Eligibility(
        local_government=local_government(
            set(codes), quote=named(codes, APPLICANTS), field="EligibleApplicants"
        ),
        cofunding_required=share,
    )


SOURCE = GrantsGovExtract()
