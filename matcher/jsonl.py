"""Lines of JSON on files, for the commands: what cannot be read is told with file and line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from matcher.errors import InvalidInput
from scrapers.jsonl import STANDARD, BadLine, read_jsonl, write_jsonl

Item = TypeVar("Item")


def read_records(path: str, make: Callable[[Mapping[str, Any]], Item]) -> list[Item]:
    """What ``make`` builds from each line of ``path`` (``-`` for standard input; ``.gz`` too).

    :raises InvalidInput: naming file and line, where one cannot be read or ``make`` refuses it.
    """
    return list(each_record(path, make))


def each_record(path: str, make: Callable[[Mapping[str, Any]], Item]) -> Iterator[Item]:
    """As :func:`read_records`, one at a time as they are read."""
    name = "la entrada" if path == STANDARD else path
    try:
        for number, record in read_jsonl(path):
            yield _made(record, make, where=f"{name}, línea {number}")
    except BadLine as error:
        raise InvalidInput(
            "%(name)s, línea %(number)s: %(reason)s",
            name=name,
            number=error.number,
            reason=error.reason,
        ) from error
    except (OSError, EOFError) as error:
        raise InvalidInput(
            "No se pudo leer %(name)s: %(error)s.", name=name, error=error
        ) from error


def _made(
    record: Mapping[str, Any], make: Callable[[Mapping[str, Any]], Item], *, where: str
) -> Item:
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
    try:
        return write_jsonl(path, records)
    except OSError as error:
        raise InvalidInput(
            "No se pudo escribir %(path)s: %(error)s.", path=path, error=error
        ) from error
