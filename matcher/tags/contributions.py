"""What each word, pair and phrase of one text adds to each ODS and to each line."""

from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.tags.evidence import Candidate
from matcher.tags.features import Encoded, Encoder, Floats
from matcher.tags.lines import LineScorer
from matcher.tags.scoring import mix_of, unseen_rows
from matcher.tags.weights import ODS, Weights


def ods_candidates(
    weights: Weights, encoder: Encoder, text: str, words: list[str]
) -> list[list[Candidate]]:
    """For each of the 17 ODS, the words and phrases of ``text`` and what they add to its score.

    The heads are linear, so the parts add up to the score; the ODS' mean is taken off, since
    only differences between ODS decide.
    """
    encoded = encoder.encode([text])
    mix = mix_of(encoded, weights.calibration)[0]
    of_word = _word_parts(weights, encoded, mix)
    of_concept = _mixed(weights.concepts[encoded.concepts.indices], mix)
    of_concept = of_concept * encoded.concepts.data[:, None]
    concepts = dict(zip(encoded.concepts.indices.tolist(), of_concept, strict=True))
    tally: Counter[int] = Counter()
    singles = [encoder.lexicon.of_word(word) for word in words]
    phrases = encoder.lexicon.phrases_in(words)
    for found in singles:
        tally.update(found)
    for _, _, found in phrases:
        tally.update(found)
    parts = np.zeros((len(words), ODS), dtype=np.float32)
    for place, word in enumerate(words):
        parts[place] = of_word[word]
        for concept in singles[place]:
            parts[place] += concepts[concept] / tally[concept]
    spans = [(place, 1, parts[place]) for place in range(len(words))]
    spans += _pair_parts(weights, encoder, encoded, words, parts, mix)
    for place, length, found in phrases:
        whole = parts[place : place + length].sum(axis=0)
        spans.append((place, length, whole + sum(concepts[c] / tally[c] for c in found)))
    return [
        [Candidate(place=p, length=n, weight=float(part[number])) for p, n, part in spans]
        for number in range(ODS)
    ]


def line_candidates(
    scorer: LineScorer, words: list[str], by_ods: list[list[Candidate]], ods: NDArray[np.float64]
) -> list[list[Candidate]]:
    """For each line, its own terms in the text, then the words of the ODS that speak for it."""
    found: list[list[Candidate]] = [[] for _ in scorer.taxonomy.lines]
    for hit in scorer.hits(words):
        found[hit.line].append(Candidate(place=hit.place, length=hit.length, weight=hit.weight))
    for line, candidates in enumerate(found):
        share = scorer.affinities[line] * ods
        best = int(np.argmax(share))
        if not candidates and share[best] > 0:
            candidates.extend(by_ods[best])
    return found


def _mixed(table: Floats, mix: Floats) -> NDArray[np.float32]:
    """Rows of a table (rows × heads·17) as one vector per row, centred over the ODS."""
    heads = table.reshape(len(table), -1, ODS)
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
