"""What the pipe costs from database to database: collect → tag → match → notify, and one day more.

    python tests/benchmarks/bench_pipe.py [--calls 1000 10000] [--projects 10000] [--large]
                                          [--english 0.3] [--made-vectors]

For each size a new database is filled, then 200 calls arrive and go through the whole pipe while
all the rest stands. Seconds are of processor, of this process and its copies: on a busy machine
the clock on the wall measures the others. Tagging stands beside the tagger alone, with evidence,
on the same texts; matching beside the bare product of as many vectors: the sparse product of
words alone, made up, and the best ten of each project, with no text read and nothing explained or
stored. What it costs just to put the finished rows into an empty table is told as well, for no
way of matching that stores its lists can cost less. Making what texts mean into
vectors is told apart: it is done once a text. With ``--made-vectors`` random ones stand in their
place, so that a hundred thousand texts need not be read for an hour; what matching does with them
is the same. What a run costs that finds nothing new is told too.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session, sessionmaker
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent))
from bench_match import TOP, WORDS_OF_CALL, WORDS_OF_PROJECT, fastest, vectors
from made_calls import SOURCE, records, title_of

from matcher.calls.queries import refresh_index
from matcher.clock import Clock, SystemClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.intake.judging import judge_calls
from matcher.intake.store import BATCH, Counts, Record, SourceFacts, Store
from matcher.jobs import stages
from matcher.jobs.job import Context
from matcher.jobs.stages import Pipe
from matcher.matches import matching
from matcher.matches.models import Match
from matcher.matches.save import PAIRS_AT_ONCE
from matcher.meaning.encoder import DIMENSIONS, TextEncoder, Vectors, find_encoder
from matcher.people.queries import add_person
from matcher.projects.applying import apply_import
from matcher.projects.importing import plan_import
from matcher.projects.tables.files import read_book
from matcher.settings import Settings
from matcher.tags import tagging
from matcher.tags.tagging import CALLS, open_tagger, seed_lines

FACTS = {SOURCE: SourceFacts(title="Fondo", aggregator=False)}
A_DAY = 200
LARGE = 100_000
TICK = 0.01
"""What the seconds of a process are counted in."""
LEAST_OF_TAGGER = 2_000
"""Texts on which the tagger alone is measured, at most."""


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def spent() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor, and of the clock on the wall."""
    began, on_the_wall = spent(), time.perf_counter()
    work()
    return spent() - began, time.perf_counter() - on_the_wall


class Metered(TextEncoder):
    """The encoder, and what it has taken; or, if not ``real``, any vector for each text."""

    def __init__(self, *, real: bool) -> None:
        found = find_encoder()
        self._encoder = found if real else None
        self.name = found.name if found is not None else "made"
        self.texts, self.seconds = 0, 0.0

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each of ``texts``."""
        began = spent()
        rows = self._encoder.vectors(texts) if self._encoder else _any_vectors(texts)
        self.texts += len(texts)
        self.seconds += spent() - began
        return rows

    def told(self) -> str:
        """How many texts so far, at what price; counts from nought again."""
        line = f"of it {self.texts} texts into vectors {self.seconds:.1f}"
        self.texts, self.seconds = 0, 0.0
        return line if self._encoder else f"{line} (made up)"


def _any_vectors(texts: Sequence[str]) -> Vectors:
    seeds = (int.from_bytes(sha256(text.encode()).digest()[:8]) for text in texts)
    rows = [np.random.default_rng(seed).integers(-127, 127, DIMENSIONS) for seed in seeds]
    return np.asarray(rows, dtype=np.int8)


class Parts:
    """Seconds of processor that named parts of matching take, while they are watched."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()

    def watch(self, owner: object, name: str, part: str) -> None:
        """Count each call of ``owner.name`` as ``part``."""
        work = getattr(owner, name)

        def counted(*given: Any, **named: Any) -> Any:
            began = spent()
            try:
                return work(*given, **named)
            finally:
                self._seconds[part] += spent() - began

        setattr(owner, name, counted)

    def taken(self) -> dict[str, float]:
        """Part → seconds so far; counts from nought again."""
        found, self._seconds = dict(self._seconds), Counter()
        return found


PARTS = Parts()


