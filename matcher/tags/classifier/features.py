"""From texts to numbers: words, phrases, characters and concepts.

A text is a weighted set of terms (words; pairs of words). Each word owns a fixed vector of its
character n-grams, so that a linear model over words *and* characters folds into one row of
coefficients per word: at run time a text costs one dictionary look-up per word and one sparse
product, whatever the n-grams (words not seen in training get their row from their n-grams).
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.tags.classifier.lexicon import PHRASE_WEIGHT, Lexicon
from matcher.tags.classifier.tokens import is_foreign, split

Floats = NDArray[np.float32]

SHORTEST: Final = 3
LONGEST: Final = 5
"""Letters of an n-gram, shortest and longest. Set by hand; others ask for a new model, measured
with ``ods_quality.py``."""
REMEMBERED: Final = 500_000
"""Words whose concepts are kept in memory: a bound, not a tuned number."""


def ngrams(word: str) -> list[str]:
    """Character n-grams of 3 to 5 of one word, its ends marked."""
    marked = f"<{word}>"
    return [
        marked[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(marked) - size + 1)
    ]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What a model knows: words, pairs ("agua potable") and n-grams, each with its idf."""

    words: tuple[str, ...]
    word_idf: Floats
    pairs: tuple[str, ...]
    pair_idf: Floats
    grams: tuple[str, ...]
    gram_idf: Floats
    unseen_idf: float

    @cached_property
    def word_index(self) -> dict[str, int]:
        """Word → row."""
        return {word: row for row, word in enumerate(self.words)}

    @cached_property
    def pair_index(self) -> dict[str, int]:
        """Pair of words joined by a space → row."""
        return {pair: row for row, pair in enumerate(self.pairs)}

    @cached_property
    def gram_index(self) -> dict[str, int]:
        """Character n-gram → row."""
        return {gram: row for row, gram in enumerate(self.grams)}

    @cached_property
    def shares(self) -> sparse.csr_array:
        """:meth:`gram_weights` of the known words."""
        return self.gram_weights(self.words)

    def gram_weights(self, words: Iterable[str]) -> sparse.csr_array:
        """Each word as a unit vector over the n-grams (words × n-grams)."""
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for word in words:
            found = Counter(g for g in ngrams(word) if g in self.gram_index)
            columns.extend(self.gram_index[gram] for gram in found)
            counts.extend(found.values())
            ends.append(len(columns))
        data = np.asarray(counts, dtype=np.float32) * self.gram_idf[columns]
        shape = (len(ends) - 1, len(self.grams))
        return unit_rows(_matrix(data, columns, ends, shape))


