"""What years of work weigh in a database, what a year adds, and what pruning gives back.

    python tests/benchmarks/bench_year.py [--calls 10000] [--years 2]

So many calls a year, and as many years in which nobody pruned; of each page the copy as it was
found and one after a change, twenty people with two letters a week, and the record of every reading
and job. The rows are made up, their number and size are these; the weights are those of the file.
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

sys.path.insert(0, str(Path(__file__).parent))
from bench_growth import copied
from bench_web import SECRET, say, sqlite_city
from made_city import Size, _text, _write

import wsgi
from matcher.calls.models import Call, CallVersion, Sighting, Snapshot, SourceRun
from matcher.clock import SystemClock
from matcher.db.session import open_engine, session_factory
from matcher.digests.models import Digest
from matcher.jobs.models import JobRun
from matcher.jobs.pruning import pack, prune
from matcher.mail.models import OutgoingMail
from matcher.settings import Settings

PEOPLE, LETTERS, SOURCES = 20, 104, 18
JOBS = {"send": 288, "tag": 24, "match": 24, "translate": 24, "mailbox": 24, "notify": 13}
"""Runs of a day, as the timetable has them; of the first, those older than ninety days go."""
DIFFERENT = 1_000
"""Pages and mails that are not alike; a database keeps each of them again."""
PAGE, LETTER = 30_000, 30_000
"""Letters of a page of a funder, and of a mail of news with its layout."""


def main() -> None:
    """Write the years, part by part; prune; tell the weight after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=2)
    given = parser.parse_args()
    calls, years = given.calls, given.years
    wsgi.register_models()
    size = Size(calls=calls * years, projects=round(calls * years * 0.09697))
    kept = Path(tempfile.gettempdir()) / "puente-bench"
    kept.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="puente-year-") as folder,
        sqlite_city(kept, size) as seed,
        copied(seed, Path(folder), keep=False) as url,
    ):
        engine = open_engine(url)
        with engine.begin() as connection:  # what the seed has of its own
            for table in ("source_run", "job_run"):
                connection.execute(text(f"DELETE FROM {table}"))
        pack(engine)
        before = weight(engine, f"{size.calls:,} calls of {years} years, and the bank", 0.0)
        for name, model, rows in (
            ("copies of pages", Snapshot, pages(engine, years)),
            ("former versions of calls", CallVersion, versions(engine, years)),
            ("mails", OutgoingMail, mails(years)),
            ("which mails told news", Digest, digests(years)),
            ("readings of sources", SourceRun, readings(years)),
            ("runs of jobs", JobRun, runs(years)),
        ):
            _write(engine, model, rows)
            before = weight(engine, f"{name}, of {years} years", before)
        for days in (400, 90):
            settings = Settings(
                data_dir=Path(folder), secret_key=SECRET, database_url=url, keep_days=days
            )
            begun = time.perf_counter()
            counts = prune(session_factory(engine), settings, clock=SystemClock())
            deleted = time.perf_counter() - begun
            pack(engine)
            packed = time.perf_counter() - begun - deleted
            told = f"pruned to {days} days in {deleted:.0f} s, packed in {packed:.0f} s: {counts}"
            before = weight(engine, told, before)
        engine.dispose()


def weight(engine: Engine, name: str, before: float) -> float:
    """Tell the megabytes of the file and what was added."""
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    now = Path(str(engine.url.database)).stat().st_size / 1e6
    say(f"{now:9,.1f} MB  {now - before:+9,.1f}  {name}")
    return now


def moments(count: int, years: int) -> Iterator[datetime]:
    """So many, one after the other, over the years until today."""
    now = datetime.now(UTC).replace(microsecond=0)
    first = now - timedelta(days=365 * years)
    yield from (first + (now - first) * (place / count) for place in range(count))


def pages(engine: Engine, years: int) -> Iterator[dict[str, Any]]:
    """Each page as it was found and as it was a month later."""
    with engine.connect() as connection:
        found = list(connection.execute(select(Sighting.id, Sighting.url).order_by(Sighting.id)))
    for (number, url), at in zip(found, moments(len(found), years), strict=True):
        for version in range(2):
            yield {
                "sighting_id": number,
                "digest": f"{number:030x}-{version}",
                "url": url,
                "content_type": "text/html",
                "fetched_at": at + timedelta(days=30 * version),
                "body": page(number % DIFFERENT, version),
            }


@cache
def page(number: int, version: int) -> bytes:
    """One of so many different pages, as it is kept."""
    rng = random.Random(number)
    whole = "".join(f"<p class=a{rng.randrange(90)}>{_text(rng)}</p>" for _ in range(20))
    return gzip.compress(f"{whole[:PAGE]}{version}".encode(), mtime=0)


@cache
def letter(number: int) -> str:
    """One of so many different mails."""
    rng = random.Random(number)
    return "".join(f"<td style='a{rng.random()}'>{_text(rng)}" for _ in range(20))


def versions(engine: Engine, years: int) -> Iterator[dict[str, Any]]:
    """What each second call said before it changed."""
    with engine.connect() as connection:
        numbers = list(connection.scalars(select(Call.id).where(Call.id % 2 == 0)))
    for number, at in zip(numbers, moments(len(numbers), years), strict=True):
        rng = random.Random(number)
        change = {"field": "text", "before": _text(rng), "after": _text(rng)}
        yield {"call_id": number, "number": 1, "at": at, "source_id": "bdns", "changes": [change]}


def mails(years: int) -> Iterator[dict[str, Any]]:
    """Two letters a week to each of twenty people."""
    for number, at in enumerate(moments(PEOPLE * LETTERS * years, years), 1):
        words = letter(number % DIFFERENT)
        yield {
            "id": number,
            "kind": "digest",
            "recipient": f"colega{number % PEOPLE}@ciudad.example",
            "recipient_name": "Colega",
            "message_id": f"<{number}@ciudad.example>",
            "subject": "Novedades",
            "text": words[: LETTER // 6],
            "html": words[:LETTER],
            "headers": {},
            "state": "sent",
            "created_at": at,
            "sent_at": at,
        }


def digests(years: int) -> Iterator[dict[str, Any]]:
    """They told news."""
    for number, at in enumerate(moments(PEOPLE * LETTERS * years, years), 1):
        yield {"person_id": 1, "mail_id": number, "created_at": at}


def readings(years: int) -> Iterator[dict[str, Any]]:
    """Each source once a day."""
    for number, at in enumerate(moments(SOURCES * 365 * years, years)):
        yield {"source_id": f"s{number % SOURCES}", "started_at": at, "status": "ok"}


def runs(years: int) -> Iterator[dict[str, Any]]:
    """Each job as often as the timetable has it."""
    a_day = [name for name, times in JOBS.items() for _ in range(times)]
    for number, at in enumerate(moments(len(a_day) * 365 * years, years)):
        name = a_day[number % len(a_day)]
        yield {"name": name, "started_at": at, "finished_at": at, "status": "ok"}


if __name__ == "__main__":
    main()
