"""What each word, pair and phrase of one text adds to each ODS and to each line."""

from collections import Counter
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.tags.classifier.evidence import Spans
from matcher.tags.classifier.features import Encoded, Encoder, Floats
from matcher.tags.classifier.lines import LineScorer
from matcher.tags.classifier.scoring import mix_of, unseen_rows
from matcher.tags.classifier.weights import ODS, ModelWeights

_NOTHING: Final = np.zeros((0, ODS), dtype=np.float32)


class OdsReader:
    """Takes the scores of a batch of encoded texts apart again.

    The heads are linear, so the parts add up to the score; the mean over the ODS is taken off,
    since only differences between ODS decide.
    """

    def __init__(self, weights: ModelWeights, encoder: Encoder, encoded: Encoded) -> None:
        self._weights = weights
        self._encoder = encoder
        self._encoded = encoded
        self._mixes = mix_of(encoded, weights.calibration)
        self._fresh = unseen_rows(weights, encoded.unseen)

    def spans(self, row: int, words: list[str]) -> Spans:
        """The words and phrases of one text and what each adds to each of the 17 ODS."""
        columns, loads = _row(self._encoded.concepts, row)
        of_concept = _mixed(self._weights.concepts[columns], self._mixes[row]) * loads[:, None]
        singles = [self._encoder.concepts_of_word(word) for word in words]
        phrases = self._encoder.lexicon.phrases_in(words)
        tally = Counter(c for found in singles for c in found)
        tally.update(c for _, _, found in phrases for c in found)
        share = {
            concept: part / tally[concept]
            for concept, part in zip(columns.tolist(), of_concept, strict=True)
        }
        of_word = self._of_words(row)
        parts = np.stack([of_word[word] for word in words]) if words else _NOTHING
        for place, found in enumerate(singles):
            for concept in found:
                parts[place] += share[concept]
        spans = [(place, 1, parts[place]) for place in range(len(words))]
        spans += self._of_pairs(row, words, parts)
        for place, length, found in phrases:
            whole = parts[place : place + length].sum(axis=0)
            spans.append((place, length, whole + sum(share[concept] for concept in found)))
        return _gathered(spans, width=ODS)

    def _of_words(self, row: int) -> dict[str, NDArray[np.float32]]:
        """What all occurrences of each word add."""
        known = self._weights.vocabulary.words
        columns, loads = _row(self._encoded.words, row)
        old = columns < len(known)
        table = np.empty((len(columns), self._weights.words.shape[1]), dtype=np.float32)
        table[old] = self._weights.words[columns[old]]
        table[~old] = self._fresh[columns[~old] - len(known)]
        names = [
            known[column] if column < len(known) else self._encoded.unseen[column - len(known)]
            for column in columns.tolist()
        ]
        parts = _mixed(table, self._mixes[row]) * loads[:, None]
        return dict(zip(names, parts, strict=True))

    def _of_pairs(
        self, row: int, words: list[str], parts: NDArray[np.float32]
    ) -> list[tuple[int, int, NDArray[np.float32]]]:
        """Pairs of words the model knows: what they add together."""
        columns, loads = _row(self._encoded.pairs, row)
        own = _mixed(self._weights.pairs[columns], self._mixes[row]) * loads[:, None]
        added = dict(zip(columns.tolist(), own, strict=True))
        index = self._encoder.vocabulary.pair_index
        spans = []
        for place, (first, second) in enumerate(pairwise(words)):
            column = index.get(f"{first} {second}")
            if column is not None:
                spans.append((place, 2, parts[place] + parts[place + 1] + added[column]))
        return spans


def _row(matrix: sparse.csr_array, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Columns and values of one row, without making a matrix of it."""
    span = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[span], matrix.data[span]


def line_spans(
    scorer: LineScorer, words: list[str], of_ods: Spans, ods: NDArray[np.float64]
) -> Spans:
    """What each line's own terms add to it; for a line without any, the words of its ODS."""
    count = len(scorer.taxonomy.lines)
    spans = []
    met = np.zeros(count, dtype=bool)
    for hit in scorer.hits(words):
        weights = np.zeros(count, dtype=np.float32)
        weights[hit.line] = hit.weight
        met[hit.line] = True
        spans.append((hit.place, hit.length, weights))
    own = _gathered(spans, width=count)
    borrowed = np.zeros((len(of_ods.places), count), dtype=np.float32)
    for line in np.flatnonzero(~met):
        share = scorer.affinities[line] * ods
        if share.max() > 0:
            borrowed[:, line] = of_ods.weights[:, int(np.argmax(share))]
    return Spans(
        places=np.concatenate([own.places, of_ods.places]),
        lengths=np.concatenate([own.lengths, of_ods.lengths]),
        weights=np.concatenate([own.weights, borrowed]),
    )


def _gathered(spans: list[tuple[int, int, NDArray[np.float32]]], *, width: int) -> Spans:
    return Spans(
        places=np.array([place for place, _, _ in spans], dtype=np.int64),
        lengths=np.array([length for _, length, _ in spans], dtype=np.int64),
        weights=np.array([part for _, _, part in spans], dtype=np.float32).reshape(
            len(spans), width
        ),
    )


def _mixed(table: Floats, mix: Floats) -> NDArray[np.float32]:
    """Rows of a table (rows × heads·17) as one vector per row, centred over the ODS."""
    heads = table.reshape(len(table), table.shape[1] // ODS, ODS)
    heads = heads - heads.mean(axis=2, keepdims=True)
    return np.asarray(np.einsum("h,rhk->rk", mix[: heads.shape[1]], heads), dtype=np.float32)
