"""What a database costs as it grows: its weight, and the pages officers open most.

    python tests/benchmarks/bench_growth.py [--calls 10000 100000] [--copies 3 10] [--deep 10]
                                            [--only sqlite] [--folder FOLDER] [--keep]

Made cities of ``--calls`` calls and a tenth as many projects (built once, kept in ``--folder`` as
those of bench_web.py are). Then the largest is copied inside a database of its own until there are
``--copies`` of it, measured at each number given; each copy has its own numbers and keys, but no
long texts, assigned tags alone and nothing of what the sources said: enough for what lists and
counts ask, not for what a page weighs. ``--deep`` gives each of its projects so many times ten
matches; ``--keep`` leaves the grown database where it is. Each page is asked for in this process:
what the first of all costs (it counts what is kept afterwards), the next, and one after something
was written, so that nothing may be kept. On PostgreSQL the processor of its server counts too.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Executable,
    Table,
    case,
    create_engine,
    event,
    func,
    insert,
    literal,
    make_url,
    select,
    text,
)

sys.path.insert(0, str(Path(__file__).parent))
from bench_load import weight
from bench_web import KEY, SECRET, postgresql_city, say, sqlite_city, write
from made_city import EMAIL, PASSWORD, Size

import wsgi
from matcher.calls.models import Call, CallDeadline, Review, Sighting
from matcher.db.base import Base
from matcher.db.search import PLACES, SearchEntry
from matcher.db.session import open_engine
from matcher.matches.models import Match, MatchedState
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag, Tagged

SHORT = 300
"""Letters of a text that a bare row keeps."""
TIMES = 5
PAGES = (
    "/perfil",
    "/",
    "/convocatorias",
    "/convocatorias?within=60",
    "/convocatorias?q=agua+potable",
    "/convocatorias/5",
    "/coincidencias",
    "/coincidencias/proyecto/5",
    "/proyectos",
    "/seguimiento",
    "/financiadores",
    "/novedades",
    "/api/v1/calls",
)


def main() -> None:
    """Build each size on each database, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--copies", type=int, nargs="+", default=[])
    parser.add_argument("--deep", type=int, default=1)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "puente-bench")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wsgi.register_models()
    for kind, cities in (("sqlite", sqlite_city), ("postgresql", postgresql_city)):
        if given.only not in (None, kind):
            continue
        for calls in sorted(given.calls):
            size = Size(calls=calls, projects=round(calls * 0.09697))
            with cities(given.folder, size) as url:
                engine = open_engine(url)
                report(engine, url, "whole")
                engine.dispose()
                if given.copies and calls == max(given.calls):
                    with copied(url, given.folder, keep=given.keep) as grown:
                        grow(grown, City(size), sorted(given.copies), deep=given.deep)


def grow(url: str, city: "City", steps: list[int], *, deep: int) -> None:
    """Copy it over and over, weigh it and ask at each step; and once more with more matches."""
    engine = open_engine(url)
    for before, times in pairwise([1, *steps]):
        begun = time.perf_counter()
        build(engine, (one for k in range(before, times) for one in city.again(k)))
        report(engine, url, f"bare copies, made in {time.perf_counter() - begun:.0f} s")
    if deep > 1:
        begun = time.perf_counter()
        build(engine, (city.more_matches(place, steps[-1]) for place in range(1, deep)))
        report(engine, url, f"matches added in {time.perf_counter() - begun:.0f} s")
    engine.dispose()


@contextmanager
def copied(url: str, folder: Path, *, keep: bool) -> Iterator[str]:
    """Another database with the same rows, gone at the end if it need not be kept."""
    given = make_url(url)
    if given.get_backend_name() == "sqlite":
        place = folder / "grown.sqlite"
        shutil.copyfile(str(given.database), place)
        yield f"sqlite:///{place}"
        for ending in () if keep else ("", "-wal", "-shm"):
            Path(f"{place}{ending}").unlink(missing_ok=True)
        return
    admin = create_engine(
        given.set(drivername="postgresql+psycopg", database="postgres"),
        isolation_level="AUTOCOMMIT",
    )
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS grown WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE grown TEMPLATE {given.database}"))
        yield given.set(database="grown").render_as_string(hide_password=False)
        if not keep:
            connection.execute(text("DROP DATABASE grown WITH (FORCE)"))
    admin.dispose()


# -- growing ---------------------------------------------------------------------------------------


