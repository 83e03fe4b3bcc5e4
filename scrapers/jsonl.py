"""JSON Lines on files and pipes: ``-`` is standard input or output, ``.gz`` is packed."""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any

from scrapers.errors import ScraperError
from scrapers.files import written_whole
from scrapers.remark import Remark

STANDARD = "-"


class BadLine(ScraperError):
    """A line of the input cannot be read: says which and why."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(Remark("line", number=number, reason=reason))
        self.number = number
        self.reason = reason


def read_jsonl(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each record of ``path`` with its line number; blank lines are passed over.

    :raises BadLine: for text that is no JSON object, or no UTF-8.
    """
    with _opened(path) as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, _parsed(number, line)


def _opened(path: str) -> AbstractContextManager[Iterable[bytes]]:
    """The input as bytes; standard input stays open."""
    if path == STANDARD:
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path) if path.endswith(".gz") else Path(path).open("rb")


def _parsed(number: int, line: bytes) -> dict[str, Any]:
    """One record."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(number, "no está en UTF-8.") from error
    except json.JSONDecodeError as error:
        raise BadLine(number, f"no es JSON ({error.msg}, columna {error.colno}).") from error
    except RecursionError as error:
        raise BadLine(number, "no es JSON: está anidado sin fin.") from error
    if not isinstance(record, dict):
        raise BadLine(number, 'se esperaba un objeto entre llaves, como {"id": …, "text": …}.')
    return record


def write_jsonl(path: str, records: Iterable[Mapping[str, Any]]) -> int:
    """Write every record, or nothing: a file appears only once it is whole. Returns how many."""
    if path == STANDARD:
        return _write(sys.stdout, records)
    with written_whole(Path(path)) as draft, _packed(draft, path.endswith(".gz")) as stream:
        return _write(stream, records)


def _packed(draft: Path, zipped: bool) -> IO[str]:
    return gzip.open(draft, "wt", encoding="utf-8") if zipped else draft.open("w", encoding="utf-8")


def _write(stream: IO[str], records: Iterable[Mapping[str, Any]]) -> int:
    """Write to an open stream."""
    count = 0
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count
