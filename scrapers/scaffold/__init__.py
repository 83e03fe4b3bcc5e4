"""Scaffold: the three files a source with code begins with."""

import re
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from scrapers.errors import CatalogueError
from scrapers.fetch import Fetcher

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


def start(source_id: str, url: str, *, fetcher: Fetcher, root: Path) -> list[Path]:
    """Save the page at ``url`` and write the module and its failing test below ``root``.

    :param root: the checkout, which holds ``scrapers`` and ``tests``.
    :returns: the files written: module, page, test.
    :raises CatalogueError: where the id cannot be a module's name or one of the files exists.
    :raises ScraperError: where the page cannot be read.
    """
    parts = urlsplit(url)
    if not _ID.fullmatch(source_id):
        raise CatalogueError(f"El id «{source_id}» debe ser de minúsculas, cifras y «_».")
    module = root / "scrapers" / "sources" / f"{source_id}.py"
    page = root / "tests" / "scrapers" / "pages" / f"{source_id}.html"
    test = root / "tests" / "scrapers" / "sources" / f"test_{source_id}.py"
    taken = [str(path.relative_to(root)) for path in (module, page, test) if path.exists()]
    if taken:
        raise CatalogueError(f"Ya existe: {', '.join(taken)}.")
    body = fetcher.get(url).body
    values = {
        "id": source_id,
        "base": f"{parts.scheme}://{parts.netloc}",
        "path": parts.path or "/",
        "url": url,
    }
    _write(page, body)
    _write(module, _filled("module.py.txt", values))
    _write(test, _filled("test.py.txt", values))
    return [module, page, test]


def _filled(name: str, values: dict[str, str]) -> bytes:
    template = files("scrapers.scaffold").joinpath(name).read_text(encoding="utf-8")
    return Template(template).substitute(values).encode()


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
