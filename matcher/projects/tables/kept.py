"""A file that is kept for a while: read once, beside the request; how far it is can be looked at.

All that is known of it stands in files beside it, so that any process of the web can tell.
"""

import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import UnreadableTable
from matcher.messages import Message
from matcher.projects.tables.files import LIMITS, book_from, confined, read_plain
from matcher.projects.tables.table import Book
from matcher.projects.tables.telling import told_in

_READ, _TOLD, _PROBLEM = ".json", ".rows", ".problem"
_HALF = ".half"
SILENT = LIMITS.seconds + 15
"""Seconds. Reading has a limit: after so long without a word nobody is at it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """How far the reading of a kept file is. ``problem`` says why it ended without a book."""

    done: int
    total: int
    ended: bool
    problem: Message | None


def read_kept(path: Path, filename: str) -> Book:
    """The book of a kept file; read once, for reading takes seconds.

    :raises UnreadableTable: as :func:`matcher.projects.tables.files.read_book`.
    """
    beside = path.with_suffix(_READ)
    if not beside.exists():
        told = str(path.with_suffix(_TOLD))
        found = confined(read_plain, path.read_bytes(), filename, told)
        half = path.with_suffix(_HALF + _READ)
        half.write_text(json.dumps(found), encoding="utf-8")
        half.replace(beside)
    return book_from(json.loads(beside.read_text(encoding="utf-8")), filename)


def begin_reading(path: Path, filename: str) -> threading.Thread:
    """Read it beside the request; :func:`how_far` tells the rest."""
    thread = threading.Thread(
        target=_read, args=(path, filename), name=f"read-{path.name}", daemon=True
    )
    thread.start()
    return thread


def _read(path: Path, filename: str) -> None:
    try:
        read_kept(path, filename)
    except UnreadableTable as problem:
        plain = json.dumps(problem.message.to_plain())
        path.with_suffix(_PROBLEM).write_text(plain, encoding="utf-8")


def how_far(path: Path) -> HowFar:
    """How far the reading of a kept file is."""
    done, total = told_in(path.with_suffix(_TOLD))
    said = path.with_suffix(_PROBLEM)
    problem = None
    if said.exists():
        problem = Message.from_plain(json.loads(said.read_text(encoding="utf-8")))
    ended = problem is not None or path.with_suffix(_READ).exists()
    return HowFar(done=done, total=total, problem=problem, ended=ended or _silent(path))


def _silent(path: Path) -> bool:
    """Whether nobody is at it any more, by the machine's clock, which wrote the files."""
    signs = [one for one in (path, path.with_suffix(_TOLD)) if one.exists()]
    return time.time() - max((one.stat().st_mtime for one in signs), default=0.0) > SILENT


def forget_kept(path: Path) -> None:
    """Delete the file and all that is known of it."""
    for suffix in ("", _READ, _TOLD, _PROBLEM, _HALF, _HALF + _READ):
        path.with_suffix(suffix).unlink(missing_ok=True)
