"""Run a function in a process with limits: the one way to use a parser that can be made to hang.

Parsers written in C or with quadratic corners may never come back, and a thread cannot be ended.
A child process can: it has a bound on memory and on processor time, and is killed at a bound on
the clock. It is given neither our settings nor our secrets. Children are kept for the next call,
since starting one costs more than most pages, and end by themselves when nobody asks.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MIB = 1024 * 1024
HEADER = 8
"""Bytes that say how long a message is."""
_LARGEST_ANSWER = 512 * MIB
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "HOME")


class ConfinedError(Exception):
    """Root of what can go wrong in a child."""


class TookTooLong(ConfinedError):
    """It used up its time."""


class TookTooMuch(ConfinedError):
    """It used up its memory."""


class Broke(ConfinedError):
    """It crashed: a fault of the parser, or of what it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use. ``cpu_seconds`` are of the processor, ``seconds`` of the clock:
    the second is larger, for a busy machine is no fault of the file."""

    cpu_seconds: int
    seconds: float
    memory: int = 1024 * MIB


def run(function: Callable[..., Any], *arguments: Any, limits: Limits, alone: bool = False) -> Any:
    """What ``function`` returns for these arguments, as JSON keeps it.

    :param function: one that stands in a module under its own name.
    :param alone: in a new process that ends with it, for a parser that may leave harm behind.

    :raises TookTooLong: or ``TookTooMuch`` where a limit is reached.
    :raises Broke: where the child died of anything else, an exception included.
    """
    where = f"{function.__module__}:{function.__name__}"
    asked = pickle.dumps((where, arguments, limits.cpu_seconds, limits.memory))
    with _places:
        child = _Child() if alone else _take()
        try:
            answer = child.ask(asked, seconds=limits.seconds)
        except _Gone:  # it had just ended for want of work
            child = _Child()
            answer = child.ask(asked, seconds=limits.seconds)
        if alone:
            child.end()
        else:
            _give_back(child)
    return answer


class _Gone(Exception):
    """The child ended before it was asked."""


class _Child:
    """A process that answers one call after another."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            # Threads nobody needs here would each reserve memory that counts against the limit.
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        self._fresh = True
        self._expired = False
        self._process = subprocess.Popen(  # our own Python and module, no shell
            [sys.executable, "-P", "-m", "scrapers.confined.child"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def ask(self, asked: bytes, *, seconds: float) -> Any:
        """The answer to one call; kills the process at the end of ``seconds``."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(asked)
        finally:
            timer.cancel()
        if answer is None:
            raise self._reason()
        self._fresh = False
        found = json.loads(answer)
        if "memory" in found:
            self.end()
            raise TookTooMuch
        return found["value"]

    def _exchange(self, asked: bytes) -> bytes | None:
        """Send the call and read the answer, ``None`` where the child died over it."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(len(asked).to_bytes(HEADER) + asked)
            stdin.flush()
        except OSError:
            return None
        head = stdout.read(HEADER)
        size = int.from_bytes(head)
        if len(head) < HEADER or size > _LARGEST_ANSWER:
            return None
        answer = stdout.read(size)
        return answer if len(answer) == size else None

    def _reason(self) -> Exception:
        """Why there is no answer."""
        self.end(wait=not self._expired)
        code = self._process.returncode
        if self._expired or code == -signal.SIGXCPU:
            return TookTooLong()
        if code == 0 and not self._fresh:
            return _Gone()
        if code == -signal.SIGKILL:  # the system's own answer to want of memory
            return TookTooMuch()
        return Broke(f"the child ended with {code}")

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def end(self, *, wait: bool = False) -> None:
        """Let go of the process, after it died by itself if ``wait``."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what was not yet sent has nobody to read it
                continue
        try:
            self._process.wait(timeout=2 if wait else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None


_places = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))
"""More at once than there are processors would only make each slower, and take its memory."""
_idle: list[_Child] = []
_lock = threading.Lock()


def _take() -> _Child:
    while True:
        with _lock:
            child = _idle.pop() if _idle else None
        if child is None:
            return _Child()
        if child.alive:
            return child
        child.end()


def _give_back(child: _Child) -> None:
    with _lock:
        _idle.append(child)


# A process that is forked must not talk to the children of the one it came from.
os.register_at_fork(after_in_child=_idle.clear)
