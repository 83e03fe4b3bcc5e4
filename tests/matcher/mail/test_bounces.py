"""Messages that come back, as each server writes them; labels were set before reading."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.mail.bounces import read_returned
from matcher.mail.returning import told

FOLDER = Path(__file__).parent / "returned"
LABELS = list(csv.DictReader((FOLDER / "labels.tsv").open(), delimiter="\t"))
SAMPLES = [(FOLDER / f"{row['file']}.eml").read_bytes() for row in LABELS]


@pytest.mark.parametrize("row", LABELS, ids=lambda row: row["file"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_each_dialect_is_understood(row: dict[str, str], newline: bytes) -> None:
    raw = (FOLDER / f"{row['file']}.eml").read_bytes().replace(b"\n", newline)
    found = read_returned(raw)
    if row["means"] == "none":
        assert found is None
        return
    assert found is not None
    assert (found.means, found.status) == (row["means"], row["status"])
    assert found.message_ids == (row["message_id"],)
    assert row["recipient"] in found.recipients


def test_every_sample_has_a_label() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == {row["file"] for row in LABELS}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_no_damage_breaks_the_reading(sample: bytes, data: st.DataObject) -> None:
    """Cut anywhere, with anything pushed in: an answer or none, never an error."""
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, len(sample)))
    pushed = data.draw(st.binary(max_size=40))
    found = read_returned(sample[:start] + pushed + sample[end:])
    assert found is None or all(len(one) <= 252 for one in found.message_ids)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=60))
def test_no_report_of_anything_breaks_it(body: bytes, words: str) -> None:
    head = b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
    status = b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: "
    read_returned(head + status + words.encode() + b"\n\n" + body + b"\n--b--\n")


@pytest.mark.parametrize(
    ("status", "words", "means", "code"),
    [
        ("5.7.25", "550-5.7.25 The IP address has no PTR record", "refused", "returned-blocked"),
        ("5.7.606", "550 5.7.606 Access denied, banned sending IP", "refused", "returned-blocked"),
        ("5.7.1", "550 5.7.1 Delivery not authorized", "refused", "returned-not-allowed"),
        ("5.0.0", "550 Your IP address is blocked", "refused", "returned-blocked"),
        ("5.0.0", "554 message rejected", "refused", "returned-refused"),
        ("5.3.4", "552 5.3.4 message too big", "refused", "returned-refused"),
        ("5.4.7", "550 5.4.7 delivery time expired", "later", "returned-later"),
        ("5.1.1", "550 5.1.1 user unknown; DKIM", "address", "returned-no-mailbox"),
    ],
)
def test_a_code_is_put_in_plain_words(status: str, words: str, means: str, code: str) -> None:
    report = (FOLDER / "gmail_hard.eml").read_text()
    head, _, rest = report.partition("Status: 5.1.1\n")
    tail = rest.partition("unnecessary spaces.\n")[2]
    raw = f"{head}Status: {status}\nDiagnostic-Code: smtp; {words}\n{tail}".encode()
    found = read_returned(raw)
    assert found is not None
    assert (found.means, told(found).code) == (means, code)
    assert status in told(found)
