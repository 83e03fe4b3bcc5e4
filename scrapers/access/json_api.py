"""JSON interfaces: fields that must be there, and pages that must end."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar, overload

from scrapers.errors import LayoutChanged, UnknownValue
from scrapers.remark import Remark

Row = TypeVar("Row")
Kind = TypeVar("Kind")
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
MAX_PAGES = 2000
_MISSING = object()


@overload
def field(record: object, path: str) -> Any: ...
@overload
def field(record: object, path: str, kind: type[Kind]) -> Kind: ...
def field(record: object, path: str, kind: type[Any] | None = None) -> Any:
    """The value at ``path`` (``a.b[0].c``), of type ``kind`` where one is given.

    :raises LayoutChanged: where the path leads nowhere, naming the step that is missing.
    :raises UnknownValue: where the value is of another type.
    """
    value, missing = _walk(record, path)
    if value is _MISSING:
        raise LayoutChanged(Remark("path-missing", missing=missing, path=path))
    if kind is not None and not _is(value, kind):
        raise UnknownValue(
            Remark(
                "path-other-kind",
                path=path,
                kind=kind.__name__,
                found=type(value).__name__,
                value=repr(str(value)[:60]),
            )
        )
    return value


@overload
def find(record: object, path: str) -> Any: ...
@overload
def find(record: object, path: str, kind: type[Kind]) -> Kind | None: ...
def find(record: object, path: str, kind: type[Any] | None = None) -> Any:
    """The value at ``path``, ``None`` where it is missing or null.

    :raises UnknownValue: where it is there and of another type than ``kind``.
    """
    value, _ = _walk(record, path)
    if value is _MISSING or value is None:
        return None
    if kind is not None and not _is(value, kind):
        raise UnknownValue(
            Remark(
                "path-other-kind",
                path=path,
                kind=kind.__name__,
                found=type(value).__name__,
                value=repr(str(value)[:60]),
            )
        )
    return value


def _is(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)


def _walk(record: object, path: str) -> tuple[Any, str]:
    """The value, or the mark and the part of the path that is missing."""
    value: Any = record
    for step in STEP.finditer(path):
        name, index = step[1], step[2]
        if index is not None:
            fits = isinstance(value, list) and int(index) < len(value)
            value = value[int(index)] if fits else _MISSING
        else:
            value = value.get(name, _MISSING) if isinstance(value, dict) else _MISSING
        if value is _MISSING:
            return _MISSING, path[: step.end()]
    return value, ""


def pages(
    read: Callable[[int], Sequence[Row]],
    *,
    key: Callable[[Row], Hashable],
    first: int = 0,
    step: int = 1,
    max_pages: int = MAX_PAGES,
) -> Iterator[Row]:
    """Yield every row once, page after page, until one is empty or brings nothing new.

    ``read`` takes a page number (``step`` 1) or an offset (``step`` the rows per page), from
    ``first`` on. Rows that appear again (lists move while they are read) are dropped by
    ``key``; a whole page of known rows means that the site repeats its last page.

    :raises LayoutChanged: where ``max_pages`` are read and there is no end.
    """
    seen: set[Hashable] = set()
    for number in range(max_pages):
        fresh = [row for row in read(first + number * step) if key(row) not in seen]
        if not fresh:
            return
        for row in fresh:
            if key(row) not in seen:
                seen.add(key(row))
                yield row
    raise LayoutChanged(Remark("list-endless", pages=max_pages))
