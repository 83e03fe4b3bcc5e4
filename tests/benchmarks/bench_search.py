"""Searching among made calls: indexing them, one changed, and each kind of query.

python -m tests.benchmarks.bench_search FOLDER [--calls 100000] [--url postgresql://…]
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).parent))
from made_calls import records

from matcher.calls.models import Call, CallDeadline
from matcher.calls.queries import refresh_index
from matcher.clock import SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.searches.address import Place, read_address
from matcher.searches.facets import facets
from matcher.searches.looking import look
from wsgi import register_models

QUERIES = (
    "q=movilidad+sostenible",
    "q=agua+potable",
    "q=bicicletas",
    "q=LGBTI",
    "q=agia",
    "q=gobernos+locale",
    "q=propuestas",
    "q=%22primera+infancia%22+-becas",
    "q=museo+robotica+empleo",
    "q=agua&within=60",
)
ZONE = "America/Bogota"


def fill(session: Session, count: int) -> None:
    """Calls as they would be after composing, without the rest of the pipe."""
    now = SystemClock().now()
    calls, deadlines = [], []
    for number, record in enumerate(records(count, body_bytes=10), start=1):
        told = record.payload
        day = date.fromisoformat(told["deadlines"][0]["on"])
        calls.append(
            {
                "id": number,
                "title": told["title"],
                "text": told["text"],
                "url": told["url"],
                "language": "es",
                "kind": told["kind"],
                "funder": told["funder"],
                "closes_on": day,
                "currency": "EUR",
                "round_key": str(number),
                "content_hash": str(number),
                "first_seen_at": now - timedelta(minutes=number),
                "changed_at": now,
                "amount_max": 10_000 + number,
                "facts": {},
            }
        )
        deadlines.append(
            {"call_id": number, "position": 0, "on_day": day, "precision": "day", "span": {}}
        )
    for first in range(0, count, 2_000):
        session.execute(insert(Call), calls[first : first + 2_000])
        session.execute(insert(CallDeadline), deadlines[first : first + 2_000])
    session.commit()


def timed(work: Callable[[], object], *, times: int = 1) -> float:
    """The median of some runs, in seconds of the processor: others may be at work here too.

    SQLite works in this process; of PostgreSQL's work only ours is counted.
    """
    took = []
    for _run in range(times):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took)


def main() -> None:
    """Fill once, then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--url", default="")
    given = parser.parse_args()
    register_models()
    given.folder.mkdir(parents=True, exist_ok=True)
    engine = open_engine(given.url or f"sqlite:///{given.folder / 'search.sqlite'}")
    upgrade(engine)
    with session_factory(engine)() as session:
        if not session.scalar(select(func.count()).select_from(Call)):
            fill(session, given.calls)
        print(f"index: {timed(lambda: refresh_index(session)):.1f} s of the processor")
        session.commit()
        one = session.get_one(Call, 7)
        one.content_hash += "x"
        session.flush()
        print(f"one changed: {timed(lambda: refresh_index(session)) * 1000:.0f} ms")
        session.commit()
        measure(session)


def measure(session: Session) -> None:
    """Each query: the page, the counts beside it, how many it finds."""
    now = SystemClock().now()
    place = Place(today=now.date(), country="CO")
    for address in QUERIES:
        asked = read_address(session, address, place)
        hits = look(session, asked, now=now, timezone=ZONE)
        page = timed(lambda a=asked: look(session, a, now=now, timezone=ZONE), times=5)
        counts = timed(
            lambda a=asked, h=hits: facets(session, a, h.query, now=now, timezone=ZONE), times=3
        )
        print(
            f"{address:45} {page * 1000:6.0f} ms, counts {counts * 1000:6.0f} ms: "
            f"{hits.page.total} calls{' instead: ' + hits.meant if hits.corrected else ''}"
        )


if __name__ == "__main__":
    main()
