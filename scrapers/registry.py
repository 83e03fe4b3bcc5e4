"""Registry: every source there is, from the modules, from the catalogue, and from an address."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from itertools import islice
from pkgutil import iter_modules
from typing import Any

import scrapers.sources
import scrapers.sources.colombia
from scrapers.errors import CatalogueError, ScraperError, UnknownSource
from scrapers.fetch import Fetcher
from scrapers.item import ScrapedCall
from scrapers.remark import Remark
from scrapers.source import Run, Source
from scrapers.sources.generic import build

_SAMPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What a source would give: at most ten calls, and what is wrong with them, in Spanish."""

    calls: tuple[ScrapedCall, ...]
    problems: tuple[Remark, ...]


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every source that ships, ordered by id.

    :raises CatalogueError: where two share an id, a module's name is not its source's id, or an
        entry of the catalogue is wrong.
    """
    return checked([*from_modules(), *from_catalogue()])


def checked(found: Sequence[Source]) -> tuple[Source, ...]:
    """``found`` ordered by id.

    :raises CatalogueError: where two share an id.
    """
    by_id: dict[str, Source] = {}
    for source in found:
        if source.about.id in by_id:
            raise CatalogueError(f"Dos fuentes llevan el id «{source.about.id}».")
        by_id[source.about.id] = source
    return tuple(by_id[source_id] for source_id in sorted(by_id))


def from_modules() -> list[Source]:
    """The sources that are modules.

    :raises CatalogueError: where a module's name is not its source's id.
    """
    found: list[Source] = []
    for name in module_names():
        source: Source = import_module(name).SOURCE
        if source.about.id != name.rpartition(".")[2]:
            raise CatalogueError(f"El módulo «{name}» describe «{source.about.id}».")
        found.append(source)
    return found


def module_names() -> list[str]:
    """The full names of the modules that are sources."""
    return [
        f"{room.__name__}.{info.name}"
        for room in (scrapers.sources, scrapers.sources.colombia)
        for info in iter_modules(room.__path__)
        if not info.ispkg
    ]


def from_catalogue() -> list[Source]:
    """The sources that are entries of ``catalogue.toml``.

    :raises CatalogueError: where the file or an entry is wrong.
    """
    text = files("scrapers").joinpath("catalogue.toml").read_text(encoding="utf-8")
    try:
        groups = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"catalogue.toml no se puede leer: {error}") from error
    return [
        build({**entry, "id": source_id, "funder_kind": kind})
        for kind, entries in groups.items()
        for source_id, entry in entries.items()
    ]


def get(source_id: str) -> Source:
    """The source called ``source_id``.

    :raises UnknownSource: where there is none.
    """
    for source in sources():
        if source.about.id == source_id:
            return source
    raise UnknownSource(
        f"No hay una fuente «{source_id}». Vea la lista con: python -m scrapers list"
    )


def from_entry(entry: Mapping[str, Any]) -> Source:
    """The source an officer describes by its address.

    ``entry`` needs ``id``, ``title`` and ``url``; ``access`` is ``feed``, ``wordpress`` or
    ``html-list`` (found out from the address where it is missing). The other keys are those of
    the catalogue.

    :raises CatalogueError: where something is missing or contradictory, saying what.
    """
    return build(entry)


def dry_run(source: Source, fetcher: Fetcher, *, base: str | None = None) -> DryRun:
    """Read ten calls of ``source`` and say what an officer should know before switching it on.

    ``base`` replaces the address it is read at.

    :raises ScraperError: where the address cannot be read at all.
    """
    run = Run()
    reading = source.calls(fetcher, base=base or source.about.base, run=run, limit=_SAMPLE)
    calls: list[ScrapedCall] = []
    problems: list[Remark] = []
    try:
        calls.extend(islice(reading, _SAMPLE))
    except ScraperError as error:
        if not calls:
            raise
        problems.append(error.said)
    problems += [Remark.of(failure.reason).at(failure.where) for failure in run.failures]
    return DryRun(calls=tuple(calls), problems=(*problems, *run.warnings, *_doubts(calls)))


def _doubts(calls: Sequence[ScrapedCall]) -> list[Remark]:
    """What the sample itself makes one doubt."""
    if not calls:
        return [Remark("trial-none")]
    doubts = []
    dated = sum(1 for call in calls if call.deadlines or call.rolling)
    if dated < len(calls):
        doubts.append(Remark("trial-undated", undated=len(calls) - dated, total=len(calls)))
    short = sum(1 for call in calls if len(call.text) < 200)
    if short:
        doubts.append(Remark("trial-short", short=short, total=len(calls)))
    return doubts
