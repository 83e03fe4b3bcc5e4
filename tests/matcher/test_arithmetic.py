"""The same bits from fresh processes, whatever their processor, threads and loaded libraries."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from matcher.arithmetic import OneThread, add_product, on_grid

ROOT = Path(__file__).parents[2]
CONDITIONS: dict[str, dict[str, str]] = {
    "as it comes": {},
    "one thread": {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    "two threads": {"OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"},
    "another processor": {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1"},
    "two threads of it": {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2"},
    "an old processor": {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "2"},
}

PAIRING = """
from hashlib import sha256
import numpy as np, scipy.sparse as sp
from matcher.ranking.topk import Best, Factor, Inverted, best_of_rows, top_k
from matcher.ranking.workers import Processes, Threads

def side(rows, seed):
    rng = np.random.default_rng(seed)
    terms = sp.random_array((rows, 400), density=0.05, rng=rng, dtype=np.float32, format="csr")
    return Factor(terms=sp.csr_matrix(terms), bias=np.zeros(rows, dtype=np.float32),
                  topics=rng.standard_normal((rows, 29)).astype(np.float32))

def told(best):
    print(sha256(best.positions.tobytes() + best.scores.tobytes()).hexdigest())
"""
# The first answer of each is that of a process which has multiplied nothing yet.
HERE = PAIRING + "told(best_of_rows(side(600, 1), Inverted.of(side(3000, 2)), k=10))"
SHARED = (
    """
import scipy.linalg.blas
import sklearn.utils.sparsefuncs
"""
    + PAIRING
    + """
queries, targets = side(600, 1), Inverted.of(side(3000, 2))
for workers in (Threads(2), Processes(2)):
    told(top_k(queries, targets, k=10, workers=workers))
each = [best_of_rows(queries.rows(at, at + 1), targets, k=10) for at in range(600)]
told(Best(positions=np.vstack([one.positions for one in each]),
          scores=np.vstack([one.scores for one in each])))
"""
)
TAGGING = """
from hashlib import sha256
from random import Random
from matcher.tags.classifier.tagger import Tagger

tagger, random = Tagger.load(), Random(1)
words = list(tagger.weights.vocabulary.words)
texts = [" ".join(random.choices(words, k=150)) for _ in range(60)]
judged = tagger.judge(texts)
scores = tagger.line_scores(texts, judged)
print(sha256(judged.probabilities.tobytes() + judged.margins.tobytes()).hexdigest())
print(sha256(scores.tobytes()).hexdigest())
"""
LEARNING = """
from threadpoolctl import threadpool_info
from matcher.errors import ModelError
from matcher.tags.classifier.adapting import Correction, adapt
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.lexicon import base_lexicon
from matcher.tags.classifier.training import TrainingExample, fit

class Watched(list):
    def __iter__(self):
        pools = [p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"]
        print(*pools)
        return super().__iter__()

tagger = Tagger.load()
said = Watched([Correction(text="Agua para el barrio", ods={3: True}, lines={})])
adapt(tagger.weights, said, taxonomy=tagger.taxonomy)
try:
    few = Watched([TrainingExample(text="Agua para el barrio", ods=frozenset({6}))])
    fit(few, lexicon=base_lexicon())
except ModelError:
    print("too few")
"""
WATCHED = (
    PAIRING
    + """
import sys
from threadpoolctl import threadpool_info

class Watched(Inverted):
    def scores(self, queries, *, out=None):
        found = super().scores(queries, out=out)
        pools = [p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"]
        print(*pools)
        return found

before = "scipy.linalg" in sys.modules
targets = Inverted.of(side(3000, 2))
watched = Watched(terms=targets.terms, topics=targets.topics, bias=targets.bias, biased=False)
best_of_rows(side(20, 1), watched, k=10)
print(before)
"""
)


def answers(program: str, conditions: dict[str, dict[str, str]]) -> dict[str, str]:
    """What a fresh process prints under each of the ``conditions``."""
    ours = ("OPENBLAS_", "OMP_", "GOTO_", "MKL_", "BLIS_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    found = {}
    for name, extra in conditions.items():
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**clean, **extra},
            check=True,
            capture_output=True,
            text=True,
        )
        found[name] = done.stdout
    return found


@pytest.mark.parametrize("program", [HERE, TAGGING], ids=["pairing", "tagging"])
def test_no_thread_and_no_processor_changes_a_bit(program: str) -> None:
    found = answers(program, CONDITIONS)
    assert len(set(found.values())) == 1, found


def test_a_fresh_process_learns_with_one_thread_of_every_library() -> None:
    *pools, end = answers(LEARNING, {"": CONDITIONS["two threads"]})[""].splitlines()
    assert end == "too few"
    assert {number for told in pools for number in told.split()} == {"1"}


def test_what_was_loaded_and_who_multiplies_change_no_bit() -> None:
    two = {"": CONDITIONS["two threads"]}
    fresh, others = (answers(program, two)[""].split() for program in (HERE, SHARED))
    assert others == 3 * fresh


def test_a_fresh_process_multiplies_with_one_thread_of_every_library() -> None:
    *pools, before = answers(WATCHED, {"": CONDITIONS["two threads"]})[""].splitlines()
    assert before == "False", "the process was to be fresh"
    assert len(pools) == 2
    assert {number for told in pools for number in told.split()} == {"1"}


def test_threads_that_overlap_leave_the_number_as_it_was() -> None:
    def count() -> set[int]:
        return {p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"}

    with OneThread():
        pass
    before = count()
    first, second = OneThread(), OneThread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert count() == {1}
    second.__exit__(None, None, None)
    assert count() == before


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 20),
    columns=st.integers(0, 200),
    topics=st.integers(1, 60),
    seed=st.integers(0, 10_000),
    scale=st.floats(1e-6, 1e6),
)
def test_the_product_rounds_once(
    rows: int, columns: int, topics: int, seed: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    one = on_grid((rng.standard_normal((rows, topics)) * scale).astype(np.float32))
    other = on_grid(rng.standard_normal((columns, topics)).astype(np.float32)).T
    found = np.zeros((rows, columns), dtype=np.float32)
    add_product(found, one, other)
    # In another order, and with more digits than could ever be needed.
    turned = np.random.default_rng(seed).permutation(topics)
    exact = one[:, turned].astype(np.longdouble) @ other[turned].astype(np.longdouble)
    assert np.array_equal(found, exact.astype(np.float32))


def test_the_grid_is_as_fine_as_the_numbers() -> None:
    rows = np.random.default_rng(0).standard_normal((500, 29)).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    assert np.all(np.abs(on_grid(rows) - rows) <= lengths * 2.0**-24)
    assert np.array_equal(on_grid(np.zeros((2, 3), dtype=np.float32)), np.zeros((2, 3)))
