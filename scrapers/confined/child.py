"""The child of :mod:`scrapers.confined.process`: calls on its input, answers on its output.

It trusts who started it, not what it is given to read. What a call raises ends it, with the trace
on standard error.
"""

import json
import math
import os
import pickle
import resource
import select
import sys
import time
import warnings
from importlib import import_module
from typing import BinaryIO

HEADER = 8
IDLE_SECONDS = 20
TOO_FAT = 300 * 1024 * 1024
"""Bytes: a child that still holds more after a call does not stay."""


def main() -> None:
    """Answer calls until nobody asks any more."""
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = os.fdopen(0, "rb", buffering=0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    while select.select([asked], [], [], IDLE_SECONDS)[0]:
        call = _read(asked)
        if call is None:
            return
        answer = json.dumps(_answer(call)).encode()
        answers.write(len(answer).to_bytes(HEADER) + answer)
        answers.flush()
        if _held() > TOO_FAT:
            return


def _held() -> int:
    """Bytes of memory in use; 0 where the system does not tell.

    Not ``ru_maxrss``: a child takes over that of the process it was started from, so that none
    would stay with a large one.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 # pathlib is slow to load
            return int(told.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _answer(call: bytes) -> dict[str, object]:
    """What the call comes to, within its limits."""
    where, arguments, cpu_seconds, memory = pickle.loads(call)  # noqa: S301 # from our parent
    module, _, name = where.partition(":")
    work = getattr(import_module(module), name)
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time()) + cpu_seconds)
    _limit(resource.RLIMIT_AS, memory)
    try:
        return {"value": work(*arguments)}
    except MemoryError:
        _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
        return {"memory": True}


def _limit(kind: int, amount: int) -> None:
    """Set the soft limit; the hard one stays, so that the next call may have another."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        amount = hard if amount == resource.RLIM_INFINITY else min(amount, hard)
    resource.setrlimit(kind, (amount, hard))


def _read(asked: BinaryIO) -> bytes | None:
    """The next call, ``None`` where there is no other."""
    head = _exactly(asked, HEADER)
    return None if head is None else _exactly(asked, int.from_bytes(head))


def _exactly(file: BinaryIO, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = file.read(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
    sys.exit(0)
