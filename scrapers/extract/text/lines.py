"""JSON Lines on files and pipes: ``-`` is standard input or output, ``.gz`` is read too."""

import gzip
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from scrapers.errors import ScraperError


class BadLine(ScraperError):
    """A line of the input cannot be read: says which and why."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Línea {number}: {reason}")
        self.number = number


def read_lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each record of ``path`` with its line number; blank lines are passed over.

    :raises BadLine: for text that is no JSON object, or no UTF-8.
    """
    with _opened(path) as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, _parsed(number, line)


def _opened(path: str) -> IO[bytes] | gzip.GzipFile:
    """The input as bytes."""
    if path == "-":
        return sys.stdin.buffer
    return gzip.open(path) if path.endswith(".gz") else Path(path).open("rb")


def _parsed(number: int, line: bytes) -> dict[str, Any]:
    """One record."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(number, "no está en UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(number, f"no es JSON válido ({error}).") from error
    if not isinstance(record, dict):
        raise BadLine(number, 'debe ser un objeto JSON, como {"id": …, "text": …}.')
    return record


def text_field(record: dict[str, Any], name: str, *, number: int, needed: bool = False) -> str:
    """A field that must be text; empty where it is absent and not needed.

    :raises BadLine: where it is something else.
    """
    value = record.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise BadLine(number, f"falta el texto de «{name}»." if value is None
                      else f"«{name}» debe ser texto.")  # fmt: skip
    return value


def day_field(record: dict[str, Any], name: str, *, number: int) -> date | None:
    """A field that must be an ISO date or absent.

    :raises BadLine: where it is something else.
    """
    value = text_field(record, name, number=number)
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise BadLine(number, f"«{name}» debe ser una fecha AAAA-MM-DD, no «{value}».") from error


def write_lines(path: str, records: Iterable[dict[str, Any]]) -> int:
    """Write every record, or nothing: a file appears only once it is whole. Returns how many."""
    if path == "-":
        return _write(sys.stdout, records)
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            count = _write(stream, records)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def _write(stream: IO[str], records: Iterable[dict[str, Any]]) -> int:
    """Write to an open stream."""
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count
