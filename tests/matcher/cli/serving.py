"""``puente serve`` and ``puente scheduler`` as processes of their own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.matcher.cli.running import PUENTE, environment


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(*words: str, folder: Path, log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that goes on until it is told to end."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            [str(PUENTE), *words],
            env=environment(folder, **more),
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


@contextmanager
def serving(*words: str, folder: Path, log: Path, **more: str) -> Iterator[str]:
    """The web behind gunicorn; gives its address once it answers."""
    port = free_port()
    with running("serve", "--port", str(port), *words, folder=folder, log=log, **more) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(f"{url}/entrar"), process, log)
        yield url


def wait_for(good, process: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not good():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=10):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
