"""Bags of terms as unit vectors, with the rarity of terms learned from a collection."""

from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Weights = NDArray[np.float32]
_GRAM_SIZES = (3, 4, 5)


class Table:
    """Bags counted into one sparse matrix while they are read, so that none need be kept.

    :param columns: the columns there are; without them every new term gets one.
    """

    def __init__(self, columns: Mapping[str, int] | None = None) -> None:
        self._new: dict[str, int] = {}
        self._known = columns
        self._indices, self._values, self._ends = array("i"), array("f"), array("q", [0])

    def add(self, bag: Mapping[str, float]) -> None:
        """Count one bag as the next row; terms that have no column are left out."""
        for term, weight in bag.items():
            column = (
                self._new.setdefault(term, len(self._new))
                if self._known is None
                else self._known.get(term)
            )
            if column is not None:
                self._indices.append(column)
                self._values.append(weight)
        self._ends.append(len(self._indices))

    @property
    def columns(self) -> Mapping[str, int]:
        """The column of each term."""
        return self._new if self._known is None else self._known

    def matrix(self) -> sp.csr_matrix:
        """The counts, a row per bag."""
        counted = sp.csr_matrix(
            (
                np.array(self._values, dtype=np.float32),
                np.array(self._indices, dtype=np.int32),
                np.array(self._ends, dtype=np.int64),
            ),
            shape=(len(self._ends) - 1, len(self.columns)),
        )
        counted.sort_indices()
        return counted


def table_of(
    bags: Iterable[Mapping[str, float]], columns: Mapping[str, int] | None = None
) -> Table:
    """A table of all ``bags``."""
    table = Table(columns)
    for bag in bags:
        table.add(bag)
    return table


class TermSpace:
    """TF-IDF with sublinear counts: a term said ten times is not ten times as important.

    Learned from the bags of ``table``, whose unit vectors are :attr:`rows`.

    :param shared: learn only terms that at least two texts have, for terms that are legion.
    """

    def __init__(self, table: Table, *, shared: bool = False) -> None:
        counted = table.matrix()
        terms = np.array(list(table.columns), dtype=object)
        order = np.argsort(terms)
        if shared:
            order = order[_texts_with(counted)[order] > 1]
        counted = sp.csr_matrix(counted[:, order])
        self._terms = terms[order].tolist()
        self._columns = {term: at for at, term in enumerate(self._terms)}
        self._rarity = _rarity(counted)
        self.rows = _weighted(_damped(counted), self._rarity)

    def weigh(self, table: Table) -> sp.csr_matrix:
        """Unit rows of another table that has the columns of the one learned from."""
        order = [table.columns[term] for term in self._terms]
        return _weighted(_damped(sp.csr_matrix(table.matrix()[:, order])), self._rarity)

    def vectors(self, bags: Iterable[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; terms never seen in the collection are left out."""
        return _weighted(_damped(table_of(bags, self._columns).matrix()), self._rarity)

    @property
    def size(self) -> int:
        """The number of terms."""
        return len(self._terms)

    def name(self, column: int) -> str:
        """The term of one column."""
        return str(self._terms[column])


def _damped(counted: sp.csr_matrix) -> sp.csr_matrix:
    """Sublinear counts; weights under one (second choices of a translation) stay as they are."""
    small = counted.data < 1
    counted.data = np.where(small, counted.data, 1 + np.log(np.maximum(counted.data, 1)))
    return counted


def _texts_with(counted: sp.csr_matrix) -> NDArray[np.int64]:
    """In how many rows each column stands."""
    return np.bincount(counted.indices, minlength=counted.shape[1])


def _rarity(counted: sp.csr_matrix) -> Weights:
    """Smooth inverse document frequency of each column, 1 for one that stands in every row."""
    rarity = np.log((1 + counted.shape[0]) / (1 + _texts_with(counted))) + 1
    return np.asarray(rarity, dtype=np.float32)


def _weighted(counted: sp.csr_matrix, rarity: Weights) -> sp.csr_matrix:
    """Rows times rarity, brought to unit length; empty rows stay empty."""
    values = counted.data * rarity[counted.indices]
    rows = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    norms = np.sqrt(np.bincount(rows, weights=values**2, minlength=counted.shape[0]))
    return sp.csr_matrix(
        ((values / norms[rows]).astype(np.float32), counted.indices, counted.indptr),
        shape=counted.shape,
    )


class GramSpace:
    """Character n-grams inside words, counted through the words: each word is cut once.

    Learned from the words of ``table``, whose unit vectors are :attr:`rows`.
    """

    def __init__(self, table: Table) -> None:
        cut = table_of(map(_grams, table.columns))
        self._columns = cut.columns
        counted = sp.csr_matrix(table.matrix() @ cut.matrix())
        self._rarity = _rarity(counted)
        self.rows = _weighted(_logarithmic(counted), self._rarity)

    def vectors(self, bags: Iterable[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; words not in the collection count with the grams it knows."""
        words = table_of(bags)
        cut = table_of(map(_grams, words.columns), self._columns)
        counted = sp.csr_matrix(words.matrix() @ cut.matrix())
        return _weighted(_logarithmic(counted), self._rarity)


def _logarithmic(counted: sp.csr_matrix) -> sp.csr_matrix:
    """Sublinear counts of what is counted in whole numbers."""
    counted.data = 1 + np.log(np.maximum(counted.data, 1))
    return counted


@lru_cache(maxsize=100_000)
def _grams(word: str) -> dict[str, float]:
    """The character n-grams of one word between its two edges."""
    edged, counts = f" {word} ", dict[str, float]()
    for size in _GRAM_SIZES:
        for start in range(max(len(edged) - size + 1, 1)):
            gram = edged[start : start + size]
            counts[gram] = counts.get(gram, 0.0) + 1.0
            if size > len(edged):
                break
    return counts


def topic_vectors(probabilities: NDArray[np.float64]) -> Weights:
    """Unit vectors of the centred log-odds of class probabilities, shape ``(n, classes)``.

    Two texts are near where they stand out in the same classes, however sure the classifier
    is; measured better than the cosine of the probabilities themselves.
    """
    logs = np.log(probabilities + _FLOOR)
    centred = logs - logs.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(norms, _FLAT), dtype=np.float32)


_FLOOR = 0.01
_FLAT = 1e-6
