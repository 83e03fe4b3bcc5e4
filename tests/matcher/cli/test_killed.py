"""``kill -9`` at many moments of the whole pipe, and run again: the database is the same."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.matches.save import UNSEEN
from matcher.projects.models import Project
from scrapers.demo.server import DemoState, bases, serve
from tests.matcher.cli.running import PUENTE, environment, fed, puente
from tests.matcher.intake.collecting import content

DAY = date.today()  # noqa: DTZ011 # the adapters ask the clock what the last year is
READ = ("eu_funding", "fundsforngos", "opportunity_desk", "ucci")
"""Two that tell of the same calls, one that is down."""
PROJECTS = (
    ("Refugios climáticos en escuelas", "Proteger del calor a niñas y niños con árboles y sombra."),
    ("Casas de la memoria", "Diálogo entre víctimas y comunidades que acogen, archivo y museo."),
    ("Plazas de mercado", "Fortalecer la economía popular y el empleo de mujeres vendedoras."),
    ("Gobierno digital", "Datos abiertos, servicios en línea y participación de la juventud."),
)


@pytest.fixture
def state() -> DemoState:
    return DemoState()


@pytest.fixture
def site(state: DemoState) -> Iterator[dict[str, str]]:
    with serve(DAY, state) as url:
        yield fed({name: base for name, base in bases(url).items() if name in READ})


def installed(folder: Path) -> Path:
    """An installation with a few projects; its database."""
    database = folder / "puente.sqlite"
    engine = open_engine(f"sqlite:///{database}")
    upgrade(engine)
    now = datetime.now(UTC)  # the killed processes have the machine's own clock
    with transaction(session_factory(engine)) as session:
        for name, text in PROJECTS:
            session.add(
                Project(
                    name=name,
                    summary=text,
                    created_at=now,
                    updated_at=now,
                    confirmed_at=now,
                )
            )
    engine.dispose()
    return database


def rows(database: Path, query: str) -> int:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return int(connection.execute(query).fetchone()[0])


def scores(database: Path) -> dict[tuple[str, str, int], float]:
    """Project, call and whether something forbids it → score."""
    query = """
        SELECT project.name, call.title, match.blocked, match.score FROM match
        JOIN project ON project.id = match.project_id JOIN call ON call.id = match.call_id
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return {(one, other, bars): score for one, other, bars, score in connection.execute(query)}


def kill_when(moment: Callable[[], bool], command: str, folder: Path, site: dict[str, str]) -> None:
    """Start one stage and kill it at ``moment``.

    :raises AssertionError: if it ended before.
    """
    log = folder / "stderr"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [str(PUENTE), command], env=environment(folder, **site), stdout=said, stderr=said
        ) as process,
    ):
        while not moment():
            assert process.poll() is None, log.read_text()
            time.sleep(0.01)
        process.kill()
    assert process.returncode == -signal.SIGKILL


def test_killed_at_many_moments_the_database_is_the_same(
    tmp_path: Path, site: dict[str, str], state: DemoState
) -> None:
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    undisturbed, killed = installed(calm), installed(stormy)
    whole = puente("cycle", folder=calm, **site)
    assert whole.returncode == 0, whole.stderr
    asked = sum(state.seen.values())

    runs = "SELECT count(*) FROM source_run"
    pairs = "SELECT count(DISTINCT project_id) FROM match"
    tagging = "SELECT count(*) FROM job_run WHERE name = 'tag' AND status = 'running'"
    state.seen.clear()
    moments: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("collect", lambda: sum(state.seen.values()) >= asked // 3),
        ("collect", lambda: rows(killed, runs) >= 1),
        ("collect", lambda: rows(killed, runs) >= len(READ) - 1),
        ("tag", lambda: rows(killed, tagging) == 1),
        ("tag", lambda: rows(killed, "SELECT count(*) FROM tag") >= 1),
        ("match", lambda: rows(killed, pairs) >= 2),
    )
    for command, moment in moments:
        kill_when(moment, command, stormy, site)
    last = puente("cycle", folder=stormy, **site)
    assert last.returncode == 0, last.stderr
    engines = [open_engine(f"sqlite:///{database}") for database in (undisturbed, killed)]
    wanted, found = (content(engine) for engine in engines)
    for engine in engines:
        engine.dispose()
    assert len(wanted["call"]) > 30
    assert len(wanted["match"]) == 10 * len(PROJECTS)
    # Vectors stay for a year, so also those of a text as it stood when a run was killed.
    vectors = wanted.pop("text_vector")
    assert vectors
    assert set(vectors) <= set(found["text_vector"])
    # A match that a killed run made among fewer calls stays as long as nobody sees it move.
    wanted.pop("match")
    assert found.pop("match")
    calm_scores, stormy_scores = scores(undisturbed), scores(killed)
    assert stormy_scores.keys() == calm_scores.keys()
    assert all(abs(stormy_scores[pair] - calm_scores[pair]) < UNSEEN for pair in calm_scores)
    for name, kept in wanted.items():
        assert found[name] == kept, name
