"""What matching costs: exact top ten of every project, one new call, growing sizes.

    python tests/benchmarks/bench_match.py [--calls 100000] [--projects 10000] [--quick]

First from vectors alone, against the fastest method known here and scikit-learn's
``linear_kernel`` by blocks; then from synthetic texts with all signals and reasons. Peaks of
memory are what the process grows by while it computes (Linux only).
"""

import argparse
import gc
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics.pairwise import linear_kernel
from sklearn.utils.extmath import safe_sparse_dot
from threadpoolctl import threadpool_limits

from matcher.ranking.index import MatchIndex, Pair, Tools
from matcher.ranking.inputs import CallText, ProjectText
from matcher.ranking.score import shipped_ranker
from matcher.ranking.topk import Factor, Inverted, top_k
from matcher.ranking.workers import Processes, Threads, Workers
from matcher.reasons.judge import Judge, judged
from matcher.translation.translation import Translation

TOP = 10
VOCABULARY = 50_000
WORDS_OF_CALL, WORDS_OF_PROJECT = 60, 60
TODAY = date(2026, 1, 1)
TURNS = 3
KINDS = (Threads(1), Processes(2))


def vectors(rows: int, words: int, *, seed: int) -> sp.csr_matrix:
    """Unit rows of about ``words`` terms, drawn as words are: few common, many rare."""
    rng = np.random.default_rng(seed)
    columns = drawn(rng, rows * words)
    values = rng.random(rows * words, dtype=np.float32) + np.float32(0.1)
    matrix = sp.csr_matrix(
        (values, columns, np.arange(0, rows * words + 1, words)), shape=(rows, VOCABULARY)
    )
    matrix.sum_duplicates()
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags_array(1 / norms) @ matrix, dtype=np.float32)


def drawn(rng: np.random.Generator, count: int) -> NDArray[np.int32]:
    """Word numbers under a flattened Zipf law (function words are gone before matching)."""
    weights = 1.0 / (np.arange(VOCABULARY) + 50.0)
    edges = np.cumsum(weights / weights.sum())
    return np.searchsorted(edges, rng.random(count)).clip(max=VOCABULARY - 1).astype(np.int32)


def fastest(projects: sp.csr_matrix, calls: sp.csr_matrix) -> NDArray[np.int64]:
    """The bare method: blocks of 16 rows, one transpose, a filter of block maxima."""
    turned, found = calls.T.tocsr(), []
    for start in range(0, projects.shape[0], 16):
        block = safe_sparse_dot(projects[start : start + 16], turned, dense_output=True)
        whole = block.shape[1] // 64 * 64
        maxima = block[:, :whole].reshape(len(block), -1, 64).max(axis=2)
        least = np.partition(maxima, -TOP, axis=1)[:, -TOP]
        for row, limit in zip(block, least, strict=True):
            chosen = np.flatnonzero(row >= limit)
            found.append(chosen[np.argsort(-row[chosen], kind="stable")[:TOP]])
    return np.array(found)


def engine(projects: sp.csr_matrix, calls: sp.csr_matrix, *, workers: Workers) -> NDArray[np.int64]:
    """The engine, from vectors to positions."""
    targets = Inverted.of(Factor.of_terms(calls))
    return top_k(Factor.of_terms(projects), targets, k=TOP, workers=workers).positions


def by_linear_kernel(projects: sp.csr_matrix, calls: sp.csr_matrix) -> NDArray[np.int64]:
    """scikit-learn's product by blocks of 256 rows, then a partial sort."""
    found = []
    for start in range(0, projects.shape[0], 256):
        block = linear_kernel(projects[start : start + 256], calls)
        best = np.argpartition(-block, TOP, axis=1)[:, :TOP]
        order = np.argsort(-np.take_along_axis(block, best, axis=1), axis=1, kind="stable")
        found.append(np.take_along_axis(best, order, axis=1))
    return np.vstack(found)


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Seconds, megabytes grown at the peak, and the answer."""
    gc.collect()
    before = _reset_peak()
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, (_memory("VmHWM") - before) / 1024, answer


def _reset_peak() -> int:
    """Forget the peak so far; returns kilobytes in use."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    """Kilobytes as the kernel counts them."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def _worked() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def from_vectors(calls: int, projects: int, *, slow: bool) -> float:
    """Compare the engine with the bare method; returns the bare method's seconds."""
    ours, theirs = (
        vectors(projects, WORDS_OF_PROJECT, seed=1),
        vectors(calls, WORDS_OF_CALL, seed=2),
    )

    fastest(ours[:64], theirs)
    top_k(
        Factor.of_terms(ours[:16]),
        Inverted.of(Factor.of_terms(theirs[:64])),
        k=1,
        workers=Threads(1),
    )
    _, memory, wanted = timed(lambda: fastest(ours, theirs))
    bare, *ours_by = by_turns(
        lambda: fastest(ours, theirs),
        *(lambda workers=workers: engine(ours, theirs, workers=workers) for workers in KINDS),
    )
    print(f"  fastest known, one thread           {bare:8.2f} s {memory:7.0f} MB")
    for name, workers, seconds in zip(("1 thread", "2 processes"), KINDS, ours_by, strict=True):
        _, memory, found = timed(lambda workers=workers: engine(ours, theirs, workers=workers))
        same = np.array_equal(np.asarray(found), np.asarray(wanted))
        print(
            f"  engine, {name:23}     {seconds:8.2f} s {memory:7.0f} MB "
            f"= {seconds / bare:.2f} × the fastest, same pairs: {same}"
        )
    if slow:
        seconds, memory, _ = timed(lambda: by_linear_kernel(ours, theirs))
        print(
            f"  linear_kernel by blocks         {seconds:8.2f} s {memory:7.0f} MB "
            f"= {seconds / bare:.2f} × the fastest"
        )
    return bare


