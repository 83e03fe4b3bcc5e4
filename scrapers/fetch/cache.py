"""Bodies kept with their ETag, so that a page that did not change is not sent again.

One file per address: a line of JSON, then the body packed with zlib. Nothing is ever served
without asking the site; a file that cannot be read counts as absent.
"""

import hashlib
import json
import os
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scrapers.files import written_whole

KEPT = ("content-type", "etag", "last-modified", "link", "x-wp-total", "x-wp-totalpages")
UNUSED_DAYS = 45
SUFFIX = ".page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A body the site once sent, with the headers that matter (lower-case names)."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask for it only if it changed."""
        asked = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        return {ask: self.headers[name] for ask, name in asked.items() if name in self.headers}


class ConditionalCache:
    """A folder of :class:`Stored` bodies, safe among threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._sweep(before=time.time() - UNUSED_DAYS * 86400)

    def find(self, key: str) -> Stored | None:
        """What is stored under ``key``, if it can be read."""
        path = self._path(key)
        try:
            head, _, packed = path.read_bytes().partition(b"\n")
            stored = Stored(headers=json.loads(head)["headers"], body=zlib.decompress(packed))
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None
        return stored

    def keep(self, key: str, headers: Mapping[str, str], body: bytes) -> None:
        """Store ``body`` if the site gave the means to ask for it again conditionally."""
        if not ({"etag", "last-modified"} & set(headers)):
            return
        if "no-store" in headers.get("cache-control", ""):
            return
        head = {"key": key, "headers": {name: headers[name] for name in KEPT if name in headers}}
        packed = json.dumps(head).encode() + b"\n" + zlib.compress(body, 6)
        with written_whole(self._path(key)) as draft:
            draft.write_bytes(packed)

    def _path(self, key: str) -> Path:
        return self._folder / (hashlib.sha256(key.encode()).hexdigest() + SUFFIX)

    def _sweep(self, *, before: float) -> None:
        for path in self._folder.glob(f"*{SUFFIX}"):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except FileNotFoundError:  # another process sweeps too
                continue
