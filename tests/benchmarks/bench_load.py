"""How many requests two workers hold, and what waiting that costs, on both databases.

    python tests/benchmarks/bench_load.py [--calls 12000] [--projects 1200] [--seconds 20]

So many people at once go through the pages officers open most, each asking for the next as soon as
it has the last; no pause between, as no person does. Every answer must be whole. The load of the
machine stands beside each database: on a busy one the figures are a least, not what it can do.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench_web import Server, Size, _ask, _processor, postgresql_city, say, serving, sqlite_city
from sqlalchemy import create_engine, make_url, text

import wsgi

PAGES = (
    "/",
    "/convocatorias",
    "/convocatorias?within=60",
    "/convocatorias?q=agua+potable",
    "/convocatorias/5",
    "/coincidencias",
    "/proyectos",
    "/seguimiento",
    "/perfil",
)
CROWDS = (1, 5, 10, 20)


def main() -> None:
    """Measure on each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=12_000)
    parser.add_argument("--projects", type=int, default=1_200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "puente-bench")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wsgi.register_models()
    size = Size(calls=given.calls, projects=given.projects)
    for kind, cities in (("sqlite", sqlite_city), ("postgresql", postgresql_city)):
        if given.only not in (None, kind):
            continue
        with cities(given.folder, size) as url, serving(url, given.folder) as server:
            for path in PAGES * 2:  # both workers have loaded their code
                _ask(server.port, path, cookie=server.cookie)
            load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
            told = f"{size.calls} calls, {size.projects} projects, {weight(url):.0f} MB"
            say(f"{kind}: {told}; load before {load}")
            say("at once  per second  half ms  95 % ms  processor ms each  failed")
            for people in CROWDS:
                say(crowd(server, people, seconds=given.seconds))


def crowd(server: Server, people: int, *, seconds: float) -> str:
    """One line: ``people`` at once for so long."""
    taken: list[float] = []
    failed: list[str] = []
    end = time.monotonic() + seconds

    def one(number: int) -> None:
        step = number
        while time.monotonic() < end:
            begun = time.perf_counter()
            try:
                _ask(server.port, PAGES[step % len(PAGES)], cookie=server.cookie)
            except (OSError, SystemExit) as error:
                failed.append(str(error))
            taken.append(time.perf_counter() - begun)
            step += 1

    begun, spent = time.monotonic(), _processor(server.pid)
    walking = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    for thread in walking:
        thread.start()
    for thread in walking:
        thread.join()
    rate = len(taken) / (time.monotonic() - begun)
    half = statistics.median(taken) * 1000
    slow = sorted(taken)[min(len(taken) - 1, int(0.95 * len(taken)))] * 1000
    each = (_processor(server.pid) - spent) / len(taken) * 1000
    return f"{people:7} {rate:11.1f} {half:8.0f} {slow:8.0f} {each:18.1f} {len(failed):7}"


def weight(url: str) -> float:
    """Megabytes of the database."""
    given = make_url(url)
    if given.get_backend_name() == "sqlite":
        return Path(str(given.database)).stat().st_size / 1e6
    engine = create_engine(given.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT pg_database_size(current_database())"))
    engine.dispose()
    return float(found or 0) / 1e6


if __name__ == "__main__":
    main()
