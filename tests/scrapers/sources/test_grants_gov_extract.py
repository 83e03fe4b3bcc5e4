"""The daily extract: a streamed zip, found on one of the last days."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from scrapers.errors import FetchError
from scrapers.fetch import Fetcher
from scrapers.sources.grants_gov_extract import SOURCE
from tests.replay import Answer, saved
from tests.scrapers.sources.reading import Readout, readout


class OneWay(io.RawIOBase):
    """A file that cannot seek, so that zipfile writes sizes behind the data as a stream does."""

    def __init__(self) -> None:
        self.body = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile passes bytes
        self.body += bytes(data)
        return len(data)


def streamed_zip(xml: str) -> bytes:
    sink = OneWay()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("GrantsDBExtract20300201v2.xml", xml)
    return sink.body


def read_of(fetcher: Fetcher, xml: str) -> Readout:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    answer = Answer(body=streamed_zip(xml), content_type="application/zip")
    return readout(SOURCE, fetcher, {f"/extracts/GrantsDBExtract{yesterday:%Y%m%d}v2.zip": answer})


@pytest.fixture
def read(fetcher: Fetcher) -> Readout:
    return read_of(fetcher, saved("grants_extract.xml"))


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