def build(engine: Engine, statements: Iterator[Executable]) -> None:
    """Run them, each for good; nothing is safe from a crash meanwhile, and need not be."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        fast = "SET synchronous_commit = off"
        if engine.dialect.name == "sqlite":
            fast = "PRAGMA synchronous = OFF"
            connection.execute(text("PRAGMA cache_size = -600000"))
        connection.execute(text(fast))
        for statement in statements:
            connection.execute(statement)
        connection.execute(text("ANALYZE"))


class City:
    """The rows of a made city, as statements that write them once more."""

    def __init__(self, size: Size, *, bare: bool = True) -> None:
        self.bare = bare
        self.calls, self.projects, self.matches = size.calls, size.projects, size.matches

    def again(self, k: int) -> Iterator[Executable]:
        """All of it, as the ``k``th copy."""
        calls, mark = k * self.calls, f"-{k}"
        yield copy(
            Call,
            Call.id <= self.calls,
            id=Call.id + calls,
            round_key=Call.round_key + mark,
            content_hash=Call.content_hash + mark,
            **self._if_bare(text=func.substr(Call.text, 1, SHORT)),
        )
        yield copy(
            Sighting,
            Sighting.id <= 2 * self.calls,
            id=Sighting.id + 2 * calls,
            call_id=Sighting.call_id + calls,
            source_key=Sighting.source_key + mark,
            canonical_url=Sighting.canonical_url + mark,
            **self._if_bare(payload=literal({}, Sighting.payload.type)),
        )
        for model in (CallDeadline, Review):
            yield copy(model, model.call_id <= self.calls, call_id=model.call_id + calls)
        yield copy(
            Project,
            Project.id <= self.projects,
            id=Project.id + k * self.projects,
            code=Project.code + mark,
        )
        for said in (Tag, Tagged, MatchedState):
            kept = said.subject_id <= self._of(said)
            if said is Tag and self.bare:
                kept &= Tag.assigned
            yield copy(said, kept, subject_id=said.subject_id + self._of(said, k))
        yield copy(
            Match,
            Match.project_id <= self.projects,
            call_id=Match.call_id + calls,
            project_id=Match.project_id + k * self.projects,
        )
        yield copy(
            SearchEntry,
            SearchEntry.subject_id <= self._of(SearchEntry),
            id=SearchEntry.id + PLACES * self._of(SearchEntry, k),
            subject_id=SearchEntry.subject_id + self._of(SearchEntry, k),
            stamp=SearchEntry.stamp + mark,
            **self._if_bare(body=SearchEntry.title),
        )

    def more_matches(self, place: int, times: int) -> Executable:
        """As many again, of each project with the calls of another copy; reasons left out."""
        there = self.projects * self.matches * times
        return copy(
            Match,
            Match.id.in_(select(Match.id).order_by(Match.id).limit(there)),
            call_id=(Match.call_id - 1 + place * self.calls) % (self.calls * times) + 1,
            score=Match.score * (1 - place / 20),
            signals=literal({}, Match.signals.type),
            reasons=literal([], Match.reasons.type),
        )

    def _if_bare(self, **changed: Any) -> dict[str, Any]:
        return changed if self.bare else {}

    def _of(self, said: Any, times: int = 1) -> ColumnElement[int]:
        is_call = said.subject_type == "call"
        return case((is_call, times * self.calls), else_=times * self.projects)


def copy(model: type[Base], which: ColumnElement[bool], **changed: Any) -> Executable:
    """``INSERT … SELECT`` of the rows ``which``, with some columns ``changed``."""
    table = model.__table__
    assert isinstance(table, Table)
    mapped = {one.key: one.columns[0].name for one in model.__mapper__.column_attrs}
    given = {mapped[name]: value for name, value in changed.items()}
    columns = [one for one in table.columns if one.name != "id" or "id" in given]
    rows = select(*(given.get(one.name, one) for one in columns)).where(which)
    return insert(table).from_select(columns, rows, include_defaults=False)


# -- the measure -----------------------------------------------------------------------------------


def report(engine: Engine, url: str, how: str) -> None:
    """How much there is, and each page."""
    with engine.connect() as connection:
        told = ", ".join(
            f"{connection.scalar(select(func.count()).select_from(model)):,} {name}"
            for model, name in ((Call, "calls"), (Project, "projects"), (Match, "matches"))
        )
    load = Path("/proc/loadavg").read_text().split()[0]
    say(f"\n{engine.dialect.name}: {told}; {weight(url):,.0f} MB; {how}; load {load}")
    say(f"{'page':32} ms (of processor): first | again | after a write | queries")
    server = serving_pid(engine)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), secret_key=SECRET, database_url=url)
        app = wsgi.create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        asking = app.extensions["puente"].sessions.kw["bind"]
        seen = [0]
        event.listen(asking, "before_cursor_execute", lambda *_: seen.__setitem__(0, seen[0] + 1))
        client = app.test_client()
        client.post("/entrar", data={"email": EMAIL, "password": PASSWORD})

        def asked(path: str, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
            before()
            seen[0], begun, spent = 0, time.perf_counter(), processor(server)
            answer = client.get(path, headers=KEY)
            taken = time.perf_counter() - begun, processor(server) - spent
            assert answer.status_code == 200, (path, answer.status_code)
            return taken[0] * 1000, taken[1] * 1000

        for path in PAGES:
            first = _half([asked(path)])
            kept, queries = _half([asked(path) for _ in range(TIMES)]), seen[0]
            written = _half([asked(path, lambda: write(engine)) for _ in range(TIMES)])
            say(f"{path:32} {first:>15} | {kept:>13} | {written:>13} | {queries:7}")
        asking.dispose()


def serving_pid(engine: Engine) -> int | None:
    """The process of PostgreSQL above all others of it."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        folder = str(connection.scalar(text("SHOW data_directory")))
    return int((Path(folder) / "postmaster.pid").read_text().split()[0])


def processor(server: int | None) -> float:
    """Processor seconds of this process and of the database's server, with those that ended."""
    spent = time.process_time()
    if server is None:
        return spent
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    told = [_times(str(server))[:4], *(_times(one)[:2] for one in children)]
    return spent + sum(map(sum, told)) / os.sysconf("SC_CLK_TCK")


def _times(pid: str) -> list[int]:
    """Ticks in itself, in the kernel, and the same of its children that are gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:  # it ended just now: its parent tells of it
        return []
    return [int(one) for one in fields[11:15]]


def _half(taken: list[tuple[float, float]]) -> str:
    """The median on the wall, and of the processor of this process."""
    waited, spent = (statistics.median(one) for one in zip(*taken, strict=True))
    return f"{waited:.0f} ({spent:.0f})"


if __name__ == "__main__":
    main()
