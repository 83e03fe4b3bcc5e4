"""Big XML dumps, plain or zipped: one record at a time, in bounded memory."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lxml import etree

from scrapers.errors import TooLarge, UnreadableFeed
from scrapers.remark import Remark

MIB = 1024 * 1024
MAX_XML = 2048 * MIB
MAX_RATIO = 200
"""XML packs about 1:10 to 1:40; a bomb packs 1:1000."""
READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
"""What :mod:`zipfile` raises over damaged archives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlRecord:
    """One record: its tag without namespace and its direct children's texts, repeats kept.

    ``read`` holds the names that were asked for.
    """

    tag: str
    fields: tuple[tuple[str, str], ...]
    read: set[str] = field(default_factory=set, compare=False)

    def find(self, name: str) -> str | None:
        """The first non-empty value of ``name``."""
        self.read.add(name)
        return next((value for key, value in self.fields if key == name and value), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every non-empty value of ``name``."""
        self.read.add(name)
        return tuple(value for key, value in self.fields if key == name and value)


def records(path: Path, tags: frozenset[str], *, member: str = ".xml") -> Iterator[XmlRecord]:
    """Yield each element whose local name is in ``tags``, from the XML (or zip of it) at ``path``.

    ``member`` is the end of the name of the file inside the zip. Entities are never resolved
    and nothing is fetched.

    :raises UnreadableFeed: where the zip or the XML is broken.
    :raises TooLarge: where it unpacks to more than is accepted.
    """
    try:
        with _open(path, member) as source:
            yield from _elements(_Counted(source, path), tags)
    except etree.XMLSyntaxError as error:
        raise UnreadableFeed(Remark("xml-damaged", error=error.msg).at(path.name)) from error
    except BROKEN_ZIP as error:
        raise UnreadableFeed(Remark("zip-damaged").at(path.name)) from error


def _elements(source: "_Counted", tags: frozenset[str]) -> Iterator[XmlRecord]:
    context = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in context:
        yield XmlRecord(
            tag=etree.QName(element).localname,
            fields=tuple(
                (etree.QName(child).localname, (child.text or "").strip())
                for child in element
                if isinstance(child.tag, str)
            ),
        )
        element.clear()
        while (previous := element.getprevious()) is not None:
            parent = previous.getparent()
            assert parent is not None
            parent.remove(previous)


@contextmanager
def _open(path: Path, member: str) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as archive:
        # The central directory knows the sizes even where a streaming writer left them out
        # of the local headers.
        found = [item for item in archive.infolist() if item.filename.lower().endswith(member)]
        if len(found) != 1:
            raise UnreadableFeed(
                Remark("zip-members", member=member, count=len(found)).at(path.name)
            )
        info = found[0]
        if info.flag_bits & 0x1 or info.compress_type not in READABLE:
            raise UnreadableFeed(Remark("zip-encrypted").at(path.name))
        too_dense = info.file_size > MAX_RATIO * max(info.compress_size, MIB // 64)
        if info.file_size > MAX_XML or too_dense:
            raise TooLarge(path.name, Remark("zip-too-large"))
        with archive.open(info) as source:
            yield source


class _Counted:
    """Bytes read on, counted: a directory may lie about its sizes."""

    def __init__(self, source: IO[bytes], path: Path) -> None:
        self._source = source
        self._path = path
        self._left = MAX_XML

    def read(self, size: int = -1) -> bytes:
        """Read at most ``size`` bytes.

        :raises TooLarge: past the limit.
        """
        data = self._source.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(self._path.name, Remark("zip-too-large"))
        return data