def learn_vocabulary(
    texts: Sequence[str], *, least_words: int = 2, least_pairs: int = 3, least_grams: int = 2
) -> Vocabulary:
    """The words, pairs and n-grams found in at least so many of ``texts`` (n-grams: words)."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        tokens = split(text)
        words.update(set(tokens))
        pairs.update({f"{a} {b}" for a, b in pairwise(tokens)})
    kept_words = {w: n for w, n in words.items() if n >= least_words}
    kept_pairs = {p: n for p, n in pairs.items() if n >= least_pairs}
    grams = Counter(gram for word in kept_words for gram in set(ngrams(word)))
    kept_grams = {g: n for g, n in grams.items() if n >= least_grams}
    return Vocabulary(
        words=tuple(kept_words),
        word_idf=_idf(kept_words, len(texts)),
        pairs=tuple(kept_pairs),
        pair_idf=_idf(kept_pairs, len(texts)),
        grams=tuple(kept_grams),
        gram_idf=_idf(kept_grams, len(kept_words)),
        unseen_idf=math.log((1 + len(texts)) / 2) + 1,
    )


def _idf(counts: dict[str, int], total: int) -> Floats:
    found = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    idf: Floats = (np.log((1 + total) / (1 + found)) + 1).astype(np.float32)
    return idf


def unit_rows(matrix: sparse.csr_array, *, plus: float = 0.0) -> sparse.csr_array:
    """The rows divided by the square root of (their squared length + ``plus``)."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel() + plus
    factors = 1 / np.sqrt(np.where(squares > 0, squares, 1))
    scaled = matrix.copy()
    scaled.data = scaled.data * np.repeat(factors, np.diff(matrix.indptr)).astype(np.float32)
    return scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Texts as three sparse blocks, one row per text.

    ``words`` (texts × known words, then ``unseen`` ones), ``pairs`` and ``concepts``;
    ``lengths`` counts the words of each text, ``foreign`` says which are neither Spanish nor
    English.
    """

    words: sparse.csr_array
    unseen: tuple[str, ...]
    pairs: sparse.csr_array
    concepts: sparse.csr_array
    lengths: NDArray[np.int64]
    foreign: NDArray[np.bool_]


class Encoder:
    """Turns texts into :class:`Encoded` with one vocabulary and one lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self._concepts: dict[str, tuple[int, ...]] = {}

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode ``texts``; a text without words gets empty rows."""
        tokens = [split(text) for text in texts]
        index = self.vocabulary.word_index
        unseen: dict[str, int] = {}
        words = _Rows()
        pairs = _Rows()
        concepts = _Rows()
        pair_index = self.vocabulary.pair_index
        for text in tokens:
            words.add(
                [
                    index[w] if w in index else unseen.setdefault(w, len(index) + len(unseen))
                    for w in text
                ]
            )
            joined = [f"{a} {b}" for a, b in pairwise(text)]
            pairs.add([pair_index[p] for p in joined if p in pair_index])
            concepts.add(*self._concepts_of(text))
        word_idf = np.concatenate(
            [self.vocabulary.word_idf, np.full(len(unseen), self.vocabulary.unseen_idf)]
        )
        return Encoded(
            **_weighted(
                words.counts(len(word_idf)),
                word_idf,
                pairs.counts(len(pair_index)),
                self.vocabulary.pair_idf,
            ),
            unseen=tuple(unseen),
            concepts=unit_rows(_sublinear(concepts.counts(len(self.lexicon))), plus=1.0),
            lengths=np.array([len(text) for text in tokens], dtype=np.int64),
            foreign=np.array([is_foreign(text) for text in tokens], dtype=bool),
        )

    def concepts_of_word(self, word: str) -> tuple[int, ...]:
        """The concepts of one folded word, remembered."""
        cache = self._concepts
        if word not in cache:
            if len(cache) >= REMEMBERED:
                cache.clear()
            cache[word] = self.lexicon.of_word(word)
        return cache[word]

    def _concepts_of(self, tokens: list[str]) -> tuple[list[int], list[float]]:
        """Concepts met, with weights: those of words, then the heavier ones of phrases."""
        found: list[int] = []
        cache = self._concepts
        for word in tokens:
            found.extend(cache[word] if word in cache else self.concepts_of_word(word))
        weights = [1.0] * len(found)
        for _, _, concepts in self.lexicon.phrases_in(tokens):
            found.extend(concepts)
            weights.extend([PHRASE_WEIGHT] * len(concepts))
        return found, weights


class _Rows:
    """Gathers column numbers row by row into one sparse matrix of counts."""

    def __init__(self) -> None:
        self._columns: list[int] = []
        self._weights: list[float] = []
        self._ends = [0]

    def add(self, columns: list[int], weights: list[float] | None = None) -> None:
        self._columns.extend(columns)
        if weights is not None:
            self._weights.extend(weights)
        self._ends.append(len(self._columns))

    def counts(self, width: int) -> sparse.csr_array:
        data = np.asarray(self._weights or np.ones(len(self._columns)), dtype=np.float32)
        shape = (len(self._ends) - 1, width)
        matrix = _matrix(data, self._columns, self._ends, shape)
        matrix.sum_duplicates()
        return matrix


def _matrix(
    data: Floats, columns: list[int], ends: list[int], shape: tuple[int, int]
) -> sparse.csr_array:
    """A sparse matrix with 32-bit places, which is what liblinear takes."""
    places = (np.asarray(columns, dtype=np.int32), np.asarray(ends, dtype=np.int32))
    return sparse.csr_array((data, *places), shape=shape)


def _sublinear(counts: sparse.csr_array) -> sparse.csr_array:
    counts.data = (1 + np.log(np.maximum(counts.data, 1))).astype(np.float32)
    return counts


def _weighted(
    words: sparse.csr_array, word_idf: Floats, pairs: sparse.csr_array, pair_idf: Floats
) -> dict[str, sparse.csr_array]:
    """Sublinear tf-idf; words have unit rows, pairs the length they have beside the words."""
    words, pairs = _sublinear(words), _sublinear(pairs)
    words.data = words.data * word_idf[words.indices].astype(np.float32)
    pairs.data = pairs.data * pair_idf[pairs.indices]
    squares = np.asarray(words.multiply(words).sum(axis=1)).ravel()
    squares += np.asarray(pairs.multiply(pairs).sum(axis=1)).ravel()
    factors = 1 / np.sqrt(np.where(squares > 0, squares, 1))
    pairs.data = pairs.data * np.repeat(factors, np.diff(pairs.indptr)).astype(np.float32)
    return {"words": unit_rows(words), "pairs": pairs}
