"""Scaffold: the files a source with code begins with, from what its address answers."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from pprint import pformat
from string import Template
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapers.errors import CatalogueError
from scrapers.fetch import Fetcher, Response
from scrapers.page import parse
from scrapers.sources.base.record import without_people
from scrapers.sources.generic.list_page import guessed_items

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_DEEPEST = 3
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """The saved answers by suffix of their name, and what the templates of ``kind`` are told."""

    kind: str
    saved: Mapping[str, bytes]
    values: Mapping[str, str]


def start(
    source_id: str, url: str, *, fetcher: Fetcher, root: Path, detail: str | None = None
) -> list[Path]:
    """Save what ``url`` answers and write the module and its failing test below ``root``.

    A page is saved with the page of one of its calls, JSON without contact persons.

    :param root: the checkout, which holds ``scrapers`` and ``tests``.
    :param detail: the page of one call; without it the first link that speaks of a call.
    :returns: the files written: module, saved answers, test.
    :raises CatalogueError: where the id cannot be a module's name, one of the files exists, or the
        list links no page that speaks of a call and none is given.
    :raises ScraperError: where an address cannot be read.
    """
    if not _ID.fullmatch(source_id):
        raise CatalogueError(f"El id «{source_id}» debe ser de minúsculas, cifras y «_».")
    module = root / "scrapers" / "sources" / f"{source_id}.py"
    test = root / "tests" / "scrapers" / "sources" / f"test_{source_id}.py"
    pages = root / "tests" / "scrapers" / "pages"
    kept = pages.glob(f"{source_id}.*") if pages.is_dir() else ()
    taken = [path for path in (module, test, *kept) if path.exists()]
    if taken:
        raise CatalogueError(f"Ya existe: {', '.join(str(p.relative_to(root)) for p in taken)}.")
    answer = fetcher.get(url)
    data = _json_of(answer)
    begun = _page(answer, url, fetcher, detail) if data is None else _interface(data)
    parts = urlsplit(url)
    values = {
        "id": source_id,
        "base": f"{parts.scheme}://{parts.netloc}",
        "path": parts.path or "/",
        "url": url,
        "query": json.dumps(dict(parse_qsl(parts.query)), ensure_ascii=False),
        **begun.values,
    }
    written = {
        module: _filled(f"{begun.kind}_module.py.txt", values),
        **{pages / f"{source_id}{suffix}": body for suffix, body in begun.saved.items()},
        test: _filled(f"{begun.kind}_test.py.txt", values),
    }
    for path, body in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return list(written)


def _json_of(answer: Response) -> Any:
    """The answer as JSON, without contact persons; ``None`` where it is a page."""
    text = answer.text().lstrip()
    return without_people(answer.json()) if text.startswith(("{", "[")) else None


def _page(answer: Response, url: str, fetcher: Fetcher, detail: str | None) -> _Begun:
    """A list page, and the page of the call in ``detail`` or in the first link that fits."""
    if detail is None:
        links = guessed_items(parse(answer.text(), url=url))
        if not links:
            raise CatalogueError(
                "La lista no enlaza ninguna página que hable de una convocatoria; dé la dirección "
                "de la página de una de ellas con --detail."
            )
        detail = links[0].url
    read = fetcher.get(detail)
    return _Begun(
        kind="list",
        saved={".html": answer.body, "_detail.html": read.body},
        values={"detail": urlsplit(detail).path or "/"},
    )


def _interface(data: Any) -> _Begun:
    """A JSON interface: where its rows are, and which fields the first one has."""
    where, first = next(_lists(data), ("COMPLETE", {}))
    return _Begun(
        kind="json",
        saved={".json": _to_be_edited(data)},
        values={
            "rows": "listed" if not where else f'lambda data: JsonRecord(data).rows("{where}")',
            "uses": "JsonRecord, listed" if not where else "JsonRecord",
            "fields": "\n".join(f"# {name}: {_shown(value)}" for name, value in first.items()),
        },
    )


def _to_be_edited(data: Any) -> bytes:
    """``data`` as JSON with a line per field, since people cut it down by hand."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _lists(data: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Dotted paths of the lists of objects in ``data``, outermost first, with the first object."""
    if isinstance(data, list) and data and isinstance(data[0], dict):
        yield path, data[0]
    if isinstance(data, dict) and depth < _DEEPEST:
        for name, value in data.items():
            yield from _lists(value, f"{path}.{name}" if path else name, depth + 1)


def _shown(value: Any) -> str:
    """The beginning of ``value``, on one line."""
    words = " ".join(pformat(value, compact=True).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _filled(name: str, values: Mapping[str, str]) -> bytes:
    template = files("scrapers.scaffold").joinpath(name).read_text(encoding="utf-8")
    return Template(template).substitute(values).encode()
