"""The same blocks on a real dask cluster, one of whose two workers is killed in mid-run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from matcher.errors import SettingsError
from matcher.ranking.topk import Factor, Inverted, best_of_rows, top_k
from matcher.ranking.workers import Threads, open_workers

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Running:
    """A scheduler and its two workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def started(module: str, *arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _is_written(known: Path) -> bool:
    """Whether the scheduler has written all of where it is found."""
    return known.exists() and known.read_text().rstrip().endswith("}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    known = tmp_path / "scheduler.json"
    processes = [
        started(
            "dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(known),
            folder=tmp_path,
        )
    ]
    try:
        processes += [
            started(
                "dask_worker",
                "--scheduler-file",
                str(known),
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--name",
                name,
                folder=tmp_path,
            )
            for name in ("uno", "dos")
        ]
        ends_at = time.monotonic() + 60
        while not _is_written(known) and time.monotonic() < ends_at:
            time.sleep(0.1)
        address = json.loads(known.read_text())["address"]
        yield Running(address, processes[1:])
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def random_factor(rows: int, *, seed: int) -> Factor:
    rng = np.random.default_rng(seed)
    terms = sp.random_array((rows, 400), density=0.05, rng=rng, dtype=np.float32, format="csr")
    return Factor(
        terms=sp.csr_matrix(terms),
        topics=rng.random((rows, 17)).astype(np.float32),
        bias=np.zeros(rows, dtype=np.float32),
    )


def test_a_cluster_gives_the_bits_of_the_threads(cluster: Running) -> None:
    queries, targets = random_factor(1000, seed=1), Inverted.of(random_factor(3000, seed=2))
    here = top_k(queries, targets, k=10, workers=Threads(2))
    with open_workers(cluster.address) as workers:
        there = top_k(queries, targets, k=10, workers=workers)
    assert there.positions.tobytes() == here.positions.tobytes()
    assert there.scores.tobytes() == here.scores.tobytes()


def test_a_worker_killed_in_mid_run_changes_nothing(cluster: Running) -> None:
    queries, targets = random_factor(4000, seed=3), Inverted.of(random_factor(3000, seed=4))
    tasks = [queries.rows(start, start + 16) for start in range(0, 4000, 16)]
    killed_after: list[int] = []

    def kill_once(done: int, total: int) -> None:
        if not killed_after and total > done:
            cluster.workers[0].send_signal(signal.SIGKILL)
            cluster.workers[0].wait()
            killed_after.append(done)

    here = Threads(1).map(partial(best_of_rows, k=5), tasks, shared=targets)
    with open_workers(cluster.address) as workers:
        there = workers.map(partial(best_of_rows, k=5), tasks, shared=targets, progress=kill_once)
    assert killed_after
    assert killed_after[0] == 1 < len(tasks)
    assert cluster.workers[0].poll() == -signal.SIGKILL
    for mine, theirs in zip(here, there, strict=True):
        assert theirs.positions.tobytes() == mine.positions.tobytes()
        assert theirs.scores.tobytes() == mine.scores.tobytes()


def test_nobody_at_the_address_is_said_in_spanish() -> None:
    with (
        pytest.raises(SettingsError, match="nadie responde"),
        open_workers("tcp://127.0.0.1:9"),
    ):
        pass
