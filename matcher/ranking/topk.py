"""Exact top-k pairing by blocks, by this machine or a cluster.

The product of two sparse matrices is taken sixteen rows at a time against a transpose that is
built once; the maxima of 64 columns each tell which columns can hold one of the best k, so
that only those are sorted. Measured three times faster than ``linear_kernel`` by blocks, in
60 MB. Equal scores are ordered by position, and nothing depends on the processor or its threads,
so that every run gives the same answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.arithmetic import OneThread, add_product, on_grid
from matcher.ranking.workers import Progress, Workers, silent

Floats = NDArray[np.float32]
Positions = NDArray[np.int64]
_ROWS = 16
"""Queries of a block, whose scores stay in the processor's cache. As in the fastest method known,
which ``bench_match.py`` compares with."""
_COLUMNS = 64
"""Columns that share a maximum. From the same method."""
_ROWS_PER_TASK = 256
"""Queries handed to a worker at a time: small enough to share out, large enough to send."""
_MOST_SORTED = 4096
"""Scores sorted at most: where more are as good as the last, they are equal and the first stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One side of a product: ``terms`` (n, d) sparse, ``topics`` (n, t) dense, ``bias`` (n,)."""

    terms: sp.csr_matrix
    topics: Floats
    bias: Floats

    @classmethod
    def of_terms(cls, terms: sp.csr_matrix) -> "Factor":
        """A side that has only terms."""
        rows = terms.shape[0]
        return cls(
            terms=terms,
            topics=np.zeros((rows, 0), dtype=np.float32),
            bias=np.zeros(rows, dtype=np.float32),
        )

    def rows(self, start: int, stop: int) -> "Factor":
        """A slice of the side."""
        return self.only(slice(start, stop))

    def only(self, chosen: slice | Positions) -> "Factor":
        """The rows ``chosen``."""
        return Factor(terms=self.terms[chosen], topics=self.topics[chosen], bias=self.bias[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverted:
    """The side searched in, turned once so that a query only touches the terms it has."""

    terms: sp.csr_matrix
    topics: Floats
    bias: Floats
    biased: bool

    @classmethod
    def of(cls, targets: Factor) -> "Inverted":
        """Turn ``targets``: terms (d, n), topics (t, n)."""
        return cls(
            terms=sp.csr_matrix(targets.terms.T.tocsr()),
            topics=np.ascontiguousarray(on_grid(targets.topics).T),
            bias=targets.bias,
            biased=bool(targets.bias.any()),
        )

    def scores(self, queries: Factor, *, out: Floats | None = None) -> Floats:
        """Scores of every target for each query, shape ``(queries, n)``.

        :param out: where to write them; new memory for every block costs as much as a tenth.
        """
        # scikit-learn takes two seconds to import, and most commands never multiply.
        from sklearn.utils.sparsefuncs import sparse_matmul_to_dense  # noqa: PLC0415

        found: Floats = sparse_matmul_to_dense(queries.terms, self.terms, out=out)
        if self.topics.shape[0]:
            add_product(found, on_grid(queries.topics), self.topics)
        if self.biased:
            found += self.bias
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best targets of each query: ``positions`` and ``scores``, both ``(queries, k)``."""

    positions: Positions
    scores: Floats

    def rows(self, start: int, stop: int) -> "Best":
        """A slice of the queries."""
        return Best(positions=self.positions[start:stop], scores=self.scores[start:stop])


def top_k(
    queries: Factor, targets: Inverted, *, k: int, workers: Workers, progress: Progress = silent
) -> Best:
    """The ``k`` best targets of every query, best first; all of them where there are fewer."""
    count = queries.terms.shape[0]
    k = min(k, targets.terms.shape[1])
    if count == 0 or k == 0:
        return Best(
            positions=np.zeros((count, k), dtype=np.int64),
            scores=np.zeros((count, k), dtype=np.float32),
        )
    tasks = [
        queries.rows(start, start + _ROWS_PER_TASK) for start in range(0, count, _ROWS_PER_TASK)
    ]
    done = workers.map(partial(best_of_rows, k=k), tasks, shared=targets, progress=progress)
    return Best(
        positions=np.vstack([best.positions for best in done]),
        scores=np.vstack([best.scores for best in done]),
    )


def best_of_rows(queries: Factor, targets: Inverted, *, k: int) -> Best:
    """The best ``k`` of each query in one task, a few rows at a time."""
    positions, scores = [], []
    memory = np.empty((_ROWS, targets.terms.shape[1]), dtype=np.float32)
    with OneThread():
        for start in range(0, queries.terms.shape[0], _ROWS):
            rows = queries.rows(start, start + _ROWS)
            block = targets.scores(rows, out=memory[: len(rows.bias)])
            for row, least in zip(block, _least_of_best(block, k), strict=True):
                chosen = _best_of_row(row, least=least, k=k)
                positions.append(chosen)
                scores.append(row[chosen])
    return Best(positions=np.vstack(positions), scores=np.vstack(scores))


def _least_of_best(block: Floats, k: int) -> Floats:
    """For each row a score that at least ``k`` columns reach: the k-th best block maximum."""
    rows, columns = block.shape
    whole = columns // _COLUMNS
    if whole < k:
        return np.asarray(np.partition(block, columns - k, axis=1)[:, columns - k])
    # Columns a whole apart share a maximum: rows are compared, which processors are made for.
    maxima = block[:, : whole * _COLUMNS].reshape(rows, _COLUMNS, whole).max(axis=1)
    return np.asarray(np.partition(maxima, whole - k, axis=1)[:, whole - k])


def _best_of_row(row: Floats, *, least: np.float32, k: int) -> Positions:
    """Positions of the best ``k``, by falling score, then by position."""
    reached = np.flatnonzero(row >= least)
    if len(reached) > _MOST_SORTED:
        above = np.flatnonzero(row > least)
        reached = np.union1d(above, np.flatnonzero(row == least)[:k])
    order = np.argsort(-row[reached], kind="stable")
    return reached[order[:k]]


def best_rows(
    found: Best, parts: Floats, *, order: Positions, top: int, least: Floats | None = None
) -> Iterator[list[tuple[int, float, tuple[float, float]]]]:
    """The best ``top`` of each row as ``(position, score, parts)``; equal ones by ``order``.

    :param least: the score each row asks for; only what is given is made into objects.
    """
    best = np.lexsort((order[found.positions], -found.scores), axis=-1)[:, :top]
    chosen: Positions = np.take_along_axis(found.positions, best, axis=1)
    standing: Floats = np.take_along_axis(found.scores, best, axis=1)
    added = np.take_along_axis(parts, best[:, :, None], axis=1)
    ends = np.full(len(best), best.shape[1])
    if least is not None:
        ends = (standing >= least[:, None]).sum(axis=1)
    for row, own, part, end in zip(chosen, standing, added, ends.tolist(), strict=True):
        told = part[:end].tolist() if end else ()
        yield list(zip(row[:end].tolist(), own[:end].tolist(), map(tuple, told), strict=True))
