"""Bags of terms as unit vectors, with the rarity of terms learned from a collection."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer

Weights = NDArray[np.float32]
_GRAM_SIZES = (3, 4, 5)


class TermSpace:
    """TF-IDF with sublinear counts: a term said ten times is not ten times as important."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        self._columns = DictVectorizer(dtype=np.float32)
        self._rarity = TfidfTransformer()
        self._rarity.fit(self._columns.fit_transform(map(_damped, bags)))

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; terms never seen in the collection are left out."""
        counted = self._columns.transform(map(_damped, bags))
        return sp.csr_matrix(self._rarity.transform(counted), dtype=np.float32)

    @property
    def size(self) -> int:
        """The number of terms."""
        return len(self._columns.feature_names_)

    def name(self, column: int) -> str:
        """The term of one column."""
        return str(self._columns.feature_names_[column])

    def rarity(self, term: str) -> float:
        """How rare a term is (inverse document frequency, 1 for one that stands everywhere)."""
        column = self._columns.vocabulary_.get(term)
        return float(self._rarity.idf_[column]) if column is not None else 0.0


def _damped(bag: Mapping[str, float]) -> dict[str, float]:
    """Sublinear counts; weights under one (second choices of a translation) stay as they are."""
    return {word: 1.0 + math.log(count) if count >= 1 else count for word, count in bag.items()}


class GramSpace:
    """Character n-grams inside words, counted through the words: each word is cut once."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        self._grams = DictVectorizer(dtype=np.float32)
        words, counts = _by_word(bags)
        cut = self._grams.fit_transform(map(_grams, words))
        self._rarity = TfidfTransformer(sublinear_tf=True)
        self._rarity.fit(counts @ cut)

    def vectors(self, bags: Sequence[Mapping[str, float]]) -> sp.csr_matrix:
        """One unit row per bag; words not in the collection count with the grams it knows."""
        words, counts = _by_word(bags)
        cut = self._grams.transform(map(_grams, words))
        return sp.csr_matrix(self._rarity.transform(counts @ cut), dtype=np.float32)


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