class Bench:
    """One database and its pipe."""

    def __init__(self, folder: Path) -> None:
        engine = open_engine(f"sqlite:///{folder}/bench.sqlite")
        upgrade(engine)
        self.folder = folder
        self.sessions: sessionmaker[Session] = session_factory(engine)
        self.clock: Clock = SystemClock()
        settings = Settings(data_dir=folder, secret_key="x" * 40)
        self.pipe = Pipe(sessions=self.sessions, settings=settings)
        self._stop = engine.dispose

    def close(self) -> None:
        """Let go of the database."""
        self._stop()

    def context(self) -> Context:
        """A run nobody watches."""
        return Context(run_id=0, clock=self.clock, progress=lambda *_: None)

    def collect(self, made: Iterator[Record], *, quiet: bool) -> None:
        """Store as a reading is stored."""
        with transaction(self.sessions) as session:
            store, counts = Store(session, sources=FACTS, at=self.clock.now()), Counts()
            while part := list(islice(made, BATCH)):
                store.add(part, counts, quiet=quiet)
            judge_calls(session)
        with transaction(self.sessions) as session:
            refresh_index(session)

    def bank(self, count: int) -> None:
        """Import a table of ``count`` projects, as an officer does."""
        path = self.folder / "bank.csv"
        path.write_text(_bank(count), encoding="utf-8")
        book = read_book(path)
        with transaction(self.sessions) as session:
            seed_lines(session)
            plan = plan_import(session, book.tables[book.best])
            assert not plan.problems, plan.problems[:3]
            apply_import(session, plan, by=None, owner=self.officer(session), at=self.clock.now())
            refresh_index(session)

    def officer(self, session: Session) -> int:
        """Who is told."""
        return add_person(
            session,
            email="ana@ciudad.example",
            name="Ana",
            password="una clave larga y buena",
            role="profesional",
            at=self.clock.now(),
        ).id

    def tag(self) -> Any:
        """The stage."""
        return stages.tag(self.pipe, self.context())

    def match(self) -> Any:
        """The stage."""
        return stages.match(self.pipe, self.context())

    def notify(self) -> Any:
        """The stage; its mail is written into a folder, and no page is looked at."""
        with suppress(KeyError):
            return stages.notify(self.pipe, self.context())


def _bank(count: int) -> str:
    """A table as offices have them: names, four paragraphs, sums, a day, who answers."""
    rng = random.Random(11)  # the same projects each time, no secret
    headings = (
        "Código;Nombre del proyecto;Secretaría;Resumen;Problema;Objetivo general;Beneficiarios;"
        "Líneas temáticas;ODS;Comuna o corregimiento;Número de beneficiarios;Etapa;Costo total;"
        "Monto solicitado;Moneda;Fecha de inicio;Duración (meses);Aliados"
    )
    rows = [
        f"P{number:06};{title_of(rng, number)} {number};Secretaría {number % 20};"
        f"{'. '.join(title_of(rng, number) for _ in range(3))};{title_of(rng, number)};"
        f"{title_of(rng, number)};{title_of(rng, number)};;{number % 17 + 1};Comuna {number % 16};"
        f"{number};Perfil;{number + 1}000000;{number + 1}00000;COP;2027-03-01;12;Aliado"
        for number in range(count)
    ]
    return "\n".join([headings, *rows])


def tagger_alone(bench: Bench) -> float:
    """Seconds of processor a text takes the tagger with evidence, in batches as in the stage."""
    with bench.sessions() as session:
        tagger = open_tagger(session, bench.pipe.settings)
        ids = list(islice((i for i, _ in CALLS.stamps(session)), LEAST_OF_TAGGER))
        parts = [
            CALLS.load(session, ids[first : first + tagging.BATCH])
            for first in range(0, len(ids), tagging.BATCH)
        ]
    tagger.tag([parts[0][0].text])
    seconds, _ = timed(
        lambda: [tagger.tag([s.text for s in p], titles=[s.title for s in p]) for p in parts]
    )
    return seconds / len(ids)


def measure(calls: int, projects: int, *, english: float, encoder: Metered) -> None:
    """One size: filling, a run with nothing new, and a day."""
    matching.find_encoder = lambda **_: encoder
    made = records(calls + A_DAY, english=english)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        try:
            _measured(bench, made, calls, projects, encoder)
        finally:
            bench.close()


def bare_product(calls: int, projects: int) -> float:
    """Seconds of processor of the best ten of as many vectors, by the fastest method known."""
    ours = vectors(projects, WORDS_OF_PROJECT, seed=1)
    theirs = vectors(max(calls, 64 * TOP), WORDS_OF_CALL, seed=2)
    fastest(ours[:64], theirs)
    with threadpool_limits(1):
        return max(TICK, min(timed(lambda: fastest(ours, theirs))[0] for _ in range(3)))


