"""What a child may use, and what becomes of one that uses more. Real processes throughout."""

import json
import math
import operator
import os
import threading
import time

import pytest

from scrapers.confined.process import MIB, Broke, Limits, TookTooLong, TookTooMuch, run

LIMITS = Limits(cpu_seconds=2, seconds=20.0, memory=512 * MIB)


def test_a_value_comes_back_and_a_child_is_used_again_by_a_large_process() -> None:
    large = bytearray(400 * MIB)  # touched: what a child takes over is what was in use
    large[::4096] = b"x" * len(large[::4096])
    ran_in = [run(os.getpid, limits=LIMITS) for _ in range(10)]
    assert os.getpid() not in ran_in
    assert len(set(ran_in)) < len(ran_in)
    assert run(json.loads, '{"año": [1, 2.5, null]}', limits=LIMITS) == {"año": [1, 2.5, None]}


def test_what_burns_the_processor_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        run(math.factorial, 10**8, limits=LIMITS)
    assert time.monotonic() - began < 15


def test_what_only_waits_is_ended_by_the_clock() -> None:
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        run(time.sleep, 60, limits=Limits(cpu_seconds=5, seconds=1.0))
    assert time.monotonic() - began < 10


def test_what_wants_too_much_memory_is_ended() -> None:
    with pytest.raises(TookTooMuch):
        run(operator.mul, b"x", 2 * 1024 * MIB, limits=LIMITS)


@pytest.mark.parametrize("call", [(os.abort,), (os._exit, 0), (json.loads, "{")])
def test_what_crashes_is_told_and_the_next_call_works(call: tuple[object, ...]) -> None:
    with pytest.raises(Broke):
        run(*call, limits=LIMITS)  # type: ignore[arg-type]
    assert run(operator.add, 1, 2, limits=LIMITS) == 3


def test_limits_are_those_of_each_call() -> None:
    """A child that worked long before has its whole time again."""
    for _ in range(5):
        run(operator.countOf, range(12_000_000), -1, limits=LIMITS)


def test_what_is_printed_does_not_get_among_the_answers() -> None:
    assert run(print, "hola", limits=LIMITS) is None


def test_a_child_is_given_no_settings_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTE_SECRET_KEY", "nobody else's")
    for _ in range(2):
        with pytest.raises(Broke):  # a child that was there before may not have seen it either
            run(os.abort, limits=LIMITS)
    assert run(os.getenv, "PUENTE_SECRET_KEY", limits=LIMITS) is None


def test_many_threads_at_once() -> None:
    found: list[int] = []

    def ask(number: int) -> None:
        found.append(run(operator.mul, number, 2, limits=LIMITS))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [number * 2 for number in range(12)]


def test_a_child_ends_with_who_started_it() -> None:
    """Its standard input closes, whatever way its parent died."""
    import subprocess
    import sys

    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from scrapers.confined.process import run, Limits; import os, signal\n"
            "print(run(os.getpid, limits=Limits(cpu_seconds=2, seconds=20)), flush=True)\n"
            "os.kill(os.getpid(), signal.SIGKILL)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    number = int(told.stdout)
    for _ in range(50):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("The child is still there")
