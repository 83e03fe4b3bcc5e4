"""Lines of JSON on files: read with a clear complaint, written whole or not at all."""

import gzip
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from matcher.errors import InvalidInput

Item = TypeVar("Item")
STANDARD = "-"


def read_records(path: str, make: Callable[[Mapping[str, Any]], Item]) -> list[Item]:
    """What ``make`` builds from each line of ``path`` (``-`` for standard input; ``.gz`` too).

    :raises InvalidInput: naming file and line, where one cannot be read or ``make`` refuses it.
    """
    items: list[Item] = []
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    items.append(_made(line, make, where=f"{_name(path)}, línea {number}"))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InvalidInput(
            "No se pudo leer %(name)s: %(error)s.", name=_name(path), error=error
        ) from error
    return items


def _made(line: str, make: Callable[[Mapping[str, Any]], Item], *, where: str) -> Item:
    """One item of one line."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            "%(where)s: no es JSON (%(msg)s, columna %(colno)s).",
            where=where,
            msg=error.msg,
            colno=error.colno,
        ) from error
    if not isinstance(record, dict):
        raise InvalidInput("%(where)s: se esperaba un objeto entre llaves.", where=where)
    try:
        return make(record)
    except InvalidInput as error:
        raise InvalidInput(
            "%(where)s: %(error)s", where=where, error=error.message, field=error.field
        ) from error


def write_records(path: str, records: Iterable[Mapping[str, Any]]) -> int:
    """Write a line per record and return how many; the file appears only when it is whole.

    :raises InvalidInput: where the file cannot be written.
    """
    if path == STANDARD:
        return _write(sys.stdout, records)
    target = Path(path)
    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as draft:
            temporary = Path(draft.name)
        try:
            with _writer(temporary, zipped=target.suffix == ".gz") as lines:
                count = _write(lines, records)
            temporary.chmod(0o644)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInput(
            "No se pudo escribir %(path)s: %(error)s.", path=path, error=error
        ) from error
    return count


def _write(lines: IO[str], records: Iterable[Mapping[str, Any]]) -> int:
    """Write and count."""
    count = 0
    for record in records:
        lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def _writer(path: Path, *, zipped: bool) -> IO[str]:
    """``path`` open for text."""
    if zipped:
        return gzip.open(path, "wt", encoding="utf-8")
    return path.open("w", encoding="utf-8")


@contextmanager
def _opened(path: str) -> Iterator[Iterable[str]]:
    """The lines of ``path``."""
    if path == STANDARD:
        yield sys.stdin
    elif path.endswith(".gz"):
        with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
            yield lines
    else:
        with Path(path).open(encoding="utf-8-sig") as lines:
            yield lines


def _name(path: str) -> str:
    """How a file is called in a message."""
    return "la entrada" if path == STANDARD else path
