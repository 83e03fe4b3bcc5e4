"""Processes of the web share what comes at once, and long work shuts nobody out.

A real gunicorn with two processes answers with a page of its own that only waits.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from matcher.cli import answering
from tests.matcher.cli.serving import answers, free_port, wait_for

ROOT = Path(__file__).parents[3]
PAGE = """
import os, time

running = []

def app(environ, start_response):
    running.append(1)
    beside = len(running)
    time.sleep(float(environ["PATH_INFO"][1:] or 0))
    running.pop()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {beside}".encode()]
"""


@pytest.fixture(scope="module", params=["Worker", "OneByOne"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def url(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("answering")
    (folder / "waiting.py").write_text(PAGE)
    port, log = free_port(), folder / "log"
    command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--worker-class", f"matcher.cli.answering.{kind}", "--threads", "8"]
    command += ["--keep-alive", "0", "--no-control-socket", "--pythonpath", f"{folder},{ROOT}"]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *command, "waiting:app"], stdout=said, stderr=said, cwd=folder
        )
    try:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/0"), process, log)
        time.sleep(0.5)  # the other process is there too
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def asked(url: str) -> tuple[str, int]:
    """Which process answered, and how many requests it was working on."""
    with urlopen(url, timeout=30) as answer:
        process, beside = answer.read().decode().split()
    return process, int(beside)


def test_of_twenty_at_once_a_process_takes_what_it_can_work_on(url: str, kind: str) -> None:
    with ThreadPoolExecutor(20) as people:
        told = list(people.map(asked, [f"{url}/0.08"] * 20))

    assert len({process for process, _beside in told}) == 2
    most = max(beside for _process, beside in told)
    at_once = getattr(answering, kind).at_once
    assert most <= 2 * at_once, told  # twice: where the machine is busy one counts as long work


def test_work_that_takes_long_keeps_no_door_shut(url: str) -> None:
    with ThreadPoolExecutor(9) as people:
        long = [people.submit(asked, f"{url}/3") for _ in range(8)]
        time.sleep(1.2)
        begun = time.monotonic()
        people.submit(asked, f"{url}/0").result()
        waited = time.monotonic() - begun
        assert not any(one.done() for one in long)

    assert waited < 1.5
