"""The daily extract: a streamed zip, found on one of the last days."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from scrapers.errors import FetchError
from scrapers.fetch import Fetcher
from scrapers.sources.grants_gov_extract import SOURCE
from tests.replay import Answer
from tests.scrapers.sources.reading import Readout, readout

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Grants xmlns="http://apply.grants.gov/system/OpportunityDetail-V1.0">
<OpportunitySynopsisDetail_1_0><OpportunityID>800001</OpportunityID>
<OpportunityNumber>T-1</OpportunityNumber>
<OpportunityTitle>Rivers &amp;amp; parks</OpportunityTitle>
<AgencyName>Test Agency</AgencyName><PostDate>01052030</PostDate><CloseDate>03152030</CloseDate>
<EligibleApplicants>99</EligibleApplicants><EligibleApplicants>25</EligibleApplicants>
<AwardCeiling>90000</AwardCeiling><AwardFloor>none</AwardFloor>
<CostSharingOrMatchingRequirement>Yes</CostSharingOrMatchingRequirement>
<Description>One&amp;lt;br/&amp;gt;two &amp;amp; three</Description>
<GrantorContactEmail>jane@example.org</GrantorContactEmail></OpportunitySynopsisDetail_1_0>
<OpportunitySynopsisDetail_1_0><OpportunityID>800002</OpportunityID>
<OpportunityTitle>Closed long ago</OpportunityTitle><CloseDate>03152020</CloseDate>
</OpportunitySynopsisDetail_1_0>
<OpportunitySynopsisDetail_1_0><OpportunityID>800003</OpportunityID>
<OpportunityTitle>For states only</OpportunityTitle><CloseDate>03152030</CloseDate>
<EligibleApplicants>00</EligibleApplicants></OpportunitySynopsisDetail_1_0>
<OpportunityForecastDetail_1_0><OpportunityID>800004</OpportunityID>
<OpportunityTitle>A forecast</OpportunityTitle>
<EstimatedSynopsisCloseDate>04012030</EstimatedSynopsisCloseDate></OpportunityForecastDetail_1_0>
</Grants>"""


class OneWay(io.RawIOBase):
    """A file that cannot seek, so that zipfile writes sizes behind the data as a stream does."""

    def __init__(self) -> None:
        self.body = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile passes bytes
        self.body += bytes(data)
        return len(data)


def streamed_zip() -> bytes:
    sink = OneWay()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GrantsDBExtract20300201v2.xml", XML)
    return sink.body


@pytest.fixture
def read(fetcher: Fetcher) -> Readout:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    answer = Answer(body=streamed_zip(), content_type="application/zip")
    return readout(SOURCE, fetcher, {f"/extracts/GrantsDBExtract{yesterday:%Y%m%d}v2.zip": answer})


def test_yesterdays_file_is_found_and_cut_to_what_is_open(read: Readout) -> None:
    assert [call.source_key for call in read.calls] == ["800001", "800004"]
    assert read.run.complete


def test_text_escaped_twice_and_month_first_dates(read: Readout) -> None:
    call = read.get("800001")
    assert call.title == "Rivers & parks"
    assert "two & three" in call.text
    assert "<br" not in call.text
    assert [d.on for d in call.deadlines] == [date(2030, 3, 15)]
    assert call.amounts[0].maximum == Decimal(90000)
    assert call.eligibility.cofunding_required.answer is True
    assert call.raw is not None
    assert b"jane@example.org" not in call.raw.body


def test_a_forecast_has_an_estimated_deadline(read: Readout) -> None:
    call = read.get("800004")
    assert call.deadlines[0].label == "prevista"
    assert call.status == "forthcoming"


def test_no_file_in_a_week_is_an_error(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="últimos 7 días"):
        readout(SOURCE, fetcher, {})
