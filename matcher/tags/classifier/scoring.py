"""Scores of texts from a model's arrays: heads, mix by length, probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.tags.classifier.features import Encoded, Encoder, Floats
from matcher.tags.classifier.weights import ODS, Calibration, ModelWeights

VECTORS: Final = 0
BAYES: Final = 1
MENTIONS: Final = 3
"""Places of heads among the four (``training.py``)."""
CERTAIN: Final = 1e-4
"""Probabilities stay this far from 0 and 1, where log-odds have no end: a guard, not tuned."""


def head_scores(weights: ModelWeights, encoded: Encoded) -> Floats:
    """Raw scores of each head (texts × heads × 17)."""
    known = len(weights.vocabulary.words)
    words = encoded.words
    raw = words[:, :known] @ weights.words
    if encoded.unseen:
        raw = raw + words[:, known:] @ unseen_rows(weights, encoded.unseen)
    raw = raw + encoded.pairs @ weights.pairs
    both = encoded.concepts @ weights.concepts + weights.intercept
    both[:, : raw.shape[1]] += raw
    raw = np.asarray(both, dtype=np.float32)
    return raw.reshape(len(raw), -1, ODS)


def unseen_rows(weights: ModelWeights, words: Sequence[str]) -> Floats:
    """Coefficients of words the model has not met, from their character n-grams."""
    rows: Floats = np.asarray(weights.vocabulary.gram_weights(words) @ weights.grams)
    return rows


def length_basis(lengths: Floats, knots: Floats) -> Floats:
    """How much each knot counts for texts of these numbers of words (rows add up to one)."""
    place = np.log(np.clip(lengths, knots[0], knots[-1]))
    basis = np.stack([np.interp(place, np.log(knots), row) for row in np.eye(len(knots))], axis=1)
    return basis.astype(np.float32)


class Described(Protocol):
    """Texts of which length (in words) and language group are known."""

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Words of each text."""

    @property
    def foreign(self) -> NDArray[np.bool_]:
        """Which are neither Spanish nor English."""


def mix_of(encoded: Described, calibration: Calibration) -> Floats:
    """How much each head counts for each text (texts × heads)."""
    basis = length_basis(np.maximum(encoded.lengths, 1).astype(np.float32), calibration.knots)
    group = encoded.foreign.astype(int)
    return np.asarray(np.einsum("nk,nkh->nh", basis, calibration.mix[group]), dtype=np.float32)


def probabilities(heads: Floats, encoded: Described, calibration: Calibration) -> Floats:
    """Calibrated probabilities (texts × 17) from the heads' scores."""
    heads = heads - heads.mean(axis=2, keepdims=True)
    logits = np.einsum("nh,nhk->nk", mix_of(encoded, calibration), heads)
    logits += calibration.bias[encoded.foreign.astype(int)]
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    result: Floats = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def decisions(heads: Floats, found: Floats, *, leanings: Floats) -> Floats:
    """How much each ODS speaks for itself (texts × 17), to be held against its threshold.

    Probabilities share one whole, which several ODS of one text would have to split; the
    support vector machine judges each ODS alone, and what else is known only leans on it:
    the log-odds of ``found``, the naive Bayes and how much the words of the ODS occur, each
    times its share in ``leanings``.
    """
    probability, likelihood, mentions = leanings
    clipped = np.clip(found, CERTAIN, 1 - CERTAIN)
    bayes = heads[:, BAYES] - heads[:, BAYES].mean(axis=1, keepdims=True)
    leaning: Floats = (
        heads[:, VECTORS]
        + probability * np.log(clipped / (1 - clipped))
        + likelihood * bayes
        + mentions * heads[:, MENTIONS]
    )
    return leaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Probabilities of the 17 ODS (texts × 17) and how far each is over its threshold.

    ``named`` says how much the words of each ODS occur, whatever the text is about.
    """

    probabilities: Floats
    margins: Floats
    named: Floats


def judge_ods(weights: ModelWeights, encoder: Encoder, texts: Sequence[str]) -> Judgement:
    """Score and decide the 17 ODS for each of ``texts``."""
    return judge_encoded(weights, encoder.encode(texts))


def judge_encoded(weights: ModelWeights, encoded: Encoded) -> Judgement:
    """The same for texts already encoded."""
    heads = head_scores(weights, encoded)
    calibration = weights.calibration
    found = probabilities(heads, encoded, calibration)
    margins = decisions(heads, found, leanings=calibration.leanings) - calibration.thresholds
    return Judgement(probabilities=found, margins=margins, named=heads[:, MENTIONS])


def learned_lines(
    weights: ModelWeights, encoder: Encoder, texts: Sequence[str], codes: Sequence[str]
) -> NDArray[np.float64] | None:
    """What corrections add to the lines of ``codes`` (texts × lines), if there were any."""
    if weights.lines is None:
        return None
    encoded = encoder.encode(texts)
    known, grams, pairs = (len(t) for t in (weights.words, weights.grams, weights.pairs))
    table = weights.lines.table
    found = encoded.words[:, :known] @ table[:known]
    if encoded.unseen:
        unseen = weights.vocabulary.gram_weights(encoded.unseen) @ table[known : known + grams]
        found = found + encoded.words[:, known:] @ unseen
    found = found + encoded.pairs @ table[known + grams : known + grams + pairs]
    found = found + encoded.concepts @ table[known + grams + pairs :]
    result = np.zeros((len(texts), len(codes)))
    for column, code in enumerate(codes):
        if code in weights.lines.codes:
            result[:, column] = found[:, weights.lines.codes.index(code)]
    return result


def training_matrix(
    encoder: Encoder, encoded: Encoded
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """What the heads are fitted on, and how words and n-grams share it.

    The matrix is words | n-grams | pairs | concepts; the second value (words × n-grams) folds
    the coefficients of the n-grams into the words' rows.
    """
    known = len(encoder.vocabulary.words)
    shares = encoder.vocabulary.shares
    words = encoded.words[:, :known]
    matrix = sparse.hstack([words, words @ shares, encoded.pairs, encoded.concepts])
    matrix = matrix.tocsr()
    matrix.indices = matrix.indices.astype(np.int32)
    matrix.indptr = matrix.indptr.astype(np.int32)
    return matrix, shares
