"""Which fields of a record are read: what nobody reads and nobody declared is told.

A source that begins to publish the closing day in a field of its own would otherwise go unnoticed.
What is left unread on purpose is declared in ``scrapers/sources/fields.toml``.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar, cast

from scrapers.access.xml_dump import XmlRecord
from scrapers.remark import Remark
from scrapers.source import Fields
from scrapers.sources.base.record import PERSONAL, JsonRecord

Row = TypeVar("Row")
_SHOWN = 12
_DEEP = 8


def watch(fields: Fields, row: Row, *, kind: str) -> Row:
    """``row``, whose fields are counted from now on; rows of other kinds are left alone.

    Of a pair (a record and its raw payload) the first is watched.
    """
    if isinstance(row, JsonRecord):
        row.watched_by(fields.read)
        _meet(fields, _paths(row.data), kind)
    elif isinstance(row, XmlRecord):
        fields.read |= row.read
        named = (name for name, value in row.fields if value and not PERSONAL.search(name))
        _meet(fields, named, kind)
        return cast("Row", replace(row, read=fields.read))
    elif isinstance(row, tuple) and row and isinstance(row[0], JsonRecord) and kind == "detail":
        watch(fields, row[0], kind=kind)
    return row


def meet(fields: Fields, names: Iterable[str], kind: str = "row") -> None:
    """Count one record by the ``names`` it has that are not read; those of persons are left out."""
    _meet(fields, (name for name in names if not PERSONAL.search(name)), kind)


def _meet(fields: Fields, paths: Iterable[str], kind: str) -> None:
    fields.records[kind] += 1
    if unread := frozenset(path for path in paths if not _covered(path, fields.read)):
        fields.unread[kind, unread] += 1


def _paths(data: Mapping[str, Any], under: str = "", deep: int = _DEEP) -> Iterator[str]:
    """The dotted names of what holds anything; lists of objects are looked into without numbers.

    Contact persons are left out: they are never read.
    """
    for name, value in data.items():
        path = f"{under}{name}"
        if value is None or value in ("", [], {}) or PERSONAL.search(str(name)):
            continue
        inside = value if isinstance(value, list) else [value]
        if deep and all(isinstance(item, Mapping) for item in inside):
            for item in inside:
                yield from _paths(item, f"{path}.", deep - 1)
        else:
            yield path


def _covered(path: str, known: set[str] | frozenset[str]) -> bool:
    """Whether the field, or an object it stands in, is among the ``known``."""
    return any(prefix in known for prefix in _prefixes(path))


def _prefixes(path: str) -> Iterator[str]:
    """``a``, ``a.b``, ``a.b.c`` of ``a.b.c``."""
    end = path.find(".")
    while end > 0:
        yield path[:end]
        end = path.find(".", end + 1)
    yield path


def unread_words(fields: Fields, source_id: str) -> Remark | None:
    """The sentence about the fields that nobody reads nor declared, if there are any."""
    known = fields.read | ignored(source_id)
    unread: set[str] = set()
    some, kinds = 0, set()
    for (kind, paths), records in fields.unread.items():
        if found := {path for path in paths if not _covered(path, known)}:
            unread |= {_outermost(path, known) for path in found}
            some += records
            kinds.add(kind)
    if not unread:
        return None
    shown = ", ".join(sorted(unread)[:_SHOWN]) + ("…" if len(unread) > _SHOWN else "")
    whole = sum(fields.records[kind] for kind in kinds)
    return Remark("fields-unread", fields=shown, some=some, whole=whole)


def _outermost(path: str, known: set[str]) -> str:
    """The outermost object around ``path`` of which nothing at all is known."""
    return next(
        (
            prefix
            for prefix in _prefixes(path)
            if not any(name.startswith(f"{prefix}.") for name in known)
        ),
        path,
    )


@lru_cache
def _declared() -> dict[str, frozenset[str]]:
    text = files("scrapers.sources").joinpath("fields.toml").read_text(encoding="utf-8")
    return {name: frozenset(told["ignored"].split()) for name, told in tomllib.loads(text).items()}


def ignored(source_id: str) -> frozenset[str]:
    """The fields of a source that are left unread on purpose."""
    return _declared().get(source_id, frozenset())