def _measured(
    bench: Bench, made: Iterator[Record], calls: int, projects: int, encoder: Metered
) -> None:
    say(f"{calls} calls × {projects} projects: seconds of processor (on the wall)")
    row("import of the bank", timed(lambda: bench.bank(projects)), per=projects)
    standing = timed(lambda: bench.collect(islice(made, calls), quiet=True))
    row("collect, and making them up", standing, per=calls)
    alone = tagger_alone(bench)
    taken = timed(bench.tag)
    row("tag", taken, per=calls + projects)
    say(f"    the tagger alone, with evidence: {1 / alone:.0f} calls a second of processor")
    matched = timed(bench.match)
    row("match", matched, per=projects)
    say(f"    {encoder.told()}")
    _against_bare(matched[0], PARTS.taken(), bare_product(calls, projects), *only_writing(bench))
    row("notify", timed(bench.notify), per=1)
    row("nothing new: tag, match", timed(lambda: (bench.tag(), bench.match())), per=1)
    new = list(made)
    day = [
        ("collect", timed(lambda: bench.collect(iter(new), quiet=False))),
        ("tag", timed(bench.tag)),
        ("match", timed(bench.match)),
        ("notify", timed(bench.notify)),
    ]
    row(f"a day of {len(new)}", tuple(sum(t[i] for _, t in day) for i in (0, 1)), per=len(new))
    say("    " + ", ".join(f"{name} {seconds:.1f}" for name, (seconds, _) in day))
    say(f"    {encoder.told()}")


def only_writing(bench: Bench) -> tuple[float, int]:
    """Seconds of processor to put the finished matches, as they stand, into an empty table.

    And how many there are.
    """
    table = cast("Table", Match.__table__)
    with bench.sessions() as session:
        rows = [dict(row._mapping) for row in session.execute(select(table))]
    with transaction(bench.sessions) as session:
        session.execute(delete(table))

    def written() -> None:
        for start in range(0, len(rows), PAIRS_AT_ONCE):
            with transaction(bench.sessions) as session:
                session.execute(insert(table), rows[start : start + PAIRS_AT_ONCE])

    return timed(written)[0], len(rows)


def _against_bare(
    matching_took: float, parts: dict[str, float], bare: float, written: float, count: int
) -> None:
    reading = parts["reading"] + parts["vectors"] + parts.get("sentences", 0.0)
    rest = matching_took - reading
    say(
        f"    reading texts and vectors {reading:.1f} (of it those of sentences "
        f"{parts.get('sentences', 0.0):.1f}), writing {parts['writing']:.1f}, signals and "
        f"reasons {rest - parts['writing']:.1f}; the last two = {rest / bare:.1f} × the bare "
        f"product ({bare:.2f}), {rest / count * 1000:.2f} ms for each of {count} matches; "
        f"just putting the rows in {written:.1f} = {written / bare:.1f} ×"
    )


def row(name: str, seconds: tuple[float, ...], *, per: int) -> None:
    """One line of the table."""
    worked, waited = seconds
    each = f"{worked / per * 1000:9.2f} ms each" if per > 1 else ""
    say(f"  {name:26}{worked:9.1f} ({waited:.1f}){each}")


def of_tagging(calls: int) -> None:
    """Tagging from the database in one process and in two, beside the tagger alone."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.collect(records(calls), quiet=True)
        alone = tagger_alone(bench)
        say(f"Tagging {calls} calls: the tagger alone, with evidence, {1 / alone:.0f} a second")
        for processes in (1, 2):
            tagging._processes = lambda _total, processes=processes: processes
            with transaction(bench.sessions) as session:
                session.query(tagging.Tagged).delete()
            mine = time.process_time()
            worked, waited = timed(bench.tag)
            mine = time.process_time() - mine
            say(
                f"  {processes} from the database: {calls / waited:.0f} a second on the wall, "
                f"{calls / worked:.0f} a second of processor = {alone * calls / worked:.0%}; "
                f"{mine / worked:.0%} of it in this process"
            )
        bench.close()


def main() -> None:
    """Print what everything costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--large", action="store_true", help=f"Also {LARGE} calls.")
    parser.add_argument("--english", type=float, default=0.3, help="Share of calls in English.")
    parser.add_argument("--made-vectors", action="store_true", help="Random, not of the model.")
    parser.add_argument("--tagging", type=int, default=4_000, help="Calls to measure tagging on.")
    given = parser.parse_args()
    if given.tagging:
        of_tagging(given.tagging)
    PARTS.watch(matching, "_reading", "reading")
    PARTS.watch(matching, "MatchIndex", "reading")
    PARTS.watch(matching, "_encode", "vectors")
    PARTS.watch(matching.KeptMeaning, "sentences", "sentences")
    PARTS.watch(matching.Writer, "flush", "writing")
    for calls in [*given.calls, *([LARGE] if given.large else [])]:
        encoder = Metered(real=not given.made_vectors)
        measure(calls, given.projects, english=given.english, encoder=encoder)


if __name__ == "__main__":
    main()
