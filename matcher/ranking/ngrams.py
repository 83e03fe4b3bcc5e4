"""Vectors of character n-grams, kept as words: a word is cut once, however many texts have it.

Written out, the grams of a hundred thousand short texts take more than half a gigabyte; their words
take a tenth of it. A product with the few texts asked for is taken through the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.bags import Places
from matcher.ranking.workers import Progress, Workers, silent

Floats = NDArray[np.float32]
_ROWS = 1024
_ROWS_PER_TASK = 256
_ROWS_AT_ONCE = 16
"""Rows unfolded, shared out and multiplied at a time: for speed and memory, they change no
score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """Texts as words ``(n, w)`` and words as grams, ``cut`` ``(w, g)``; their product is meant."""

    words: sp.csr_matrix
    cut: sp.csr_matrix

    def only(self, chosen: slice | Places) -> "Grams":
        """The rows ``chosen``."""
        return Grams(words=self.words[chosen], cut=self.cut)

    def times(self, factors: float | NDArray[np.floating]) -> "Grams":
        """Every row times its factor."""
        rows = np.diff(self.words.indptr)
        each = factors if isinstance(factors, float) else np.repeat(factors, rows)
        data = (self.words.data * each).astype(np.float32)
        words = sp.csr_matrix((data, self.words.indices, self.words.indptr), shape=self.words.shape)
        return Grams(words=words, cut=self.cut)

    def unit(self) -> "Grams":
        """Every row brought to length one; empty rows stay empty."""
        squares = np.zeros(self.words.shape[0])
        for at, rows in self.blocks():
            squares[at] = row_sums(rows.data**2, rows.indptr)
        lengths = np.sqrt(squares)
        return self.times(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0))

    def rows(self) -> sp.csr_matrix:
        """The grams themselves, ``(n, g)``."""
        return sp.csr_matrix(self.words @ self.cut)

    def blocks(self) -> Iterator[tuple[slice, sp.csr_matrix]]:
        """The grams of some rows at a time, and which rows they are."""
        for start in range(0, self.words.shape[0], _ROWS):
            at = slice(start, min(start + _ROWS, self.words.shape[0]))
            yield at, self.only(at).rows()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Rows of the queries from ``start`` on, and the rows of the targets wanted for each."""

    start: int
    positions: Places


class _Sides(NamedTuple):
    """What is multiplied; ``few`` are the words of all targets, where those are few."""

    queries: Grams
    targets: Grams
    few: Places | None


def gram_products(
    queries: Grams,
    targets: Grams,
    positions: Places,
    *,
    workers: Workers,
    progress: Progress = silent,
) -> Floats:
    """Products of each row of ``queries`` with its own rows of ``targets``.

    :param positions: ``(queries, k)``; the answer has the same shape.
    """
    shared = _Sides(queries, targets, few_words(targets, asked=positions.shape[1]))
    tasks = [
        _Asked(start=start, positions=positions[start : start + _ROWS_PER_TASK])
        for start in range(0, len(positions), _ROWS_PER_TASK)
    ]
    done = workers.map(_products, tasks, shared=shared, progress=progress)
    return np.vstack(done) if done else np.zeros(positions.shape, dtype=np.float32)


def few_words(targets: Grams, *, asked: int) -> Places | None:
    """The words of ``targets``, if they are fewer than those of ``asked`` of them one by one.

    Then a query is multiplied with each word once, however many of its targets have it.
    """
    words: Places = np.unique(targets.words.indices).astype(np.int64)
    one_by_one = asked * targets.words.nnz
    return words if len(words) * targets.words.shape[0] < one_by_one else None


def _products(asked: _Asked, sides: _Sides) -> Floats:
    """The products of one task."""
    queries, targets, few = sides
    rows = queries.only(slice(asked.start, asked.start + len(asked.positions))).rows()
    found = np.empty(asked.positions.shape, dtype=np.float32)
    dense = np.zeros(rows.shape[1], dtype=np.float32)
    worth = np.zeros(targets.cut.shape[0], dtype=np.float32)
    cut = targets.cut if few is None else targets.cut[few]
    for start in range(0, len(found), _ROWS_AT_ONCE):
        positions = asked.positions[start : start + _ROWS_AT_ONCE]
        words = targets.words[positions.ravel()]
        ends = words.indptr[:: positions.shape[1]]
        for row, (first, last) in enumerate(pairwise(ends.tolist()), start=start):
            part, own = slice(rows.indptr[row], rows.indptr[row + 1]), words.indices[first:last]
            dense[rows.indices[part]] = rows.data[part]
            if few is None:
                words.data[first:last] *= cut[own] @ dense
            else:
                worth[few] = cut @ dense
                words.data[first:last] *= worth[own]
            dense[rows.indices[part]] = 0.0
        sums = row_sums(words.data, words.indptr)
        found[start : start + len(positions)] = sums.reshape(positions.shape)
    return found


def row_sums(values: Floats, ends: NDArray[np.integer]) -> NDArray[np.float64]:
    """The sum of the values of each row, whose ends are as in a CSR matrix."""
    rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    sums = np.bincount(rows, weights=values, minlength=len(ends) - 1)
    return sums.astype(np.float64, copy=False)
