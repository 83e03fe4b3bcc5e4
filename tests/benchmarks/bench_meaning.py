"""What meaning costs a job: loading the model, its memory, and the calls of a day.

    PUENTE_BENCH=… python tests/benchmarks/bench_meaning.py

Bounds: two seconds of processor and 350 MB for the model, 60 seconds for 200 new calls (half of
us-cfda, half long ones of he-full).
"""

import os
import resource
import sys
import time
from pathlib import Path

from matcher.jsonl import read_records
from matcher.matches.records import call_from
from matcher.meaning.encoder import find_encoder
from matcher.ranking.inputs import CallText
from matcher.ranking.meaning import senses_of_calls
from matcher.ranking.score import shipped_ranker

HALF = 100


def held() -> float:
    """Megabytes of memory in use (Linux only)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


class Plain:
    """The encoder without a shelf."""

    def __init__(self) -> None:
        found = find_encoder()
        if found is None:
            sys.exit("The package of the model is not installed.")
        self.name, self.vectors, self.sentences = found.name, found.vectors, found.vectors


def main() -> None:
    """Print what it costs."""
    root = os.environ.get("PUENTE_BENCH")
    if not root:
        sys.exit("Set PUENTE_BENCH to the folder with the labelled sets.")
    calls: list[CallText] = []
    for name in ("us-cfda", "he-full"):
        read = read_records(str(Path(root) / "match" / name / "calls.jsonl.gz"), call_from)
        calls += sorted(read, key=lambda call: -len(call.text) if name == "he-full" else 0)[:HALF]
    before, began, cpu = held(), time.monotonic(), time.process_time()
    plain = Plain()
    plain.vectors(["agua"])
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    print(
        f"load and one word: {cpu:.2f} s of processor ({seconds:.2f} s), {held() - before:.0f} MB"
    )
    cpu = time.process_time()
    senses_of_calls(calls, plain, shipped_ranker().short)
    cpu = time.process_time() - cpu
    print(f"{len(calls)} calls: {cpu:.1f} s of processor; {held() - before:.0f} MB in all")


if __name__ == "__main__":
    main()
