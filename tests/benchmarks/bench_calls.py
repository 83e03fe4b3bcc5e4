"""What collecting costs: storing, running again, knowing the same call, memory over a long dump.

Run it as ``python tests/benchmarks/bench_calls.py``; ``--help`` lists the sizes. Each figure
stands beside a named alternative, measured in the same minute on the same machine.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

sys.path.insert(0, str(Path(__file__).parent))
from made_calls import SOURCE, records, title_of

import wsgi
from matcher.calls.compose import SightedFacts, compose, content_hash
from matcher.calls.fields import write_facts
from matcher.calls.models import Call, Sighting
from matcher.clock import SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory
from matcher.intake.identity.rules import judge
from matcher.intake.identity.title_index import TitleIndex
from matcher.intake.identity.traits import Traits, stored_traits, traits_of
from matcher.intake.store import BATCH, Counts, Record, SourceFacts, Store

FACTS = {SOURCE: SourceFacts(title="Fondo", aggregator=False)}
HERE = Path(__file__).parent


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def database() -> Iterator[sessionmaker[Session]]:
    """An empty SQLite file at the present schema."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/bench.sqlite")
        upgrade(engine)
        yield session_factory(engine)
        engine.dispose()


def in_batches(sessions: sessionmaker[Session], made: list[Record]) -> tuple[float, Counts]:
    """Store as the product does; seconds and counts."""
    started = time.perf_counter()
    with sessions() as session, session.begin():
        store, counts = Store(session, sources=FACTS, at=SystemClock().now()), Counts()
        for first in range(0, len(made), BATCH):
            store.add(made[first : first + BATCH], counts, quiet=True)
    return time.perf_counter() - started, counts


def one_at_a_time(sessions: sessionmaker[Session], made: list[Record]) -> float:
    """Get or create each row through the ORM, a commit for each; no likeness is looked at."""
    started = time.perf_counter()
    for record in made:
        with sessions() as session, session.begin():
            known = select(Sighting).where(
                Sighting.source_id == record.source_id, Sighting.source_key == record.source_key
            )
            sighting = session.scalar(known)
            digest = content_hash(record.payload)
            if sighting is not None and sighting.content_hash == digest:
                continue
            session.add(_row(record, digest))
    return time.perf_counter() - started


def _row(record: Record, digest: str) -> Sighting:
    now, own = SystemClock().now(), traits_of(record.facts, source_id=SOURCE)
    call = Call(first_seen_at=now, changed_at=now, facts={}, pinned=[])
    write_facts(call, compose([SightedFacts(order=(0, 0), source_title="", facts=record.facts)]))
    return Sighting(
        call=call,
        source_id=record.source_id,
        source_key=record.source_key,
        url=record.payload["url"],
        canonical_url=own.canonical,
        title=record.payload["title"],
        content_hash=digest,
        traits=stored_traits(own),
        payload=record.payload,
        first_seen_at=now,
        last_seen_at=now,
    )


def bench_store(count: int, slow: int) -> None:
    """Calls a second, new and unchanged, in batches and one at a time."""
    made = list(records(count))
    with database() as sessions:
        seconds, counts = in_batches(sessions, made)
        again, unchanged = in_batches(sessions, made)
    with database() as sessions:
        single = one_at_a_time(sessions, made[:slow]) / slow
        single_again = one_at_a_time(sessions, made[:slow]) / slow
    say(
        f"store, {count} new calls ({counts.new} new): {count / seconds:,.0f}/s in batches, with "
        f"identity and raw payload; one row at a time, without: {1 / single:,.0f}/s; "
        f"ratio {single * count / seconds:.1f}"
    )
    say(
        f"store, the same again ({unchanged.unchanged} unchanged): {count / again:,.0f}/s; one row "
        f"at a time {1 / single_again:,.0f}/s; ratio {single_again * count / again:.1f}"
    )


def _told_again(rng: random.Random, title: str) -> str:
    """A title as another source would put it."""
    said = title.split()
    return rng.choice(
        (
            f"Convocatoria: {title}",
            f"{title} – abierta",
            title.upper(),
            " ".join([*said[:-1], said[-1].rstrip("s")]),
        )
    )


def bench_identity(count: int, planted: int, scanned: int) -> None:
    """Known titles looked up by the index, against comparing each with all."""
    rng = random.Random(11)  # the same titles each time, no secret
    titles = [f"{title_of(rng, n)} {n % 977}" for n in range(count)]
    known = [_print("a", title, n) for n, title in enumerate(titles)]
    chosen = rng.sample(range(count), planted)
    asked = [_print("b", _told_again(rng, titles[n]), n) for n in chosen]
    started = time.perf_counter()
    index = TitleIndex(titles)
    built = time.perf_counter() - started
    started = time.perf_counter()
    found = index.candidates([own.title for own in asked])
    hits = [
        any(n == source and _alike(own, known[n]) for n in near)
        for own, near, source in zip(asked, found, chosen, strict=True)
    ]
    looked_up = (time.perf_counter() - started) / planted
    sure = [_alike(own, known[n]) for own, n in zip(asked, chosen, strict=True)]
    recall = sum(h for h, s in zip(hits, sure, strict=True) if s) / max(1, sum(sure))
    started = time.perf_counter()
    everywhere = {
        (row, n)
        for row in range(scanned)
        for n, other in enumerate(known)
        if _alike(asked[row], other)
    }
    each = (time.perf_counter() - started) / (scanned * count)
    by_index = {(row, n) for row, n in everywhere if n in found[row]}
    say(
        f"identity, {count:,} titles: index built in {built:.1f} s, {looked_up * 1000:.1f} ms a "
        f"lookup; found {recall:.1%} of {sum(sure)} planted repeats that are the same call when "
        f"compared, and {len(by_index)} of the {len(everywhere)} that comparing {scanned} titles "
        f"with all finds"
    )
    say(
        f"identity, all {count:,} against all: {each * count / 2 * count / 3600:,.0f} h (from "
        f"{scanned * count:,} pairs), by the index {looked_up * count / 60:.1f} min; ratio "
        f"{each * count / 2 / looked_up:,.0f}"
    )


def _alike(own: Traits, other: Traits) -> bool:
    """Whether they are taken for one call, or put before a person: none of these has a day."""
    return judge(own, other).verdict != "other"


def _print(source: str, title: str, number: int) -> Traits:
    return Traits(
        source_id=source,
        title=title,
        canonical=f"{source}.example/{number}",
        funder=f"Fundación {number % 400}",
        closes_on=None,
    )


def bench_memory(count: int) -> None:
    """A long dump through spool and store, in a process of its own."""
    subprocess.run([sys.executable, str(HERE / "long_dump.py"), str(count)], check=True)


def main() -> None:
    """Measure what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--slow", type=int, default=400, help="calls for the slow alternative")
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--planted", type=int, default=2000)
    parser.add_argument("--scanned", type=int, default=3, help="titles compared with all")
    parser.add_argument("--dump", type=int, default=10_000, help="calls of the long dump")
    given = parser.parse_args()
    wsgi.register_models()
    bench_store(given.calls, given.slow)
    bench_identity(given.titles, given.planted, given.scanned)
    if given.dump:
        bench_memory(given.dump)


if __name__ == "__main__":
    main()
