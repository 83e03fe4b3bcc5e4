"""The engine gives the exact best k, whatever the block sizes, ties by position."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.ranking.topk import Factor, Inverted, top_k
from matcher.ranking.workers import Threads


def factor(rows: int, columns: int, *, seed: int, topics: int = 0, steps: int = 0) -> Factor:
    """Random vectors; with ``steps`` the values are few, so that scores tie."""
    rng = np.random.default_rng(seed)
    dense = rng.random((rows, columns)) * (rng.random((rows, columns)) < 0.2)
    if steps:
        dense = np.ceil(dense * steps)
    return Factor(
        terms=sp.csr_matrix(dense, dtype=np.float32),
        topics=rng.random((rows, topics)).astype(np.float32),
        bias=np.zeros(rows, dtype=np.float32),
    )


def plain(queries: Factor, targets: Factor, k: int) -> NDArray[np.int64]:
    scores = (queries.terms @ targets.terms.T).toarray() + queries.topics @ targets.topics.T
    return np.argsort(-(scores + targets.bias), axis=1, kind="stable")[:, :k]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 40),
    targets=st.integers(1, 900),
    k=st.integers(1, 30),
    seed=st.integers(0, 10_000),
)
def test_ties_and_all_sizes_agree_with_sorting_everything(
    rows: int, targets: int, k: int, seed: int
) -> None:
    queries = factor(rows, 30, seed=seed, steps=2)
    others = factor(targets, 30, seed=seed + 1, steps=2)
    best = top_k(queries, Inverted.of(others), k=k, workers=Threads(2))
    assert np.array_equal(best.positions, plain(queries, others, k))


def test_topics_and_bias_count() -> None:
    queries, others = factor(5, 20, seed=1, topics=3), factor(300, 20, seed=2, topics=3)
    biased = Factor(
        terms=others.terms,
        topics=others.topics,
        bias=np.linspace(0, 2, 300, dtype=np.float32),
    )
    best = top_k(queries, Inverted.of(biased), k=4, workers=Threads(1))
    assert np.array_equal(best.positions, plain(queries, biased, 4))
    assert not np.array_equal(best.positions, plain(queries, others, 4))


@pytest.mark.parametrize("rows", [0, 3])
def test_empty_sides_give_empty_answers(rows: int) -> None:
    best = top_k(
        factor(rows, 5, seed=0), Inverted.of(factor(0, 5, seed=0)), k=3, workers=Threads(1)
    )
    assert best.positions.shape == (rows, 0)


def test_one_thread_and_two_give_the_same_bits() -> None:
    queries, others = factor(700, 50, seed=3, topics=17), factor(2000, 50, seed=4, topics=17)
    one = top_k(queries, Inverted.of(others), k=10, workers=Threads(1))
    two = top_k(queries, Inverted.of(others), k=10, workers=Threads(2))
    assert one.positions.tobytes() == two.positions.tobytes()
    assert one.scores.tobytes() == two.scores.tobytes()


def test_progress_reaches_the_end() -> None:
    told: list[tuple[int, int]] = []
    top_k(
        factor(600, 10, seed=5),
        Inverted.of(factor(50, 10, seed=6)),
        k=3,
        workers=Threads(2),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (3, 3)
