"""The same call once among records of a file: the decisions of the intake, without a database."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import msgspec

from matcher.calls.facts import Amount, CallFacts
from matcher.errors import InvalidInput
from matcher.intake.identity.rules import SameJudgement
from matcher.intake.identity.traits import Traits, traits_of
from matcher.intake.lookup import Lookup
from matcher.intake.same_call import place
from scrapers.extract.reader import extract

_BATCH = 500
"""Records compared at once: few enough for memory, many enough for one look-up of titles."""
RecordId = str | int


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """A line of the file: its name, and what identity looks at."""

    id: RecordId
    own: Traits


@dataclass(frozen=True, slots=True)
class Grouped:
    """The group of a record, named by its first; why it joined; of which it may be one as well."""

    id: RecordId
    group: RecordId
    why: SameJudgement | None
    doubts: tuple[tuple[RecordId, SameJudgement], ...]


def grouped(records: Iterable[FiledRecord]) -> Iterator[Grouped]:
    """Each record with its group, in their order; what is read is not kept, but for its traits.

    A doubt is of two groups: each record names all records of the other.
    """
    groups = _Groups()
    stream = iter(records)
    while batch := list(islice(stream, _BATCH)):
        groups.add(batch)
    yield from groups.told()


class _Groups:
    """Records taken in so far, in order; a group is named by the position of its first."""

    def __init__(self) -> None:
        self._lookup = Lookup()
        self._records: list[FiledRecord] = []
        self._group = array("q")
        self._why: list[SameJudgement | None] = []
        self._doubts: dict[int, dict[int, SameJudgement]] = {}

    def add(self, batch: Sequence[FiledRecord]) -> None:
        near = self._lookup.near([record.own for record in batch])
        for record, positions in zip(batch, near, strict=True):
            known = ((self._group[at], self._records[at].own) for at in positions)
            placed = place(record.own, known)
            here = len(self._records) if placed.call is None else placed.call
            self._records.append(record)
            self._group.append(here)
            self._why.append(placed.why)
            for other, why in placed.doubts:
                self._doubts.setdefault(here, {}).setdefault(other, why)
                self._doubts.setdefault(other, {}).setdefault(here, why)
            self._lookup.add(record.own)
        self._lookup.settle()

    def told(self) -> Iterator[Grouped]:
        members: dict[int, list[RecordId]] = {}
        for record, group in zip(self._records, self._group, strict=True):
            members.setdefault(group, []).append(record.id)
        for record, group, why in zip(self._records, self._group, self._why, strict=True):
            doubts = tuple(
                (one, told)
                for other, told in self._doubts.get(group, {}).items()
                for one in members[other]
            )
            yield Grouped(record.id, self._records[group].id, why, doubts)


# -- reading a line --------------------------------------------------------------------------


def record_from(line: Mapping[str, Any]) -> FiledRecord:
    """A line of the file as it is compared.

    It has the shape of ``puente extract`` with ``source_id``, ``url``, ``title``, ``text``,
    ``identifiers``, ``links`` and ``aggregator``. What the line does not say is read from its
    text, as collecting does: closing days and funder where there is none, sums where there is no
    field for them.

    :raises InvalidInput: saying which field is missing or is not what it should be.
    """
    name = line.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise InvalidInput("Falta el campo «id», un texto o un número.", field="id")
    title, text = _text(line, "title"), _text(line, "text")
    if not title.strip():
        raise InvalidInput("Falta el campo «title», el título de la convocatoria.", field="title")
    url = _text(line, "url")
    host = _host(url)
    read = _Read(title, text, url or None)
    named = _text(line, "funder").strip()
    facts = CallFacts(
        url=url,
        title=title,
        text=text,
        language=_text(line, "language") or None,
        funder=named or read.told.funder,
        funder_span=None if named else read.told.funder_span,
        amounts=_amounts(line, read),
        identifiers=_texts(line, "identifiers"),
        links=_texts(line, "links"),
    )
    if days := _deadlines(line):
        facts = CallFacts.from_payload({**facts.to_payload(), "deadlines": days})
    else:
        facts = replace(facts, deadlines=read.told.deadlines)
    source = _text(line, "source_id") or host or f"#{name}"
    return FiledRecord(
        name, traits_of(facts, source_id=source, aggregator=line.get("aggregator") is True)
    )


class _Read:
    """The prose of a line, read when something is asked of it; nothing, where it has no text."""

    def __init__(self, title: str, text: str, url: str | None) -> None:
        self._given = (title, text, url)

    @cached_property
    def told(self) -> CallFacts:
        """What title and text say of funder, sums and closing days."""
        title, text, url = self._given
        if not text:
            return CallFacts(url="", title=title, text="")
        read = extract(title, text, url=url, judged=False)
        return CallFacts(
            url="",
            title=title,
            text="",
            funder=read.funder,
            funder_span=read.funder_span,
            amounts=read.amounts,
            deadlines=read.deadlines,
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError as error:
        raise InvalidInput("El campo «url» no es una dirección.", field="url") from error


def _text(line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidInput("El campo «%(name)s» debe ser un texto.", name=name, field=name)
    return value or ""


def _texts(line: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = line.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(one, str | int) for one in values):
        raise InvalidInput(
            "El campo «%(name)s» debe ser una lista de textos.", name=name, field=name
        )
    return tuple(map(str, values))


def _deadlines(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The closing days of ``deadlines``, and the one of ``deadline``."""
    given = line.get("deadlines") or []
    if not isinstance(given, list):
        raise InvalidInput("El campo «deadlines» debe ser una lista de días.", field="deadlines")
    told = [*given, *([line["deadline"]] if line.get("deadline") else [])]
    return [{"on": _day(one), "precision": "day"} for one in dict.fromkeys(map(str, told))]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError as error:
        raise InvalidInput(
            "«%(value)s» no es un día como 2027-03-05.", value=value[:40], field="deadline"
        ) from error


def _amounts(line: Mapping[str, Any], read: _Read) -> tuple[Amount, ...]:
    """The sums of the line; of its text, where the line has no field for them."""
    given = line.get("amounts")
    if "amounts" not in line:
        return read.told.amounts
    if not isinstance(given, list | None):
        raise InvalidInput("El campo «amounts» debe ser una lista de montos.", field="amounts")
    try:
        payload = [_amount(one) for one in given or ()]
        return CallFacts.from_payload(
            {"url": "", "title": "", "text": "", "amounts": payload}
        ).amounts
    except (msgspec.ValidationError, AttributeError, TypeError) as error:
        raise InvalidInput(
            'Un monto de «amounts» debe ser como {"value": 50000, "currency": "EUR"}.',
            field="amounts",
        ) from error


def _amount(one: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the file: ``puente extract`` writes a range as two of them."""
    values = {name: one.get(key) for name, key in _BOUNDS.items()}
    return {
        "kind": "unknown",
        "currency": one.get("currency"),
        **{name: None if value is None else str(value) for name, value in values.items()},
    }


_BOUNDS = {"value": "value", "minimum": "min", "maximum": "max"}