def texts(rows: int, words: int, *, seed: int) -> list[str]:
    """Sentences of invented words."""
    rng = np.random.default_rng(seed)
    names = [_word(number) for number in range(VOCABULARY)]
    numbers = drawn(rng, rows * words).reshape(rows, words)
    return [
        ". ".join(
            " ".join(names[number] for number in row[start : start + 15])
            for start in range(0, words, 15)
        )
        for row in numbers
    ]


def _word(number: int) -> str:
    """An invented word, the same for the same number."""
    syllables = [a + b for a in "bcdfglmnprst" for b in "aeiou"]
    found = ""
    for _ in range(3):
        number, at = divmod(number, len(syllables))
        found += syllables[at]
    return found + "n"


class Hashed:
    """ODS probabilities that cost nothing, for texts that mean nothing."""

    def ods_scores(self, texts: list[str], languages: object = None) -> NDArray[np.float64]:
        """Random rows that add up to one."""
        del languages
        rng = np.random.default_rng(len(texts))
        return rng.dirichlet(np.full(17, 0.2), size=len(texts))


def with_reasons(calls: int, projects: int, *, bare: float | None) -> None:
    """All signals and the reasons of what is kept; then one new call."""
    title, body = 6, WORDS_OF_CALL - 6
    call_texts = texts(calls, title + body, seed=2)
    index_calls = [
        CallText(id=f"c{at:07}", title=" ".join(text.split()[:title]), text=text, language="es")
        for at, text in enumerate(call_texts)
    ]
    index_projects = [
        ProjectText(id=f"p{at:07}", title="", text=text, language="es")
        for at, text in enumerate(texts(projects, WORDS_OF_PROJECT, seed=1))
    ]
    tools = Tools(translation=Translation(apertium=None), ranker=shipped_ranker(), topics=Hashed())
    seconds, memory, index = timed(
        lambda: MatchIndex(index_calls, index_projects, tools=tools, workers=Processes(2))
    )
    assert isinstance(index, MatchIndex)
    print(f"  reading texts into vectors      {seconds:8.2f} s {memory:7.0f} MB")
    begun = _worked()
    ranked, memory, found = timed(lambda: index.calls_for_projects(top=TOP))
    pairs = cast("list[list[Pair]]", found)
    print(f"  all signals, best ten, 2 processes{ranked:6.2f} s {memory:7.0f} MB")
    judge = Judge(index, today=TODAY)
    told, _, _ = timed(lambda: list(judged(judge, pairs, top=TOP, processes=2)))
    total, worked = ranked + told, _worked() - begun
    against = f" = {total / bare:.2f} × the bare product" if bare else ""
    print(f"  reasons of {projects * TOP:7} kept, 2 processes      {told:8.2f} s")
    print(f"  signals and reasons             {total:8.2f} s{against}, {worked:.1f} s of one core")
    _one_new_call(index, ranked)


def _one_new_call(index: MatchIndex, everything: float) -> None:
    """A call that arrives, against the bank."""
    arrived = [
        CallText(id=f"n{at}", title="", text=text, language="es")
        for at, text in enumerate(texts(20, WORDS_OF_CALL, seed=3))
    ]
    index.with_calls(arrived[:1]).projects_for_calls(top=TOP)
    start = time.perf_counter()
    for call in arrived:
        index.with_calls([call]).projects_for_calls(top=TOP)
    seconds = (time.perf_counter() - start) / len(arrived)
    print(
        f"  one new call, from its text     {seconds * 1000:8.2f} ms "
        f"= 1/{everything / seconds:.0f} of the recompute"
    )


def growth(calls: int, projects: int) -> None:
    """Seconds of the engine over growing sizes, and of the fastest method, by turns."""
    print(f"{'calls':>10}{'projects':>10}{'seconds':>10}{'ns per pair':>13}{'× fastest':>11}")
    for share in (8, 4, 2, 1):
        ours = vectors(projects // share, WORDS_OF_PROJECT, seed=1)
        theirs = vectors(calls // share, WORDS_OF_CALL, seed=2)
        bare, seconds = by_turns(
            lambda ours=ours, theirs=theirs: fastest(ours, theirs),
            lambda ours=ours, theirs=theirs: engine(ours, theirs, workers=Threads(1)),
        )
        pairs = ours.shape[0] * theirs.shape[0]
        print(
            f"{theirs.shape[0]:10}{ours.shape[0]:10}{seconds:10.2f}{seconds / pairs * 1e9:13.2f}"
            f"{seconds / bare:11.2f}"
        )


def by_turns(*ways: Callable[[], object]) -> list[float]:
    """The least seconds of each way, taken in turns, for other work comes and goes."""
    least = [float("inf")] * len(ways)
    for _ in range(TURNS):
        for at, way in enumerate(ways):
            least[at] = min(least[at], timed(way)[0])
    return least


def main() -> None:
    """Print what everything costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true", help="A tenth of both, no linear_kernel.")
    given = parser.parse_args()
    share = 10 if given.quick else 1
    calls, projects = given.calls // share, given.projects // share
    print(f"{calls} calls × {projects} projects, exact top {TOP}, from vectors:")
    with threadpool_limits(limits=1):
        bare = from_vectors(calls, projects, slow=not given.quick)
    print("From texts:")
    with_reasons(calls, projects, bare=bare)
    print("Growing sizes, one thread:")
    growth(calls, projects)


if __name__ == "__main__":
    main()
