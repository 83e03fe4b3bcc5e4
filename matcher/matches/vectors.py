"""Bags of terms as unit vectors, with the rarity of terms learned from a collection."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer

Weights = NDArray[np.float32]
_GRAM_SIZES = (3, 4, 5)


class TermSpace:
    """TF-IDF with sublinear counts: a term said ten times is not ten times as important.

    :param shared: learn only terms that at least two texts have, for terms that are legion.
    """

    def __init__(self, bags: Sequence[Mapping[str, float]], *, shared: bool = False) -> None:
        self._columns = DictVectorizer(dtype=np.float32)
        counted = self._columns.fit_transform(map(_damped, bags))
        if shared:
            kept = np.flatnonzero(_texts_with(counted) > 1)
            self._columns.restrict(kept, indices=True)
            counted = counted[:, kept]
        self._rarity = _rarity(counted)

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; terms never seen in the collection are left out."""
        if not bags:
            return sp.csr_matrix(np.zeros((0, self.size), dtype=np.float32))
        return _weighted(self._columns.transform(map(_damped, bags)), self._rarity)

    @property
    def size(self) -> int:
        """The number of terms."""
        return len(self._columns.feature_names_)

    def name(self, column: int) -> str:
        """The term of one column."""
        return str(self._columns.feature_names_[column])


def _damped(bag: Mapping[str, float]) -> dict[str, float]:
    """Sublinear counts; weights under one (second choices of a translation) stay as they are."""
    return {word: 1.0 + math.log(count) if count >= 1 else count for word, count in bag.items()}


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
        self._grams = DictVectorizer(dtype=np.float32)
        words, counts = _by_word(bags)
        self._grams.fit([{}, *map(_grams, words)])
        self._rarity = _rarity(self._counted(words, counts))

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; words not in the collection count with the grams it knows."""
        if not bags:
            return sp.csr_matrix(np.zeros((0, len(self._grams.feature_names_)), dtype=np.float32))
        counted = self._counted(*_by_word(bags))
        counted.data = 1 + np.log(counted.data)
        return _weighted(counted, self._rarity)

    def _counted(self, words: Sequence[str], counts: sp.csr_matrix) -> sp.csr_matrix:
        """How often each text has each gram."""
        cut = self._grams.transform([*map(_grams, words), {}])[: len(words)]
        return sp.csr_matrix(counts @ cut)


def _by_word(bags: Sequence[Mapping[str, float]]) -> tuple[list[str], sp.csr_matrix]:
    """The different words of all bags, and how often each bag has them."""
    columns = DictVectorizer(dtype=np.float32)
    counts = columns.fit_transform(bags)
    return columns.feature_names_, counts


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
