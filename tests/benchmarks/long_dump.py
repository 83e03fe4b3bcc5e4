"""Memory of one process that takes a long dump through spool and store, as it goes along.

``python tests/benchmarks/long_dump.py 100000`` prints the resident memory at each fifth.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_calls import SOURCE, records

import matcher.intake.collect as ingest
import wsgi
from matcher.clock import SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.intake.spool import Reading, read_records, spool_file, spooling
from matcher.intake.store import Record
from matcher.settings import Settings


def resident() -> float:
    """Resident memory of this process now, in MB."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096 / 1e6


def told(found: Iterator[Record], every: int) -> Iterator[Record]:
    """``found``, telling the memory after each ``every``."""
    for number, record in enumerate(found, start=1):
        yield record
        if number % every == 0:
            sys.stdout.write(f"dump, {number:>7,} calls through: {resident():,.0f} MB\n")
            sys.stdout.flush()


def main() -> None:
    """Write the spool file, store it, tell."""
    wsgi.register_models()
    count, clock = int(sys.argv[1]), SystemClock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = clock.now()
        with spooling(folder, SOURCE) as writer:
            for record in records(count):
                writer.add(record)
            writer.finish(
                Reading(
                    source_id=SOURCE,
                    started_at=started,
                    finished_at=clock.now(),
                    found=count,
                    complete=True,
                )
            )
        engine = open_engine(f"sqlite:///{folder / 'bench.sqlite'}")
        upgrade(engine)
        path = spool_file(folder, SOURCE)
        sys.stdout.write(
            f"dump, spool of {path.stat().st_size / 1e6:,.0f} MB written: {resident():,.0f} MB\n"
        )
        ingest.read_records = lambda path: told(read_records(path), max(1, count // 5))  # type: ignore[assignment] # to look in
        begun = time.perf_counter()
        with session_factory(engine)() as session, session.begin():
            known = ingest.known_sources(session, Settings(data_dir=folder))
            run = ingest.store_reading(session, path, sources=known, at=clock.now())
        rate = count / (time.perf_counter() - begun)
        sys.stdout.write(
            f"dump, {run.new:,} new, {run.merged} merged: {rate:,.0f}/s, {resident():,.0f} MB\n"
        )
        engine.dispose()


if __name__ == "__main__":
    main()
