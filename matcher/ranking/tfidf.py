"""Bags of terms as unit vectors, with the rarity of terms learned from a collection."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matcher.ranking.bags import Bags, Numbers, Places, Weights
from matcher.ranking.ngrams import Grams, row_sums

_GRAM_SIZES = (3, 4, 5)
"""Letters of an n-gram. Set by hand; ``match_quality.py`` measures others."""
_RARE = 1.6
"""Power of a gram's rarity, where that of a word has 1; measured on the sets of
``match_quality.py``."""


class TermSpace:
    """TF-IDF with sublinear counts: a term said ten times is not ten times as important.

    Learned from the bags of several collections, whose unit vectors are :attr:`rows`.

    :param names: the term of each number.
    """

    def __init__(self, parts: Sequence[Bags], names: Sequence[str]) -> None:
        self._names = tuple(names)
        counted = [part.matrix(len(names)) for part in parts]
        self._rarity = _rarity(counted)
        self.rows = [_weighted(_damped(one), self._rarity) for one in counted]

    def vectors(self, bags: Bags) -> sp.csr_matrix:
        """One unit row per bag; terms never seen in the collection are left out."""
        return _weighted(_damped(bags.matrix(len(self._names))), self._rarity)

    @property
    def size(self) -> int:
        """The number of terms."""
        return len(self._names)

    def name(self, column: int) -> str:
        """The term of one column."""
        return self._names[column]


class PairSpace:
    """The same for pairs of terms, which are legion: only those that two texts have."""

    def __init__(self, parts: Sequence[Bags]) -> None:
        keys, times = np.unique(np.concatenate([one.terms for one in parts]), return_counts=True)
        self._keys = keys[times > 1]
        shared = sum(_texts_with(self._counted(one)) for one in parts) > 1
        self._keys = self._keys[shared]
        counted = [self._counted(one) for one in parts]
        self._rarity = _rarity(counted)
        self.rows = [_weighted(_damped(one), self._rarity) for one in counted]

    def vectors(self, bags: Bags) -> sp.csr_matrix:
        """One unit row per bag."""
        return _weighted(_damped(self._counted(bags)), self._rarity)

    def _counted(self, bags: Bags) -> sp.csr_matrix:
        """The counts of the pairs that are known."""
        columns = np.searchsorted(self._keys, bags.terms)
        known = columns < len(self._keys)
        known[known] = self._keys[columns[known]] == bags.terms[known]
        return bags.renamed(columns, kept=known).matrix(len(self._keys))


class GramSpace:
    """Character n-grams inside words, reached through the words: each word is cut once.

    A text's vector is the sum of those of its words, a word that comes again counting less. The
    rarity of a gram counts more than once (:data:`_RARE`, measured), for most grams say little.

    :param names: the word of each number.
    """

    def __init__(self, parts: Sequence[Bags], names: Sequence[str]) -> None:
        self._columns = Numbers()
        counts = _cut(names, self._columns)
        counted = [_damped(part.matrix(len(names))) for part in parts]
        texts = sum(counted_one.shape[0] for counted_one in counted)
        having = np.zeros(counts.shape[1], dtype=np.int64)
        for one in counted:
            for _, rows in Grams(words=one, cut=counts).blocks():
                having += _texts_with(rows)
        self._rarity = (np.log((1 + texts) / (1 + having)) + 1).astype(np.float32) ** _RARE
        self._cut = _times(counts, self._rarity)
        self.rows = [Grams(words=one, cut=self._cut).unit() for one in counted]

    def vectors(self, bags: Bags, new: Sequence[str]) -> Grams:
        """One unit row per bag; a word not in the collection counts with the grams it knows.

        :param new: the words that are numbered after those of the collection.
        """
        size = self._cut.shape[0]
        words, at = np.unique(bags.terms, return_inverse=True)
        unknown = [new[number - size] for number in words[words >= size].tolist()]
        own = _times(_cut(unknown, self._columns, known=True), self._rarity)
        few = Bags(terms=at.astype(np.int64), weights=bags.weights, ends=bags.ends)
        return Grams(
            words=_damped(few.matrix(len(words))),
            cut=sp.csr_matrix(sp.vstack([self._cut[words[words < size]], own], format="csr")),
        ).unit()


def _damped(counted: sp.csr_matrix) -> sp.csr_matrix:
    """Sublinear counts; weights under one (second choices of a translation) stay as they are."""
    large = counted.data > 1
    counted.data[large] = 1 + np.log(counted.data[large])
    return counted


def _texts_with(counted: sp.csr_matrix) -> Places:
    """In how many rows each column stands."""
    return np.bincount(counted.indices, minlength=counted.shape[1])


def _rarity(counted: Sequence[sp.csr_matrix]) -> Weights:
    """Smooth inverse document frequency of each column, 1 for one that stands in every row."""
    texts = sum(one.shape[0] for one in counted)
    having = np.sum([_texts_with(one) for one in counted], axis=0)
    return np.asarray(np.log((1 + texts) / (1 + having)) + 1, dtype=np.float32)


def _times(counted: sp.csr_matrix, weights: Weights) -> sp.csr_matrix:
    """Columns times their weights; the pattern is shared with what was given."""
    return sp.csr_matrix(
        (counted.data * weights[counted.indices], counted.indices, counted.indptr),
        shape=counted.shape,
    )


def _weighted(counted: sp.csr_matrix, rarity: Weights) -> sp.csr_matrix:
    """Rows times rarity, brought to unit length; empty rows stay empty."""
    found = _times(counted, rarity)
    norms = np.sqrt(row_sums(found.data**2, found.indptr))
    found.data /= np.repeat(norms, np.diff(found.indptr)).astype(np.float32)
    return found


def _cut(words: Iterable[str], columns: Numbers, *, known: bool = False) -> sp.csr_matrix:
    """The grams of each word, a row per word.

    :param known: leave out grams that have no column.
    """
    indices, ends = array("i"), array("q", [0])
    for word in words:
        grams = _grams(word)
        if known:
            grams = [gram for gram in grams if gram in columns]
        indices.extend(map(columns.__getitem__, grams))
        ends.append(len(indices))
    counted = sp.csr_matrix(
        (np.ones(len(indices), dtype=np.float32), np.array(indices), np.array(ends)),
        shape=(len(ends) - 1, len(columns)),
    )
    counted.sum_duplicates()
    return counted


def _grams(word: str) -> list[str]:
    """The character n-grams of one word between its two edges; a short word is one itself."""
    edged = f" {word} "
    return [
        edged[start : start + size]
        for size in _GRAM_SIZES
        for start in range(max(len(edged) - size + 1, size == _GRAM_SIZES[0]))
    ]


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
"""Added to each probability before its logarithm, so that hardly and not at all are alike. Set by
hand; ``match_quality.py`` measures others."""
_FLAT = 1e-6
"""Length under which a vector has no direction: a guard against dividing by nothing."""
