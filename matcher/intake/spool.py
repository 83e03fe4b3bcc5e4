"""Spool: what a source gave, on disk, between the network and the database.

A source is read whole into one file before anything of it is stored. So fetching can run over
many hosts at once while writing stays in one order, memory stays flat, and a run that was
killed takes up again with the sources it had not finished.
"""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from matcher.intake.store import RawBody, Record
from scrapers.files import written_whole

STALE_AFTER = timedelta(hours=6)
"""A killed run older than this is not taken up: reading again is more honest."""
_BEGUN, _STORED_AT = "begun", "stored-at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the reading of one source went: the last line of its file.

    ``dated`` and ``whole`` count the calls with a closing day and those read in full.
    ``complete`` says that the source was read to its end, so that what is missing is gone;
    ``error`` says why where the whole source could not be read; like all that is said here it is
    a code with its values.
    """

    source_id: str
    started_at: datetime
    finished_at: datetime
    listed: int = 0
    found: int = 0
    dated: int | None = None
    whole: int | None = None
    complete: bool = False
    healthy: bool = True
    error: dict[str, Any] | None = None
    reasons: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)


class SpoolWriter:
    """Writes the lines of one source's file."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.finished = False

    def add(self, record: Record) -> None:
        """One record."""
        line = {"payload": record.payload, "raw": asdict(record.raw) if record.raw else None}
        self._file.write(json.dumps(line, default=_plain, ensure_ascii=False) + "\n")

    def finish(self, reading: Reading) -> None:
        """The last line: the file may be found."""
        self._file.write(json.dumps({"reading": asdict(reading)}, default=_plain) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.finished = True


class _Unfinished(Exception):
    """A reading was left without its last line."""


@contextmanager
def spooling(folder: Path, source_id: str) -> Iterator[SpoolWriter]:
    """The file of one source, which takes its name once the block has finished it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        suppress(_Unfinished),
        written_whole(spool_file(folder, source_id)) as draft,
        draft.open("w", encoding="utf-8") as file,
    ):
        writer = SpoolWriter(file)
        yield writer
        if not writer.finished:
            raise _Unfinished


def write_error(folder: Path, source_id: str, *, at: datetime, error: dict[str, Any]) -> None:
    """Write down that a source gave nothing but ``error``."""
    with spooling(folder, source_id) as writer:
        writer.finish(
            Reading(
                source_id=source_id,
                started_at=at,
                finished_at=at,
                healthy=False,
                error=error,
                reasons=[error],
            )
        )


def open_spool(folder: Path, *, now: datetime) -> Path:
    """``folder`` with what a killed run left in it, or empty where that is too old or nothing."""
    for over in folder.parent.glob(f"{folder.name}.over*"):
        shutil.rmtree(over)
    begun = _instant(folder / _BEGUN)
    if begun is None or not timedelta(0) <= now - begun <= STALE_AFTER:
        close_spool(folder)
        folder.mkdir(parents=True)
        _write(folder / _BEGUN, now)
    return folder


def close_spool(folder: Path) -> None:
    """Everything is stored: let go of the readings, all at once."""
    if folder.exists():
        over = folder.with_name(f"{folder.name}.over")
        folder.replace(over)
        shutil.rmtree(over)


def stored_at(folder: Path, *, now: datetime) -> datetime:
    """The one instant at which all readings of a run are stored.

    It is ``now`` at first and stays so for a run that was killed and goes on: a call that two
    sources tell of is new once, wherever between them the process died.
    """
    at = _instant(folder / _STORED_AT)
    if at is None:
        _write(folder / _STORED_AT, now)
        return now
    return at


def _instant(path: Path) -> datetime | None:
    return datetime.fromisoformat(path.read_text()) if path.exists() else None


def _write(path: Path, instant: datetime) -> None:
    with written_whole(path) as draft:
        draft.write_text(instant.isoformat())


def spool_file(folder: Path, source_id: str) -> Path:
    """Where the whole reading of a source stands in ``folder``."""
    return folder / f"{source_id}.jsonl"


def read_reading(path: Path) -> Reading:
    """The summary at the end of a spool file."""
    last = ""
    with path.open(encoding="utf-8") as file:
        for last in file:  # noqa: B007 # only the last line is wanted
            pass
    values = json.loads(last)["reading"]
    for name in ("started_at", "finished_at"):
        values[name] = datetime.fromisoformat(values[name])
    return Reading(**{f.name: values[f.name] for f in fields(Reading) if f.name in values})


def read_records(path: Path) -> Iterator[Record]:
    """The records of a spool file, one by one."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            if "payload" not in values:
                return
            payload = values["payload"]
            yield Record(
                source_id=payload["source_id"],
                source_key=payload["source_key"],
                payload=payload,
                raw=_raw(values["raw"]),
            )


def _raw(values: dict[str, Any] | None) -> RawBody | None:
    if values is None:
        return None
    return RawBody(
        body=base64.b64decode(values["body"]),
        content_type=values["content_type"],
        url=values["url"],
        fetched_at=datetime.fromisoformat(values["fetched_at"]),
    )


def _plain(value: object) -> object:
    """Instants and bytes as JSON strings."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"Not a plain value: {value!r}")
