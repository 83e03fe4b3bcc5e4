"""``make fuzz``: mutated feeds, pages, mails, tables, books, PDFs, Word files and uploads.

Only the errors a reader declares may come out, and each input has seconds of the processor. What
was found is a file in ``found/``, named for its kind, and read again by every ``make test``.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.readers import DECLARED, KINDS

FOUND = Path(__file__).parent / "found"
PATIENCE = 5.0
"""Seconds of the processor for one input."""
SILENCE = 180.0
"""Seconds after which a process that says nothing hangs in what no signal interrupts."""
MOST_KEPT = 12
TOKENS = (
    b"\0",
    b"<",
    b">",
    b"]]>",
    b"<!--",
    b"&#x0;",
    b"\xff\xfe",
    b'"' * 9,
    b"\r\n\r\n",
    b"9" * 40,
    b"{{",
    b"%}",
    b"-1",
    b"1e999",
)
fork = multiprocessing.get_context("fork")


class Endless(BaseException):
    """An input that used up its time; no reader may take it for a fault of the file."""


@cache
def seeds(kind: str) -> list[bytes]:
    """What ``kind`` begins from."""
    return list(KINDS[kind].seeds())


def mutated(kind: str, chance: random.Random) -> bytes:
    """One input: a sample of ``kind`` with some of it changed."""
    raw = chance.choice(seeds(kind))
    if not KINDS[kind].packed or chance.random() < 0.1:
        return _changed(raw, chance)
    return _repacked(raw, chance)


def _repacked(raw: bytes, chance: random.Random) -> bytes:
    """An archive that opens, of which one part was changed."""
    parts = _parts(raw)
    chosen = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, body in parts.items():
            archive.writestr(name, _changed(body, chance, whole=True) if name == chosen else body)
    return made.getvalue()


@cache
def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(raw: bytes, chance: random.Random, *, whole: bool = False) -> bytes:
    """``raw`` with a few bytes changed, pieces dropped, doubled or put in."""
    body = bytearray(raw if whole else raw[: chance.choice((200, 2_000, 2_000, 20_000))])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.randint(1, 60))
        match chance.randrange(5):
            case 0:
                body[at:end] = b""
            case 1:
                body[at:at] = body[at:end] * chance.randint(1, 8)
            case 2:
                body[at:at] = chance.choice(TOKENS)
            case 3:
                place = chance.randrange(len(body) + 1)
                body[place:place] = body[at:end]
            case _ if at < len(body):
                body[at] = chance.randrange(256)
    return bytes(body)


def judge(kind: str, raw: bytes) -> str | None:
    """What is wrong with how ``raw`` was read; ``None`` if nothing is."""
    before = signal.signal(signal.SIGVTALRM, _endless)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        with suppress(*DECLARED):
            KINDS[kind].read(raw)
    except Endless:
        return f"más de {PATIENCE:.0f} s"
    except Exception as error:  # noqa: BLE001 # that is what is looked for
        return f"{type(error).__name__}: {error}"[:300]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return None


def _endless(*_: Any) -> None:
    raise Endless


def kept() -> Iterator[Path]:
    """Every input that once was read wrongly."""
    return (path for path in sorted(FOUND.iterdir()) if path.suffix == ".bin")


def keep(kind: str, raw: bytes, what: str) -> None:
    """One more file of what was read wrongly; a fault that shows every time needs no hundred."""
    print(f"{kind}: {what}", flush=True)
    if sum(path.name.startswith(kind) for path in kept()) >= MOST_KEPT:
        return
    path = FOUND / f"{kind}-{sha256(raw).hexdigest()[:12]}.bin"
    path.write_bytes(raw)


def work(seed: int, many: int, until: float, told: Any, last: Path) -> None:
    """Read inputs until enough or the time is over; ``last`` holds the one under way."""
    chance, names = random.Random(seed), list(KINDS)
    weights = [KINDS[name].share for name in names]
    with last.open("r+b", buffering=0) as under_way:
        for number in range(many):
            if number % 64 == 0 and time.monotonic() > until:
                return
            (kind,) = chance.choices(names, weights)
            raw = mutated(kind, chance)
            os.pwrite(under_way.fileno(), f"{kind} {len(raw)}\n".encode() + raw, 0)
            began = time.process_time()
            what = judge(kind, raw)
            at = names.index(kind)
            told[3 * at] += 1
            told[3 * at + 1] += time.process_time() - began
            if what is not None:
                told[3 * at + 2] += 1
                keep(kind, raw, what)


def _unfinished(last: Path) -> tuple[str, bytes]:
    """The input a process died or hung over."""
    head, _, body = last.read_bytes().partition(b"\n")
    kind, size = head.decode().split()
    return kind, body[: int(size)]


def watch(process: Any, told: Any, last: Path) -> bool:
    """Wait for a process; whether it came to its end by itself."""
    seen, since = -1.0, time.monotonic()
    while process.is_alive():
        process.join(5)
        if (now := sum(told[::3])) != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > SILENCE:
            process.kill()
            process.join()
    if process.exitcode == 0:
        return True
    kind, raw = _unfinished(last)
    keep(kind, raw, f"el proceso terminó con {process.exitcode}")
    return False


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=1_000_000)
    asked.add_argument("--seconds", type=float, default=6 * 3600)
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--seed", type=int, default=None)
    given = asked.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(2**32)
    until, good = time.monotonic() + given.seconds, True
    for kind in KINDS:
        seeds(kind)  # made once, for all the processes
    with TemporaryDirectory() as folder:
        started = []
        for number in range(given.processes):
            told = fork.Array("d", 3 * len(KINDS), lock=False)
            last = Path(folder) / str(number)
            last.touch()
            many = given.inputs // given.processes + (number < given.inputs % given.processes)
            process = fork.Process(target=work, args=(seed + number, many, until, told, last))
            process.start()
            started.append((process, told, last))
        for one in started:
            good = watch(*one) and good
    _report([told for _, told, _ in started], seed)
    wrong = sum(sum(told[2::3]) for _, told, _ in started)
    sys.exit(0 if good and not wrong else 1)


def _report(told: list[Any], seed: int) -> None:
    done: Counter[str] = Counter()
    wrong = 0
    for at, kind in enumerate(KINDS):
        number, spent, faults = (sum(one[3 * at + part] for one in told) for part in range(3))
        done[kind], wrong = int(number), wrong + int(faults)
        each = 1e6 * spent / number if number else 0.0
        print(f"  {kind}: {int(number)} entradas, {each:.0f} µs cada una, {int(faults)} faltas")
    print(f"{done.total()} entradas, {wrong} faltas, semilla {seed}")


if __name__ == "__main__":
    main()
