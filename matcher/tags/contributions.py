"""What each word, pair and phrase of one text adds to each ODS and to each line."""

from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.tags.evidence import Spans
from matcher.tags.features import Encoded, Encoder, Floats
from matcher.tags.lines import LineScorer
from matcher.tags.scoring import mix_of, unseen_rows
from matcher.tags.weights import ODS, Weights


def ods_spans(weights: Weights, encoder: Encoder, text: str, words: list[str]) -> Spans:
    """The words and phrases of ``text`` and what each adds to the score of each of the 17 ODS.

    The heads are linear, so the parts add up to the score; the mean over the ODS is taken off,
    since only differences between ODS decide.
    """
    encoded = encoder.encode([text])
    mix = mix_of(encoded, weights.calibration)[0]
    of_word = _word_parts(weights, encoded, mix)
    of_concept = _mixed(weights.concepts[encoded.concepts.indices], mix)
    of_concept = of_concept * encoded.concepts.data[:, None]
    singles = [encoder.concepts_of_word(word) for word in words]
    phrases = encoder.lexicon.phrases_in(words)
    tally = Counter(c for found in singles for c in found)
    tally.update(c for _, _, found in phrases for c in found)
    share = {
        concept: row / tally[concept]
        for concept, row in zip(encoded.concepts.indices.tolist(), of_concept, strict=True)
    }
    parts = np.zeros((len(words), ODS), dtype=np.float32)
    for place, word in enumerate(words):
        parts[place] = of_word[word]
        for concept in singles[place]:
            parts[place] += share[concept]
    spans = [(place, 1, parts[place]) for place in range(len(words))]
    spans += _pair_parts(weights, encoder, encoded, words, parts, mix)
    for place, length, found in phrases:
        whole = parts[place : place + length].sum(axis=0)
        spans.append((place, length, whole + sum(share[concept] for concept in found)))
    return _gathered(spans, width=ODS)


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


def _word_parts(weights: Weights, encoded: Encoded, mix: Floats) -> dict[str, NDArray[np.float32]]:
    """What all occurrences of each word add."""
    known = weights.vocabulary.words
    table = np.zeros((encoded.words.nnz, weights.words.shape[1]), dtype=np.float32)
    names = []
    fresh = unseen_rows(weights, encoded.unseen) if encoded.unseen else None
    for row, column in enumerate(encoded.words.indices.tolist()):
        if column < len(known):
            table[row] = weights.words[column]
            names.append(known[column])
        elif fresh is not None:
            table[row] = fresh[column - len(known)]
            names.append(encoded.unseen[column - len(known)])
    parts = _mixed(table, mix) * encoded.words.data[:, None]
    return dict(zip(names, parts, strict=True))


def _pair_parts(
    weights: Weights,
    encoder: Encoder,
    encoded: Encoded,
    words: list[str],
    parts: NDArray[np.float32],
    mix: Floats,
) -> list[tuple[int, int, NDArray[np.float32]]]:
    """Pairs of words the model knows: what they add together."""
    own = _mixed(weights.pairs[encoded.pairs.indices], mix) * encoded.pairs.data[:, None]
    index = dict(zip(encoded.pairs.indices.tolist(), own, strict=True))
    spans = []
    for place, (first, second) in enumerate(pairwise(words)):
        row = encoder.vocabulary.pair_index.get(f"{first} {second}")
        if row is not None:
            spans.append((place, 2, parts[place] + parts[place + 1] + index[row]))
    return spans
