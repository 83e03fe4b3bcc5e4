"""Dumps: plain, zipped, zipped by a streaming writer, broken, and hostile."""

import io
import resource
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.access import xml_dump
from scrapers.access.xml_dump import records
from scrapers.errors import ScraperError, TooLarge, UnreadableFeed

TAGS = frozenset({"Opportunity", "Forecast"})


def dump(rows: Iterable[str], head: str = "") -> bytes:
    body = "".join(rows)
    return f'<?xml version="1.0"?>{head}<Grants xmlns="urn:x">{body}</Grants>'.encode()


def row(number: int) -> str:
    return (
        f"<Opportunity><ID>{number}</ID><Code>25</Code><Code>06</Code><Empty/>"
        f"<Text>Agua &amp;amp; ciudad</Text></Opportunity>"
    )


class Pipe(io.RawIOBase):
    """A file that cannot seek, so that zipfile writes no sizes into the local header."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return self._file.write(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def zipped(path: Path, body: bytes, name: str = "dump.xml", *, streamed: bool = False) -> Path:
    target = Pipe(path) if streamed else path
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    if isinstance(target, Pipe):
        target.close()
    return path


def test_records_are_read_whatever_the_namespace(tmp_path: Path):
    path = tmp_path / "d.xml"
    path.write_bytes(dump([row(1), row(2), "<Other><ID>9</ID></Other>"]))
    first, second = records(path, TAGS)
    assert (first.tag, first.find("ID"), second.find("ID")) == ("Opportunity", "1", "2")
    assert first.all("Code") == ("25", "06")
    assert first.find("Empty") is None
    assert first.find("Nunca") is None
    assert first.find("Text") == "Agua &amp; ciudad"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_zip_is_read_through_its_central_directory(tmp_path: Path, streamed: bool):
    path = zipped(tmp_path / "d.zip", dump([row(1), row(2)]), streamed=streamed)
    assert [record.find("ID") for record in records(path, TAGS)] == ["1", "2"]
    if streamed:
        assert path.read_bytes()[6] & 0x08  # sizes come after the data, as the real dump has them


def test_memory_does_not_grow_with_the_dump(tmp_path: Path):
    path = zipped(tmp_path / "d.zip", dump(row(n) for n in range(100_000)))
    next(records(path, TAGS))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in records(path, TAGS)) == 100_000
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 30_000  # KiB


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path):
    path = zipped(tmp_path / "d.zip", b"<a>" + b" " * 60_000_000 + b"</a>")
    with pytest.raises(TooLarge):
        list(records(path, TAGS))


def test_a_plain_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xml_dump, "MAX_XML", 10_000)
    path = tmp_path / "d.xml"
    path.write_bytes(dump(row(n) for n in range(1000)))
    with pytest.raises(TooLarge):
        list(records(path, TAGS))


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path):
    secret = tmp_path / "secreto"
    secret.write_text("contraseña")
    head = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY t "expandida">]>'
    path = tmp_path / "d.xml"
    path.write_bytes(dump(["<Opportunity><ID>1&s;&t;</ID></Opportunity>"], head))
    found = repr(list(records(path, TAGS)))
    assert "contraseña" not in found
    assert "expandida" not in found


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_a_dump_cut_short_gives_its_first_records_and_then_an_error(tmp_path: Path, cut: float):
    body = dump(row(n) for n in range(50))
    path = tmp_path / "d.xml"
    path.write_bytes(body[: int(len(body) * cut)])
    found = []
    with pytest.raises(UnreadableFeed, match="dañado"):
        found.extend(record.find("ID") for record in records(path, TAGS))
    assert found == [] or found[0] == "0"


def test_a_zip_without_the_dump_is_said_so(tmp_path: Path):
    path = zipped(tmp_path / "d.zip", b"hola", name="leeme.txt")
    with pytest.raises(UnreadableFeed, match="se esperaba un solo"):
        list(records(path, TAGS))


@given(st.binary(max_size=40), st.integers(0, 700), st.booleans())
@settings(max_examples=60, deadline=None)
def test_mutated_dumps_are_read_or_refused(tmp_path_factory, noise: bytes, at: int, packed: bool):
    path = tmp_path_factory.mktemp("dump") / "d"
    body = dump([row(1), row(2), row(3)])
    if packed:
        body = zipped(path, body).read_bytes()
    at %= len(body)
    path.write_bytes(body[:at] + noise + body[at + len(noise) :])
    try:
        found = list(records(path, TAGS))
    except ScraperError:
        return
    assert all(record.tag in TAGS for record in found)
