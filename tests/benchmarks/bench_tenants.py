"""What several installations on one machine take: each with its folder, its web and its timetable.

    python tests/benchmarks/bench_tenants.py [--numbers 1 2 4 8]

So many are started, with nothing to read; when all answer, their
memory (proportional share, so that what they share counts once), their disk and what their idling
takes of a processor are told. What more of them would take is reckoned, and said to be so.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.matcher.cli.running import environment, puente
from tests.matcher.cli.serving import answers, free_port

QUIET = {"PUENTE_ENV_FILE": "", "PUENTE_SOURCES": "ninguna"}
IDLE = 30.0
AT_ONCE = 4
"""Installations that are made beside one another."""
PATIENCE = 900.0


def main() -> None:
    """Start so many installations and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, nargs="+", default=[1, 2, 4, 8])
    numbers = parser.parse_args().numbers
    print("installations  MB of memory  each  MB of disk each  processor s an hour each  start s")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            memory = one_line(number, Path(folder))
    print(f"reckoned for 1100: {memory / number * 1100 / 1000:.0f} GB of memory")


def one_line(number: int, folder: Path) -> float:
    """Measure ``number`` of them; the megabytes of all."""
    begun = time.monotonic()
    with contextlib.ExitStack() as kept:
        with ThreadPoolExecutor(AT_ONCE) as starting:
            list(starting.map(made, [folder / str(n) for n in range(number)]))
        tenants = [kept.enter_context(tenant(folder / str(n))) for n in range(number)]
        for port, _both in tenants:
            wait_for(port)
        running = [one for _port, both in tenants for each in both for one in family(each.pid)]
        started = time.monotonic() - begun
        time.sleep(IDLE)  # what is done once at the start is over
        before, since = seconds(running), time.monotonic()
        time.sleep(IDLE)
        spent = (seconds(running) - before) / (time.monotonic() - since) * 3600
        memory = sum(map(share, running)) / 1000
        disk = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    print(
        f"{number:13} {memory:13.0f} {memory / number:5.0f} {disk / number:16.1f} "
        f"{spent / number:25.0f} {started:8.0f}",
        flush=True,
    )
    return memory


def made(folder: Path) -> None:
    """A new installation, its database at the present schema."""
    done = puente("user", "list", folder=folder, patience=PATIENCE, **QUIET)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def tenant(folder: Path) -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    """The web of an installation and its timetable, just started; the port, and both."""
    port = free_port()
    with (folder / "log").open("wb") as log:
        both = [
            subprocess.Popen(
                [sys.executable, "-c", "import wsgi; wsgi.main()", *words],
                env=environment(folder, **QUIET, PYTHONPATH="."),
                stdout=log,
                stderr=log,
            )
            for words in (["serve", "--port", str(port)], ["scheduler"])
        ]
    try:
        yield port, both
    finally:
        for process in both:
            process.terminate()
        for process in both:
            process.wait(PATIENCE)


def wait_for(port: int) -> None:
    """Until the web there answers, on a busy machine too."""
    end = time.monotonic() + PATIENCE
    while not answers(f"http://127.0.0.1:{port}/entrar"):
        assert time.monotonic() < end, f"nothing answers at {port}"
        time.sleep(0.5)


def family(pid: int) -> list[int]:
    """A process and those below it."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in below for one in family(int(child)))]


def share(pid: int) -> int:
    """Kilobytes of a process, what is shared divided among those that share it (Linux)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def seconds(pids: list[int]) -> float:
    """Processor seconds of these processes until now."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


if __name__ == "__main__":
    main()
