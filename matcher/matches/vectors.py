"""Bags of terms as unit vectors, with the rarity of terms learned from a collection."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Weights = NDArray[np.float32]
_GRAM_SIZES = (3, 4, 5)


class TermSpace:
    """TF-IDF with sublinear counts: a term said ten times is not ten times as important.

    :param shared: learn only terms that at least two texts have, for terms that are legion.
    """

    def __init__(self, bags: Sequence[Mapping[str, float]], *, shared: bool = False) -> None:
        found = _vocabulary(bags)
        if shared:
            often = _texts_with(_counted(bags, found)) > 1
            found = {term: at for term, at in found.items() if often[at]}
        self._terms = sorted(found)
        self._columns = {term: at for at, term in enumerate(self._terms)}
        self._rarity = _rarity(_counted(bags, self._columns))

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; terms never seen in the collection are left out."""
        counted = _counted(bags, self._columns)
        small = counted.data < 1
        counted.data = np.where(small, counted.data, 1 + np.log(np.maximum(counted.data, 1)))
        return _weighted(counted, self._rarity)

    @property
    def size(self) -> int:
        """The number of terms."""
        return len(self._terms)

    def name(self, column: int) -> str:
        """The term of one column."""
        return self._terms[column]


def _vocabulary(bags: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """A column for every term."""
    columns: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            columns.setdefault(term, len(columns))
    return columns


def _counted(bags: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> sp.csr_matrix:
    """One row per bag with the weights of the terms that have a column."""
    indices, values, ends = array("i"), array("f"), array("q", [0])
    for bag in bags:
        for term, weight in bag.items():
            if (column := columns.get(term)) is not None:
                indices.append(column)
                values.append(weight)
        ends.append(len(indices))
    matrix = sp.csr_matrix(
        (
            np.frombuffer(values, dtype=np.float32) if values else np.zeros(0, np.float32),
            np.frombuffer(indices, dtype=np.int32) if indices else np.zeros(0, np.int32),
            np.asarray(ends, dtype=np.int64),
        ),
        shape=(len(bags), len(columns)),
    )
    matrix.sort_indices()
    return matrix


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
    """Character n-grams inside words, counted through the words: each word is cut once."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        words = _vocabulary(bags)
        self._columns = _vocabulary(map(_grams, words))
        self._rarity = _rarity(self._cut(bags, words))

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; words not in the collection count with the grams it knows."""
        counted = self._cut(bags, _vocabulary(bags))
        counted.data = 1 + np.log(counted.data)
        return _weighted(counted, self._rarity)

    def _cut(self, bags: Sequence[Mapping[str, float]], words: Mapping[str, int]) -> sp.csr_matrix:
        """How often each text has each gram."""
        grams = _counted([_grams(word) for word in words], self._columns)
        return sp.csr_matrix(_counted(bags, words) @ grams)


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
